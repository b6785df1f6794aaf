"""The one preparing step: check the data, then write what is not a page. `python -m macros.prepare`."""

import json
import sys
from pathlib import Path

from macros import citing, data_package, feed, headers, listings, open_data, project, search_parts
from macros.catalogue import catalogue
from macros.library import ROOT, Library, library
from macros.minified import lunr, script
from macros.moves import first_published
from macros.problems import BadData
from macros.prose import LISTED
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


# What was written for a case or a table that there no longer is would be published for good.
LASTING = (
    "cases/*/cite.*",
    f"{data_package.FOLDER}/**/*.json",
    f"{data_package.FOLDER}/**/*.csv",
    f"{LISTED}/**/*.md",
    f"{search_parts.FOLDER}/*.js",
)


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
    site = project.about(docs.parent, site_url)
    lasting = write_open_data(library, docs, site)
    files = {
        "catalogue.json": json.dumps(catalogue(library), indent=1, ensure_ascii=False) + "\n",
        feed.NAME: feed.feed(library, site, first_published(docs.parent, library)),
        "assets/site.css": stylesheet(docs.parent),
        "assets/theme.js": script("theme"),
        "assets/search.js": script("search"),
        "assets/moved.js": script("moved"),
        "assets/lunr.js": lunr(),
    }
    if policy := project.policy(docs.parent):  # none under `make serve`, which nobody publishes
        files[headers.NAME] = headers.headers(policy)
    files |= {name: made(library.works) for name, made in REFERENCES.values()}
    for folder, page in own_pages(library, site_url).items():
        files |= {f"{folder}{name}": made([page]) for name, made in OWN_REFERENCES.values()}
    files |= listings.stubs(library) | search_parts.files(library)
    for name, text in files.items():
        write(docs / name, text)
    lasting |= files.keys()
    for pattern in LASTING:
        for path in docs.glob(pattern):
            if path.relative_to(docs).as_posix() not in lasting:
                path.unlink()


def write_open_data(library: Library, docs: Path, site: project.About) -> set[str]:
    """Write the open data under `docs`, and return the names of its files.

    Its texts are larger than all else together: they go first, and only their sizes are kept.
    """
    made = data_package.files(library, site)
    for name, text in made.items():
        write(docs / data_package.FOLDER / name, text)
    open_data.sizes(library)
    open_data.tables.cache_clear()
    return {f"{data_package.FOLDER}/{name}" for name in made}


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
