"""Addresses are promises: what was published leads somewhere, and the ledger of it only grows."""

import functools
import shutil
from datetime import date
from pathlib import Path

import pytest

from macros.ledger import Outcome, Site, check, published, release
from macros.library import library
from macros.loading import load
from macros.problems import BadData
from macros.releases import FILE, first_published, read_ledger, releases, written
from tests.conftest import ROOT, SITE, run

DAY, LATER = date(2026, 11, 22), date(2026, 12, 1)
LEDGER = written([], DAY, "1.0.0", ["/", "/about/", "/about/#privacy", "/help/"])
# Every release there was, with its digest.
RELEASES = {"1.0.0": "48d0552e31b81fd3"}
# A page of each kind: an item's own, with its title; what shares a page; a section; a page of its own making.
EXAMPLES = (
    "/", "/search/", "/cases/", "/cases/single-session/", "/cases/single-session/#c1", "/risks/rp3/#rp3",
    "/cases/single-session/#stages", "/cases/single-session/teach/#plan-30", "/questions/qc1/#qc1",
    "/safeguards/#s1", "/alternatives/#a6", "/about/#privacy", "/about/#brandsen", "/help/#crisis-uk",
    "/codes/#aca-a-5-c", "/glossary/#boundary", "/research/#kramer",
)  # fmt: skip


@functools.cache
def now() -> list[str]:
    """Return what the test site has to publish."""
    return published(SITE, library())


