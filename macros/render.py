"""From records to what a page holds: the two kinds of text become safe HTML, templates draw the rest."""

import math
import posixpath
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from macros import beginnings
from macros.choices import ADAPTATIONS, FACETS, RUBRIC_LEVELS, Place
from macros.codes import KINDS, kind_of
from macros.library import SITE, Library
from macros.models import Record, clocked
from macros.reading_time import minutes
from macros.text import PARSER, TYPOGRAPHY, Line, Prose, blocks

TEMPLATES = Path(__file__).parent / "templates"
# ASCII punctuation, whatever Markdown or an extension of it may read as more than itself.
MARKDOWN_MARKS = re.compile(r"""[!"#$%&'()*+\-/:;<=>?@\[\\\]^_`{|}~]""")

_plain = MarkdownIt("zero", TYPOGRAPHY).enable("smartquotes")


def relative(address: str, here: str) -> str:
    """Return an address of the site (`questions/q14/`, `safeguards/#s1`) as a link from the page `here`."""
    path, _, fragment = address.partition("#")
    start = here if here.endswith("/") or not here else posixpath.dirname(here) + "/"
    link = posixpath.relpath("/" + path, "/" + start)
    link = link + "/" if path.endswith("/") or not path else link
    return f"{link}#{fragment}" if fragment else link


@dataclass(frozen=True)
class Away:
    """Where a text is read off the site, on paper or in a course; `site_url` is the site's address, or empty."""

    site_url: str


def link(address: str, here: str | Away) -> str:
    """Return an address of the site as a link from a page or from away; empty where there is nothing to lead to."""
    if isinstance(here, str):
        return relative(address, here)
    return here.site_url and here.site_url + address


def kilobytes(size: int) -> str:
    """Return a size in bytes as a reader is told it: "75 KB", rounded up."""
    return f"{math.ceil(size / 1024)} KB"


@lru_cache(maxsize=16384)
def line_html(text: Line) -> Markup:
    """Return a Line as HTML: escaped, with typographic quotes; else every character as it is."""
    return Markup(_plain.renderInline(text))


def line_text(text: Line) -> str:
    """Return a Line as plain text with typographic quotes."""
    return line_html(text).unescape()


def frame(**texts: str) -> dict[str, str]:
    """Return texts for the frame of a page, which the engine prints unescaped: as HTML, without braces.

    (mkdocs-macros renders a page's title in its turn.)
    """
    braces = {ord("{"): "&#123;", ord("}"): "&#125;"}
    return {name: line_html(text).translate(braces) for name, text in texts.items()}


def head(record: Record) -> dict[str, str]:
    """Return what the head of a page about an item says: its code and title, a `description`, when it `changed`."""
    return frame(
        title=Line(f"{record.code} {record.title}"), description=record.summary, changed=Line(record.changed)
    )


def heading(text: Line) -> Markup:
    """Return a Line for a Markdown heading: nothing in it is read as Markdown, attributes or HTML."""
    return Markup(MARKDOWN_MARKS.sub(lambda mark: f"&#{ord(mark[0])};", line_text(text)))


def prose_html(text: Prose, library: Library, here: str | Away) -> Markup:
    """Return a Prose text as HTML; what it refers to is a link as seen from `here`, or the link's words alone."""
    drawn = []
    for block in blocks(text):
        children: list[Token] = []
        for child in block.children or []:
            if child.type == "link_open":
                code = str(child.attrs["href"])
                child = child.copy(attrs={"href": link(library.address(code), here)})
            elif child.type == "link_close" and children[-1].type == "link_open":
                words = Token("text", "", 0)
                words.content = f"{line_text(library.item(code).title)} ({code})"
                children[-1].attrs["class"] = "item"
                children.append(words)
            children.append(child)
        if isinstance(here, Away) and not here.site_url:
            children = [child for child in children if child.type not in ("link_open", "link_close")]
        drawn.append(block if block.children is None else block.copy(children=children))
    return Markup(PARSER.renderer.render(drawn, PARSER.options, {}).strip())


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    """Turn either kind of text into HTML wherever a template prints it."""
    if isinstance(value, Prose):
        return prose_html(value, context["library"], context["here"])
    if isinstance(value, Line):
        return line_html(value)
    return value


@pass_context
def _href(context: Context, target: str) -> str:
    """Return a link from here to a record, by its code or id, or to an address of the site."""
    return link(context["library"].place(target), context["here"])


@pass_context
def _label(context: Context, source: str) -> Line:
    """Return where a part comes from, in words."""
    return context["library"].sources[source].label


@cache
def environment() -> Environment:
    """Return the one Jinja environment: everything is escaped, an undefined name is an error."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    env.filters |= {"heading": heading, "beginning": beginnings.beginning}
    env.tests["in_kind"] = lambda code, name: kind_of(code).name == name
    env.globals |= {
        "href": _href,
        "label": _label,
        "SITE": SITE,
        "too_long": beginnings.too_long,
        "listed": beginnings.address,
        "bearing_on": beginnings.bearing_on,
        "KINDS": KINDS,
        "Place": Place,
        "FACETS": FACETS,
        "RUBRIC_LEVELS": RUBRIC_LEVELS,
        "ADAPTATIONS": ADAPTATIONS,
        "clocked": clocked,
        "kilobytes": kilobytes,
        "minutes": minutes,
    }
    return env


def render(template: str, library: Library, here: str | Away, **values: Any) -> str:
    """Return a filled template, for the page whose address relative to the site is `here`, or for what is `Away`."""
    text = environment().get_template(template).render(library=library, here=here, **values)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
