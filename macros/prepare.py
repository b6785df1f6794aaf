"""The one preparing step: check the data, then write what is not a page. `python -m macros.prepare`."""

import json
import sys
from pathlib import Path

from macros import citing, data_package, feed, project
from macros.catalogue import catalogue
from macros.library import ROOT, Library, library
from macros.minified import lunr, script
from macros.problems import BadData
from macros.releases import first_published
from macros.search import index
from macros.stylesheet import stylesheet
from macros.writing import write

# The references of /research/ as files to download, by what each format is called.
REFERENCES = {
    "RIS": ("research/references.ris", citing.ris),
    "BibTeX": ("research/references.bib", citing.bibtex),
    "CSL-JSON": ("research/references.json", citing.csl_json),
}


# How a case, and the site, are cited: files beside the page, by what each format is called.
OWN_REFERENCES = {"RIS": ("cite.ris", citing.ris), "CSL-JSON": ("cite.json", citing.csl_json)}


def own_pages(library: Library, site_url: str) -> dict[str, citing.OwnPage]:
    """Return what is cited with a file of its own, by its folder: the site, and each case."""
    name = project.site_name()
    changed = max(record.changed for record in library.items.values())
    found = {"": citing.own_page("after-the-last-session", name, changed, name, site_url)}
    for case in library.of("case"):
        place = library.address(case.code)
        url = site_url and f"{site_url}{place}"
        found[place] = citing.own_page(case.code, f"{case.title} ({case.code})", case.changed, name, url)
    return found


def write_files(library: Library, docs: Path, site_url: str = "") -> None:
    """Write what is not a page under `docs`, for a site at an address that ends in a slash, or that has none yet."""
    write(docs / "catalogue.json", json.dumps(catalogue(library), indent=1, ensure_ascii=False) + "\n")
    for name, written in REFERENCES.values():
        write(docs / name, written(library.works))
    for folder, page in own_pages(library, site_url).items():
        for name, written in OWN_REFERENCES.values():
            write(docs / folder / name, written([page]))
    site = project.about(docs.parent, site_url)
    published = {address.removeprefix("/"): day for address, day in first_published(docs.parent).items()}
    for name, text in data_package.files(library, site).items():
        write(docs / data_package.FOLDER / name, text)
    write(docs / feed.NAME, feed.feed(library, site, published))
    assets = {
        "site.css": stylesheet(docs.parent),
        "theme.js": script("theme"),
        "search.js": script("search"),
        "moved.js": script("moved"),
        "search-index.js": index(library),
        "lunr.js": lunr(),
    }
    for name, text in assets.items():
        write(docs / "assets" / name, text)


def main() -> int:
    """Prepare the project; print every problem and return 1 where there is one."""
    try:
        write_files(library(), ROOT / "docs", project.site_url())
    except BadData as error:
        print(error.report, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
