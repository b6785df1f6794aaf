"""Build projects of more and more cases, beside stock sites of the same Markdown: `python -m tests.scale`."""

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import CLOCK, ROOT
from tests.scale.synthetic import project

CACHE = ROOT / ".cache" / "scale"
SIZES = (10, 60, 100, 1000)
ROUNDS = {10: 1, 60: 3}  # how often each is built, in turns; once where nothing is said
HANDED_OUT = ("data", "downloads")  # files to take away: open data, sheets, packages
OURS, STOCK = "ours", "stock"


@dataclass(frozen=True)
class Built:
    """What a build cost: seconds by the clock and of the processor, the most memory in MB; and what it made."""

    seconds: float
    processor: float
    memory: float
    pages: int
    output: float
    handed_out: float
    largest: float
    site: str

    def per_page(self, value: float) -> float:
        """Return a figure for each page."""
        return value / self.pages


def build(site: str, folder: Path, made: Path, *command: str | Path) -> Built:
    """Run a build from a folder, as a process of its own, and return what it cost."""
    shutil.rmtree(made, ignore_errors=True)
    settings = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder), "SOURCE_DATE_EPOCH": CLOCK}
    settings |= {"SITE_URL": "", "REPO_URL": "", "EDIT_URI": ""}
    log = folder / "build.log"
    with log.open("w") as out:
        start = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", *map(str, command)], cwd=folder, env=settings, stdout=out, stderr=out
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed in {folder}:\n{log.read_text()[-3000:]}")
    files = [path for path in made.rglob("*") if path.is_file()]
    out = sum(path.stat().st_size for path in files if path.relative_to(made).parts[0] not in HANDED_OUT)
    aside = sum(path.stat().st_size for path in files) - out
    pages = [path for path in files if path.name == "index.html"]
    heaviest = max(len(gzip.compress(path.read_bytes(), 6)) for path in pages)
    return Built(
        seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, len(pages), out / 1024, aside / 1024,
        heaviest / 1024, site,
    )  # fmt: skip


def expand(folder: Path, to: Path) -> None:
    """Write what the macros of a project draw as plain Markdown, with the settings of a stock site."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    shutil.copytree(ROOT / "tests", folder / "tests", dirs_exist_ok=True)
    settings = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder), "SOURCE_DATE_EPOCH": CLOCK}
    written = subprocess.run(
        [sys.executable, "-m", "tests.scale.expanded", to], cwd=folder, env=settings, capture_output=True, text=True
    )
    if written.returncode:
        raise SystemExit(f"the Markdown of {folder} could not be written:\n{written.stderr[-3000:]}")


def measure(size: int) -> list[tuple[Built, Built]]:
    """Return what ours and stock cost with so many synthetic cases, built in turns."""
    folder, plain, made = (CACHE / f"{size}-{name}" for name in ("project", "stock", "site"))
    shutil.rmtree(folder, ignore_errors=True)
    project(folder, size)
    found = []
    for turn in range(ROUNDS.get(size, 1)):
        ours = build(OURS, folder, made, "mkdocs", "build", "--strict", "-d", made)
        if not turn:
            expand(folder, plain)
        found.append((ours, build(STOCK, plain, made, "mkdocs", "build", "-q", "-d", made)))
    shutil.rmtree(made)
    return found


def rows(size: int, found: Sequence[tuple[Built, Built]]) -> list[str]:
    """Return the lines of the table for one size: the turn with the middle ratio."""
    pair = sorted(found, key=lambda pair: pair[0].processor / pair[1].processor)[len(found) // 2]
    ratio = pair[0].processor / pair[1].processor
    return [
        f"| {size if one.site == OURS else ''} | {one.site} | {one.pages} | {one.seconds:.1f} | {one.processor:.1f} "
        f"| {1000 * one.per_page(one.processor):.0f} | {one.memory:.0f} | {one.per_page(one.memory):.2f} "
        f"| {one.per_page(one.output):.1f} | {one.per_page(one.handed_out):.1f} | {one.largest:.0f} "
        f"| {f'{ratio:.2f}' if one.site == OURS else ''} |"
        for one in pair
    ]


HEAD = """\
| cases | site | pages | s | CPU s | CPU ms a page | peak MB | MB a page | KB a page | data KB | heaviest | × stock |
|------:|------|------:|--:|------:|--------------:|--------:|----------:|----------:|--------:|---------:|--------:|"""

NOTES = """
Synthetic cases stand beside the real ones. Both sites have the same Markdown: ours makes it from data and macros,
stock (Material with its search and our navigation) has what the macros drew. Of several turns, the middle one by the
ratio of processor time; the clock belongs to this machine and its other work. Data: the files of open data, in KB a
page, left out of the KB before. Heaviest: the page with the most bytes, in KB as transferred (gzip)."""


def main() -> None:
    """Measure each size asked for, and print the table as it grows."""
    parser = argparse.ArgumentParser(prog="python -m tests.scale", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="how many synthetic cases (10 60 100 1000)")
    print(HEAD, flush=True)
    for size in parser.parse_args().sizes or SIZES:
        print("\n".join(rows(size, measure(size))), flush=True)
    print(NOTES)


if __name__ == "__main__":
    main()
