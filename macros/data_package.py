"""All of the open data as published: the tables, one file with everything, the schemas, and what describes them.

datapackage.json is a Frictionless Data Package, version 1: what reads it knows each column of the CSV files.
"""

import hashlib
import re
from pathlib import PurePosixPath
from typing import Any

from macros import references
from macros.clock import moment
from macros.library import SITE, Library
from macros.models import Model
from macros.open_data import TABLES, Field, Table, as_json, columns, counts, tables
from macros.project import LICENCE, LICENCE_NAME, About
from macros.schemas import NAMES, schemas

FOLDER = "data"  # under docs/, and in addresses
WHOLE = "after-the-last-session.json"
PACKAGE = "datapackage.json"
SCHEMAS = [f"schemas/{name}.json" for name in NAMES.values()]

# In which table the record stands that a reference names.
NAMED: dict[type, str] = {
    references.CaseCode: "cases",
    references.QuestionCode: "questions",
    references.SourceId: "sources",
    references.GroupId: "question-groups",
    references.StepId: "finder-questions",
}


# What Table Schema calls each type; an enumeration is a text, with its values.
TYPES: dict[type, str] = {
    references.Issued: "string",
    references.Day: "date",
    str: "string",
    bool: "boolean",
    int: "integer",
    Model: "object",
}

WITHIN = re.compile(r"\n {2,}|\n (?=[}\]])")  # the ends of lines within a record of a table


def files(library: Library, site: About) -> dict[str, str]:
    """Return every file of open data: its name under /data/ and its text."""
    made = tables(library)
    return {
        **made,
        WHOLE: whole(library, site),
        PACKAGE: as_json(package(library, site)),
        **{f"schemas/{name}": text for name, text in schemas().items()},
    }


def whole(library: Library, site: About) -> str:
    """Return all records of all tables, with what is to be known of them, as JSON."""
    found = tables(library)
    held = {
        **_said(library, site),
        "counts": counts(library),
        "tables": {name: table.title for name, table in TABLES.items()},
        "records": {},
    }
    # What is written already isn't written again: each record only comes on one line. (A text holds no line's end.)
    before, after = as_json(held).split('"records": {}')
    parts = [before, '"records": {']
    for name, table in TABLES.items():
        parts += ["," if len(parts) > 2 else "", f'\n"{name}": ', WITHIN.sub("", found[table.json].rstrip())]
    return "".join([*parts, "\n }", after])


def package(library: Library, site: About) -> dict[str, Any]:
    """Return the description of the CSV files as a data package."""
    made = tables(library)
    resources = [_resource(table, made[table.csv]) for table in TABLES.values()]
    return {"profile": "tabular-data-package", **_said(library, site), "resources": resources}


def _said(library: Library, site: About) -> dict[str, Any]:
    """Return what the package says of itself; its address only where the site has one."""
    return {
        "name": PurePosixPath(WHOLE).stem,
        "title": site.name,
        "description": site.about,
        "version": site.version,
        "created": moment(library.day),
        **({"homepage": f"{site.url}{FOLDER}/"} if site.url else {}),
        "licenses": [{"name": LICENCE_NAME.replace(" ", "-"), "path": LICENCE, "title": LICENCE_NAME}],
        "sources": [{"title": f"{one.title}, by {one.author}"} for one in library.sources.values() if one.id != SITE],
    }


def _resource(table: Table, text: str) -> dict[str, Any]:
    """Return the description of a table's CSV file, given its text."""
    bytes_ = text.encode("utf-8")
    return {
        "name": table.name,
        "title": table.title,
        "description": table.about,
        "profile": "tabular-data-resource",
        "path": table.csv,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n", "header": True},
        "bytes": len(bytes_),
        "hash": f"sha256:{hashlib.sha256(bytes_).hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema of a table: its columns, its key, and which tables its references lead to."""
    leading = {column.name: _leads_to(column, table) for column in columns(table)}
    return {
        "fields": [_described(column) for column in columns(table)],
        "missingValues": [""],
        "primaryKey": table.key,
        "foreignKeys": [
            {"fields": name, "reference": {"resource": to if to != table.name else "", "fields": TABLES[to].key}}
            for name, to in leading.items()
            if to
        ],
    }


def _described(column: Field) -> dict[str, Any]:
    """Return a column as a field descriptor; how it is written beyond its type stands in the constraints."""
    limits: dict[str, Any] = {"required": True} if column.always else {}
    if column.values and not column.many:
        limits["enum"] = list(column.values)
    elif _type(column) == "string" and issubclass(column.type, (references.Code, references.Formed)):
        limits["pattern"] = column.type.json_schema()["pattern"]
    told: dict[str, Any] = {"name": column.name, "type": _type(column), "description": column.meaning}
    return told | ({"constraints": limits} if limits else {})


def _type(column: Field) -> str:
    """Return what Table Schema calls the type of a column."""
    if column.many:
        return "array"
    return next(name for kind, name in TYPES.items() if issubclass(column.type, kind))


def _leads_to(column: Field, table: Table) -> str | None:
    """Return the name of the table that a column of references leads to; None where it's no reference, or several."""
    if table.within and column.name == table.within[2]:
        return table.within[0]
    to = NAMED.get(column.type)
    return to if not column.many and (to, column.name) != (table.name, table.key) else None
