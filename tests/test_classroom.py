"""The classroom copy: what the zip holds; it opens and searches from a disk, in a browser without a network."""

import os
import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from lxml import html
from playwright.sync_api import Browser, Page, expect

from macros.classroom import pack
from macros.library import library
from macros.render import render
from tests.conftest import SITE, page

CASE, ANOTHER = "cases/blurred-boundaries/index.html", "cases/single-session/index.html"
ZIP = "downloads/after-the-last-session.zip"
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the zip made of the built site."""
    to = tmp_path_factory.mktemp("packed") / "copy.zip"
    pack(SITE, to)
    return to


@pytest.fixture(scope="module")
def copy(packed: Path) -> Path:
    """Return the one folder that comes out of the zip."""
    with zipfile.ZipFile(packed) as opened:
        opened.extractall(packed.parent)
    (folder,) = (path for path in packed.parent.iterdir() if path.is_dir())
    return folder


def files_of(root: Path) -> set[str]:
    """Return every file of a site, relative to it."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def links(root: Path, file: Path, files: set[str]) -> list[str]:
    """Return where all links of a page lead: within its site, to which file and place; else, their whole address."""
    here, found = file.parent.relative_to(root).as_posix(), []
    for _, _, link, _ in html.parse(file, html.HTMLParser(encoding="utf-8")).getroot().iterlinks():
        parts = urlsplit(link)
        if parts.scheme or not parts.path:
            found.append(link)
            continue
        target = posixpath.normpath(posixpath.join(here, unquote(parts.path)))
        if root == SITE and target not in files:
            target = posixpath.normpath(f"{target}/index.html")
        assert target in files, f"{file}: {link}"
        found.append(f"{target}#{parts.fragment}")
    return found


def test_every_link_of_the_copy_leads_to_the_file_that_it_leads_to_on_the_site(copy: Path) -> None:
    checked, held, built = 0, files_of(copy), files_of(SITE)
    for file in copy.rglob("*.html"):
        here, there = links(copy, file, held), links(SITE, SITE / file.relative_to(copy), built)
        there.remove("assets/fonts/literata.woff2#")  # fetched ahead; a disk is not allowed to
        if file == copy / "downloads" / "index.html":
            there.remove(f"{ZIP}#")
        assert here == there, file
        checked += len(here)
    assert checked > 7000


def test_the_copy_holds_the_site_in_one_folder_that_says_where_to_begin(packed: Path, copy: Path) -> None:
    with zipfile.ZipFile(packed) as opened:
        assert {name.partition("/")[0] for name in opened.namelist()} == {"after-the-last-session"}
    held, built = files_of(copy), files_of(SITE)
    assert built - held == {ZIP, "404.html", "_headers", "sitemap.xml", "sitemap.xml.gz"}
    assert held - built == {"READ-ME.txt"}
    assert "Open index.html in a browser" in (copy / "READ-ME.txt").read_text(encoding="utf-8")
    for name in ("assets/search-index.js", "downloads/c1-handout.pdf", "catalogue.json"):
        assert (copy / name).read_bytes() == (SITE / name).read_bytes()


