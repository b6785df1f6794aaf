"""The downloads: one list of them, and their making. `python -m macros.downloads [--to FOLDER]` makes them all.

What sets a PDF or packs a course is imported where it is used: `make serve` shows the list without either.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread

from macros import project, sheets
from macros.library import ROOT, Library, library
from macros.models import Case
from macros.problems import BadData
from macros.sheets import Sheet
from macros.writing import write

FOLDER = ROOT / "docs" / "downloads"
NAME = re.compile(  # of any download, of a case that there no longer is as well
    r"c[1-9][0-9]*-(handout|facilitator)\.(pdf|docx)|(c[1-9][0-9]*|everything)-(student|trainer)\.imscc"
    r"|questions-(a4|letter)\.pdf|risks\.pdf|(questions|risks)\.docx"
)
HANDOUT, COPY, STUDENTS, TRAINERS = (
    "Handout",
    "Facilitator’s copy",
    "Course package for students",
    "Course package for trainers",
)
FOR_STUDENTS = (HANDOUT, STUDENTS)
ALL = (*FOR_STUDENTS, COPY, TRAINERS)
PURPOSES = {
    STUDENTS: "Pages, links, topics to discuss and a quiz, for a course system to import.",
    TRAINERS: "The same, with the facilitator’s copy as a page that is meant for staff alone.",
}

Draw = Callable[[Library, str], Sheet]
Make = Callable[[Library, str], bytes]


@dataclass(frozen=True)
class Download:
    """A file to download: its name, what it is, its format in words; how it is made; its case, or what it is for."""

    name: str
    title: str
    form: str
    make: Make
    case: str | None = None
    purpose: str = ""

    @property
    def group(self) -> str:
        """Where it stands among the downloads: "cases", "worksheets" or "packages"."""
        return "cases" if self.case else "packages" if self.name.endswith(".imscc") else "worksheets"


@dataclass(frozen=True)
class Offer:
    """A download that has been made, and its size in bytes."""

    download: Download
    size: int

    @property
    def address(self) -> str:
        """Where it lies, relative to the site."""
        return f"downloads/{self.download.name}"


class NotMade(Exception):
    """Raised with a sentence for each download that could not be made."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the sentences."""
        self.problems = problems
        super().__init__("\n".join(problems))

    @property
    def report(self) -> str:
        """All problems, one a line, and what became of the downloads."""
        return f"{self}\n\nNo download was changed."


def downloads(library: Library) -> list[Download]:
    """Return every download there is to be, the cases' first, in code order."""
    questions, risks = sheets.question_sheet, sheets.risk_sheet
    asked = partial(Download, title="The questions", purpose="To ask yourself, with room for notes.")
    register = partial(Download, title="The risk register", purpose="The risks, their signs, what may soften each.")
    return [
        *(one for case in library.of("case") for one in _of_case(case, case.code in library.teaching)),
        asked("questions-a4.pdf", form="PDF, A4", make=partial(_pdf, questions, "a4")),
        asked("questions-letter.pdf", form="PDF, US Letter", make=partial(_pdf, questions, "us-letter")),
        asked("questions.docx", form="DOCX", make=partial(_docx, questions)),
        register("risks.pdf", form="PDF, A4", make=partial(_pdf, risks, "a4")),
        register("risks.docx", form="DOCX", make=partial(_docx, risks)),
        *_packages("everything", _everything, STUDENTS, TRAINERS),
    ]


def _of_case(case: Case, taught: bool) -> list[Download]:
    """Return the downloads of a case; what is for trainers only where there is a teaching of it."""
    found = _sheet_of_case(case, "handout", HANDOUT, sheets.handout)
    if taught:
        found += _sheet_of_case(case, "facilitator", COPY, sheets.facilitator)
    titles = (STUDENTS, TRAINERS) if taught else (STUDENTS,)
    packages = _packages(case.code.lower(), partial(_case_package, case), *titles)
    return [*found, *(replace(one, case=case.code) for one in packages)]


def _sheet_of_case(case: Case, name: str, title: str, draw: Callable[[Library, Case, str], Sheet]) -> list[Download]:
    def drawn(library: Library, site_url: str) -> Sheet:
        return draw(library, case, site_url)

    one = partial(Download, title=title, case=case.code)
    stem = f"{case.code.lower()}-{name}"
    return [
        one(f"{stem}.pdf", form="PDF, A4", make=partial(_pdf, drawn, "a4")),
        one(f"{stem}.docx", form="DOCX", make=partial(_docx, drawn)),
    ]


