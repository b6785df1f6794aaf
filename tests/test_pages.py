"""What must be true of every built page."""

import itertools
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from tests.brief import EVERY_CASE, ITEMS, QUESTIONS, RISKS
from tests.conftest import ROOT, SITE, page, pages, words

HERE = "http://site.invalid/"
LABELS = ("From the essay", "From the column", "Written for this site", "From the study, as the essay reports it")
OWN_PAGES = {code: ITEMS[code][0] for code in (EVERY_CASE | RISKS | QUESTIONS)}


@pytest.mark.parametrize("address", pages())
def test_every_link_asset_and_fragment_resolves(address: str) -> None:
    broken = []
    for tag, name in (
        ("a", "href"),
        ("link", "href"),
        ("img", "src"),
        ("script", "src"),
        ("source", "src"),
        ("form", "action"),
    ):
        for element in page(address).find_all(tag, attrs={name: True}):
            target = urlsplit(urljoin(HERE + address, element[name]))
            if f"{target.scheme}://{target.netloc}/" != HERE:
                continue
            file = SITE / unquote(target.path.lstrip("/"))
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                broken.append(element[name])
            elif target.fragment and tag == "a" and file.suffix == ".html":
                place = file.relative_to(SITE).as_posix().removesuffix("index.html")
                if not page(place).find(id=unquote(target.fragment)):
                    broken.append(element[name])
    assert not broken


def test_titles_are_unique() -> None:
    titles = [page(address).title.get_text() for address in pages()]
    assert len(set(titles)) == len(titles)
    assert all(title.strip() and "<" not in title for title in titles)


@pytest.mark.parametrize("code", OWN_PAGES)
def test_title_and_description_name_the_item(code: str) -> None:
    soup = page(OWN_PAGES[code])
    heading = words(re.sub("¶", "", soup.find("h1").get_text()))
    assert words(soup.title.get_text()).startswith(heading)
    assert len(description(OWN_PAGES[code])) > 30


def description(address: str) -> str:
    """Return what a page says of itself to a search engine."""
    return page(address).find("meta", attrs={"name": "description"})["content"]


def test_descriptions_are_unique() -> None:
    found = [description(address) for address in pages() if address != "404.html"]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("address", pages())
def test_headings_make_an_outline(address: str) -> None:
    levels = [int(heading.name[1]) for heading in page(address).find("main").find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels


@pytest.mark.parametrize("address", pages())
def test_ids_are_unique(address: str) -> None:
    ids = [element["id"] for element in page(address).find_all(id=True)]
    assert len(set(ids)) == len(ids), sorted(one for one in set(ids) if ids.count(one) > 1)


def test_every_checkbox_of_ours_has_a_label() -> None:
    for address in pages():
        for box in page(address).find("main").find_all("input"):
            label = page(address).find("label", attrs={"for": box["id"]})
            assert label is not None and len(words(label.get_text())) > 10


class Strict(HTMLParser):
    """Notes what a browser would have to mend: a block within a paragraph, a link in a link, tags out of order."""

    VOID = frozenset(["area", "br", "col", "hr", "img", "input", "link", "meta", "path", "circle", "source", "wbr"])
    BLOCKS = frozenset({
        "p", "ul", "ol", "dl", "div", "table", "section", "details", "nav", "h1", "h2", "h3", "blockquote", "form",
    })  # fmt: skip

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (tag in self.BLOCKS and "p" in self.open) or (tag == "a" and "a" in self.open):
            self.faults.append(f"line {self.getpos()[0]}: <{tag}> within {' '.join(self.open[3:])}")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"line {self.getpos()[0]}: </{tag}> closes nothing that is open")


