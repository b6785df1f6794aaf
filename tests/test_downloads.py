"""Worksheets and downloads: what they hold and keep back, how they are made, and the page that offers them."""

import io
import os
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from macros import downloads, project, sheets, typeset, word
from macros.downloads import FOLDER, Download, NotMade
from macros.library import Library
from macros.loading import load
from macros.models import BothSides, Case, KeyPoint, Part, Points, Position, Stage, Teaching, Variant, Withdrawal
from macros.render import TEMPLATES, line_text, prose_html, render
from macros.sheets import Sheet
from macros.text import Prose
from tests.brief import TAUGHT
from tests.conftest import ROOT, SITE, page, words

URL = "https://atls.example/course/"
DAY = date(2026, 11, 22)  # that of tests/conftest.py's clock
SHELF = Library(*load(ROOT), DAY)
CASES = SHELF.of("case")
CODES = [case.code for case in CASES]
PDFS = [one.name for one in downloads.downloads(SHELF) if one.name.endswith(".pdf")]
DOCX = [one.name for one in downloads.downloads(SHELF) if one.name.endswith(".docx")]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def step(minutes: int, title: str) -> dict:
    return {"minutes": minutes, "title": title, "does": f"What one does at *{title}*."}


def option(text: str, right: bool = False) -> dict:
    return {"text": text, "right": right, "because": f"Because of what is said of {text}."}


# A session to draw a facilitator's copy of, whatever data/teaching/ holds.
TEACHING = Teaching.model_validate(
    {
        "case": "C4",
        "summary": "A session.",
        "aliases": ["one name", "another name"],
        "changed": "2026-11-20",
        "purpose": "It leads on to [[Q14]].",
        "fit": {"suits": "A second year.", "group": "6 to 24", "prepare": ["One thing.", "Another thing."]},
        "rubric": [
            {"key": f"key-{n}", "title": f"Criterion {n}", "levels": [f"Level {n}.{m}" for m in range(4)]}
            for n in range(3)
        ],
        "objectives": [
            {"verb": verb, "text": f"{verb} something", "criterion": f"key-{n}"}
            for n, verb in enumerate(("analyse", "evaluate", "create"))
        ],
        "plan_90": [step(5, "Welcome"), step(60, "Talk"), step(25, "Close")],
        "plan_30": [step(10, "Read"), step(20, "Compare")],
        "answers": [
            {"kind": kind, "says": f"Answer {n}", "meet": "Ask on."}
            for n, kind in enumerate(("likely", "likely", "misreading", "misreading"))
        ],
        "moves": [{"when": f"If {n} happens", "do": "Wait."} for n in range(3)],
        "disclosure": "Thank them.",
        "debrief": "Thank you all.",
        "adaptations": {"online": "A poll.", "asynchronous": "Three days.", "alone": "Write it down."},
        "standards": [{"to": SHELF.standards[0].points[0].id, "why": "It bears on it."}],
        "topics": [{"title": f"Topic {n}", "text": "Write."} for n in range(2)],
        "quiz": [
            {"kind": kind, "asks": f"Item {n}?", "see": see, "options": [option("a"), option("b", True), option("c")]}
            for n, (kind, see) in enumerate(
                [("source", "C4"), ("sign", "RP3"), ("term", f"/{SHELF.address(SHELF.terms[0].id)}"), ("sign", "Q1")]
            )
        ],
    }
)


@pytest.fixture(scope="module")
def copy() -> Sheet:
    """Return the facilitator's copy of a case, made without an address."""
    taught = Library(*load(ROOT), DAY)
    taught.teaching["C4"] = taught.named[TEACHING.id] = TEACHING
    return sheets.facilitator(taught, taught.item("C4"), "")


def text_of(sheet: Sheet) -> str:
    return words(BeautifulSoup(sheet.html, "lxml").get_text())


