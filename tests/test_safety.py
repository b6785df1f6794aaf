"""Safe and light to read: nothing is asked of anyone else, nothing is stored, little is sent."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from macros import stylesheet
from tests.conftest import SITE, page, pages, run
from tests.reader import CASE, KINDS_OF_PAGE, SEARCH, SETTLED, Visit

KB = 1024
LISTS = ("codes/", "research/", "glossary/", "safeguards/", "data/")  # pages that hold all records of a kind whole
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "form-action 'self'", "base-uri 'none'", "connect-src 'self'",
}  # fmt: skip


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Page:
    """Return one page for all visits, with all that it asks for and says kept on it."""

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # so ends what the page before had not got yet when it was left
            opened.said.append(f"{request.failure}: {request.url}")

    opened = browser.new_page()
    opened.asked, opened.said = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("requestfailed", failed)
    opened.on("response", lambda got: opened.said.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(error.message))
    yield opened
    opened.close()


@pytest.mark.parametrize("place", [*pages(), "search/?q=friends"])
def test_page_asks_no_other_host_logs_nothing_and_breaks_no_policy(watched: Page, address: str, place: str) -> None:
    watched.asked.clear()
    watched.said.clear()
    watched.goto(address + place, wait_until="networkidle")
    assert len(watched.asked) >= 3
    assert [url for url in watched.asked if not url.startswith(address)] == []
    assert watched.said == []  # a breach of the policy is a message too
    assert watched.context.cookies() == []
    assert watched.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("place", pages())
def test_policy_stands_on_page_and_nothing_inline_needs_an_exception(place: str) -> None:
    soup = page(place)
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert set(re.split(r";\s*", policy)) == POLICY
    assert soup.find("meta", attrs={"name": "referrer"})["content"] == "no-referrer"
    assert not soup.find_all("style") and not soup.find_all(style=True)
    inline = soup.find_all("script", src=False)  # none but mere data
    assert not [one for one in inline if one.get("type") != "application/ld+json"]
    assert not [one for one in soup.find_all(True) if any(name.startswith("on") for name in one.attrs)]
    for link in soup.find_all(["link", "script", "img", "iframe"]):
        if link.get("rel") != ["canonical"]:
            assert not re.match(r"(https?:)?//", link.get("src") or link.get("href") or "")


def test_policy_would_stop_a_foreign_and_an_inline_script(visit: Visit) -> None:
    opened = visit("")
    said = []
    opened.on("console", lambda message: said.append(message.text))
    opened.evaluate(
        "for (const src of ['https://example.org/x.js', '']) {"
        "  const one = document.createElement('script'); if (src) one.src = src; else one.text = 'window.ran = 1';"
        "  document.head.append(one) }"
    )
    opened.wait_for_timeout(200)
    assert opened.evaluate("window.ran") is None
    assert len([text for text in said if "Content Security Policy" in text]) == 2


# ── Weight, gzip -6 ────────────────────────────────────────────────────────────────


def weights(place: str) -> dict[str, int]:
    """Return the gzipped size in bytes of a page and of each file it loads at once, by its place in the site."""
    site = SITE.resolve()
    soup, folder = page(place), site / place
    links = [one["src"] for one in soup.find_all("script", src=True)]
    links += [one["href"] for one in soup.find_all("link", rel=["stylesheet", "preload", "icon"])]
    files = [folder / "index.html" if folder.is_dir() else folder]
    files += [(site / link[1:] if link.startswith("/") else files[0].parent / link).resolve() for link in links]
    return {
        str(one.relative_to(site)): one.stat().st_size
        if one.suffix == ".woff2"
        else len(gzip.compress(one.read_bytes(), 6))
        for one in files
    }


@pytest.mark.parametrize("place", [place for place in pages() if place != SEARCH])
def test_content_page_is_light(place: str) -> None:
    weight = weights(place)
    scripts = {name: size for name, size in weight.items() if name.endswith(".js")}
    moved = {"assets/moved.js"} if page(place).find(class_="moved") else set()
    assert {"assets/theme.js"} <= scripts.keys() <= {"assets/theme.js", *moved} and sum(scripts.values()) <= 1 * KB
    assert len(weight) <= 6
    fonts = sum(size for name, size in weight.items() if name.endswith(".woff2"))
    assert fonts <= 20 * KB
    assert sum(weight.values()) - fonts <= 25 * KB
    assert next(iter(weight.values())) <= limit(place)


def limit(place: str) -> int:
    """Return what a page may weigh by itself: that is what it costs as a second page.

    A case's page, and the one on teaching it, tell machines their objectives and offer files to take along.
    """
    return (15 if place in LISTS else 11 if re.match("cases/.", place) else 10) * KB


def test_pages_are_as_light_under_their_real_address(tmp_path: Path) -> None:
    """As the publishing workflow builds them: with canonical addresses, a picture to share and edit links."""
    built = run(
        "mkdocs", "build", "--strict", "-d", tmp_path,
        SITE_URL="https://after-the-last-session.example/", REPO_URL="https://code.example/after-the-last-session",
        EDIT_URI="edit/main/docs/",
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    heavy = {}
    for place in pages():
        if place != SEARCH:
            path = tmp_path / place
            html = (path / "index.html" if path.is_dir() else path).read_bytes()
            heavy[place] = len(gzip.compress(html, 6)) - limit(place)
    assert {place: over for place, over in heavy.items() if over > 0} == {}


# ── The theme's stylesheet, cut down to what our pages use ─────────────────────────


@pytest.mark.parametrize("place", KINDS_OF_PAGE)
def test_rules_left_out_of_the_stylesheet_were_not_used(visit: Visit, address: str, place: str) -> None:
    whole = stylesheet.stylesheet(prune=False)
    assert len(whole) > 3 * len(stylesheet.stylesheet())
    opened = visit(None, reduced_motion="reduce")
    # A busy machine may shoot a page half drawn; what really differs does so again.
    assert not differing(opened, address + place, whole) or not differing(opened, address + place, whole)


def differing(opened: Page, url: str, css: str) -> list[tuple[str, int]]:
    """Return the ways in which a page looks otherwise with another stylesheet."""
    opened.unroute_all()
    ours = looks(opened, url)
    opened.route("**/site.css", lambda route: route.fulfill(body=css, content_type="text/css"))
    theirs = looks(opened, url)
    return [way for way in ours if ours[way] != theirs[way]]


def looks(opened: Page, url: str) -> dict[tuple[str, int], str]:
    """Return a digest of all pixels of a page, all that is folded away open, in both colours and on a phone."""
    opened.set_viewport_size({"width": 1280, "height": 900})
    opened.goto(url)
    opened.evaluate("document.querySelectorAll('article details').forEach(one => { one.open = true })")
    return {way: digest(opened, *way) for way in (("light", 1280), ("dark", 1280), ("light", 390))}


def digest(opened: Page, scheme: str, width: int) -> str:
    """Return a digest of all pixels of an open page. (Asked for by itself, the picture is made twice as fast.)"""
    opened.emulate_media(color_scheme=scheme)
    opened.set_viewport_size({"width": width, "height": 900})
    opened.evaluate(SETTLED)
    whole = opened.evaluate("({ x: 0, y: 0, width: innerWidth, height: document.body.scrollHeight, scale: 1 })")
    shot = opened.context.new_cdp_session(opened).send(
        "Page.captureScreenshot",
        {"format": "png", "optimizeForSpeed": True, "captureBeyondViewport": True, "clip": whole},
    )
    return hashlib.sha256(shot["data"].encode()).hexdigest()


def test_stylesheet_would_look_different_without_the_rules_that_are_kept(visit: Visit, address: str) -> None:
    less = stylesheet.stylesheet().replace("@layer theme{", "@media not all{")
    assert len(differing(visit(None, reduced_motion="reduce"), address + CASE, less)) == 3
