"""Facts from outside: all that may be stated stands on the site, with how it was checked, and nothing else does."""

import itertools
import json
import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup, Tag

from tests import facts
from tests.brief import EVERY_CASE
from tests.conftest import SITE, page, pages, search_index, words

CODES, RESEARCH, GLOSSARY = page("codes/"), page("research/"), page("glossary/")
POINTS = {point: told for _, points in facts.BODIES.values() for point, told in points.items()}
PLACES = (
    {f"codes/#{name}" for name in (*facts.BODIES, *POINTS)}
    | {f"research/#{name}" for name in facts.STUDIES}
    | {f"glossary/#{name}" for name in facts.TERMS}
)


def section(soup: BeautifulSoup, name: str) -> str:
    """Return the text from a heading with an id up to the next heading that has one."""
    heading = soup.find(id=name)
    after = itertools.takewhile(
        lambda one: not (one.name in ("h2", "h3") and one.get("id")), heading.find_next_siblings()
    )
    return words(" ".join(one.get_text(" ") for one in (heading, *after)))


def assert_said(text: str, stems: list[str]) -> None:
    plain = text.lower().replace("’", "'")
    missing = [stem for stem in stems if not any(one in plain for one in stem.split("|"))]
    assert not missing, f"missing {missing} in: {plain}"


# ── All of it is there ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", facts.BODIES)
def test_body_appears(name: str) -> None:
    about, points = facts.BODIES[name]
    assert CODES.find(id=name).name == "h3"
    assert_said(section(CODES, name), [*about, "check the current text with the body itself"])
    listed = CODES.find(id=name).find_next("ul", class_="clauses")
    assert [one["id"] for one in listed.find_all("li", id=True)] == list(points)


@pytest.mark.parametrize("name", POINTS)
def test_clause_appears(name: str) -> None:
    number, level, stems = POINTS[name]
    entry = CODES.find(id=name)
    assert_said(words(entry.get_text(" ")), stems)
    numbers = [words(one.get_text()) for one in entry.find(class_="kicker").find_all("b")][1:]  # after its body
    assert numbers == ([number] if number else [])
    assert_checked(entry, level)


@pytest.mark.parametrize("number", range(len(facts.GENERAL)))
def test_general_statement_appears(number: int) -> None:
    said = CODES.find(id="general").find_next("ol").find_all("li", recursive=False)
    assert len(said) == len(facts.GENERAL)
    assert_said(words(said[number].get_text(" ")), facts.GENERAL[number])


def test_bodies_not_yet_checked_are_listed_as_such() -> None:
    listed = CODES.find(id="not-checked").find_next("ul").find_all("li")
    assert [words(one.b.get_text()) for one in listed] == facts.UNCHECKED


@pytest.mark.parametrize("name", POINTS)
def test_comparison_leads_to_the_clause(name: str) -> None:
    tables = CODES.find_all("table", class_="topic")
    links = [link for table in tables for link in table.select(f"td a[href='#{name}']")]
    assert len(tables) == 6 and len(links) == 1
    assert 1 <= len(words(links[0].get_text()).split()) <= 7


@pytest.mark.parametrize("name", facts.STUDIES)
def test_study_or_model_appears(name: str) -> None:
    group, level, stems = facts.STUDIES[name]
    heading = RESEARCH.find(id=name)
    assert heading.name == "h3" and heading.find_previous("h2")["id"] == group
    text = section(RESEARCH, name)
    assert_said(text, stems)
    assert "What it can say" in text and "What it can’t" in text
    assert_checked(heading.find_next(class_="checked"), level)


def test_what_stands_beside_the_models_and_what_is_not_known_is_said() -> None:
    assert_said(section(RESEARCH, "decision"), facts.BESIDE_MODELS)
    assert_said(section(RESEARCH, "not-known"), facts.NOT_KNOWN)


@pytest.mark.parametrize("name", facts.TERMS)
def test_term_appears(name: str) -> None:
    heading = GLOSSARY.find(id=name)
    assert heading.name == "h3"
    said = heading.find_next("p", class_="means")
    assert_said(section(GLOSSARY, name), facts.TERMS[name])
    assert len(words(said.get_text()).split()) < 30
    example = heading.find_next(class_="example")
    assert re.match(r"\.\./cases/[\w-]+/$", example.find("a")["href"])
    assert [one["id"] for one in GLOSSARY.find("article").find_all("h3")] == list(facts.TERMS)


