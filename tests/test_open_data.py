"""Open data: files that hold what the library holds, a package that describes them, a feed of what changed."""

import csv
import hashlib
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import frictionless
import pytest
import yaml
from lxml import etree

from macros import data_package, feed
from macros.library import library
from macros.models import FILES, File, Model
from macros.open_data import TABLES
from macros.project import about
from macros.releases import first_published
from tests.brief import EVERY_CASE, QUESTIONS, RISKS, TAUGHT
from tests.conftest import CLOCK, ROOT, SITE, page, words

DATA = SITE / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
WHOLE = json.loads((DATA / "after-the-last-session.json").read_text(encoding="utf-8"))
NOT_PUBLISHED = {"search.yml", "asked.yml", "redirects.yml"}  # what search learns from; where pages went
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
HERE = about(ROOT, "")
ADDRESS = about(ROOT, "https://atls.example/course/")


def of(name: str) -> list[dict[str, Any]]:
    """Return the records of a table's JSON file."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def read_back(text: str, resource: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the records of a CSV file, told by nothing but what the data package says of it."""
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    found = []
    for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
        record: dict[str, Any] = {}
        for name, cell in row.items():
            *way, last = name.split(".")
            inside = record
            for step in way:
                inside = inside.setdefault(step, {})
            is_text = types[name] in ("string", "date")
            inside[last] = None if cell == "" else cell if is_text else json.loads(cell)
        found.append(record)
    return found


FEED = etree.fromstring((SITE / "feed.xml").read_bytes())


def found(path: str, within: etree._Element = FEED) -> list[Any]:
    return within.xpath(path, namespaces=ATOM)


# ── The files ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", TABLES)
def test_csv_can_be_turned_back_into_the_json(name: str) -> None:
    text = (DATA / f"{name}.csv").read_bytes().decode("utf-8")
    assert read_back(text, RESOURCES[name]) == of(name) == WHOLE["records"][name]
    assert "\r" not in text and not text.startswith("\ufeff")


def test_everything_in_the_catalogue_is_there_with_its_kind_and_address() -> None:
    rows = json.loads((SITE / "catalogue.json").read_text(encoding="utf-8"))
    published = Counter((record["kind"], record["address"]) for name in TABLES for record in of(name))
    assert Counter((row["kind"], row["url"]) for row in rows) - published == Counter()
    beyond = {"crisis-lines", "question-groups", "comparison", "unread-bodies", "finder-questions", "finder-answers"}
    assert sum(published.values()) - len(rows) == sum(len(of(name)) for name in beyond)


def test_counts_are_those_of_the_files() -> None:
    assert WHOLE["counts"] == {name: len(of(name)) for name in TABLES}
    counts = [WHOLE["counts"][name] for name in ("cases", "teaching", "risks", "questions")]
    assert counts == [len(EVERY_CASE), len(TAUGHT), len(RISKS), len(QUESTIONS)]


def test_every_file_of_data_is_published_but_what_search_learns_from() -> None:
    published = {table.model for table in TABLES.values()}

    def records(model: type[Model]) -> Iterator[type[Model]]:
        lists = [
            field.annotation.__args__[0]
            for field in model.model_fields.values()
            if hasattr(field.annotation, "__args__")
        ]
        yield from (one for one in lists if issubclass(one, Model))

    missing = {
        place
        for place, model in FILES.items()
        if not any(
            issubclass(one, tuple(published)) for one in (records(model) if issubclass(model, File) else [model])
        )
    }
    assert missing == NOT_PUBLISHED


def test_a_record_stands_as_it_does_in_data() -> None:
    read = yaml.safe_load((ROOT / "data/cases/single-session.yml").read_text(encoding="utf-8"))
    case = next(record for record in of("cases") if record["code"] == "C1")
    assert case["scenario"] == {**read["scenario"], "text": read["scenario"]["text"].strip()}
    assert case["facets"] == read["facets"] and case["actions"] == read["actions"]
    assert [link["to"] for link in case["risks"]] == [link["to"] for link in read["risks"]]
    assert case["address"] == "cases/single-session/"


