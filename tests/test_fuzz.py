"""Generated records, hostile in any field of any model: shown as readable text, or refused with file and line.

`make test` throws a few at each field; `make fuzz` throws 10,000 and more, builds whole sites, and prints figures.
"""

import copy
import functools
import itertools
import json
import os
import re
import unicodedata
import zlib
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from pydantic import BaseModel

from macros import browsing, codes, feed, pages, render
from macros.catalogue import catalogue
from macros.library import Library, library
from macros.loading import load
from macros.models import FILES, File, Name, Redirect, Reference
from macros.problems import BadData, Problem
from macros.project import About
from macros.prose import HEAD, Head, prose_pages
from macros.reading import read, validate
from macros.search import entries
from macros.text import Known, Line, Prose, Text
from tests import fields, hostile
from tests.conftest import ROOT, copied, run
from tests.fields import FIELDS, Field, Spelt, Written, written

RECORDS = int(os.environ.get("FUZZ", 0))  # how many to generate; none said is the short profile
HEADS = list(fields.fields_of(Head, "docs"))  # the front matter of prose pages is read by a model too
EACH = -(-RECORDS // len(FIELDS + HEADS)) or 2
WHOLE = RECORDS > 0
# One run is like the next, and leaves nothing behind.
settings.register_profile(
    "fuzz",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=EACH,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink) if WHOLE else (Phase.generate,),
)
FUZZ = settings.get_profile("fuzz")


# ── What is thrown ─────────────────────────────────────────────────────────────────────────────────────

