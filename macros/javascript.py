"""The scripts that pages may load: ours, minified."""

from pathlib import Path

import rjsmin

SCRIPTS = Path(__file__).parent / "scripts"


def script(name: str) -> str:
    """Return a script of ours, minified, with its opening comment's promise left to the source."""
    return rjsmin.jsmin((SCRIPTS / f"{name}.js").read_text(encoding="utf-8")) + "\n"
