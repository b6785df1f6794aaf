"""One site, built once for all tests; a browser; and a small copy of the project to break."""

import functools
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page

from tests import chromium
from tests.bench.server import Served
from tests.reader import Visit

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / ".cache" / "test-site"
CLOCK = "1795348800"  # 22 November 2026, noon: what is overdue does not change from one run to the next
PROJECT = ("mkdocs.yml", "data", "docs", "macros", "overrides", "pyproject.toml")
# In docs/, by the project itself.
MADE = ("downloads", "data", "research", "listed", "search", "cite.*", "catalogue.json", "feed.xml", "_headers")


def run(*command: str | Path, cwd: Path = ROOT, timeout: float = 600, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the project with its own Python, from `cwd`, whose `macros` come first."""
    settings = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(cwd), "SOURCE_DATE_EPOCH": CLOCK}
    settings |= {"SITE_URL": "", "REPO_URL": "", "EDIT_URI": ""} | env
    return subprocess.run(
        [sys.executable, "-m", *map(str, command)],
        cwd=cwd,
        env=settings,
        text=True,
        capture_output=True,
        timeout=timeout,
    )


def pytest_configure(config: pytest.Config) -> None:
    """Build the site once, as `make build` does, before any worker starts."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    built = run("macros.build", "--to", SITE)
    if built.returncode:
        pytest.exit(f"the site does not build:\n{built.stdout}{built.stderr}", returncode=1)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many records were generated, and what became of them, where all were (`make fuzz`)."""
    figures: Counter[str] = Counter()
    for report in (one for many in terminalreporter.stats.values() for one in many):
        if getattr(report, "when", "") == "call":
            figures.update(dict(report.user_properties).get("fuzz", {}))
    if figures and os.environ.get("FUZZ"):
        failed = len(terminalreporter.stats.get("failed", ()))
        said = ", ".join(f"{count:,} {what}" for what, count in figures.items())
        terminalreporter.write_line(f"hostile data: {said}; {failed} failures")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that build a project of their own: whichever comes last keeps the others waiting."""
    items.sort(key=lambda item: "project" not in item.fixturenames)


@functools.cache
def page(address: str) -> BeautifulSoup:
    """Return the parsed page at an address relative to the site: "", "risks/rp3/", "404.html"."""
    path = SITE / address.partition("#")[0]
    return BeautifulSoup((path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8"), "lxml")


@functools.cache
def pages() -> list[str]:
    """Return the address of every built page, relative to the site."""
    found = (path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    return sorted(address.removesuffix("index.html") for address in found)


def words(text: str) -> str:
    """Return a text with its white space folded."""
    return " ".join(text.split())


def search_index(site: Path = SITE) -> dict:
    """Return what a site's search index holds."""
    script = (site / "assets" / "search-index.js").read_text(encoding="utf-8")
    return json.loads(script.removeprefix("var searchIndex = ").removesuffix(";\n"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project that a test may change."""
    return copied(tmp_path / "project")


def copied(copy: Path) -> Path:
    """Copy the project to a new folder and return that."""
    copy.mkdir()
    for name in PROJECT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns(*MADE))
        else:
            shutil.copy2(source, copy / name)
    return copy


@pytest.fixture(scope="session")
def address() -> str:
    """Serve the built site on this machine and return its address, with a slash at the end."""
    with Served(SITE) as served:
        yield served.url


@pytest.fixture(scope="session")
def browser():
    """Return a headless Chromium."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.FLAGS, chromium.BARE])
        yield instance
        instance.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open a page of the site, or a blank one, in the test's own context; its options come with the first visit."""
    contexts: list[BrowserContext] = []

    def open_page(place: str | None, script: bool = True, **options: object) -> Page:
        if not contexts:
            contexts.append(browser.new_context(java_script_enabled=script, **options))
        opened = contexts[0].new_page()
        if place is not None:
            opened.goto(address + place)
        return opened

    yield open_page
    for context in contexts:
        context.close()
