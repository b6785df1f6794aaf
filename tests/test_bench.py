"""The measuring tool: what is counted as what, what its server sends, what its table says. No times."""

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from mkdocs.utils.yaml import yaml_load

from tests.bench import hand, lighthouse, stock
from tests.bench.kinds import inline_script, kind, of_search, weigh
from tests.bench.server import Answer, Served
from tests.bench.table import KB, Limit, aligned, kilobytes, table, verdict
from tests.conftest import ROOT, SITE, page, words


@pytest.mark.parametrize(
    "path, media, meant",
    [
        ("/cases/one/", "text/html", "html"),
        ("/search/?q=retirement", "text/html", "html"),
        ("/assets/site.css", "text/css", "css"),
        ("/assets/javascripts/workers/search.a7633da7.min.js", "text/javascript", "js"),
        ("/assets/lunr.js", "text/javascript", "js"),
        ("/index.js", "text/javascript", "js"),
        ("/assets/search-index.js?v=1", "text/javascript", "search data"),
        ("/search/search_index.json", "application/json", "search data"),
        ("/catalogue.json", "application/json", "other"),
        ("/a.woff2", "font/woff2", "font"),
        ("/assets/mark.svg", "image/svg+xml", "image"),
    ],
)
def test_a_file_has_one_kind(path: str, media: str, meant: str) -> None:
    assert kind(path, media) == meant


def test_the_search_page_is_a_page_and_its_files_are_of_search() -> None:
    assert not of_search("/search/?q=lunr") and not of_search("/cases/research-search.html")
    assert of_search("/search/search_index.json") and of_search("/assets/lunr.min.js") and of_search("/Search.css")


def test_kinds_add_up_to_all_and_search_is_a_part() -> None:
    answers = [
        Answer("/", 200, "text/html", 100),
        Answer("/lunr.js", 200, "text/javascript", 20),
        Answer("/search/search_index.json", 304, "application/json", 0),
        Answer("/favicon.ico", 404, "text/html", 3),
    ]
    weighed = weigh(answers)
    assert weighed["requests"] == 4 and weighed["bytes"] == sum(weighed["kinds"].values()) == 123
    assert weighed["search"] == weighed["kinds"]["js"] == 20 and weighed["missing"] == ["/favicon.ico"]


def test_only_scripts_in_the_page_itself_count_as_such() -> None:
    data = '<script type="application/json">{"a": 1}</script><script src="a.js"></script>'
    assert inline_script(data) == 0
    assert inline_script(data + "<script>run()</script>") == len(gzip.compress(b"run()", 6, mtime=0))


# ── The server ─────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with Served(SITE) as site:
        yield site


@pytest.fixture
def line(served: Served) -> Iterator[http.client.HTTPConnection]:
    """Return one connection to the server, on which every question of a test is asked."""
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=20)
    yield connection
    connection.close()


