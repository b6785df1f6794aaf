"""What the page at an old address says: where whatever was published there is now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from macros import releases
from macros.library import Library
from macros.models import Redirect
from macros.search import called


@dataclass(frozen=True)
class Answer:
    """Where an id of the old page is now, or for an empty one the page: an address, and what that is called."""

    old: str
    address: str
    called: str


def answers(redirect: Redirect, library: Library, published: Collection[str]) -> list[Answer]:
    """Return where the old page is now, then where each id that was published on it is.

    An id stays the same on the new page, unless the redirect says otherwise, leads to a section, or withdraws.
    """
    to = library.place(redirect.to)
    told = {section.old: library.place(section.to) for section in redirect.sections}
    ids = [address.partition("#")[2] for address in published if address.startswith(f"{redirect.old}#")]
    kept = not redirect.withdrawn and "#" not in to
    places = {"": to} | {one: f"{to}#{one}" if kept else to for one in ids} | told
    return [Answer(old, place, called(place, library)) for old, place in places.items()]


def at_once(answers: list[Answer]) -> str | None:
    """Return the one address that all answers come to, or None where they differ.

    A page comes to its one section as well: a reader who is sent there finds either.
    """
    page, *sections = (answer.address for answer in answers)
    only, *others = {*sections} or {page}
    return only if not others and page in (only, only.partition("#")[0]) else None


def first_published(root: Path, library: Library) -> dict[str, date]:
    """Return the day on which each address, or the one it has moved from, was first published, as the ledger says."""
    since = releases.first_published(root)
    days = {address.removeprefix("/"): day for address, day in since.items()}
    for old, redirect in library.redirects.items():
        for answer in answers(redirect, library, since):
            if day := since.get(f"{old}#{answer.old}" if answer.old else old):
                days[answer.address] = min(day, days.get(answer.address, day))
    return days
