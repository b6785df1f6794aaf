"""Take the pictures anew from the built site. `make pictures`."""

import base64
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, sync_playwright

from tests import chromium
from tests.bench.server import Served

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
CASE = "cases/same-workplace/"
PHONES = ((CASE, "light", ".pause"), (CASE, "dark", ".crumbs"), ("questions/", "light", ".checklist"))


def shot(browser: Browser, url: str, width: int, height: int, scheme: str = "light", at: str = "body") -> bytes:
    """Return a picture (PNG) of a page in a window of that size, scrolled to an element."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(url)
    page.reload()  # the font is optional: it shows where it is there at once
    page.locator(at).first.evaluate("one => scrollTo(0, one.getBoundingClientRect().top - 24)")
    return page.screenshot()


def drawn(browser: Browser, address: str, template: str, width: int, height: int, **values: object) -> bytes:
    """Return a picture (PNG) of a template, which may use the site's own files."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    body = TEMPLATES.get_template(template).render(**values)
    page.route("**/drawn", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{address}drawn")
    return page.screenshot()


def take(browser: Browser, address: str) -> None:
    """Write the three pictures where they belong."""
    room = (ROOT / "macros/templates/figures/room.html.j2").read_text(encoding="utf-8")
    home = shot(browser, address, 1440, 960)
    phones = [base64.b64encode(shot(browser, address + place, 390, 780, *rest)).decode() for place, *rest in PHONES]
    pictures = {
        ".github/home.png": home,
        ".github/pages.png": drawn(browser, address, "phones.html", 1440, 860, phones=phones),
        "docs/assets/social.png": drawn(browser, address, "social.html", 1200, 630, room=room),
    }
    for name, picture in pictures.items():
        (ROOT / name).write_bytes(picture)
        print(f"wrote {name}, {len(picture) // 1024} KB")


def main() -> int:
    """Serve site/ and take the pictures; return 1 where there is no browser."""
    path = chromium.find()
    if not path:
        print(chromium.ADVICE, file=sys.stderr)
        return 1
    with Served(ROOT / "site") as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        take(browser, served.url)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
