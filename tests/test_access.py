"""Every page can be read by everyone: axe-core in light, in the dark and on a phone; no sideways scrolling."""

import functools

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.conftest import pages
from tests.reader import ASKED, FOUND, POINTED_AT

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Of AAA the contrast of text, which axe leaves off by itself.
    "rules": {"color-contrast-enhanced": {"enabled": True}, "identical-links-same-purpose": {"enabled": False}},
    "resultTypes": ["violations"],
}
# What a page holds is the same in the dark and on a phone; how it looks there isn't: the rules about looks.
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
WAYS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}
NARROW = 320  # WCAG 2.2, 1.4.10: a window of 1280 pixels at 400 %
ZOOMED = 640  # the same window at 200 %


@pytest.fixture(scope="module")
def screens(browser: Browser):
    """Return a function that opens a page in one of the ways, each way in one window."""
    opened = functools.cache(lambda way: browser.new_context(**WAYS[way], reduced_motion="reduce").new_page())
    yield opened


def faults(page: Page, rules: dict[str, object] = RULES) -> list[str]:
    """Return what axe-core finds on a page as it is shown: rule, element, what is wrong."""
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("place", [*pages(), FOUND, POINTED_AT, *ASKED])
def test_axe_finds_nothing(screens, address: str, place: str) -> None:
    found = {}
    for way in WAYS:
        page = screens(way)
        page.goto(address + place)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found[way] = faults(page, RULES if way == "light" else LOOKS)
    assert found == {way: [] for way in WAYS}


def test_axe_would_find_something(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<p style='color: #888'>pale</p><p style='color: #666'>paler than it may</p><img src='x.png'><input>"
    )
    assert {"color-contrast", "color-contrast-enhanced", "image-alt", "label"} <= {
        one.partition(":")[0] for one in faults(page)
    }
    assert {one.partition(":")[0] for one in faults(page, LOOKS)} >= {"color-contrast", "color-contrast-enhanced"}


@pytest.mark.parametrize("place", [*pages(), *ASKED])
def test_nothing_is_cut_off_or_scrolls_sideways(screens, address: str, place: str) -> None:
    page = screens("phone")
    for width in (NARROW, ZOOMED):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address + place)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size(WAYS["phone"]["viewport"])
