"""The teaching pages: each whole, to the minute, tied together, out of the student's way; and the way in to them."""

import re
from urllib.parse import urljoin

import pytest

from macros.library import library
from tests import facts
from tests.brief import EVERY_CASE, TAUGHT
from tests.conftest import page, pages, words

HERE = "http://site.invalid/"
POINTS = {point: said for _, points in facts.STANDARDS.values() for point, said in points.items()}
PARTS = [
    "fit", "objectives", "plan-90", "plan-30", "answers", "moves", "disclosure", "debrief", "rubric", "adaptations",
    "topics", "quiz", "standards", "downloads",
]  # fmt: skip


def place(code: str) -> str:
    """Return the address of the page on teaching a case."""
    return f"{EVERY_CASE[code][0]}teach/"


def links(address: str) -> set[str]:
    """Return where the links in the text of a page lead."""
    found = page(address).find("article").find_all("a", href=True)
    return {urljoin(HERE + address, link["href"]).removeprefix(HERE) for link in found}


@pytest.mark.parametrize("code", TAUGHT)
def test_case_has_its_teaching_page(code: str) -> None:
    article = page(place(code)).find("article")
    heading = article.find("h1")
    assert heading["id"] == f"teach-{code.lower()}" and words(heading.get_text()).startswith(f"{code} Teaching: ")
    assert [one["id"] for one in article.find_all("h2")] == PARTS
    case = words(page(EVERY_CASE[code][0]).find("h1").get_text()).replace("¶", "").removeprefix(code).strip()
    assert case in words(heading.get_text())


@pytest.mark.parametrize("code", TAUGHT)
def test_trainers_find_it_and_students_need_not(code: str) -> None:
    assert place(code) in links(EVERY_CASE[code][0]) & links("teach/")
    assert {EVERY_CASE[code][0], "help/", "teach/#ground-rules"} <= links(place(code))
    shown = page(EVERY_CASE[code][0]).find("article").get_text(" ")
    quiz = [words(one.get_text()) for one in page(place(code)).select(".quiz > li > p:nth-of-type(2)")]
    assert quiz and not [asked for asked in quiz if asked in words(shown)]


@pytest.mark.parametrize("minutes", [90, 30])
@pytest.mark.parametrize("code", TAUGHT)
def test_plan_runs_to_the_minute(code: str, minutes: int) -> None:
    table = page(place(code)).find(id=f"plan-{minutes}").find_next("table")
    at = 0
    for row in table.select("tbody tr"):
        start, end = map(int, words(row.th.get_text()).split("–"))
        assert start == at < end
        assert row.h3 and len(words(row.td.get_text(" ")).split()) > 15
        at = end
    assert at == minutes


@pytest.mark.parametrize("code", TAUGHT)
def test_every_objective_has_a_row_of_the_rubric(code: str) -> None:
    soup = page(place(code))
    objectives = soup.select(".objectives li")
    rows = {row["id"]: row for row in soup.select(".rubric tbody tr")}
    assert {words(one.b.get_text()) for one in objectives} == {"analyse", "evaluate", "create"}
    assert {one.find_all("a")[-1]["href"].removeprefix("#") for one in objectives} == set(rows)
    assert [words(one.get_text()) for one in soup.select(".rubric thead th")][1:] == [
        "Not yet", "In part", "Soundly", "Strongly",
    ]  # fmt: skip
    for row in rows.values():
        levels = [words(cell.get_text()) for cell in row.find_all("td")]
        assert len(set(levels)) == 4


@pytest.mark.parametrize("code", TAUGHT)
def test_answers_misreadings_moves_and_other_forms_are_there(code: str) -> None:
    soup = page(place(code))
    kinds = [words(one.get_text()) for one in soup.select(".said .kicker")]
    assert set(kinds) == {"Likely answer", "Misreading"} and len(kinds) >= 4
    assert len(soup.select(".variants dt")) >= 3 and len(words(soup.find("blockquote").get_text()).split()) > 60
    forms = [words(one.get_text()) for one in soup.find(id="adaptations").find_next_siblings("h3")][:3]
    assert forms == ["In a video call", "Over some days, in a forum", "For one reader alone"]


