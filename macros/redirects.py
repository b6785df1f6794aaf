"""The stub that stands where a page was, and what can be wrong with a redirect beyond its form."""

from collections.abc import Iterator
from pathlib import Path

from macros.problems import Problem
from macros.records import RawRecord

CALL = '{{ moved("'
STUB = """\
---
render_macros: true
---

{{{{ moved("{old}") }}}}
"""


def stub(old: str) -> str:
    """Return the text of the stub at an old address, such as /cases/old/."""
    return STUB.format(old=old)


def stub_file(old: str) -> str:
    """Return the stub of an old address, by its path relative to docs/."""
    return f"{old.strip('/')}/index.md"


def is_stub(path: Path) -> bool:
    """Return whether a file is the stub of an old address."""
    return path.is_file() and CALL.encode() in path.read_bytes()


def moved_stubs(root: Path) -> list[Path]:
    """Return every such stub under docs/."""
    return [path for path in (root / "docs").rglob("index.md") if is_stub(path)]


def in_the_way(root: Path, old: str) -> Path | None:
    """Return the page that still stands at an old address, the address's own stub apart; None where there is none."""
    pages = [root / "docs" / f"{old.strip('/')}.md", root / "docs" / stub_file(old)]
    return next((path for path in pages if path.is_file() and not is_stub(path)), None)


def astray(root: Path, moves: list[RawRecord]) -> Iterator[Problem]:
    """Yield a problem for each redirect whose page still stands, has another redirect, or lacks its stub."""
    first: dict[str, Problem] = {}
    for move in moves:
        old = move.value["old"]
        twice = move.problem(f"{old} has moved twice", "old")
        before = first.setdefault(old, twice)
        page = in_the_way(root, old)
        if before is not twice:
            message = f"{old} has a redirect already, in {before.file}:{before.line}: expected one for each page"
            yield move.problem(message, "old")
        elif page:
            name = page.relative_to(root).as_posix()
            yield move.problem(f"{old} has a page, {name}: expected an address whose page has gone", "old")
        elif not (root / "docs" / stub_file(old)).is_file():
            message = f"{old} has no page to redirect: expected docs/{stub_file(old)} (`make pages` writes it)"
            yield move.problem(message, "old")
