"""Nothing of the brief is missing: every item is on the built site, in the catalogue and in the search index."""

import json
import re
from urllib.parse import urljoin

import pytest
from bs4 import Tag

from macros.codes import KINDS
from macros.models import HOMES
from tests.brief import ALTERNATIVES, COMPANIONS, EVERY_CASE, HELP, ITEMS, POINTS, QUESTIONS, RISKS, SAFEGUARDS
from tests.conftest import SITE, page, search_index, words

LISTS = {"cases/": EVERY_CASE, "risks/": RISKS, "questions/": QUESTIONS}


def section(address: str) -> str:
    """Return the text that belongs to an item: its page, or its heading and what follows up to the next one."""
    soup, fragment = page(address), address.partition("#")[2]
    article = soup.find("article")
    if not fragment:
        return words(article.get_text(" "))
    heading = article.find(id=fragment)
    assert heading is not None, f"nothing has the id {fragment}"
    assert heading.name in ("h2", "h3"), f"{fragment} is not a heading's id"
    text = [heading.get_text(" ")]
    for after in heading.find_next_siblings():
        if after.name in ("h1", "h2", "h3") and after.get("id"):
            break
        text.append(after.get_text(" "))
    return words(" ".join(text))


def assert_words(text: str, stems: list[str]) -> None:
    plain = text.lower().replace("’", "'")
    missing = [stem for stem in stems if not any(one in plain for one in stem.split("|"))]
    assert not missing, f"missing {missing} in: {plain[:3000]}"


def check_item(code: str) -> None:
    address, stems = ITEMS[code]
    text = section(address)
    heading = page(address).find(id=code.lower())
    assert isinstance(heading, Tag) and heading.name in ("h1", "h2", "h3")
    assert re.match(rf"{code} \S+ \S+", words(heading.get_text(" "))), "the heading gives code and title"
    assert_words(text, stems)


@pytest.mark.parametrize("code", EVERY_CASE)
def test_case_appears(code: str) -> None:
    check_item(code)


@pytest.mark.parametrize("code", RISKS)
def test_risk_appears(code: str) -> None:
    check_item(code)


@pytest.mark.parametrize("code", QUESTIONS)
def test_question_appears(code: str) -> None:
    check_item(code)


@pytest.mark.parametrize("code", SAFEGUARDS)
def test_safeguard_appears(code: str) -> None:
    check_item(code)


@pytest.mark.parametrize("code", ALTERNATIVES)
def test_alternative_appears(code: str) -> None:
    check_item(code)


@pytest.mark.parametrize("point", POINTS)
def test_point_appears(point: str) -> None:
    address, stems = POINTS[point]
    assert_words(section(address), stems)


@pytest.mark.parametrize("name", HELP)
def test_where_to_turn_appears(name: str) -> None:
    found = page("help/").find(id=name)
    text = words(found.get_text(" ")) if found.name == "tr" else section(f"help/#{name}")
    assert HELP[name] in text
    assert "Checked 21 November 2026" in text
    assert re.search(r"Read at the source: |As reported by ", text)


def test_no_telephone_number_stands_that_was_not_checked() -> None:
    numbers = re.findall(r"(?<![\d-])\d[\d ]{2,}\d(?![\d-])", words(page("help/").find("article").get_text(" ")))
    allowed = {"0800 11 22 33", "988", "116 123", "13 11 14", "0477 13 11 14", "1737", "1989", "2019", "2026"}
    assert set(numbers) <= allowed


# ── Catalogue, search index, indexes ───────────────────────────────────────────


@pytest.fixture(scope="module")
def catalogue() -> dict[str, dict]:
    rows = json.loads((SITE / "catalogue.json").read_text(encoding="utf-8"))
    assert len({row["code"] for row in rows}) == len(rows)
    return {row["code"]: row for row in rows}


@pytest.mark.parametrize("code", ITEMS)
def test_catalogue_lists(code: str, catalogue: dict[str, dict]) -> None:
    row = catalogue[code]
    assert list(row) == ["code", "kind", "title", "url", "summary", "source"]
    assert row["url"] == ITEMS[code][0]
    assert row["source"] in (("site",) if code in COMPANIONS else ("brandsen", "randle"))
    assert row["title"] and row["summary"]


def test_catalogue_holds_nothing_unknown(catalogue: dict[str, dict]) -> None:
    others = {row["code"] for row in catalogue.values() if row["kind"] in KINDS}
    assert others == set(ITEMS)
    assert {row["kind"] for row in catalogue.values()} == KINDS.keys() | {home.kind for home in HOMES.values()}