def test_parts_and_wholes_name_each_other() -> None:
    for whole, many, part, one in (
        ("bodies", "clauses", "clauses", "body"),
        ("standards", "points", "standard-points", "standard"),
        ("finder-questions", "answers", "finder-answers", "question"),
    ):
        named = [(record["id"], name) for record in of(whole) for name in record[many]]
        assert named == [(record[one], record["id"]) for record in of(part)] != []


@pytest.mark.parametrize("name", TABLES)
def test_every_record_is_found_at_its_address(name: str) -> None:
    for record in of(name):
        place, fragment = urldefrag(record["address"])
        assert (SITE / place / "index.html").is_file(), record["address"]
        assert not fragment or page(place).find(id=fragment), record["address"]


# ── Hostile texts, and spreadsheets ────────────────────────────────────────────────────────────────────

FORMULA = re.compile(r"[=+\-@\t\r]")
HOSTILE = '=1+1, "quoted", it\'s; \\ back & <3 ünï 🙂'


def test_no_cell_is_taken_for_a_formula() -> None:
    for name in TABLES:
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                begins = {column: cell for column, cell in row.items() if FORMULA.match(cell)}
                assert not begins, f"{name}: a cell begins like a formula; put a word before it: {begins}"


def test_hostile_texts_survive(project: Path) -> None:
    path = project / "data/cases/single-session.yml"
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    case["title"], case["aliases"] = HOSTILE, [HOSTILE, '[", "]']
    case["scenario"]["text"] = f"- {HOSTILE}\n- a,b;\tc\n\n\n{{{{ 7*7 }}}} ''"
    case["changed"] = found("//atom:updated/text()")[0][:10]
    path.write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    made = data_package.files(library(project), HERE)
    back = read_back(made["cases.csv"], RESOURCES["cases"])
    assert back == json.loads(made["cases.json"])
    assert (back[0]["title"], back[0]["aliases"]) == (HOSTILE, case["aliases"])
    assert back[0]["scenario"]["text"] == case["scenario"]["text"]
    told = etree.fromstring(feed.feed(library(project), HERE).encode("utf-8"))
    assert plain(found("//atom:entry/atom:title", told)[0].text) == plain(f"C1 {HOSTILE}")


# ── The package ────────────────────────────────────────────────────────────────────────────────────────


def test_package_names_every_csv_file_with_its_size_and_sum() -> None:
    assert {resource["path"] for resource in RESOURCES.values()} == {path.name for path in DATA.glob("*.csv")}
    assert {path.stem for path in DATA.glob("*.csv")} == {path.stem for path in DATA.glob("*.json")} - {
        "after-the-last-session", "datapackage",
    }  # fmt: skip
    for resource in RESOURCES.values():
        held = (DATA / resource["path"]).read_bytes()
        assert resource["bytes"] == len(held)
        assert resource["hash"] == "sha256:" + hashlib.sha256(held).hexdigest()


def test_package_says_what_it_is() -> None:
    assert PACKAGE["profile"] == "tabular-data-package"
    assert (PACKAGE["name"], PACKAGE["title"]) == ("after-the-last-session", "After the Last Session")
    assert PACKAGE["licenses"][0]["name"] == "CC-BY-4.0"
    assert PACKAGE["created"] == "2026-11-22T00:00:00Z"
    assert "homepage" not in PACKAGE and "http" not in json.dumps(PACKAGE["resources"][0]["path"])
    made = json.loads(data_package.files(library(), ADDRESS)["datapackage.json"])
    assert made["homepage"] == "https://atls.example/course/data/"


