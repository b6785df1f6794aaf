"""Course packages: sound to the schemas and to importers' habits, with the right answers, and safe to hand out."""

import dataclasses
import functools
import io
import itertools
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree, isoschematron

from macros import cartridge, packages, project
from macros.cartridge import Cartridge, Item, Module, Option, Page, Quiz, Topic, WebLink
from macros.cartridge_check import Faulty, check
from macros.downloads import FOLDER
from macros.library import Library, library
from macros.loading import load
from macros.models import Teaching
from macros.render import line_text, prose_html
from tests import brief
from tests.conftest import ROOT, SITE, page, words

SCHEMAS = ROOT.parent / "shared" / "schemas" / "cc11"  # the official ones, where they lie beside the project
URL = "https://atls.example/course/"
NAMES = {
    "cp": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
    "dt": "http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1",
    "wl": "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1",
    "q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2",
}


# ── A case with teaching of our own making, and one with none ──────────────────────────────────────────


def step(minutes: int) -> dict:
    return {"minutes": minutes, "title": "A stretch", "does": "Only the trainer reads how this stretch goes."}


TAUGHT = {
    "case": "C1",
    "summary": "An example of teaching, for these tests.",
    "aliases": ["one name", "another name"],
    "changed": "2026-11-20",
    "purpose": "Only the trainer reads this purpose, and [[Q14]].",
    "fit": {"suits": "Only the trainer reads whom it suits.", "group": "6 to 24", "prepare": ["Chairs.", "A clock."]},
    "rubric": [
        {"key": key, "title": key, "levels": ["none of it", "some of it", "most of it", "all of it"]}
        for key in ("power", "sources", "action")
    ],
    "objectives": [
        {"verb": "analyse", "text": "Analyse who has power.", "criterion": "power"},
        {"verb": "evaluate", "text": "Evaluate what sources say.", "criterion": "sources"},
        {"verb": "create", "text": "Create a course of action.", "criterion": "action"},
    ],
    "plan_90": [step(40), step(50)],
    "plan_30": [step(30)],
    "answers": [
        {"kind": kind, "says": "A student may say so.", "meet": "Only the trainer reads how to meet it."}
        for kind in ("likely", "likely", "misreading", "misreading")
    ],
    "moves": [{"when": "If nobody speaks", "do": "Only the trainer reads what to do then."}] * 3,
    "disclosure": "Only the trainer reads what to do about a disclosure.",
    "debrief": "Only the trainer reads how to close.",
    "adaptations": {"online": "In rooms.", "asynchronous": "In turns.", "alone": "In writing."},
    "standards": [{"to": "scoped-3-4", "why": "It asks where the boundary was."}],
    "topics": [
        {
            "title": "What 'long ago' means & < why",
            "text": "Say what [[Q14]] adds to [this risk](RP3).\n\nAnswer one.",
        },
        {"title": "Who may ask", "text": "Say who may ask first."},
    ],
    "quiz": [
        {
            "kind": "sign",
            "asks": "Which one has 'the' sign, if a < b & c?",
            "see": "RP3",
            "options": [
                {"text": "The first", "because": "The first has another."},
                {"text": "The second", "because": "The second has it.", "right": True},
                {"text": "The third", "because": "The third has none."},
            ],
        },
        {
            "kind": "source",
            "asks": "Which of these does the code say?",
            "see": "/codes/#aca",
            "options": [
                {"text": "This much", "because": "It says this.", "right": True},
                {"text": "Much more", "because": "It does not say that."},
                {"text": "And this", "because": "It says this too.", "right": True},
                {"text": "Nothing", "because": "It says something."},
            ],
        },
        *(
            {
                "kind": "term",
                "asks": f"What does the term mean, put in {way} words?",
                "see": "/glossary/#boundary",
                "options": [
                    {"text": "A line", "because": "So it is used here.", "right": True},
                    {"text": "A wall", "because": "A wall is higher."},
                    {"text": "A door", "because": "A door opens."},
                ],
            }
            for way in ("few", "other")
        ),
    ],
}


