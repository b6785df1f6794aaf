"""The machine-readable list of everything that has an address."""

from macros.codes import kind_of
from macros.library import SITE, Library
from macros.models import (
    HOMES,
    Body,
    Clause,
    Competence,
    CrisisLine,
    Model,
    Organisation,
    Record,
    Source,
    Standard,
    Teaching,
    Term,
    Work,
)


def catalogue(library: Library) -> list[dict[str, str]]:
    """Return a row for every item: code or id, kind, title, url (relative to the site), summary, source."""
    items = [(record.code, kind_of(record.code).name, record) for record in library.items.values()]
    items += [
        (one.id, HOMES[type(one)].kind, one) for one in library.named.values() if not isinstance(one, CrisisLine)
    ]
    rows = []
    for code, kind, record in items:
        title, summary, source = described(record, library)
        rows.append(
            {
                "code": code,
                "kind": kind,
                "title": title,
                "url": library.address(code),
                "summary": summary,
                "source": source,
            }
        )
    return rows


def described(record: Model, library: Library) -> tuple[str, str, str]:
    """Return a record's title, its summary, and where it comes from.

    That is the id of a source, the address of a page, or a few words where it was read on none.
    """
    match record:
        case Record():
            return record.title, record.summary, getattr(record, "source", None) or record.says.source
        case Source():
            return record.title, record.used_for, record.id
        case Organisation():
            return record.name, record.summary, record.read_at[0]
        case Body():
            return record.name, record.summary, record.url
        case Clause():
            return library.clause_name(record), record.in_short, record.read_at[0]
        case Work():
            return record.title, record.summary, record.read_at[0] if record.read_at else record.read_on
        case Teaching():
            return library.title(record), record.summary, SITE
        case Standard():
            return record.name, record.summary, record.read_on
        case Competence():
            standard = library.standard(record)
            return f"{standard.short} {record.number}", record.about, standard.read_on
        case Term():
            return record.title, record.means, record.source
    raise TypeError(f"nothing is said of a {type(record).__name__} in the catalogue")
