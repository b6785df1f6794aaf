"""The scripts that pages load, minified: our own, and lunr, which comes with MkDocs."""

import re
from functools import cache
from pathlib import Path

import mkdocs.contrib.search
import rjsmin

SCRIPTS = Path(__file__).parent / "scripts"
LUNR = Path(mkdocs.contrib.search.__file__).parent / "templates" / "search" / "lunr.js"
NOTICE = re.compile(r"/\*\*.*?@license.*?\*/", re.DOTALL)


def script(name: str) -> str:
    """Return a script of ours, by its name without the ending."""
    return rjsmin.jsmin((SCRIPTS / f"{name}.js").read_text(encoding="utf-8")) + "\n"


@cache
def lunr() -> str:
    """Return lunr under its notice of copyright and licence."""
    text = LUNR.read_text(encoding="utf-8")
    return f"{NOTICE.search(text)[0]}\n{rjsmin.jsmin(text)}\n"