@functools.cache
def shelf() -> Library:
    """Return the library as if C1 alone were taught, as above."""
    files, pages = load(ROOT)
    kept = {name: model for name, model in files.items() if not isinstance(model, Teaching)}
    return Library(kept | {"teaching/c1.yml": Teaching.model_validate(TAUGHT)}, pages, library().day)


MADE = {
    "taught-student": lambda url: packages.case_package(shelf(), shelf().item("C1"), url, staff=False),
    "taught-trainer": lambda url: packages.case_package(shelf(), shelf().item("C1"), url, staff=True),
    "untaught-student": lambda url: packages.case_package(shelf(), shelf().item("C2"), url, staff=False),
    "everything-student": lambda url: packages.everything(library(), url, staff=False),
    "everything-trainer": lambda url: packages.everything(library(), url, staff=True),
}
OF_THE_SITE = ("untaught-student", "everything-student", "everything-trainer")  # of its own data, so its pages exist
EVERY = pytest.mark.parametrize("name", MADE)
WITHOUT_ADDRESS = pytest.mark.parametrize("name", ["taught-trainer", "untaught-student"])


@functools.cache
def made(name: str, url: str = URL) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(MADE[name](url)))


def xml(package: zipfile.ZipFile, name: str = "imsmanifest.xml") -> etree._Element:
    return etree.fromstring(package.read(name))


def find(root: etree._Element, path: str) -> list:
    return root.xpath(path, namespaces=NAMES)


def texts(package: zipfile.ZipFile) -> dict[str, BeautifulSoup]:
    """Return all that is read in a course: pages, topics, quizzes' introductions, by the names of their files."""
    found = {}
    for name in package.namelist():
        if name.endswith(".html"):
            found[name] = package.read(name).decode()
        elif name.startswith("topics/"):
            found[name] = find(xml(package, name), "string(/dt:topic/dt:text)")
        elif name.startswith("quizzes/"):
            found[name] = find(xml(package, name), "string(//q:rubric)")
    return {name: BeautifulSoup(text, "lxml") for name, text in found.items()}


def everything_said(package: zipfile.ZipFile) -> str:
    """Return every word of a package, without its markup."""
    said = [text.get_text(" ") for text in texts(package).values()]
    for name in package.namelist():
        if name.endswith(".xml"):
            said.append(BeautifulSoup(" ".join(xml(package, name).itertext()), "lxml").get_text(" "))
    return words(" ".join(said))


def modules(package: zipfile.ZipFile) -> dict[str, list[str]]:
    """Return the titles of what each module holds."""
    root = find(xml(package), "//cp:organization/cp:item/cp:item")
    return {item.findtext("cp:title", namespaces=NAMES): find(item, "cp:item/cp:title/text()") for item in root}


# ── The format ─────────────────────────────────────────────────────────────────────────────────────────


@functools.cache
def rules(name: str) -> list:
    """Return an official schema, and the Schematron rules embedded in it where there are some."""
    path = SCHEMAS / name
    if not path.is_file():
        pytest.skip("the official schemas are not here")
    tree = etree.parse(path)
    found = [etree.XMLSchema(tree)]
    if "schematron" in path.read_text(encoding="utf-8"):
        found.append(isoschematron.Schematron(tree, store_report=True, validate_schema=False))
    return found


SCHEMA_OF = {
    "imsmanifest.xml": "ccv1p1_imscp_v1p2_v1p0.xsd",
    "links": "ccv1p1_imswl_v1p1.xsd",
    "topics": "ccv1p1_imsdt_v1p1.xsd",
    "quizzes": "ccv1p1_qtiasiv1p2p1_v1p0.xsd",
}


