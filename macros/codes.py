"""The kinds of item, their codes, and where each lives: the one place for all three.

A code is a promise: it never changes meaning and is never used again.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache


@dataclass(frozen=True)
class Kind:
    """One kind of item.

    `prefix` is what its codes begin with; `section` the part of the site it is read in; `address` a pattern
    for where an item lives, filled with its `id` and its `code` in lower case: a page of its own, or an
    anchor on a page that the kind shares.
    """

    name: str
    prefix: str
    singular: str
    plural: str
    section: str
    address: str

    @property
    def pattern(self) -> str:
        """The regular expression of its codes."""
        return rf"{self.prefix}[1-9][0-9]{{0,3}}"

    @property
    def stub(self) -> str | None:
        """The page file under docs/ that each item needs, as a pattern; None where the kind shares a page."""
        return None if "#" in self.address else self.address.rstrip("/") + ".md"


KINDS = {
    kind.name: kind
    for kind in (
        Kind("case", "C", "case", "Cases", "cases", "cases/{id}/"),
        Kind("client_risk", "RP", "risk to the client", "Risks to the client", "risks", "risks/{code}/"),
        Kind("therapist_risk", "RT", "risk to the therapist", "Risks to the therapist", "risks", "risks/{code}/"),
        Kind("question", "Q", "question", "Questions", "questions", "questions/{code}/"),
        Kind("caveat", "QC", "caveat", "Caveats", "questions", "questions/{code}/"),
        Kind("strategy", "S", "strategy", "Strategies", "safeguards", "safeguards/#{code}"),
        Kind("mitigation", "M", "mitigation", "Mitigations", "safeguards", "safeguards/#{code}"),
        Kind("principle", "P", "principle", "Principles", "safeguards", "safeguards/#{code}"),
        Kind("alternative", "A", "alternative", "Alternatives", "alternatives", "alternatives/#{code}"),
    )
}

ANY_CODE = re.compile("|".join(kind.pattern for kind in KINDS.values()))


@cache
def kind_of(code: str) -> Kind:
    """Return the kind a code belongs to. Raises KeyError where it belongs to none."""
    for kind in KINDS.values():
        if re.fullmatch(kind.pattern, code):
            return kind
    raise KeyError(code)


def order(code: str) -> tuple[int, int]:
    """Return a sort key: by kind as listed above, then by number (Q2 before Q10)."""
    kind = kind_of(code)
    return list(KINDS).index(kind.name), int(code.removeprefix(kind.prefix))


def nearest(code: str, existing: Collection[str]) -> str | None:
    """Return the existing code of the same kind that is spelt most like this one, or None where the kind has none."""
    same = [one for one in existing if re.fullmatch(kind_of(code).pattern, one)]
    return next(iter(get_close_matches(code, sorted(same), n=1, cutoff=0)), None)
