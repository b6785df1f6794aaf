"""Reading all of a project's data: every problem is found in one run, before anything is built."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

from pydantic import BaseModel

from macros import codes, finder, redirects, releases
from macros.codes import KINDS
from macros.models import (
    FILES,
    HOMES,
    Answer,
    Case,
    Competence,
    Group,
    Question,
    Redirect,
    Source,
    Step,
    Teaching,
    Term,
)
from macros.problems import BadData, Problem
from macros.prose import LISTED, SEARCH, ProsePage, prose_pages
from macros.reading import Document, read, validate
from macros.records import Declared, RawRecord, declarations, identified, models_of, place_of, readable, records_of
from macros.references import Id, PageAddress
from macros.text import Known, folded


def data_files(root: Path) -> list[Path]:
    """Return every file of data/ but the schemas."""
    data = root / "data"
    return [path for path in _files(data, "*") if path.relative_to(data).parts[0] != "schemas"]


def odd_files(root: Path) -> Iterator[Problem]:
    """Yield a problem for whatever in data/ or docs/ is neither a folder nor a file of it.

    A symbolic link may lead to a file of the same folder's tree: one that leads out of it would publish what is not
    of the project, and one that leads to a folder may lead round in a circle.
    """
    for folder in (root / "data", root / "docs"):
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() and not _left_behind(path):
                target = Path(os.path.realpath(path))
                if not (target.is_file() and target.is_relative_to(folder.resolve())):
                    what = f"is a link out of {folder.name}/, or to no file: expected the file itself"
                    yield Problem(path.relative_to(root).as_posix(), 1, "", what)
            elif not (path.is_file() or path.is_dir() or _left_behind(path)):
                what = "is neither a file nor a folder (a pipe, a device …): expected a file"
                yield Problem(path.relative_to(root).as_posix(), 1, "", what)


def prose_files(root: Path) -> list[Path]:
    """Return every page of docs/ that is neither a stub, nor a page of a long list, nor the search page."""
    docs = root / "docs"
    found = {*_files(docs, "*.md")} - {*stub_files(root), *(docs / LISTED).rglob("*.md"), docs / SEARCH}
    return sorted(found)


def _files(folder: Path, pattern: str) -> list[Path]:
    """Return the files of a folder and of those in it, but what editors leave behind, and links out of it."""
    here = folder.resolve()
    found = (path for path in folder.rglob(pattern) if not _left_behind(path) and path.is_file())
    return sorted(one for one in found if not one.is_symlink() or one.resolve().is_relative_to(here))


def _left_behind(path: Path) -> bool:
    """Return whether a file is one that an editor leaves behind."""
    return path.name.startswith(".") or path.name.endswith("~")


def load(root: Path) -> tuple[dict[str, BaseModel], list[ProsePage]]:
    """Return the validated content of each file, by its place under data/, and the prose pages.

    Raises BadData with every problem there is, in prose pages too.
    """
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for path in data_files(root):
        name = path.relative_to(root / "data").as_posix()
        if place_of(name):
            documents[name] = read(path, f"data/{name}")
        else:
            places = ", ".join(
                f"data/{place.replace('*', '<id>' if 'id' in model.model_fields else '<code>')}"
                for place, model in FILES.items()
            )
            problems.append(Problem(f"data/{name}", 1, "", f"does not belong here: expected one of {places}"))

    records = [record for document in documents.values() for record in records_of(document)]
    declared = [one for record in records for one in declarations(record)]
    unread = {place for place in FILES if "*" not in place and place not in documents}
    unread |= {name for name, document in documents.items() if not readable(document)}
    coded = [record.value.get("code") for record in records if "code" in record.model.model_fields]
    whole = not unread and all(isinstance(code, str) for code in coded)
    told = whole and all(_places(record) for record in records if record.model is Teaching)

    def ids(model: type[BaseModel]) -> tuple[str, ...] | None:
        """Return the ids of a file's records; None where one of them can't be told, for it may be the one meant."""
        place = next(place for place, file in FILES.items() if model in models_of(file))
        if place in unread or not identified(documents[place]):
            return None
        return tuple(one.name for one in declared if one.field == "id" and one.record.model is model)

    moves = _moves(records)
    pages, unsound = prose_pages(prose_files(root), root / "docs")
    known = Known(
        codes=frozenset(_repaired(one.name) for one in declared if one.field == "code") if whole else None,
        sources=ids(Source),
        groups=ids(Group),
        terms=ids(Term),
        competences=ids(Competence),
        steps=ids(Step),
        answers=ids(Answer),
        addresses=_addresses(pages, declared) if told and not unsound and _named(declared) else None,
        moved=_vacated(root, moves),
        today=date.today() + timedelta(days=1),  # it may be tomorrow already where the author is
    )
    files = {
        name: validate(document, FILES[place_of(name)], known)
        for name, document in documents.items()
        if document.value is not None
    }
    problems += [Problem(f"data/{place}", 1, "", "is missing") for place in unread - set(documents)]
    problems += [problem for document in documents.values() for problem in document.problems]
    problems += odd_files(root)
    problems += unsound
    problems += _twice(declared)
    problems += _misnamed(declared)
    problems += _mistaught(records)
    problems += _sections_twice(pages, declared)
    problems += _misplaced(records)
    problems += _forms_twice(records)
    if known.steps and known.answers:
        steps, answers, cases = ([one for one in records if one.model is model] for model in (Step, Answer, Case))
        problems += finder.astray(steps, answers, cases, not any(name.startswith("cases/") for name in unread))
    problems += _unpaged(root, declared)
    problems += redirects.astray(root, moves)
    problems += releases.read_ledger(root)[1]
    if whole and all(map(_places, records)):
        problems += _left_over(root, declared, moves)
    if problems:
        raise BadData(problems)
    return files, pages


def _repaired(code: str) -> str:
    """Return a code as it was probably meant (c3, C03, C 3), so one slip is not reported wherever it is named."""
    return re.sub(r"[\W_]+|(?<=[A-Z])0+(?=[1-9])", "", code.upper())


def _places(record: RawRecord) -> bool:
    """Return whether it can be told which page a record belongs on."""
    if record.model is Redirect:
        return _moves([record]) != []
    if record.model is Teaching:
        return bool(codes.ANY_CODE.fullmatch(_repaired(str(record.value.get("case")))))
    fields, value = record.model.model_fields, record.value
    coded = "code" not in fields or bool(codes.ANY_CODE.fullmatch(value["code"]))
    return coded and ("id" not in fields or bool(re.fullmatch(Id.pattern, str(value.get("id")))))


def _moves(records: list[RawRecord]) -> list[RawRecord]:
    """Return the redirects among some records whose old address is one."""
    moves = [record for record in records if record.model is Redirect]
    return [move for move in moves if re.fullmatch(PageAddress.pattern, str(move.value.get("old")))]


def _vacated(root: Path, moves: list[RawRecord]) -> tuple[str, ...]:
    """Return the old addresses of some redirects, but those where a page still stands."""
    return tuple(old for move in moves if not redirects.in_the_way(root, old := move.value["old"]))


def _named(declared: list[Declared]) -> bool:
    """Return whether every id is one, so that an address made of it means what its author meant."""
    return all(re.fullmatch(Id.pattern, one.name) for one in declared if one.field == "id")


def _addresses(pages: list[ProsePage], declared: list[Declared]) -> frozenset[str]:
    """Return the address of each prose page and section, and of each record without a code that stands on one."""
    found = {address for page in pages for address in page.addresses}
    found |= {HOMES[one.record.model].address.format(id=one.name) for one in declared if _has_id_at_home(one)}
    found |= {f"{path.removesuffix('.md')}/" for path, one in _wanted(declared).items() if one.field == "case"}
    return frozenset(f"/{address}" for address in found)


def _has_id_at_home(one: Declared) -> bool:
    """Return whether it is the id of a record without a code."""
    return one.field == "id" and one.record.model in HOMES


def _twice(declared: list[Declared]) -> Iterator[Problem]:
    """Codes and ids are unique over all kinds."""
    first: dict[tuple[str, str], Declared] = {}
    for one in declared:
        before = first.setdefault((one.field, one.name), one)
        if before is not one:
            at = before.problem("")
            yield one.problem(f"{one.name!r} is used twice: it stands in {at.file}:{at.line} already")


def _sections_twice(pages: list[ProsePage], declared: list[Declared]) -> Iterator[Problem]:
    """An id is no section's on the page where its record stands."""
    sections = {address for page in pages for address in page.addresses}
    for one in declared:
        home = HOMES.get(one.record.model)
        if _has_id_at_home(one) and home.address.format(id=one.name) in sections:
            page = home.address.partition("#")[0].rstrip("/")
            yield one.problem(f"{one.name!r} is the id of a section of docs/{page}.md already: choose another")


