"""Build the three sites, measure them side by side and print one table: `python -m tests.bench`."""

import argparse
import json
import textwrap
from contextlib import ExitStack
from pathlib import Path

from tests import chromium
from tests.bench import lighthouse, sites
from tests.bench.browsing import ROUNDS, browser, paints, two_pages
from tests.bench.searching import first_search
from tests.bench.server import CACHING, LEVEL, Served
from tests.bench.table import table


def relative(address: str) -> str:
    """Return an address as it follows the site's own."""
    return address.lstrip("/")


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--page", default="cases/blurred-boundaries/", type=relative, help="the page to open cold")
    parser.add_argument("--second", default="risks/rp3/", type=relative, help="the page to open after it")
    parser.add_argument("--query", default="retirement", help="the words of the first search")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure, and every answer, to a file")
    parser.add_argument("--no-lighthouse", action="store_true", help="leave Lighthouse out")
    return parser.parse_args()


def measure(served: dict[str, Served], page: str, second: str, query: str) -> dict[str, dict]:
    """Return every figure, by site."""
    places = {"hand": "", "ours": page, "stock": page}
    with browser() as chrome:
        figures = {
            name: two_pages(chrome, served[name], place, None if name == "hand" else second)
            for name, place in places.items()
        }
        for name, times in paints(chrome, {name: (served[name], place) for name, place in places.items()}).items():
            figures[name]["paints"] = times
        for name, found in first_search(chrome, served, page, query).items():
            figures[name]["search"] = found
    return figures


def judge(served: dict[str, Served], page: str) -> dict[str, dict]:
    """Return what Lighthouse says of five pages of ours and one of stock's."""
    pages = [("ours", place) for place in ("", page, "questions/", "risks/", "search/")] + [("stock", page)]
    report = sites.CACHE / "lighthouse.json"
    judged = {}
    for name, place in pages:
        report.unlink(missing_ok=True)
        judged[f"{name} /{place}"] = lighthouse.judge(served[name].url + place, report)
    return judged


def notes(figures: dict[str, dict], page: str, second: str, query: str) -> str:
    """Return how the table was made, and what went wrong in the measuring."""
    lines = [
        f"Page: {page}; second page: {second}; search: “{query}”. A dash: nothing to measure.",
        f"1 KB = 1024 bytes of bodies as transferred, gzip level {LEVEL}, headers left out; answers carry {CACHING}.",
        "hand: the same text in plain HTML with one small stylesheet.",
        f"stock: {sites.STOCK}.",
        f"First paint: median of {ROUNDS} fresh browsers; the fastest is the steadier figure on a busy machine.",
        "First search: ours opens /search/?q=…, stock the page with ?q=…; from the first key: stock’s box, on a page "
        "at rest, which answers while one types. Medians too.",
        "Times belong to this machine, unthrottled, and to its other work just now: compare the ratios, not the ms.",
    ]
    for name, found in figures.items():
        parts = (found["cold"], found.get("second"), (found.get("search") or {}).get("cold"))
        lost = sorted({path for part in parts if part for path in part["missing"]})
        lines += [f"{name}: answered 404: {path}" for path in lost]
        lines += [f"{name}: tried to reach {url}" for url in found["cold"]["others"]]
    return "\n".join(textwrap.fill(line, 118, subsequent_indent="  ") for line in lines)


def main() -> int:
    """Measure and print; return 1 where there is no Chromium."""
    asked = arguments()
    if not chromium.find():
        print(chromium.ADVICE)
        return 1
    print("Building the three sites and measuring; this takes a few minutes …", flush=True)
    folders = sites.build(asked.page)
    with ExitStack() as stack:
        served = {name: stack.enter_context(Served(folder)) for name, folder in folders.items()}
        figures = measure(served, asked.page, asked.second, asked.query)
        print(f"\n{table(figures)}\n\n{notes(figures, asked.page, asked.second, asked.query)}\n", flush=True)
        why_not = "Lighthouse left out, as asked." if asked.no_lighthouse else lighthouse.missing()
        judged = {} if why_not else judge(served, asked.page)
    print(why_not or lighthouse.text(judged))
    if asked.json:
        asked.json.write_text(json.dumps({"sites": figures, "lighthouse": judged}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
