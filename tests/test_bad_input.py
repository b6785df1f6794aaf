"""Bad input stops the build before site/ is touched: every problem in one run, each with its file, line and path."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from macros.loading import load
from macros.problems import BadData, Problem
from macros.stubs import write_stubs
from macros.text import Prose
from tests.conftest import run

FORM = re.compile(r"((?:data|docs)/[^:\s]+:[1-9][0-9]*): \S.*")
Edit = str | Callable[[str], str]


# ── Breaking a copy of the project ─────────────────────────────────────────────────────────────────────


def span(text: str, place: str) -> tuple[int, int, int]:
    """Return where `rows.audience.point` stands in a YAML text: its first line, the line after it, its column."""
    node = yaml.compose(text, yaml.CSafeLoader)
    for step in place.split("."):
        if isinstance(node, yaml.MappingNode):
            key, node = next(pair for pair in node.value if pair[0].value == step)
            start = key.start_mark
        else:
            named = ((one, [v.value for k, v in one.value if k.value in ("code", "id", "to")]) for one in node.value)
            node = next(one for one, names in named if step in names)
            start = node.start_mark
    ends_below = node.style in ("|", ">") if isinstance(node, yaml.ScalarNode) else not node.flow_style
    return start.line, node.end_mark.line + (not ends_below), start.column


def put(project: Path, file: str, place: str, new: Edit) -> Path:
    """Replace a field or a record of data/`file`.yml by `new`; a function is given the lines that stand there."""
    path = project / "data" / f"{file}.yml"
    text = path.read_text(encoding="utf-8")
    first, end, column = span(text, place)
    lines = text.split("\n")
    if callable(new):
        new = new("\n".join(line[column:] for line in lines[first:end]))
    margins = [lines[first][:column], *[" " * column] * new.count("\n")]
    lines[first:end] = [(margin + line).rstrip() for margin, line in zip(margins, new.split("\n"), strict=True)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def without(field: str) -> Edit:
    """Leave a one-line field out of a record, whose first line is then the one to report."""
    return lambda old: re.sub(rf"\n *{field}: .*", "", old, count=1).replace("\n", "  # HERE\n", 1)


def another_answer(then: str) -> Edit:
    """Add an answer that leads on to a question."""
    return lambda old: f'{old}\n  - id: "another"\n    says: "None of these"\n    then: "{then}"  # HERE'


def new_case(project: Path, name: str, code: str) -> Path:
    """Write one more case, sound but for its code or its id, into data/cases/zz.yml."""
    path = project / "data" / "cases" / "zz.yml"
    shutil.copy(project / "data" / "cases" / "single-session.yml", path)
    put(project, "cases/zz", "code", f"code: {code}")
    return put(project, "cases/zz", "id", f"id: {name}")


def here(path: Path) -> int:
    """Return the number of the one line that says HERE."""
    (line,) = [i for i, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if "HERE" in text]
    return line


def reports(project: Path) -> list[str]:
    """Return every problem of a project, as printed."""
    with pytest.raises(BadData) as caught:
        load(project)
    return [str(problem) for problem in caught.value.problems]


def assert_blamed(project: Path, where: str, said: str) -> None:
    """Assert that this file and line is reported in these words, and that no other line is."""
    found = reports(project)
    assert any(one.startswith(f"{where}: {said}") for one in found), f"{where}: {said}\nnot in\n" + "\n".join(found)
    assert {FORM.fullmatch(one)[1] for one in found} == {where}


def test_the_copy_is_sound_and_is_what_runs(project: Path) -> None:
    """Nothing is wrong before something is broken, and `run` takes data and macros from the copy."""
    assert load(project)
    (project / "where.py").write_text("from macros.library import ROOT\n\nprint(ROOT)\n")
    assert run("where", cwd=project).stdout.strip() == str(project)


# ── A field is wrong: the kind, its file, its place, what is put there, how the message goes on ────────
# HERE stands on the line that must be reported.

FIELDS = [
    # What YAML cannot say, or says in disguise
    ("not YAML", "alternatives", "alternatives.A1.title", "title: One: HERE", "is not YAML: mapping values are not"),
    ("[[Q14]] and words", "alternatives", "alternatives.A1.says.text", "text: [[Q14]] HERE asks", "is not YAML: "),
    ("a tab", "alternatives", "alternatives.A1.title", "\ttitle: HERE", "is not YAML: found character that cannot"),
    ("a key twice", "comparison", "rows.audience.point", 'point: "A"\npoint: "B"  # HERE',
     "rows.1.point: stands twice: a key may stand once"),
    ("an alias", "alternatives", "alternatives.A1.aliases", 'aliases: [&a "a gift", *a]  # HERE',
     "stands for another part (*a): write that part out here"),
    ("a tag", "comparison", "rows.audience.point", "point: !!python/object:os.X HERE",
     "rows.1.point: carries a tag (!!python/object:os.X): leave the tag out"),
    ("a tag that its value does not fit", "comparison", "rows.audience.point", "point: !!bool HERE",
     "rows.1.point: carries a tag (!!bool): leave the tag out"),
    ("a tag on a list", "alternatives", "alternatives.A1.aliases", 'aliases: !!python/tuple ["a", "b"]  # HERE',
     "alternatives.1.aliases: carries a tag (!!python/tuple): leave the tag out"),
    ("braces where text is expected", "comparison", "rows.audience.point", "point: {{ HERE }}",
     "rows.1.point: begins with [ or {: a text that does goes in quotes"),
    ("a list as the name of a field", "comparison", "rows.audience.point", 'point: "x"\n[HERE]: b',
     "rows.1: begins with [ or {: a text that does goes in quotes"),
    ("a letter too many", "questions", "groups.patient.letter", 'letter: "AB"  # HERE',
     "groups.patient.letter: too long: expected at most 1 characters"),
    ("an id that would be an attribute", "support", "organisations.tell.id", 'id: "x onclick=alert(1)"  # HERE',
     "organisations.x onclick=alert(1).id: 'x onclick=alert(1)' is not an id: expected lower-case words joined by "),
    # Fields that do not belong, or are not there
    ("unknown", "comparison", "rows.audience.point", 'point: "A"\npoimt: "B"  # HERE',
     "rows.audience.poimt: unknown field (did you mean point?): expected id, point, essay, column, relation, "),
    ("missing", "comparison", "rows.audience", without("point"),
     "rows.audience.point: required, but missing: expected what is compared"),
    ("missing deeper down", "cases/single-session", "facets", without("setting"),
     "facets.setting: required, but missing: expected where the two meet"),
    ("a caveat without after", "questions", "questions.QC1", without("after"),
     "questions.QC1.after: required, but missing: a caveat names the question it follows"),
    ("a question with after", "questions", "questions.Q1.changed", 'changed: "2026-11-21"\nafter: "Q2"  # HERE',
     "questions.Q1.after: only a caveat follows another question: leave this out"),
    # Values of another type
    ("a list for text", "comparison", "rows.audience.point", 'point: ["HERE"]',
     "rows.audience.point: was read as a list: expected text, so put it in quotes"),
    ("[[Q14]] alone", "alternatives", "alternatives.A1.says.text", "text: [[Q14]]  # HERE",
     "alternatives.A1.says.text: was read as a list: expected text, so put it in quotes (a text may not begin with "),
    ("fields for text", "comparison", "rows.audience.point", "point: {a: HERE}",
     "rows.audience.point: was read as fields: expected text, so put it in quotes"),
    ("nothing for text", "comparison", "rows.audience.point", "point:  # HERE",
     "rows.audience.point: is empty: expected text"),
    ("text for a list", "alternatives", "alternatives.A1.see", 'see: "S2"  # HERE',
     "alternatives.A1.see: expected a list, each entry on a line that begins with a hyphen"),
    ("text for fields", "alternatives", "alternatives.A1.says", 'says: "HERE"',
     "alternatives.A1.says: expected fields (name: value), found something else"),
    ("a number for text", "support", "crisis_lines.crisis-us.call", "call: 988  # HERE",
     "crisis_lines.crisis-us.call: was read as a number (988): expected text, so put it in quotes"),
    ("a number for a code", "alternatives", "alternatives.A1.see", 'see:\n  - "S2"\n  - 2  # HERE',
     "alternatives.A1.see.2: was read as a number (2): expected text, so put it in quotes"),
    ("yes for an alias", "alternatives", "alternatives.A1.aliases", "aliases:\n  - a gift\n  - yes  # HERE",
     "alternatives.A1.aliases.2: was read as yes or no (True): expected text, so put it in quotes"),
    ("a date unquoted", "comparison", "rows.audience.changed", "changed: 2026-11-21  # HERE",
     "rows.audience.changed: was read as a date (2026-11-21): expected text, so put it in quotes"),
    ("the name of a code's field misspelt", "risks", "risks.RP1.code", 'cod: "RP1"  # HERE',
     "risks.confusion.code: required, but missing"),
    ("a mapping for a word", "search", "stop_words", "stop_words: [a, {an: HERE}]",
     "stop_words.2: was read as fields: expected text, so put it in quotes"),
    # Codes, ids and names that lead nowhere
    ("an address without its slash", "asked", "asked", 'asked:\n  - asks: "a"\n    of: ["about/#privacy"]  # HERE',
     "asked.1.of.1: 'about/#privacy' is neither a code, such as C3, nor an address, such as /about/#privacy"),
    ("the address of an item", "asked", "asked", 'asked:\n  - asks: "a"\n    of: ["/risks/rp3/"]  # HERE',
     "asked.1.of.1: leads to /risks/rp3/, where there is no page or section (did you mean /risks/?); an item is "),
    ("a section of no page", "asked", "asked", 'asked:\n  - asks: "a"\n    of: ["/about/#privac"]  # HERE',
     "asked.1.of.1: leads to /about/#privac, where there is no page or section (did you mean /about/#privacy?)"),
    ("a code with a nought", "alternatives", "alternatives.A1.see", 'see: ["S2", "S02"]  # HERE',
     "alternatives.A1.see.2: 'S02' is not a code: expected S and a number or M and a number or P and a number"),
    ("a code of no kind", "alternatives", "alternatives.A1.risks", 'risks: ["X1"]  # HERE',
     "alternatives.A1.risks.1: 'X1' is not a code: expected RP and a number or RT and a number, such as RP3"),
    ("a code in lower case", "questions", "questions.QC1.after", 'after: "q12"  # HERE',
     "questions.QC1.after: 'q12' is not a code: expected Q and a number or QC and a number, such as Q3"),
    ("a code of another kind", "alternatives", "alternatives.A1.see", 'see: ["Q1"]  # HERE',
     "alternatives.A1.see.1: 'Q1' is the code of another kind of item: expected S and a number or M and a number"),
    ("a code of nothing", "alternatives", "alternatives.A1.risks", 'risks:\n  - "RP1"\n  - "RP11"  # HERE',
     "alternatives.A1.risks.2: refers to RP11, which does not exist (the nearest is RP1)"),
    ("a number too high for its kind", "alternatives", "alternatives.A1.see", 'see: ["M9"]  # HERE',
     "alternatives.A1.see.1: refers to M9, which does not exist (the nearest is M4)"),
    ("an unknown source", "alternatives", "alternatives.A1.says.source", 'source: "essay"  # HERE',
     "alternatives.A1.says.source: 'essay' is not a source: expected one of brandsen, "),
    ("an unknown group", "questions", "questions.Q1.group", 'group: "clients"  # HERE',
     "questions.Q1.group: 'clients' is not a group of questions: expected one of patient, "),
    ("not an id", "comparison", "rows.audience.id", 'id: "Who_speaks"  # HERE',
     "rows.Who_speaks.id: 'Who_speaks' is not an id: expected lower-case words joined by hyphens"),
    ("an id twice", "comparison", "rows.is-it-wise.id", 'id: "audience"  # HERE',
     "rows.audience.id: 'audience' is used twice: it stands in data/comparison.yml:"),
    ("an id of another kind", "comparison", "rows.audience.id", 'id: "word-passed-on"  # HERE',
     "rows.word-passed-on.id: 'word-passed-on' is used twice: it stands in data/alternatives.yml:"),
    ("not a word for search", "search", "stop_words", 'stop_words: ["Well"]  # HERE',
     "stop_words.1: 'Well' is not a word for search: expected one word in lower case"),
    # Values that cannot be meant
    ("a day there never was", "comparison", "rows.audience.changed", 'changed: "2026-02-30"  # HERE',
     "rows.audience.changed: '2026-02-30' is not a day: expected a quoted date such as \"2026-11-21\""),
    ("a day in words", "comparison", "rows.audience.changed", "changed: 21 November 2026  # HERE",
     "rows.audience.changed: '21 November 2026' is not a day: expected a quoted date such as \"2026-11-21\""),
    ("another choice", "comparison", "rows.audience.relation", 'relation: "agre"  # HERE',
     "rows.audience.relation: 'agre' is not a choice here: expected 'agree', 'part' or 'compatible'"),
    ("an address without http", "support", "organisations.tell.read_at", 'read_at: ["example.org"]  # HERE',
     "organisations.tell.read_at.1: 'example.org' is not a web address: expected http:// or https://, no spaces "
     "and no brackets"),
    ("an address that is a script", "support", "organisations.tell.read_at", 'read_at: ["javascript:x()"]  # HERE',
     "organisations.tell.read_at.1: 'javascript:x()' is not a web address: expected http:// or https://"),
    ("too few", "alternatives", "alternatives.A1.aliases", 'aliases: ["a gift"]  # HERE',
     "alternatives.A1.aliases: too few entries (1): expected at least 2"),
    ("too many", "risks", "risks.RP1.signs.items", 'items: ["a", "b", "c", "d", "e"]  # HERE',
     "risks.RP1.signs.items: too many entries (5): expected at most 4"),
    # Cases that move, and the finder that leads to them
    ("a level without its grade", "cases/life-changes", "level", without("grade"),
     "level.grade: required, but missing: expected introductory, intermediate or advanced"),
    ("another level", "cases/life-changes", "level.grade", 'grade: "hard"  # HERE',
     "level.grade: 'hard' is not a choice here: expected 'introductory', 'intermediate' or 'advanced'"),
    ("a case without a theme", "cases/life-changes", "themes", "themes: []  # HERE",
     "themes: too few entries (0): expected at least 1"),
    ("another theme", "cases/life-changes", "themes", 'themes: ["love"]  # HERE',
     "themes.1: 'love' is not a choice here: expected 'asking-for-more', 'meeting-again', "),
    ("a stage without its question", "cases/life-changes", "stages",
     lambda old: re.sub(r"(when: .*)((?:\n.*)*?)\n *asks: .*", r"\1  # HERE\2", old, count=1),
     "stages.1.asks: required, but missing: expected the question that this stage puts to the reader"),
    ("one stage alone", "cases/life-changes", "stages",
     lambda old: old[: old.index("\n  - when:", old.index("  - when:") + 1)].replace("stages:", "stages:  # HERE"),
     "stages: too few entries (1): expected at least 2"),
    ("a standing without whose", "cases/life-changes", "key_points",
     lambda old: re.sub(r"standing:\n *(kind: .*)\n *whose: .*", r"standing: {\1}  # HERE", old, count=1),
     "key_points.1.standing.whose: required, but missing: expected who agrees, who parts, or whose opinion it is"),
    ("another standing", "cases/life-changes", "key_points",
     lambda old: re.sub(r"kind: .*", 'kind: "fact"  # HERE', old, count=1),
     "key_points.1.standing.kind: 'fact' is not a choice here: expected 'settled', 'contested' or 'opinion'"),
    ("a key point without its standing", "cases/life-changes", "key_points",
     lambda old: re.sub(r"(  - title: .*)(\n.*)\n *standing:\n.*\n.*", r"\1  # HERE\2", old, count=1),
     "key_points.1.standing: required, but missing: expected whether it is settled, contested or an opinion"),
    ("five actions", "cases/life-changes", "actions",
     lambda old: f'{old}\n  - "A fifth."'.replace(":", ":  # HERE", 1),
     "actions: too many entries (5): expected at most 4"),
    ("one position", "cases/life-changes", "positions", 'positions:  # HERE\n  - {title: "One", text: "Alone."}',
     "positions: too few entries (1): expected at least 2"),
    ("two variants", "cases/life-changes", "variants",
     'variants:  # HERE\n' + 2 * '  - {fact: "online", supposes: "If so", moves: "Little."}\n',
     "variants: too few entries (2): expected at least 3"),
    ("a fact that no variant changes", "cases/life-changes", "variants",
     lambda old: re.sub(r"fact: .*", 'fact: "weather"  # HERE', old, count=1),
     "variants.1.fact: 'weather' is not a choice here: expected 'time-since', 'who-asks', "),
    ("a case found nowhere", "cases/single-session", "found_at", "found_at: []  # HERE",
     "found_at: too few entries (0): expected at least 1"),
    ("a case found at an answer that isn't one", "cases/single-session", "found_at",
     'found_at: ["in-a-community", "in-a-hobby-grop"]  # HERE',
     "found_at.2: 'in-a-hobby-grop' is not an answer of the finder (did you mean in-a-hobby-group?)"),
    ("a case found where a question follows", "cases/single-session", "found_at",
     'found_at: ["slight-contact"]  # HERE',
     "found_at.1: 'slight-contact' leads on to a question: expected an answer that ends"),
    ("an answer that leads to no question", "find-a-case", "steps.is-it-over.answers.still-going-on.then",
     'then: "how-close"  # HERE',
     "steps.is-it-over.answers.still-going-on.then: 'how-close' is not a question of the finder (did you mean "),
    ("a loop", "find-a-case", "steps.by-which-way.answers", another_answer("who-is-in-touch"),
     "steps.by-which-way.answers.another.then: leads back to 'who-is-in-touch', which was asked on the way here"),
    ("a question that follows itself", "find-a-case", "steps.by-which-way.answers", another_answer("by-which-way"),
     "steps.by-which-way.answers.another.then: leads back to 'by-which-way', which was asked on the way here"),
    ("a sixth level", "find-a-case", "steps.who-decides-over-whom.answers", another_answer("by-which-way"),
     "steps.who-decides-over-whom.answers.another.then: leads to a choice beyond the 5 that a path may have"),
    ("an answer with an empty then", "find-a-case", "steps.how-close-was-it.answers.it-still-hurts.also",
     "then:  # HERE", "steps.how-close-was-it.answers.it-still-hurts.then: is empty: expected text"),
    ("an answer with nothing to read", "find-a-case", "steps.how-close-was-it.answers.it-still-hurts.also",
     "also: []  # HERE", "steps.how-close-was-it.answers.it-still-hurts.also: too few entries (0): expected at"),
    ("a slip in the id of a question", "find-a-case", "steps.how-close-is-it.id", 'id: "How close"  # HERE',
     "steps.How close.id: 'How close' is not an id: expected lower-case words joined by hyphens"),
    ("a slip in the id of an answer", "find-a-case", "steps.what-has-happened.answers.favours-and-confidences.id",
     "id: [favours]  # HERE", "steps.what-has-happened.answers.1.id: was read as a list: expected text"),
    ("two questions with one id", "find-a-case", "steps.how-close-was-it.id", 'id: "who-is-in-touch"  # HERE',
     "steps.who-is-in-touch.id: 'who-is-in-touch' is used twice: it stands in data/find-a-case.yml:"),
    ("a case that alone is found at an answer", "cases/blurred-boundaries", "found_at", 'found_at: ["zzz"]  # HERE',
     "found_at.1: 'zzz' is not an answer of the finder"),
    ("a theme twice", "cases/life-changes", "themes", 'themes: ["loss", "loss"]  # HERE',
     "themes: 'loss' stands twice: expected each once"),
    ("an action twice", "cases/life-changes", "actions", 'actions: ["a", "b", "c", "a"]  # HERE',
     "actions: 'a' stands twice: expected each once"),
    ("two variants that change one fact", "cases/life-changes", "variants",
     "variants:  # HERE\n" + 3 * '  - {fact: "online", supposes: "If so", moves: "Little."}\n',
     "variants: 'online' stands twice: expected each once"),
    ("a dead end", "find-a-case", "steps.by-which-way.answers",
     lambda old: f'{old}\n  - id: "another"  # HERE\n    says: "None of these"',
     "steps.by-which-way.answers.another.id: leads nowhere: expected then (a question), also (what to read), or a "),
    ("an answer that leads two ways", "find-a-case", "steps.is-it-over.answers.still-going-on.then",
     'then: "how-close-is-it"\nalso: [{to: "/help/", words: "Help"}]  # HERE',
     "steps.is-it-over.answers.still-going-on.also: leads on to a question already: expected then or also, not both"),
    ("a question that nobody is led to", "find-a-case", "steps",
     lambda old: f'{old}\n  - id: "lost"  # HERE\n    asks: "Who?"\n    answers:'
     + "".join(f'\n      - {{id: "lost-{n}", says: "So.", also: [{{to: "C1", words: "C1"}}]}}' for n in (1, 2)),
     "steps.lost.id: is on no path from the first question, 'is-it-over': expected an answer's then"),
    ("something to read that isn't there", "find-a-case",
     "steps.how-close-is-it.answers.afraid-of-the-therapist.also",
     'also:\n  - to: "/helpp/"  # HERE\n    words: "Help"',
     "steps.how-close-is-it.answers.afraid-of-the-therapist.also./helpp/.to: leads to /helpp/, where there is no "),
    # Codes, research, words
    ("a day to come", "codes", "bodies.aca.clauses.aca-a-5-c.checked", 'checked: "2999-01-01"  # HERE',
     "bodies.aca.clauses.aca-a-5-c.checked: '2999-01-01' lies in the future: expected a day that has been"),
    ("a publication to come", "research", "studies.kramer.reference.issued", 'issued: "2999"  # HERE',
     "studies.kramer.reference.issued: '2999' lies in the future: expected a day that has been"),
    ("a month there never was", "research", "studies.kramer.reference.issued", 'issued: "2016-13"  # HERE',
     "studies.kramer.reference.issued: '2016-13' is not a time of publication: expected a quoted \"1997\", "),
    ("a missing level", "codes", "bodies.aca.clauses.aca-a-6-e", without("level"),
     "bodies.aca.clauses.aca-a-6-e.level: required, but missing: expected how a fact was checked"),
    ("another level", "research", "studies.kramer.level", 'level: "hearsay"  # HERE',
     "studies.kramer.level: 'hearsay' is not a choice here: expected 'primary' or 'secondary'"),
    ("another topic", "codes", "bodies.aca.clauses.aca-a-5-c.topic", 'topic: "gifts"  # HERE',
     "bodies.aca.clauses.aca-a-5-c.topic: 'gifts' is not a choice here: expected 'sexual', 'friendship', "),
    ("a DOI with its address", "research", "studies.pipes-1997.reference.doi", 'doi: "https://doi.org/10.1/"  # HERE',
     "studies.pipes-1997.reference.doi: 'https://doi.org/10.1/' is not a DOI: expected 10., a number, "),
    ("a DOI without its slash", "research", "studies.pipes-1997.reference.doi", 'doi: "10.1207"  # HERE',
     "studies.pipes-1997.reference.doi: '10.1207' is not a DOI: expected 10., a number, a slash and what follows it"),
    ("a work read nowhere", "research", "studies.pipes-1997", without("read_on"),
     "studies.pipes-1997: says not where it was read: expected read_at, or read_on"),
    ("an unknown term", "glossary", "terms.boundary.related", 'related: ["boundary-crosing"]  # HERE',
     "terms.boundary.related.1: 'boundary-crosing' is not a term of the glossary (did you mean boundary-crossing?)"),
    ("a form of two terms", "glossary", "terms.transference.forms", 'forms: ["transference", "Boundary"]  # HERE',
     "terms.transference.forms.2: 'Boundary' stands twice among the forms of terms: it stands in data/glossary.yml:"),
    ("an example from no case", "glossary", "terms.boundary.example.case", 'case: "Q1"  # HERE',
     "terms.boundary.example.case: 'Q1' is the code of another kind of item: expected C and a number, such as C3"),
    ("the id of a clause", "comparison", "rows.audience.id", 'id: "aca-a-5-e"  # HERE',
     "rows.aca-a-5-e.id: 'aca-a-5-e' is used twice: it stands in data/codes.yml:"),
    ("an author without a name", "research", "studies.kramer.reference.author", 'author: [{given: "A. L."}]  # HERE',
     "studies.kramer.reference.author.1: expected a person's family name (and given), or a body's literal name"),
    ("a rule that bears on nothing", "codes", "bodies.aca.clauses.aca-a-5-e.bears_on", 'bears_on: ["Q77"]  # HERE',
     "bodies.aca.clauses.aca-a-5-e.bears_on.1: refers to Q77, which does not exist (the nearest is Q7)"),
    ("pages with a dash", "research", "studies.pipes-1997.reference.page", 'page: "27–41"  # HERE',
     "studies.pipes-1997.reference.page: '27–41' is not pages: expected one number, or two with a hyphen between"),
    ("a number in PubMed with words", "research", "studies.schachter-1997.reference.pmid", 'pmid: "PMID 95"  # HERE',
     "studies.schachter-1997.reference.pmid: 'PMID 95' is not a number in PubMed: expected figures alone"),
    ("yes where true is meant", "research", "studies.vesentini-2021.reference.others", 'others: "yes"  # HERE',
     "studies.vesentini-2021.reference.others: expected true or false"),
    ("a section's id", "codes", "bodies.aca.clauses.aca-a-5-e.id", 'id: "general"  # HERE',
     "bodies.aca.clauses.general.id: 'general' is the id of a section of docs/codes.md already: choose another"),
    ("a form with other spaces", "glossary", "terms.transference.forms", 'forms: ["boundary  Crossing "]  # HERE',
     "terms.transference.forms.1: 'boundary  Crossing ' stands twice among the forms of terms: it stands in data/"),
    ("a number in words", "support", "organisations.hdc.phone", 'phone: "0800-112233"  # HERE',
     "organisations.hdc.phone: '0800-112233' is not a telephone number: expected figures, with a space between "),
    # How to teach a case
    ("a standard that was not read", "teaching/c3", "standards.scoped-1-6.to", 'to: "scoped-3-9"  # HERE',
     "standards.scoped-3-9.to: 'scoped-3-9' is not a point of a standard"),
    ("another verb", "teaching/c3", "objectives",
     lambda old: old.replace('verb: "create"', 'verb: "know"  # HERE', 1),
     "objectives.3.verb: 'know' is not a choice here: expected 'analyse', 'evaluate' or 'create'"),
    ("no objective to create", "teaching/c3", "objectives",
     lambda old: old.replace("objectives:", "objectives:  # HERE", 1).replace('verb: "create"', 'verb: "analyse"', 1),
     "objectives: none is for create: expected one for each verb"),
    ("an objective that no row looks at", "teaching/c3", "objectives",
     lambda old: re.sub('criterion: ".*"', 'criterion: "tone"', old.replace(":", ":  # HERE", 1), count=1),
     "objectives: name tone, no key of the rubric: expected "),
    ("a plan of 95 minutes", "teaching/c3", "plan_90",
     lambda old: old.replace(":", ":  # HERE", 1).replace("minutes: 5\n", "minutes: 10\n", 1),
     "plan_90: its steps take 95 minutes together: expected 90"),
    ("a quiz without its key", "teaching/c3", "quiz",
     lambda old: re.sub(r" +right: true\n", "", old.replace("options:", "options:  # HERE", 1), count=1),
     "quiz.1.options: expected at least one answer with right: true, and one without"),
    # What a plain text may not hold
    ("an empty text", "comparison", "rows.audience.point", 'point: " "  # HERE',
     "rows.audience.point: is empty: write the text, or leave the field out where it is optional"),
    ("HTML in a line", "comparison", "rows.audience.point", "point: the <b>HERE</b>",
     "rows.audience.point: holds raw HTML: expected plain text"),
    ("a second line", "comparison", "rows.audience.point", 'point: "one\\ntwo"  # HERE',
     "rows.audience.point: runs over more than one line: expected one line of plain text"),
    ("a mark that turns the text", "comparison", "rows.audience.point", 'point: "HERE \u202e"',
     "rows.audience.point: holds the invisible character U+202E: remove it"),
    ("the same, escaped", "comparison", "rows.audience.point", 'point: "HERE \\u2066"',
     "rows.audience.point: holds the invisible character U+2066: remove it"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "place", "new", "said"), [row[1:] for row in FIELDS], ids=[row[0] for row in FIELDS]
)
def test_a_wrong_field_is_reported_at_its_line_and_path(
    project: Path, file: str, place: str, new: Edit, said: str
) -> None:
    line = here(put(project, file, place, new))
    assert_blamed(project, f"data/{file}.yml:{line}", said)


# ── A text holds what a text may not: the kind, the text after a few sound paragraphs, what it is called ─

EXPECTED = "expected paragraphs, *emphasis*, lists and references such as [[Q14]] or [words](Q14)"
ITEM = "expected the code of an item, such as Q14 or C3"
TEXTS = [
    ("HTML in a sentence", "It is\n<b>HERE</b>.", f"holds raw HTML: {EXPECTED}"),
    ("a block of HTML", '<div class="HERE">\nx\n</div>', f"holds raw HTML: {EXPECTED}"),
    ("a comment", "It is\n<!-- HERE -->", f"holds raw HTML: {EXPECTED}"),
    ("a heading", "## HERE", f"holds a heading: {EXPECTED}"),
    ("a heading by underlining", "HERE\n---", f"holds a heading: {EXPECTED}"),
    ("an image", "It is\n![HERE](q14.png)", f"holds an image: {EXPECTED}"),
    ("code", "It is\n`HERE`", f"holds code: {EXPECTED}"),
    ("a block of code", "```HERE\nx\n```", f"holds a code block: {EXPECTED}"),
    ("four spaces", "It is:\n\n    HERE", f"holds text indented by four spaces (read as code): {EXPECTED}"),
    ("a quotation", "> HERE", f"holds a block quotation: {EXPECTED}"),
    ("a forced line break", "It is HERE\\\nand there", f"holds a forced line break: {EXPECTED}"),
    ("a link elsewhere", "It is\n[HERE](https://example.org/)", f"links to 'https://example.org/': {ITEM}"),
    ("an address as a link", "It is <https://example.org/HERE>", f"links to 'https://example.org/HERE': {ITEM}"),
    ("a script as a link", "It is\n[HERE](javascript:alert(1))", f"links to 'javascript:alert(1)': {ITEM}"),
    ("a page as a link", "- [HERE](../risks/rp3.md)", f"links to '../risks/rp3.md': {ITEM}"),
    ("a code in lower case", "It is\n[[q14]] HERE", f"links to 'q14': {ITEM}"),
    (
        "a reference to nothing",
        "- It is\n- [[Q144]] HERE",
        "refers to Q144, which does not exist (the nearest is Q14)",
    ),
    (
        "words that refer to nothing",
        "It is\n[HERE](RP11)",
        "refers to RP11, which does not exist (the nearest is RP1)",
    ),
    ("a mark that turns the text", "It is\nHERE \u2067", "holds the invisible character U+2067: remove it"),
]


@pytest.mark.parametrize(("text", "said"), [row[1:] for row in TEXTS], ids=[row[0] for row in TEXTS])
def test_a_fault_within_a_text_is_reported_at_its_own_line(project: Path, text: str, said: str) -> None:
    sound = "One *paragraph*,\nover two lines.\n\n- A list\n- with [[Q14]]\n\n"
    line = here(put(project, "comparison", "rows.audience.essay", "essay: |\n" + indent(sound + text)))
    assert_blamed(project, f"data/comparison.yml:{line}", f"rows.audience.essay: {said}")


def test_a_line_break_forced_by_two_spaces_is_refused_in_the_plainest_text() -> None:
    """A text without any mark is not read as Markdown: this is the one thing that shows as nothing."""
    said = f"holds a forced line break: {EXPECTED}"
    assert [*Prose.faults("It is here  \nand there", None)] == [(0, said)]


def indent(text: str) -> str:
    """Return a text as the lines of a YAML block."""
    return "\n".join(f"  {line}" for line in text.split("\n"))


# ── A whole file is wrong: the kind, the file, what it holds (None: it is gone), what is reported ──────

NO_PLACE = "does not belong here: expected one of data/cases/<id>.yml, data/teaching/<code>.yml, data/risks.yml, "
WHOLE_FILES = [
    ("gone", "data/alternatives.yml", None, 1, "is missing"),
    ("empty", "data/comparison.yml", b"", 1, "is empty: expected fields"),
    ("only a comment", "data/comparison.yml", b"# rows\n", 1, "is empty: expected fields"),
    ("a list", "data/comparison.yml", b"- audience\n", 1, "expected fields (name: value), found something else"),
    (
        "two documents",
        "data/comparison.yml",
        b"rows: []\n---\nrows: []\n",
        2,
        "is not YAML: but found another document",
    ),
    ("Latin-1", "data/comparison.yml", b"# A\n# caf\xe9\n", 2, "is not UTF-8 (byte 9): save the file as UTF-8"),
    (
        "UTF-16",
        "data/comparison.yml",
        "rows: []".encode("utf-16"),
        1,
        "is not UTF-8 (byte 0): save the file as UTF-8",
    ),
    (
        "a control character",
        "data/comparison.yml",
        b"rows: []  # \x07\n",
        1,
        "is not YAML: control characters are not",
    ),
    ("stray", "data/notes.txt", b"x", 1, NO_PLACE),
    ("another ending", "data/risks.yaml", b"risks: []", 1, NO_PLACE),
    ("in the wrong folder", "data/cases/old/c9.yml", b"code: C9", 1, NO_PLACE),
    ("in a folder of its own", "data/more/risks.yml", b"risks: []", 1, NO_PLACE),
    ("a stub of nothing", "docs/risks/rp99.md", b"", 1, "belongs to no item in data/: expected a record, or no page"),
]


@pytest.mark.parametrize(
    ("file", "holds", "line", "said"), [row[1:] for row in WHOLE_FILES], ids=[row[0] for row in WHOLE_FILES]
)
def test_a_wrong_file_is_reported(project: Path, file: str, holds: bytes | None, line: int, said: str) -> None:
    path = project / file
    path.parent.mkdir(exist_ok=True)
    path.unlink() if holds is None else path.write_bytes(holds)
    assert_blamed(project, f"{file}:{line}", said)


def test_a_record_without_its_page_is_reported(project: Path) -> None:
    line = here(put(project, "risks", "risks.RP1.code", 'code: "RP1"  # HERE'))
    (project / "docs" / "risks" / "rp1.md").unlink()
    said = "risks.RP1.code: RP1 has no page: expected docs/risks/rp1.md (`make pages` writes it)"
    assert_blamed(project, f"data/risks.yml:{line}", said)


@pytest.mark.parametrize("code", ["c6", "C07", "C0", "X1", "C-6", "C6a"])
def test_a_malformed_code_is_reported(project: Path, code: str) -> None:
    line = here(new_case(project, "zz", f"{code}  # HERE"))
    assert_blamed(
        project, f"data/cases/zz.yml:{line}", f"code: {code!r} is not a code: expected C and a number, such as C3"
    )


def test_a_code_used_twice_is_reported(project: Path) -> None:
    line = here(new_case(project, "zz", "C1  # HERE"))
    write_stubs(project)
    said = "code: 'C1' is used twice: it stands in data/cases/single-session.yml:"
    assert_blamed(project, f"data/cases/zz.yml:{line}", said)


def test_a_case_in_a_file_of_another_name_is_reported(project: Path) -> None:
    line = here(new_case(project, "another  # HERE", "C99"))
    write_stubs(project)
    assert_blamed(
        project, f"data/cases/zz.yml:{line}", "id: 'another' stands in a file called zz.yml: expected another.yml"
    )


@pytest.mark.parametrize(
    ("field", "meant"),
    {
        "level": "how much it asks of its reader, and why",
        "themes": "what it is about, to browse by",
        "found_at": "the answers in data/find-a-case.yml that lead to it",
        "both_sides": "a moment of it as each of the two lives it",
        "actions": "four defensible things to do; the site's own",
        "positions": "two views to compare one's choice with",
        "stages": "how it goes on, turn by turn",
        "variants": "what moves if one fact is another",
    }.items(),
)
def test_a_case_without_one_of_its_parts_is_reported(project: Path, field: str, meant: str) -> None:
    path = project / "data" / "cases" / "single-session.yml"
    first, end, _ = span(path.read_text(encoding="utf-8"), field)
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(lines[:first] + lines[end:]), encoding="utf-8")
    said = f"{field}: required, but missing: expected {meant}"
    assert_blamed(project, "data/cases/single-session.yml:1", said)


# ── All of it at once ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "file",
    [
        "alternatives",
        "safeguards",
        "sources",
        "comparison",
        "support",
        "questions",
        "risks",
        "codes",
        "research",
        "glossary",
        "find-a-case",
    ],
)
@pytest.mark.parametrize("broken", ["rows: rows: HERE", "- a list", None], ids=["unreadable", "a list", "missing"])
def test_a_file_that_cannot_be_read_hides_no_fault_and_invents_none(
    project: Path, file: str, broken: str | None
) -> None:
    """References into it are not judged; what is wrong elsewhere is still found."""
    other = put(project, "cases/single-session", "title", 'title: "<b>HERE</b>"')
    path = project / "data" / f"{file}.yml"
    path.unlink() if broken is None else path.write_text(broken)
    first, second = sorted(reports(project), key=lambda report: "data/cases" in report)
    said = {"rows: rows: HERE": "is not YAML", "- a list": "expected fields", None: "is missing"}[broken]
    assert first.startswith(f"data/{file}.yml:1: {said}")
    assert second.startswith(f"data/cases/single-session.yml:{here(other)}: title: holds raw HTML")


@pytest.mark.parametrize(
    ("file", "place", "slip"),
    [
        ("cases/life-changes", "code", "c3"),
        ("cases/life-changes", "code", "C03"),
        ("questions", "questions.Q7.code", "Q07"),
        ("risks", "risks.RP8.code", "RP 8"),
    ],
)
def test_a_slip_in_a_code_is_reported_once_and_not_wherever_the_code_is_named(
    project: Path, file: str, place: str, slip: str
) -> None:
    path = put(project, file, place, f'code: "{slip}"  # HERE')
    first, *others = reports(project)
    assert first.startswith(f"data/{file}.yml:{here(path)}: ") and f"code: '{slip}' is not a code" in first
    assert others == []


@pytest.mark.parametrize("slip", ['case: "c3"', 'caes: "C3"'])
def test_a_slip_in_the_case_of_a_teaching_file_blames_no_page(project: Path, slip: str) -> None:
    put(project, "teaching/c3", "case", f"{slip}  # HERE")
    said = reports(project)
    assert said and all(one.startswith("data/teaching/c3.yml:") for one in said), said


def test_an_item_was_withdrawn_no_later_than_it_changed(project: Path) -> None:
    put(
        project,
        "safeguards",
        "strategies.S1.changed",
        lambda old: f'{old}\nwithdrawn: {{since: "2026-11-22", why: "It was short."}}',
    )
    (said,) = reports(project)
    assert "strategies.S1: was withdrawn after it last changed: expected changed to be 2026-11-22 or later" in said


def test_an_address_of_the_site_that_is_none_is_said_in_a_sentence(project: Path) -> None:
    done = run("macros.prepare", cwd=project, SITE_URL="atls.example")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.startswith("SITE_URL:1: 'atls.example' is not a web address: expected http:// or https://")


def test_an_unquoted_reference_at_the_start_of_a_text_is_hinted_at(project: Path) -> None:
    path = put(project, "comparison", "rows.audience.point", "point: [[Q14]] asks HERE")
    (report,) = reports(project)
    assert report.startswith(f"data/comparison.yml:{here(path)}: is not YAML")
    assert report.endswith("a text that begins with [ or { goes in quotes")


def test_the_report_ends_with_the_number_of_problems() -> None:
    one, two = Problem("data/a.yml", 2, "a", "x"), Problem("data/a.yml", 10, "a", "x")
    assert BadData([one]).report == "data/a.yml:2: a: x\n\n1 problem in the data: nothing was built."
    assert BadData([two, one, one]).report.splitlines() == [
        "data/a.yml:2: a: x",
        "data/a.yml:10: a: x",
        "",
        "2 problems in the data: nothing was built.",
    ]


@pytest.mark.parametrize("command", [("macros.prepare",), ("mkdocs", "build", "--strict")], ids=" ".join)
def test_every_problem_is_printed_and_nothing_is_built(project: Path, command: tuple[str, ...]) -> None:
    """Four faults in four files: exit status 1, all four said, no traceback; site/ and catalogue are as they were."""
    (project / "site" / "risks").mkdir(parents=True)
    (project / "site" / "risks" / "index.html").write_text("yesterday's page")
    (project / "docs" / "catalogue.json").write_text("yesterday's catalogue")
    title = here(put(project, "risks", "risks.RP1.title", 'title: "<b>HERE</b>"'))
    text = here(put(project, "comparison", "rows.audience.essay", "essay: |\n  One\n  [HERE](javascript:alert(1))"))
    (project / "data" / "alternatives.yml").write_text("alternatives: alternatives: []")
    (project / "data" / "notes.txt").write_text("stray")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    done = run(*command, cwd=project)

    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "Traceback" not in said
    for start in (
        "data/alternatives.yml:1: is not YAML: ",
        f"data/comparison.yml:{text}: rows.audience.essay: links to 'javascript:alert(1)'",
        "data/notes.txt:1: does not belong here",
        f"data/risks.yml:{title}: risks.RP1.title: holds raw HTML",
    ):
        assert f"\n{start}" in f"\n{said}"
    assert "\n\n4 problems in the data: nothing was built.\n" in said
    after = {path: path.read_bytes() for path in project.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert after == before
