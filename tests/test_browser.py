"""What a reader can do with a page in a real browser: by keyboard, without JavaScript, on paper."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.reader import CASE, CHECKLIST, Visit, press, seen, with_and_without_javascript


def box(page: Page, number: int) -> Locator:
    """Return the box of a question, as a screen reader finds it."""
    return page.get_by_role("checkbox", name=re.compile(rf"^Q{number} \S"))


def group(page: Page, letter: str) -> Locator:
    """Return a group of the checklist by its letter."""
    return page.locator(".group", has=page.locator(".letter", has_text=letter))


def drawn(page: Page) -> str:
    """Return the text the browser draws, counters and all: they stand in no element's text."""
    shot = page.context.new_cdp_session(page).send("DOMSnapshot.captureSnapshot", {"computedStyles": []})
    return "".join(shot["strings"][at] for at in shot["documents"][0]["layout"]["text"] if at >= 0)


# ── The checklist ──────────────────────────────────────────────────────────────────


@with_and_without_javascript
def test_checklist_is_ticked_counted_and_cleared_by_keyboard_alone(visit: Visit, script: bool) -> None:
    page = visit(CHECKLIST, script)
    assert "0 of 20 considered" in drawn(page)
    for number in (1, 2, 14):
        press(box(page, number), "Space")
        expect(box(page, number)).to_be_checked()
    assert "3 of 20 considered" in drawn(page)
    press(page.get_by_role("button", name="Clear all ticks"), "Enter")
    expect(page.locator(".tick :checked")).to_have_count(0)
    assert "0 of 20 considered" in drawn(page)


@with_and_without_javascript
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_groups_close_and_open_by_keyboard(visit: Visit, script: bool, key: str) -> None:
    page = visit(CHECKLIST, script)
    first = group(page, "A")
    press(first.locator("> summary"), key)
    expect(box(page, 1)).to_have_count(0)  # closed, it is out of a screen reader's way, and of Tab's
    expect(box(page, 5)).to_have_count(1)
    page.keyboard.press(key)
    expect(box(page, 1)).to_be_visible()


@with_and_without_javascript
def test_closing_a_group_keeps_the_count(visit: Visit, script: bool) -> None:
    page = visit(CHECKLIST, script)
    press(group(page, "A").locator("> summary"), "Enter")
    page.keyboard.press("Enter")
    press(box(page, 1), "Space")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(group(page, "A")).not_to_have_attribute("open", "")
    assert "1 of 20 considered" in drawn(page)


@with_and_without_javascript
def test_reasons_open_by_enter(visit: Visit, script: bool) -> None:
    page = visit(CHECKLIST, script)
    for name in ("Why Q1 is asked", "More on QC1"):
        reason = page.locator(".ticks details", has=page.get_by_text(name, exact=True))
        assert seen(reason.locator("> p")) == [False]
        press(reason.locator("> summary"), "Enter")
        assert seen(reason.locator("> p")) == [True]


@with_and_without_javascript
def test_every_box_has_a_name_and_its_label_ticks_it(visit: Visit, script: bool) -> None:
    page = visit(CHECKLIST, script)
    expect(page.get_by_role("main").get_by_role("checkbox")).to_have_count(20)
    for number in range(1, 21):
        expect(box(page, number)).to_have_count(1)
        page.locator(f"label[for=tick-q{number}]").click()
        expect(box(page, number)).to_be_checked()


# ── Paper ──────────────────────────────────────────────────────────────────────────


def test_paper_shows_all_twenty_questions_and_reasons_whatever_is_closed(visit: Visit) -> None:
    page = visit(CHECKLIST, script=False)
    press(group(page, "A").locator("> summary"), "Enter")
    asked, reasons = page.locator(".tick label"), page.locator(".ticks details > p")
    assert seen(asked) == [False] * 4 + [True] * 16
    assert not any(seen(reasons))
    page.emulate_media(media="print")
    assert seen(asked) == [True] * 20
    assert seen(reasons) == [True] * 21
    assert page.pdf().startswith(b"%PDF")


def test_paper_shows_a_cases_closed_impression(visit: Visit) -> None:
    page = visit(CASE, script=False)
    impression = page.locator(".pause details").last.locator("> .passage")
    assert seen(impression) == [False]
    page.emulate_media(media="print")
    assert seen(impression) == [True]


@pytest.mark.parametrize("place", [CASE, CHECKLIST, "", "help/"])
def test_paper_leaves_navigation_out_and_names_the_page_and_its_address(visit: Visit, place: str) -> None:
    page = visit(place, script=False)
    page.emulate_media(media="print")
    assert not any(seen(page.locator("nav, .menu, .leave, .skip, .headerlink, button")))
    foot = page.locator(".on-paper")
    assert seen(foot) == [True]
    expect(foot).to_contain_text("permanent address follows once the site is published")
    expect(foot).to_contain_text(page.title().removesuffix(" – After the Last Session") + ", After the Last Session")
    if place == CASE:
        expect(foot).to_contain_text("C4 Lines already blurred")


# ── Reading ────────────────────────────────────────────────────────────────────────


@with_and_without_javascript
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_cases_impression_opens_by_keyboard(visit: Visit, script: bool, key: str) -> None:
    page = visit(CASE, script)
    impression = page.locator(".pause details").last
    assert seen(impression.locator("> .passage")) == [False]
    press(impression.locator("> summary"), key)
    assert seen(impression.locator("> .passage")) == [True]
