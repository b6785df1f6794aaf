"""The one preparing step: check the data, then write what is not a page. `python -m macros.prepare`."""

import json
import sys
from pathlib import Path

from macros import citing
from macros.catalogue import catalogue
from macros.library import ROOT, Library, library
from macros.minified import lunr, script
from macros.problems import BadData
from macros.search import index
from macros.stylesheet import stylesheet
from macros.writing import write

# The references of /research/ as files to download, by what each format is called.
REFERENCES = {
    "RIS": ("research/references.ris", citing.ris),
    "BibTeX": ("research/references.bib", citing.bibtex),
    "CSL-JSON": ("research/references.json", citing.csl_json),
}


def write_files(library: Library, docs: Path) -> None:
    """Write what is not a page under `docs`."""
    write(docs / "catalogue.json", json.dumps(catalogue(library), indent=1, ensure_ascii=False) + "\n")
    for name, written in REFERENCES.values():
        write(docs / name, written(library.works))
    assets = {
        "site.css": stylesheet(docs.parent),
        "theme.js": script("theme"),
        "search.js": script("search"),
        "search-index.js": index(library),
        "lunr.js": lunr(),
    }
    for name, text in assets.items():
        write(docs / "assets" / name, text)


def main() -> int:
    """Prepare the project; print every problem and return 1 where there is one."""
    try:
        write_files(library(), ROOT / "docs")
    except BadData as error:
        print(error.report, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