def put(folder: Path, text: str) -> Path:
    """Write a ledger into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in read_ledger(folder)[1]]


def refused(project: Path, site: Path) -> str:
    """Return why nothing can be released; assert that nothing was."""
    before = (project / FILE).read_bytes()
    with pytest.raises(BadData) as caught:
        release(project, site)
    assert (project / FILE).read_bytes() == before
    return str(caught.value)


# ── The promise ────────────────────────────────────────────────────────────────────────────────────────


def test_every_address_that_is_or_was_published_leads_somewhere() -> None:
    """What is not released yet is no fault, but it has to be there."""
    assert len(now()) > 300
    assert check(SITE, {*now(), *first_published(ROOT)}) == []


@pytest.mark.parametrize("address", EXAMPLES)
def test_what_a_syllabus_may_link_to_is_published(address: str) -> None:
    assert address in now()


def test_nothing_is_published_that_no_author_chose() -> None:
    assert not [address for address in now() if "404" in address]
    assert "/help/#where-to-turn" not in now()  # made from a title, and gone when that is reworded


def test_a_broken_promise_stops_the_check_with_the_line_of_each(project: Path) -> None:
    """A page is gone, an id is gone, two pages send a reader to and fro; the rest is as it was."""
    put(project, written([], DAY, "1.0.0", now()))
    assert run("macros.ledger", "check", SITE, cwd=project).returncode == 0
    site = project / "site"
    shutil.copytree(SITE, site)
    shutil.rmtree(site / "glossary")
    page = site / "safeguards" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace('id="s1"', 'id="s9"'), encoding="utf-8")
    for here, there in (("about", "search"), ("search", "about")):
        (site / here / "index.html").write_text(stub(f"../{there}/"), encoding="utf-8")
    said = run("macros.ledger", "check", cwd=project)
    assert said.returncode == 1 and "Traceback" not in said.stderr
    lines = (project / FILE).read_text(encoding="utf-8").splitlines()
    for what, address in (
        ("GONE", "/glossary/"), ("GONE", "/glossary/#boundary"), ("ANCHOR GONE", "/safeguards/#s1"),
        ("LOOP", "/search/"), ("LOOP", "/about/#privacy"),
    ):  # fmt: skip
        assert f"{FILE}:{lines.index(address) + 1}: {what}: {address}" in said.stderr
    assert "/cases/" not in said.stderr and "/safeguards/#s2" not in said.stderr


def stub(link: str) -> str:
    refresh = f'<noscript><meta http-equiv="refresh" content="0; url={link}"></noscript>'
    return f'<html><head>{refresh}</head><body><p class="moved"><a href="{link}">There</a></p></body></html>'


def test_a_stub_is_followed_as_without_javascript(tmp_path: Path) -> None:
    sections = '<p class="moved"><a href="../new/">N</a></p><p class="moved" id="kept"><a href="../new/#b">B</a></p>'
    for name, text in (
        ("new", '<html><main><h1 id="new">New</h1><h2 id="b">B</h2></main></html>'),
        ("old", stub("../new/#b")),
        ("older", f"<html><body>{sections}</body></html>"),
        ("lost", stub("../nowhere/")),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(text, encoding="utf-8")
    follow = Site(tmp_path).follow
    assert follow("/new/#b") == (Outcome.OK, "/new/#b")
    assert follow("/old/#whatever") == (Outcome.REDIRECTED, "/new/#b")  # a refresh drops what was asked for
    assert follow("/older/") == (Outcome.REDIRECTED, "/new/")
    assert follow("/older/#kept") == (Outcome.REDIRECTED, "/new/#b")
    assert follow("/older/#lost") == (Outcome.ANCHOR_GONE, "/older/#lost")
    assert follow("/lost/") == (Outcome.GONE, "/nowhere/")


def test_no_release_has_gone_from_the_ledger() -> None:
    assert [(one.version, one.digest) for one in releases(ROOT)][: len(RELEASES)] == [*RELEASES.items()]


# ── The ledger ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_ledger_tells_when_an_address_was_first_published(tmp_path: Path) -> None:
    put(tmp_path, LEDGER)
    more = written(releases(tmp_path), LATER, "1.1.0", ["/glossary/"])
    put(tmp_path, LEDGER + more)
    assert first_published(tmp_path) == dict.fromkeys(["/", "/about/", "/about/#privacy", "/help/"], DAY) | {
        "/glossary/": LATER
    }


def test_a_project_without_a_ledger_has_published_nothing(tmp_path: Path) -> None:
    assert first_published(tmp_path) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/about/#privacy\n", ""),
        ("/help/", "/hilfe/"),
        ("/about/\n/about/#privacy", "/about/#privacy\n/about/"),
        ("2026-11-22", "2026-11-21"),
        ("1.0.0", "1.0.1"),
        ("/help/\n", "/help/\n/more/\n"),
        ("4 addresses", "5 addresses"),
    ],
    ids=["removed", "changed", "reordered", "another day", "another version", "added by hand", "another count"],
)
def test_a_line_that_was_touched_is_noticed(tmp_path: Path, old: str, new: str) -> None:
    assert problems(put(tmp_path, LEDGER)) == []
    assert LEDGER.count(old) == 1
    (said,) = problems(put(tmp_path, LEDGER.replace(old, new)))
    assert said.startswith(f"{FILE}:1: version 1.0.") and "was changed" in said


def test_a_release_that_was_removed_is_noticed_by_the_next(tmp_path: Path) -> None:
    more = written(releases(put(tmp_path, LEDGER)), LATER, "1.1.0", ["/glossary/"])
    assert problems(put(tmp_path, LEDGER + more)) == []
    (said,) = problems(put(tmp_path, more))
    assert said.startswith(f"{FILE}:1: version 1.1.0: was changed, here or above")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("# see above", "'# see above' is no release"),
        ("# 2026-02-30, version 2: 1 address, digest 0123456789abcdef", "is no release"),
        ("help/", "'help/' is not an address: expected lower-case words"),
        ("", "'' is not an address"),
        ("/help/", "/help/ stands twice: it stands in line 5 already"),
    ],
)
def test_what_does_not_belong_into_the_ledger_is_refused_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    (problem,) = problems(put(tmp_path, f"{LEDGER}{line}\n"))
    assert problem.startswith(f"{FILE}:6: ") and said in problem


def test_a_touched_ledger_stops_the_build(project: Path) -> None:
    put(project, LEDGER.replace("/help/\n", ""))
    with pytest.raises(BadData, match=rf"{FILE}:1: version 1\.0\.0: was changed"):
        load(project)


# ── Releasing ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_release_adds_what_is_new_and_nothing_twice(project: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    settings = project / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")

    def call(version: str) -> None:
        settings.write_text(text.replace(text.partition("\nversion = ")[2].partition("\n")[0], f'"{version}"'))

    call("1.0.0")
    shutil.copy(ROOT / "CITATION.cff", project)
    first = release(project, SITE)
    assert first == now() == [*first_published(project)]
    assert set(first_published(project).values()) == {DAY}
    before = (project / FILE).read_text(encoding="utf-8")
    assert before.startswith(f"# 2026-11-22, version 1.0.0: {len(first)} addresses, digest ")
    assert release(project, SITE) == [] and (project / FILE).read_text(encoding="utf-8") == before

    site = tmp_path / "site"
    shutil.copytree(SITE, site)
    (site / "more").mkdir()
    (site / "more" / "index.html").write_text("<html><main><h1>More</h1></main></html>", encoding="utf-8")
    assert "version 1.0.0 was released on 22 November 2026 already, without 1 address" in refused(project, site)
    call("1.1.0")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795262400")
    assert "was released on 22 November 2026, after 21 November 2026" in refused(project, site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796126400")
    (site / "help" / "index.html").rename(site / "help" / "away.html")
    assert "GONE: /help/: put back what stood there" in refused(project, site)
    (site / "help" / "away.html").rename(site / "help" / "index.html")
    (site / "more").rename(site / "More")
    assert "'/More/' is no lasting address" in refused(project, site)
    (site / "More").rename(site / "more")
    assert release(project, site) == ["/more/"]
    after = (project / FILE).read_text(encoding="utf-8")
    assert after.startswith(before) and after.endswith("/more/\n") and read_ledger(project)[1] == []
    assert first_published(project)["/more/"] == LATER
    citation = (project / "CITATION.cff").read_text(encoding="utf-8")
    assert 'version: "1.1.0"' in citation and f'date-released: "{LATER}"' in citation
    assert citation.count("\n") == (ROOT / "CITATION.cff").read_text(encoding="utf-8").count("\n")
