"""The frame of every page: the menu, the foot, the theme switch, the way out; by keyboard and without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.reader import (
    CASE,
    CHECKLIST,
    KINDS_OF_PAGE,
    RISK,
    SEARCH,
    SECTIONS,
    Visit,
    press,
    seen,
    tab_to,
    with_and_without_javascript,
)  # fmt: skip

PHONE = {"viewport": {"width": 390, "height": 844}}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
USUAL = {"width": 1280, "height": 720}
LEAVING = (
    "cases/blurred-boundaries/", "cases/asking-about-friendship/", "two-answers/", "for-former-clients/",
    "for-friends-and-partners/", "help/", "find-a-case/",
)  # fmt: skip
IN_MENU = [section for section in SECTIONS if section not in ("", "downloads/", "data/", SEARCH)]


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """Return one window without JavaScript, in which no page can leave anything for the next."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(window: Page, address: str) -> Visit:
    """Open a page of the site, afresh, without JavaScript, in a colour scheme and a window of some size."""

    def open_page(place: str, viewport: dict[str, int] = USUAL, scheme: str = "light") -> Page:
        window.emulate_media(color_scheme=scheme)
        window.set_viewport_size(viewport)
        window.goto(address + place)
        return window

    return open_page


def links(page: Page, name: str) -> Locator:
    """Return the links of a navigation, by its name."""
    return page.get_by_role("navigation", name=name, exact=True).get_by_role("link")


def addresses(links: Locator) -> list[str]:
    """Return where links lead."""
    return links.evaluate_all("all => all.map(one => one.href)")


def lightness(page: Page, of: str) -> float:
    """Return the mean of red, green and blue of a colour of the page, from 0 to 255."""
    colour = page.locator("body").evaluate("(body, of) => getComputedStyle(body).getPropertyValue(of)", of)
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3


def is_dark(page: Page) -> bool:
    """Return whether a page shows light text on a dark ground; fails where it shows neither way round."""
    paper, ink = lightness(page, "background-color"), lightness(page, "color")
    assert min(paper, ink) < 60 and max(paper, ink) > 200
    return paper < ink


# ── Getting about ──────────────────────────────────────────────────────────────────


@with_and_without_javascript
def test_menu_opens_by_keyboard_on_a_phone(visit: Visit, address: str, script: bool) -> None:
    page = visit(CASE, script, **PHONE)
    menu = page.locator(".menu > summary")
    assert seen(menu) == [True] and not any(seen(page.locator(".menu a, .menu input")))
    press(menu, "Enter")
    assert addresses(links(page, "Sections")) == [address + section for section in IN_MENU]
    assert all(seen(page.locator(".menu a, .menu input")))
    tab_to(links(page, "Sections").nth(3), most=4)
    page.keyboard.press("Enter")
    page.wait_for_url(address + CHECKLIST)


@with_and_without_javascript
def test_sections_stand_open_on_a_wide_screen(visit: Visit, address: str, script: bool) -> None:
    page = visit(RISK, script, **DESKTOP)
    assert not any(seen(page.locator(".menu > summary")))
    assert all(seen(links(page, "Sections")))
    tab_to(links(page, "Sections").last, most=len(IN_MENU) + 3)
    page.keyboard.press("Enter")
    page.wait_for_url(address + IN_MENU[-1])


def test_menu_says_where_the_reader_is(visit: Visit) -> None:
    page = visit(RISK, **DESKTOP)
    expect(links(page, "Sections").and_(page.locator("[aria-current]"))).to_have_text(["Risks"])
    page.goto(page.url.replace(RISK, "about/"))
    expect(links(page, "Sections").and_(page.locator("[aria-current=page]"))).to_have_text(["About"])


@pytest.mark.parametrize("place", KINDS_OF_PAGE)
def test_nothing_hidden_takes_the_focus(plain: Visit, place: str) -> None:
    page = plain(place, **PHONE)
    reached = 0
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # past the last
        assert seen(page.locator(":focus")) == [True], page.locator(":focus").evaluate("one => one.outerHTML")
        reached += 1
    assert reached >= 10


