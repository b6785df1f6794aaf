"""What a transferred file is: its kind, and whether it belongs to search."""

import gzip
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from tests.bench.server import LEVEL, Answer

KINDS = ("html", "css", "js", "font", "image", "search data", "other")
TYPES = {"text/html": "html", "text/css": "css", "text/javascript": "js", "application/javascript": "js"}
SCRIPTS = (None, "", "module", "text/javascript", "application/javascript")


def of_search(path: str) -> bool:
    """Return whether a file, given by its address, serves only search: an engine, a worker, an index."""
    path = urlsplit(path).path.lower()
    return ("search" in path or "lunr" in path) and not path.endswith(("/", ".html"))


def kind(path: str, media: str) -> str:
    """Return which of KINDS a file is, from its address and its media type.

    An index is data even where it comes as a script; an engine is a script.
    """
    name = PurePosixPath(urlsplit(path).path.lower())
    if of_search(path) and (name.suffix == ".json" or (name.suffix == ".js" and "index" in name.stem)):
        return "search data"
    return TYPES.get(media) or next((kind for kind in ("font", "image") if media.startswith(f"{kind}/")), "other")


def weigh(answers: Iterable[Answer]) -> dict:
    """Return what some answers come to: how many, their bytes in all, by kind and of search, and what was missing."""
    answers = list(answers)
    sizes = dict.fromkeys(KINDS, 0)
    for answer in answers:
        sizes[kind(answer.path, answer.type)] += answer.size
    return {
        "requests": len(answers),
        "bytes": sum(answer.size for answer in answers),
        "kinds": sizes,
        "search": sum(answer.size for answer in answers if of_search(answer.path)),
        "missing": [answer.path for answer in answers if answer.status == 404],
        "answers": [answer._asdict() for answer in answers],
    }


def inline_script(html: str) -> int:
    """Return the size of the scripts that a page itself holds, compressed by themselves; data blocks left out."""
    scripts = BeautifulSoup(html, "lxml").find_all("script", src=None)
    texts = [script.get_text() for script in scripts if script.get("type") in SCRIPTS]
    return len(gzip.compress("".join(texts).encode(), LEVEL, mtime=0)) if any(texts) else 0