PLAIN = "A plain sentence, naïve – “quite” safe: שלום, 你好, 🙂 & 5 < 6?"
FRAGMENTS = [
    *hostile.REFUSED, *hostile.TEXTS, PLAIN,
    "](javascript:alert(1))", "[x](data:text/html,x)", "<svg/onload=alert(1)>", "<SCRIPT SRC=//x>", "</title>",
    "</script>",
    "<style>*{display:none}</style>", "<a href='javascript:x'>", "&#60;script&#62;", "&#x3c;b&#x3e;", "' onfocus='x",
    '" style="x',
    "{{ config }}", "{{", "}}", "{%", "%}", "{#", "#}", "{% include 'x' %}", "{{ ''.__class__ }}", "{ #x }",
    "{: #x }", "[[Q14]]",
    "[[Q14", "[words](Q14)", "[x](../../etc/passwd)", "[[C99]]", "<https://example.org>", "https://example.org",
    "---", "===",
    "\0", "a\0b", "\x1b[31mred", "\x07", "\x7f", "\x85", "\u2028", "\u2029", "\u00a0", "\u3000", "\u200b", "\u200d",
    "\ufeff", "\u00ad",
    "\u202e evil", "\u2066x\u2069", "\u061c", "\u115f", "\u3164", "\ufffe", "\U0001ffff", "\ufdd0", "\ufffd",
    "\ue000", "\U000f0000",
    "\U000e0041", "\u0301", "e\u0301", "e" + "\u0301" * 40, "\u0338>", "👩‍👩‍👧‍👦 🏳️‍🌈 1️⃣", "مرحبا (x) 1.",
    "क्षत्रिय", "ﷺ", "ß İ ŉ ǰ",
    "# x", "\n# x", "a\n\nb", "\r\nx", "\t\tx", "    x", "> x", "- x", "1) x", "| a |", "```", "~~~", "a  \nb", "\\",
    "\\\n", "`", "*", "_", "**",
    "=", "<<", "~", "?", "!", "&a", "*a", "%x", "@x", "'", '"', ": ", " #", "- ", "[", "{", "...", "null", "true",
    "no", "1e3",
]  # fmt: skip
FORMED = [
    "javascript:alert(1)", "https://example.org/", "https://example.org/?a=b&c=d#e(f)", "https://example.org/{{7*7}}",
    "https://example.org/](javascript:x)", "https://example.org/\u202ex", "https://example.org/\0",
    "https://x/'onload=x",
    "http://[", "HTTPS://x", "data:text/html,x", "//example.org", " https://example.org",
    "https://bücher.example/\u0301",
    "C1", "Q14", "RP3", "S2", "A1", "c1", "C0", "C01", "C" + "9" * 5000, "C١", "C99", "x", "x-y", "X", "x--y", "-x",
    "a" * 300,
    "../../etc/passwd", "/about/#privacy", "/about/", "/", "//x/", "/a/" * 100, "/..", "/" + "a" * 300 + "/",
    "/cases/new/",
    "2026-11-21", "2026-02-30", "0000-00-00", "9999-12-31", "2026-11", "1997", "٢٠٢٦-١١-٢١", "2026-1-1", "116 123",
    "١١٦", "1-2",
    "10.1000/x", "10.1000/<x>", "10.1000/\u202e", "brandsen", "site", "primary", "secondary", "true", "12", "word",
    "naïve",
]  # fmt: skip
ODD = [
    "", "~", "null", "yes", "no", "on", "true", "12", "-1", "0", "0o17", "0x1F", "1_000", "1e400", ".nan", "-.inf",
    ".inf", "12:30:45",
    "9" * 6000, "0x" + "f" * 6000, "1" + "0" * 400 + ".5", "2026-11-21", "2026-13-45", "2026-11-21T10:00:00+99:99",
    "0001-01-01T00:00:00+23:00", "=", "<<", "!!str x", "!!binary aGk=", "!!python/object/apply:os.system [x]",
    "!!set {a}", "!x y",
    "&a x", "*a", "&a [*a]", "!!float x", "{}", "[]", "{a: b}", "[a, b]", "[[Q14]]", "{{ x }}", "[" * 19 + "]" * 19,
    "[" * 3000,
    "{a: " * 2000, "- " * 30, "? " * 30, "{? [a]: b}", "{<<: {a: b}}", "{a: 1, a: 2}", "{1: x, ~: y, 2026-11-21: z}",
    "{!!str a: b}",
    '"\\ud800"', '"\\ud83d\\ude00"', '"\\U00110000"', '"\\xff"', '"\\0"', '"unclosed', "'unclosed", "%YAML 1.2",
    "@x", "`x`", "---", "...",
    "|", ">", "| x", "|9", ">-", "a: b", "a: b: c", "- a", "? a", "\tx", "x # y", "[a, b", "{a: b", "#x", '"a" b',
    "'a' 'b'",
]  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a text: something known to be hostile, pieces of it, any characters at all, or too much of anything."""
    some = st.sampled_from([PLAIN, *FRAGMENTS])
    any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=120)
    kind = draw(st.integers(0, 9))
    if kind <= 2:
        return draw(some)
    if kind <= 5:
        return draw(st.sampled_from(["", " ", "\n", "\n\n"])).join(
            draw(st.lists(some | any_text, min_size=1, max_size=5))
        )
    if kind <= 7:
        return draw(any_text)
    if kind == 8:
        return draw(st.sampled_from(FORMED))
    return (draw(some) or "x") * draw(st.sampled_from([30, 400, 10_000]))


def escaped(text: str) -> Spelt:
    """Spell a text so that YAML reads exactly that."""
    return Spelt(
        ('"' + "".join(c if " " <= c < "\x7f" and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"',)
    )


def one_line(text: str) -> str:
    """Return a text without ends of a line."""
    return text.replace("\r", " ").replace("\n", " ")


SPELLINGS = [
    escaped,
    escaped,
    lambda text: Spelt(('"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"',)),
    lambda text: Spelt(("'" + one_line(text).replace("'", "''") + "'",)),
    lambda text: Spelt((one_line(text),)),
    lambda text: Spelt(("|", *text.split("\n"))),
]


@st.composite
def values(draw: st.DrawFn, one: Field) -> tuple[Spelt, str | None]:
    """Return a value for a field as it is spelt, and the text that YAML must read there, where that is sure."""
    textual = issubclass(one.kind, Line | Prose)
    kind = draw(st.integers(0, 9))
    if kind >= (8 if textual else 7):
        return Spelt((draw(st.sampled_from(ODD)),)), None
    text = draw(texts() if textual or kind == 6 else st.sampled_from(FORMED))
    spelling = draw(st.sampled_from(SPELLINGS))
    return spelling(text), text if spelling is escaped else None


# ── Where it is thrown ─────────────────────────────────────────────────────────────────────────────────


@functools.cache
def sound() -> Library:
    """Return the sound library, with something moved and a record of it to show."""
    files, prose = load(ROOT)
    moved = Redirect.model_validate(fields.SAMPLES[Redirect])
    redirects = files["redirects.yml"].model_copy(update={"redirects": [moved]})
    return Library(files | {"redirects.yml": redirects}, prose, library().day)


@functools.cache
def known() -> Known:
    """Return what references may point to, gathered here from the sound library."""
    shelf = sound()
    steps = {step.id for step in shelf.finder}
    homes = {shelf.address(name) for name in shelf.named}
    return Known(
        codes=tuple(shelf.items),
        sources=tuple(shelf.sources),
        groups=tuple(group.id for group in shelf.groups),
        terms=tuple(term.id for term in shelf.terms),
        competences=tuple(point.id for point in shelf.competences),
        steps=tuple(steps),
        answers=tuple(answer.id for step in shelf.finder for answer in step.answers),
        addresses=frozenset(f"/{address}" for address in homes | {a for page in shelf.pages for a in page.addresses}),
        today=shelf.day,
    )


@functools.cache
def data(place: str) -> dict[str, Any]:
    """Return the records of each file at a place in FILES, or the front matter of two prose pages."""
    if place == "docs":
        found = {name: HEAD.match((ROOT / "docs" / name).read_text("utf-8"))[1] for name in ("about.md", "help.md")}
    else:
        found = {
            path.relative_to(ROOT / "data").as_posix(): path.read_text("utf-8")
            for path in (ROOT / "data").glob(place)
        }
    return {name: yaml.load(text, yaml.CSafeLoader) for name, text in sorted(found.items())}


@st.composite
def thrown(
    draw: st.DrawFn, one: Field, whole: bool = False
) -> tuple[str, Written, dict[fields.Place, str | None], int]:
    """Return a file's name, its text with a hostile value in a field, and at times in others, and which record it is.

    `whole` keeps all records of a file, else one of each list is kept.
    """
    name = draw(st.sampled_from(list(data(one.place))))
    record, number = data(one.place)[name], 0
    choose = lambda count: draw(st.integers(0, count - 1))  # noqa: E731
    if issubclass(FILES.get(one.place, Head), File) and not whole:
        many = record.get(one.steps[0])
        number = choose(len(many)) if isinstance(many, list) and many and len(one.steps) > 1 else 0
        record = {
            key: [held[number if key == one.steps[0] else 0]] if isinstance(held, list) and held else held
            for key, held in record.items()
        }
    record = copy.deepcopy(record)
    place = fields.way_to(one, record, choose)
    entry = fields.at(record, place[:-1]).get(place[-1])
    if one.many and isinstance(entry, list) and entry and isinstance(entry[0], str) and draw(st.booleans()):
        place = (*place, choose(len(entry)))
    spelt, text = draw(values(one))
    fields.put(record, place, spelt)
    met = {place: text}
    others = (
        [other for other in beside(record, place) if draw(st.integers(0, 5)) == 0][:3] if draw(st.booleans()) else []
    )
    for other in others:
        spelt, text = draw(values(SimpleNamespace(kind=Line)))
        fields.put(record, other, spelt)
        met[other] = text
    return name, written(record), met, number


def beside(record: Any, place: fields.Place) -> list[fields.Place]:
    """Return the places of the other texts in the part of a record that holds a place."""
    around = place[:-1]
    part = fields.at(record, around)
    entries = part.items() if isinstance(part, dict) else enumerate(part)
    return [(*around, key) for key, value in entries if isinstance(value, str) and key != place[-1]]


# ── Refused, with file and line ────────────────────────────────────────────────────────────────────────

FORM = re.compile(r"[^:\s]+:[1-9][0-9]*: \S.*")


def assert_blamed(
    problems: list[Problem], file: str, text: Written, met: dict[fields.Place, str | None], margin: int
) -> None:
    """Assert that a refusal names the file, and a line where something hostile stands, or a part that holds it."""
    assert problems
    spans = [text.spans[place] for place in met]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    holders = [place[:n] for place in met for n in range(len(place))]
    # A record in a list begins on the line behind its hyphen.
    around = {text.spans[held][0] + one for held in holders for one in (0, isinstance((held or (0,))[-1], int))} | {1}
    for one in problems:
        assert one.file == file
        assert FORM.fullmatch(str(one)) and str(one).isprintable() and len(str(one)) < 2500, str(one)
        line = one.line - margin
        if one.message.startswith("is not YAML"):  # what is never closed is noticed further down
            assert first <= line <= len(text.lines) + 1, str(one)
        else:
            inside = any(start <= line <= end for start, end in spans)
            assert inside or line in around or (one.path == "" and first <= line <= last), f"{one}\n{spans}"


def unreadable(text: str) -> bool:
    """Return whether a text holds what no reader can see, or what turns the text after it, as Unicode has it."""
    for one in text:
        kind = unicodedata.category(one)
        if (
            kind in ("Cs", "Co", "Zl", "Zp")
            or (kind == "Cc" and one not in "\n\t")
            or (kind == "Cf" and one not in "\u200c\u200d")
        ):
            return True
        if ord(one) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(one) <= 0xFDEF:
            return True
    return False


def assert_sound(value: Any) -> None:
    """Assert of whatever was accepted what its kind promises."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            assert_sound(getattr(value, name))
    elif isinstance(value, list):
        for one in value:
            assert_sound(one)
    elif isinstance(value, Text):
        assert value.strip() == value and any(one.isprintable() and not one.isspace() for one in value)
        assert not unreadable(value), ascii(value)
        assert len(value) <= (4000 if isinstance(value, Prose) else 2000)
        assert isinstance(value, Prose) or not re.search("<[a-zA-Z/!?]", value)
        if type(value).__name__ == "Url":
            assert re.match("https?://", value)