def handout(code: str, url: str = "") -> Sheet:
    return sheets.handout(SHELF, SHELF.item(code), url)


def all_sheets(url: str) -> Iterator[Sheet]:
    yield from (handout(code, url) for code in CODES)
    yield from (sheets.facilitator(SHELF, SHELF.item(code), url) for code in SHELF.teaching)
    yield sheets.question_sheet(SHELF, url)
    yield sheets.risk_sheet(SHELF, url)


# ── What they hold, and keep back ──────────────────────────────────────────────────────────────────────


def views(case: Case) -> Iterator[Prose]:
    """Yield what a student is to compare a view of one's own with."""
    yield from (position.text for position in case.positions)
    yield from (stage.changes for stage in case.stages)
    yield from (variant.moves for variant in case.variants)
    yield from (point.text for point in case.key_points)
    yield from (*case.better.items, *case.worse.items, case.impression.text)


def sentences(text: Prose) -> list[str]:
    """Return the sentences of four words or more of a text, as a reader sees them."""
    shown = words(BeautifulSoup(prose_html(text, SHELF, ""), "lxml").get_text())
    return [one for one in re.split(r"(?<=[.?!])\s", shown) if len(one.split()) > 3]


@pytest.mark.parametrize("code", CODES)
def test_a_handout_gives_no_view_away(code: str) -> None:
    case, text = SHELF.item(code), text_of(handout(code))
    given = [sentence for view in views(case) for sentence in sentences(view) if sentence in text]
    assert not given
    assert not [position for position in case.positions if line_text(position.title) in text]


@pytest.mark.parametrize("code", CODES)
def test_a_handout_has_the_case_its_choices_questions_stages_and_variants(code: str) -> None:
    case, text = SHELF.item(code), text_of(handout(code))
    lines = [*case.actions, *(stage.asks for stage in case.stages), *(one.supposes for one in case.variants)]
    lines += [SHELF.item(link.to).asks for link in case.questions]
    lines += [case.pause, case.content_note, case.title, case.summary]
    assert not [line for line in lines if line_text(line) not in text]
    prose = [case.scenario.text, case.both_sides.client, case.both_sides.therapist]
    prose += [stage.happens for stage in case.stages]
    assert not [sentence for one in prose for sentence in sentences(one) if sentence not in text]


def test_a_facilitators_copy_has_the_views_that_the_handout_leaves_out(copy: Sheet) -> None:
    text = text_of(copy)
    found = [sentence for view in views(SHELF.item("C4")) for sentence in sentences(view)]
    assert len(found) > 30
    assert not [sentence for sentence in found if sentence not in text]
    assert "Not for students" in text


def test_the_clock_of_a_plan_runs_on_without_a_gap(copy: Sheet) -> None:
    soup = BeautifulSoup(copy.html, "lxml")
    rows = {
        table.caption.get_text(): [row.th.get_text() for row in table.tbody.find_all("tr")]
        for table in soup.find_all("table")
    }
    assert rows["In 90 minutes"] == ["0–5", "5–65", "65–90"]
    assert rows["In 30 minutes"] == ["0–10", "10–30"]


def test_the_key_of_a_quiz_marks_the_right_answer_and_says_where_it_stands(copy: Sheet) -> None:
    text = text_of(copy)
    assert text.count("Right: b") == len(TEACHING.quiz) == text.count("Wrong: a") == text.count("Wrong: c")
    assert f"Where it stands: RP3 {line_text(SHELF.item('RP3').title)}" in text
    assert f"Where it stands: {line_text(SHELF.terms[0].title)}" in text


def test_every_part_of_the_models_that_a_copy_draws_from_is_known_here() -> None:
    """A new field of a case is either a view to keep back, or belongs on a handout: decide, then add it here."""
    drawn = {
        Position: {"title", "text"},
        Stage: {"when", "happens", "asks", "changes"},
        Variant: {"fact", "supposes", "moves"},
        BothSides: {"client", "therapist"},
        Part: {"source", "text"},
        Points: {"source", "items"},
        KeyPoint: {"source", "text", "title", "standing"},
    }
    assert all(model.model_fields.keys() == fields for model, fields in drawn.items())