def test_every_address_of_the_catalogue_resolves(catalogue: dict[str, dict]) -> None:
    for row in catalogue.values():
        fragment = row["url"].partition("#")[2]
        assert not fragment or page(row["url"]).find(id=fragment), row["url"]
        assert page(row["url"]).find("article")


@pytest.fixture(scope="module")
def index() -> dict[str, str]:
    return dict(search_index()["documents"])


@pytest.mark.parametrize("code", ITEMS)
def test_search_index_holds(code: str, index: dict[str, str]) -> None:
    address, _ = ITEMS[code]
    assert len(index[address]) > 30


@pytest.mark.parametrize("address", LISTS)
def test_index_page_lists_every_item(address: str) -> None:
    links = {link["href"] for link in page(address).find("article").find_all("a", href=True)}
    for place, _ in LISTS[address].values():
        assert place.removeprefix(address) in links


@pytest.mark.parametrize("code", QUESTIONS)
def test_checklist_asks(code: str) -> None:
    row = page("questions/").find(id=code.lower())
    asked = words(page(QUESTIONS[code][0]).find(class_="asks").get_text())
    assert asked in words(row.get_text(" "))
    if code != "QC1":
        box = row.find("input", type="checkbox")
        assert box.find_parent("details").get("class") == ["group"], "a box stands beside its reasons, not in them"
        assert row.find("label", attrs={"for": box["id"]}) is not None


def test_checklist_has_twenty_boxes_in_six_open_groups() -> None:
    article = page("questions/").find("article")
    assert len(article.find_all("input", type="checkbox")) == 20
    groups = article.find_all("details", class_="group")
    assert len(groups) == 6 and all(group.has_attr("open") for group in groups)
    assert [len(group.find_all("input")) for group in groups] == [4, 3, 3, 2, 3, 5]
    assert article.find("button", type="reset")["form"] == article.find("form")["id"]


# ── Links in both directions ───────────────────────────────────────────────────

GIVEN = [("C4", code) for code in RISKS] + [("C4", f"M{n}") for n in range(1, 5)]
GIVEN += [
    ("C3", code) for code in ("RP2", "RP7", "RP8", "RT1", "RT2", "RT4", "RT7")
]  # the essay sends C3 to the lists
GIVEN += [("C3", f"S{n}") for n in range(1, 4)] + [("Q13", f"A{n}") for n in range(1, 7)]
GIVEN += [("P1", code) for code in ("C2", "C3", "C4")]


def linked(start: str, end: str) -> bool:
    """Return whether the text of one item links the other, by its code."""
    address, fragment = ITEMS[start][0].partition("#")[::2]
    article = page(address).find("article")
    scope = article
    if fragment:
        heading = article.find(id=fragment)
        following = []
        for after in heading.find_next_siblings():
            if after.name in ("h2", "h3") and after.get("id"):
                break
            following.append(after)
        scope = following
    links = [
        link for part in ([scope] if isinstance(scope, Tag) else scope) for link in part.find_all("a", href=True)
    ]
    here = "https://site.invalid/"
    return any(urljoin(here + address, link["href"]) == here + ITEMS[end][0] for link in links)


@pytest.mark.parametrize(("one", "other"), GIVEN)
def test_items_the_sources_connect_link_each_other(one: str, other: str) -> None:
    assert linked(one, other), f"{one} does not link {other}"
    assert linked(other, one), f"{other} does not link {one}"


@pytest.mark.parametrize("code", COMPANIONS)
def test_what_a_case_of_ours_names_links_back(code: str) -> None:
    for items, at_least in ((RISKS, 4), (QUESTIONS, 5), (SAFEGUARDS, 3), (ALTERNATIVES, 1), (EVERY_CASE, 2)):
        named = [other for other in items if other != code and linked(code, other)]
        assert len(named) >= at_least
        assert [other for other in named if not linked(other, code)] == []


@pytest.mark.parametrize("code", ITEMS)
def test_item_is_not_an_island(code: str) -> None:
    cases = [case for case in EVERY_CASE if case != code and linked(code, case)]
    others = [other for other in ITEMS if other != code and other not in EVERY_CASE and linked(code, other)]
    assert cases or others


@pytest.mark.parametrize(("one", "other"), GIVEN)
def test_connections_the_essay_draws_are_marked_as_its_own(one: str, other: str) -> None:
    address = ITEMS[one][0]
    if "#" in address:
        address, other = ITEMS[other][0], one  # the shared pages list their links without marks
    rows = [row for row in page(address).find("article").select("li, tr") if row.find("a", class_="item")]
    row = next(row for row in rows if row.find("a", class_="item").find(class_="code").get_text() == other)
    assert "named in the essay" in words(row.get_text(" "))
