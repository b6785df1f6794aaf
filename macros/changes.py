"""What changed lately, for the page of open data and the feed: one order for both."""

from dataclasses import dataclass
from itertools import groupby

from macros.catalogue import catalogue
from macros.library import Library
from macros.references import Day
from macros.text import Line


@dataclass(frozen=True)
class Change:
    """A record and the day on which it last changed in substance."""

    code: str
    title: str
    address: str
    summary: str
    day: Day


def changes(library: Library) -> list[Change]:
    """Return the records of the catalogue that say when they last changed: the newest first, else in its order."""
    found = []
    for row in catalogue(library):
        code = row["code"]
        record = library.items.get(code) or library.named[code]
        if day := getattr(record, "changed", None):
            title = Line(f"{code} {row['title']}") if code in library.items else row["title"]
            found.append(Change(code, title, row["url"], row["summary"], day))
    return sorted(found, key=lambda change: change.day, reverse=True)


@dataclass(frozen=True)
class ChangedOn:
    """What changed on one day, as far as it is listed, and how many records changed besides."""

    day: Day
    changes: list[Change]
    more: int


def lately(library: Library, most: int = 24) -> list[ChangedOn]:
    """Return the newest changes by their day, at most so many."""
    days: list[ChangedOn] = []
    for day, group in groupby(changes(library), key=lambda change: change.day):
        if most > 0:
            found = list(group)
            days.append(ChangedOn(day, found[:most], len(found[most:])))
            most -= len(found)
    return days
