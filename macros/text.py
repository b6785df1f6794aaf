"""The two kinds of text in data: `Line`, plain; and `Prose`, paragraphs with emphasis, lists and references.

Anything else is refused where it is read, so that no page needs to guess what an author meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from macros.codes import ANY_CODE, nearest

TAG = re.compile(r"<(?:[A-Za-z/!?])")
# Control characters, characters without width, and marks that change the direction of the text after them.
# (U+200C and U+200D stay: Persian, Indic scripts and emoji need them.)
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
    "|[\U000e0000-\U000e007f]"
)
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


@lru_cache(maxsize=4096)
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
    checked.
    """

    __slots__ = ()

    @classmethod
    def faults(cls, text: str, known: "Known | None") -> Iterator[tuple[int, str]]:
        """Yield what is wrong with `text`."""
        raise NotImplementedError

    @classmethod
    def _read(cls, text: str, info: ValidationInfo) -> "Text":
        if faults := list(cls.faults(text, info.context)):
            raise PydanticCustomError("text", "{faults}", {"faults": faults})
        return cls(text.strip())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a strict string, then look for faults."""
        return core_schema.with_info_after_validator_function(cls._read, core_schema.str_schema(strict=True))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict:
        """Return the schema an editor reads."""
        return {"type": "string", "minLength": 1, **cls.json_schema()}

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
    if not text.strip():
        yield 0, "is empty: write the text, or leave the field out where it is optional"
    for bad in UNPRINTABLE.finditer(text):
        line = text.count("\n", 0, bad.start())
        yield line, f"holds the invisible character U+{ord(bad[0]):04X}: remove it"


def unresolved(code: str, known: Known | None) -> Iterator[str]:
    """Yield a sentence where no item has this code."""
    if known and known.codes is not None and code not in known.codes:
        close = nearest(code, known.codes)
        yield f"refers to {code}, which does not exist" + (f" (the nearest is {close})" if close else "")


class Line(Text):
    """Plain text on one line; every character is shown as it is."""

    __slots__ = ()

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

    @classmethod
    def faults(cls, text: str, known: Known | None) -> Iterator[tuple[int, str]]:
        """Refuse whatever is not a paragraph, emphasis, a list or a reference that leads somewhere."""
        yield from unreadable(text)
        for line, token in tokens(text):
            if token.type not in ALLOWED:
                if token.nesting >= 0:  # what opens is reported, not what closes
                    yield line, f"holds {NOT_ALLOWED.get(token.type, token.type)}: {EXPECTED}"
            elif token.type == "link_open":
                target = str(token.attrs["href"])
                if ANY_CODE.fullmatch(target):
                    yield from ((line, fault) for fault in unresolved(target, known))
                else:
                    yield line, f"links to {target!r}: expected the code of an item, such as Q14 or C3"
