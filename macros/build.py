"""Build the site: whole, checked, and put in place at once. `python -m macros.build [--engine NAME] [--to FOLDER]`.

Whatever goes wrong on the way (bad data, a template, a full disk, a build that is killed, two at once), the last good
site stays as it was, and a sentence says what happened.
"""

import argparse
import os
import subprocess
import sys
import traceback
from datetime import UTC, datetime, time
from pathlib import Path

from macros import classroom, downloads, prepare, project, soundness, swap
from macros.engines import ENGINES, Engine
from macros.library import ROOT, Library, library
from macros.pages import PREPARED
from macros.problems import BadData
from macros.releases import releases

SITE = ROOT / "site"
SHARED = ROOT / ".cache" / "build.lock"  # builds of whatever site write into the one docs/, so they take turns
TRACEBACK = "Traceback (most recent call last):"
MOST_SHOWN = 20


class Stopped(Exception):
    """Raised with the sentences that say why a build can't go on."""


def build(site: Path, engine: Engine, lock: int, make_downloads: bool = True) -> int:
    """Build the site and put it in place of the last; return how many pages it has. `lock` is held by the engine too.

    Raises BadData, NotMade, Stopped or OSError; then the last site stands as it was.
    """
    with swap.alone(SHARED):
        shelf, url = library(), project.site_url()
        step("Writing what is not a page")
        prepare.write_files(shelf, ROOT / "docs", url)
        if make_downloads:
            step("Making the downloads")
            downloads.make_all(shelf, url)
        fresh = swap.fresh(site)
        step("Building the pages")
        run(engine, fresh, log_of(site), shelf, lock)
    step("Packing the classroom copy")
    classroom.pack(fresh, fresh / classroom.NAME)
    step("Checking every page and link")
    if problems := soundness.faults(fresh, ROOT / "docs", releases(ROOT), url):
        raise Stopped("\n".join(str(one) for one in sorted(problems)[:MOST_SHOWN] + more(problems)))
    pages = len(list(fresh.rglob("index.html")))
    os.sync()  # what the link will lead to is on the disk before the link is
    swap.replace(site, fresh)
    return pages


def run(engine: Engine, fresh: Path, log: Path, shelf: Library, lock: int) -> None:
    """Let an engine build the pages into a folder. Raises Stopped with what it said where it fails."""
    noon = datetime.combine(shelf.day, time(12), UTC)  # what an engine dates, it dates alike at every hour
    settings = os.environ | engine.environment | {"SITE_DIR": str(fresh), "CLASSROOM": "true"}
    settings |= {"SOURCE_DATE_EPOCH": str(int(noon.timestamp())), PREPARED: "1"}
    engine.forget(ROOT)
    done = subprocess.run(
        engine.command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        pass_fds=[lock],
    )  # fmt: skip
    log.write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        raise Stopped(
            f"{said(done.stdout)}\n\nThe engine stopped (status {done.returncode}); all it said is in {shown(log)}."
        )


def said(output: str) -> str:
    """Return what an engine said beyond how it went on; of a traceback its last line, which says what happened."""
    text, found, trace = output.strip().partition(TRACEBACK)
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("INFO")]
    return "\n".join([*lines, trace.strip().splitlines()[-1]] if found else lines)


def more(problems: list) -> list[str]:
    """Return how many problems are not shown, as a list of one line or none."""
    rest = len(problems) - MOST_SHOWN
    return [f"… and {rest} more."] if rest > 0 else []


def step(what: str) -> None:
    """Say what is done now."""
    print(f"{what} …", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Build; print what stopped it and return 1 where something did."""
    parser = argparse.ArgumentParser(
        prog="python -m macros.build", description="Build the site, whole or not at all."
    )
    parser.add_argument("--engine", choices=ENGINES, default="mkdocs", help="what builds the pages (mkdocs)")
    parser.add_argument("--to", type=Path, default=SITE, metavar="FOLDER", help="where (site)")
    parser.add_argument("--keep-downloads", action="store_true", help="use docs/downloads/ as it is")
    asked = parser.parse_args(arguments)
    site = asked.to.parent.resolve() / asked.to.name  # the link itself, not what it leads to
    try:
        with swap.locked(site) as lock:
            pages = build(site, ENGINES[asked.engine], lock, not asked.keep_downloads)
    except (BadData, downloads.NotMade) as error:
        return stopped(error.report, site)
    except (Stopped, swap.Refused) as error:
        return stopped(str(error), site)
    except OSError as error:
        return stopped(f"{error.filename or shown(site)}: {error.strerror or error}", site)
    except KeyboardInterrupt:
        return stopped("Stopped by hand.", site)
    except Exception as error:  # a fault of ours, or of a template that is drawn here
        log_of(site).write_text(traceback.format_exc(), encoding="utf-8")
        return stopped(f"{type(error).__name__}: {error}\n\nWhere it happened is in {shown(log_of(site))}.", site)
    print(f"{shown(site)}: {pages} pages, each link leads somewhere; {asked.engine} built them.")
    return 0


def log_of(site: Path) -> Path:
    """Return the file that holds what the engine last said, or where a build broke down."""
    return swap.builds(site) / "log"


def stopped(why: str, site: Path) -> int:
    """Say why a build came to nothing and what stands now; return the exit status."""
    stands = f"{shown(site)} is as it was." if site.exists() else f"There is no {shown(site)} yet."
    print(f"\n{why}\n\n{stands}", file=sys.stderr)
    return 1


def shown(path: Path) -> str:
    """Return a path as a reader of the project knows it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


if __name__ == "__main__":
    sys.exit(main())
