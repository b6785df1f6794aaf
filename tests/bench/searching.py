"""What the first search costs: bytes in all, and time until a result shows."""

from urllib.parse import quote_plus

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as TooLate

from tests.bench.browsing import fresh, settle
from tests.bench.kinds import weigh
from tests.bench.server import Served

ROUNDS = 5
OURS = "#results li"
STOCK = "[data-md-component=search-result] li"
BOX = "[data-md-component=search-query]"
# Notes when the first key went down and when the first result stood in the page, both since the page was opened.
WATCH = """(() => {
  addEventListener("keydown", () => { window.keyed ??= performance.now(); }, true);
  new MutationObserver((_, watch) => {
    if (!document.querySelector(SELECTOR)) return;
    window.found = performance.now();
    watch.disconnect();
  }).observe(document, { childList: true, subtree: true });
})()"""


def opened(
    browser: Browser, served: Served, address: str, selector: str, before: str | None = None
) -> tuple[dict, float] | None:
    """Open an address that holds a query; return what was asked for, and the milliseconds to a result.

    The browser has nothing stored, or what the page `before` left behind.
    """
    with fresh(browser) as page:
        page.add_init_script(WATCH.replace("SELECTOR", repr(selector)))
        if before is not None:
            page.goto(served.url + before)
            settle(page, served)
        start = len(served.answers)
        if page.goto(served.url + address).status != 200:
            return None
        return _found(page, selector, served, start)


def typed(browser: Browser, served: Served, address: str, query: str) -> tuple[dict, float] | None:
    """Open a page of the stock site cold, let it rest, and type; the milliseconds count from the first key."""
    with fresh(browser) as page:
        page.add_init_script(WATCH.replace("SELECTOR", repr(STOCK)))
        start = len(served.answers)
        page.goto(served.url + address)
        settle(page, served)
        page.click(BOX)
        page.keyboard.type(query)
        return _found(page, STOCK, served, start)


def _found(page: Page, selector: str, served: Served, start: int) -> tuple[dict, float] | None:
    """Wait for a result; return what was asked for since `start`, and the time; None where no result shows."""
    try:
        page.wait_for_selector(selector, state="attached", timeout=20_000)
    except TooLate:
        return None
    settle(page, served)
    return weigh(served.answers[start:]), page.evaluate("window.found - (window.keyed ?? 0)")


def first_search(browser: Browser, sites: dict[str, Served], page: str, query: str) -> dict[str, dict]:
    """Return for ours and stock what the first search asked for (`cold`; `after` another page), and its times.

    `opened` counts from the opening of an address that asks (ours: the search page; stock: the case page, whose
    box takes the query from the address), `typed` from the first key in a page that stands ready.
    """
    figures = {name: {"cold": None, "opened": [], "typed": []} for name in ("ours", "stock")}
    asking = f"?q={quote_plus(query)}"
    ways = [
        ("ours", "opened", lambda: opened(browser, sites["ours"], f"search/{asking}", OURS)),
        ("stock", "opened", lambda: opened(browser, sites["stock"], page + asking, STOCK)),
        ("stock", "typed", lambda: typed(browser, sites["stock"], page, query)),
    ]
    for _ in range(ROUNDS):
        for way in list(ways):
            name, how, search = way
            found = search()
            if found is None:
                ways.remove(way)  # what shows no result once is not asked again
                continue
            figures[name]["cold"], time = found
            figures[name][how].append(time)
    found = opened(browser, sites["ours"], f"search/{asking}", OURS, before=page)
    figures["ours"]["after"] = found and found[0]
    return figures