def thrown_at(one: Field, folder: Path, name: str, text: Written) -> tuple[str, int, BaseModel | None, list[Problem]]:
    """Read a file with its real reader: what it is called, where its record begins, what was accepted, or why not."""
    if one.place == "docs":
        path = folder / name
        path.write_bytes(f"---\n{text.text}---\n\nWords.\n".encode("utf-8", "surrogatepass"))
        found, problems = prose_pages([path], folder)
        return f"docs/{name}", 1, found[0].head if found else None, problems
    path = folder / name.replace("/", "-")
    path.write_bytes(text.text.encode("utf-8", "surrogatepass"))
    document = read(path, f"data/{name}")
    record = validate(document, FILES[one.place], known()) if document.value is not None else None
    return f"data/{name}", 0, None if document.problems else record, document.problems


# ── Accepted, and shown ────────────────────────────────────────────────────────────────────────────────

MARK = "Zqmark"
IDENTITY = ("code", "id", "case", "old")  # to change one is to change a reference, which is judged by the whole
SHOWN_ON = {
    "risks.yml": "risks/index.md", "questions.yml": "questions/index.md", "safeguards.yml": "safeguards.md",
    "alternatives.yml": "alternatives.md", "comparison.yml": "two-answers.md", "find-a-case.yml": "find-a-case.md",
    "codes.yml": "codes.md", "research.yml": "research.md", "glossary.yml": "glossary.md",
    "standards.yml": "teach.md",
    "sources.yml": "about.md", "support.yml": "help.md", "redirects.yml": "cases/gone/index.md",
}  # fmt: skip


