"""What a browser does on a page: what it asks for, cold and on a second page, when it paints, how much it shifts."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.bench.kinds import inline_script, weigh
from tests.bench.server import Served

QUIET = 1.5  # seconds without a request after which a page is taken to be done, on a busy machine too
PATIENCE = 20
ROUNDS = 7
# Nothing leaves this machine: an attempt to reach another host is counted, and fails.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
PAINT = """() => new Promise(done => new PerformanceObserver(list => {
  const first = list.getEntriesByName("first-contentful-paint")[0];
  if (first) done(first.startTime);
}).observe({ type: "paint", buffered: true }))"""
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Open the Chromium that the tests use."""
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.FLAGS, OFFLINE])
        yield instance
        instance.close()


@contextmanager
def fresh(browser: Browser) -> Iterator[Page]:
    """Open a page whose browser has nothing stored."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def settle(page: Page, served: Served) -> None:
    """Wait until the server has had no question for a while, or until that seems never to come."""
    begun = since = time.monotonic()
    seen = len(served.answers)
    while time.monotonic() - since < QUIET and since - begun < PATIENCE:
        page.wait_for_timeout(50)
        if len(served.answers) != seen:
            seen, since = len(served.answers), time.monotonic()


def two_pages(browser: Browser, served: Served, first: str, second: str | None) -> dict:
    """Open a page cold, then another in the same browser; return what each asked for, and how the first shifted."""
    with fresh(browser) as page:
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        start = len(served.answers)
        html = page.goto(served.url + first).text()
        settle(page, served)
        cold = weigh(served.answers[start:])
        cold["others"] = [url for url in asked if urlsplit(url).netloc not in ("", urlsplit(served.url).netloc)]
        cold["inline"] = inline_script(html)
        figures = {"cold": cold, "shift": page.evaluate(SHIFT)}
        if second is not None:
            start = len(served.answers)
            page.goto(served.url + second)
            settle(page, served)
            figures["second"] = weigh(served.answers[start:])
    return figures


def paints(browser: Browser, sites: dict[str, tuple[Served, str]]) -> dict[str, list[float]]:
    """Return for each site the milliseconds to its first contentful paint, cold, the sites taking turns."""
    times: dict[str, list[float]] = {name: [] for name in sites}
    for _ in range(ROUNDS):
        for name, (served, place) in sites.items():
            with fresh(browser) as page:
                page.goto(served.url + place)
                times[name].append(page.evaluate(PAINT))
                settle(page, served)
    return times