def test_package_tells_the_values_keys_and_links_of_columns() -> None:
    columns = {field["name"]: field for field in RESOURCES["cases"]["schema"]["fields"]}
    assert columns["facets.attachment"]["constraints"]["enum"] == ["slight", "warm", "strong"]
    assert columns["changed"]["type"] == "date" and columns["stages"]["type"] == "array"
    assert RESOURCES["cases"]["schema"]["primaryKey"] == "code"
    links = {
        (name, key["fields"]): (key["reference"]["resource"], key["reference"]["fields"])
        for name, resource in RESOURCES.items()
        for key in resource["schema"]["foreignKeys"]
    }
    assert links["clauses", "body"] == ("bodies", "id")
    assert links["questions", "group"] == ("question-groups", "id")
    assert links["questions", "after"] == ("", "code")
    assert links["teaching", "case"] == ("cases", "code")
    assert all(field["description"] for resource in RESOURCES.values() for field in resource["schema"]["fields"])


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a copy of the data to break."""
    return Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("schemas", "*.html")))


def faults(folder: Path) -> set[str]:
    """Return what frictionless finds wrong with the data package in a folder: the kinds of its errors."""
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    rows = {name: task.stats["rows"] for name, task in zip(RESOURCES, report.tasks, strict=True)}
    assert report.errors or rows == {name: len(of(name)) for name in RESOURCES}
    return {fault for [fault] in report.flatten(["type"])}


def test_package_is_sound() -> None:
    assert faults(DATA) == set()


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("cases", ",slight,", ",enormous,", "constraint-error"),
        ("cases", "\nC2,", "\nC1,", "primary-key"),
        ("clauses", ",aca,", ",nobody,", "foreign-key"),
        ("bodies", ",2026-11-2", ",2026-13-2", "type-error"),
        ("terms", "kind,", "kin,", "incorrect-label"),
        ("sources", "Sam", "Pam Sam", "byte-count"),
    ],
)
def test_a_broken_copy_is_refused(copied: Path, name: str, old: str, new: str, fault: str) -> None:
    path = copied / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert fault in faults(copied)


def test_schemas_are_published() -> None:
    published = {path.name: path.read_text(encoding="utf-8") for path in (DATA / "schemas").iterdir()}
    assert published == {
        path.name: path.read_text(encoding="utf-8") for path in (ROOT / "data" / "schemas").iterdir()
    }


def test_no_name_that_users_rely_on_has_gone() -> None:
    promised = yaml.safe_load((ROOT / "tests" / "open_data_names.yml").read_text(encoding="utf-8"))
    assert len(promised) > 15
    for name, columns in promised.items():
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert set(columns) <= set(next(csv.reader(file))), name
        assert (DATA / f"{name}.json").is_file()


# ── The page ───────────────────────────────────────────────────────────────────────────────────────────


def test_page_offers_every_file_with_its_count_and_size() -> None:
    article = page("data/").find("article")
    offered = {link["href"] for link in article.find_all("a", download=True)}
    assert offered == {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.*") if path.suffix != ".html"}
    for name in TABLES:
        row = article.find(id=f"file-{name}")
        count, *sizes = (int(one["value"]) for one in row.find_all("data"))
        assert count == len(of(name))
        assert sizes == [(DATA / f"{name}.{form}").stat().st_size for form in ("json", "csv")]


def paths(value: Any, before: str = "") -> Iterator[str]:
    """Yield the name of each field of a record, as the page writes it: `stages[].when`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{before}.{name}".lstrip(".")
            yield from paths(inner, f"{before}.{name}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{before}[]")


@pytest.mark.parametrize("name", TABLES)
def test_every_field_is_explained_on_the_page(name: str) -> None:
    table = page("data/").find(id=f"fields-{name}").find_next("table", class_="fields")
    rows = {words(row.th.get_text()): words(row.find_all("td")[1].get_text()) for row in table.select("tbody tr")}
    met = {path for record in of(name) for path in paths(record)}
    assert met <= rows.keys() and all(len(meaning) > 6 for meaning in rows.values())
    told = set(map(plain, rows.values()))
    for field in TABLES[name].model.model_fields.values():
        assert any(one.startswith(plain(field.description)) for one in told), field.description


def plain(text: str) -> str:
    return words(text).translate(str.maketrans("‘’“”", "''\"\""))


def test_page_lists_the_newest_changes_by_day() -> None:
    listed = page("data/").find(class_="changes")
    days = [date.fromisoformat(record["changed"]) for name in TABLES for record in of(name) if "changed" in record]
    newest = max(days)
    assert words(listed.find("dt").get_text()) == f"{newest.day} {newest:%B} {newest.year}"
    assert 5 < len(listed.find_all("a")) <= 30


