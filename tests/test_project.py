"""The promises to contributors: stubs, schemas, macros, one file a case, live reload."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from macros import pages, schemas, stubs
from macros.library import Library, library
from macros.loading import load, stubs_wanted
from macros.prepare import write_files
from tests.brief import EVERY_CASE, QUESTIONS, RISKS, TAUGHT
from tests.conftest import ROOT, copied, page, run, words


def test_stubs_equal_data() -> None:
    wanted = stubs_wanted(ROOT)
    standing = [one for one in wanted.values() if one.field != "old"]
    assert len(standing) == len(EVERY_CASE | RISKS | QUESTIONS) + len(TAUGHT)
    for path, one in wanted.items():
        assert (ROOT / "docs" / path).read_text(encoding="utf-8") == stubs.stub(one), path


@pytest.mark.parametrize("name", schemas.schemas())
def test_schema_is_fresh(name: str) -> None:
    assert (ROOT / "data" / "schemas" / name).read_text(encoding="utf-8") == schemas.schemas()[name]


def test_no_schema_is_left_over() -> None:
    assert {path.name for path in (ROOT / "data" / "schemas").iterdir()} == set(schemas.schemas())


def test_every_data_file_names_its_schema_and_satisfies_it() -> None:
    import yaml

    for path in [*ROOT.glob("data/*.yml"), *ROOT.glob("data/cases/*.yml"), *ROOT.glob("data/teaching/*.yml")]:
        text = path.read_text(encoding="utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert named, path
        schema = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(yaml.load(text, yaml.CSafeLoader))


def test_every_field_of_every_model_is_described() -> None:
    for text in schemas.schemas().values():
        schema = json.loads(text)
        for name, model in {"file": schema, **schema.get("$defs", {})}.items():
            assert model.get("description"), name
            for field, meant in model.get("properties", {}).items():
                referred = schema["$defs"].get(meant.get("$ref", "").rpartition("/")[2], {})
                assert meant.get("description") or referred.get("description"), f"{name}.{field}"


def test_contributing_lists_the_macros() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `\{\{ (\w+)\(", text, re.MULTILINE)
    assert listed == [macro.__name__ for macro in pages.macros(None, None)]


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = "help serve build test fuzz bench bench-scale lint lock pages schemas release clean"
    for target in targets.split():
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE), target


# ── The library ────────────────────────────────────────────────────────────────


def test_library_is_read_once_for_each_state_of_the_data(project: Path) -> None:
    first = library(project)
    assert library(project) is first


def test_an_edit_of_the_data_is_seen_under_the_cached_library(project: Path) -> None:
    before = library(project).item("Q7").title
    path = project / "data" / "questions.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{before}"', '"A fresh title"'), encoding="utf-8")
    assert library(project).item("Q7").title == "A fresh title" != before


def test_a_new_or_deleted_stub_is_seen_under_the_cached_library(project: Path) -> None:
    library(project)
    stub = project / "docs" / "risks" / "rp3.md"
    text = stub.read_text(encoding="utf-8")
    stub.unlink()
    with pytest.raises(Exception, match="RP3 has no page"):
        library(project)
    stub.write_text(text, encoding="utf-8")
    assert library(project).item("RP3")


def test_links_run_both_ways() -> None:
    shelf = Library(*load(ROOT))
    kinds = (
        "case",
        "client_risk",
        "therapist_risk",
        "question",
        "caveat",
        "strategy",
        "mitigation",
        "principle",
        "alternative",
    )
    for code in shelf.items:
        for neighbour in shelf.neighbours(code, *kinds):
            assert code in [back.item.code for back in shelf.neighbours(neighbour.item.code, *kinds)]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project in which all is written that is not a page."""
    project = copied(tmp_path_factory.mktemp("prepared") / "project")
    write_files(library(project), project / "docs")
    return project


def test_preparing_twice_touches_nothing(prepared: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in prepared.rglob("*") if path.is_file()}
    write_files(library(prepared), prepared / "docs")
    assert {path: path.stat().st_mtime_ns for path in prepared.rglob("*") if path.is_file()} == before


def test_what_there_no_longer_is_is_not_left_to_be_published(prepared: Path) -> None:
    old = [prepared / "docs" / name for name in ("cases/gone/cite.ris", "data/gone.csv", "data/schemas/gone.json")]
    for path in old:
        path.parent.mkdir(exist_ok=True)
        path.write_text("old", encoding="utf-8")
    write_files(library(prepared), prepared / "docs")
    assert not [path for path in old if path.exists()]
    assert (prepared / "docs" / "data" / "schemas" / "case.json").is_file()


# ── A new case: one file, one command ──────────────────────────────────────────


