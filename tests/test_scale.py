"""A site of many cases stays usable: long lists have pages of their own, and search loads what it needs.

Its thresholds are lowered here, so that some dozen synthetic cases are many. What a build costs: `make bench-scale`.
"""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from macros import beginnings, search
from macros.library import library
from tests.bench.server import Served
from tests.conftest import run
from tests.scale.synthetic import project

SYNTHETIC = 11
LOWERED = {
    "beginnings.py": {"WHOLE": 4, "BEGINNING": 2, "A_PAGE": 5},
    "search.py": {"MOST": 60},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build a site for which some dozen cases are many."""
    made = project(tmp_path_factory.mktemp("scale") / "project", SYNTHETIC)
    for name, constants in LOWERED.items():
        path = made / "macros" / name
        text = path.read_text(encoding="utf-8")
        for constant, value in constants.items():
            text, found = re.subn(rf"(?m)^{constant} = \d+", f"{constant} = {value}", text)
            assert found == 1, constant
        path.write_text(text, encoding="utf-8")
    built = run("mkdocs", "build", "--strict", cwd=made)
    assert built.returncode == 0, built.stderr
    return made / "site"


@pytest.fixture(scope="module")
def found(site: Path) -> dict[str, html.HtmlElement]:
    """Return every page of the site, by its address."""
    paths = sorted(site.rglob("index.html"))
    return {f"{path.parent.relative_to(site).as_posix()}/".removeprefix("./"): _read(path) for path in paths}


def _read(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes())


def test_every_link_of_a_large_site_leads_somewhere(site: Path, found: dict[str, html.HtmlElement]) -> None:
    ids = {address: set(page.xpath("//@id")) for address, page in found.items()}
    lost = set()
    for address, page in found.items():
        for link in page.xpath("//a/@href"):
            place = urlsplit(urljoin(f"https://here.example/{address}", link))
            if place.netloc == "here.example":
                path = place.path.lstrip("/")
                whole = not place.fragment or place.fragment in ids.get(path, ())
                if not ((path in found and whole) or (site / path).is_file()):
                    lost.add((address, link))
    assert not lost


def test_no_list_of_cases_is_longer_than_a_page(found: dict[str, html.HtmlElement]) -> None:
    most, lists_met = max(LOWERED["beginnings.py"].values()), 0
    lists = "//article//ul[@class='links'] | //article//dd | //article//td | //section[@class='case-cards']"
    for address, page in found.items():
        for many in page.xpath(f"{lists} | //table[contains(@class, 'glance') or contains(@class, 'taught')]"):
            cases = {link for link in many.xpath(".//a/@href") if re.search(r"cases/[a-z-]+/(?:teach/)?$", link)}
            lists_met += len(cases) > 1
            assert len(cases) <= most or many.getparent().getparent().get("class") == "where changes", address
    assert lists_met > 100


def test_what_is_cut_off_is_on_pages_of_its_own(found: dict[str, html.HtmlElement]) -> None:
    everything = {
        urljoin(f"/{address}", link)
        for address, page in found.items()
        if address.startswith("listed/cases/")
        for link in page.xpath("//ul[@class='links']//a/@href")
    }
    cases = {f"/{address}" for address in found if re.fullmatch(r"cases/[^/]+/", address)}
    assert len(cases) == SYNTHETIC + 11 and everything == cases
    assert found["listed/cases/2/"].xpath("//meta[@name='robots']/@content") == ["noindex"]
    for address in ("risks/rp1/", "cases/", "teach/", "glossary/", "safeguards/", "risks/"):
        assert found[address].find_class("rest"), address


def test_the_real_site_has_no_list_cut_off() -> None:
    assert len(library().of("case")) <= beginnings.WHOLE
    assert not search.in_parts(library())


def test_the_a_to_z_of_a_large_site_goes_by_letters(found: dict[str, html.HtmlElement]) -> None:
    letters = found["search/"].xpath("//ul[@class='letters']//a/@href")
    assert len(letters) > 15 and not found["search/"].find_class("a-to-z")
    titles = [link.text_content() for link in found["listed/letter-c/"].xpath("//ul[@class='links']//a")]
    assert titles and all(re.search(r"\b(?:an?|the)?\s*C", title, re.I) for title in titles)


def test_a_large_index_comes_in_parts_that_stay_small(site: Path) -> None:
    parts = {path.name: len(gzip.compress(path.read_bytes(), 6)) for path in (site / "assets/search").iterdir()}
    assert any(name.startswith("words-") for name in parts) and any(name.startswith("entries-") for name in parts)
    first = len(gzip.compress((site / "assets/search-index.js").read_bytes(), 6))
    assert first < 8 * 1024 and max(parts.values()) < 8 * 1024


@pytest.mark.parametrize("by", ["http", "file"])
def test_a_large_site_is_searched_in_parts(browser: Browser, site: Path, by: str) -> None:
    opened = browser.new_context().new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    with Served(site) as served:
        place = served.url if by == "http" else f"{site.as_uri()}/"
        opened.goto(f"{place}search/index.html?q=playlist")
        results = opened.locator("#results > li")
        expect(results.first).to_contain_text("A3")
        assert sum("/assets/search/" in url for url in asked) < len(list((site / "assets/search").iterdir()))
        find = "query => window.search(query)"
        assert opened.evaluate(find, "C3")[0] == "cases/life-changes/"
        assert opened.evaluate(find, "my therapist is retiring")[0] == "cases/life-changes/"
        assert "alternatives/#a3" in opened.evaluate(find, "playl")[:3]
        assert opened.evaluate(find, "choir in Baton")[0].startswith("cases/single-session")
        assert opened.evaluate(find, "") == opened.evaluate(find, "qwertyuiop") == []
    assert not errors
    opened.context.close()