def assert_checked(entry: Tag, level: str) -> None:
    """Assert that an entry says how and when it was read, and on which pages."""
    line = entry if "checked" in entry.get("class", []) else entry.find(class_="checked")
    text = words(line.get_text())
    assert text.startswith(level) and facts.CHECKED in text
    links = {link["href"] for link in line.find_all("a")}
    assert links <= facts.READ_AT
    assert links or re.search(r"library record|ERIC copy|publisher’s abstract", text)


def test_every_page_that_a_fact_was_read_on_is_linked() -> None:
    linked = {link["href"] for address in pages() for link in page(address).find_all("a", href=True)}
    assert linked >= facts.READ_AT


# ── Nothing else is ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", pages())
def test_no_page_links_what_was_not_read(address: str) -> None:
    links = {link["href"] for link in page(address).find_all("a", href=re.compile("^https?:"))}
    dois = {link for link in links if link.startswith("https://doi.org/")}
    assert {link.removeprefix("https://doi.org/") for link in dois} <= facts.DOIS
    assert links - dois <= facts.READ_AT | {*facts.CURRENT.values()} | facts.OTHERS


def said_on(address: str) -> str:
    """Return what a page says, addresses, counts and references apart (what a style makes of their parts)."""
    article = BeautifulSoup(str(page(address).find("article")), "lxml")
    for one in article.select("code, data, .letters, .reference, a[rel~=external]"):
        one.decompose()
    return words(article.get_text(" "))


def strange_figures(text: str, teaching: bool = False) -> set[str]:
    """Return the clause numbers, percentages, years and telephone numbers of a text that were not checked."""
    clauses = re.findall(r"\b[A-Z]\.\d+\.[a-z]\b|(?:\b\d+|(?<= ))\.\d+(?:\.\d+)*(?:\([a-z]\))?|(?<=Right )\S+", text)
    percentages = re.findall(r"([\d.,]+) ?(?:%|per cent|percent)", text)
    years = re.findall(r"(?<![\d.-])(?:1[89]|20)\d\d(?![\d-]|\.\d)", text)
    # What could be dialled: figures in groups, or three to six in a row that are neither a year nor a count.
    dialled = re.findall(r"(?<![\w–,.(-])(?:\d{2,4}(?: \d{2,4})+|\d{3,6})(?![\d–]|[,.]\d)", text)
    counts = {"206", "263", "529", "597", "786", "681", "1757182"}
    versions = {"2.2", "4.0"}  # of the access guidelines, of the licence
    points = {
        number for _, points in facts.STANDARDS.values() for said, _ in points.values() for number in said.split(", ")
    }
    strange = (
        set(clauses) - facts.CLAUSES - (points if teaching else set()) - versions
        | set(percentages) - facts.PERCENTAGES
        | set(years) - facts.YEARS
    )
    return strange | set(dialled) - facts.PHONES - facts.YEARS - counts


@pytest.mark.parametrize("address", pages())
def test_no_page_holds_a_figure_that_was_not_checked(address: str) -> None:
    assert strange_figures(said_on(address), teaching="teach/" in address) == set()


@pytest.mark.parametrize(
    "figure",
    [
        "B.6.b",
        "1.7.5",
        "10.02",
        "1.06(d)",
        "47%",
        "12 per cent",
        "2011",
        "(2011)",
        "1994",
        "0800 123 456",
        "116 124",
        "1738",
        "999",
    ],
)
def test_a_figure_from_memory_would_be_found(figure: str) -> None:
    assert strange_figures(f"It is said, in {figure}, that this is so.")


@pytest.mark.parametrize("address", facts.NUMBERS)
def test_every_number_on_a_page_of_facts_is_one_that_was_checked(address: str) -> None:
    text = said_on(address)
    for known in sorted(facts.CLAUSES, key=len, reverse=True):
        text = text.replace(known, " ")
    text = re.sub(r"\b(?:C|Q|QC|RP|RT|S|M|P|A)\d+\b", " ", text)  # codes of items
    found = set(re.findall(r"\d[\w,.]*\w|\d", text)) - facts.YEARS - facts.PHONES
    figures = {figure for figure in found if figure not in facts.NUMBERS[address]}
    assert figures - {one for one in figures if one + "%" in text and one in facts.PERCENTAGES} == set()


