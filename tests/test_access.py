"""Every page can be read by everyone: axe-core in light, in the dark and on a phone; no sideways scrolling."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.conftest import pages
from tests.reader import ASKED, FOUND, KINDS_OF_PAGE, POINTED_AT, SETTLED

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Of AAA the contrast of text, which axe leaves off by itself.
    "rules": {"color-contrast-enhanced": {"enabled": True}, "identical-links-same-purpose": {"enabled": False}},
    "resultTypes": ["violations"],
}
# What a page holds is the same in the dark; how it looks there isn't. On a phone the frame differs, and is the same
# on all pages of a kind. So these are the rules about looks; on a phone all rules are for each kind of page.
LOOKS = {
    "runOnly": {
        "type": "rule",
        "values": [
            "color-contrast", "color-contrast-enhanced", "link-in-text-block", "target-size",
            "scrollable-region-focusable",
        ],
    },
    "resultTypes": ["violations"],
}  # fmt: skip
DESKTOP, PHONE = (1280, 900), (390, 844)
WAYS = {"light": ("light", DESKTOP, RULES), "dark": ("dark", DESKTOP, LOOKS), "phone": ("light", PHONE, LOOKS)}
NARROW = 320  # WCAG 2.2, 1.4.10: a window of 1280 pixels at 400 %
ZOOMED = 640  # the same window at 200 %


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Page:
    """Return one window for all visits."""
    return browser.new_context(reduced_motion="reduce").new_page()


def opened(screen: Page, address: str, scheme: str, size: tuple[int, int]) -> None:
    """Open a page in a colour scheme and a window of some size, with all that is folded away."""
    look(screen, scheme, size)
    screen.goto(address)
    screen.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def look(screen: Page, scheme: str, size: tuple[int, int]) -> None:
    """Look at the open page in a colour scheme and a window of some size."""
    screen.emulate_media(color_scheme=scheme)
    screen.set_viewport_size({"width": size[0], "height": size[1]})
    screen.evaluate(SETTLED)


def faults(page: Page, rules: dict[str, object] = RULES) -> list[str]:
    """Return what axe-core finds on a page as it is shown: rule, element, what is wrong."""
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("place", [*pages(), FOUND, POINTED_AT, *ASKED])
def test_axe_finds_nothing(screen: Page, address: str, place: str) -> None:
    opened(screen, address + place, "light", DESKTOP)
    found = {}
    for way, (scheme, size, rules) in WAYS.items():
        look(screen, scheme, size)
        found[way] = faults(screen, RULES if way == "phone" and place in KINDS_OF_PAGE else rules)
    assert found == {way: [] for way in WAYS}


def test_axe_would_find_something(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<p style='color: #888'>pale</p><p style='color: #666'>paler than it may</p><img src='x.png'><input>"
    )
    # AAA's rule leaves to AA's what AA's finds.
    contrast = {"color-contrast", "color-contrast-enhanced"}
    assert {*contrast, "image-alt", "label"} <= {one.partition(":")[0] for one in faults(page)}
    assert contrast <= {one.partition(":")[0] for one in faults(page, LOOKS)}


@pytest.mark.parametrize("place", [*pages(), *ASKED])
def test_nothing_is_cut_off_or_scrolls_sideways(screen: Page, address: str, place: str) -> None:
    opened(screen, address + place, "light", (ZOOMED, 800))
    for width in (ZOOMED, NARROW):
        look(screen, "light", (width, 800))
        assert screen.evaluate("document.documentElement.scrollWidth") <= width