@EVERY
def test_a_package_is_valid_to_the_official_schemas_and_their_rules(name: str) -> None:
    package = made(name)
    for file in package.namelist():
        if file.endswith(".xml"):
            for rule in rules(SCHEMA_OF[file.partition("/")[0]]):
                assert rule.validate(xml(package, file)), f"{file}: {rule.error_log}"
    for rule in rules("ccv1p1_lommanifest_v1p0.xsd")[1:]:
        assert rule.validate(xml(package)), rule.error_log


def test_the_schemas_refuse_an_item_with_two_options() -> None:
    quiz = xml(zipfile.ZipFile(io.BytesIO(cartridge.write(SMALL))), "quizzes/x-quiz.xml")
    label = find(quiz, "(//q:response_label)[3]")[0]
    label.getparent().remove(label)
    assert not all(rule.validate(quiz) for rule in rules(SCHEMA_OF["quizzes"]))


@EVERY
def test_the_first_module_is_about_the_package_and_no_module_holds_another(name: str) -> None:
    package = made(name)
    assert next(iter(modules(package))) == "About this package"
    assert len(find(xml(package), "//cp:organization/cp:item")) == 1
    assert not find(xml(package), "//cp:organization/cp:item/cp:item/cp:item/cp:item")


@pytest.mark.parametrize("who", ["student", "trainer"])
def test_the_package_with_everything_has_each_case_in_order_then_questions_and_risks(who: str) -> None:
    titles = list(modules(made(f"everything-{who}")))
    cases = [f"{case.code} {line_text(case.title)}" for case in library().of("case")]
    assert titles == ["About this package", *cases, "Questions and risks"]
    said = everything_said(made(f"everything-{who}"))
    assert all(f"{question.code} " in said for question in library().of("question", "client_risk", "therapist_risk"))


STRIPPED = {"details", "summary", "input", "label", "section", "figure", "time", "mark", "aside", "script", "style"}


@EVERY
def test_pages_hold_only_what_moodle_keeps(name: str) -> None:
    for file, text in texts(made(name)).items():
        for tag in text.find_all(True):
            assert tag.name not in STRIPPED, file
            assert not {key for key in tag.attrs if key == "id" or key.startswith(("data-", "aria-", "on"))}, file


@pytest.mark.parametrize("name", ["taught-trainer", "untaught-student"])
def test_the_same_package_is_the_same_bytes(name: str) -> None:
    assert MADE[name](URL) == MADE[name](URL)


def test_another_run_makes_the_same_bytes() -> None:
    """Python orders sets otherwise in each run."""
    script = (
        "import sys; from macros.library import library; from macros.packages import case_package; "
        "shelf = library(); sys.stdout.buffer.write(case_package(shelf, shelf.item('C2'), '', staff=False))"
    )
    env = os.environ | {"PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)}
    made = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, check=True).stdout
    assert made == packages.case_package(library(), library().item("C2"), "", staff=False)


# ── Who gets what ──────────────────────────────────────────────────────────────────────────────────────


def views(shelf: Library, *codes: str) -> list[str]:
    """Return what students are to come to alone, and what is a trainer's business: cases' views, and teaching."""
    found = []
    for case in map(shelf.item, codes):
        kept = [
            case.impression.text,
            *(one.text for one in (*case.positions, *case.key_points)),
            *(one.changes for one in case.stages),
            *(one.moves for one in case.variants),
        ]
        if teaching := shelf.teaching.get(case.code):
            kept += [teaching.purpose, teaching.fit.suits, teaching.disclosure, teaching.debrief]
            kept += [one.does for one in (*teaching.plan_90, *teaching.plan_30)]
            kept += [one.meet for one in teaching.answers] + [one.do for one in teaching.moves]
        found += [words(BeautifulSoup(prose_html(text, shelf, ""), "lxml").get_text(" ")) for text in kept]
    return found


@pytest.mark.parametrize("name", ["taught", "everything"])
def test_students_get_no_views_and_nothing_for_trainers(name: str) -> None:
    package, source = made(f"{name}-student"), shelf() if name == "taught" else library()
    said = everything_said(package)
    assert not [text for text in views(source, *(case.code for case in source.of("case"))) if text in said]
    assert not [file for file in package.namelist() if file.startswith("staff/")]
    assert b"Instructor" not in package.read("imsmanifest.xml")


