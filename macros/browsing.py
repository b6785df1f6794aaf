"""The shelves on which cases stand to browse them: by level, by theme, by what sets each apart, by reading time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from macros.choices import FACETS, Choice, Grade, Theme
from macros.library import Library
from macros.models import Case, Facets
from macros.reading_time import minutes


@dataclass(frozen=True)
class Row:
    """The cases that have one thing in common: its name, its `id` on the page, if it lasts, its label."""

    name: str
    id: str | None
    label: str
    cases: list[Case]


@dataclass(frozen=True)
class Shelf:
    """A way to browse: its title, and its rows; `first` are those that readers look for first."""

    title: str
    rows: list[Row]
    first: bool = False


@lru_cache(maxsize=2)
def shelves(library: Library) -> list[Shelf]:
    """Return every way to browse the cases; on each shelf every case stands at least once, and no row is empty."""
    cases = library.of("case")
    return [
        Shelf("Level", list(_rows("level", Grade, cases, lambda case: [case.level.grade])), first=True),
        Shelf("Theme", list(_rows("theme", Theme, cases, lambda case: case.themes)), first=True),
        Shelf("Reading time", list(_by_minutes(cases))),
        *(Shelf(title, list(_by_facet(name, cases))) for name, title in FACETS.items()),
    ]


def teaching_shelves(library: Library) -> list[Shelf]:
    """Return every way for a trainer to choose among the cases that have a teaching page."""
    taught = [library.item(code) for code in library.teaching]
    return [
        Shelf("Level", list(_rows("level", Grade, taught, lambda case: [case.level.grade])), first=True),
        Shelf("Theme", list(_rows("theme", Theme, taught, lambda case: case.themes)), first=True),
    ]


def _rows(
    name: str, choices: Iterable[Choice], cases: list[Case], of: Callable[[Case], list[Choice]]
) -> Iterator[Row]:
    """Yield the choices that some case has, in their order."""
    for choice in choices:
        if found := [case for case in cases if choice in of(case)]:
            yield Row(
                f"{name}-{choice.value}", f"{name}-{choice.value}", choice.label[:1].upper() + choice.label[1:], found
            )


def _by_facet(name: str, cases: list[Case]) -> Iterator[Row]:
    choices = Facets.model_fields[name].annotation
    return _rows(name.replace("_", "-"), choices, cases, lambda case: [getattr(case.facets, name)])


def _by_minutes(cases: list[Case]) -> Iterator[Row]:
    times = [minutes(case) for case in cases]
    for time in sorted(set(times)):
        found = [case for case, lasts in zip(cases, times, strict=True) if lasts == time]
        yield Row(f"minutes-{time}", None, f"{time} minutes", found)
