"""Reading all of a project's data: every problem is found in one run, before anything is built."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from macros import codes
from macros.codes import KINDS
from macros.models import FILES
from macros.problems import BadData, Problem
from macros.reading import Document, read, validate
from macros.text import Known


def data_files(root: Path) -> list[Path]:
    """Return every file of data/ but the schemas and what editors leave behind."""
    data = root / "data"
    return sorted(
        path
        for path in data.rglob("*")
        if path.is_file()
        and path.relative_to(data).parts[0] != "schemas"
        and not path.name.startswith(".")
        and not path.name.endswith("~")
    )


def load(root: Path) -> dict[str, BaseModel]:
    """Return the validated content of each file, by its place under data/.

    Raises BadData with every problem there is.
    """
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for path in data_files(root):
        name = path.relative_to(root / "data").as_posix()
        if place_of(name):
            documents[name] = read(path, f"data/{name}")
        else:
            places = ", ".join(f"data/{place.replace('*', '<id>')}" for place in FILES)
            problems.append(Problem(f"data/{name}", 1, "", f"does not belong here: expected one of {places}"))

    declared = [one for document in documents.values() for one in declarations(document)]
    unread = {place for place in FILES if "*" not in place and place not in documents}
    unread |= {name for name, document in documents.items() if document.value is None}

    def ids(place: str, key: str) -> list[str] | None:
        return None if place in unread else [one.name for one in declared if one.location[:1] == (key,)]

    known = Known(
        codes=None if unread else {one.name for one in declared if one.field == "code"},
        sources=ids("sources.yml", "sources"),
        groups=ids("questions.yml", "groups"),
    )
    files = {
        name: validate(document, FILES[place_of(name)], known)
        for name, document in documents.items()
        if name not in unread
    }
    problems += [Problem(f"data/{place}", 1, "", "is missing") for place in unread - set(documents)]
    problems += [problem for document in documents.values() for problem in document.problems]
    problems += _twice(declared)
    problems += _misnamed(declared)
    problems += _misplaced(documents)
    problems += _stubs(root, declared)
    if problems:
        raise BadData(problems)
    return files


def place_of(name: str) -> str | None:
    """Return the place in FILES that a file under data/ fills, or None where it lies in the wrong folder."""
    path = PurePosixPath(name)
    for place in FILES:
        if path.parent == PurePosixPath(place).parent and path.match(place):
            return place
    return None


@dataclass(frozen=True)
class Declared:
    """A code or id as it stands in a file, whether or not the rest of its record is sound."""

    field: str
    name: str
    document: Document
    location: tuple[str | int, ...]
    record: Any

    def problem(self, message: str) -> Problem:
        """Return a problem at this place."""
        where = (*self.location, self.field)
        return Problem(self.document.file, self.document.line(where), self.document.path(where), message)


def declarations(document: Document) -> Iterator[Declared]:
    """Yield every code and id that a document declares."""
    value = document.value if isinstance(document.value, dict) else {}
    found = [((), value)]
    found += [((key, i), one) for key, many in value.items() if isinstance(many, list) for i, one in enumerate(many)]
    for location, record in found:
        for name in ("code", "id"):
            if isinstance(record, dict) and "to" not in record and isinstance(record.get(name), str):
                yield Declared(name, record[name], document, location, record)


def _twice(declared: list[Declared]) -> Iterator[Problem]:
    """Codes and ids are unique over all kinds."""
    first: dict[tuple[str, str], Declared] = {}
    for one in declared:
        before = first.setdefault((one.field, one.name), one)
        if before is not one:
            where = f"{before.document.file}:{before.document.line((*before.location, before.field))}"
            yield one.problem(f"{one.name!r} is used twice: it stands in {where} already")


def _misnamed(declared: list[Declared]) -> Iterator[Problem]:
    """A case's file is called after its id."""
    for one in declared:
        if one.field == "id" and one.document.file.startswith("data/cases/") and one.location == ():
            stem = PurePosixPath(one.document.file).stem
            if stem != one.name:
                yield one.problem(f"{one.name!r} stands in a file called {stem}.yml: expected {one.name}.yml")


def _misplaced(documents: dict[str, Document]) -> Iterator[Problem]:
    """A caveat says which question it follows; a question does not."""
    document = documents.get("questions.yml")
    questions = document.value.get("questions") if document and isinstance(document.value, dict) else None
    for i, question in enumerate(questions if isinstance(questions, list) else []):
        if isinstance(question, dict) and isinstance(question.get("code"), str):
            caveat = question["code"].startswith(KINDS["caveat"].prefix)
            if caveat != ("after" in question):
                where = ("questions", i, "after")
                message = (
                    "required, but missing: a caveat names the question it follows"
                    if caveat
                    else "only a caveat follows another question: leave this out"
                )
                yield Problem(document.file, document.line(where), document.path(where), message)


def _wanted(declared: list[Declared]) -> dict[str, Declared]:
    """Return the stub of each declared item that needs one, relative to docs/."""
    wanted: dict[str, Declared] = {}
    for one in declared:
        name = one.record.get("id")
        if one.field == "code" and codes.ANY_CODE.fullmatch(one.name) and isinstance(name, str):
            stub = codes.kind_of(one.name).stub
            if stub:
                wanted[stub.format(id=name, code=one.name.lower())] = one
    return wanted


def stubs_wanted(root: Path) -> dict[str, str]:
    """Return the code of each item that needs a page, by its stub's path relative to docs/."""
    documents = [read(path, path.name) for path in data_files(root)]
    declared = [one for document in documents for one in declarations(document)]
    return {stub: one.name for stub, one in _wanted(declared).items()}


def stub_files(root: Path) -> list[Path]:
    """Return every page that lies where page stubs lie, section pages apart."""
    folders = {PurePosixPath(kind.stub).parent for kind in KINDS.values() if kind.stub}
    found = [path for folder in folders for path in (root / "docs" / folder).glob("*.md")]
    return sorted(path for path in found if path.name != "index.md")


def _stubs(root: Path, declared: list[Declared]) -> Iterator[Problem]:
    """Every item that needs a page has its stub, and every stub its item."""
    docs, wanted = root / "docs", _wanted(declared)
    for stub, one in wanted.items():
        if not (docs / stub).is_file():
            yield one.problem(f"{one.name} has no page: expected docs/{stub} (`make pages` writes it)")
    for path in stub_files(root):
        stub = path.relative_to(docs).as_posix()
        if stub not in wanted:
            yield Problem(f"docs/{stub}", 1, "", "belongs to no item in data/: expected a record, or no page")
