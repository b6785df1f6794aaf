"""Reading the prose pages of docs/ for search: what each says of itself, and its sections.

A page's text here is what stands in its Markdown; what its macros draw comes from data and is found there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from markdown_it import MarkdownIt
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field

from macros.problems import Problem
from macros.reading import decoded, parse, validate
from macros.references import Day, Id
from macros.text import Known, Line

SEARCH = "search.md"  # nobody searches for the search
LISTED = "listed"  # the folder of lists that are too long for their pages; see macros/listings.py
HEAD = re.compile(r"(---[ \t]*\n.*?^)---[ \t]*$", re.DOTALL | re.MULTILINE)
SECTION = re.compile(r"^## (.+?) *\{ *#([\w-]+)[^}\n]*\}[ \t]*$", re.MULTILINE)
TITLE = re.compile(r"^##(?!#) *(.*)", re.MULTILINE)
MACRO = re.compile(r"\{\{.*?\}\}|\{ *[.#:][^}]*\}")  # and attributes
LABEL = re.compile(r'<(\w+) class="(?:from|kicker)\b.*?</\1>')  # where a passage comes from
HEADING = re.compile(r"<h([1-6]).*?</h\1>", re.DOTALL)

_markdown = MarkdownIt("commonmark")


class Head(BaseModel):
    """The front matter of a prose page, as far as search needs it; the engine reads the rest."""

    model_config = ConfigDict(frozen=True)

    title: Annotated[Line, Field(description="What the page is called.")]
    description: Annotated[Line, Field(description="One sentence on what the page holds.")]
    changed: Annotated[Day | None, Field(default=None, description="When the page last changed in substance.")]
    aliases: Annotated[list[Line], Field(default=[], description="How people would ask for it.")]
    found_whole: Annotated[
        bool, Field(default=False, description="Whether search finds the page, and none of its sections by itself.")
    ]


@dataclass(frozen=True)
class Section:
    """A part of a page: the id and the title of its heading, both empty for what stands above the first; its text."""

    id: str
    title: str
    headings: list[str]
    text: str


@dataclass(frozen=True)
class ProsePage:
    """A prose page: its address relative to the site, what it says of itself, its sections."""

    address: str
    head: Head
    sections: tuple[Section, ...]

    @property
    def addresses(self) -> list[str]:
        """The addresses of the page and of its sections."""
        return [f"{self.address}#{section.id}" if section.id else self.address for section in self.sections]


def prose_pages(files: list[Path], docs: Path) -> tuple[list[ProsePage], list[Problem]]:
    """Read prose pages, given by their paths under `docs`; return them, and whatever is wrong with any."""
    pages: list[ProsePage] = []
    problems: list[Problem] = []
    for path in files:
        place = path.relative_to(docs).as_posix()
        text, wrong = decoded(path, f"docs/{place}")
        if text is None:
            problems.append(wrong)
            continue
        head = HEAD.match(text)
        document = parse(head[1] if head else "{}", f"docs/{place}")
        said = validate(document, Head, Known()) if document.value is not None else None
        problems += [*document.problems, *_nameless(text, document.file)]
        if said and not document.problems:
            pages.append(ProsePage(_address(place), said, _sections(text[head.end() :])))
    return pages, problems


def _address(place: str) -> str:
    """Return the address of a page, relative to the site, by its path under docs/: "help/", "" for the home page."""
    return re.sub(r"(^|(?<=/))index/$", "", place.removesuffix(".md") + "/")


def _nameless(text: str, file: str) -> Iterator[Problem]:
    """Yield a problem for each section that says no id, and so has no address that lasts, or one that is none."""
    for title in TITLE.finditer(text):
        line = text.count("\n", 0, title.start()) + 1
        found = SECTION.match(title[0])
        if not found:
            wanted = f"## {title[1].partition('{')[0].strip()} {{ #its-id }}"
            yield Problem(file, line, "", f"has a section without an id: expected {wanted}")
        elif not re.fullmatch(Id.pattern, found[2]):
            yield Problem(file, line, "", f"has a section whose id, {found[2]!r}, is not {Id.expected}")


@lru_cache(maxsize=256)
def _sections(body: str) -> tuple[Section, ...]:
    """Return the sections of a page, without its front matter; what stands above the first heading comes first."""
    above, *rest = SECTION.split(body)
    below = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    return _section("", "", above), *(_section(name, _plain(title), text) for title, name, text in below)


def _section(name: str, title: str, text: str) -> Section:
    """Return a section whose Markdown is `text`."""
    html = LABEL.sub("", _markdown.render(MACRO.sub("", text)))
    headings = [Markup(found[0]).striptags() for found in HEADING.finditer(html)]
    # Where one block ends and the next begins there is a space to a reader, and none in the HTML.
    return Section(name, title, headings, Markup(re.sub(r">\s*<", "> <", HEADING.sub(" ", html))).striptags())


def _plain(text: str) -> str:
    """Return a line of Markdown as plain text."""
    return Markup(_markdown.renderInline(text)).striptags()
