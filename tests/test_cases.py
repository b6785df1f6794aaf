"""Cases that move: both sides, a choice and what to compare it with, stages, variants; and the ways to a case."""

import re
from collections.abc import Iterator

import pytest
from bs4 import Tag

from tests.brief import COMPANIONS, CONTESTED, EVERY_CASE, FACETS, LEVELS, SETTLED, THEMES, TO_HELP, WAYS
from tests.conftest import page, words
from tests.reader import Visit, press, seen, tab_to, with_and_without_javascript

WHAT_VARIES = {"Time since", "Who asks", "Setting", "Online", "Culture", "What was disclosed"}
OURS = "Written for this site"


def article(code: str) -> Tag:
    return page(EVERY_CASE[code][0]).find("article")


def text(part: Tag) -> str:
    return words(part.get_text(" "))


every_case = pytest.mark.parametrize("code", EVERY_CASE)


# ── A case ─────────────────────────────────────────────────────────────────────────────────────────────


@every_case
def test_level_is_said_with_its_reason(code: str) -> None:
    level, reason = re.fullmatch(r"(\w+): (.+\.)", text(article(code).find(class_="level"))).groups()
    assert code in LEVELS[level.lower()]
    assert 6 <= len(reason.split()) <= 30


@every_case
def test_themes_lead_to_the_shelf(code: str) -> None:
    found = [link["href"] for link in article(code).select("p.words a[href*='#theme-']")]
    assert sorted(found) == sorted(f"../#theme-{theme}" for theme, codes in THEMES.items() if code in codes)


@every_case
def test_both_sides_are_told(code: str) -> None:
    sides = article(code).select(".sides section")
    assert [text(side.h3) for side in sides] == ["As the client lives it", "As the therapist lives it"]
    assert all(40 <= len(text(side).split()) <= 110 for side in sides)


@every_case
def test_four_actions_to_choose_from(code: str) -> None:
    choice = article(code).find("fieldset")
    assert choice.find("legend")
    boxes = choice.find_all("input", type="radio")
    assert len(boxes) == 4 and len({box["name"] for box in boxes}) == 1
    assert not any(box.has_attr("checked") for box in boxes)
    actions = [text(choice.find("label", attrs={"for": box["id"]})) for box in boxes]
    assert len(set(actions)) == 4 and all(10 <= len(action.split()) <= 32 for action in actions)


@every_case
def test_two_positions_to_compare_with_stay_closed_until_asked_for(code: str) -> None:
    positions = article(code).find(class_="positions")
    assert not positions.find_parent("details").has_attr("open")
    assert positions.find_parent("details").find_previous("fieldset") is not None
    assert len(positions.find_all("h3")) == 2
    assert 80 <= len(text(positions).split()) <= 190


@every_case
def test_every_key_point_says_how_firmly_it_stands_and_with_whom(code: str) -> None:
    points = article(code).select(".point")
    assert len(points) >= 3
    for point in points:
        line = point.find(class_="standing")
        title, (standing, whose) = text(point.h3), re.match(r"(\w+) (.+)", text(line)).groups()
        expected = next(
            (word for word, of in (("Settled", SETTLED), ("Contested", CONTESTED)) if names(of.get(code, []), title)),
            "Opinion",
        )
        assert standing == expected and line.b["class"] == [expected.lower()], title
        assert len(whose.split()) >= 2


def names(some: list[str], title: str) -> bool:
    return any(word in title for word in some)


@every_case
def test_two_or_three_stages_each_with_its_own_question_behind_a_collapsible(code: str) -> None:
    stages = article(code).select(".stage")
    assert 2 <= len(stages) <= 3
    for number, stage in enumerate(stages, 1):
        assert stage.h3["id"] == f"stage-{number}"
        assert len(text(stage.p).split()) >= 15
        (answer,) = stage.find_all("details")
        assert not answer.has_attr("open")
        question = text(answer.summary)
        assert question.endswith("?")
        assert len(text(answer).removeprefix(question).split()) >= 25


