"""What pages tell machines: how to cite them, Dublin Core and OpenGraph, and schema.org's LearningResource."""

import json
import re
import tomllib
from html import unescape

import pypandoc
import pytest
import rispy
import yaml

from macros import citing, project
from macros.library import library
from macros.references import Day
from tests.brief import EVERY_CASE, ITEMS, TAUGHT
from tests.conftest import ROOT, SITE, page, pages, words
from tests.facts import BODIES

SHELF = library()
CASES = {code: place for code, (place, _) in EVERY_CASE.items()}
RESOURCES = {**CASES, **{f"teaching {code}": f"{CASES[code]}teach/" for code in TAUGHT}}
APA = re.compile(
    r"After the Last Session\. \((\d{4}, [A-Z][a-z]+ \d{1,2})\)\. (.+)\. (?:Its address follows|https?://)"
)


def said(place: str, name: str) -> str | None:
    """Return what the head of a page says under a name."""
    found = page(place).find("meta", attrs={"name": name}) or page(place).find("meta", attrs={"property": name})
    return found and found["content"]


# ── Citing ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", ITEMS)
def test_item_says_how_to_cite_it(code: str) -> None:
    place, _, fragment = ITEMS[code][0].partition("#")
    soup = page(place)
    start = soup.find(id=fragment) if fragment else soup.find("h1")
    told = words(start.find_next(string="Cite this:").find_parent("p").get_text())
    record = SHELF.item(code)
    found = APA.search(told)
    assert found and found[1] == f"{record.changed.day:%Y, %B} {record.changed.day.day}"
    assert found[2].replace("’", "'") == f"{record.title} ({code})"


@pytest.mark.parametrize("name", BODIES)
def test_body_of_rules_says_how_to_cite_it(name: str) -> None:
    told = page("codes/").find(id=name).find_next(string="Cite this:").find_parent("p")
    body = SHELF.named[name]
    assert APA.search(words(told.get_text()))[2].replace("’", "'") == body.name


@pytest.mark.parametrize("code", CASES)
def test_wording_is_what_citeproc_makes_in_apa(code: str) -> None:
    """The style prints the site's name a second time, as a container; APA 7 leaves it out where it is the author."""
    case = SHELF.item(code)
    cited = citing.own_page(code, f"{case.title} ({code})", case.changed, project.site_name(), "")
    bare = citing.OwnPage(code, cited.reference.model_copy(update={"container_title": None}), case.changed)
    made = unescape(re.sub("<[^>]+>", "", citing.apa([bare])[code]))
    told = words(page(CASES[code]).find(string="Cite this:").find_parent("p").get_text())
    assert told.removeprefix("Cite this: ").replace(" Its address follows once the site is published.", "") == made


def test_day_is_written_as_apa_has_it() -> None:
    assert Day("2026-03-07").cited == "2026, March 7"


@pytest.mark.parametrize("place", ["", *CASES.values()], ids=lambda place: place or "site")
def test_reference_files_are_read_by_others(place: str) -> None:
    (ris,) = rispy.loads((SITE / place / "cite.ris").read_text(encoding="utf-8"))
    (csl,) = json.loads((SITE / place / "cite.json").read_text(encoding="utf-8"))
    read = pypandoc.convert_text(json.dumps([csl]), "csljson", format="csljson")
    from_ris = json.loads(pypandoc.convert_file(str(SITE / place / "cite.ris"), "csljson", format="ris"))[0]
    (from_csl,) = json.loads(read)
    for one in (from_ris, from_csl):
        assert one["title"].replace("’", "'") == csl["title"].replace("’", "'") == ris["title"].replace("’", "'")
        assert re.sub(",$", "", one["author"][0].get("literal") or one["author"][0]["family"]) == project.site_name()
    assert from_csl["type"] == "webpage" and ris["type_of_reference"] == "ELEC"
    assert from_csl["issued"]["date-parts"] == csl["issued"]["date-parts"]
    assert ris["year"] == str(csl["issued"]["date-parts"][0][0])
    assert "URL" not in csl and "urls" not in ris  # the site has no address yet


@pytest.mark.parametrize("code", CASES)
def test_case_offers_its_reference_files(code: str) -> None:
    links = {link["href"] for link in page(CASES[code]).select("article a[download]")}
    assert {"cite.ris", "cite.json"} <= links


def test_citation_file_says_what_the_project_says() -> None:
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert cff["cff-version"] == "1.2.0" and cff["message"] and cff["type"] == "dataset"
    assert cff["version"] == declared["version"] and cff["title"].startswith(project.site_name())
    assert cff["authors"] == [{"name": project.site_name()}] and cff["license"] == "CC-BY-4.0"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(cff["date-released"]))


# ── The head of every page ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "place", [place for place in pages() if place != "404.html"], ids=lambda place: place or "home"
)
def test_head_speaks_dublin_core_and_opengraph(place: str) -> None:
    assert said(place, "og:site_name") == said(place, "DC.creator") == project.site_name()
    title = words(page(place).title.get_text()).removesuffix(f" – {project.site_name()}")
    assert words(said(place, "og:title")) == words(said(place, "DC.title")) == title
    assert said(place, "DC.description") == said(place, "description")
    assert (said(place, "DC.rights"), said(place, "DC.language")) == ("CC BY 4.0", "en-GB")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", said(place, "DC.date") or ""), "says not when it changed"


@pytest.mark.parametrize("place", pages(), ids=lambda place: place or "home")
def test_no_page_passes_for_an_article_in_a_journal(place: str) -> None:
    assert not [one for one in page(place).find_all("meta") if one.get("name", "").startswith("citation_")]
    assert not page(place).find(class_="Z3988")


# ── LearningResource ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", RESOURCES)
def test_learning_resource_says_what_it_teaches(name: str) -> None:
    (script,) = page(RESOURCES[name]).find_all("script", type="application/ld+json")
    told = json.loads(script.string)
    code = name.removeprefix("teaching ")
    case, objectives = SHELF.item(code), SHELF.teaching[code].objectives if code in TAUGHT else []
    assert (told["@context"], told["@type"]) == ("https://schema.org", "LearningResource")
    assert [one.replace("’", "'") for one in told.get("teaches", [])] == [str(one.text) for one in objectives]
    assert told["educationalLevel"] == case.level.grade.label and told["license"] == project.LICENCE
    assert told["learningResourceType"] == ("lesson plan" if name.startswith("teaching") else "case study")
    minutes = words(page(RESOURCES[name]).find(class_="facts").get_text(" "))
    time = told["timeRequired"]
    assert time == "PT90M" if name.startswith("teaching") else f"{time[2:-1]} minutes" in minutes
    assert told["isAccessibleForFree"] is True and told["accessMode"] == "textual" and told["accessibilityFeature"]
    assert told["inLanguage"] == "en-GB" and told["author"]["name"] == project.site_name()
    assert code in told["name"] and len(told["description"]) > 30 and "url" not in told


def test_only_cases_and_teaching_pages_are_learning_resources() -> None:
    found = {place for place in pages() if page(place).find("script", type="application/ld+json")}
    assert found == set(RESOURCES.values())