def _misnamed(declared: list[Declared]) -> Iterator[Problem]:
    """A file that holds one record is called after its id."""
    for one in declared:
        stem = PurePosixPath(one.record.document.file).stem
        if one.field == "id" and one.record.location == () and stem != one.name:
            yield one.problem(f"{one.name!r} stands in a file called {stem}.yml: expected {one.name}.yml")


def _mistaught(records: list[RawRecord]) -> Iterator[Problem]:
    """A file on teaching a case is called after the case's code, so that no case has two."""
    for record in records:
        code = record.value.get("case")
        if record.model is Teaching and isinstance(code, str):
            stem = PurePosixPath(record.document.file).stem
            if stem != (wanted := code.lower()):
                yield record.problem(f"{code} stands in a file called {stem}.yml: expected {wanted}.yml", "case")


def _misplaced(records: list[RawRecord]) -> Iterator[Problem]:
    """A caveat says which question it follows; a question does not."""
    for record in records:
        if record.model is Question and isinstance(record.value.get("code"), str):
            caveat = record.value["code"].startswith(KINDS["caveat"].prefix)
            if caveat and "after" not in record.value:
                yield record.problem("required, but missing: a caveat names the question it follows", "after")
            elif not caveat and "after" in record.value:
                yield record.problem("only a caveat follows another question: leave this out", "after")