@pytest.mark.parametrize("place", KINDS_OF_PAGE)
def test_skip_link_comes_first_and_leads_to_the_text(plain: Visit, place: str) -> None:
    page = plain(place)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the text")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus, .foot :focus").count() == 1


@pytest.mark.parametrize("place", KINDS_OF_PAGE)
def test_foot_leads_to_every_section_without_javascript(plain: Visit, address: str, place: str) -> None:
    page = plain(place)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert addresses(links(page, "All sections")) == [address + section for section in SECTIONS]
        assert all(seen(links(page, "All sections")))


def test_foot_is_used_by_keyboard_without_javascript(visit: Visit, address: str) -> None:
    page = visit(RISK, script=False)
    for number in range(len(SECTIONS)):
        tab_to(links(page, "All sections").nth(number))
    page.keyboard.press("Enter")
    page.wait_for_url(address + SECTIONS[-1])
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@with_and_without_javascript
def test_contents_open_by_keyboard_on_a_phone_and_stand_beside_the_text_on_a_wide_screen(
    visit: Visit, script: bool
) -> None:
    page = visit(CASE, script, **PHONE)
    assert not any(seen(links(page, "On this page")))
    press(page.locator(".contents > summary"), "Enter")
    assert all(seen(links(page, "On this page")))
    page.reload()
    page.set_viewport_size(DESKTOP["viewport"])
    assert all(seen(links(page, "On this page")))
    beside, text = page.locator(".contents").bounding_box(), page.locator("article").bounding_box()
    assert beside["x"] > text["x"] + text["width"]


@pytest.mark.parametrize("place", ["", CASE, "404.html"])
def test_header_search_is_a_plain_form(visit: Visit, address: str, place: str) -> None:
    page = visit(place, script=False, **DESKTOP)
    page.get_by_role("searchbox", name="Search").fill("gift from my therapist")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}search/?q=gift+from+my+therapist")


# ── Light and dark ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", KINDS_OF_PAGE)
def test_dark_colours_apply_without_javascript(plain: Visit, place: str) -> None:
    page = plain(place, scheme="dark")
    assert is_dark(page)
    page.emulate_media(color_scheme="light")
    assert not is_dark(page)


def test_theme_switch_is_remembered_until_it_agrees_with_the_device(visit: Visit) -> None:
    page = visit("", color_scheme="light", **DESKTOP)
    press(page.get_by_role("button", name="Switch to dark colours"), "Enter")
    assert is_dark(page)
    page.goto(page.url + "help/")
    assert is_dark(page)
    assert page.evaluate("Object.entries({ ...localStorage })") == [["theme", "dark"]]
    press(page.get_by_role("button", name="Switch to light colours"), "Space")
    assert not is_dark(page)
    assert page.evaluate("localStorage.length") == 0
    page.emulate_media(color_scheme="dark")
    assert is_dark(page)


def test_theme_switch_is_not_shown_where_it_could_do_nothing(visit: Visit) -> None:
    page = visit("", script=False, **DESKTOP)
    assert seen(page.locator(".theme")) == [False]


def test_paper_is_light_whatever_was_chosen(visit: Visit) -> None:
    page = visit("", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert not is_dark(page)


# ── A way out ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", LEAVING)
def test_way_out_comes_first_after_the_skip_link(plain: Visit, place: str) -> None:
    page = plain(place)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    way_out = page.locator(":focus")
    expect(way_out).to_have_text("Leave this page now")
    assert way_out.get_attribute("href") == "https://www.bbc.co.uk/weather"
    assert way_out.get_attribute("target") == "_top"  # from within a frame of a course, too
    expect(page.locator(".leave")).to_contain_text("history will still show")


@pytest.mark.parametrize("place", sorted({*KINDS_OF_PAGE} - {*LEAVING}))
def test_other_pages_have_no_way_out_to_wonder_about(visit: Visit, place: str) -> None:
    expect(visit(place).locator(".leave")).to_have_count(0)
