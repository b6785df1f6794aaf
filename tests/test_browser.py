"""What a reader can do in a real browser: by keyboard, without JavaScript, in the dark, on a phone, on paper."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

SECTIONS = (
    "", "cases/", "risks/", "questions/", "safeguards/", "alternatives/", "two-answers/", "help/", "about/",
)  # fmt: skip
CASE, RISK, QUESTION, CAVEAT = "cases/blurred-boundaries/", "risks/rp3/", "questions/q14/", "questions/qc1/"
CHECKLIST, LOST = "questions/", "404.html"
KINDS_OF_PAGE = (*SECTIONS, CASE, RISK, QUESTION, CAVEAT, LOST)

with_and_without_javascript = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
# Is an element drawn, rather than closed, hidden or of no size? (A closed <details> still measures its content.)
SEEN = """all => all.map(one => {
  const { width, height } = one.getBoundingClientRect();
  return width > 0 && height > 0 && one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
})"""

Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open a page of the site, or a blank one, in the test's own context; its options come with the first visit."""
    contexts: list[BrowserContext] = []

    def open_page(place: str | None, script: bool = True, **options: object) -> Page:
        if not contexts:
            contexts.append(browser.new_context(java_script_enabled=script, **options))
        opened = contexts[0].new_page()
        if place is not None:
            opened.goto(address + place)
        return opened

    yield open_page
    for context in contexts:
        context.close()


def tab_to(target: Locator, most: int = 120) -> Locator:
    """Press Tab from wherever the focus is until it reaches an element."""
    for _ in range(most):
        target.page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return target
    pytest.fail(f"{target} is not reached in {most} presses of Tab")


def press(target: Locator, key: str) -> None:
    """Reach an element by Tab and press a key on it."""
    tab_to(target)
    target.page.keyboard.press(key)


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


def seen(elements: Locator) -> list[bool]:
    """Return of each element whether it is drawn."""
    return elements.evaluate_all(SEEN)


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
    impression = page.locator(".pause details > .passage")
    assert seen(impression) == [False]
    page.emulate_media(media="print")
    assert seen(impression) == [True]


# ── Reading ────────────────────────────────────────────────────────────────────────


@with_and_without_javascript
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_cases_impression_opens_by_keyboard(visit: Visit, script: bool, key: str) -> None:
    page = visit(CASE, script)
    impression = page.locator(".pause details")
    assert seen(impression.locator("> .passage")) == [False]
    press(impression.locator("> summary"), key)
    assert seen(impression.locator("> .passage")) == [True]


@pytest.mark.parametrize("place", KINDS_OF_PAGE)
def test_the_foot_leads_to_every_section_without_javascript(visit: Visit, address: str, place: str) -> None:
    page = visit(place, script=False)
    links = foot(page)
    assert links.evaluate_all("all => all.map(one => one.href)") == [address + section for section in SECTIONS]
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert all(seen(links))


def test_the_foot_is_used_by_keyboard_without_javascript(visit: Visit, address: str) -> None:
    page = visit(RISK, script=False)
    for number in range(len(SECTIONS)):
        tab_to(foot(page).nth(number))
    page.keyboard.press("Enter")
    page.wait_for_url(address + SECTIONS[-1])
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def foot(page: Page) -> Locator:
    """Return the links to all sections at the foot of a page."""
    return page.get_by_role("navigation", name="All sections").get_by_role("link")


def test_dark_colours_apply_without_javascript(visit: Visit) -> None:
    page = visit("", script=False, color_scheme="dark")
    assert lightness(page, "background-color") < 60
    assert lightness(page, "color") > 200
    page.emulate_media(color_scheme="light")
    assert lightness(page, "background-color") > 200
    assert lightness(page, "color") < 60


def lightness(page: Page, of: str) -> float:
    """Return the mean of red, green and blue of a colour of the page, from 0 to 255."""
    colour = page.locator("body").evaluate("(body, of) => getComputedStyle(body).getPropertyValue(of)", of)
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3


@pytest.mark.parametrize("place", ["", CASE, RISK, CHECKLIST, "help/", "about/", LOST])
def test_a_page_asks_no_other_host_and_logs_no_error(visit: Visit, address: str, place: str) -> None:
    page = visit(None)
    asked, failed, logged = [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("console", lambda message: logged.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: logged.append(error.message))
    page.goto(address + place, wait_until="networkidle")
    assert f"{address}search/search_index.json" in asked  # the script runs
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert failed == logged == []


@with_and_without_javascript
@pytest.mark.parametrize("place", KINDS_OF_PAGE)
def test_a_page_does_not_scroll_sideways_on_a_phone(visit: Visit, place: str, script: bool) -> None:
    page = visit(place, script, viewport={"width": 390, "height": 700})
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") == width