def _forms_twice(records: list[RawRecord]) -> Iterator[Problem]:
    """A form of a term belongs to that term alone: the first mention on a page has one place to lead to."""
    first: dict[str, Problem] = {}
    for record in records:
        forms = record.value.get("forms") if record.model is Term else None
        for i, form in enumerate(forms if isinstance(forms, list) else []):
            one = record.problem(f"{form!r} stands twice among the forms of terms", "forms", i)
            before = first.setdefault(folded(str(form)), one)
            if before is not one:
                yield replace(one, message=f"{one.message}: it stands in {before.file}:{before.line} already")


def _wanted(declared: list[Declared]) -> dict[str, Declared]:
    """Return what needs a page of its own, by the page's stub, relative to docs/: an item, or how to teach a case."""
    wanted: dict[str, Declared] = {}
    ids: dict[str, str] = {}  # of items by their codes, as these were probably meant
    for one in declared:
        name = one.record.value.get("id")
        if one.field == "code" and isinstance(name, str) and re.fullmatch(Id.pattern, name):
            ids.setdefault(_repaired(one.name), name)
            stub = codes.kind_of(one.name).stub if codes.ANY_CODE.fullmatch(one.name) else None
            if stub:
                wanted[stub.format(id=name, code=one.name.lower())] = one
    for one in declared:
        if one.field == "case" and (case := ids.get(_repaired(one.name))):
            wanted[HOMES[Teaching].address.format(case=case).rstrip("/") + ".md"] = one
    return wanted


def stubs_wanted(root: Path) -> dict[str, Declared]:
    """Return what needs a page, and each old address, by the stub's path relative to docs/."""
    names = [(path, path.relative_to(root / "data").as_posix()) for path in data_files(root)]
    documents = [read(path, f"data/{name}") for path, name in names if place_of(name)]
    records = [record for document in documents for record in records_of(document)]
    declared = [one for record in records for one in declarations(record)]
    moved = [Declared("old", move.value["old"], move) for move in _moves(records)]
    vacated = _vacated(root, _moves(records))
    return _wanted(declared) | {redirects.stub_file(one.name): one for one in moved if one.name in vacated}


def stub_files(root: Path) -> list[Path]:
    """Return every page that lies where page stubs lie, section pages apart, and every stub of what has moved."""
    folders = {PurePosixPath(kind.stub).parent for kind in KINDS.values() if kind.stub}
    found = [path for folder in folders for path in (root / "docs" / folder).rglob("*.md")]
    return sorted({path for path in found if path.name != "index.md"}.union(redirects.moved_stubs(root)))


def _unpaged(root: Path, declared: list[Declared]) -> Iterator[Problem]:
    """Every item that needs a page has its stub."""
    for stub, one in _wanted(declared).items():
        if not (root / "docs" / stub).is_file():
            what = f"teaching {one.name}" if one.field == "case" else one.name
            yield one.problem(f"{what} has no page: expected docs/{stub} (`make pages` writes it)")


def _left_over(root: Path, declared: list[Declared], moves: list[RawRecord]) -> Iterator[Problem]:
    """Every stub has its item, or its redirect."""
    wanted = {root / "docs" / stub for stub in _wanted(declared)}
    wanted |= {root / "docs" / redirects.stub_file(move.value["old"]) for move in moves}
    for path in stub_files(root):
        if path not in wanted:
            name = path.relative_to(root).as_posix()
            yield Problem(name, 1, "", "belongs to no item in data/: expected a record, or no page")
