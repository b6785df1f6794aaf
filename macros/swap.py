"""A folder that is replaced whole: a new one grows beside it, and takes its place at once or not at all.

`site` is a symbolic link to the last good build in `.site/`; one rename puts a link to another build in its place.
Whatever stops a build, `site` leads where it led.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EARLIER = "earlier"  # a site that still was a folder itself
OWN = ("index.html", "catalogue.json")  # what tells a site of this project from any other folder


class Refused(Exception):
    """Raised with a sentence that says why a folder can't be replaced."""


def builds(site: Path) -> Path:
    """Return the folder beside a site that holds its builds, their lock and the engine's log."""
    return site.with_name(f".{site.name}")


@contextmanager
def locked(site: Path) -> Iterator[int]:
    """Be the only one who builds a site; yields the lock's file descriptor, for a child process to hold it too.

    The system gives the lock up when the last process that holds it ends, however it ends. Raises Refused where
    another holds it, or where something stands at `site` that this project did not build.
    """
    if site.exists() and not site.is_symlink() and not _is_ours(site):
        raise Refused(f"{site} is no whole site of this project: move it away or delete it, then build again")
    builds(site).mkdir(parents=True, exist_ok=True)
    with (builds(site) / "lock").open("a+b") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"another build of {site} is under way: build again when it is done") from None
        _settle(site)
        yield lock.fileno()


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until nobody else holds a lock, and hold it."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+b") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield


def fresh(site: Path) -> Path:
    """Return a new, empty folder for a build of a site; every other build but the one it leads to is removed."""
    sweep(site)
    folder = Path(tempfile.mkdtemp(dir=builds(site), prefix="build-"))
    folder.chmod(0o755)
    return folder


def sweep(site: Path) -> None:
    """Remove every build of a site but the one it leads to."""
    for folder in builds(site).iterdir():
        if folder.is_dir() and not (site.exists() and folder.samefile(site)):
            shutil.rmtree(folder, ignore_errors=True)


def replace(site: Path, build: Path) -> None:
    """Let a site lead to a build from now on. The one before stays until the next: somebody may be reading it."""
    new = builds(site) / "next"
    new.unlink(missing_ok=True)
    new.symlink_to(os.path.relpath(build, site.parent))
    new.replace(site)


def _is_ours(site: Path) -> bool:
    """Return whether a folder is a site of this project, or holds nothing."""
    return site.is_dir() and (all((site / name).is_file() for name in OWN) or not any(site.iterdir()))


def _settle(site: Path) -> None:
    """Turn a site that is a folder itself into a link to it, also where that was begun before and never ended."""
    earlier = builds(site) / EARLIER
    if site.is_dir() and not site.is_symlink():
        shutil.rmtree(earlier, ignore_errors=True)
        site.rename(earlier)
    if earlier.is_dir() and not site.exists():
        replace(site, earlier)