def test_trainers_get_the_plan_and_the_key_on_pages_marked_for_staff() -> None:
    package = made("taught-trainer")
    staff = words(" ".join(text.get_text(" ") for file, text in texts(package).items() if file.startswith("staff/")))
    assert [text for text in views(shelf(), "C1") if text not in staff] == []
    assert "Right: The second" in staff and "Specific feedback" in staff
    marked = find(xml(package), "//cp:resource[cp:metadata]/cp:file/@href")
    assert sorted(marked) == ["staff/about-trainers.html", "staff/c1-facilitator.html"]
    open_pages = [text.get_text(" ") for file, text in texts(package).items() if not file.startswith("staff/")]
    assert not [text for text in open_pages if "Only the trainer" in text]


def test_a_case_with_no_teaching_has_one_topic_no_quiz_and_nothing_for_trainers() -> None:
    package, case = made("untaught-student"), shelf().item("C2")
    topics = [file for file in package.namelist() if file.startswith("topics/")]
    assert topics == ["topics/c2-topic-1.xml"]
    assert line_text(case.pause) in words(texts(package)[topics[0]].get_text(" "))
    assert not [file for file in package.namelist() if file.startswith("quizzes/")]
    with pytest.raises(KeyError, match="C2 has no teaching"):
        packages.case_package(shelf(), case, URL, staff=True)


@EVERY
def test_a_topic_holds_the_situation(name: str) -> None:
    found = {file: text for file, text in texts(made(name)).items() if file.startswith("topics/")}
    assert found
    for file, text in found.items():
        case = library().item(file.removeprefix("topics/").partition("-")[0].upper())
        told = BeautifulSoup(prose_html(case.scenario.text, library(), ""), "lxml").get_text(" ")
        assert words(told) in words(text.get_text(" ")), file


# ── What each text says of itself ──────────────────────────────────────────────────────────────────────


@EVERY
def test_every_text_says_its_licence_version_date_and_address(name: str) -> None:
    for file, text in texts(made(name)).items():
        said = words(text.get_text(" "))
        assert project.LICENCE_NAME in said and project.LICENCE in said, file
        assert re.search(rf"version {re.escape(project.version())}, last changed \d+ \w+ \d{{4}}", said), file
        assert URL in said, file


@EVERY
def test_the_manifest_says_what_the_package_is(name: str) -> None:
    about = find(xml(made(name)), "//cp:metadata")[0]
    said = words(" ".join(about.itertext()))
    assert project.LICENCE_NAME in said and project.LICENCE in said
    assert f"Version {project.version()}" in said and re.search(r"\d{4}-\d{2}-\d{2}", said)
    assert "en-GB" in said and f"URI {URL}" in said
    assert ("for trainers" in said) == name.endswith("trainer") != ("for students" in said)


@WITHOUT_ADDRESS
def test_without_an_address_nothing_leads_anywhere_and_each_text_says_why(name: str) -> None:
    package = made(name, "")
    assert not [file for file in package.namelist() if file.startswith("links/")]
    assert set(re.findall(r"https?://[^\s\"<]+", everything_said(package))) == {project.LICENCE}
    for file, text in texts(package).items():
        assert {link["href"] for link in text.find_all("a")} <= {project.LICENCE}, file
        assert "permanent address follows once the site is published" in words(text.get_text(" ")), file
    assert "no links to the site yet" in texts(package)["pages/about-package.html"].get_text(" ")