def test_no_two_stages_ask_the_same() -> None:
    asked = [text(one) for code in EVERY_CASE for one in article(code).select(".stage summary")]
    assert len(set(asked)) == len(asked) >= 22


@every_case
def test_three_or_more_variants_each_change_another_fact(code: str) -> None:
    variants = article(code).select(".variants > div")
    changed = [text(variant.find(class_="kicker")) for variant in variants]
    assert len(changed) >= 3 and len(set(changed)) == len(changed) and set(changed) <= WHAT_VARIES
    assert all(len(text(variant.dd).split()) >= 15 for variant in variants)


@every_case
def test_whatever_was_added_is_marked_as_ours(code: str) -> None:
    for name in ("sides", "positions", "stage", "variants"):
        for part in article(code).find_all(class_=name):
            passage = part if "passage" in part["class"] else part.find_parent(class_="passage")
            assert "passage-site" in passage["class"] and text(passage.find(class_="from")) == OURS
    assert text(article(code).fieldset.find(class_="from")) == OURS


@pytest.mark.parametrize("code", COMPANIONS)
def test_a_case_of_ours_says_so_and_lets_the_essay_speak_where_it_bears(code: str) -> None:
    assert text(article(code).select_one("#situation + .passage .from")) == OURS
    assert f"{code} was written for this site" in text(article(code).select_one("#provenance + p"))
    assert article(code).select(".point .passage-brandsen")


# ── The list of cases ──────────────────────────────────────────────────────────────────────────────────


def codes(part: Tag) -> list[str]:
    return [text(code) for code in part.select("a .code")]


def shelf(title: str) -> Tag:
    return next(one for one in page("cases/").select(".shelves details") if text(one.summary) == title)


def rows(title: str, prefix: str) -> dict[str, list[str]]:
    return {row["id"].removeprefix(prefix): codes(row) for row in shelf(title).select("dl > div")}


def test_cases_can_be_browsed_by_level_and_theme() -> None:
    assert rows("Level", "level-") == LEVELS
    assert rows("Theme", "theme-") == THEMES
    assert shelf("Level").has_attr("open") and shelf("Theme").has_attr("open")


@pytest.mark.parametrize("title", FACETS)
def test_cases_can_be_browsed_by_facet(title: str) -> None:
    found = {text(row.dt): codes(row) for row in shelf(title).select("dl > div")}
    assert found == FACETS[title]


def test_every_case_stands_on_the_shelf_of_reading_times() -> None:
    assert set(codes(shelf("Reading time"))) == set(EVERY_CASE)


def test_the_shelf_of_reading_times_says_what_the_cases_say() -> None:
    for row in shelf("Reading time").select("dl > div"):
        assert all(f"Time to read {text(row.dt)}" in text(article(code).find(class_="facts")) for code in codes(row))


def test_the_glance_holds_all_cases() -> None:
    table = page("cases/").find("table", class_="glance")
    assert [text(row.th.find(class_="code")) for row in table.tbody.find_all("tr")] == list(EVERY_CASE)


def test_the_three_standings_are_explained() -> None:
    said = text(page("cases/").find(id="standing").find_next("p", class_=None))
    assert all(word in said for word in ("Settled", "Contested", "opinion"))


# ── The finder ─────────────────────────────────────────────────────────────────────────────────────────


def paths(step: Tag, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Tag]]:
    """Yield each way through the finder, as the answers given, with the list of what it ends at."""
    assert len(before) < 10, "it goes round in circles"
    for answer in step.ul.find_all("li", recursive=False):
        so_far = (*before, text(answer.find(class_="answer")))
        link = answer.find("a", class_="answer", recursive=False)
        if link:
            yield from paths(step.find_parent(class_="finder").find(id=link["href"].removeprefix("#")), so_far)
        else:
            yield so_far, answer


def every_path() -> list[tuple[tuple[str, ...], Tag]]:
    return list(paths(page("find-a-case/").find(class_="step")))