def new_case(project: Path) -> Path:
    """Write one new case, made of an old one, and return its file."""
    text = (project / "data/cases/single-session.yml").read_text(encoding="utf-8")
    for old, new in (
        ('code: "C1"', 'code: "C77"'),
        ('id: "single-session"', 'id: "met-again"'),
        ('"One short session, long ago"', '"Met again at the allotments"'),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    text = re.sub(
        r"^aliases:\n(?:  - .*\n)+", 'aliases: ["allotment neighbours", "old client next plot"]\n', text, flags=re.M
    )
    path = project / "data/cases/met-again.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, on a machine without typst, with one new case, and its page made and built."""
    project = copied(tmp_path_factory.mktemp("grown") / "project")
    (project / "typst.py").write_text("raise ImportError('no typst')", encoding="utf-8")
    new_case(project)
    refused = run("macros.prepare", cwd=project)
    assert refused.returncode == 1 and "docs/cases/met-again.md (`make pages` writes it)" in refused.stderr
    assert run("macros.stubs", cwd=project).stdout == "wrote docs/cases/met-again.md\n"
    built = run("mkdocs", "build", "--strict", cwd=project)
    assert built.returncode == 0, built.stderr
    return project


def test_adding_a_case_takes_one_file_and_one_command(grown: Path) -> None:
    site = grown / "site"
    case = BeautifulSoup((site / "cases/met-again/index.html").read_text(encoding="utf-8"), "lxml")
    assert words(case.find("h1").get_text()).startswith("C77 Met again at the allotments")
    for place in ("cases", "risks/rp8", "questions/q7", "safeguards"):
        links = [
            link["href"]
            for link in BeautifulSoup((site / place / "index.html").read_text(encoding="utf-8"), "lxml").select(
                "article a"
            )
        ]
        assert any(link.endswith("met-again/") for link in links), place
    assert any(row["code"] == "C77" for row in json.loads((site / "catalogue.json").read_text(encoding="utf-8")))
    assert '"cases/met-again/"' in (site / "assets/search-index.js").read_text(encoding="utf-8")


def test_the_site_is_built_where_there_is_no_typst(grown: Path) -> None:
    """As under `make serve`: nothing is made, and the page says how to make it."""
    shown = BeautifulSoup((grown / "site" / "downloads" / "index.html").read_text(encoding="utf-8"), "lxml")
    assert "make downloads" in shown.article.get_text() and not shown.select("a[download]")
    assert not (grown / "docs" / "downloads").exists()


# ── Addresses ──────────────────────────────────────────────────────────────────


def test_without_an_address_no_page_prints_a_made_up_one() -> None:
    text = page("risks/rp3/").find(class_="cite").get_text()
    assert "http" not in text and "once the site is published" in text


# ── Live reload ────────────────────────────────────────────────────────────────


class Served:
    """A `mkdocs serve` of a project, whose terminal is kept."""

    def __init__(self, project: Path, port: int) -> None:
        self.url, self.log = f"http://127.0.0.1:{port}/", project / "serve.log"
        env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=project, env=env, stdout=log, stderr=subprocess.STDOUT)

    def get(self, place: str) -> str:
        with urllib.request.urlopen(self.url + place, timeout=60) as answer:  # it answers after a running build
            return answer.read().decode("utf-8")

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait(self, what, seconds: float = 120) -> None:
        """Wait until `what` holds; fail with the terminal's text where it never does."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if what():
                    return
            except OSError:
                pass
            time.sleep(0.2)
        pytest.fail(self.said()[-3000:])

    def rests(self, seconds: float = 4) -> bool:
        """Return whether the last build is over and nothing sets off another."""
        before = self.said()
        time.sleep(seconds)
        return self.said() == before and before.rstrip().endswith("Reloading browsers")


def test_serve_shows_bad_data_keeps_the_page_and_picks_up_the_next_good_edit(project: Path, unused_port: int) -> None:
    served = Served(project, unused_port)
    try:
        served.wait(lambda: "Q7" in served.get("questions/q7/"))
        data = project / "data/questions.yml"
        good = data.read_text(encoding="utf-8")
        title = library(project).item("Q7").title

        data.write_text(good.replace(f'title: "{title}"', "title: 7", 1), encoding="utf-8")
        served.wait(lambda: "questions.Q7.title: was read as a number (7)" in served.said())
        assert "Traceback" not in served.said()
        assert title in BeautifulSoup(served.get("questions/q7/"), "lxml").get_text().replace("’", "'")
        assert served.process.poll() is None

        data.write_text(good.replace(f'"{title}"', '"Shown after the mistake"', 1), encoding="utf-8")
        served.wait(lambda: "Shown after the mistake" in served.get("questions/q7/"))
        served.wait(
            served.rests, seconds=60
        )  # the edit changes the catalogue, which is built once more, and then rests
    finally:
        served.process.send_signal(signal.SIGINT)
        served.process.wait(60)


@pytest.fixture
def unused_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
