"""The macros that pages call. Each is a thin adapter: it asks the library and hands a template its records."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort

from macros import browsing, citing, classroom, data_package, listings, moves, prepare, project, search
from macros import changes as changed
from macros import downloads as files
from macros import library as libraries
from macros import open_data as tables
from macros.choices import Inquiry, Topic
from macros.codes import kind_of
from macros.engines import is_zensicals, links_from
from macros.metadata import learning_resource
from macros.models import Case, Teaching
from macros.problems import BadData
from macros.releases import first_published
from macros.render import frame, head, relative, render
from macros.text import Line

PREPARED = "SITE_PREPARED"  # set by whoever has just prepared the project for the engine that it starts


def define_env(env: Any) -> None:
    """Read the library and offer its macros to pages; called by mkdocs-macros before each build.

    Zensical calls it for each page instead, when it is too late to write what is not a page: `make` has done so.
    Bad data stops a build here, before the engine touches the site. Under `serve`, where an earlier state of the
    data was good, it is shown in the terminal and the pages stay as they were.
    """
    shelf = libraries.last_good()
    try:
        shelf = libraries.library()
        if not (os.environ.get(PREPARED) or is_zensicals(getattr(env, "page", None))):
            prepare.write_files(shelf, Path(env.conf["docs_dir"]), project.site_url())
    except BadData as error:
        if shelf is None:
            raise Abort(f"\n{error.report}") from None
        print(f"\n{error.report} The pages stay as they were.\n", file=sys.stderr, flush=True)
    for macro in macros(env, shelf):
        env.macro(macro)


def macros(env: Any, library: libraries.Library | None) -> list[Callable[..., str]]:
    """Return the macros, bound to a library and to the page that calls them."""

    def site_url() -> str:
        return project.with_slash(env.conf.get("site_url") or "")  # MkDocs has added the slash, Zensical has not

    def draw(template: str, **values: Any) -> str:
        return render(
            template, library, links_from(env.page), site_url=site_url(), site_name=env.conf["site_name"], **values
        )

    def described(one: Case | Teaching) -> None:
        env.page.meta["json_ld"] = learning_resource(one, library, env.conf["site_name"], site_url())

    def edited_in(name: str) -> None:
        """Let "Edit this page" lead to the file of data/ that holds a record; the page's own is a stub."""
        repository, pages = env.conf.get("repo_url"), env.conf.get("edit_uri")
        if repository and pages:
            root = pages.rstrip("/").removesuffix("docs")
            env.page.meta["edit_url"] = f"{repository.rstrip('/')}/{root}data/{library.file_of[name]}"

    def item(template: str, code: str, **values: Any) -> str:
        record = library.item(code)
        env.page.meta |= head(record)
        edited_in(code)
        return draw(template, record=record, kind=kind_of(code), **values)

    def leave_quickly() -> str:
        """Let the page open with a link to leave it at once; draws nothing where it stands."""
        env.page.meta["leave"] = frame(**library.leave_to.model_dump())
        return ""

    def case(code: str) -> str:
        """Return the whole page of a case."""
        if library.item(code).leave_quickly:
            leave_quickly()
        described(library.item(code))
        return item("case.md.j2", code, offers=files.of(library, library.item(code), files.FOR_STUDENTS))

    def teaching(code: str) -> str:
        """Return the whole page on teaching a case, by the case's code."""
        one = library.taught(code)
        described(one)
        edited_in(one.id)
        env.page.meta |= frame(title=library.title(one), description=one.summary, changed=Line(one.changed))
        criteria = {criterion.key: criterion for criterion in one.rubric}
        offers = files.of(library, library.item(code), files.ALL)
        return draw(
            "teaching.md.j2", teaching=one, record=library.item(code), criteria=criteria, offers=offers,
            rules=library.rules(one),
        )  # fmt: skip

    def risk(code: str) -> str:
        """Return the whole page of a risk."""
        return item("risk.md.j2", code)

    def question(code: str) -> str:
        """Return the whole page of a guiding question or caveat."""
        return item("question.md.j2", code)

    def case_index() -> str:
        """Return all cases as cards, with what sets each apart."""
        return draw("case_index.html.j2")

    def case_browser() -> str:
        """Return the cases by level, theme, reading time, and by each thing that sets them apart."""
        return draw("case_browser.html.j2", shelves=browsing.shelves(library))

    def teaching_index() -> str:
        """Return the cases for trainers: a table, then by level and by theme."""
        return draw("teaching_index.html.j2", shelves=browsing.teaching_shelves(library))

    def standards() -> str:
        """Return the standards of training, one heading each, with the cases whose teaching serves each point."""
        return draw("standards.md.j2")

    def finder() -> str:
        """Return the questions that lead to a case, each with its answers."""
        return draw("finder.html.j2")

    def risk_table() -> str:
        """Return the risk register: a table for the client, a table for the therapist."""
        return draw("risk_table.md.j2")

    def checklist() -> str:
        """Return the guiding questions as a checklist to tick, reset and print."""
        return draw("checklist.html.j2")

    def safeguards() -> str:
        """Return strategies, mitigations and principles, one heading each."""
        return draw("safeguards.md.j2")

    def alternatives() -> str:
        """Return the alternatives to friendship, one heading each."""
        return draw("alternatives.md.j2")

    def comparison() -> str:
        """Return the essay and the column side by side, point by point."""
        return draw("comparison.html.j2")

    def organisations() -> str:
        """Return where to turn if a therapist has done harm, by country."""
        return draw("organisations.md.j2")

    def crisis_lines() -> str:
        """Return the lines for a crisis, by country."""
        return draw("crisis_lines.html.j2")

    def codes_by_topic() -> str:
        """Return what codes, laws and decisions say in a few words each, topic by topic."""
        return draw("codes_by_topic.md.j2", topics=Topic)

    def codes_by_body() -> str:
        """Return what codes, laws and decisions say, body by body, with how each point was checked."""
        return draw("codes_by_body.md.j2")

    def codes_unchecked() -> str:
        """Return the bodies whose rule could not be read."""
        return draw("codes_unchecked.html.j2")

    def checked(*names: str) -> str:
        """Return when some facts, given by their ids, were checked, and whether that is too long ago."""
        return draw("checked_line.html.j2", facts=[library.named[name] for name in names])

    def research(asks: str) -> str:
        """Return the studies and models that help with a question: "ethical", "clients", "slope", "rural" …"""
        return draw("research.md.j2", asks=Inquiry(asks), references=citing.apa(library.works))

    def reference_downloads() -> str:
        """Return links to all references as RIS, BibTeX and CSL-JSON."""
        return draw("reference_downloads.html.j2", files=prepare.REFERENCES)

    def downloads(group: str) -> str:
        """Return the downloads of a group that have been made: "cases", "worksheets" or "packages"."""
        made = files.offers(library, Path(env.conf["docs_dir"]) / files.FOLDER.name)
        return draw("downloads.html.j2", group=group, offers=[one for one in made if one.download.group == group])

    def classroom_copy() -> str:
        """Return the offer of the site as a zip for a room without a network, where a build packs one."""
        return draw("classroom.html.j2", packed=env.conf["extra"]["classroom"], name=classroom.NAME)

    def glossary() -> str:
        """Return the terms, one heading each."""
        return draw("glossary.md.j2")

    def sources() -> str:
        """Return the sources and what a reader must be told about each."""
        return draw("sources.md.j2")

    def figure(name: str) -> str:
        """Return a figure: "room", or from data the "spectrum", the cases at a "glance", the "map" of the risks."""
        return draw(f"figures/{name}.html.j2")

    def a_to_z() -> str:
        """Return all there is to find on the site, in alphabetical order; where that is too much, the letters."""
        template = "a_to_z_letters.html.j2" if search.in_parts(library) else "a_to_z.md.j2"
        return draw(template, letters=search.a_to_z(library))

    def open_data() -> str:
        """Return the files of open data: how many records each holds, and its size."""
        counts, sizes = tables.counts(library), tables.sizes(library)
        return draw(
            "open_data.html.j2", tables=tables.TABLES.values(), counts=counts, sizes=sizes, files=data_package
        )

    def data_fields() -> str:
        """Return what each field of the open data means, table by table."""
        return draw("data_fields.md.j2", tables=tables.TABLES.values(), fields=tables.fields)

    def changes() -> str:
        """Return what changed lately, by day."""
        return draw("changes.html.j2", days=changed.lately(library))

    def listing(name: str, number: int) -> str:
        """Return a page of a list that is too long to stand whole on another; `make prepare` writes these pages."""
        one = listings.listings(library)[name]
        title = Line(f"{one.title} ({number} of {len(one.pages)})")
        env.page.meta |= frame(title=title, description=title)
        env.page.meta["noindex"] = True
        return draw("listing.md.j2", listing=one, number=number)

    def ref(code: str) -> str:
        """Return a link to an item: its title and code."""
        return draw("ref.html.j2", record=library.item(code))

    def moved(old: str) -> str:
        """Return the page that stands at an old address and says where to find what was there."""
        redirect = library.redirect(old)
        answers = moves.answers(redirect, library, first_published(libraries.ROOT))
        page, meta = answers[0], env.page.meta
        word = "Withdrawn" if redirect.withdrawn else "Moved"
        meta |= frame(
            title=Line(f"{word}: {old}"),
            description=Line(f"{word}: {old}. See {page.called}."),
            changed=Line(redirect.changed),
        )
        meta["noindex"] = True
        if not redirect.withdrawn:
            place = moves.at_once(answers)
            meta["canonical"] = page.address.partition("#")[0]
            meta["refresh"] = relative(place, env.page.url) if place is not None else ""
            meta["scripts"] = ["assets/moved.js"]
        return draw("moved.md.j2", redirect=redirect, answers=answers)

    return [
        case, teaching, risk, question, case_index, case_browser, teaching_index, standards, finder, risk_table,
        checklist, safeguards, alternatives, comparison, organisations, crisis_lines, codes_by_topic, codes_by_body,
        codes_unchecked, checked, research, reference_downloads, downloads, classroom_copy, open_data, data_fields,
        changes, glossary, sources, figure, a_to_z, listing, ref, leave_quickly, moved,
    ]  # fmt: skip
