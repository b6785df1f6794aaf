"""A list of cases that is too long for its page is shown in part: what is too long, and how much is shown.

The whole has pages of its own: macros/listings.py.
"""

from collections.abc import Sequence

from macros.codes import kind_of
from macros.prose import LISTED

WHOLE = 24  # a list with more entries than this is not drawn whole
BEGINNING = 8  # so many of them then stand where it would be
A_PAGE = 50  # so many stand on each page of its own


def address(name: str) -> str:
    """Return where the whole of a list is found, relative to the site."""
    return f"{LISTED}/{name}/"


def too_long(many: Sequence[object]) -> bool:
    """Return whether a list is drawn in part where it stands."""
    return len(many) > WHOLE


def beginning(many: Sequence[object]) -> Sequence[object]:
    """Return what of a list is drawn where it stands: all of it, or the first entries."""
    return many[:BEGINNING] if too_long(many) else many


def cases_among(codes: Sequence[str]) -> list[str]:
    """Return the codes of cases among some codes."""
    return [code for code in codes if kind_of(code).name == "case"]


def bearing_on(codes: Sequence[str]) -> list[str]:
    """Return those of some codes that are drawn where they stand: the cases among them may be too many."""
    cases = cases_among(codes)
    left_out = {*cases} - {*beginning(cases)}
    return [code for code in codes if code not in left_out]
