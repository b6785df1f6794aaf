"""A Python-Markdown extension: HTML that is finished, such as macros draw, is passed on as it is.

Python-Markdown would find the same blocks of HTML by reading every tag with a parser, and then look for Markdown
around each; that was more than half of the time that a page took. Whatever is not plainly finished is left to it.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import HTML_PLACEHOLDER, STX

BEGIN = re.compile(r"^<([a-z][a-z0-9]*)(?=[\s>])", re.MULTILINE)
TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?)>""")
# Not plainly finished: comments and declarations, indented blocks, and elements whose text may look like tags.
UNSURE = re.compile(
    r"<[!?]|^ {1,3}<|<(?:script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)\b",
    re.IGNORECASE | re.MULTILINE,
)
GAP = re.compile(r"\n\n?(?=<)")  # between two blocks that are kept as one
ANCHOR = re.compile(r"""<[a-z][a-z0-9]*(?=\s)[^>]*?\s(id="[^"]*")""")
PUT_BY = re.compile(f"^({HTML_PLACEHOLDER % '[0-9]+'})<.*$")
EMPTY = "hr"  # the element that Python-Markdown knows to have no end


class FinishedHtml(Preprocessor):
    """Puts blocks of finished HTML by, as Python-Markdown's own processor would, before that sees them."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines of a page with a placeholder for each block, or for several in a row.

        Behind each stand its anchors, for MkDocs, which looks for them in the text (`Anchors` takes them away).
        """
        source = "\n".join(lines)
        if UNSURE.search(source):
            return lines
        parts, done = [], 0
        while begin := BEGIN.search(source, done):
            end = self._end(source, begin)
            if end is None:
                return lines
            if end == begin.start():  # nothing of a block: text that begins with an inline element
                end = source.find("\n", end)
                parts.append(source[done:end])
            else:
                while (gap := GAP.match(source, end)) and (after := BEGIN.match(source, gap.end())):
                    further = self._end(source, after)
                    if further is None or further == after.start():
                        break
                    end = further
                blank = "\n" if source.startswith("\n\n", end) else ""
                block = source[begin.start() : end] + blank
                kept = self.md.htmlStash.store(block)
                parts += [
                    source[done : begin.start()],
                    "\n",
                    kept,
                    *(f"<anchor {anchor}>" for anchor in ANCHOR.findall(block)),  # no page shows these
                    "\n\n",
                ]
            done = end
        return "".join([*parts, source[done:]]).split("\n")

    def _end(self, source: str, begin: re.Match[str]) -> int | None:
        """Return where the block that begins here ends: at once where it is none; None where that is not plain."""
        if not self.md.is_block_level(begin[1]) or begin[1] == EMPTY:
            return begin.start()
        within: list[str] = []
        for tag in TAG.finditer(source, begin.start()):
            closes, name, rest = tag.groups()
            if closes:
                if name in within:
                    while within.pop() != name:
                        pass
                if not within:
                    return tag.end() if source.startswith("\n", tag.end()) else None
            elif name != EMPTY and not rest.endswith("/"):
                within.append(name)
        return None


class Anchors(Preprocessor):
    """Takes away what `FinishedHtml` left for MkDocs."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines of a page with nothing behind a placeholder."""
        return [PUT_BY.sub(r"\1", line) if STX in line else line for line in lines]


class Forgotten(Preprocessor):
    """Lets go of a page's Markdown once it is read: MkDocs would keep that of all pages until the last is written."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines of a page as they are."""
        for processor in self.md.treeprocessors:
            page = getattr(getattr(processor, "file", None), "page", None)
            if getattr(page, "markdown", None):
                page.markdown = ""
        return lines


class FinishedHtmlExtension(Extension):
    """The extension, as mkdocs.yml names it: `macros.finished_html`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the processors, before and after MkDocs looks for anchors (21): both before all HTML is read (20)."""
        md.preprocessors.register(FinishedHtml(md), "finished_html", 21.5)
        md.preprocessors.register(Forgotten(md), "forgotten", 20.6)
        md.preprocessors.register(Anchors(md), "finished_html_anchors", 20.5)


def makeExtension(**options: object) -> FinishedHtmlExtension:
    """Return the extension, as Python-Markdown asks for it."""
    return FinishedHtmlExtension(**options)
