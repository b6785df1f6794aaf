"""The records as open data: for each kind a table, as JSON and as CSV.

A record stands there as it does in data/, with its kind and its address. Where its parts have a table of their own,
it names them by their ids. What a field means is said once, in the models.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import NoneType
from typing import Any, get_args, get_origin

from macros import choices, references
from macros import models as data
from macros.codes import kind_of
from macros.library import Library
from macros.text import Line, Prose


@dataclass(frozen=True)
class Table:
    """One kind of record, and the name of its files: a promise, like a code.

    `rows` takes the records from the library. A table of parts has `within` instead: the table they are parts of, the
    field that holds them there, and the field that names their whole here. `kind` and `address` are for records that
    have neither a code nor a home.
    """

    name: str
    title: str
    model: type[data.Model]
    rows: Callable[[Library], Iterable[data.Model]] | None = None
    within: tuple[str, str, str] | None = None
    key: str = "id"
    kind: str = ""
    address: str = ""

    @property
    def kinds(self) -> list[str]:
        """The kinds of record that it holds, as the catalogue names them."""
        if self.kind:
            return [self.kind]
        if self.key == "code":
            return list(self.model.model_fields["code"].annotation.kinds)
        return [data.HOMES[self.model].kind]

    @property
    def about(self) -> Line:
        """What one record is."""
        return Line(" ".join(self.model.__doc__.split()))

    @property
    def json(self) -> str:
        """The name of its JSON file."""
        return f"{self.name}.json"

    @property
    def csv(self) -> str:
        """The name of its CSV file."""
        return f"{self.name}.csv"


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("cases", "Cases", data.Case, lambda shelf: shelf.of("case"), key="code"),
        Table("teaching", "How to teach a case", data.Teaching, lambda shelf: shelf.teaching.values(), key="case"),
        Table("risks", "Risks", data.Risk, lambda shelf: shelf.of("client_risk", "therapist_risk"), key="code"),
        Table("questions", "Questions", data.Question, lambda shelf: shelf.of("question", "caveat"), key="code"),
        Table(
            "question-groups", "Groups of questions", data.Group, lambda shelf: shelf.groups,
            kind="question_group", address="questions/#{id}",
        ),
        Table(
            "safeguards", "Safeguards", data.Safeguard,
            lambda shelf: shelf.of("strategy", "mitigation", "principle"), key="code",
        ),
        Table("alternatives", "Alternatives", data.Alternative, lambda shelf: shelf.of("alternative"), key="code"),
        Table(
            "comparison", "The essay and the column, point by point", data.ComparisonRow,
            lambda shelf: shelf.comparison, kind="comparison", address="two-answers/#{id}",
        ),
        Table("bodies", "Bodies and their rules", data.Body, lambda shelf: shelf.bodies),
        Table("clauses", "Clauses of the rules", data.Clause, within=("bodies", "clauses", "body")),
        Table(
            "unread-bodies", "Bodies whose rule could not be read", data.Unchecked, lambda shelf: shelf.unchecked,
            key="name", kind="unread_body", address="codes/#not-checked",
        ),
        Table("studies", "Studies", data.Study, lambda shelf: shelf.studies),
        Table("decision-models", "Decision models", data.DecisionModel, lambda shelf: shelf.models),
        Table("terms", "Terms", data.Term, lambda shelf: shelf.terms),
        Table("standards", "Standards of training", data.Standard, lambda shelf: shelf.standards),
        Table(
            "standard-points", "Points of the standards", data.Competence, within=("standards", "points", "standard"),
        ),
        Table("organisations", "Organisations to turn to", data.Organisation, lambda shelf: shelf.organisations),
        Table("crisis-lines", "Crisis lines", data.CrisisLine, lambda shelf: shelf.crisis_lines),
        Table(
            "finder-questions", "Questions of the finder", data.Step, lambda shelf: shelf.finder,
            kind="finder_question", address="find-a-case/#ask-{id}",
        ),
        Table(
            "finder-answers", "Answers of the finder", data.Answer,
            within=("finder-questions", "answers", "question"),
            kind="finder_answer", address="find-a-case/#answer-{id}",
        ),
        Table("sources", "Sources", data.Source, lambda shelf: shelf.sources.values()),
    )
}  # fmt: skip

# ── Fields ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Field:
    """A field of a record: its name, type, meaning, whether it always has a value, and the values it may have.

    The fields of a nested record are its `parts`; `many` says that it holds a list.
    """

    name: str
    type: type
    meaning: Line
    always: bool = True
    many: bool = False
    parts: tuple["Field", ...] = ()
    values: tuple[str, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether a cell holds its value as it is, rather than as JSON."""
        return not self.many and issubclass(self.type, str)

    @property
    def form(self) -> str:
        """What a reader is told of its type."""
        one, many = next(words for kind, words in FORMS.items() if issubclass(self.type, kind))
        return f"list of {many}" if self.many else one


# What a reader is told of each type: of one, and of many.
FORMS: dict[type, tuple[str, str]] = {
    choices.Choice: ("choice", "choices"),
    Prose: ("prose", "prose"),
    Line: ("line", "lines"),
    references.Issued: ("date or year", "dates or years"),
    references.Day: ("date", "dates"),
    references.Url: ("web address", "web addresses"),
    references.Target: ("code or address", "codes or addresses"),
    references.Code: ("code", "codes"),
    references.Id: ("id", "ids"),
    str: ("text", "texts"),
    bool: ("true or false", "true or false"),
    int: ("whole number", "whole numbers"),
    data.Model: ("record", "records"),
}