@pytest.mark.parametrize("name", OF_THE_SITE)
def test_links_lead_to_pages_and_sections_of_the_site(name: str) -> None:
    package = made(name)
    found = {link["href"] for text in texts(package).values() for link in text.find_all("a")}
    for file in package.namelist():
        if file.startswith("links/"):
            found |= set(find(xml(package, file), "//wl:url/@href"))
        elif file.startswith("quizzes/"):
            said = BeautifulSoup(" ".join(xml(package, file).itertext()), "lxml")
            found |= {link["href"] for link in said.find_all("a")}
    ours = {address.removeprefix(URL) for address in found - {project.LICENCE} if address.startswith(URL)}
    assert ours and len(ours) == len(found - {project.LICENCE})
    for address in ours:
        place, _, fragment = address.partition("#")
        assert (SITE / place / "index.html").is_file(), address
        assert not fragment or page(place).find(id=fragment), address


def test_a_case_links_to_itself_each_risk_and_question_it_names_and_where_to_turn() -> None:
    package, case = made("untaught-student"), shelf().item("C2")
    wanted = {case.code, *(one.to for one in (*case.risks, *case.questions))}
    links = {file for file in package.namelist() if file.startswith("links/")}
    assert {f"links/c2-link-{code.lower()}.xml" for code in wanted} | {"links/c2-link-help.xml"} <= links


# ── The answer key ─────────────────────────────────────────────────────────────────────────────────────


def score(item: etree._Element, chosen: set[str]) -> int:
    """Return what an item gives for what was chosen, read as QTI says: conditions in turn, until one stops."""

    def holds(test: etree._Element) -> bool:
        match etree.QName(test).localname:
            case "other":
                return True
            case "varequal":
                return test.text in chosen
            case "not":
                return not holds(test[0])
            case "and":
                return all(map(holds, test))
        raise AssertionError(test.tag)

    points = 0
    for condition in find(item, "q:resprocessing/q:respcondition"):
        if all(map(holds, find(condition, "q:conditionvar/*"))):
            points = int(find(condition, "string(q:setvar)") or points)
            if condition.get("continue") == "No":
                break
    return points


@pytest.mark.parametrize("name", ["taught-student", "taught-trainer", "everything-student", "everything-trainer"])
def test_a_quiz_takes_the_right_answers_for_right_and_no_other(name: str) -> None:
    package, source = made(name), shelf() if name.startswith("taught") else library()
    quizzes = {file for file in package.namelist() if file.startswith("quizzes/")}
    assert quizzes == {f"quizzes/{code.lower()}-quiz.xml" for code in source.teaching}
    for code, teaching in source.teaching.items():
        items = find(xml(package, f"quizzes/{code.lower()}-quiz.xml"), "//q:item")
        assert len(items) == len(teaching.quiz)
        for item, asked in zip(items, teaching.quiz, strict=True):
            read = {
                label.get("ident"): BeautifulSoup(find(label, "string(.)"), "lxml").get_text().strip()
                for label in find(item, ".//q:response_label")
            }
            assert list(read.values()) == [line_text(option.text) for option in asked.options]
            right = {line_text(option.text) for option in asked.options if option.right}
            choices = range(2) if len(right) == 1 else range(len(read) + 1)
            for chosen in itertools.chain.from_iterable(itertools.combinations(read, many) for many in choices):
                assert score(item, set(chosen)) == 100 * ({read[one] for one in chosen} == right), (code, chosen)


def moodle(item: etree._Element) -> set[str]:
    """Return what Moodle takes for right: it looks for the points of each option, or of several at once."""
    if find(item, ".//q:response_lid/@rcardinality") == ["Multiple"]:
        scored = find(item, ".//q:respcondition[q:setvar[@varname='SCORE'][. = 100]]/q:conditionvar")
        return {one.text for each in scored for one in find(each, ".//q:varequal[@case='Yes'][not(parent::q:not)]")}
    points = {
        find(one, "string(q:conditionvar/q:varequal)"): find(one, "string(q:setvar)")
        for one in find(item, ".//q:respcondition")
    }
    return {option for option in find(item, ".//q:response_label/@ident") if points.get(option)}


