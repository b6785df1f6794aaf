"""Prose pages as search reads them: what each says of itself, its sections, and what is wrong with one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.library import library
from macros.loading import load
from macros.problems import BadData

PAGES = {page.address: page for page in library().pages}


def test_every_prose_page_is_read_and_no_other() -> None:
    sections = (
        "", "about/", "alternatives/", "cases/", "codes/", "data/", "downloads/", "find-a-case/", "for-clinicians/",
        "for-former-clients/", "for-friends-and-partners/", "glossary/", "help/", "questions/", "research/",
        "risks/", "safeguards/", "teach/", "two-answers/",
    )  # fmt: skip
    assert set(PAGES) == set(sections)


def test_sections_are_read_with_their_ids_in_order() -> None:
    names = [section.id for section in PAGES["help/"].sections]
    assert names == ["", "harmed", "crisis", "reading-on"]
    assert PAGES["help/"].sections[1].title == "If a therapist has harmed you"


def test_the_text_of_a_section_is_plain() -> None:
    sections = [section for page in PAGES.values() for section in page.sections]
    for text in [text for section in sections for text in (section.text, section.title, *section.headings)]:
        assert not any(mark in text for mark in ("<", ">", "{", "}", "](", "[", "**", "From the essay There")), text
    privacy = next(section for section in PAGES["about/"].sections if section.id == "privacy")
    assert privacy.text.startswith("Nothing is collected. The site sets no cookies")


FAULTS = [
    (
        "title: Where to turn",
        "titel: Where to turn",
        1,
        "title: required, but missing: expected what the page is called",
    ),
    ("title: Where to turn", "title: 7", 3, "title: was read as a number (7): expected text"),
    ("title: Where to turn", "title: a <b>page</b>", 3, "title: holds raw HTML: expected plain text"),
    ("title: Where to turn", "title: [x", 4, "is not YAML"),
    (
        "---\nrender",
        "--\nrender",
        1,
        "description: required, but missing: expected one sentence on what the page holds",
    ),
    (
        "{ #harmed }",
        "{ #Harmed_You }",
        19,
        "has a section whose id, 'Harmed_You', is not an id: expected lower-case words",
    ),
    ("{ #harmed }", "", 19, "has a section without an id: expected ## If a therapist has harmed you { #its-id }"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), FAULTS)
def test_a_fault_in_front_matter_is_reported_with_file_and_line(
    project: Path, old: str, new: str, line: int, said: str
) -> None:
    path = project / "docs" / "help.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadData) as caught:
        load(project)
    problems = [str(problem) for problem in caught.value.problems]
    assert any(one.startswith(f"docs/help.md:{line}: {said}") for one in problems), problems


@pytest.mark.parametrize(
    "kept",
    [
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"---\n", b"--- \n"),
        lambda text: text.replace(b"{ #harmed }", b"{ #harmed .wide } "),
    ],
    ids=["lines of Windows", "byte order mark", "a blank behind the rule", "a class behind the id"],
)
def test_a_page_as_some_editors_keep_it_is_read_alike(project: Path, kept: Callable[[bytes], bytes]) -> None:
    before = library(project).pages
    path = project / "docs" / "help.md"
    path.write_bytes(kept(path.read_bytes()))
    assert library(project).pages == before


def test_what_an_editor_leaves_behind_is_passed_over(project: Path) -> None:
    (project / "docs" / ".#help.md").symlink_to("nobody@nowhere")
    (project / "docs" / ".help.md").write_text("half", encoding="utf-8")
    (project / "data" / ".#risks.yml").symlink_to("nobody@nowhere")
    assert library(project).item("RP3")


def test_a_page_that_is_not_utf_8_is_reported(project: Path) -> None:
    (project / "docs" / "help.md").write_bytes(b"---\ntitle: caf\xe9\n")
    with pytest.raises(BadData, match=r"docs/help\.md:2: is not UTF-8"):
        load(project)


def test_a_day_that_no_calendar_has_is_reported_in_a_page_too(project: Path) -> None:
    path = project / "docs" / "help.md"
    path.write_text(re.sub("(?m)^changed: .*", 'changed: "2026-13-45"', path.read_text(encoding="utf-8")), "utf-8")
    with pytest.raises(BadData, match=r"docs/help\.md:\d+: changed: '2026-13-45' is not a day"):
        load(project)


def test_a_fault_in_a_page_and_one_in_the_data_are_reported_together(project: Path) -> None:
    (project / "docs" / "about.md").write_text("# About", encoding="utf-8")
    (project / "data" / "comparison.yml").unlink()
    with pytest.raises(BadData) as caught:
        load(project)
    assert {problem.file for problem in caught.value.problems} == {"docs/about.md", "data/comparison.yml"}


def test_an_edit_of_a_page_is_seen_under_the_cached_library(project: Path) -> None:
    library(project)
    path = project / "docs" / "help.md"
    path.write_text(path.read_text(encoding="utf-8").replace("title: Where to turn", "title: Help"), encoding="utf-8")
    assert "Help" in {page.head.title for page in library(project).pages}
