"""The course packages: for each case, and for all of them, one for students and one for trainers.

A package for students holds nothing that gives the views away; one for trainers adds pages that are for staff alone.
Links lead to the site where it has an address, and are left out where it has none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from macros import cartridge, cartridge_check, project, sheets
from macros.cartridge import Cartridge, Item, Module, Option, Page, Quiz, Resource, Topic, WebLink
from macros.library import Library
from macros.models import Case, QuizItem, QuizOption, Teaching
from macros.references import Day
from macros.render import Away, line_html, line_text, link, render
from macros.search import called
from macros.sheets import Sheet

LANGUAGE = "en-GB"
KEYWORDS = ("psychotherapy", "professional ethics", "boundaries", "endings", "case study")


def case_package(library: Library, case: Case, site_url: str, staff: bool) -> bytes:
    """Return the course package of a case, for students or for trainers.

    Raises KeyError where one for trainers is asked for and the case has no teaching, and Faulty where the package
    would not be sound.
    """
    if staff and case.code not in library.teaching:
        raise KeyError(f"{case.code} has no teaching: there is nothing for a package for trainers")
    packer = _Packer(library, site_url, staff)
    about = line_text(case.summary)
    return packer.package(_name(case), _title(case), about, library.address(case.code), [case], [])


def everything(library: Library, site_url: str, staff: bool) -> bytes:
    """Return one course package with all cases, the questions and the risks. Raises Faulty where it is not sound."""
    packer = _Packer(library, site_url, staff)
    more = [sheets.question_sheet(library, site_url), sheets.risk_sheet(library, site_url)]
    about = project.settings()["site_description"]
    return packer.package("everything", project.site_name(), about, "", library.of("case"), more)


def answer_key(taught: Iterable[Teaching]) -> dict[str, set[str]]:
    """Return the ids of the right options, by the id of each item, of some quizzes, as the data has them."""
    return {
        name: {ident for ident, option in _options(name, item) if option.right}
        for teaching in taught
        for name, item in _items(teaching)
    }


def _name(case: Case) -> str:
    return case.code.lower()


def _title(case: Case) -> str:
    return f"{case.code} {line_text(case.title)}"


def _page(sheet: Sheet, staff_only: bool = False) -> Page:
    return Page(sheet.name, sheet.title, sheet.html, staff_only)


def _items(teaching: Teaching) -> Iterator[tuple[str, QuizItem]]:
    """Yield the items of a quiz, each behind its id: c3-quiz-1."""
    yield from ((f"{teaching.case.lower()}-quiz-{place}", item) for place, item in enumerate(teaching.quiz, 1))


def _options(name: str, item: QuizItem) -> Iterator[tuple[str, QuizOption]]:
    """Yield the options of an item, each behind its id: c3-quiz-1-a."""
    yield from ((f"{name}-{letter}", option) for letter, option in zip(ascii_lowercase, item.options, strict=False))


@dataclass(frozen=True)
class _Packer:
    """Packs from one library, for one address of the site, for students or for trainers."""

    library: Library
    site_url: str
    staff: bool

    def package(
        self, name: str, title: str, about: str, place: str, cases: Sequence[Case], more: Sequence[Sheet]
    ) -> bytes:
        """Return a package of some cases and sheets; `place` is the page of the site that it takes after."""
        taught = [self.library.teaching[case.code] for case in cases if case.code in self.library.teaching]
        pages = {case.code: self.pages(case) for case in cases}
        handed = [sheet for of_case in pages.values() for sheet in of_case]
        changed = max(one.changed for one in (*cases, *taught, *more, *handed))
        modules = [Module(_name(case), _title(case), [*self.case(case, pages[case.code])]) for case in cases]
        if more:
            modules.append(Module("worksheets", "Questions and risks", [_page(sheet) for sheet in more]))
        first = Module("about", "About this package", [*self.about(place, changed, cases, more)])
        whole = Cartridge(
            id=f"{name}-{'trainer' if self.staff else 'student'}",
            title=f"{title} ({'for trainers' if self.staff else 'for students'})",
            description=about,
            keywords=KEYWORDS,
            rights=f"{project.LICENCE_NAME}, {project.LICENCE}",
            language=LANGUAGE,
            version=project.version(),
            date=changed.day,
            address=self.address(place),
            modules=[first, *modules],
        )
        data = cartridge.write(whole)
        if faults := cartridge_check.check(data, answer_key(taught), self.staff):
            raise cartridge_check.Faulty(whole.title, faults)
        return data

    def about(self, place: str, changed: Day, cases: Sequence[Case], more: Sequence[Sheet]) -> Iterator[Page]:
        """Yield the pages of the first module: about the package, and what trainers do with it first."""
        title = "About this package"
        text = self.drawn("about", place, changed, title=title, cases=cases, more=more)
        yield Page("about-package", title, text)
        if self.staff:
            title = "For trainers: before you open the course"
            yield Page("about-trainers", title, self.drawn("trainers", place, changed, title=title), staff_only=True)

    def pages(self, case: Case) -> dict[Sheet, bool]:
        """Return the sheets of a case, each with whether it is for staff alone."""
        found = {sheets.handout(self.library, case, self.site_url): False}
        if self.staff and case.code in self.library.teaching:
            found[sheets.facilitator(self.library, case, self.site_url)] = True
        return found

    def case(self, case: Case, pages: Mapping[Sheet, bool]) -> Iterator[Resource]:
        """Yield what a package holds of a case, its sheets first, in the order of a course."""
        teaching = self.library.teaching.get(case.code)
        place, changed = self.library.address(case.code), max(one.changed for one in (case, teaching) if one)
        yield from (_page(sheet, staff_only) for sheet, staff_only in pages.items())
        yield from self.links(case)
        # A case that nobody has written teaching for yet is discussed all the same, by the thought at its pause.
        topics = [(one.title, one.text) for one in teaching.topics] if teaching else [("What would you do?", None)]
        for number, (title, asks) in enumerate(topics, 1):
            text = self.drawn("topic", place, changed, case=case, asks=asks)
            yield Topic(f"{_name(case)}-topic-{number}", f"{case.code} {line_text(title)}", text)
        if teaching:
            items = [self.item(f"{case.code} question {n}", *one) for n, one in enumerate(_items(teaching), 1)]
            yield Quiz(f"{_name(case)}-quiz", f"{case.code} Quiz", items, self.drawn("quiz", place, changed))

    def links(self, case: Case) -> Iterator[WebLink]:
        """Yield links to the case, to each risk and question it names, and to where to turn."""
        if self.site_url:
            named = self.library.neighbours(case.code, "client_risk", "therapist_risk", "question", "caveat")
            for one in (case, *(neighbour.item for neighbour in named)):
                title, address = f"{one.code} {line_text(one.title)}", self.address(self.library.address(one.code))
                yield WebLink(f"{_name(case)}-link-{one.code.lower()}", title, address)
            yield WebLink(f"{_name(case)}-link-help", "Where to turn", self.address("help/"))

    def item(self, title: str, name: str, item: QuizItem) -> Item:
        """Return an item of a quiz, whose id is `name`."""
        options = [
            Option(ident, line_html(option.text), option.right, line_html(option.because))
            for ident, option in _options(name, item)
        ]
        several = sum(option.right for option in options) > 1
        feedback = render(
            "packages/feedback.html.j2",
            self.library,
            Away(self.site_url),
            item=item,
            several=several,
            place=called(self.library.place(item.see), self.library),
        )
        return Item(name, title, line_html(item.asks), options, feedback)

    def address(self, place: str) -> str:
        """Return the whole address of a page of the site, or an empty text where the site has none."""
        return link(place, Away(self.site_url))

    def drawn(self, template: str, place: str, changed: Day, **values: Any) -> str:
        """Return a text of a package as its template draws it, with what each text says of itself."""
        return render(
            f"packages/{template}.html.j2",
            self.library,
            Away(self.site_url),
            address=self.address(place),
            changed=changed,
            site_name=project.site_name(),
            version=project.version(),
            licence=project.LICENCE,
            licence_name=project.LICENCE_NAME,
            **values,
        )
