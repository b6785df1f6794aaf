"""The pages of lists that are too long to stand whole on another page (see macros/beginnings.py).

`python -m macros.prepare` writes those pages, under docs/listed/: they follow from the data, and their number changes
with it. A site with few cases has none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from macros import browsing, search
from macros.beginnings import A_PAGE, address, cases_among, too_long
from macros.catalogue import described
from macros.library import Library
from macros.models import Answer, Case
from macros.text import Line

CASES, TAUGHT = "cases", "teaching"  # the lists of all there are
STUB = """\
---
render_macros: true
section: cases
hide: [toc]
---

{{{{ listing("{name}", {number}) }}}}
"""


@dataclass(frozen=True)
class Row:
    """One entry of a list: what it is called, where it is, and a line on it."""

    code: str
    title: Line
    address: str
    text: Line


@dataclass(frozen=True)
class Listing:
    """A list that is too long for a page: its name, for addresses; what it is called; its entries."""

    name: str
    title: Line
    rows: Sequence[Row]

    @property
    def pages(self) -> list[str]:
        """The addresses of its pages, in order."""
        count = -(-len(self.rows) // A_PAGE)
        return [address(self.name), *(f"{address(self.name)}{number}/" for number in range(2, count + 1))]

    def page(self, number: int) -> Sequence[Row]:
        """Return the entries on one of its pages, counted from 1."""
        return self.rows[(number - 1) * A_PAGE : number * A_PAGE]


@lru_cache(maxsize=2)
def listings(library: Library) -> dict[str, Listing]:
    """Return every list that is too long for the page it stands on, by its name."""
    found = {one.name: one for one in _all(library) if too_long(one.rows)}
    return found | ({one.name: one for one in _letters(library)} if search.in_parts(library) else {})


def _all(library: Library) -> Iterator[Listing]:
    cases = library.of("case")
    taught = [library.item(code) for code in library.teaching]
    yield Listing(CASES, Line("All cases"), [_row(case, library) for case in cases])
    yield Listing(TAUGHT, Line("Teaching, case by case"), [_lesson(case, library) for case in taught])
    for shelf in browsing.shelves(library):
        for row in shelf.rows:
            yield Listing(
                row.name, Line(f"{shelf.title}: {row.label.lower()}"), [_row(case, library) for case in row.cases]
            )
    for shelf in browsing.teaching_shelves(library):
        for row in shelf.rows:
            title = Line(f"Teaching, {shelf.title.lower()}: {row.label.lower()}")
            yield Listing(f"teach-{row.name}", title, [_lesson(case, library) for case in row.cases])
    for record in library.items.values():
        found = library.neighbours(record.code, "case")
        rows = [_row(one.item, library, one.why) for one in found]
        yield Listing(record.code.lower(), Line(f"Cases with {record.code} {record.title}"), rows)
    for one in (*library.clauses, *library.works, *library.terms):
        title, *_ = described(one, library)
        rows = [_row(library.item(code), library) for code in cases_among(one.bears_on)]
        yield Listing(one.id, Line(f"Cases with {title}"), rows)
    for answer in (answer for step in library.finder for answer in step.answers):
        rows = [_row(case, library) for case in library.found_at(answer.id)]
        yield Listing(named_by(answer), Line(f"Cases found by “{answer.says}”"), rows)
    for point in library.competences:
        title, *_ = described(point, library)
        yield Listing(point.id, Line(f"Serving {title}"), [_lesson(case, library) for case in library.serving(point)])


def _letters(library: Library) -> Iterator[Listing]:
    """Yield the A to Z, letter by letter, however short the list."""
    for letter, entries in search.a_to_z(library).items():
        rows = [Row(one.code, Line(one.title), one.address, Line(one.summary)) for one in entries]
        yield Listing(f"letter-{letter.lower()}", Line(f"From A to Z: {letter}"), rows)


def named_by(answer: Answer) -> str:
    """Return the name of the list of cases to which an answer of the finder leads."""
    return f"answer-{answer.id}"


def _row(case: Case, library: Library, why: Line | None = None) -> Row:
    return Row(case.code, case.title, library.address(case.code), why or case.summary)


def _lesson(case: Case, library: Library) -> Row:
    teaching = library.taught(case.code)
    return Row(case.code, case.title, library.address(teaching.id), teaching.summary)


def stubs(library: Library) -> dict[str, str]:
    """Return the page stubs of all lists, by their paths under docs/."""
    return {
        f"{page.rstrip('/')}.md": STUB.format(name=one.name, number=number)
        for one in listings(library).values()
        for number, page in enumerate(one.pages, 1)
    }