def pages_of(one: Field, name: str, record: BaseModel) -> list[str]:
    """Return pages that show a record, by their paths under docs/."""
    if one.place == "cases/*.yml":
        return [f"cases/{record.id}.md", "cases/index.md", f"cases/{record.id}/teach.md"]
    if one.place == "teaching/*.yml":
        return [f"cases/{sound().item(record.case).id}/teach.md"]
    if one.steps[0] in ("risks", "questions") and one.place in SHOWN_ON:
        many = getattr(record, one.steps[0])
        if not many:
            return []
        stub = codes.kind_of(many[0].code).stub
        return [stub.format(code=many[0].code.lower(), id=many[0].id), SHOWN_ON[one.place]]
    return [SHOWN_ON[one.place]] if one.place in SHOWN_ON else []


def shelf_with(name: str, record: BaseModel, number: int, steps: tuple[str, ...]) -> Library:
    """Return the sound library with one record replaced, which stands in a file that may have been reduced to it."""
    files = dict(sound().files)
    if isinstance(record, File):
        kind, many = fields.kind_of(type(record).model_fields[steps[0]].annotation)
        new = getattr(record, steps[0])
        if many and issubclass(kind, BaseModel):
            old = getattr(files[name], steps[0])
            new = [*old[:number], *new, *old[number + 1 :]]
        record = files[name].model_copy(update={steps[0]: new})
    files[name] = record
    return Library(files, sound().pages, sound().day)