def open_edx(item: etree._Element) -> set[str]:
    """Return what the converter for Open edX takes for right: whatever is named up to the first stop."""
    found = set()
    for condition in find(item, ".//q:respcondition"):
        found |= {one.text for one in find(condition, ".//q:varequal[not(parent::q:not)]")}
        if condition.get("continue") == "No":
            break
    return found


@pytest.mark.parametrize("name", ["taught-student", "everything-student"])
def test_importers_that_read_conditions_their_own_way_find_the_same_answers(name: str) -> None:
    package, source = made(name), shelf() if name.startswith("taught") else library()
    for code, teaching in source.teaching.items():
        items = find(xml(package, f"quizzes/{code.lower()}-quiz.xml"), "//q:item")
        for item, asked in zip(items, teaching.quiz, strict=True):
            options = zip(find(item, ".//q:response_label/@ident"), asked.options, strict=True)
            assert moodle(item) == open_edx(item) == {ident for ident, option in options if option.right}, asked.asks


def test_feedback_says_why_and_where_it_stands() -> None:
    package = made("taught-student")
    one, several, *_ = find(xml(package, "quizzes/c1-quiz.xml"), "//q:item")

    def shown(item: etree._Element, test: str) -> str:
        ident = find(item, f"string(.//q:respcondition[{test}]/q:displayfeedback/@linkrefid)")
        return find(item, f"string(q:itemfeedback[@ident='{ident}']/q:flow_mat/q:material/q:mattext)")

    assert shown(one, ".//q:varequal = 'c1-quiz-1-a'") == "The first has another."
    assert shown(one, ".//q:varequal = 'c1-quiz-1-b'") == "The second has it."
    assert f"{URL}risks/rp3/" in shown(one, ".//q:other")
    assert all(option["because"] in shown(several, ".//q:other") for option in TAUGHT["quiz"][1]["options"])
    assert f"{URL}codes/#aca" in shown(several, ".//q:other")


# ── What the check refuses ─────────────────────────────────────────────────────────────────────────────


def choice(ident: str, right: str) -> Item:
    options = [Option(f"{ident}-{one}", one.upper(), one in right, f"Because of {one}.") for one in "abc"]
    return Item(ident, ident, "Which?", options, "After any.")


DOCUMENT = '<!DOCTYPE html><html lang="en"><body><p><a href="https://x.example/">x</a></p></body></html>'
SMALL = Cartridge(
    id="x",
    title="A small package",
    description="It has one of each.",
    keywords=["small"],
    rights="Free.",
    language="en",
    version="1",
    date=date(2026, 11, 22),
    address="",
    modules=[
        Module(
            "x",
            "One of each",
            [
                Page("x-page", "A page", DOCUMENT),
                Page("x-staff", "For staff", DOCUMENT, staff_only=True),
                WebLink("x-link", "A link", "https://x.example/"),
                Topic("x-topic", "A topic", "<p>Say.</p>"),
                Quiz("x-quiz", "A quiz", [choice("x-1", "a"), choice("x-2", "ab")], "<p>Try.</p>"),
            ],
        )
    ],
)
KEY = {"x-1": {"x-1-a"}, "x-2": {"x-2-a", "x-2-b"}}


def altered(name: str, old: str, new: str, count: int = 1) -> bytes:
    """Return the small package with a text replaced in one of its files; without `old`, with one more file."""
    package = zipfile.ZipFile(io.BytesIO(cartridge.write(SMALL)))
    files = {file: package.read(file).decode() for file in package.namelist()}
    assert old in files.get(name, ""), name
    files[name] = files[name].replace(old, new, count) if old else new
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as package:
        for file, text in files.items():
            package.writestr(file, text)
    return into.getvalue()


def without(name: str) -> bytes:
    package = zipfile.ZipFile(io.BytesIO(cartridge.write(SMALL)))
    return zipped({file: package.read(file).decode() for file in package.namelist() if file != name})


QUIZ, MANIFEST = "quizzes/x-quiz.xml", "imsmanifest.xml"


