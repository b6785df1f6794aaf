"""The machine-readable list of everything that has an address."""

from typing import Any

from macros.codes import SOURCE, SUPPORT, kind_of
from macros.library import Library


def catalogue(library: Library) -> list[dict[str, Any]]:
    """Return a row for every item: code, kind, title, url (relative to the site), summary, source."""
    rows = [
        row(
            record.code,
            kind_of(record.code).name,
            record.title,
            library.address(record.code),
            record.summary,
            origin(record),
        )
        for record in library.items.values()
    ]
    rows += [
        row(source.id, "source", source.title, SOURCE.format(id=source.id), source.used_for, source.id)
        for source in library.sources.values()
    ]
    rows += [
        row(one.id, "support", one.name, SUPPORT.format(id=one.id), one.summary, one.read_at[0])
        for one in library.organisations
    ]
    return rows


def row(code: str, kind: str, title: str, url: str, summary: str, source: str) -> dict[str, str]:
    """Return one row; every value is plain text."""
    return {"code": code, "kind": kind, "title": title, "url": url, "summary": summary, "source": source}


def origin(record: Any) -> str:
    """Return the id of the source a record comes from."""
    return getattr(record, "source", None) or record.says.source
