"""References: APA 7 on the page, and three files that a reference manager takes."""

import json

import bibtexparser
import pypandoc
import pytest

from macros import citing
from macros.library import library
from tests.conftest import SITE, page, words
from tests.facts import STUDIES

WORKS = library().works
FILES = {"ris": "references.ris", "bibtex": "references.bib", "csljson": "references.json"}

APA = {
    "kramer": "Kramer, A. L. (2016, January 27). Why can’t we be friends? Counseling Today. https://www.counseling.org/"
    "publications/counseling-today-magazine/article-archive/legacy/why-cant-we-be-friends",
    "borys-pope-1989": "Borys, & Pope. (1989). Dual relationships between therapist and client.",
    "nigro-uhlemann-2004": "Nigro, & Uhlemann. (2004). Dual relationships in counselling: A survey of British "
    "Columbian counsellors. Canadian Journal of Counselling, 38(1). https://cjc-rcc.ucalgary.ca/article/view/58728",
    "pipes-1997": "Pipes. (1997). Nonsexual relationships between psychotherapists and their former clients. "
    "Ethics & Behavior, 7(1), 27–41. https://doi.org/10.1207/s15327019eb0701_3",
    "vesentini-2021": "Vesentini et al. (2021). [How restrictive or permissive Flemish therapists are]. "
    "Psychological Medicine, 51(11), 1807–1813. https://doi.org/10.1017/S0033291720000513",
    "couldnt-happen-2003": "This couldn’t happen to me. (2003). Psychiatric Services, 54(4), 517–522. "
    "https://doi.org/10.1176/appi.ps.54.4.517",
    "resources-2020": "Impact of ethical information resources on counselor education students. (2020). "
    "Cogent Education, Article 1757182. https://doi.org/10.1080/2331186X.2020.1757182",
    "sonne": "Sonne. (n.d.). Nonsexual multiple relationships: A practical decision-making model. "
    "Retrieved 21 November 2026, from https://kspope.com/site/multiple-relationships.php",
}


@pytest.mark.parametrize("name", APA)
def test_reference_is_given_in_apa_7(name: str) -> None:
    entry = page("research/").find(id=name).find_next(class_="reference")
    assert words(entry.get_text()) == APA[name]


def test_titles_of_journals_are_in_italics_and_addresses_are_links() -> None:
    entry = page("research/").find(id="pipes-1997").find_next(class_="reference")
    assert [one.get_text() for one in entry.find_all("em")] == ["Ethics & Behavior", "7"]
    assert [link["href"] for link in entry.find_all("a")] == ["https://doi.org/10.1207/s15327019eb0701_3"]


def test_every_study_and_model_has_its_reference() -> None:
    entries = page("research/").find_all(class_="reference")
    assert [one.find_previous("h3")["id"] for one in entries] == [*STUDIES]
    assert all(len(words(one.get_text())) > 25 for one in entries)


# ── Downloads ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_offers_the_downloads() -> None:
    links = page("research/").find(id="downloads").find_next(class_="downloads").find_all("a", download=True)
    assert {link.get_text(): link["href"].rpartition("/")[2] for link in links} == {
        "RIS": "references.ris",
        "BibTeX": "references.bib",
        "CSL-JSON": "references.json",
    }


@pytest.mark.parametrize("form", ["ris", "csljson"])
def test_a_download_is_read_by_pandoc(form: str) -> None:
    """Pandoc wrote neither of the two."""
    text = (SITE / "research" / FILES[form]).read_text(encoding="utf-8")
    read = {one["id"]: one for one in json.loads(pypandoc.convert_text(text, "csljson", format=form))}
    assert read.keys() == STUDIES.keys()
    for work in WORKS:
        one, reference = read[work.id], work.reference
        assert one.get("DOI") == reference.doi
        assert one.get("issued", {}).get("date-parts", [[None]])[0][0] == (
            reference.issued and reference.issued.parts[0]
        )
    assert read["kramer"]["author"] == [{"family": "Kramer", "given": "A. L."}]
    assert [name["family"] for name in read["knox-2018"]["author"]] == ["Knox", "Cook", "Knowlton", "Hill"]
    assert "Ontario" in str(read["crpo-173"]["author"]) and "given" not in str(read["crpo-173"]["author"])
    assert plain(read["kramer"]["title"]) == "why can't we be friends?"
    assert read["pipes-1997"]["container-title"] == "Ethics & Behavior"
    pipes = read["pipes-1997"]
    assert (pipes["volume"], pipes["issue"], pipes["page"]) == ("7", "1", "27-41")
    assert "issue" not in read["resources-2020"]  # 1757182 is the number of the article
    assert "al." not in str(read["vesentini-2021"].get("author")) or form == "csljson"


def plain(text: str) -> str:
    return text.replace("’", "'").lower()


def test_the_bibtex_file_is_read_by_bibtexparser() -> None:
    library = bibtexparser.parse_string((SITE / "research" / FILES["bibtex"]).read_text(encoding="utf-8"))
    assert not library.failed_blocks
    entries = {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}
    assert entries.keys() == STUDIES.keys()
    assert entries["knox-2018"]["author"] == "Knox and Cook and Knowlton and Hill"
    assert entries["schachter-1997"]["author"] == "{Schachter et al.}"
    assert entries["crpo-173"]["author"] == "{College of Registered Psychotherapists of Ontario}"
    assert (entries["pipes-1997"]["journal"], entries["pipes-1997"]["pages"]) == ("Ethics \\& Behavior", "27-41")
    assert entries["hook-devereux-2018"]["url"] == "https://doi.org/10.1192/bja.2018.26"
    assert entries["kramer"]["year"] == "2016"
    assert "number" not in entries["resources-2020"] and "1757182" in entries["resources-2020"]["note"]
    assert plain(entries["kramer"]["title"]) == "why can't we be friends?"


def test_the_ris_file_has_each_entry_between_its_first_and_last_line() -> None:
    blocks = (SITE / "research" / FILES["ris"]).read_text(encoding="utf-8").strip().split("\n\n")
    assert len(blocks) == len(STUDIES)
    for block in blocks:
        assert block.startswith("TY  - ") and block.rstrip().endswith("ER  -")


def test_the_csl_file_holds_what_is_known_and_nothing_else() -> None:
    rows = {row["id"]: row for row in json.loads((SITE / "research" / FILES["csljson"]).read_text(encoding="utf-8"))}
    assert rows["knox-1999"]["author"][0] == {"family": "Knox"}
    assert rows["kramer"]["issued"] == {"date-parts": [[2016, 1, 27]]}
    assert rows["schachter-1997"]["author"] == [{"literal": "Schachter et al."}]
    assert "author" not in rows["couldnt-happen-2003"] and "issued" not in rows["sonne"]
    assert all(value for row in rows.values() for value in row.values())


def test_the_references_are_formatted_once_for_the_same_works() -> None:
    citing.apa(WORKS)
    before = citing._bibliography.cache_info().hits
    citing.apa(WORKS)
    assert citing._bibliography.cache_info().hits == before + 1