def drawn(path: str, shelf: Library) -> str:
    """Return a page as its macros and Markdown make it, with what its head is given."""
    stub = ROOT / "docs" / path
    body = HEAD.sub("", stub.read_text("utf-8"), count=1) if stub.is_file() else '{{ moved("/cases/gone/") }}'
    address = re.sub("(^|/)index/$", r"\1", path.removesuffix(".md") + "/")
    page = SimpleNamespace(url=address, meta={})
    env = SimpleNamespace(page=page, conf={"site_url": "", "site_name": "Site", "docs_dir": str(ROOT / "docs")})
    jinja = Environment(undefined=StrictUndefined)
    jinja.globals |= {macro.__name__: macro for macro in pages.macros(env, shelf)}
    html = hostile.markdown().reset().convert(jinja.from_string(body).render())
    said = page.meta.pop("json_ld", None)
    if said is not None:
        assert json.loads(said) and "<" not in said
    told = [value for value in page.meta.values() if isinstance(value, str)] + [*page.meta.get("leave", {}).values()]
    return "".join(f'<meta content="{value}">\n<title>{value}</title>\n' for value in told) + html


class Tokens(HTMLParser):
    """A page as a list: each tag with its attributes, and the text between two."""

    def __init__(self, html: str, dropped: tuple[str, ...] = ()) -> None:
        """Read a page, without some tags."""
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.dropped = dropped
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        local = tag == "a" and "a" in self.dropped and not re.match("[a-z]+:", dict(attrs).get("href") or "")
        if not local and (tag == "a" or tag not in self.dropped):
            self.found.append((tag, *(f"{name}={value}" for name, value in attrs)))

    def handle_data(self, text: str) -> None:
        """Note a text, as one with what stands before it."""
        if self.found and self.found[-1][0] == "":
            self.found[-1] = ("", self.found[-1][1] + text)
        else:
            self.found.append(("", text))

    def handle_comment(self, text: str) -> None:
        """Note a comment."""
        self.found.append(("!", text))


def like(text: str) -> str:
    """Return a text as a reader takes it, however a template sets it in capitals."""
    return hostile.read(text).casefold()


def letters(text: str) -> str:
    """Return only the letters of a text."""
    return "".join(filter(str.isalpha, text.casefold()))


def in_words(text: str) -> str:
    """Return what a reader sees of a Prose text, as far as its letters go."""
    text = re.sub(r"\[\[([A-Z]+[0-9]+)\]\]", lambda code: f"{sound().item(code[1]).title} ({code[1]})", text)
    return re.sub(r"\]\([A-Z]+[0-9]+\)", "]", text)


def assert_shown(one: Field, marked: str, shown: str, value: str) -> bool:
    """Assert that a page differs from one with a mark in a field by that text alone; return whether it shows it."""
    if issubclass(one.kind, Prose):
        dropped = ("p", "em", "strong", "ul", "ol", "li", "a")
        before, after = (Tokens(html, dropped).found for html in (marked, shown))
        mark, said = letters(MARK), letters(in_words(value))
        of = letters
    else:
        before, after = (Tokens(html).found for html in (marked, shown))
        mark, said = like(MARK), like(value)
        of = like
    # A text of nothing but what is dropped may leave no text between two tags where the mark was.
    if of is letters:
        before, after = ([part for part in parts if part[0] or of(part[1])] for parts in (before, after))
    wanted = [tuple(of(part).replace(mark, said) for part in parts) for parts in before]
    if of is letters:
        wanted = [parts for parts in wanted if parts[0] or parts[1:] != ("",)]
    found = [tuple(of(part) for part in parts) for parts in after]
    for here, there in itertools.zip_longest(wanted, found):
        assert here == there
    return any(mark in part for parts in map(str, before) for part in [of(parts)])


def assert_safe(marked: str, shown: str) -> None:
    """Assert that a page has no tag, attribute, script or scheme that it hadn't."""
    before, after = Tokens(marked).found, Tokens(shown).found
    tags, names = (
        {part[0] for part in before},
        {a.partition("=")[0] for part in before for a in part[1:] if part[0]},
    )
    assert {part[0] for part in after} <= tags | {"p", "em", "strong", "ul", "ol", "li", "a"}
    assert [part for part in before if part[0] == "script"] == [part for part in after if part[0] == "script"]
    for part in after:
        for attribute in part[1:] if part[0] else ():
            name, _, value = attribute.partition("=")
            assert name in names | {"class", "href"} and not name.startswith("on")
            if name in ("href", "src", "action"):
                scheme = re.match(r"\s*([a-zA-Z][\w+.-]*):", value)
                assert not scheme or scheme[1] in ("http", "https", "tel", "sms", "mailto"), value


