"""The one library: all of data/, read, validated and cross-linked.

Everything asks it: pages, catalogue, tests. It is built once for each state of the project's data.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from macros import codes
from macros.clock import build_day
from macros.loading import data_files, load, odd_files, prose_files, stub_files
from macros.models import (
    HOMES,
    Asked,
    Body,
    Case,
    Checked,
    Clause,
    ComparisonRow,
    Competence,
    CrisisLine,
    DecisionModel,
    Group,
    Link,
    Model,
    Organisation,
    Question,
    Record,
    Redirect,
    Refuge,
    SearchFile,
    Source,
    Standard,
    Step,
    Study,
    Teaching,
    Term,
    Unchecked,
    Work,
)
from macros.prose import ProsePage
from macros.references import Code, SourceId
from macros.releases import FILE
from macros.text import Line, Prose

ROOT = Path(__file__).resolve().parent.parent
SITE = "site"  # the source that stands for our own words


@dataclass(frozen=True)
class Edge:
    """A connection between two items as the data draws it: `start` names `end`."""

    start: str
    end: str
    why: str | None
    source: str


@dataclass(frozen=True)
class Neighbour:
    """An item seen from another: the item, why it bears there (where the other says so), and who connects them."""

    item: Record
    why: str | None
    source: str


class Library:
    """All records, by code and in code order, with the connections between them in both directions."""

    def __init__(self, files: dict[str, BaseModel], pages: Sequence[ProsePage], day: date | None = None) -> None:
        """Take the validated content of each file, by its place under data/, the prose pages, the build's day."""
        self.files = files
        single = {name: model for name, model in files.items() if "/" not in name}
        cases = [model for model in files.values() if isinstance(model, Case)]
        records = [*cases, *(record for model in single.values() for record in _records(model))]
        self.items: dict[str, Record] = {
            record.code: record for record in sorted(records, key=lambda record: codes.order(record.code))
        }
        # The place under data/ of the file that holds an item, by its code, or how to teach a case, by its id.
        self.file_of: dict[str, str] = {
            model.code if isinstance(model, Case) else model.id: name for name, model in files.items() if "/" in name
        } | {record.code: name for name, model in single.items() for record in _records(model)}
        self.sources: dict[str, Source] = {source.id: source for source in single["sources.yml"].sources}
        self.groups: list[Group] = single["questions.yml"].groups
        self.comparison: list[ComparisonRow] = single["comparison.yml"].rows
        self.organisations: list[Organisation] = single["support.yml"].organisations
        self.crisis_lines: list[CrisisLine] = single["support.yml"].crisis_lines
        self.leave_to: Refuge = single["support.yml"].leave_to
        self.bodies: list[Body] = single["codes.yml"].bodies
        self.unchecked: list[Unchecked] = single["codes.yml"].unchecked
        self.clauses: list[Clause] = [clause for body in self.bodies for clause in body.clauses]
        self.studies: list[Study] = single["research.yml"].studies
        self.models: list[DecisionModel] = single["research.yml"].models
        self.beside_models: Prose = single["research.yml"].beside_models
        self.works: list[Work] = [*self.studies, *self.models]
        self.terms: list[Term] = single["glossary.yml"].terms
        taught = {model.case: model for model in files.values() if isinstance(model, Teaching)}
        self.teaching: dict[str, Teaching] = {code: taught[code] for code in self.items if code in taught}
        self.standards: list[Standard] = single["standards.yml"].standards
        self.competences: list[Competence] = [point for standard in self.standards for point in standard.points]
        # What has an address and no code, by its id.
        self.named: dict[str, Model] = {
            one.id: one
            for one in (
                *self.sources.values(), *self.organisations, *self.crisis_lines,
                *self.bodies, *self.clauses, *self.works, *self.terms,
                *self.teaching.values(), *self.standards, *self.competences,
            )
        }  # fmt: skip
        self.finder: list[Step] = single["find-a-case.yml"].steps
        self.asked: list[Asked] = single["asked.yml"].asked
        self.search: SearchFile = single["search.yml"]
        self.redirects: dict[str, Redirect] = {one.old: one for one in single["redirects.yml"].redirects}
        self.pages = pages
        self.day = day or date.today()
        self.edges: list[Edge] = [edge for record in self.items.values() for edge in _edges(record)]
        # Everything is turned round once, so that a page costs the same however many there are.
        self._places = {code: place for place, code in enumerate(self.items)}
        self._edges = _grouped((end, edge) for edge in self.edges for end in {edge.start, edge.end})
        bearing = (one for one in self.named.values() if isinstance(one, Clause | Work | Term))
        self._bearing = _grouped((code, one.id) for one in bearing for code in one.bears_on)
        self._found_at = _grouped((answer, case) for case in self.of("case") for answer in case.found_at)
        self._bodies = {clause.id: body for body in self.bodies for clause in body.clauses}
        self._standards = {point.id: standard for standard in self.standards for point in standard.points}
        self._rows = self._in_rows()
        self._row_places = {record.code: place for row in self._rows.values() for place, record in enumerate(row)}

    def item(self, code: str) -> Record:
        """Return the record of a code. Raises KeyError with a sentence where there is none."""
        try:
            return self.items[code]
        except KeyError:
            raise KeyError(f"no item has the code {code!r}") from None

    def taught(self, code: str) -> Teaching:
        """Return the teaching of a case, by the case's code. Raises KeyError with a sentence where there is none."""
        try:
            return self.teaching[code]
        except KeyError:
            raise KeyError(f"no file of data/teaching/ is about a case {code!r}") from None

    def redirect(self, old: str) -> Redirect:
        """Return the redirect of an old address. Raises KeyError with a sentence where there is none."""
        try:
            return self.redirects[old]
        except KeyError:
            raise KeyError(f"data/redirects.yml has no redirect of {old!r}") from None

    def of(self, *kinds: str) -> list[Record]:
        """Return the records of some kinds, in code order."""
        return [record for record in self.items.values() if codes.kind_of(record.code).name in kinds]

    def address(self, name: str) -> str:
        """Return where a record lives, by its code or id: `questions/q14/`, `glossary/#boundary`."""
        if one := self.named.get(name):
            case = self.items[one.case].id if isinstance(one, Teaching) else ""
            return HOMES[type(one)].address.format(id=name, case=case)
        record = self.item(name)
        return codes.kind_of(name).address.format(id=record.id, code=name.lower())

    def place(self, target: str) -> str:
        """Return the address of a target: a record, by its code or id, or "/about/#privacy", a place of the site."""
        target = target.removeprefix("/")
        return self.address(target) if target in self.items or target in self.named else target

    def bearing(self, code: str, many: Sequence[Clause | Work | Term]) -> list[Any]:
        """Return those of some clauses, works or terms that bear on an item."""
        ids = set(self._bearing.get(code, ()))
        return [one for one in many if one.id in ids]

    def found_at(self, answer: str) -> list[Case]:
        """Return the cases to which an answer of the finder leads, by its id."""
        return self._found_at.get(answer, [])

    def title(self, teaching: Teaching) -> Line:
        """Return what the page on teaching a case is called."""
        return Line(f"Teaching {teaching.case}: {self.item(teaching.case).title}")

    def rules(self, teaching: Teaching) -> list[Clause]:
        """Return the clauses on which answers of a quiz rest, a body's whole where an answer leads to the body."""
        named = {item.see.removeprefix("/codes/#") for item in teaching.quiz}
        return [clause for clause in self.clauses if named & {clause.id, self.body(clause).id}]

    def standard(self, point: Competence) -> Standard:
        """Return the standard a point belongs to."""
        return self._standards[point.id]

    def serving(self, point: Competence) -> list[Case]:
        """Return the cases whose teaching serves a point of a standard."""
        return [
            self.items[code]
            for code, teaching in self.teaching.items()
            if point.id in [served.to for served in teaching.standards]
        ]

    def body(self, clause: Clause) -> Body:
        """Return the body a clause belongs to."""
        return self._bodies[clause.id]

    def bodies_of(self, clauses: Sequence[Clause]) -> list[Body]:
        """Return the bodies that some clauses belong to."""
        ids = {self.body(clause).id for clause in clauses}
        return [body for body in self.bodies if body.id in ids]

    def clause_name(self, clause: Clause) -> str:
        """Return what a clause is called in a list: its body and its number, or what it is about."""
        return f"{self.body(clause).short} {clause.clause or clause.topic.label.lower()}"

    def facts(self) -> list[Checked]:
        """Return every fact from outside."""
        return [one for one in self.named.values() if isinstance(one, Checked)]

    def overdue(self, fact: Checked) -> bool:
        """Return whether a fact was last checked longer before the build than it is good for."""
        return (self.day - fact.checked.day).days > fact.good_for

    def neighbours(self, code: str, *kinds: str) -> list[Neighbour]:
        """Return the items of some kinds that this one names, or that name it, each once, in code order."""
        found: dict[str, Neighbour] = {}
        for edge in self._edges.get(code, ()):
            here = edge.start == code
            other = edge.end if here else edge.start
            if codes.kind_of(other).name in kinds:
                before = found.get(other, Neighbour(self.items[other], None, SITE))
                # Where a source and this site both draw the connection, it is the source's.
                source = edge.source if before.source == SITE else before.source
                found[other] = Neighbour(before.item, before.why or (edge.why if here else None), source)
        return [found[other] for other in sorted(found, key=self._places.__getitem__)]

    def section(self, record: Record) -> list[Record]:
        """Return the items that are read in one row with this one, in the order a reader meets them."""
        return self._rows[codes.kind_of(record.code).section]

    def around(self, record: Record) -> tuple[Record | None, Record | None]:
        """Return the items that are read before and after this one; None at either end of the row."""
        row, at = self.section(record), self._row_places[record.code]
        return row[at - 1] if at > 0 else None, row[at + 1] if at + 1 < len(row) else None

    def _in_rows(self) -> dict[str, list[Record]]:
        """Return the items of each section, as a reader meets them."""
        rows = _grouped((codes.kind_of(code).section, record) for code, record in self.items.items())
        return rows | {"questions": [one for group in self.groups for one in self.checklist(group.id)]}

    def cited(self, record: Record) -> list[Source]:
        """Return the sources whose words or views a record restates, our own apart."""
        named = set(_sources(record))
        return [source for source in self.sources.values() if source.id in named - {SITE}]

    def group(self, name: str) -> Group:
        """Return a group of questions by its id."""
        return next(group for group in self.groups if group.id == name)

    def checklist(self, group: str) -> list[Question]:
        """Return the questions of a group, each caveat behind the question it follows."""
        found = [record for record in self.items.values() if isinstance(record, Question) and record.group == group]
        places = {question.code: place for place, question in enumerate(found)}
        return sorted(
            found, key=lambda question: (places.get(question.after or question.code, 0), bool(question.after))
        )


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    """Return the values of each key, in their order."""
    found: dict[str, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _records(file: BaseModel) -> Iterator[Record]:
    for name in type(file).model_fields:
        yield from (record for record in getattr(file, name) if isinstance(record, Record))


def _sources(part: object) -> Iterator[str]:
    """Yield the source of each part of a record; a link's source says who draws it and restates nothing."""
    if isinstance(part, list):
        for one in part:
            yield from _sources(one)
    elif isinstance(part, SourceId):
        yield part
    elif isinstance(part, BaseModel) and not isinstance(part, Link):
        yield from _sources([getattr(part, name) for name in type(part).model_fields])


def _edges(record: Record) -> Iterator[Edge]:
    """Yield a record's connections: its `Link`s, and its bare lists of codes."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Link):
                yield Edge(record.code, one.to, one.why, one.source)
            elif isinstance(one, Code) and name != "code":
                source = record.says.source if name == "named_with" else SITE
                yield Edge(record.code, one, None, source)


_cache: dict[Path, tuple[object, Library]] = {}


def library(root: Path = ROOT) -> Library:
    """Return the library of a project. Raises BadData with every problem there is.

    It is read again only where a file of data/, a prose page, the list of page stubs or the build's day has changed.
    """
    day = build_day(root)
    state = _state(root), day
    if root not in _cache or _cache[root][0] != state:
        gc.disable()  # nothing of a library is garbage: to look for some, again and again, costs a tenth of a build
        try:
            _cache[root] = (state, Library(*load(root), day))
            if len(_cache) == 1:
                gc.freeze()
        finally:
            gc.enable()
    return _cache[root][1]


def last_good(root: Path = ROOT) -> Library | None:
    """Return the library as it last was without a problem in this run, or None."""
    return _cache[root][1] if root in _cache else None


def _state(root: Path) -> object:
    """Return what changes whenever the data, a prose page, the ledger, or the list of page stubs does."""
    read = [*data_files(root), *prose_files(root), *root.glob(FILE)]
    met = [(path, path.stat().st_size, path.stat().st_mtime_ns) for path in read]
    return met, stub_files(root), [*odd_files(root)]
