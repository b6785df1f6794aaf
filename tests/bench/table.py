"""The one table: what was measured, site beside site, and which limits are met."""

from collections.abc import Callable, Iterator
from statistics import median
from typing import Any, NamedTuple

from tests.bench.kinds import KINDS

KB = 1024
SITES = ("hand", "ours", "stock")
NONE = "–"


class Limit(NamedTuple):
    """The most that ours may come to: in words, as a number, and whether that number is a share of stock's."""

    words: str
    most: float
    of_stock: bool = False


class Row(NamedTuple):
    """A line of the table: its label, how to read a site's figures, how to write the number, the limits."""

    label: str
    read: Callable[[dict], float | None]
    write: Callable[[float], str]
    limits: tuple[Limit, ...] = ()


def kilobytes(size: float) -> str:
    """Return bytes as KB, never rounding something to nothing."""
    return "0" if size == 0 else f"{max(size / KB, 0.1):.1f}"


def whole(number: float) -> str:
    """Return a number without decimals."""
    return f"{number:.0f}"


def at(*keys: str) -> Callable[[dict], Any]:
    """Return a reader of the figure under some keys: a list's median; None where there is none."""

    def read(figures: Any) -> Any:
        for key in keys:
            figures = (figures or {}).get(key)
        return (median(figures) if figures else None) if isinstance(figures, list) else figures

    return read


def script(figures: dict) -> float:
    """Return the bytes of a cold page's scripts, those in the page itself included."""
    return figures["cold"]["kinds"]["js"] + figures["cold"]["inline"]


# A line of its own begins each part; the limits are those the project has set itself.
ROWS: tuple[str | Row, ...] = (
    "The case page, cold",
    Row("requests", at("cold", "requests"), whole, (Limit("≤ 6", 6),)),
    Row(
        "KB in all", at("cold", "bytes"), kilobytes, (Limit("≤ 40 KB", 40 * KB), Limit("≤ 0.35 × stock", 0.35, True))
    ),
    *(Row(f"KB of {kind}", at("cold", "kinds", kind), kilobytes) for kind in KINDS),
    Row("KB of all that, for search", at("cold", "search"), kilobytes, (Limit("0 bytes", 0),)),
    Row("KB of script, with that in the html", script, kilobytes, (Limit("≤ 2 KB", 2 * KB),)),
    Row("attempts to reach other hosts", lambda figures: len(figures["cold"]["others"]), whole),
    Row("layout shift", at("shift"), lambda shift: f"{shift:.3f}"),
    Row("ms to first contentful paint", at("paints"), whole),
    Row("ms to the fastest of these paints", lambda figures: min(figures["paints"]), whole),
    "A second page in the same browser",
    Row("requests", at("second", "requests"), whole),
    Row("KB in all", at("second", "bytes"), kilobytes, (Limit("≤ 10 KB", 10 * KB),)),
    "The first search, from the case page (stock: part of that page)",
    Row("requests, the search page's included", at("search", "after", "requests"), whole),
    Row(
        "KB in all, the search page included", at("search", "after", "bytes"), kilobytes, (Limit("≤ 65 KB", 65 * KB),)
    ),
    "The first search as the first page, in a fresh browser",
    Row("requests, the page's included", at("search", "cold", "requests"), whole),
    Row("KB in all, the page included", at("search", "cold", "bytes"), kilobytes),
    Row("KB of font in that", at("search", "cold", "kinds", "font"), kilobytes),
    Row("ms from opening ?q=… to a result", at("search", "opened"), whole),
    Row("ms from first key to a result", at("search", "typed"), whole),
)


def verdict(limit: Limit, ours: float | None, stock: float | None) -> str:
    """Return a limit with whether it is met."""
    if ours is None or (limit.of_stock and not stock):
        return f"{limit.words}: not measured"
    most = limit.most * stock if limit.of_stock else limit.most
    return f"{limit.words}: {'met' if ours <= most else 'not met'}"


def cells(figures: dict[str, dict]) -> Iterator[tuple[str, ...]]:
    """Yield the table's lines as cells."""
    yield ("", *SITES, "ours÷stock", "limit for ours")
    for row in ROWS:
        if isinstance(row, str):
            yield ("",)
            yield (row,)
            continue
        values = {name: row.read(figures[name]) for name in SITES}
        ours, stock = values["ours"], values["stock"]
        shown = (NONE if value is None else row.write(value) for value in values.values())
        ratio = f"{ours / stock:.2f}" if stock and ours is not None else NONE
        yield (f"  {row.label}", *shown, ratio, "; ".join(verdict(limit, ours, stock) for limit in row.limits))


def aligned(lines: Iterator[tuple[str, ...]]) -> str:
    """Return cells as text: the first and the last column to the left, numbers to the right."""
    lines = list(lines)
    full = [line for line in lines if len(line) > 1]
    widths = [max(len(line[column]) for line in full) for column in range(len(full[0]))]

    def text(line: tuple[str, ...]) -> str:
        middle = (cell.rjust(width) for cell, width in zip(line[1:-1], widths[1:-1], strict=True))
        return "  ".join((line[0].ljust(widths[0]), *middle, line[-1])).rstrip()

    return "\n".join(text(line) if len(line) > 1 else line[0] for line in lines)


def table(figures: dict[str, dict]) -> str:
    """Return the table of what was measured, by site."""
    return aligned(cells(figures))