@pytest.mark.parametrize("code", TAUGHT)
def test_quiz_keeps_its_answers_closed_and_has_a_key(code: str) -> None:
    for item in page(place(code)).select(".quiz > li"):
        options = item.find("ol").find_all("li")
        answers = [words(one.get_text()) for one in item.details.find_all("li")]
        assert 3 <= len(options) == len(answers) and not item.details.has_attr("open")
        right = [answer for answer in answers if re.match(r"[a-e] is right\. ", answer)]
        wrong = [answer for answer in answers if re.match(r"[a-e] is not\. ", answer)]
        assert right and wrong and len(right) + len(wrong) == len(options)
        asked = words(item.find_all("p")[1].get_text())
        assert not re.search(r"\b(should|ought|best)\b", asked), asked


@pytest.mark.parametrize("code", TAUGHT)
def test_no_two_cases_are_taught_alike(code: str) -> None:
    """No step of a plan, answer or move has the title of another case's."""

    def titles(one: str) -> set[str]:
        return {words(found.get_text()) for found in page(place(one)).select(".plan h3, .said h3, .variants dt")}

    others = [other for other in TAUGHT if other != code and titles(other) & titles(code)]
    assert not others


# ── Standards ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", POINTS)
def test_standard_is_stated_as_it_was_read(name: str) -> None:
    number, about = POINTS[name]
    entry = page("teach/").find(id=name)
    assert words(entry.dt.get_text()).startswith(f"{number}, ") and about in words(entry.dt.get_text())


@pytest.mark.parametrize("name", facts.STANDARDS)
def test_standard_says_how_and_when_it_was_read(name: str) -> None:
    level, points = facts.STANDARDS[name]
    heading = page("teach/").find(id=name)
    told = words(heading.find_next(class_="checked").get_text())
    assert told.startswith("Read at the source" if level == "primary" else "As reported by")
    assert "Checked 21 November 2026" in told
    assert [one["id"] for one in heading.find_next("dl").find_all("div", id=True)] == list(points)


def test_no_other_standard_is_named() -> None:
    named = {one["id"] for one in page("teach/").select("dl.standard div[id]")}
    assert named == set(POINTS)
    for code in TAUGHT:
        served = page(place(code)).find(id="standards").find_next("ul").find_all("a", class_="item")
        targets = {urljoin(HERE + place(code), one["href"]) for one in served}
        assert targets and targets <= {f"{HERE}teach/#{name}" for name in POINTS}


@pytest.mark.parametrize("code", TAUGHT)
def test_standard_links_back_to_the_cases_that_serve_it(code: str) -> None:
    for served in library().teaching[code].standards:
        entry = page("teach/").find(id=served.to)
        assert any(
            urljoin(f"{HERE}teach/", one["href"]).startswith(HERE + place(code)) for one in entry.find_all("a")
        )


# ── The way in ─────────────────────────────────────────────────────────────────────────────────────────


def test_trainers_choose_by_time_level_theme_and_standard() -> None:
    soup = page("teach/")
    for code in TAUGHT:
        for minutes in (30, 90):
            assert f"{place(code)}#plan-{minutes}" in links("teach/")
    assert [words(one.get_text()) for one in soup.select(".shelves summary")] == ["Level", "Theme"]
    shelves = soup.select(".shelves details")
    for shelf in shelves:
        shown = {urljoin(f"{HERE}teach/", one["href"]).removeprefix(HERE) for one in shelf.find_all("a")}
        assert shown == {place(code) for code in TAUGHT}
    for part in ("one-session", "four-weeks", "ground-rules", "reuse", "standards"):
        assert soup.find(id=part), part


def test_teaching_pages_are_all_there_are() -> None:
    assert {address for address in pages() if address.endswith("/teach/")} == {place(code) for code in TAUGHT}