def test_the_questions_come_with_a_box_each_and_the_caveat_with_none() -> None:
    soup = BeautifulSoup(sheets.question_sheet(SHELF, "").html, "lxml")
    boxes = [words(item.get_text(" ")).split()[0] for item in soup.select(".boxes li")]
    assert boxes == [one.code for one in SHELF.of("question")]
    assert [words(one.get_text()).split(",")[0] for one in soup.select(".caveat")] == ["QC1"]


@pytest.mark.parametrize("code", [one.code for one in SHELF.of("client_risk", "therapist_risk")])
def test_the_register_has_each_risk_its_signs_and_what_softens_it_with_their_sources(code: str) -> None:
    risk = SHELF.item(code)
    soup = BeautifulSoup(sheets.risk_sheet(SHELF, "").html, "lxml")
    heading = next(one for one in soup.find_all("h3") if one.get_text().startswith(f"{code} "))
    after = []
    for one in heading.find_next_siblings():
        if one.name in ("h2", "h3"):
            break
        after.append(words(one.get_text()))
    text = " ".join(after)
    for part in (risk.says.text, *risk.signs.items, risk.softens.text):
        assert not [sentence for sentence in sentences(part) if sentence not in text]
    labels = [SHELF.sources[part.source].label for part in (risk.says, risk.signs, risk.softens)]
    assert [one for one in after if one in {source.label for source in SHELF.sources.values()}] == labels


def test_a_sheet_says_how_to_cite_it_its_licence_its_version_and_where_to_turn() -> None:
    text = text_of(handout("C4", URL))
    title = line_text(SHELF.item("C4").title)
    assert f"After the Last Session. (2026, November 22). {title} (C4). {URL}cases/blurred-boundaries/" in text
    assert "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/" in text
    assert f"version {project.version()}, last changed 22 November 2026" in text
    assert "for learning" in text and "does not advise" in text
    assert not [one.name for one in SHELF.organisations if line_text(one.name) not in text]
    assert not [one.country for one in SHELF.crisis_lines if line_text(one.line) not in text]


def test_the_standing_of_the_essay_and_the_column_is_told_where_their_views_are_given() -> None:
    essay, column = (line_text(SHELF.sources[name].notice) for name in ("brandsen", "randle"))
    assert essay in text_of(handout("C4")) and column not in text_of(handout("C4"))
    assert column in text_of(handout("C5"))
    assert essay in text_of(sheets.question_sheet(SHELF, "")) and essay in text_of(sheets.risk_sheet(SHELF, ""))


def test_links_of_a_sheet_lead_to_what_the_site_has() -> None:
    found = {
        link["href"]
        for sheet in all_sheets(URL)
        for link in BeautifulSoup(sheet.html, "lxml").find_all("a")
        if "creativecommons" not in link["href"]
    }
    assert len(found) > 40
    for link in found:
        assert link.startswith(URL), link
        place, _, fragment = link.removeprefix(URL).partition("#")
        assert (SITE / place / "index.html").is_file(), link
        assert not fragment or page(place).find(id=fragment), link


def test_without_an_address_a_sheet_prints_none_and_says_when_it_follows(copy: Sheet) -> None:
    for sheet in (*all_sheets(""), copy):
        links = {link["href"] for link in BeautifulSoup(sheet.html, "lxml").find_all("a")}
        assert links == {"https://creativecommons.org/licenses/by/4.0/"}
        assert "address follows once the site is published" in text_of(sheet)


