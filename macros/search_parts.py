"""The index of a large site, in parts: a search loads those that its words begin with, and those of what it finds.

macros/scripts/search-parts.js reads them.
"""

from functools import lru_cache

from macros.library import Library
from macros.minified import script
from macros.search import as_script, entries, in_parts, index, small_words, weights

FOLDER = "assets/search"
ENTRIES = 32  # so many entries make a part


@lru_cache(maxsize=2)
def files(library: Library) -> dict[str, str]:
    """Return the scripts that hold the index, by their places on the site: one, or where it is large, its parts."""
    first = "assets/search-index.js"
    if not in_parts(library):
        return {first: index(library)}
    found = entries(library)
    words: dict[str, list[str]] = {}
    for line in weights(found, library).splitlines():
        words.setdefault(line[0], []).append(line)
    shown = [[one.address, one.summary, one.title, one.kind, one.code, " · ".join(one.aliases)] for one in found]
    held = {"count": len(found), "size": ENTRIES, "letters": "".join(words), **small_words(library)}
    parts = {f"words-{letter}": "\n".join(lines) for letter, lines in words.items()}
    parts |= {
        f"entries-{start // ENTRIES}": shown[start : start + ENTRIES] for start in range(0, len(shown), ENTRIES)
    }
    return {
        first: f"var searchIndex = {as_script(held)};\n{script('search-parts')}",
        **{f"{FOLDER}/{name}.js": f"searchIndex.take({as_script([name, part])});\n" for name, part in parts.items()},
    }
