"""A Python-Markdown extension: the first mention of each glossary term on a page links to the glossary.

It reads the finished HTML, so that it sees what macros draw too. What it leaves alone: headings, links, quotations
(elements and quotation marks), labels and buttons, small print, and the glossary itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

from macros.engines import address, links_from, page_of
from macros.library import Library, last_good, library
from macros.models import HOMES, Term
from macros.render import render
from macros.text import folded

GLOSSARY = HOMES[Term].address.partition("#")[0]
# Within these nothing becomes a link.
LEFT_ALONE = frozenset({
    "a", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "q", "cite", "code", "pre", "label", "button", "summary",
    "legend", "th", "dt", "nav", "svg", "script", "style", "noscript", "textarea", "option",
})  # fmt: skip
SMALL_PRINT = frozenset({"aliases", "cite", "checked", "from", "kicker", "asks", "pause-question", "reference"})
# Elements that a sentence runs through; any other ends it, and a quotation with it.
INLINE = frozenset({
    "a", "abbr", "b", "br", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time",
    "wbr",
})  # fmt: skip
BLOCK = re.compile(r"</(?:p|li|dd|td|div)>")
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
QUOTED = re.compile(
    r"(?:‘|&lsquo;).*?(?:’|&rsquo;)(?![^\W_])|(?:“|&ldquo;).*?(?:”|&rdquo;)|&quot;.*?&quot;", re.DOTALL
)


@dataclass
class Stretch:
    """The text between two tags: where it begins and ends in the HTML, its sentence's number, whether it may link."""

    start: int
    end: int
    sentence: int
    open: bool


class _Reader(HTMLParser):
    """Reads HTML into stretches of text, without changing any of it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.stretches: list[Stretch] = []
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self._within: list[tuple[str, bool]] = []  # the elements that stand open, and whether each is left alone
        self._sentence = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._sentence += tag not in INLINE
        if tag not in VOID:
            classes = {word for name, value in attrs if name == "class" for word in (value or "").split()}
            self._within.append((tag, tag in LEFT_ALONE or bool(classes & SMALL_PRINT)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._sentence += tag not in INLINE

    def handle_endtag(self, tag: str) -> None:
        self._sentence += tag not in INLINE
        places = [place for place, (opened, _) in enumerate(self._within) if opened == tag]
        if places:
            del self._within[places[-1] :]

    def handle_data(self, data: str) -> None:
        self._text(len(data))

    def handle_entityref(self, name: str) -> None:
        self._text(len(name) + 2)

    def handle_charref(self, name: str) -> None:
        self._text(len(name) + 3)

    def _text(self, length: int) -> None:
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        may = not any(left_alone for _, left_alone in self._within)
        last = self.stretches[-1] if self.stretches else None
        if last and last.end == start and last.sentence == self._sentence:
            last.end = start + length
        else:
            self.stretches.append(Stretch(start, start + length, self._sentence, may))


def linked(html: str, here: str, shelf: Library, seen_from: str | None = None) -> str:
    """Return a page's HTML with the first mention of each term as a link.

    `here` is the page's address; links are written from there, or from where `seen_from` says.
    """
    if here == GLOSSARY:
        return html
    seen_from = here if seen_from is None else seen_from
    forms, pattern = _forms(shelf)
    seen: set[str] = set()
    parts, done = [], 0
    for start, end in _open_text(html):
        for found in pattern.finditer(html, start, end):
            term = forms[folded(found[0])]
            if term.id not in seen:
                seen.add(term.id)
                link = render("term_link.html.j2", shelf, seen_from, term=term, words=found[0])
                parts += [html[done : found.start()], link]
                done = found.end()
    return "".join([*parts, html[done:]])


@lru_cache(maxsize=2)
def _forms(shelf: Library) -> tuple[dict[str, Term], re.Pattern[str]]:
    """Return the term of each form, and what matches any form as whole words, the longest first."""
    forms = {folded(form): term for term in shelf.terms for form in term.forms}
    longest_first = sorted(forms, key=len, reverse=True)
    choices = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    return forms, re.compile(rf"(?<![\w&-])(?:{choices})(?![\w-])", re.IGNORECASE)


def _open_text(html: str) -> Iterator[tuple[int, int]]:
    """Yield where text stands that may hold links: from where to where in the HTML."""
    sentences: dict[int, list[Stretch]] = {}
    for stretch in _Reader(html).stretches:
        sentences.setdefault(stretch.sentence, []).append(stretch)
    for stretches in sentences.values():
        text = "".join(html[one.start : one.end] for one in stretches)
        quoted = [found.span() for found in QUOTED.finditer(text)]
        before = 0  # how much of the sentence's text stands before this stretch
        for one in stretches:
            if one.open:
                offset = one.start - before
                yield from _without([(a + offset, b + offset) for a, b in quoted], one.start, one.end)
            before += one.end - one.start


def _without(spans: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what is left of start to end without some spans."""
    for a, b in spans:
        if b > start and a < end:
            if a > start:
                yield start, a
            start = b
    if start < end:
        yield start, end


# ── Python-Markdown ────────────────────────────────────────────────────────────────────────────────────


class TermLinks(Postprocessor):
    """Links the terms of a page once all else is done."""

    def run(self, text: str) -> str:
        """Return the page's HTML with its terms linked.

        Python-Markdown sends each heading through here by itself too, for the table of contents: that is left alone.
        """
        page = page_of(self.md)
        if page is None or not BLOCK.search(text):
            return text
        return linked(text, address(page), last_good() or library(), links_from(page))


class TermLinksExtension(Extension):
    """The extension, as mkdocs.yml names it: `macros.term_links`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the processor, behind all others."""
        md.postprocessors.register(TermLinks(md), "term_links", -10)


def makeExtension(**options: object) -> TermLinksExtension:
    """Return the extension, as Python-Markdown asks for it."""
    return TermLinksExtension(**options)
