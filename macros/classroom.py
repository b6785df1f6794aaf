"""The classroom copy: the built site as one zip that works from a disk, for a room without a network.

The engine can't write such links itself (`use_directory_urls: false` knows nothing of those that templates draw from
the library, and would be a second build), so they are rewritten where all of them are: in the finished pages.
"""

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from macros import project
from macros.library import ROOT
from macros.writing import write
from macros.zipped import zipped

FOLDER = "after-the-last-session"  # the one folder in the zip
NAME = f"downloads/{FOLDER}.zip"  # where the zip lies on the site
HOSTS_ONLY = (NAME, "404.html", "_headers", "sitemap.xml", "sitemap.xml.gz")  # nobody asks a disk for these
# A start tag as our templates and the engines write it: a ">" may stand within quotes.
TAG = re.compile(r'<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*>')
LINK = re.compile(r'(?<=\s)((?:href|src|action)="|content="0; url=)([^"]*)')
ONLINE = re.compile(r"<(\w+) data-online>.*?</\1>\n?", re.DOTALL)  # what only the published site says
# A browser fetches ahead as if from another site, which a disk is not allowed to be; so the typeface, which the site
# shows where it is there in time, is waited for, and a disk is quick.
PRELOAD = re.compile(r'<\w+ rel="preload"[^>]*>\n?')
IN_TIME, WAITED_FOR = b"font-display:optional", b"font-display:block"


def pack(site: Path, to: Path) -> None:
    """Write the classroom copy of a built site: the same bytes for the same site. Raises OSError where it can't."""
    files = {f"{FOLDER}/READ-ME.txt": _welcome().encode("utf-8")}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name not in HOSTS_ONLY:
            files[f"{FOLDER}/{name}"] = _page(site, path) if path.suffix == ".html" else _other(path)
    write(to, zipped(files))


def _page(site: Path, path: Path) -> bytes:
    """Return a page whose links lead to files, and that offers and asks for nothing a disk has not."""
    text = PRELOAD.sub("", ONLINE.sub("", path.read_text(encoding="utf-8")))
    here = path.parent.relative_to(site).as_posix()

    def leading(link: re.Match[str]) -> str:
        return link[1] + _to_file(link[2], here, site)

    return TAG.sub(lambda tag: LINK.sub(leading, tag[0]), text).encode("utf-8")


def _other(path: Path) -> bytes:
    """Return a file that is no page: as it is, but for what a style says of the typeface."""
    data = path.read_bytes()
    return data.replace(IN_TIME, WAITED_FOR) if path.suffix == ".css" else data


def _to_file(link: str, here: str, site: Path) -> str:
    """Return a link from a page in the folder `here`: one to a folder leads to the page in it, others stay."""
    scheme, host, place, query, fragment = urlsplit(link)
    if scheme or host or not place or not (site / posixpath.normpath(f"{here}/{unquote(place)}")).is_dir():
        return link
    return urlunsplit(("", "", f"{place.rstrip('/')}/index.html", query, fragment))


def _welcome() -> str:
    """Return what stands beside the pages, for whoever unpacks the zip."""
    site = project.about(ROOT, project.site_url())
    where = f"The site itself, which may have changed since: {site.url}\n" if site.url else ""
    return f"""{site.name}
Version {site.version}

Open index.html in a browser. Unpack the zip first, all of it; leave the files where they lie.
The pages, the search and the downloads work without a network. Links to other sites need one.

{where}Words: {project.LICENCE_NAME}, {project.LICENCE}. Code: MIT.
"""
