"""Addresses are promises: whatever was published once still leads somewhere.

`python -m macros.ledger check` says where that fails on the built site; `python -m macros.ledger release` adds what
the built site has and the ledger hasn't, under the day and the version.
"""

import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree, html

from macros.clock import given_day
from macros.library import ROOT, Library, library
from macros.problems import BadData, Problem
from macros.project import version
from macros.prose import LISTED
from macros.references import words_of
from macros.releases import ADDRESS, EXPECTED, FILE, Release, counted, releases, written
from macros.writing import write

MEND = "put back what stood there, or say in data/redirects.yml where it is now"


class Outcome(Enum):
    """Where an address leads, as a browser without JavaScript follows it."""

    OK = "ok"
    REDIRECTED = "redirected"
    GONE = "GONE"
    ANCHOR_GONE = "ANCHOR GONE"
    LOOP = "LOOP"


@dataclass(frozen=True)
class Fault:
    """An address that no longer leads anywhere, why, and the last address that was tried."""

    address: str
    outcome: Outcome
    at: str

    def __str__(self) -> str:
        """Return a sentence: what was published, what has become of it, what to do."""
        via = f", which leads to {self.at}" if self.at != self.address else ""
        return f"{self.outcome.value}: {self.address}{via}: {MEND}"


@dataclass(frozen=True)
class Page:
    """What leads anywhere on a page: its ids, those of its title and sections, on a stub where it sends a reader.

    `answers` are the places that a stub offers: by old id, empty for the page itself.
    """

    ids: frozenset[str]
    headings: tuple[str, ...]
    refresh: str | None
    answers: dict[str, str]

    @property
    def is_stub(self) -> bool:
        """Whether it stands for a page that has moved, or was withdrawn."""
        return self.answers != {}


class Site:
    """A built site, each page of it read once."""

    def __init__(self, folder: Path) -> None:
        """Take the folder it was built into."""
        self.folder = folder
        self._pages: dict[str, Page | None] = {}

    def pages(self) -> list[str]:
        """Return the address of every page, that for lost readers apart: "/", "/about/"."""
        found = (path.parent.relative_to(self.folder) for path in self.folder.rglob("index.html"))
        return sorted(f"/{folder.as_posix()}/".replace("/./", "/") for folder in found)

    def page(self, address: str) -> Page | None:
        """Return the page at an address without a fragment, or None where there is none."""
        if address not in self._pages:
            file = self.folder / address.lstrip("/") / "index.html"
            self._pages[address] = _page(file) if file.is_file() else None
        return self._pages[address]

    def follow(self, address: str) -> tuple[Outcome, str]:
        """Return where an address leads, and the last address on the way."""
        place, met = address, set()
        while place not in met:
            met.add(place)
            path, _, fragment = place.partition("#")
            page = self.page(path)
            if page is None:
                return Outcome.GONE, place
            if not page.refresh and fragment and fragment not in page.ids:
                return Outcome.ANCHOR_GONE, place
            if not page.is_stub:
                return Outcome.OK if place == address else Outcome.REDIRECTED, place
            place = urljoin(path, page.refresh or page.answers.get(fragment, page.answers[""]))
        return Outcome.LOOP, place


def tree_of(file: Path) -> html.HtmlElement:
    """Return a page as a tree; an empty one where the file holds no markup."""
    try:
        return html.document_fromstring(file.read_bytes())
    except etree.ParserError:
        return html.document_fromstring("-")


def _page(file: Path) -> Page:
    tree = tree_of(file)
    refresh = next(iter(tree.xpath("//meta[@http-equiv='refresh']/@content")), "")
    return Page(
        ids=frozenset(tree.xpath("//@id")),
        headings=tuple(tree.xpath("//main//h1/@id | //main//h2/@id")),
        refresh=refresh.partition("url=")[2] or None,
        answers={one.get("id", ""): one.xpath("string(.//a/@href)") for one in tree.find_class("moved")},
    )


