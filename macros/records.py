"""The records of a file as they stand there, whether or not they are sound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from macros.models import FILES, File, Teaching
from macros.problems import Problem
from macros.reading import Document
from macros.references import Id


def place_of(name: str) -> str | None:
    """Return the place in FILES that a file under data/ fills, or None where it lies in the wrong folder."""
    path = PurePosixPath(name)
    for place in FILES:
        if path.parent == PurePosixPath(place).parent and path.match(place):
            return place
    return None


@dataclass(frozen=True)
class RawRecord:
    """A record as it stands in a file, whether or not it is sound."""

    document: Document
    location: tuple[str | int, ...]
    model: type[BaseModel]
    value: dict[str, Any]

    def problem(self, message: str, *field: str | int) -> Problem:
        """Return a problem at one of its fields, given by the way to it."""
        where = (*self.location, *field)
        return Problem(self.document.file, self.document.line(where), self.document.path(where), message)


@dataclass(frozen=True)
class Declared:
    """A code or an id that a record declares."""

    field: str
    name: str
    record: RawRecord

    def problem(self, message: str) -> Problem:
        """Return a problem at this place."""
        return self.record.problem(message, self.field)


def model_of(document: Document) -> type[BaseModel]:
    """Return the model of a file."""
    return FILES[place_of(document.file.removeprefix("data/"))]


@cache
def _lists(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return the model of the records in each list of a file or of a record; a record's other lists are its parts."""
    fields = {name: one.annotation for name, one in model.model_fields.items()}
    lists = {name: get_args(kind)[0] for name, kind in fields.items() if get_origin(kind) is list}
    file = issubclass(model, File)
    return {name: of for name, of in lists.items() if issubclass(of, BaseModel) and ("id" in of.model_fields or file)}


def models_of(file: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield the model of a file and of all records within it."""
    yield file
    for of in _lists(file).values():
        yield from models_of(of)


def readable(document: Document) -> bool:
    """Return whether a document says, rightly or wrongly, which records it holds."""
    value = document.value
    return isinstance(value, dict) and all(isinstance(value.get(name), list) for name in _lists(model_of(document)))


def records_of(document: Document) -> Iterator[RawRecord]:
    """Yield every record of a document."""
    if isinstance(document.value, dict):
        whole = RawRecord(document, (), model_of(document), document.value)
        yield from _within(whole) if _lists(whole.model) else [whole]


def _within(record: RawRecord) -> Iterator[RawRecord]:
    """Yield the records in the lists of a file, or of another record, each before those within it."""
    for name, of in _lists(record.model).items():
        many = record.value.get(name)
        for i, one in enumerate(many if isinstance(many, list) else []):
            if isinstance(one, dict):
                inner = RawRecord(record.document, (*record.location, name, i), of, one)
                yield inner
                yield from _within(inner)


def declarations(record: RawRecord) -> Iterator[Declared]:
    """Yield the code and the id that a record declares, and the case of one on teaching."""
    for name in ("code", "id", *(("case",) if record.model is Teaching else ())):
        if name in record.model.model_fields and isinstance(record.value.get(name), str):
            yield Declared(name, record.value[name], record)


def identified(document: Document) -> bool:
    """Return whether each record of a file can be told by its id: it has one, of the right form, and alone."""
    records = list(records_of(document))
    names = [record.value.get("id") for record in records if "id" in record.model.model_fields]
    lists = [RawRecord(document, (), model_of(document), document.value), *records]
    return (
        all(isinstance(name, str) and re.fullmatch(Id.pattern, name) for name in names)
        and len(set(names)) == len(names)
        and all(_told(record.value.get(name)) for record in lists for name in _lists(record.model))
    )


def _told(many: object) -> bool:
    """Return whether a list of records is one, and holds some."""
    return isinstance(many, list) and many != [] and all(isinstance(one, dict) for one in many)