def ask(line: http.client.HTTPConnection, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """Return an answer and its body; a second question fails where the first answer's length was wrong."""
    line.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = line.getresponse()
    return answer, answer.read()


def test_a_text_is_sent_compressed_and_its_length_is_right(served: Served, line: http.client.HTTPConnection) -> None:
    text = (SITE / "catalogue.json").read_bytes()
    for _ in range(2):
        answer, body = ask(line, "/catalogue.json", Accept_Encoding="gzip, br")
        assert answer.getheader("Content-Encoding") == "gzip" and gzip.decompress(body) == text
        assert int(answer.getheader("Content-Length")) == len(body) == len(gzip.compress(text, 6, mtime=0))
        assert served.answers[-1] == Answer("/catalogue.json", 200, "application/json", len(body))


def test_a_text_is_sent_plain_to_whoever_wants_it_so(line: http.client.HTTPConnection) -> None:
    answer, body = ask(line, "/catalogue.json")
    assert answer.getheader("Content-Encoding") is None and body == (SITE / "catalogue.json").read_bytes()


def test_what_the_browser_has_is_not_sent_again(served: Served, line: http.client.HTTPConnection) -> None:
    mark = ask(line, "/")[0].getheader("ETag")
    answer, body = ask(line, "/", If_None_Match=mark)
    assert (answer.status, body) == (304, b"") and served.answers[-1] == Answer("/", 304, "text/html", 0)
    assert ask(line, "/", If_None_Match='"another"')[0].status == 200


def test_folders_missing_pages_and_ways_out(line: http.client.HTTPConnection) -> None:
    assert ask(line, "/cases/")[1] == (SITE / "cases" / "index.html").read_bytes()
    moved, _ = ask(line, "/cases")
    assert (moved.status, moved.getheader("Location")) == (301, "/cases/")
    for path in ("/no-such-page/", "/../mkdocs.yml", "/%2e%2e/%2e%2e/mkdocs.yml"):
        lost, body = ask(line, path)
        assert lost.status == 404 and body == (SITE / "404.html").read_bytes(), path


# ── The sites beside ours ──────────────────────────────────────────────────────


def test_the_page_by_hand_holds_the_text_and_nothing_of_the_theme() -> None:
    html = (SITE / "cases/blurred-boundaries/index.html").read_text(encoding="utf-8")
    title, description, article = hand.plain(html)
    assert title.startswith("C4 ") and description
    assert 'class="' not in article and "<script" not in article and "<div" not in article
    plain = words(BeautifulSoup(article, "lxml").get_text(" "))
    for paragraph in page("cases/blurred-boundaries/").select("article p"):
        assert paragraph.find_parent("nav") or words(paragraph.get_text(" ")) in plain


def test_the_stock_site_has_our_pages_and_none_of_our_looks() -> None:
    ours = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    settings = stock.settings(ours)
    macros = next(plugin for plugin in ours["plugins"] if "macros" in plugin)
    assert settings["plugins"] == ["search", macros] and settings["theme"]["name"] == "material"
    assert "custom_dir" not in settings["theme"] and not settings["extra_css"]
    assert not {"docs_dir", "nav", "markdown_extensions"} & set(settings)


# ── The table ──────────────────────────────────────────────────────────────────


def figures(size: int) -> dict:
    """Return the figures of a site whose one page has a size, with no second page and no search."""
    cold = weigh([Answer("/", 200, "text/html", size)])
    return {"cold": cold | {"others": [], "inline": 0}, "shift": 0, "paints": [3.0, 1.0, 2.0]}


def test_a_limit_is_met_or_not_or_not_measured() -> None:
    size, share = Limit("≤ 2 KB", 2 * KB), Limit("≤ 0.35 × stock", 0.35, of_stock=True)
    assert verdict(size, 2 * KB, None) == "≤ 2 KB: met" and verdict(size, 2 * KB + 1, 9) == "≤ 2 KB: not met"
    assert verdict(size, None, 9) == "≤ 2 KB: not measured" == verdict(size, None, None)
    assert verdict(share, 35, 100).endswith(": met") and verdict(share, 36, 100).endswith(": not met")
    assert verdict(share, 35, None).endswith(": not measured")


def test_the_table_sets_sites_side_by_side_and_a_dash_where_nothing_was_measured() -> None:
    sites = {"hand": figures(10), "ours": figures(2048), "stock": figures(4096)}
    rows = [words(line) for line in table(sites).splitlines()]
    assert rows[0] == "hand ours stock ours÷stock limit for ours"
    assert "KB in all 0.1 2.0 4.0 0.50 ≤ 40 KB: met; ≤ 0.35 × stock: not met" in rows
    assert "KB in all – – – – ≤ 10 KB: not measured" in rows
    assert "ms to first contentful paint 2 2 2 1.00" in rows
    assert "ms to the fastest of these paints 1 1 1 1.00" in rows


def test_numbers_stand_to_the_right_and_little_is_not_nothing() -> None:
    assert aligned(iter([("a", "10", "x"), ("bcd", "9", "")])) == "a    10  x\nbcd   9"
    assert [kilobytes(size) for size in (0, 1, 1536)] == ["0", "0.1", "1.5"]


# ── Lighthouse ─────────────────────────────────────────────────────────────────


def test_of_a_report_the_failed_audits_that_count_are_kept() -> None:
    def audit(name: str, score: float | None, mode: str = "numeric") -> dict:
        return {"id": name, "title": name.upper(), "score": score, "scoreDisplayMode": mode, "numericValue": 7}

    audits = [
        audit("bad", 0.5),
        audit("good", 1),
        audit("none", None, "notApplicable"),
        audit("broke", None, "error"),
    ]
    audits += [audit(name, 1) for name in lighthouse.METRICS.values()]
    refs = [{"id": name, "weight": 1} for name in ("bad", "good", "none", "broke")] + [{"id": "bad", "weight": 0}]
    said = lighthouse.summary(
        {
            "categories": {name: {"score": 0.995, "auditRefs": refs} for name in lighthouse.CATEGORIES},
            "audits": {one["id"]: one for one in audits},
        }
    )
    assert said["scores"]["seo"] == 100 and said["metrics"] == dict.fromkeys(lighthouse.METRICS, 7)
    assert [one["id"] for one in said["failed"]["seo"]] == ["bad", "broke"]


def test_without_node_one_line_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lighthouse.missing() == f"Lighthouse left out: there is no Node here. {lighthouse.ADVICE}"