def test_a_sheet_is_plain_html_that_a_course_system_keeps(copy: Sheet) -> None:
    kept = {
        "html", "head", "meta", "title", "body", "h1", "h2", "h3", "h4", "p", "div", "span", "strong", "em", "a",
        "ul", "ol", "li", "dl", "dt", "dd", "br", "blockquote", "table", "caption", "colgroup", "col", "thead",
        "tbody", "tr", "th", "td",
    }  # fmt: skip
    for sheet in (*all_sheets(URL), copy):
        soup = BeautifulSoup(sheet.html, "lxml")
        assert {tag.name for tag in soup.find_all(True)} <= kept
        assert all(table.caption and all(th.get("scope") for th in table("th")) for table in soup("table"))
        assert soup.html["lang"] == "en-GB" and words(soup.title.get_text()) == sheet.title


def test_every_class_of_a_sheet_has_its_look_on_paper_and_in_a_document() -> None:
    named = set()
    for path in (TEMPLATES / "sheets").glob("*.j2"):
        named |= set(re.findall(r'class="([a-z]+)', path.read_text(encoding="utf-8")))
    functions = set(re.findall(r"^#let ([a-z]+)\(", (typeset.PAPER / "sheet.typ").read_text(encoding="utf-8"), re.M))
    assert "notes" in named and named <= functions
    lists = {
        "boxes",
        "choices",
        "lines",
        "question",
        "code",
        "fresh",
    }  # what docx.lua takes apart, and a style of characters
    assert named - lists <= set(word.PARAGRAPHS)


# ── PDF and DOCX ───────────────────────────────────────────────────────────────────────────────────────