def published(folder: Path, library: Library) -> list[str]:
    """Return what a built site has to publish: its pages, its items, the sections of all pages that an author wrote.

    An item with a page of its own is also found at the page's title (/cases/single-session/#c1). Pages that have
    moved are left out, and those of long lists, whose number changes with the data.
    """
    site = Site(folder)
    items = {f"/{library.address(name)}" for name in (*library.items, *library.named)}
    own = {address: page for address in items if "#" not in address and (page := site.page(address))}
    found = {
        *(one for one in site.pages() if not site.page(one).is_stub and not one.startswith(f"/{LISTED}/")),
        *items,
        *(f"{address}#{heading}" for address, page in own.items() for heading in page.headings),
        *(f"/{address}" for page in library.pages for address in page.addresses),
    }
    return sorted(found, key=lambda address: address.split("#"))


def check(folder: Path, addresses: Iterable[str]) -> list[Fault]:
    """Return each of some addresses that leads nowhere on a built site."""
    site = Site(folder)
    followed = ((address, *site.follow(address)) for address in addresses)
    good = (Outcome.OK, Outcome.REDIRECTED)
    return [Fault(address, outcome, at) for address, outcome, at in followed if outcome not in good]


def broken(folder: Path, before: list[Release]) -> list[Problem]:
    """Return a problem for each published address that leads nowhere on a built site."""
    lines = {address: line for release in before for address, line in release.lines.items()}
    return [Problem(FILE, lines[fault.address], "", str(fault)) for fault in check(folder, lines)]


def release(root: Path, folder: Path) -> list[str]:
    """Add to a project's ledger what a built site has and the ledger hasn't, and return it.

    CITATION.cff is told the version and the day: that of SOURCE_DATE_EPOCH, else today. Raises BadData where a
    promise is broken, where the version has been released already, or the day is before the last release; nothing is
    added then.
    """
    before, shelf, day = releases(root), library(root), given_day() or date.today()
    known = {address for release in before for address in release.lines}
    new = [address for address in published(folder, shelf) if address not in known]
    problems = broken(folder, before)
    problems += [Problem(str(folder), 1, "", f"{fault} (not published yet)") for fault in check(folder, new)]
    odd = [address for address in new if not ADDRESS.fullmatch(address)]
    problems += [Problem(str(folder), 1, "", f"{one!r} is no lasting address: expected {EXPECTED}") for one in odd]
    for one in before if new else []:
        named = f"version {one.version} was released on {words_of(one.day)}"
        if one.version == version(root):
            message = f"{named} already, without {counted(new)}: expected another version in pyproject.toml"
            problems.append(Problem(FILE, one.line, "", message))
        elif one.day > day:
            message = f"{named}, after {words_of(day)}: expected a release on that day or later"
            problems.append(Problem(FILE, one.line, "", message))
    if problems:
        raise BadData(problems)
    if new:
        path = root / FILE
        text = path.read_text(encoding="utf-8") if before else ""
        write(path, text + written(before, day, version(root), new))
        _tell_citation(root / "CITATION.cff", version(root), day)
    return new


def _tell_citation(file: Path, version: str, day: date) -> None:
    """Set version and day in the file that says how to cite the project, if there is one."""
    if file.is_file():
        text = re.sub(r"(?m)^version: .*$", f'version: "{version}"', file.read_text(encoding="utf-8"))
        write(file, re.sub(r"(?m)^date-released: .*$", f'date-released: "{day}"', text))


def main() -> int:
    """Check, or release; print what was found or added. Return 1 where a promise is broken."""
    parser = ArgumentParser(prog="python -m macros.ledger", description="Whether what was published still stands.")
    parser.add_argument("command", choices=["check", "release"])
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", help="the built site, else site/")
    asked = parser.parse_args()
    if not (asked.site / "index.html").is_file():
        print(f"{asked.site} holds no built site: `make build` builds one in site/", file=sys.stderr)
        return 1
    try:
        new = release(ROOT, asked.site) if asked.command == "release" else []
        before = releases(ROOT)
        if asked.command == "check" and (problems := broken(asked.site, before)):
            raise BadData(problems)
    except BadData as error:
        print(error, file=sys.stderr)
        return 1
    addresses = [address for one in before for address in one.lines]
    print(*new, f"{FILE}: {counted(addresses)}, {len(new)} of them new; each leads somewhere.", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