@cache
def fields(table: Table) -> tuple[Field, ...]:
    """Return the fields of a table, its key first, then what is added to those of its model."""
    own = {field.name: field for field in _fields(table.model)}
    added = [
        Field("kind", str, Line("What kind of record it is."), values=tuple(table.kinds)),
        Field("address", str, Line("Where it stands on the site, without the site’s own address.")),
    ]
    if table.within:
        whole, _, name = table.within
        added.append(Field(name, references.Id, Line(f"The id of the record in “{whole}” that it is a part of.")))
    return own.pop(table.key), *added, *own.values()


def _fields(model: type[data.Model]) -> Iterator[Field]:
    for name, field in model.model_fields.items():
        of, may_lack = _without_none(field.annotation)
        always = not may_lack and (field.is_required() or field.default is not None)
        many = get_origin(of) is list
        kind = get_args(of)[0] if many else of
        if apart := _apart(kind):
            meaning = Line(f"{field.description} Named by their ids; their records are in “{apart.name}”.")
            yield Field(name, references.Id, meaning, always, many)
        else:
            parts = tuple(_fields(kind)) if issubclass(kind, data.Model) else ()
            values = tuple(kind) if issubclass(kind, choices.Choice) else ()
            yield Field(name, kind, Line(field.description), always, many, parts, values)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """Return a type without None, and whether None was a part of it."""
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    return (kinds[0], True) if NoneType in get_args(annotation) else (annotation, False)


def _apart(model: type) -> Table | None:
    """Return the table of those parts of other records that are of some model, if they have one."""
    return next((table for table in TABLES.values() if table.within and table.model is model), None)


@cache
def columns(table: Table) -> list[Field]:
    """Return the columns of a table's CSV file: its fields, those of a nested record each, joined to it by a dot."""
    return [column for field in fields(table) for column in _columns(field)]


def _columns(field: Field) -> Iterator[Field]:
    if field.many or not field.parts or not field.always:  # a record that may be missing stays whole, as JSON
        yield field
        return
    for part in field.parts:
        for inner in _columns(part):
            meaning = Line(f"{field.meaning} {inner.meaning}")
            yield replace(inner, name=f"{field.name}.{inner.name}", meaning=meaning, always=inner.always)


# ── Records ────────────────────────────────────────────────────────────────────────────────────────────


def records(table: Table, library: Library) -> list[dict[str, Any]]:
    """Return the records of a table, in the library's order, with their fields in the table's."""
    if table.within:
        whole, many, name = table.within
        rows = [(part, {name: one.id}) for one in TABLES[whole].rows(library) for part in getattr(one, many)]
    else:
        rows = [(one, {}) for one in table.rows(library)]
    found = [_placed(table, one, library) | added | _own(table, one) for one, added in rows]
    return [{field.name: record[field.name] for field in fields(table)} for record in found]


def _placed(table: Table, one: data.Model, library: Library) -> dict[str, str]:
    """Return the kind of a record, and its address."""
    if table.address:
        return {"kind": table.kind, "address": table.address.format(id=getattr(one, table.key))}
    if isinstance(one, data.Record):
        return {"kind": kind_of(one.code).name, "address": library.address(one.code)}
    return {"kind": data.HOMES[type(one)].kind, "address": library.address(one.id)}


def _own(table: Table, one: data.Model) -> dict[str, Any]:
    """Return a record's own fields; of its parts that have a table of their own, the ids."""
    ids = {
        inner.within[1]: [part.id for part in getattr(one, inner.within[1])]
        for inner in TABLES.values()
        if inner.within and inner.within[0] == table.name
    }
    return one.model_dump(mode="json", exclude=set(ids)) | ids


# ── Files ──────────────────────────────────────────────────────────────────────────────────────────────


def counts(library: Library) -> dict[str, int]:
    """Return how many records each table holds."""
    return {name: len(records(table, library)) for name, table in TABLES.items()}


@lru_cache(maxsize=4)
def sizes(library: Library) -> dict[str, int]:
    """Return how many bytes each file of the tables has."""
    return {name: len(text.encode("utf-8")) for name, text in tables(library).items()}


def as_json(value: Any) -> str:
    """Return a value as the text of a JSON file."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def as_csv(rows: list[dict[str, Any]], names: list[Field]) -> str:
    """Return records as the text of a CSV file, with a first row of names: a text as it is, anything else as JSON.

    Nothing stands for what has no value. (A text is never empty.)
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in names)
    writer.writerows([_cell(row, column) for column in names] for row in rows)
    return text.getvalue()


def _cell(value: Any, column: Field) -> str:
    for name in column.name.split("."):
        value = value[name]
    if value is None:
        return ""
    return value if column.is_text else json.dumps(value, ensure_ascii=False)


@lru_cache(maxsize=4)
def tables(library: Library) -> dict[str, str]:
    """Return the files of all tables: name and text."""
    found: dict[str, str] = {}
    for table in TABLES.values():
        rows = records(table, library)
        found |= {table.json: as_json(rows), table.csv: as_csv(rows, columns(table))}
    return found
