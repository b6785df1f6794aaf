"""Hostile text in any field of any record comes out as readable text, or is refused."""

import json
import re
import shutil
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from macros import citing
from macros.library import library
from macros.loading import load
from macros.models import FILES, Model, Reference
from macros.problems import BadData
from macros.render import heading, line_html, prose_html
from macros.text import Line, Prose
from tests.conftest import ROOT, page, pages, run, search_index
from tests.hostile import (
    IN_PROSE,
    REFUSED,
    SCRIPT,
    TEXTS,
    assert_as_built,
    fewer_questions,
    markdown,
    parsed,
    read,
    values,
    without_letters,
)  # fmt: skip

# ── One text ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", [Line, Prose])
@pytest.mark.parametrize("text", REFUSED)
def test_html_and_invisible_characters_are_refused(kind: type[Line | Prose], text: str) -> None:
    assert list(kind.faults(text, None))


@pytest.mark.parametrize("text", TEXTS)
def test_a_line_shows_every_character(text: str) -> None:
    assert not list(Line.faults(text, None))
    shown = parsed(line_html(Line(text)))
    assert not shown.find_all(True)
    assert read(shown.text) == read(text)


@pytest.mark.parametrize("text", TEXTS)
def test_a_heading_shows_every_character_and_keeps_its_id(text: str) -> None:
    reader = markdown().reset()
    shown = parsed(reader.convert(f"## {heading(Line(text))} {{ #x }}\n\nNext")).h2
    shown.find(class_="headerlink").extract()
    assert shown.attrs == {"id": "x"}
    assert not shown.find_all(True)
    assert read(shown.text) == read(text)
    assert read(parsed(reader.toc_tokens[0]["name"]).text) == read(text)


@pytest.mark.parametrize(("text", "shown"), TEXTS.items(), ids=TEXTS)
def test_a_prose_text_is_refused_or_shown_readably(text: str, shown: str | None) -> None:
    assert (shown is None) == bool(list(Prose.faults(text, None)))
    if shown is not None:
        html = parsed(prose_html(Prose(text), library(), ""))
        assert {tag.name for tag in html.find_all(True)} <= {"p", "em", "strong", "ul", "ol", "li"}
        assert not any(tag.attrs for tag in html.find_all(True))
        assert read(html.text) == read(shown)


# ── Every field of every record ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Field:
    """A Line or a Prose text in a file: its name over all records, its path in this one, and where to put it."""

    name: str
    path: str
    kind: type[Line | Prose]
    room: int | None
    holder: dict | list
    key: str | int


def fields(
    model: type[Model], record: dict, name: str, path: str = "", skipped: type[Model] | None = None
) -> Iterator[Field]:
    """Yield every field of a record, and of all within it, that may hold text, whether it is there or not."""
    for key, info in model.model_fields.items():
        kind: Any = info.annotation
        while arguments := typing.get_args(kind):
            kind = arguments[0]
        held, name_here, path_here = record.get(key), f"{name}.{key}", f"{path}.{key}".strip(".")
        if issubclass(kind, Line | Prose):
            if isinstance(held, list):
                for i in range(len(held)):
                    yield Field(name_here, f"{path_here}.{i + 1}", kind, None, held, i)
            else:
                room = next((limit.max_length for limit in info.metadata if hasattr(limit, "max_length")), None)
                yield Field(name_here, path_here, kind, room, record, key)
        elif issubclass(kind, Model) and kind is not skipped:
            for i, one in enumerate(held if isinstance(held, list) else []):
                label = next((one[word] for word in ("code", "id", "to") if word in one), i + 1)
                yield from fields(kind, one, name_here, f"{path_here}.{label}", skipped)
            if isinstance(held, dict):
                yield from fields(kind, held, name_here, path_here, skipped)


def rewrite(project: Path, text: typing.Callable[[str, Field], str], skipped: type[Model] | None = None) -> None:
    """Fill every text of every data file anew with what `text` returns for its file and field; skip one model."""
    for place, model in FILES.items():
        for path in sorted((project / "data").glob(place)):
            record = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
            for field in list(fields(model, record, model.__name__, skipped=skipped)):
                field.holder[field.key] = text(path.relative_to(project).as_posix(), field)
            path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")  # which is YAML too


def test_no_field_lets_html_through(project: Path) -> None:
    """Each text in all of data/ is read as one of the two kinds, and refuses what both refuse."""
    filled: set[tuple[str, str]] = set()

    def script(file: str, field: Field) -> str:
        filled.add((file, field.path))
        return SCRIPT

    rewrite(project, script)
    with pytest.raises(BadData) as caught:
        load(project)
    refused = {(one.file, one.path) for one in caught.value.problems if one.message.startswith("holds raw HTML")}
    assert len(filled) > 500
    assert refused == filled