def assert_files(shelf: Library) -> None:
    """Assert that what is made of a library beside its pages can be read again."""
    ElementTree.fromstring(feed.feed(shelf, About("Site", "About", "1.0", "https://example.org/")).encode("utf-8"))
    rows = json.loads(json.dumps(catalogue(shelf), ensure_ascii=False).encode("utf-8"))
    assert all(row["title"] and row["summary"] for row in rows if row["kind"] != "clause")
    assert all(entry.title for entry in entries(shelf))


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every text take the same time to read: a longer one would rightly change a figure."""
    monkeypatch.setitem(render.environment().globals, "minutes", lambda *_: 10)
    monkeypatch.setattr(browsing, "minutes", lambda *_: 10)


# ── Every field ────────────────────────────────────────────────────────────────────────────────────────


def test_every_field_of_every_model_is_reached() -> None:
    """What is thrown at below is what the models have, counted another way: by pydantic's own schemas."""
    for place, model in (*FILES.items(), ("docs", Head)):
        schema = model.model_json_schema()
        parts = {"": schema, **schema.get("$defs", {})}
        described = {(name, key) for name, part in parts.items() for key in part.get("properties", {})}
        reached = {
            ("" if field.model is model else field.model.__name__, field.steps[-1])
            for field in FIELDS + HEADS
            if field.place == place
        }
        assert reached == described, place


@pytest.mark.parametrize("one", FIELDS + HEADS, ids=lambda one: one.name)
def test_whatever_is_thrown_at_a_field_is_shown_readably_or_refused(
    one: Field, tmp_path: Path, record_property: pytest.FixtureRequest
) -> None:
    figures = Counter()

    @seed(zlib.crc32(one.name.encode()))
    @settings(FUZZ)
    @given(thrown(one))
    def holds(given: tuple[str, Written, dict[fields.Place, str | None], int]) -> None:
        name, text, met, number = given
        figures["records"] += 1
        file, margin, record, problems = thrown_at(one, tmp_path, name, text)
        if record is None or problems:
            figures["refused"] += 1
            assert_blamed(problems, file, text, met, margin)
            return
        figures["accepted"] += 1
        assert_sound(record)
        for place, said in met.items():
            value = fields.at(record.model_dump(), place)
            assert said is None or value == said.strip()
        if not (WHOLE or (figures["accepted"] == 1 and zlib.crc32(one.name.encode()) % 24 == 0)):
            return
        if one.place == "docs":  # which the engine reads, and a test of all texts builds
            return
        if set(IDENTITY) & {place[-1] for place in met} or (one.model in (Reference, Name) and figures["shown"] > 2):
            return
        figures["shown"] += shown(one, name, record, met, number, figures["accepted"])

    holds()
    assert figures["records"] >= min(EACH, 2), "hardly anything was thrown"
    record_property("fuzz", dict(figures))


def shown(
    one: Field, name: str, record: BaseModel, met: dict[fields.Place, str | None], number: int, turn: int
) -> bool:
    """Draw a page with what was accepted, and with a mark in its place; compare them; return whether it shows."""
    place = next(iter(met))
    value = fields.at(record.model_dump(), place)
    shelf = shelf_with(name, record, number, one.steps)
    if turn % 20 == 1:
        assert_files(shelf)
    marked = marked_record(one, name, record, place)
    seen = False
    # A style arranges references, and a text of one character has no room for a mark: both have tests of their own.
    arranged = one.model in (Reference, Name) or marked is record
    all_pages = pages_of(one, name, record)
    for path in [all_pages[turn % len(all_pages)]] if all_pages else []:
        with_mark, with_value = drawn(path, shelf_with(name, marked, number, one.steps)), drawn(path, shelf)
        assert_safe(with_mark, with_value)
        if issubclass(one.kind, Line | Prose) and isinstance(value, str) and not arranged:
            seen = assert_shown(one, with_mark, with_value, value) or seen
    return seen


def marked_record(one: Field, name: str, record: BaseModel, place: fields.Place) -> BaseModel:
    """Return an accepted record with a mark in the place of its hostile text."""
    if not issubclass(one.kind, Line | Prose):
        return record
    if one.name.endswith("groups.letter"):
        return record
    plain = record.model_dump(mode="json", exclude_unset=True)
    fields.put(plain, place, MARK if (fields.at(record.model_dump(), place) or "") else None)
    return type(record).model_validate(plain, context=known())


