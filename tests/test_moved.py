"""What moves is redirected, with the section that was asked for; what is withdrawn says so and leads on."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from macros import redirects
from macros.ledger import Outcome, Site, check, published
from macros.library import library
from macros.loading import load
from macros.moves import Answer, at_once, first_published
from macros.problems import BadData
from macros.releases import FILE, written
from macros.stubs import write_stubs
from tests.bench.server import Served
from tests.conftest import copied, run, search_index, words
from tests.reader import seen, with_and_without_javascript
from tests.test_bad_input import put

ADDRESS = "https://atls.example/course/"
# What was published under each old address, and where a reader finds it now.
PLACES = {
    "/cases/one-hour/": "/cases/single-session/",
    "/cases/one-hour/#c1": "/cases/single-session/#c1",
    "/our-method/": "/about/#method",
    "/our-method/#steps": "/about/#method",
    "/ways/": "/alternatives/",
    "/ways/#a2": "/alternatives/#a2",
    "/ways/#privacy": "/about/#privacy",
    "/rules/": "/cases/single-session/",
    "/rules/#first": "/cases/single-session/",
}
REDIRECTS = """\
redirects:
  - old: "/cases/one-hour/"
    to: "C1"
    changed: "2026-11-20"
  - old: "/our-method/"
    to: "/about/#method"
    changed: "2026-11-20"
  - old: "/ways/"
    to: "/alternatives/"
    changed: "2026-11-20"
    sections:
      - old: "privacy"
        to: "/about/#privacy"
  - old: "/rules/"
    to: "C1"
    changed: "2026-11-20"
    withdrawn: "Nobody & nothing < 5 follows \\"rules\\" like these."
