"""What must hold of a built site before it takes the place of the last: nothing half-made, no link to nothing.

The tests ask more, of the same pages; this is what every build asks of itself.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from macros.ledger import Outcome, Site, broken, tree_of
from macros.problems import Problem
from macros.releases import Release

NOWHERE = "http://site.invalid/"  # stands for the address of a site that has none yet
ENDS = b"</html>"
LINKED = "//a/@href | //link/@href | //script/@src | //img/@src | //source/@src | //form/@action"


def faults(folder: Path, docs: Path, released: list[Release], site_url: str = "") -> list[Problem]:
    """Return what is wrong with a site that was built into a folder from `docs`, with file and line.

    `site_url` is the address it was built for, with a slash at the end; empty for none.
    """
    site, home = Site(folder), site_url or NOWHERE
    return [*_pages(folder, docs), *_links(folder, site, home), *_catalogue(folder, site), *broken(folder, released)]


def _pages(folder: Path, docs: Path) -> Iterator[Problem]:
    """Every page of docs/ is there and whole, and so is the page for lost readers."""
    found = (path.relative_to(docs).with_suffix("") for path in docs.rglob("*.md"))
    wanted = [path for path in found if not any(part.startswith(".") for part in path.parts)]  # editors leave such
    files = [(path.parent if path.name == "index" else path) / "index.html" for path in wanted]
    for file in sorted([*files, Path("404.html")]):
        if not (folder / file).is_file():
            yield Problem(file.as_posix(), 1, "", "is missing: expected a page")
        elif not (folder / file).read_bytes().rstrip().endswith(ENDS):
            yield Problem(file.as_posix(), 1, "", "breaks off: expected a whole page")


def _links(folder: Path, site: Site, home: str) -> Iterator[Problem]:
    """Every link, script and picture of every page leads to something in the site, and each fragment to an id."""
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        here = home + name.removesuffix("index.html")
        for value in tree_of(path).xpath(LINKED):
            try:
                target = urljoin(here, value)
            except ValueError:  # such as https://[x
                yield Problem(name, value.getparent().sourceline or 1, "", f"leads to {value}, which is no address")
                continue
            inside = target.startswith(home)
            if inside or not urlsplit(value).scheme:  # else it leads to somebody else's
                place, _, fragment = target.removeprefix(home).partition("#")
                if not inside or not _leads(folder, site, unquote(place.partition("?")[0]), unquote(fragment)):
                    line = value.getparent().sourceline or 1
                    yield Problem(name, line, "", f"leads to {value}, where there is nothing")


def _leads(folder: Path, site: Site, place: str, fragment: str) -> bool:
    """Return whether there is a file, or a page with an id, at a place relative to the site."""
    if (folder / place).is_dir():
        page = site.page(f"/{place}")
        return page is not None and (not fragment or fragment in page.ids)
    return (folder / place).is_file()


def _catalogue(folder: Path, site: Site) -> Iterator[Problem]:
    """Every item of the catalogue has its place on a page."""
    file = "catalogue.json"
    try:
        items = json.loads((folder / file).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        yield Problem(file, 1, "", "is missing, or breaks off: expected the list of all items")
        return
    for item in items:
        if site.follow(f"/{item['url']}")[0] is not Outcome.OK:
            yield Problem(file, 1, item["code"], f"leads to /{item['url']}, where there is no such item")