# ── The project as a whole ─────────────────────────────────────────────────────────────────────────────


def test_a_project_with_a_hostile_record_loads_or_is_refused(
    tmp_path: Path, record_property: pytest.FixtureRequest
) -> None:
    """What stands beside the models (codes used twice, pages, paths of the finder) keeps its head too."""
    project = copied(tmp_path / "project")
    hostile.fewer_questions(project)
    figures = Counter()

    @settings(FUZZ, max_examples=max(RECORDS // 10, 12))
    @given(st.sampled_from(FIELDS).flatmap(lambda one: st.tuples(st.just(one), thrown(one, whole=True))))
    def holds(given: tuple[Field, tuple[str, Written, dict[fields.Place, str | None], int]]) -> None:
        one, (name, text, met, _) = given
        path = project / "data" / name
        before = path.read_bytes()
        path.write_bytes(text.text.encode("utf-8", "surrogatepass"))
        figures["projects"] += 1
        try:
            load(project)
            figures["loaded"] += 1
        except BadData as error:
            figures["stopped"] += 1
            assert all(FORM.fullmatch(str(problem)) for problem in error.problems), error.report
            here = [problem for problem in error.problems if problem.file == f"data/{name}"]
            spans = [text.spans[place] for place in met]
            first = min(start for start, _ in spans)
            begun = {text.spans[place[:n]][0] for place in met for n in range(4)}
            # What has another code, id or address is missed by others, which say so.
            missed = one.steps[-1] in (*IDENTITY, "forms", "then", "found_at") or issubclass(one.kind, BaseModel)
            assert missed or any(problem.line >= first - 2 or problem.line in begun for problem in here), error.report
        finally:
            path.write_bytes(before)

    holds()
    record_property("fuzz", dict(figures))


@pytest.mark.skipif(not WHOLE, reason="builds whole sites: make fuzz")
@pytest.mark.parametrize("name", ["cases/single-session.yml", "risks.yml", "codes.yml"])
def test_a_hostile_record_changes_no_page_that_does_not_show_it(name: str, tmp_path: Path) -> None:
    """Two builds, a mark or hostile text in all texts of one record: a page without the mark stays as it was."""
    place = next(place for place in FILES if Path(name).match(place) and (("/" in place) == ("/" in name)))
    sites = []
    for said in ({Line: MARK, Prose: MARK}, {Line: " ".join(hostile.TEXTS), Prose: "\n\n".join(hostile.IN_PROSE)}):
        project = copied(tmp_path / f"project-{len(sites)}")
        path = project / "data" / name
        record = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        for one in (one for one in FIELDS if one.place == place and issubclass(one.kind, Line | Prose)):
            try:
                spot = fields.way_to(one, record, lambda count: 0)
            except KeyError:
                continue
            if "withdrawn" in one.steps or one.name.endswith("letter"):
                continue
            held = fields.at(record, spot[:-1]).get(spot[-1])
            if isinstance(held, list):
                fields.put(record, (*spot, 0), said[one.kind])
            elif held is not None:
                fields.put(record, spot, said[one.kind])
        for one in FIELDS:  # what way_to filled in
            if one.place == place and one.steps[-1] == "withdrawn":
                fields.at(record, fields.way_to(one, record, lambda count: 0)[:-1]).pop("withdrawn", None)
        path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
        done = run("mkdocs", "build", "--strict", cwd=project)
        assert done.returncode == 0, done.stdout + done.stderr
        sites.append(project / "site")
    marked, filled = sites
    showing = 0
    for path in sorted(marked.rglob("*.html")):
        sound_page, page = path.read_text("utf-8"), (filled / path.relative_to(marked)).read_text("utf-8")
        if MARK.lower() in sound_page.lower():
            showing += 1
            before, after = (hostile.without_letters(BeautifulSoup(html, "lxml")) for html in (sound_page, page))
            if path.relative_to(marked).as_posix() != "search/index.html":  # whose order follows the titles
                hostile.assert_as_built(after, before)
        elif path.parent.name != "data":  # which tells how large the files of data are
            assert page == sound_page.replace("project-0", "project-1"), path
    assert showing > 1
