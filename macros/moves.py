"""What the page at an old address says: where whatever was published there is now."""

from collections.abc import Collection
from dataclasses import dataclass

from macros.library import Library
from macros.models import Redirect
from macros.search import entries


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


def called(address: str, library: Library) -> str:
    """Return what stands at an address of the site, else on its page, is called."""
    found = {entry.address: entry for entry in entries(library)}
    entry = found.get(address) or found.get(address.partition("#")[0])
    return f"{entry.code} {entry.title}".strip() if entry else f"/{address}"
