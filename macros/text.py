"""The two kinds of text in data: `Line`, plain; and `Prose`, paragraphs with emphasis, lists and references.

Anything else is refused where it is read, so that no page needs to guess what an author meant.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from macros.codes import ANY_CODE, nearest
from macros.problems import quoted

TAG = re.compile(r"<(?:[A-Za-z/!?])")
# Control characters, characters without width or of no letter, ends of a line that only some programs see as one,
# marks that change the direction of the text after them, and what no font is sure to have (private use, halves of
# characters, those that are none). U+200C and U+200D stay: Persian, Indic scripts and emoji need them.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff]"
    "|[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
    + "".join(f"|[{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}]" for plane in range(0x10000, 0xE0000, 0x10000))
)
MOST_MARKS = 8  # on one character; no script needs so many, and more would cover the lines above and below
LETTERLIKE = re.compile(r"[^\x00-\u02ff\u2000-\u206f]")  # what may be a mark, or without width
REFERENCE = re.compile(r"\[\[([^\[\]\n]+)\]\]")

# What each construct is called in a message to an author.
NOT_ALLOWED = {
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "heading_open": "a heading",
    "image": "an image",
    "code_inline": "code",
    "code_block": "text indented by four spaces (read as code)",
    "fence": "a code block",
    "hr": "a horizontal rule",
    "blockquote_open": "a block quotation",
    "hardbreak": "a forced line break",
}
ALLOWED = {
    "inline", "text", "text_special", "softbreak", "paragraph_open", "paragraph_close",
    "em_open", "em_close", "strong_open", "strong_close", "bullet_list_open", "bullet_list_close",
    "ordered_list_open", "ordered_list_close", "list_item_open", "list_item_close", "link_open", "link_close",
}  # fmt: skip
# What a text of plain paragraphs doesn't hold: marks that Markdown may read as more than themselves.
MARKED = re.compile(r"[*_`\[\]<>\\!&#~|\t]|^ *(?:[-+=]|\d+[.)])|^ {4}|  \n", re.MULTILINE)
EXPECTED = "expected paragraphs, *emphasis*, lists and references such as [[Q14]] or [words](Q14)"


TYPOGRAPHY = {"typographer": True, "quotes": "“”‘’"}


def _reference(state: StateInline, silent: bool) -> bool:
    """Read `[[Q14]]` as a link whose words are filled in when it is rendered."""
    found = REFERENCE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": found.group(1)}
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def markdown() -> MarkdownIt:
    """Return a CommonMark parser with typographic quotes that also reads `[[Q14]]`."""
    parser = MarkdownIt("commonmark", TYPOGRAPHY)
    parser.enable("smartquotes")
    parser.inline.ruler.before("link", "item", _reference)
    # `[x]: address` would print nothing, and `&#x202E;` something else; read as text, they show.
    parser.disable(["reference", "entity"])
    # Every address is let through here and judged below, so that a bad one is refused and not shown as text.
    parser.validateLink = lambda url: True
    parser.normalizeLink = lambda url: url
    return parser


PARSER = markdown()


@lru_cache(maxsize=1024)
def blocks(text: str) -> tuple[Token, ...]:
    """Return the blocks of a Prose text, with their inline tokens: parsed once, and not to be changed."""
    return tuple(PARSER.parse(text))


def tokens(text: str) -> Iterator[tuple[int, Token]]:
    """Yield (line within the text from 0, token) for each block and inline token of a Prose text."""
    line = 0
    for block in blocks(text):
        line = block.map[0] if block.map else line
        yield line, block
        within = line
        for child in block.children or []:
            yield within, child
            within += child.type in ("softbreak", "hardbreak")


class Text(str):
    """A string that says, when read, everything that is wrong with it.

    A subclass yields its faults as (line within the text from 0, sentence). `known` is what the references
    of one library may point to, handed through pydantic's validation context; None where only the form is
    checked. `longest` is how many characters it may have.
    """

    __slots__ = ()
    longest: ClassVar[int] = 200

    @classmethod
    def faults(cls, text: str, known: "Known | None") -> Iterator[tuple[int, str]]:
        """Yield what is wrong with `text`."""
        raise NotImplementedError

    @classmethod
    def _read(cls, text: str, info: ValidationInfo) -> "Text":
        if len(text) > cls.longest:
            faults = [(0, f"is {len(text)} characters long: expected at most {cls.longest}")]
        else:
            faults = list(cls.faults(text, info.context))
        if faults:
            raise PydanticCustomError("text", "{faults}", {"faults": faults})
        return cls(text.strip())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a strict string, then look for faults."""
        return core_schema.with_info_after_validator_function(cls._read, core_schema.str_schema(strict=True))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict:
        """Return the schema an editor reads."""
        return {"type": "string", "minLength": 1, "maxLength": cls.longest, **cls.json_schema()}

    @classmethod
    def json_schema(cls) -> dict:
        """Return what an editor's schema should say beyond "a text"."""
        return {}


