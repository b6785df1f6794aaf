"""Every page can be read by everyone: axe-core in light, in the dark and on a phone; no sideways scrolling."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.conftest import pages
from tests.reader import ASKED, FOUND, KINDS_OF_PAGE, POINTED_AT, SETTLED

# AAA's rule on the contrast of text leaves to AA's what that finds. Told not to, it finds what both do, in less time.
CONTRAST = {"color-contrast-enhanced": {"options": {"contrastRatio": {
    "normal": {"expected": 7, "minThreshold": None}, "large": {"expected": 4.5, "minThreshold": None},
}}}}  # fmt: skip
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Of AAA the contrast of text, which axe leaves off by itself.
    "rules": {
        "color-contrast-enhanced": {"enabled": True},
        "color-contrast": {"enabled": False},
        "identical-links-same-purpose": {"enabled": False},
    },
    "checks": CONTRAST,
    "resultTypes": ["violations"],
}
# What a page holds is the same in the dark; how it looks there isn't. On a phone the frame differs, and is the same
# on all pages of a kind. So these are the rules about looks; on a phone all rules are for each kind of page.
LOOKS = {
    "runOnly": {
        "type": "rule",
        "values": ["color-contrast-enhanced", "link-in-text-block", "target-size", "scrollable-region-focusable"],
    },
    "checks": CONTRAST,
    "resultTypes": ["violations"],
}
# Axe works out each colour anew each time it meets it, and takes a third of its time for that. Here it does so once.
ONCE = """(() => {
  const colour = axe.commons.color.Color.prototype, parse = colour.parseString, parsed = new Map();
  colour.parseString = function (text) {
    if (!parsed.has(text)) {
      const { r, g, b, alpha } = parse.call(this, text);
      parsed.set(text, { r, g, b, alpha });
    }
    return Object.assign(this, parsed.get(text));
  };
})()"""
DESKTOP, PHONE = (1280, 900), (390, 844)
WAYS = {"light": ("light", DESKTOP, RULES), "dark": ("dark", DESKTOP, LOOKS), "phone": ("light", PHONE, LOOKS)}
NARROW = 320  # WCAG 2.2, 1.4.10: a window of 1280 pixels at 400 %
ZOOMED = 640  # the same window at 200 %


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    """Return one window for all visits."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


# Of the module, so that the tests of one page follow each other and it is loaded once for them.
@pytest.fixture(scope="module", params=[*pages(), FOUND, POINTED_AT, *ASKED])
def place(request: pytest.FixtureRequest) -> str:
    """Return each page's address, and those that show it otherwise."""
    return request.param


@pytest.fixture(scope="module")
def opened(screen: Page, address: str, place: str) -> Page:
    """Open a page with all that is folded away."""
    look(screen, "light", DESKTOP)
    screen.goto(address + place)
    screen.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    return screen


def look(screen: Page, scheme: str, size: tuple[int, int]) -> None:
    """Look at the open page in a colour scheme and a window of some size."""
    screen.emulate_media(color_scheme=scheme)
    screen.set_viewport_size({"width": size[0], "height": size[1]})
    screen.evaluate(SETTLED)


def faults(page: Page, rules: dict[str, object] = RULES) -> list[str]:
    """Return what axe-core finds on a page as it is shown: rule, element, what is wrong."""
    if page.evaluate("!window.axe"):
        page.evaluate(Axe().axe_script)
        page.evaluate(ONCE)
    found = page.evaluate("async rules => (await axe.run(rules)).violations", rules)
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def test_axe_finds_nothing(opened: Page, place: str) -> None:
    found = {}
    for way, (scheme, size, rules) in WAYS.items():
        look(opened, scheme, size)
        found[way] = faults(opened, RULES if way == "phone" and place in KINDS_OF_PAGE else rules)
    assert found == {way: [] for way in WAYS}


def test_nothing_is_cut_off_or_scrolls_sideways(opened: Page) -> None:
    for width in (ZOOMED, NARROW):
        look(opened, "light", (width, 800))
        assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_would_find_something(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<p id=aa style='color: #888'>pale</p><p id=aaa style='color: #666'>paler than it may</p>"
        "<p id=large-aa style='color: #999; font-size: 2em'>pale</p>"
        "<p id=large-aaa style='color: #888; font-size: 2em'>paler than it may</p>"
        "<p id=well style='color: #555'>well</p><p id=large style='color: #666; font-size: 2em'>well</p>"
        "<img src='x.png'><input>"
    )
    pale = {f"color-contrast-enhanced: #{name}" for name in ("aa", "aaa", "large-aa", "large-aaa")}
    for rules in (RULES, LOOKS):
        found = {one.rpartition(": Fix")[0] for one in faults(page, rules)}
        assert {one for one in found if "contrast" in one} == pale
    assert {"image-alt", "label"} <= {one.partition(":")[0] for one in faults(page)}
