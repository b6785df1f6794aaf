"""What a reader does in a browser: visits, presses Tab and keys, sees."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

# The pages a reader can reach from any page, in the order of the foot.
SECTIONS = (
    "", "cases/", "find-a-case/", "risks/", "questions/", "safeguards/", "alternatives/", "two-answers/", "codes/",
    "research/", "glossary/", "teach/", "for-former-clients/", "for-clinicians/", "help/", "about/", "downloads/",
    "data/", "search/",
)  # fmt: skip
CASE, RISK, QUESTION, CAVEAT = "cases/blurred-boundaries/", "risks/rp3/", "questions/q14/", "questions/qc1/"
TEACHING = "cases/blurred-boundaries/teach/"
CHECKLIST, SEARCH, LOST = "questions/", "search/", "404.html"
FOUND, POINTED_AT = "search/?q=friends", "help/#crisis-uk"  # where words and a row are marked
# Questions of the finder, which shows one at a time.
ASKED = tuple(
    f"find-a-case/#ask-{step}" for step in ("who-is-in-touch", "what-came-from-the-therapist", "where-they-meet")
)
KINDS_OF_PAGE = (*SECTIONS, CASE, TEACHING, RISK, QUESTION, CAVEAT, LOST)

with_and_without_javascript = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
# Is an element drawn, rather than closed, hidden or of no size? (A closed <details> still measures its content.)
SEEN = """all => all.map(one => {
  const { width, height } = one.getBoundingClientRect();
  return width > 0 && height > 0 && one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
})"""

# Until a page is drawn with its fonts, and no colour is on its way to another.
SETTLED = """(async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await document.fonts.ready;
  await drawn();
  document.getAnimations().forEach((one) => one.finish());
  await drawn();
})()"""

Visit = Callable[..., Page]


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


def seen(elements: Locator) -> list[bool]:
    """Return of each element whether it is drawn."""
    return elements.evaluate_all(SEEN)