def moved(*marks: str) -> tuple[str, str]:
    """Return the conditions for the right answer to x-1 and for a wrong one, and the two the other way round."""
    package = zipfile.ZipFile(io.BytesIO(cartridge.write(SMALL)))
    opening, first, second = marks
    text = package.read(QUIZ).decode()
    start = text.index(opening)
    middle = text.index(opening, start + 1)
    end = text.index("</respcondition>", middle) + len("</respcondition>")
    assert first in text[start:middle] and second in text[middle:end]
    return text[start:end], text[middle:end] + text[start:middle]


def two_options() -> bytes:
    options = [option for option in choice("x-1", "a").options if option.id != "x-1-c"]
    first = dataclasses.replace(choice("x-1", "a"), options=options)
    *rest, quiz = SMALL.modules[0].resources
    quiz = dataclasses.replace(quiz, items=[first, quiz.items[1]])
    return cartridge.write(
        dataclasses.replace(SMALL, modules=[dataclasses.replace(SMALL.modules[0], resources=[*rest, quiz])])
    )


REFUSED = {
    "another right answer": (lambda: altered(QUIZ, 'case="Yes">x-1-a', 'case="Yes">x-1-b'), "takes x-1-b for right"),
    "a right answer too few": (
        lambda: altered(QUIZ, '<varequal respident="x-2-response" case="Yes">x-2-b</varequal>', ""),
        "x-2: takes x-2-a for right",
    ),
    "points for a wrong answer": (
        lambda: altered(
            QUIZ,
            '<displayfeedback feedbacktype="Response" linkrefid="x-1-b-feedback"/>',
            '<setvar varname="SCORE" action="Set">100</setvar>'
            '<displayfeedback feedbacktype="Response" linkrefid="x-1-b-feedback"/>',
        ),
        "x-1: expected one condition that scores",
    ),
    "a wrong answer before the right one": (
        lambda: altered(QUIZ, *moved('<respcondition continue="No">', "x-1-a-feedback", "x-1-b-feedback")),
        "x-1: expected what is right as the second condition",
    ),
    "a wrong answer that goes on": (
        lambda: altered(QUIZ, 'continue="No"', 'continue="Yes"'),
        "x-1: expected the first condition to go on, and no other",
    ),
    "an item that the key does not know": (
        lambda: altered(QUIZ, '<item ident="x-1"', '<item ident="x-9"'),
        "x-9 is no item of the key",
    ),
    "two options": (two_options, "x-1: has 2 options: expected 3 or more"),
    "an option twice": (
        lambda: altered(QUIZ, '<response_label ident="x-1-c"', '<response_label ident="x-1-b"'),
        "the ident of response_label x-1-b is there 2 times",
    ),
    "feedback that nothing shows": (
        lambda: altered(QUIZ, 'linkrefid="x-1-c-feedback"', 'linkrefid="x-1-b-feedback"'),
        "x-1: has feedback",
    ),
    "a dangling reference": (
        lambda: altered(MANIFEST, 'identifierref="x-topic"', 'identifierref="x-nothing"'),
        "x-nothing is referred to, but is no resource",
    ),
    "a dangling dependency": (
        lambda: altered(MANIFEST, "</resource>", '<dependency identifierref="x-gone"/></resource>'),
        "x-gone is referred to, but is no resource",
    ),
    "an identifier twice": (
        lambda: altered(MANIFEST, 'resource identifier="x-topic"', 'resource identifier="x-link"'),
        "the identifier x-link is there 2 times",
    ),
    "a missing file": (lambda: without("topics/x-topic.xml"), "topics/x-topic.xml is listed, but absent"),
    "a file that is not listed": (lambda: altered("pages/more.html", "", DOCUMENT), "pages/more.html: is there"),
    "no manifest": (lambda: without(MANIFEST), "expected a manifest"),
    "a late namespace": (lambda: altered(MANIFEST, "<manifest", f"<!--{'x' * 1024}--><manifest"), "first 1024 bytes"),
    "an href on a link": (
        lambda: altered(MANIFEST, 'type="imswl_xmlv1p1"', 'type="imswl_xmlv1p1" href="links/x-link.xml"'),
        "the resource x-link has a wrong href",
    ),
    "a page for staff without its role": (
        lambda: altered(MANIFEST, "Instructor", "Learner"),
        "staff/x-staff.html: expected the role of an instructor",
    ),
    "a link that leads nowhere": (
        lambda: altered("links/x-link.xml", "https://x.example/", "/help/"),
        "leads to /help/: expected one address",
    ),
    "a link without an address": (
        lambda: altered("links/x-link.xml", 'href="https://x.example/"', ""),
        "leads to nothing: expected one address",
    ),
    "a relative link in a page": (
        lambda: altered("pages/x-page.html", "https://x.example/", "../help/"),
        "links to '../help/', which leads nowhere in a course",
    ),
    "bad XML": (lambda: altered("topics/x-topic.xml", "</topic>", ""), "topics/x-topic.xml: is not well-formed XML"),
    "a path out of the package": (
        lambda: altered("../more.html", "", DOCUMENT),
        "expected a path inside the package",
    ),
    "no package at all": (lambda: b"PK nothing", "the file is not a zip archive"),
}