def test_every_path_of_the_finder_ends_within_five_answers() -> None:
    assert max(len(answers) for answers, _ in every_path()) == 5
    for answers, end in every_path():
        assert end.select("ul.ends a[href]"), answers


@pytest.mark.parametrize("answers", WAYS, ids=lambda answers: answers[-1])
def test_answers_lead_to_the_case(answers: tuple[str, ...]) -> None:
    assert set(codes(dict(every_path())[answers])) == WAYS[answers]


def test_there_is_a_way_to_every_case() -> None:
    assert set().union(*WAYS.values()) == set(EVERY_CASE)


@pytest.mark.parametrize("answer", TO_HELP)
def test_an_answer_that_tells_of_hurt_leads_to_help(answer: str) -> None:
    ends = [end for answers, end in every_path() if answers[-1] == answer]
    assert ends and all(end.select("ul.ends a[href='../help/']") for end in ends)


def test_every_question_of_the_finder_is_on_some_path() -> None:
    steps = {step["id"]: step for step in page("find-a-case/").select(".step")}
    reached = list(steps)[:1]
    for step in reached:
        reached += {link["href"].removeprefix("#") for link in steps[step].select("a.answer")} - {*reached}
    assert len(steps) > 5 and set(reached) == set(steps)


@with_and_without_javascript
def test_the_finder_asks_one_question_at_a_time_by_keyboard(visit: Visit, script: bool) -> None:
    opened = visit("find-a-case/", script, viewport={"width": 390, "height": 844})
    steps = opened.locator(".step")
    assert seen(steps).count(True) == 1 and seen(steps)[0]
    for answer, question in (
        ("More than a year ago", "What was it like, and how is it now?"),
        ("It mattered, and it ended well enough", "Who is in touch, or would like to be?"),
        ("Neither, but they keep meeting", "Where do they meet?"),
        ("Where they work, train or study", "Does one of them teach or judge the other there?"),
    ):
        press(opened.get_by_role("link", name=answer), "Enter")
        opened.get_by_role("heading", name=question).wait_for()
        assert seen(steps).count(True) == 1
    opened.go_back()
    opened.get_by_role("heading", name="Where do they meet?").wait_for()
    opened.go_forward()
    tab_to(opened.locator(".step:target .ends a").last)
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/cases/same-workplace/")


def test_an_address_of_an_answer_shows_its_question_alone(visit: Visit) -> None:
    opened = visit("find-a-case/#answer-in-a-hobby-group", script=False)
    assert [
        one
        for one, shown in zip(
            opened.locator(".step h2").all_inner_texts(), seen(opened.locator(".step")), strict=True
        )
        if shown
    ] == ["Where do they meet?"]


@pytest.mark.parametrize("place", ["find-a-case/#ask-where-they-meet", EVERY_CASE["C11"][0] + "#variants"])
def test_the_way_out_stays_in_view(visit: Visit, place: str) -> None:
    opened = visit(place, script=False, viewport={"width": 390, "height": 844})
    assert opened.evaluate("scrollY") > 100
    box = opened.get_by_role("link", name="Leave this page now").bounding_box()
    assert 0 <= box["y"] < 60


def test_the_way_out_takes_no_room_where_there_is_little(visit: Visit) -> None:
    opened = visit(EVERY_CASE["C11"][0] + "#variants", script=False, viewport={"width": 320, "height": 256})
    assert opened.get_by_role("link", name="Leave this page now").bounding_box()["y"] < 0


def test_the_whole_finder_is_printed(visit: Visit) -> None:
    opened = visit("find-a-case/", script=False)
    opened.emulate_media(media="print")
    assert all(seen(opened.locator(".step")))


@with_and_without_javascript
def test_a_choice_is_made_by_keyboard_and_not_kept(visit: Visit, script: bool) -> None:
    opened = visit(EVERY_CASE["C9"][0], script)
    tab_to(opened.locator("#choice-1"))
    opened.keyboard.press("ArrowDown")
    assert opened.locator("#choice-2").is_checked()
    assert opened.context.cookies() == []
    opened.reload()
    assert not opened.locator("fieldset :checked").count()