# Fields that stand on no page. Any other must be found on one.
UNPRINTED = {
    "QuestionsFile.questions.summary": "a question's page opens with the question; this is for lists and search",
    "AskedFile.asked.asks": "what readers ask; search learns from the words",
    "SupportFile.organisations.summary": "the entry itself is no longer; this is for the catalogue and search",
    "CodesFile.bodies.summary": "likewise",
    "ResearchFile.studies.summary": "likewise",
    "ResearchFile.models.summary": "likewise",
    "GlossaryFile.terms.forms": "what pages are looked through for",
}
# Fields with room for one character, which takes no mark to find it by: looked for by hand below.
SHORT = {"QuestionsFile.groups.letter"}
LETTERS = "&<#*{|"


class Hostile:
    """All texts in every field, with a mark to find them by; each comes first in some field, and last in another."""

    def __init__(self) -> None:
        """Start with nothing written."""
        self.names: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.written: set[str] = set()
        self.letters: list[str] = []

    def text(self, file: str, field: Field) -> str:
        """Return the text for a field, and note what a reader should see."""
        if field.name in SHORT:
            self.letters.append(LETTERS[len(self.letters)])
            return self.letters[-1]
        assert field.room is None, f"{field.name} has little room: put it under SHORT and look for it by hand"
        mark = f"zq{len(self.names)}x"
        parts = list(TEXTS if field.kind is Line else IN_PROSE)
        turn = len(self.names) % len(parts)
        parts = [*parts[turn + 1 :], *parts[:turn], mark, parts[turn]]
        text = (" " if field.kind is Line else "\n\n").join(parts)
        self.names[mark] = field.name
        self.shown[mark] = read(text if field.kind is Line else " ".join(IN_PROSE.get(part, part) for part in parts))
        self.written.add(text.strip())
        return text

    def found(self, text: str) -> set[str]:
        """Return the marks that stand in a text; fail where a character of what belongs to one is missing."""
        text = read(text)
        marks = set(re.findall(r"zq\d+x", text))
        for mark in marks:
            assert text.count(mark) == text.count(self.shown[mark]), (
                f"{self.names[mark]}: {self.shown[mark]}\nin\n{text}"
            )
        return marks


def test_every_text_of_every_field_is_readable_on_the_built_pages(project: Path) -> None:
    """One build, all texts in all fields: nothing comes alive, nothing is lost, each page keeps its structure."""
    hostile = Hostile()
    fewer_questions(project)
    rewrite(project, hostile.text, skipped=Reference)  # a style arranges what a reference holds: see below
    said = 'What the word "friend" means – here & now'
    about = project / "docs" / "about.md"
    about.write_text(
        re.sub("(?m)^description: .*", f"description: '{said}'", about.read_text(encoding="utf-8")), "utf-8"
    )
    shutil.copytree(ROOT / "docs" / "downloads", project / "docs" / "downloads")  # offered, as on the sound site
    done = run("mkdocs", "build", "--strict", cwd=project, CLASSROOM="true")
    assert done.returncode == 0, done.stdout + done.stderr

    printed: set[str] = set()
    for address in pages():
        path = project / "site" / address
        soup = BeautifulSoup((path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8"), "lxml")
        assert_as_built(without_letters(soup), without_letters(page(address)))
        assert len(soup.find_all("script")) == len(page(address).find_all("script"))
        printed |= hostile.found(soup.get_text())
        for value in values(soup):
            hostile.found(value)
        if address == "about/":
            for name in ({"name": "description"}, {"property": "og:description"}):
                assert soup.find("meta", name)["content"] == said
        if address == "questions/":
            assert [letter.text for letter in soup.select(".letter")] == hostile.letters

    names = set(hostile.names.values())
    assert {"Case.key_points.text", "RisksFile.risks.says.text", "SourcesFile.sources.about"} <= names
    assert names - {hostile.names[mark] for mark in printed} == UNPRINTED.keys()

    rows = json.loads((project / "site" / "catalogue.json").read_text(encoding="utf-8"))
    others = ("clause", "competence", "teaching")  # whose title names another record too
    titles = {row["title"] for row in rows if row["kind"] not in others}
    assert titles | {row["summary"] for row in rows} <= hostile.written
    assert sum(len(hostile.found(summary)) for _, summary in search_index(project / "site")["documents"]) > 60


@pytest.mark.parametrize("field", ["title", "container_title", "family"])
def test_a_reference_shows_every_character(field: str) -> None:
    """All texts at once in one field of one reference; quotation marks and capitals may change, as a style has it."""
    work = next(work for work in library().works if work.id == "kramer")
    written = " ".join([*TEXTS, "zqx"])
    given = work.reference.model_dump(mode="json")
    if field == "family":
        given["author"][0][field] = written
    else:
        given[field] = written
    made = work.model_copy(update={"reference": Reference.model_validate(given)})
    shown = parsed(citing.apa([made])["kramer"])
    assert {tag.name for tag in shown.find_all(True)} <= {"em", "a", "span"}
    assert [link["href"] for link in shown.find_all("a")] == [str(work.reference.url)]
    plain = re.compile("[\"']")
    assert plain.sub("", read(written)).lower() in plain.sub("", read(shown.text)).lower()