def test_a_sound_package_passes() -> None:
    assert check(cartridge.write(SMALL), KEY, staff=True) == []


@pytest.mark.parametrize("fault", REFUSED)
def test_a_faulty_package_is_refused(fault: str) -> None:
    spoilt, sentence = REFUSED[fault]
    assert [one for one in check(spoilt(), KEY, staff=True) if sentence in one]


def test_a_page_for_staff_is_refused_in_a_package_for_students() -> None:
    assert check(cartridge.write(SMALL), KEY, staff=False) == [
        "staff/x-staff.html: is for trainers alone, in a package for students"
    ]


def test_a_faulty_package_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "answer_key", lambda taught: {"c1-quiz-1": {"c1-quiz-1-a"}})
    with pytest.raises(Faulty) as error:
        MADE["taught-student"](URL)
    assert "c1-quiz-1: takes c1-quiz-1-b for right: expected c1-quiz-1-a" in str(error.value)
    assert len(error.value.faults) > 1


# ── The files that were made ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.imscc")), ids=lambda path: path.stem)
def test_the_package_that_was_made_is_sound_and_whole(path: Path) -> None:
    name, _, whose = path.stem.partition("-")
    cases = list(brief.EVERY_CASE) if name == "everything" else [name.upper()]
    taught = [code for code in cases if code in brief.TAUGHT]
    data = path.read_bytes()
    key = packages.answer_key(library().teaching[code] for code in taught)
    assert check(data, key, staff=whose == "trainer") == []
    package = zipfile.ZipFile(io.BytesIO(data))
    names = set(package.namelist())
    assert {f"pages/{code.lower()}-handout.html" for code in cases} <= names
    assert {f"quizzes/{code.lower()}-quiz.xml" for code in taught} == {one for one in names if "quizzes/" in one}
    for code in taught:
        copy = f"staff/{code.lower()}-facilitator.html"
        assert (copy in names) == (whose == "trainer")
        if copy in names:
            shown = words(BeautifulSoup(package.read(copy), "lxml").get_text(" "))
            first = page(f"{brief.EVERY_CASE[code][0]}teach/").find(id="plan-90").find_next("table").tbody.tr
            assert words(first.find("h3").get_text()) in shown


def test_every_case_has_its_packages() -> None:
    made = {path.name for path in FOLDER.glob("*.imscc")}
    students, trainers = (
        [*(code.lower() for code in codes), "everything"] for codes in (brief.EVERY_CASE, brief.TAUGHT)
    )
    assert made == {f"{one}-student.imscc" for one in students} | {f"{one}-trainer.imscc" for one in trainers}
