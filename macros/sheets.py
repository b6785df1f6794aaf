"""Worksheets: what trainers hand out or keep, each as one plain HTML document.

A sheet has no script, no style and nothing that a course system strips. It is a page in a course package as it
stands, and macros/typeset.py makes a PDF or a DOCX file of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from macros import project
from macros.library import Library
from macros.models import Case, Model
from macros.references import Day
from macros.render import Away, line_text, render
from macros.search import called


@dataclass(frozen=True)
class Sheet:
    """A worksheet: the name of its files, its title, the day its text last changed, and its HTML document."""

    name: str
    title: str
    changed: Day
    html: str


def handout(library: Library, case: Case, site_url: str) -> Sheet:
    """Return what a student gets of a case: all that one needs to come to a view, and none of the views."""
    questions = library.neighbours(case.code, "question", "caveat")
    return _draw(
        "handout",
        f"{case.code.lower()}-handout",
        f"{case.code} {line_text(case.title)}: handout",
        Away(site_url),
        library,
        [case, *(one.item for one in questions)],
        case=case,
        questions=questions,
        cited=case.title,
        code=case.code,
        place=case.code,
    )


def facilitator(library: Library, case: Case, site_url: str) -> Sheet:
    """Return the trainer's copy of a case: how to teach it, and what the handout leaves out.

    Raises KeyError where the case has no teaching.
    """
    teaching = library.taught(case.code)
    return _draw(
        "facilitator",
        f"{case.code.lower()}-facilitator",
        f"{case.code} {line_text(case.title)}: facilitator’s copy",
        Away(site_url),
        library,
        [case, teaching],
        case=case,
        teaching=teaching,
        criteria={criterion.key: criterion for criterion in teaching.rubric},
        rules=library.rules(teaching),
        called=lambda target: called(library.place(target), library),
        cited=case.title,
        code=f"{case.code}, facilitator’s copy",
        place=teaching.id,
    )


def question_sheet(library: Library, site_url: str) -> Sheet:
    """Return the guiding questions and the caveat, each with room for notes."""
    title, records = "Questions before you decide", library.of("question", "caveat")
    return _draw(
        "questions", "questions", title, Away(site_url), library, records, cited=title, code="", place="questions/"
    )


def risk_sheet(library: Library, site_url: str) -> Sheet:
    """Return the risk register: what each risk is, how it may show, what may soften it."""
    title, records = "The risk register", library.of("client_risk", "therapist_risk")
    return _draw("risks", "risks", title, Away(site_url), library, records, cited=title, code="", place="risks/")


def _draw(
    template: str, name: str, title: str, here: Away, library: Library, records: Sequence[Model], **values: Any
) -> Sheet:
    """Return a sheet that restates some records, as its template draws it."""
    changed = max(record.changed for record in records)
    cited = {source.id: source for record in records for source in library.cited(record) if source.notice}
    html = render(
        f"sheets/{template}.html.j2",
        library,
        here,
        title=title,
        changed=changed,
        notices=[source.notice for source in cited.values()],
        site_name=project.site_name(),
        version=project.version(),
        licence=project.LICENCE,
        licence_name=project.LICENCE_NAME,
        **values,
    )
    return Sheet(name, title, changed, html + "\n")
