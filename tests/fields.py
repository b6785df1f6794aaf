"""Every field of every model: where the data has it, and how one is written into a file to be read again."""

import copy
import json
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from macros.models import FILES, AlternativeLink, FurtherReading, Name, Redirect, Withdrawal

Place = tuple[str | int, ...]

# What not every record has, and any may have.
SAMPLES: dict[type[BaseModel], dict[str, Any]] = {
    Withdrawal: {"since": "2026-11-21", "why": "It said too little.", "see": "Q1"},
    AlternativeLink: {"to": "A1", "why": "It keeps some contact."},
    FurtherReading: {"to": "/help/", "words": "Where to turn"},
    Name: {"family": "Kramer"},
    Redirect: {
        "old": "/cases/gone/",
        "to": "C1",
        "changed": "2026-11-22",
        "sections": [{"old": "gone", "to": "/about/#privacy"}],
    },
}


@dataclass(frozen=True)
class Field:
    """A field of a model: the place in FILES of the file it is in, the way to it, what may stand there."""

    place: str
    steps: tuple[str, ...]
    kind: type
    many: bool
    model: type[BaseModel]  # the one it is a field of

    @property
    def name(self) -> str:
        """Its name over all records: "Case.stages.when"."""
        return ".".join((FILES[self.place].__name__ if self.place in FILES else self.model.__name__, *self.steps))


def kind_of(annotation: Any) -> tuple[type, bool]:
    """Return what a field holds, lists and what is optional apart, and whether it holds a list of it."""
    many = False
    while arguments := typing.get_args(annotation):
        many = many or typing.get_origin(annotation) is list
        annotation = arguments[0]
    return annotation, many


def fields_of(model: type[BaseModel], place: str, steps: tuple[str, ...] = ()) -> Iterator[Field]:
    """Yield every field of a model and of the models within it."""
    for name, info in model.model_fields.items():
        kind, many = kind_of(info.annotation)
        yield Field(place, (*steps, name), kind, many, model)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from fields_of(kind, place, (*steps, name))


FIELDS = [one for place, model in FILES.items() for one in fields_of(model, place)]


def way_to(one: Field, record: dict[str, Any], choose: typing.Callable[[int], int]) -> Place:
    """Return where a field stands in a record, which is given what it lacks on the way; `choose` an entry of many."""
    model, holder, place = FILES.get(one.place, one.model), record, ()
    for step in one.steps[:-1]:
        kind, many = kind_of(model.model_fields[step].annotation)
        if not holder.get(step):
            sample = copy.deepcopy(SAMPLES[kind])
            holder[step] = [sample] if many else sample
        holder, place = holder[step], (*place, step)
        if many:
            chosen = choose(len(holder))
            holder, place = holder[chosen], (*place, chosen)
        model = kind
    return (*place, one.steps[-1])


def at(record: Any, place: Place) -> Any:
    """Return what stands at a place of a record."""
    for step in place:
        record = record[step]
    return record


def put(record: Any, place: Place, value: Any) -> None:
    """Let a value stand at a place of a record."""
    at(record, place[:-1])[place[-1]] = value


@dataclass(frozen=True)
class Spelt:
    """A value as it is spelt in YAML, in lines that follow the name of its field."""

    lines: tuple[str, ...]


@dataclass
class Written:
    """A record as YAML: its lines, and the first and the last line (from 1) of each place in it."""

    lines: list[str] = field(default_factory=list, repr=False)
    spans: dict[Place, tuple[int, int]] = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines) + "\n"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Print nothing of it: hypothesis would print all of it for each failure."""
        printer.text("…")


def written(record: dict[str, Any]) -> Written:
    """Return a record as YAML, a line for each field, where a value `Spelt` stands as it is."""
    done = Written()
    _write(done, record, (), "")
    return done


def _write(done: Written, value: Any, place: Place, margin: str) -> None:
    start = len(done.lines) + 1
    if isinstance(value, dict | list) and value:
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            head = f"{margin}{key}:" if isinstance(value, dict) else f"{margin}-"
            first = len(done.lines) + 1
            if isinstance(one, Spelt):
                spelt = [f"{head} {one.lines[0]}".rstrip(" "), *(f"{margin}  {line}" for line in one.lines[1:])]
                done.lines += spelt
            elif isinstance(one, dict | list) and one:
                done.lines.append(head)
                _write(done, one, (*place, key), margin + "  ")
            else:
                done.lines.append(f"{head} {json.dumps(one, ensure_ascii=False)}")
            done.spans[(*place, key)] = (first, len(done.lines))
    done.spans.setdefault(place, (start, len(done.lines)))
