"""A Python-Markdown extension: the first mention of each glossary term on a page links to the glossary.

It reads the finished HTML, so that it sees what macros draw too. What it leaves alone: headings, links, quotations
(elements and quotation marks), labels and buttons, small print, and the glossary itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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
# A tag; or a comment, or an element whose content is no text, whole.
TAG = re.compile(
    r"""<!--.*?-->|<(?P<whole>script|style)\b.*?</(?P=whole)\s*>"""
    r"""|<(?P<close>/?)(?P<name>[a-z][^\s/>]*)(?P<rest>(?:[^>"']|"[^"]*"|'[^']*')*)>""",
    re.DOTALL | re.IGNORECASE,
)
CLASS = re.compile(r"""(?:^|\s)class=(?:"([^"]*)"|'([^']*)')""")
CONTENTS = re.compile(r'<\w+ class="toc">')  # how Python-Markdown begins its table of contents, which no page shows
BLOCK = re.compile(r"</(?:p|li|dd|td|div)>")
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
QUOTED = re.compile(
    r"(?:‘|&lsquo;).*?(?:’|&rsquo;)(?![^\W_])|(?:“|&ldquo;).*?(?:”|&rdquo;)|&quot;.*?&quot;", re.DOTALL
)
MARK = re.compile("[‘“]|&(?:lsquo|ldquo|quot);")  # what QUOTED begins with


@dataclass
class Stretch:
    """The text between two tags: where it begins and ends in the HTML, its sentence's number, whether it may link."""

    start: int
    end: int
    sentence: int
    open: bool


def _stretches(html: str) -> Iterator[Stretch]:
    """Yield the stretches of text of a page's HTML, in order."""
    within: list[tuple[str, bool]] = []  # the elements that stand open, and whether text in each is left alone
    sentence = end = 0
    for tag in TAG.finditer(html):
        if tag.start() > end:
            yield Stretch(end, tag.start(), sentence, not (within and within[-1][1]))
        end = tag.end()
        if not tag["name"]:
            sentence += tag["whole"] is not None
            continue
        name = tag["name"].lower()
        sentence += name not in INLINE
        if tag["close"]:
            place = next((place for place in reversed(range(len(within))) if within[place][0] == name), len(within))
            del within[place:]
        elif name not in VOID and not tag["rest"].endswith("/"):
            alone = bool(within and within[-1][1]) or name in LEFT_ALONE
            within.append((name, alone or not SMALL_PRINT.isdisjoint(_classes(tag["rest"]))))
    if len(html) > end:
        yield Stretch(end, len(html), sentence, not (within and within[-1][1]))


def _classes(attributes: str) -> list[str]:
    found = CLASS.search(attributes)
    return (found[1] or found[2] or "").split() if found else []


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
            term = forms.get(folded(found[0]))  # a dotless i matches an i, and is another letter
            if term and term.id not in seen:
                seen.add(term.id)
                link = render("term_link.html.j2", shelf, seen_from, term=term, words=found[0])
                parts += [html[done : found.start()], link]
                done = found.end()
    return "".join([*parts, html[done:]])


@lru_cache(maxsize=2)
def _forms(shelf: Library) -> tuple[dict[str, Term], re.Pattern[str]]:
    """Return the term of each form, and what matches any form as whole words, the longest first."""
    forms = {folded(form): term for term in shelf.terms for form in term.forms}
    initials: dict[str, list[str]] = {}  # a text is gone through letter by letter: few forms begin with each
    for form in sorted(forms, key=len, reverse=True):
        initials.setdefault(form[0], []).append(r"\s+".join(map(re.escape, form.split()))[len(re.escape(form[0])) :])
    choices = (f"[{re.escape(first + first.upper())}](?i:{'|'.join(rests)})" for first, rests in initials.items())
    return forms, re.compile(rf"(?<![\w&-])(?:{'|'.join(choices)})(?![\w-])")


def _open_text(html: str) -> Iterator[tuple[int, int]]:
    """Yield where text stands that may hold links: from where to where in the HTML."""
    sentences: dict[int, list[Stretch]] = {}
    for stretch in _stretches(html):
        sentences.setdefault(stretch.sentence, []).append(stretch)
    for stretches in sentences.values():
        text = "".join(html[one.start : one.end] for one in stretches)
        quoted = [found.span() for found in QUOTED.finditer(text)] if MARK.search(text) else []
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

        Python-Markdown sends each heading through here by itself too, and its contents: those are left alone.
        """
        page = page_of(self.md)
        if page is None or CONTENTS.match(text) or not BLOCK.search(text):
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
