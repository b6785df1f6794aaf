"""The ledger of published addresses, published-urls.txt: which release was the first to have which.

It only grows. The heading of each release carries a digest of its lines and of all before it, so that one that is
removed, changed or moved is noticed.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from macros.problems import BadData, Problem
from macros.reading import decoded

FILE = "published-urls.txt"
HEADING = re.compile(
    r"# (?P<day>\d{4}-\d{2}-\d{2}), version (?P<version>\S+): \d+ address(?:es)?, digest [0-9a-f]{16}"
)
ADDRESS = re.compile(r"/(?:[a-z0-9-]+/)*(?:#[a-z0-9-]+)?")
EXPECTED = "lower-case words joined by hyphens, such as /cases/single-session/#c1"
WRITTEN = "`make release` writes the file, and nobody else"


@dataclass(frozen=True)
class Release:
    """What was published anew on a day, under a version: each address with its line in the ledger.

    `heading` is what stands above them, in the line `line`.
    """

    day: date
    version: str
    heading: str
    line: int
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The digest of it and of all before it, as its heading says."""
        return self.heading.rpartition(" ")[2]


def digest(before: str, day: date, version: str, addresses: Iterable[str]) -> str:
    """Return the digest of a release; `before` is that of the release before it, empty for the first."""
    said = "\n".join([before, day.isoformat(), version, *addresses])
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:16]


def written(releases: list[Release], day: date, version: str, addresses: list[str]) -> str:
    """Return the lines of a new release behind some others, as the ledger holds them."""
    before = releases[-1].digest if releases else ""
    return "\n".join([heading(before, day, version, addresses), *addresses]) + "\n"


def heading(before: str, day: date, version: str, addresses: list[str]) -> str:
    """Return the heading of a release; `before` is the digest of the release before it, empty for the first."""
    return f"# {day}, version {version}: {counted(addresses)}, digest {digest(before, day, version, addresses)}"


def counted(addresses: list[str]) -> str:
    """Return how many addresses there are, in words: "1 address"."""
    return f"{len(addresses)} address{'es' * (len(addresses) != 1)}"


def read_ledger(root: Path) -> tuple[list[Release], list[Problem]]:
    """Return the releases of a project's ledger, in order, and what is wrong with it; it may not be there yet."""
    path = root / FILE
    text, wrong = decoded(path, FILE) if path.is_file() else ("", None)
    if wrong:
        return [], [wrong]
    releases: list[Release] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        message = ""
        if release := _release(line, number):
            releases.append(release)
        elif line.startswith("#"):
            message = f"{line!r} is no release: {WRITTEN}"
        elif not ADDRESS.fullmatch(line):
            message = f"{line!r} is not an address: expected {EXPECTED}"
        elif not releases:
            message = f"{line} stands before the first release: {WRITTEN}"
        elif first.setdefault(line, number) != number:
            message = f"{line} stands twice: it stands in line {first[line]} already"
        else:
            releases[-1].lines[line] = number
        problems += [Problem(FILE, number, "", message)] if message else []
    return releases, problems or list(_changed(releases))


def _release(line: str, number: int) -> Release | None:
    said = HEADING.fullmatch(line)
    try:
        return said and Release(date.fromisoformat(said["day"]), said["version"], line, number)
    except ValueError:  # a day that the calendar doesn't have
        return None


def _changed(releases: list[Release]) -> Iterator[Problem]:
    """Yield a problem for the first release whose lines, or the lines before it, are not those it was made of."""
    before = ""
    for release in releases:
        if heading(before, release.day, release.version, [*release.lines]) != release.heading:
            message = "was changed, here or above, since it was published: put back every line that git has"
            yield Problem(FILE, release.line, f"version {release.version}", message)
            return
        before = release.digest


def releases(root: Path) -> list[Release]:
    """Return the releases of a project's ledger, in order. Raises BadData with whatever is wrong with it."""
    found, problems = read_ledger(root)
    if problems:
        raise BadData(problems)
    return found


def first_published(root: Path) -> dict[str, date]:
    """Return the day on which each address was first published. Raises BadData with what is wrong with the ledger."""
    return {address: release.day for release in releases(root) for address in release.lines}