def roles(node: pikepdf.Object) -> Iterator[str]:
    """Yield the role of each element of a structure tree, in order."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from roles(one)
    elif isinstance(node, pikepdf.Dictionary) and node.get("/Type") != "/MCR":
        if "/S" in node:
            yield str(node.S).removeprefix("/")
        if "/K" in node:
            yield from roles(node.K)


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_says_that_it_meets_pdf_ua_and_is_tagged(name: str) -> None:
    one = next(one for one in downloads.downloads(SHELF) if one.name == name)
    with pikepdf.open(FOLDER / name) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked and str(root.Lang) == "en-GB" and root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as about:
            title = about["dc:title"]
            assert about["pdfuaid:part"] == "1"
        assert str(pdf.docinfo.Title) == title and len(title) > 10
        found = list(roles(root.StructTreeRoot.K))
        assert found.count("H1") == 1 and found.index("H1") < found.index("H2")
        assert {"H1", "H2", "P", "L", "LI", "Table", "TR", "TH", "TD", "Link"} <= set(found)
        width, height = (612, 792) if "Letter" in one.form else (595, 842)
        for sheet in pdf.pages:
            assert (round(sheet.mediabox[2]), round(sheet.mediabox[3])) == (width, height)
            assert sheet.obj.get("/Tabs") == "/S"


def test_links_of_a_pdf_are_those_of_its_sheet() -> None:
    sheet = handout("C4", URL)
    with pikepdf.open(io.BytesIO(typeset.pdf(sheet, DAY))) as pdf:
        found = {str(note.A.URI) for one in pdf.pages for note in one.obj.get("/Annots", [])}
    assert found == {link["href"] for link in BeautifulSoup(sheet.html, "lxml").find_all("a")}


def test_a_facilitators_copy_meets_pdf_ua_and_repeats_the_head_of_each_table(copy: Sheet) -> None:
    tables = BeautifulSoup(copy.html, "lxml").find_all("table")
    with pikepdf.open(io.BytesIO(typeset.pdf(copy, DAY))) as pdf:
        found = list(roles(pdf.Root.StructTreeRoot.K))
    assert found.count("Table") == len(tables) == 6
    assert found.count("TH") == sum(len(table.thead("th")) for table in tables)
    assert found.count("BlockQuote") == 1
    document = part(typeset.docx(copy, DAY), "word/document.xml")
    assert len(list(document.iter(f"{W}tblHeader"))) == len(tables)


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read(name))


@pytest.mark.parametrize("name", DOCX)
def test_a_docx_has_its_language_its_headings_and_rows_marked_as_heads_of_tables(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    document, styles, core = (part(data, f"{one}.xml") for one in ("word/document", "word/styles", "docProps/core"))
    assert styles.find(f".//{W}rPrDefault//{W}lang").get(f"{W}val") == "en-GB"
    used = [style.get(f"{W}val") for style in document.iter(f"{W}pStyle")]
    assert used[0] == "Heading1" and used.count("Heading1") == 1 and "Heading2" in used
    assert set(used) <= {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    tables = list(document.iter(f"{W}tbl"))
    assert tables and all(table.find(f"{W}tr").find(f".//{W}tblHeader") is not None for table in tables)
    title = core.find("{http://purl.org/dc/elements/1.1/}title").text
    assert title.startswith("".join(run.text for run in document.find(f".//{W}p").iter(f"{W}t"))[:15])


def test_a_docx_has_boxes_to_tick_and_lines_to_write_on() -> None:
    document = part((FOLDER / "questions.docx").read_bytes(), "word/document.xml")
    text = "".join(document.itertext())
    assert text.count("☐") == len(SHELF.of("question"))
    lines = [style for style in document.iter(f"{W}pStyle") if style.get(f"{W}val") == "notes"]
    assert len(lines) == 2 * len(SHELF.of("question"))


# ── Making ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_folder_holds_what_the_list_names_and_nothing_else() -> None:
    names = {one.name for one in downloads.downloads(SHELF)}
    assert {path.name for path in FOLDER.iterdir()} == names
    assert all(downloads.NAME.fullmatch(name) for name in names)
    kinds = ["handout.pdf", "handout.docx", "student.imscc"]
    assert {f"{code.lower()}-{kind}" for code in CODES for kind in kinds} <= names
    assert {"everything-student.imscc", "everything-trainer.imscc"} <= names
    for kind in ("facilitator.pdf", "facilitator.docx", "trainer.imscc"):
        of_cases = {name for name in names if name.startswith("c") and name.endswith(kind)}
        assert of_cases == {f"{code.lower()}-{kind}" for code in SHELF.teaching}


def fails(library: Library, site_url: str) -> bytes:
    raise RuntimeError("there is no ink")


def works(library: Library, site_url: str) -> bytes:
    return b"new"


def few(library: Library) -> list[Download]:
    return [Download("risks.pdf", "Title", "PDF", works)]


def few_with_faults(library: Library) -> list[Download]:
    faulty = [Download(f"c{n}-handout.pdf", "Title", "PDF", fails) for n in (2, 3)]
    return [*few(library), *faulty]


def test_where_a_download_fails_all_problems_are_told_and_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "risks.pdf").write_bytes(b"old")
    with pytest.raises(NotMade) as caught:
        downloads.make_all(SHELF, "", tmp_path, workers=2, listed=few_with_faults)
    assert caught.value.problems == [
        "c2-handout.pdf could not be made: RuntimeError: there is no ink",
        "c3-handout.pdf could not be made: RuntimeError: there is no ink",
    ]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"risks.pdf": b"old"}


def killed(library: Library, site_url: str) -> bytes:
    os._exit(9)


def one_that_dies(library: Library) -> list[Download]:
    return [Download("risks.pdf", "Title", "PDF", killed)]


def test_where_the_making_is_killed_it_says_so_and_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "risks.pdf").write_bytes(b"old")
    with pytest.raises(NotMade, match="killed from outside"):
        downloads.make_all(SHELF, "", tmp_path, workers=1, listed=one_that_dies)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"risks.pdf": b"old"}


def test_a_download_that_is_no_longer_listed_is_removed_and_nothing_else(tmp_path: Path) -> None:
    own = ("minutes-of-a-meeting.pdf", "c4-notes.pdf", "c4.docx", "questions-old.pdf")
    for name in ("c99-handout.pdf", "risks.pdf", *own):
        (tmp_path / name).write_bytes(b"old")
    downloads.make_all(SHELF, "", tmp_path, workers=1, listed=few)
    kept = dict.fromkeys(own, b"old")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"risks.pdf": b"new"} | kept


# ── The page ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_offers_every_download_with_its_size() -> None:
    links = page("downloads/").find("main").find_all("a", download=True)
    offered = {link["href"]: link for link in links}
    assert set(offered) == {path.name for path in FOLDER.iterdir()} and len(links) == len(offered)
    for name, link in offered.items():
        assert (SITE / "downloads" / name).read_bytes() == (FOLDER / name).read_bytes()
        size = -(-(FOLDER / name).stat().st_size // 1024)
        assert f"{link.get_text()} ({size} KB)" in words(link.parent.get_text())
    assert len({link.get_text() for link in links}) == len(links)  # none is called as another is


@pytest.mark.parametrize("group", ["cases", "worksheets", "packages"])
def test_where_nothing_was_made_the_page_says_how_and_links_nothing(group: str) -> None:
    soup = BeautifulSoup(render("downloads.html.j2", SHELF, "downloads/", group=group, offers=[]), "lxml")
    assert "make downloads" in soup.get_text() and not soup.find("a")


STUDENTS = ("handout.pdf", "handout.docx", "student.imscc")
TRAINERS = ("facilitator.pdf", "facilitator.docx", "trainer.imscc")


@pytest.mark.parametrize("code", CODES)
def test_a_case_offers_students_its_three_and_its_teaching_page_all(code: str) -> None:
    for place, kinds in (("", STUDENTS), ("teach/", (*STUDENTS, *TRAINERS) if code in TAUGHT else ())):
        address = f"{SHELF.address(code)}{place}"
        links = page(address).select("article a[href*='/downloads/']") if kinds else []
        files = [posixpath.basename(link["href"]) for link in links if not link["href"].endswith("/")]
        assert sorted(files) == sorted(f"{code.lower()}-{kind}" for kind in kinds)
        assert all((SITE / "downloads" / file).is_file() for file in files)


def test_of_what_was_not_made_nothing_is_offered(tmp_path: Path) -> None:
    assert downloads.of(SHELF, SHELF.item("C4"), downloads.ALL, tmp_path) == []


def test_downloads_are_made_by_build_and_never_by_serve() -> None:
    """That `macros.build` makes each of them is seen in test_build.py, where a project without any is built."""
    rules = re.findall(r"^(\w+):(.*)\n((?:\t.*\n)*)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    needs, does = ({name: parts[place] for name, *parts in rules} for place in (0, 1))
    assert "macros.build " in does["build"]
    for target in ("serve", "prepare"):
        assert not {"downloads", ".venv/build.stamp"} & {*needs[target].split()}
        assert "macros.build" not in does[target] and "macros.downloads" not in does[target]


# ── What was withdrawn ─────────────────────────────────────────────────────────────────────────────────


def test_sheets_say_what_was_withdrawn() -> None:
    gone = Withdrawal(since="2026-11-22", why="It was too short.", see="C4")
    files, pages = load(ROOT)
    shelf = Library(files, pages, DAY)
    for code in ("C1", "RP3", "Q7"):
        shelf.items[code] = shelf.items[code].model_copy(update={"withdrawn": gone})
    for draw, many in (
        (partial(sheets.handout, case=shelf.item("C1")), 1), (partial(sheets.facilitator, case=shelf.item("C1")), 1),
        (sheets.question_sheet, 1), (sheets.risk_sheet, 1), (partial(sheets.handout, case=shelf.item("C2")), 0),
    ):  # fmt: skip
        said = text_of(draw(shelf, site_url=""))
        assert said.count("Withdrawn on 22 November 2026. It was too short. See instead C4") == many
