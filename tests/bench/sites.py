"""Build the three sites to compare: ours, the stock theme's of the same pages, and the page written by hand."""

import shutil
from importlib.metadata import version
from pathlib import Path

from tests.bench import hand
from tests.conftest import ROOT, run

CACHE = ROOT / ".cache" / "bench"
# An address would add links to other hosts, a repository questions to its host.
NOWHERE = {"SITE_URL": "", "REPO_URL": "", "EDIT_URI": ""}
STOCK = (
    f"Material {version('mkdocs-material')}, the same pages and macros, light and dark palette with a toggle, "
    "navigation.tabs, search at its defaults, no stylesheet of ours; font: false, so that nobody else is asked "
    "for fonts, which by default it does"
)


def build(page: str) -> dict[str, Path]:
    """Build each site anew and return its folder, by name; the page by hand holds the text of `page`."""
    folders = {name: CACHE / name for name in ("hand", "ours", "stock")}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
    for command in (
        ("macros.prepare",),
        ("mkdocs", "build", "--strict", "-d", folders["ours"]),
        ("tests.bench.stock", folders["stock"]),
    ):
        built = run(*command, **NOWHERE)
        if built.returncode:
            raise SystemExit(f"{' '.join(map(str, command))} failed:\n{built.stdout}{built.stderr}")
    built_page = folders["ours"] / page / "index.html"
    if not built_page.is_file():
        raise SystemExit(f"{page} is not a page of the site")
    hand.write(built_page, folders["hand"])
    return folders