@pytest.mark.parametrize("address", pages())
def test_markup_needs_no_mending(address: str) -> None:
    path = SITE / address
    html = (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")
    assert Strict(html).faults == []


def test_markup_that_needs_mending_would_be_found() -> None:
    for html in ("<p>a<ul></ul></p>", "<a><b><a></a></b></a>", "<p><b></p></b>", "</div>"):
        assert Strict(html).faults


@pytest.mark.parametrize("address", pages())
def test_language_is_british_english(address: str) -> None:
    assert page(address).html["lang"] == "en-GB"


@pytest.mark.parametrize("address", pages())
def test_nothing_is_left_unrendered(address: str) -> None:
    text = page(address).get_text(" ")
    for trace in ("{{", "}}", "{%", "%}", "{#", "Macro Rendering Error", "Traceback", "Undefined", "[[", "]]", "{ #"):
        assert trace not in text, trace


@pytest.mark.parametrize("address", pages())
def test_no_page_asks_another_host_for_anything(address: str) -> None:
    asked = []
    for element in page(address).find_all(True):
        for name in ("src", "srcset", "data", "poster", "action", "background"):
            asked.append(element.get(name))
        if element.name == "link" and set(element.get("rel", [])) & {
            "stylesheet",
            "preload",
            "icon",
            "preconnect",
            "dns-prefetch",
        }:
            asked.append(element.get("href"))
        asked += re.findall(r"url\(([^)]+)\)", element.get("style", ""))
    for style in page(address).find_all("style"):
        asked += re.findall(r"url\(([^)]+)\)|@import ([^;]+)", style.get_text())
    assert not [one for one in asked if one and re.match(r"['\"]?(https?:)?//", str(one))]


def test_no_stylesheet_asks_another_host_for_anything() -> None:
    for file in SITE.rglob("*.css"):
        for target in re.findall(r"(?:url\(|@import\s+)['\"]?([^'\")\s;]+)", file.read_text(encoding="utf-8")):
            assert not re.match(r"(https?:)?//", target), f"{file.name}: {target}"


@pytest.mark.parametrize("address", pages())
def test_help_is_linked_from_the_foot(address: str) -> None:
    links = page(address).find("footer").find_all("a", href=True)
    assert any(urljoin(HERE + address, link["href"]) == HERE + "help/" for link in links)


@pytest.mark.parametrize("code", ["C4", "C5", *RISKS])
def test_help_is_linked_where_harm_is_described(code: str) -> None:
    links = page(OWN_PAGES[code]).find("article").find_all("a", href=True)
    assert any(urljoin(HERE + OWN_PAGES[code], link["href"]) == HERE + "help/" for link in links)


# ── Provenance ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", [*OWN_PAGES.values(), "safeguards/", "alternatives/"])
def test_every_passage_says_where_it_comes_from(address: str) -> None:
    passages = page(address).find("article").find_all(class_="passage")
    assert passages
    for passage in passages:
        label = words(passage.find(class_="from").get_text())
        assert label in LABELS
        kind = next(name for name in passage["class"] if name.startswith("passage-"))
        assert (kind == "passage-site") == (label == "Written for this site")


@pytest.mark.parametrize("address", [*OWN_PAGES.values(), "safeguards/", "alternatives/"])
def test_prose_stands_only_in_a_labelled_passage(address: str) -> None:
    article = page(address).find("article")
    known = {
        "lede",
        "kicker",
        "from",
        "content-note",
        "aliases",
        "cite",
        "care",
        "drawn",
        "notice",
        "pause-question",
        "asks",
        "words",
        "rules",
        "level",
        "standing",
    }
    for paragraph in article.find_all("p"):
        labelled = paragraph.find_parent(class_="passage") or known & set(paragraph.get("class", []))
        said = paragraph.find_parent(class_="pause") or "is ours" in paragraph.get_text()
        linked = paragraph.find("a", class_="item")
        own = address in ("safeguards/", "alternatives/") and not paragraph.get("class")
        assert labelled or said or linked or own, words(paragraph.get_text())[:120]


@pytest.mark.parametrize("code", [code for code in OWN_PAGES if code != "C5"])
def test_the_essays_standing_is_told_with_its_views(code: str) -> None:
    notice = " ".join(words(one.get_text()) for one in page(OWN_PAGES[code]).find_all(class_="notice"))
    for said in ("not a clinician", "no formal research", "having been a patient", "first version"):
        assert said in notice


def test_the_columns_standing_is_told_with_its_answer() -> None:
    notice = " ".join(words(one.get_text()) for one in page(OWN_PAGES["C5"]).find_all(class_="notice"))
    assert "licensed psychotherapist" in notice and "isn’t advice" in notice


@pytest.mark.parametrize("code", EVERY_CASE)
def test_case_page_has_its_parts(code: str) -> None:
    article = page(OWN_PAGES[code]).find("article")
    parts = [heading.get("id") for heading in article.find_all("h2")]
    assert parts[:9] == [
        "situation", "both-sides", "pause", "key-points", "better-worse", "stages", "variants", "risks-here",
        "questions-here",
    ]  # fmt: skip
    assert {"related", "provenance"} <= set(parts)
    assert "what would you do, and why?" in words(article.find(class_="pause").get_text())
    impression = article.find(class_="pause").find_all("details")[-1]
    assert not impression.has_attr("open") and impression.find(class_="passage")
    assert re.fullmatch(r"How (the essay|the column|this site) sees it", words(impression.summary.get_text()))
    assert re.search(r"Time to read \d+ minutes", words(article.find(class_="facts").get_text(" ")))
    assert article.find(class_="content-note") and article.find(class_="cite")
    assert "does not advise" in article.get_text(" ")


def count(parts: list[Tag]) -> int:
    """Return the words of some parts, their labels of provenance and codes apart."""
    text = " ".join(part.get_text(" ") for part in parts)
    for label in LABELS:
        text = text.replace(label, " ")
    return len(text.split())


@pytest.mark.parametrize("code", EVERY_CASE)
def test_case_has_600_to_1000_words_of_prose(code: str) -> None:
    """What it is made to choose from, its stages and its variants come on top: see tests/test_cases.py."""
    article = BeautifulSoup(str(page(OWN_PAGES[code]).find("article")), "lxml")
    for added in article.select(".sides, .choose, .positions, .stage, .variants"):
        added.decompose()
    parts = article.select(
        ".passage > p:not(.from), .passage li, .pause > p:not(.pause-question), .why, td:nth-of-type(1)"
    )
    assert 600 <= count(parts) <= 1000


@pytest.mark.parametrize("code", [*RISKS, *QUESTIONS])
def test_page_has_120_to_250_words_beyond_its_links(code: str) -> None:
    parts = page(OWN_PAGES[code]).find("article").select(".passage > p:not(.from, .asks), .passage li")
    assert 120 <= count(parts) <= 250


# ── Nothing is said twice ──────────────────────────────────────────────────────

# What every page of a kind says in the same words, on purpose.
FIXED = (
    "If something here has happened to you, where to turn lists people who can help",
    "Links between pages are drawn by this site, unless one is marked as named in a source",
    "This page is for learning",
    "It does not advise anyone about their own situation",
    "Before you read on: what would you do, and why",
)


def sentences(address: str) -> set[str]:
    """Return the sentences of eight words or more on an item page, links' titles and fixed wording apart."""
    article = BeautifulSoup(str(page(address).find("article")), "lxml")
    for label in article.select(
        "a.item, .crumbs, .siblings, .row, .cite, .drawn, .care, .notice, .words, .links small, .aliases, "
        "legend, #provenance + p"
    ):
        label.decompose()
    found = set()
    for block in article.find_all(["p", "li", "td", "dd", "dt", "h1", "h2", "h3", "summary"]):
        for sentence in re.split(r"(?<=[.?!…:;])[’”]?\s+", words(block.get_text(" "))):
            plain = " ".join(re.findall(r"[\w’']+", sentence.lower()))
            if len(plain.split()) >= 8 and not any(sentence.startswith(fixed) for fixed in FIXED):
                found.add(plain)
    return found


def test_no_sentence_of_eight_words_stands_on_two_item_pages() -> None:
    first: dict[str, str] = {}
    twice = []
    for address in [*OWN_PAGES.values(), "safeguards/", "alternatives/", "two-answers/"]:
        for sentence in sentences(address):
            if first.setdefault(sentence, address) != address:
                twice.append((sentence, first[sentence], address))
    assert not twice


# ── The repository ─────────────────────────────────────────────────────────────


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile("py" + r"pi\.org|files\.python" + r"hosted|registry\.npm" + r"js|deb\.debian", re.IGNORECASE)
    skipped = {".git", ".venv", ".cache", "site", ".site", "__pycache__", ".ruff_cache", ".pytest_cache"}
    for path in ROOT.rglob("*"):
        if path.is_file() and not skipped & set(path.relative_to(ROOT).parts):
            assert not hosts.search(path.read_text(encoding="utf-8", errors="ignore")), path


def test_every_requirement_is_pinned_with_a_hash_and_no_index() -> None:
    for name, least in (("requirements.txt", 20), ("requirements-build.txt", 2), ("requirements-test.txt", 20)):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z][\w.\[\]-]*==\S+(?: ;[^\\\n]*)? \\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[a-z]", text, re.MULTILINE)) >= least
        assert "index-url" not in text and "http" not in text


def test_no_html_stands_in_python() -> None:
    for path in Path(ROOT / "macros").rglob("*.py"):
        assert not re.search(
            r"</?(?:a|p|b|i|div|span|li|ul|ol|table|td|th|tr|h[1-6]|details|section|br)\b[^>\n]*>", path.read_text()
        ), path