@dataclass(frozen=True)
class Known:
    """What one library's references may point to: codes, the ids of records, addresses of pages.

    None where the file that would say so could not be read: references are not judged by half a library. `today` is
    the last day that a date may name.
    """

    codes: frozenset[str] | tuple[str, ...] | None = None
    sources: frozenset[str] | tuple[str, ...] | None = None
    groups: frozenset[str] | tuple[str, ...] | None = None
    terms: frozenset[str] | tuple[str, ...] | None = None
    competences: frozenset[str] | tuple[str, ...] | None = None
    steps: frozenset[str] | tuple[str, ...] | None = None
    answers: frozenset[str] | tuple[str, ...] | None = None
    addresses: frozenset[str] | tuple[str, ...] | None = None
    moved: tuple[str, ...] = ()
    today: date | None = None


def unreadable(text: str) -> Iterator[tuple[int, str]]:
    """Yield a fault where a text is empty or holds a character that cannot be read."""
    if not any(map(_seen, text)):
        yield 0, "is empty: write the text, or leave the field out where it is optional"
    for bad in UNPRINTABLE.finditer(text):
        line = text.count("\n", 0, bad.start())
        yield line, f"holds the invisible character U+{ord(bad[0]):04X}: remove it"
    if LETTERLIKE.search(text):
        yield from _piled(text)


def _seen(one: str) -> bool:
    """Return whether a character shows by itself."""
    return one.isalnum() or unicodedata.category(one)[0] in "LNPS"


def _piled(text: str) -> Iterator[tuple[int, str]]:
    """Yield a fault where marks, such as accents, have no character to stand on, or too many stand on one."""
    line, marks, before = 0, 0, "\n"
    for one in text:
        marks = marks + 1 if unicodedata.category(one) in ("Mn", "Me") else 0
        if marks == 1 and before.isspace():
            yield line, f"holds a mark, U+{ord(one):04X}, with no character before it to stand on: remove it"
        if marks == MOST_MARKS + 1:
            yield line, f"piles more than {MOST_MARKS} marks on one character: expected text that can be read"
        line, before = line + (one == "\n"), one


def unresolved(code: str, known: Known | None) -> Iterator[str]:
    """Yield a sentence where no item has this code."""
    if known and known.codes is not None and code not in known.codes:
        close = nearest(code, known.codes)
        yield f"refers to {code}, which does not exist" + (f" (the nearest is {close})" if close else "")


class Line(Text):
    """Plain text on one line; every character is shown as it is."""

    __slots__ = ()
    longest = 1000

    @classmethod
    def faults(cls, text: str, known: Known | None) -> Iterator[tuple[int, str]]:
        """Refuse an empty text, a second line, raw HTML."""
        yield from unreadable(text)
        if "\n" in text.strip():
            yield 0, "runs over more than one line: expected one line of plain text"
        if TAG.search(text):
            yield 0, "holds raw HTML: expected plain text"

    @classmethod
    def json_schema(cls) -> dict:
        """Say that a line is one line."""
        return {"pattern": r"^[^\n]+\n?$"}


def folded(text: str) -> str:
    """Return a text as the forms of terms are compared: without case, its white space folded."""
    return " ".join(text.split()).casefold()


class Prose(Text):
    """Paragraphs, emphasis, lists, and references by code: `[[Q14]]` or `[words](Q14)`."""

    __slots__ = ()
    longest = 4000

    @classmethod
    def faults(cls, text: str, known: Known | None) -> Iterator[tuple[int, str]]:
        """Refuse whatever is not a paragraph, emphasis, a list or a reference that leads somewhere."""
        yield from unreadable(text)
        for line, token in tokens(text) if MARKED.search(text) else ():
            if token.type not in ALLOWED:
                if token.nesting >= 0:  # what opens is reported, not what closes
                    yield line, f"holds {NOT_ALLOWED.get(token.type, token.type)}: {EXPECTED}"
            elif token.type == "link_open":
                target = str(token.attrs["href"])
                if ANY_CODE.fullmatch(target):
                    yield from ((line, fault) for fault in unresolved(target, known))
                else:
                    yield line, f"links to {quoted(target)}: expected the code of an item, such as Q14 or C3"
