"""The engines that can build the site from the one tree, and the little in which they differ for us."""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markdown import Markdown


@dataclass(frozen=True)
class Engine:
    """A program that builds the site into the folder named by SITE_DIR, whole and strictly.

    `command` is run in the project's folder, with `environment` besides what is set already. `remembered` matches,
    from there, what it keeps of earlier builds.
    """

    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    remembered: str = ""

    def forget(self, root: Path) -> None:
        """Remove what it keeps of a project's earlier builds, so that the next one is clean."""
        for path in root.glob(self.remembered) if self.remembered else ():
            path.unlink()


def _module(*arguments: str) -> tuple[str, ...]:
    """Return the command that runs a Python module beside this one."""
    return (sys.executable, "-m", *arguments)


# MkDocs 1.6. Needs nothing besides.
MKDOCS = Engine(_module("mkdocs", "build", "--strict"), {"NO_MKDOCS_2_WARNING": "1"})

# ProperDocs goes on where MkDocs 1 stopped. It would look for properdocs.yml first; it finds plugins and themes that
# were made for MkDocs, and gives whoever imports `mkdocs` its own modules, ours too.
PROPERDOCS = Engine(_module("properdocs", "build", "--strict", "--config-file", "mkdocs.yml"), MKDOCS.environment)

# Zensical, by the makers of the theme, which it brings along. SITE_DIR must lie within the project. It keeps pages in
# .cache/ and doesn't notice a change of data/ or macros/; its own --clean would empty that folder of all else too.
ZENSICAL = Engine(_module("zensical", "build", "--strict", "--config-file", "mkdocs.yml"), remembered=".cache/[0-9]*")

ENGINES = {"mkdocs": MKDOCS, "properdocs": PROPERDOCS, "zensical": ZENSICAL}


# ── The page that an engine is drawing ─────────────────────────────────────────────────────────────────


def page_of(md: Markdown) -> Any:
    """Return what an engine knows of the page whose Markdown is read; None outside of a page.

    MkDocs and ProperDocs keep it with the processor that mends relative links, Zensical with one of its own.
    """
    for processor in (*md.treeprocessors, *md.preprocessors):
        page = getattr(processor, "file", None) or getattr(processor, "page", None)
        if isinstance(getattr(page, "url", None), str):
            return page
    return None


def address(page: Any) -> str:
    """Return a page's address relative to the site: "" or "risks/rp3/"."""
    return "" if page.url in (".", "./", "/") else page.url.lstrip("/")


def is_zensicals(page: Any) -> bool:
    """Return whether a page is one of Zensical's, which alone knows its path."""
    return hasattr(page, "path")


def links_from(page: Any) -> str:
    """Return the place that the links in a page's HTML must be written from.

    MkDocs and ProperDocs let such links stand: it is the page's address, `risks/rp3/`. Zensical takes them for links
    from the page's file, as in Markdown, and rewrites them: there it is the file, `risks/rp3.md`.
    """
    return page.path if is_zensicals(page) else address(page)