def _packages(stem: str, make: Callable[[bool, Library, str], bytes], *titles: str) -> list[Download]:
    """Return the course packages of a case, or of all: those with a title given here."""
    return [
        Download(f"{stem}-{name}.imscc", title, "Common Cartridge", partial(make, staff), purpose=PURPOSES[title])
        for name, title, staff in (("student", STUDENTS, False), ("trainer", TRAINERS, True))
        if title in titles
    ]


def _pdf(draw: Draw, size: str, library: Library, site_url: str) -> bytes:
    from macros import typeset

    return typeset.pdf(draw(library, site_url), library.day, size)


def _docx(draw: Draw, library: Library, site_url: str) -> bytes:
    from macros import typeset

    return typeset.docx(draw(library, site_url), library.day)


def _case_package(case: Case, staff: bool, library: Library, site_url: str) -> bytes:
    from macros import packages

    return packages.case_package(library, case, site_url, staff)


def _everything(staff: bool, library: Library, site_url: str) -> bytes:
    from macros import packages

    return packages.everything(library, site_url, staff)


# ── Making ─────────────────────────────────────────────────────────────────────────────────────────────


def make_all(
    library: Library,
    site_url: str,
    folder: Path = FOLDER,
    workers: int | None = None,
    listed: Callable[[Library], list[Download]] = downloads,
) -> None:
    """Make every listed download in a folder, in several processes, and remove those that there no longer is to be.

    Raises NotMade with all problems where one can't be made; then the folder is as it was.
    """
    names = [one.name for one in listed(library)]
    try:
        with ProcessPoolExecutor(workers, initializer=_begin, initargs=(library, site_url, listed)) as pool:
            made = dict(zip(names, pool.map(_attempt, names), strict=True))
    except BrokenProcessPool:
        message = "the making was killed from outside; where memory is short, close something and try again"
        raise NotMade([message]) from None
    if problems := [f"{name} could not be made: {said}" for name, said in made.items() if isinstance(said, str)]:
        raise NotMade(problems)
    for name, data in made.items():
        write(folder / name, data)
    for path in folder.iterdir():
        if NAME.fullmatch(path.name) and path.name not in made:
            path.unlink()


_now: tuple[Library, str, dict[str, Download]]  # of a process that makes downloads


def _begin(library: Library, site_url: str, listed: Callable[[Library], list[Download]]) -> None:
    global _now
    Thread(target=_end_with_parent, daemon=True).start()
    _now = library, site_url, {one.name: one for one in listed(library)}


def _end_with_parent() -> None:
    """End this process once its parent is gone: a build that was killed leaves nobody who holds its lock."""
    parent_process().join()
    os._exit(1)


def _attempt(name: str) -> bytes | str:
    """Return a download; or, as a text, why it could not be made."""
    library, site_url, listed = _now
    try:
        return listed[name].make(library, site_url)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


# ── Offering ───────────────────────────────────────────────────────────────────────────────────────────


def offers(library: Library, folder: Path = FOLDER) -> list[Offer]:
    """Return the downloads that have been made, with their sizes."""
    return _made(downloads(library), folder)


def _made(listed: Sequence[Download], folder: Path) -> list[Offer]:
    return [Offer(one, path.stat().st_size) for one in listed if (path := folder / one.name).is_file()]


def of(library: Library, case: Case, titles: Sequence[str], folder: Path = FOLDER) -> list[Offer]:
    """Return those of a case's downloads that have been made and bear one of some titles."""
    made = _made(_of_case(case, case.code in library.teaching), folder)
    return [one for one in made if one.download.title in titles]


def main(arguments: list[str] | None = None) -> int:
    """Make all downloads; print every problem and return 1 where there is one."""
    parser = argparse.ArgumentParser(prog="python -m macros.downloads", description="Make all downloads.")
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER", help="where (docs/downloads)")
    folder = parser.parse_args(arguments).to
    try:
        make_all(library(), project.site_url(), folder)
    except (BadData, NotMade) as error:
        print(error.report, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