"""
STANDING = ("/about/", "/about/#privacy", "/alternatives/#a2", "/cases/single-session/#c1", "/safeguards/#s1")
KEPT = ("about.md", "alternatives.md", "safeguards.md", "cases/single-session.md")
CONFIG = """\
INHERIT: mkdocs.yml
docs_dir: few
strict: false
nav: [index.md, about.md, alternatives.md, safeguards.md]
"""


def moving(project: Path, text: str) -> Path:
    """Write the redirects of a project."""
    (project / "data" / "redirects.yml").write_text(text, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project in which pages have moved and items were withdrawn, built with the few pages this concerns."""
    project = moving(copied(tmp_path_factory.mktemp("moved") / "project"), REDIRECTS)
    (project / FILE).write_text(written([], date(2026, 11, 1), "0.0.1", [*PLACES, *STANDING]), encoding="utf-8")
    withdrawn = 'withdrawn:\n  since: "2026-11-19"\n  why: "It was *too* short."\n  see: "A2"'
    put(project, "safeguards", "strategies.S1.changed", lambda old: f"{old}\n{withdrawn}")
    put(project, "cases/single-session", "changed", lambda old: f"{old}\n{withdrawn}")
    stubs = [path.relative_to(project / "docs").as_posix() for path in write_stubs(project)]
    assert stubs == ["cases/one-hour/index.md", "our-method/index.md", "ways/index.md", "rules/index.md"]
    for name in ("index.md", *KEPT, *stubs):
        (project / "few" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(project / "docs" / name, project / "few" / name)
    (project / "few.yml").write_text(CONFIG, encoding="utf-8")
    built = run("mkdocs", "build", "-f", "few.yml", cwd=project, SITE_URL=ADDRESS)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "not included in the" not in built.stderr  # mkdocs.yml leaves stubs out of the navigation
    return project


def html(project: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((project / "site" / address.strip("/") / "index.html").read_text(encoding="utf-8"), "lxml")


# ── What has moved ─────────────────────────────────────────────────────────────────────────────────────


def test_all_that_was_published_is_found_without_javascript(moved: Path) -> None:
    site = Site(moved / "site")
    assert check(moved / "site", [*PLACES, *STANDING]) == []
    for old, new in PLACES.items():
        outcome, at = site.follow(old)
        assert outcome == Outcome.REDIRECTED and at.startswith(new), old


def test_what_has_moved_is_in_no_list(moved: Path) -> None:
    site = moved / "site"
    old = {address.partition("#")[0] for address in PLACES}
    assert not old & {*published(site, library(moved))}
    listed = json.loads((site / "catalogue.json").read_text(encoding="utf-8"))
    assert listed and not old & {f"/{row['url'].partition('#')[0]}" for row in listed}
    found = search_index(site)["documents"]
    assert found and not old & {f"/{address.partition('#')[0]}" for address, _ in found}
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{ADDRESS}about/</loc>" in sitemap
    assert not [address for address in old if address in sitemap]


def test_a_page_that_has_moved_says_so_and_names_the_new_address_to_machines(moved: Path) -> None:
    soup = html(moved, "/cases/one-hour/")
    assert words(soup.h1.get_text()).startswith("This page has moved")
    text = words(soup.article.get_text())
    assert "What stood here is now at C1 One short session, long ago." in text and "20 November 2026" in text
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert soup.find("meta", attrs={"name": "DC.date"})["content"] == "2026-11-20"
    assert soup.find("link", rel="canonical")["href"] == f"{ADDRESS}cases/single-session/"
    assert soup.find("noscript").find("meta")["content"] == "0; url=../single-session/#c1"
    titles = [html(moved, address).title.get_text() for address in ("/cases/one-hour/", "/ways/", "/rules/")]
    assert len(set(titles)) == 3 and titles[0].startswith("Moved: /cases/one-hour/")


def test_only_what_leads_to_one_place_sends_on_without_asking(moved: Path) -> None:
    sent = {old: html(moved, old).select("meta[http-equiv=refresh]") for old in ("/our-method/", "/ways/", "/rules/")}
    assert {old: len(found) for old, found in sent.items()} == {"/our-method/": 1, "/ways/": 0, "/rules/": 0}


def test_a_page_that_was_withdrawn_says_why_and_sends_nobody_on(moved: Path) -> None:
    soup = html(moved, "/rules/")
    assert words(soup.h1.get_text()).startswith("This page has been withdrawn")
    text = words(soup.article.get_text())
    assert "Nobody & nothing < 5 follows “rules” like these." in text
    assert "See instead C1 One short session, long ago." in text
    assert not soup.find_all("script", src=lambda source: "moved" in source)
    assert soup.find("link", rel="canonical")["href"] == f"{ADDRESS}rules/"


def test_an_item_that_was_withdrawn_keeps_its_place_and_says_so(moved: Path) -> None:
    for address, heading in (("/safeguards/", "s1"), ("/cases/single-session/", "c1")):
        notice = html(moved, address).find(id=heading).find_next("p")
        said = words(notice.get_text())
        assert said.startswith("Withdrawn on 19 November 2026. It was *too* short. See instead A2 ")
        assert notice.find("a")["href"].endswith("alternatives/#a2")
    assert "Withdrawn" not in html(moved, "/safeguards/").find(id="s2").find_next("p").get_text()


@pytest.mark.parametrize(
    ("places", "one"),
    [
        (["new/"], "new/"),
        (["new/", "new/#a"], "new/#a"),
        (["new/#a", "new/#a", "new/#a"], "new/#a"),
        ([""], ""),
        (["new/", "new/#a", "new/#b"], None),
        (["new/", "other/#a"], None),
        (["new/#a", "new/#b"], None),
    ],
)
def test_one_place_is_one_for_the_page_and_for_its_sections(places: list[str], one: str | None) -> None:
    assert at_once([Answer("", place, "") for place in places]) == one


# ── In a browser ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def reader(moved: Path, browser: Browser) -> Iterator[SimpleNamespace]:
    """Visit an address of the site with pages that have moved."""
    with Served(moved / "site") as served:

        def visit(place: str, script: bool) -> Page:
            page = browser.new_context(java_script_enabled=script).new_page()
            page.goto(served.url.rstrip("/") + place)
            return page

        yield SimpleNamespace(visit=visit, url=served.url.rstrip("/"))


@with_and_without_javascript
@pytest.mark.parametrize("old", ["/cases/one-hour/#c1", "/our-method/#steps"])
def test_a_reader_is_sent_to_the_section(reader: SimpleNamespace, old: str, script: bool) -> None:
    page = reader.visit(old, script)
    page.wait_for_url(reader.url + PLACES[old])
    assert page.locator(":target").count() == 1


@pytest.mark.parametrize("old", ["/ways/", "/ways/#a2", "/ways/#privacy", "/ways/#a5"])
def test_with_javascript_a_reader_is_sent_on_with_what_they_asked_for(reader: SimpleNamespace, old: str) -> None:
    page = reader.visit(old, script=True)
    page.wait_for_url(reader.url + PLACES.get(old, old.replace("/ways/", "/alternatives/")))


@pytest.mark.parametrize(("old", "shown"), [("", "Alternatives"), ("#a2", "A2 "), ("#privacy", "Privacy")])
def test_without_javascript_a_reader_sees_the_one_place_they_asked_for(
    reader: SimpleNamespace, old: str, shown: str
) -> None:
    page = reader.visit(f"/ways/{old}", script=False)
    answers = page.locator(".moved")
    assert sum(seen(answers)) == 1
    answer = answers.nth(seen(answers).index(True))
    expect(answer.get_by_role("link")).to_contain_text(shown.strip())
    answer.get_by_role("link").click()
    page.wait_for_url(reader.url + PLACES[f"/ways/{old}"])


@with_and_without_javascript
def test_a_reader_of_what_was_withdrawn_stays_and_reads_why(reader: SimpleNamespace, script: bool) -> None:
    page = reader.visit("/rules/#first", script)
    expect(page.get_by_role("heading", level=1)).to_contain_text("withdrawn")
    expect(page.get_by_text("For what you were looking for")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.url == f"{reader.url}/rules/#first"


# ── What is refused ────────────────────────────────────────────────────────────────────────────────────


def test_every_redirect_that_cannot_work_is_refused_with_its_line(project: Path) -> None:
    rows = [
        ("/a/", "C99", "refers to C99, which does not exist"),
        ("/b/", "/nowhere/", "leads to /nowhere/, where there is no page or section"),
        ("/c/", "/d/", "leads to /d/, which has moved"),
        ("/d/", "/c/#x", "leads to /c/#x, which has moved"),
        ("/e/", "/e/", "leads to /e/, which has moved"),
        ("/help/", "C1", "/help/ has a page, docs/help.md"),
        ("/cases/", "C1", "/cases/ has a page, docs/cases/index.md"),
        ("/cases/single-session/", "C2", "/cases/single-session/ has a page, docs/cases/single-session.md"),
        ("/f/", "C1", "/f/ has no page to redirect: expected docs/f/index.md (`make pages` writes it)"),
        ("/a/", "C1", "/a/ has a redirect already, in data/redirects.yml:2"),
        ("f/", "C1", "'f/' is not the address of a page: expected a slash at both ends"),
    ]
    rest = '    changed: "2026-11-20"\n'
    text = "redirects:\n" + "".join(f'  - old: "{old}"\n    to: "{to}"\n{rest}' for old, to, _ in rows)
    twice = '    sections:\n      - {old: "x", to: "C1"}\n      - {old: "x", to: "C2"}\n'
    moving(project, f'{text}  - old: "/g/"\n    to: "C1"\n{rest}{twice}')
    for old in "abcdeg":
        (project / "docs" / old).mkdir()
        (project / "docs" / old / "index.md").write_text(redirects.stub(f"/{old}/"), encoding="utf-8")
    with pytest.raises(BadData) as caught:
        load(project)
    said = {problem.line: str(problem) for problem in caught.value.problems}
    for place, (old, _, message) in enumerate(rows):
        about = said.pop(2 + 3 * place, "") + said.pop(3 + 3 * place, "")
        assert message in about, old
    (last,) = said.values()
    assert "'x' stands twice" in last


def test_make_pages_writes_no_stub_where_a_page_stands(project: Path) -> None:
    moving(project, 'redirects:\n  - old: "/help/"\n    to: "C1"\n    changed: "2026-11-20"\n')
    assert write_stubs(project) == []


def test_a_stub_without_its_redirect_is_refused(project: Path) -> None:
    (project / "docs" / "old").mkdir()
    (project / "docs" / "old" / "index.md").write_text(redirects.stub("/old/"), encoding="utf-8")
    with pytest.raises(BadData, match=r"^docs/old/index\.md:1: belongs to no item"):
        load(project)


def test_nothing_else_leads_to_what_has_moved(project: Path) -> None:
    moving(project, 'redirects:\n  - old: "/old/"\n    to: "C1"\n    changed: "2026-11-20"\n')
    write_stubs(project)
    load(project)
    path = project / "data" / "asked.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("of: [", 'of: ["/old/", ', 1), encoding="utf-8")
    with pytest.raises(BadData, match="leads to /old/, which has moved"):
        load(project)


def test_what_has_moved_is_as_old_as_it_was(moved: Path) -> None:
    """The feed tells by it what is new: the ledger has the old addresses, under the day of that release."""
    days = first_published(moved, library(moved))
    for old, new in PLACES.items():
        if old != "/rules/#first":
            assert days[new.removeprefix("/")] == days[old.removeprefix("/")] == date(2026, 11, 1), old