# ── Links in both directions, catalogue, search ────────────────────────────────────────────────────────


def named(address: str) -> Iterator[tuple[str, str]]:
    """Yield each entry of a page of facts, with the address of an item that it says it bears on."""
    for line in page(address).find_all(class_="bears-on"):
        entry = line.find_parent("li", id=True) or line.find_previous("h3", id=True)
        for link in line.find_all("a"):
            if not link["href"].startswith("#"):
                yield entry["id"], urljoin(f"https://x/{address}", link["href"]).removeprefix("https://x/")


@pytest.mark.parametrize("address", ["codes/", "research/", "glossary/"])
def test_entry_and_item_link_each_other(address: str) -> None:
    pairs = list(named(address))
    assert len(pairs) > 60
    for entry, item in pairs:
        place, fragment = urldefrag(item)
        links = {urljoin(f"https://x/{place}", one["href"]) for one in page(place).select("article a[href]")}
        assert f"https://x/{address}#{entry}" in links, (entry, item)
        assert not fragment or page(place).find(id=fragment)


@pytest.mark.parametrize("kind", ["codes/", "research/", "glossary/"])
def test_every_case_names_rules_studies_and_words(kind: str) -> None:
    for address in [place for place, _ in EVERY_CASE.values()]:
        found = [link["href"] for link in page(address).select("article a[href]") if f"../{kind}#" in link["href"]]
        assert len(found) >= 2, address


def test_every_place_is_in_the_catalogue_with_its_address() -> None:
    rows = {row["url"]: row for row in json.loads((SITE / "catalogue.json").read_text(encoding="utf-8"))}
    assert rows.keys() >= PLACES
    for place in PLACES:
        assert rows[place]["code"] == place.partition("#")[2]
        assert rows[place]["title"] and rows[place]["summary"] and rows[place]["source"]
        name = place.partition("#")[2]
        if name in POINTS:
            assert rows[place]["source"] in facts.READ_AT
        elif name in facts.TERMS:
            assert rows[place]["source"] == ("brandsen" if name == "ongoing-connection" else "site")
        elif name in facts.BODIES:
            assert rows[place]["source"] == facts.CURRENT[name]


def test_every_body_study_and_term_can_be_searched_for() -> None:
    found = {address for address, _ in search_index()["documents"]}
    assert found >= PLACES - {f"codes/#{point}" for point in POINTS}  # a clause is found by its body


@pytest.mark.parametrize("address", pages())
def test_a_page_that_states_a_rule_says_to_check_it_and_links_the_body(address: str) -> None:
    article = page(address).find("article")
    stated = article.select(
        ".links a[href*='codes/#'], .quiz a[href*='codes/#'], .clauses > li, [href$='#crpo-1-7-3']:not(.where *)"
    )
    if not stated:
        return
    assert "check the current text with the body itself" in words(article.get_text(" ")).lower()
    linked = {link["href"] for link in article.find_all("a", href=True)}
    rules = {one.partition("#")[2] for one in linked if "codes/#" in one}
    bodies = {
        body
        for body, (_, points) in facts.BODIES.items()
        if rules & {body, *points} - {"by-topic"} or address == "codes/"
    }
    assert bodies and linked >= {facts.CURRENT[body] for body in bodies}


@pytest.mark.parametrize("name", facts.REACH)
def test_a_link_calls_and_texts_the_number_that_was_checked(name: str) -> None:
    row = page("help/").find(id=name)
    dialled = {link["href"]: link.get_text() for link in row.find_all("a", href=re.compile("^(tel|sms):"))}
    call, text = facts.REACH[name]
    wanted = {f"tel:{call.replace(' ', '')}": f"Call {call}"} if call else {}
    wanted |= {f"sms:{text.replace(' ', '')}": f"Text {text}"} if text else {}
    assert dialled == wanted
    assert not call or call in row.find(class_="number").get_text()


def test_no_other_page_dials_anything() -> None:
    links = [link["href"] for one in pages() for link in page(one).find_all("a", href=re.compile("^(tel|sms):"))]
    assert sorted(links) == sorted(
        [link["href"] for link in page("help/").find_all("a", href=re.compile("^(tel|sms):"))]
    )
    assert "tel:0800112233" in links and len(links) == 11