OFFERING = """<h1>a &lt;a href="../old/"></h1>
{offer}<p title='>' id=end>end</p>"""
MOVED = '<meta http-equiv="refresh" content="0; url=../downloads/{file}#end"><a title="a > b" href="..{file}">x</a>'
PLAIN = '<a href="https://other.example/downloads/">x</a> <a href="downloads{file}?q=1#end">x</a> href="old/"'


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a small site: a page that offers a copy, one that has moved there, one with links; an earlier copy."""
    site = tmp_path / "site"
    for name, text in {
        "downloads/index.html": OFFERING.format(offer=offer(packed=True) + "\n"),
        "old/index.html": MOVED.format(file=""),
        "index.html": PLAIN.format(file=""),
        ZIP: "an earlier copy",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    return site


def offer(packed: bool) -> str:
    """Return the offer of the copy as the page of downloads shows it."""
    return render("classroom.html.j2", library(), "downloads/", packed=packed, name=ZIP)


def test_the_copy_has_no_copy_of_itself_and_offers_none(small: Path, tmp_path: Path) -> None:
    assert BeautifulSoup(offer(packed=True), "lxml").a["href"] == "after-the-last-session.zip"
    pack(small, tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as opened:
        pages = {name.partition("/")[2]: opened.read(name).decode("utf-8") for name in opened.namelist()}
    del pages["READ-ME.txt"]
    assert pages == {
        "downloads/index.html": OFFERING.format(offer=""),
        "old/index.html": MOVED.replace("/{file}", "/index.html").replace("{file}", "/index.html"),
        "index.html": PLAIN.format(file="/index.html"),
    }


def test_the_same_site_makes_the_same_bytes(small: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    pack(small, first)
    for path in small.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    pack(small, second)
    assert first.read_bytes() == second.read_bytes()


def test_the_copy_is_offered_where_it_was_packed_and_nowhere_else(packed: Path) -> None:
    told, offered = page("downloads/").find(id="classroom").find_next_siblings("p")[:2]
    assert "without a network" in told.get_text() and f"downloads/{offered.a['href']}" == ZIP
    assert (SITE / ZIP).read_bytes() == packed.read_bytes()
    assert "make build" in offer(packed=False) and "<a" not in offer(packed=False)


# ── In a browser ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def offline(browser: Browser, copy: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return the copy's first page, opened from the disk without a network; fails where anything is complained of."""
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=getattr(request, "param", True))
    context.set_offline(True)
    opened, said = context.new_page(), []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(error.message))
    opened.goto((copy / "index.html").as_uri())
    yield opened
    context.close()
    assert said == []


def at(page: Page, copy: Path) -> str:
    """Return which page of the copy is open."""
    return unquote(urlsplit(page.url).path).removeprefix(f"{copy.as_posix()}/")


def set_in(page: Page, selector: str) -> list[str]:
    """Return the typefaces in which the browser really draws an element."""
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    return [font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]]


def test_the_copy_is_searched_from_any_page_without_a_network(offline: Page, copy: Path) -> None:
    assert set_in(offline, "h1") == ["Literata"]
    expect(offline.get_by_role("button", name="Switch to dark colours")).to_be_visible()  # its script runs
    offline.locator(".menu").get_by_role("link", name="Cases", exact=True).click()
    offline.locator("main").get_by_role("link", name="C4 Lines already blurred").first.click()
    assert at(offline, copy) == CASE
    offline.get_by_role("searchbox", name="Search").fill("C1")
    offline.keyboard.press("Enter")
    expect(offline.locator("#results > li").first).to_contain_text("One short session, long ago")
    assert at(offline, copy) == "search/index.html"
    offline.get_by_role("searchbox", name="Search in your own words").fill("gift from my therapist")
    expect(offline.locator("#found")).to_contain_text("for “gift from my therapist”")
    result = offline.locator("#results > li").first.get_by_role("link")
    named = result.text_content()
    result.click()
    offline.wait_for_url("**/*.html#*")
    place = offline.locator(f"[id='{urlsplit(offline.url).fragment}']")
    expect(place).to_be_in_viewport()
    assert named.strip() in place.text_content()
    offline.go_back()
    offline.get_by_role("searchbox", name="Search in your own words").fill("C1")
    offline.keyboard.press("Enter")
    offline.locator("#results > li").first.get_by_role("link").click()
    offline.wait_for_url(f"**/{ANOTHER}")
    expect(offline.get_by_role("heading", level=1)).to_contain_text("One short session, long ago")


@pytest.mark.parametrize("offline", [False], indirect=True, ids=["no-script"])
def test_the_copy_is_read_without_a_network_or_javascript(offline: Page, copy: Path) -> None:
    offline.locator(".menu").get_by_role("link", name="Find a case", exact=True).click()
    offline.locator(".foot").get_by_role("link", name="Cases", exact=True).click()
    offline.locator("main").get_by_role("link", name="C4 Lines already blurred").first.click()
    assert at(offline, copy) == CASE
    offline.locator(".crumbs").get_by_role("link", name="Home").click()
    assert at(offline, copy) == "index.html"
    assert set_in(offline, "h1") == ["Literata"]
