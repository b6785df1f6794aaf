"""Which facts from outside were checked too long ago. `python -m macros.overdue` lists them; it is never an error."""

import sys
from datetime import date, timedelta

from macros.catalogue import described
from macros.clock import given_day
from macros.library import Library, library
from macros.models import Checked, CrisisLine
from macros.problems import BadData
from macros.references import words_of


def overdue(library: Library) -> list[str]:
    """Return a line for each fact that is overdue on the library's day, the longest unchecked first."""
    late = sorted(filter(library.overdue, library.facts()), key=lambda fact: (fact.checked, fact.id))
    return [
        f"{fact.id}: {_title(fact, library)}, last checked {fact.checked.words}, "
        f"{(library.day - fact.checked.day).days} days before (good for {fact.good_for})"
        for fact in late
    ]


def _title(fact: Checked, library: Library) -> str:
    return f"{fact.country}, {fact.line}" if isinstance(fact, CrisisLine) else described(fact, library)[0]


def main() -> int:
    """Print what is overdue today (or on the day of SOURCE_DATE_EPOCH), or when something next will be.

    Returns 1 only where the data can't be read.
    """
    try:
        shelf = library()
        shelf = Library(shelf.files, shelf.pages, given_day() or date.today())
    except BadData as error:
        print(error.report, file=sys.stderr)
        return 1
    lines = overdue(shelf)
    if not lines:
        due = min(fact.checked.day + timedelta(days=fact.good_for + 1) for fact in shelf.facts())
        lines = [f"Nothing is overdue on {words_of(shelf.day)}. The next check is due on {words_of(due)}."]
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