# ── The feed ───────────────────────────────────────────────────────────────────────────────────────────


def test_feed_has_what_atom_requires() -> None:
    assert FEED.tag == "{http://www.w3.org/2005/Atom}feed"
    for one in ("id", "title", "updated", "author/atom:name", "link[@rel='self']"):
        assert len(found(f"/atom:feed/atom:{one}")) == 1, one
    entries = found("/atom:feed/atom:entry")
    assert len(entries) == 50
    for entry in entries:
        for one in ("id", "title", "updated", "summary", "link[@rel='alternate']"):
            assert len(found(f"atom:{one}", entry)) == 1, one
    ids = found("//atom:id/text()")
    assert len(set(ids)) == len(ids) == 51
    moments = found("//atom:updated/text()")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment) for moment in moments)


def test_feed_begins_with_the_newest_and_was_updated_with_it() -> None:
    updated = found("//atom:entry/atom:updated/text()")
    assert updated == sorted(updated, reverse=True)
    assert found("/atom:feed/atom:updated/text()") == updated[:1]
    first = next(entry for entry in found("//atom:entry") if found("atom:title", entry)[0].text.startswith("C1 "))
    case = of("cases")[0]
    assert found("atom:title", first)[0].text == f"C1 {case['title']}"
    assert found("atom:updated", first)[0].text.startswith(case["changed"])


def test_links_of_the_feed_resolve() -> None:
    for link in found("//atom:link/@href"):
        place, fragment = urldefrag(link)
        assert (SITE / place).exists() and not link.startswith("/")
        assert not fragment or page(place).find(id=fragment), link


def test_a_records_entry_keeps_its_id_on_every_host() -> None:
    assert feed.entry_id("C3") == "urn:uuid:646a1386-e192-54e7-8783-5b6f685814de"
    there = etree.fromstring(feed.feed(library(), ADDRESS).encode("utf-8"))
    assert found("//atom:id/text()", there) == found("//atom:id/text()")
    links = found("//atom:link/@href", there)
    assert all(link.startswith(ADDRESS.url) for link in links)
    assert [link.removeprefix(ADDRESS.url) for link in links] == found("//atom:link/@href")


def test_an_entry_tells_new_from_changed_where_its_first_publication_is_known() -> None:
    days = {"cases/single-session/": date(2026, 11, 30), "cases/warm-ongoing/": date(2020, 1, 2)}
    made = etree.fromstring(feed.feed(library(), HERE, published=days).encode("utf-8"))
    told = {
        found("atom:link/@href", entry)[0]: (
            found("atom:published", entry)[0].text,
            found("atom:category/@term", entry),
        )
        for entry in found("//atom:entry[atom:published]", made)
    }
    assert told == {
        "cases/single-session/": ("2026-11-30T00:00:00Z", ["new"]),
        "cases/warm-ongoing/": ("2020-01-02T00:00:00Z", ["changed"]),
    }
    assert not found("//atom:published", etree.fromstring(feed.feed(library(), HERE).encode("utf-8")))
    released = first_published(ROOT)
    for entry in found("//atom:entry"):  # what is not released yet, if anything, says neither
        assert bool(found("atom:published", entry)) == (f"/{found('atom:link/@href', entry)[0]}" in released)


def test_home_and_this_page_alone_name_the_feed() -> None:
    for place, named in (("", True), ("data/", True), ("about/", False), ("cases/single-session/", False)):
        assert bool(page(place).find("link", type="application/atom+xml")) == named, place


# ── The same bytes again ───────────────────────────────────────────────────────────────────────────────


def test_files_are_the_same_at_another_hour_of_the_day(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(CLOCK) + 5 * 3600))
    shelf = library(project)
    made = data_package.files(shelf, about(project, ""))
    assert made == {name: (DATA / name).read_text(encoding="utf-8") for name in made}
    days = {address.removeprefix("/"): day for address, day in first_published(ROOT).items()}
    assert feed.feed(shelf, about(project, ""), days) == (SITE / "feed.xml").read_text(encoding="utf-8")
