"""What a host is told to send with each file, and that pages work under it, in a frame of a course too."""

import mimetypes
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from macros import project
from macros.headers import headers
from macros.library import library
from macros.prepare import write_files
from tests.conftest import ROOT, SITE, page
from tests.reader import CASE, SEARCH

HERE, COURSE = "https://site.example/", "https://course.example/"
FILES = sorted(f"/{path.relative_to(SITE).as_posix()}" for path in SITE.rglob("*") if path.is_file())
POLICY = page("").find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]


def rules() -> list[tuple[str, str, str]]:
    """Return the path, name and value of each line of the built file, read as both hosts read it."""
    found, path = [], ""
    for line in (SITE / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            path = line
        elif line:
            name, value = re.fullmatch(r"  ([A-Za-z-]+): (\S.*)", line).groups()
            found.append((path, name, value))
    return found


def matches(path: str, file: str) -> bool:
    """Return whether a path of the file means a built file: `*` stands for anything, `:name` for one part."""
    pattern = re.sub(r":[a-z]+", "[^/]+", re.escape(path).replace(r"\*", ".*").replace(r"\:", ":"))
    return bool(re.fullmatch(pattern, file))


def sent(file: str) -> dict[str, str]:
    """Return what is sent with a built file. Fails where two rules set the same header: hosts would join them."""
    found = [(name, value) for path, name, value in rules() if matches(path, file)]
    assert len(dict(found)) == len(found), (file, found)
    return dict(found)


def test_every_rule_is_of_a_kind_that_both_hosts_read_and_means_some_file() -> None:
    lines = (SITE / "_headers").read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) < 2000 and len({path for path, _, _ in rules()}) < 100  # Cloudflare's limits
    for path, _, _ in rules():
        assert re.fullmatch(r"(/[a-z.]+)*(/\*|/:[a-z]+)?", path), path  # Netlify's: nothing behind an asterisk
        assert any(matches(path, file) for file in FILES), path


def test_the_policy_sent_is_that_of_the_pages_and_lets_a_course_show_them() -> None:
    for file in FILES:
        said = sent(file)
        assert said["Content-Security-Policy"] == f"{POLICY}; frame-ancestors https:"
        assert said["Referrer-Policy"] == "no-referrer" and said["X-Content-Type-Options"] == "nosniff"
        assert "X-Frame-Options" not in said


def test_pages_and_data_are_asked_for_anew_and_only_what_hardly_changes_is_kept_for_long() -> None:
    kept = {file: said["Cache-Control"] for file in FILES if "Cache-Control" in (said := sent(file))}
    assert {file for file in kept if not file.startswith("/assets/")} == set()
    seconds = {file: int(re.fullmatch(r"public, max-age=(\d+)", value)[1]) for file, value in kept.items()}
    assert {file for file, value in seconds.items() if value > 600} <= {file for file in FILES if "/fonts/" in file}
    assert {"/assets/site.css", "/assets/fonts/literata.woff2"} <= set(kept)


def test_only_open_data_may_be_read_from_other_sites() -> None:
    free = {file for file in FILES if sent(file).get("Access-Control-Allow-Origin") == "*"}
    assert {"/catalogue.json", "/feed.xml", "/data/datapackage.json"} <= free
    assert {file for file in free if not file.startswith("/data/")} == {"/catalogue.json", "/feed.xml"}


def test_where_pages_have_no_policy_as_under_serve_none_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    (serve,) = re.findall(r"^\t(.*mkdocs serve.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert "frame-ancestors" in headers(project.policy()) and serve.startswith("CSP= ")
    before = (ROOT / "docs" / "_headers").read_bytes()
    monkeypatch.setenv("CSP", "")
    assert project.policy() == ""
    write_files(library(), ROOT / "docs")
    assert (ROOT / "docs" / "_headers").read_bytes() == before


# ── In a browser ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def hosted(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Open an address of the site as a host would serve it, or a course that shows a page of it in a frame."""
    context, said = browser.new_context(), []

    def serve(route: Route) -> None:
        file = urlsplit(route.request.url).path
        file = f"{file}index.html" if file.endswith("/") else file
        media = mimetypes.guess_type(file)[0]
        route.fulfill(path=SITE / file.removeprefix("/"), headers=sent(file) | {"Content-Type": media})

    def frame(route: Route) -> None:
        place = urlsplit(route.request.url).query
        route.fulfill(content_type="text/html", body=f'<title>A course</title><iframe src="{HERE}{place}"></iframe>')

    context.route(f"{HERE}**", serve)
    for course in (COURSE, COURSE.replace("https", "http")):
        context.route(f"{course}**", frame)
    context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="The weather"))

    def opened(url: str) -> Page:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(error.message))
        page.said = said
        page.goto(url, wait_until="networkidle")
        return page

    yield opened
    context.close()


def test_pages_work_under_what_is_sent(hosted: Callable[[str], Page]) -> None:
    opened = hosted(f"{HERE}{SEARCH}?q=gift")
    expect(opened.locator("#results > li")).not_to_have_count(0)
    assert opened.evaluate("document.fonts.ready.then(all => [...all].map(one => one.status))") == ["loaded"]
    assert opened.said == []


def test_a_course_shows_a_case_in_a_frame_and_the_way_out_leaves_the_course(hosted: Callable[[str], Page]) -> None:
    opened = hosted(f"{COURSE}?{CASE}")
    framed = opened.frame_locator("iframe")
    expect(framed.get_by_role("heading", level=1)).to_contain_text("C4")
    framed.locator(".foot").get_by_role("link", name="Where to turn", exact=True).last.click()
    expect(framed.get_by_role("heading", level=1)).to_contain_text("Where to turn")  # help opens in the frame too
    assert opened.said == []
    framed.get_by_role("link", name="Leave this page now").click()
    opened.wait_for_url("https://www.bbc.co.uk/weather")


def test_nobody_shows_a_page_in_a_frame_over_an_open_line(hosted: Callable[[str], Page]) -> None:
    opened = hosted(f"{COURSE.replace('https', 'http')}?{CASE}")
    expect(opened.frame_locator("iframe").get_by_role("heading", name="C4")).to_have_count(0)
    assert any("frame-ancestors" in text for text in opened.said)
