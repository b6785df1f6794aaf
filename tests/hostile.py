"""Hostile text, how a reader takes what becomes of it, and what a page keeps whatever it is filled with."""

import functools
import json
import re
from pathlib import Path

import yaml
from bs4 import BeautifulSoup, Tag
from markdown import Markdown
from mkdocs.config import load_config

from tests.conftest import ROOT

SCRIPT = "<script>alert(1)</script>"
REFUSED = [
    SCRIPT,
    "<img src=x onerror=alert(1)>",
    "a < b </p>",
    "a <!-- b -->",
    "<?php ?>",
    "<![CDATA[ x",
    "<a@example.org>",
    "a \u202e b",
    "a \u2067 b",
    "\x02wzxhzdk:0\x03",
    "\u200f",
    "a \u061c b",
    "a\u200bb",
    "a\u2028b",
    "a\u0085b",
    "a\u00adb",
    "\u3164",
    "a \ufdd0",
    "a \U0001ffff",
    "a \ue000",
    "a \ud800",
    "\u200d\u200c",
    "\u0301a",
    "a \u0338>",
    "e" + 9 * "\u0301",
]
# What is written, and what of it a reader sees in a Prose text (None: it is refused there). A Line shows all of it.
TEXTS = {
    "[x](javascript:alert(1))": None,
    "![x](x.png)": None,
    "# x": None,
    "> x": None,
    "* * *": None,
    "    four spaces": None,
    "`x` ```": None,
    "1. x": "x",
    "*emphasis* _x_ __y__ snake_case_x": "emphasis x y snake_case_x",
    "\\ \\* C:\\new \\n \\(x\\)": "\\ * C:\\new \\n (x)",
} | {
    text: text
    for text in (
        "&lt;b&gt; &amp;lt; &#123;&#123; &#x202E;",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&quot; onload=alert(1)",
        "(c) (r) (tm) +- ,, ....",
        "{{ 7*7 }}",
        "{% raw %}",
        "{# gone #}",
        "'single' \"double\" it's “curly” ‘x’ «g»",
        "שלום עולם, English",
        "| a | b |",
        "$$ x $$",
        ":smile:",
        "[^1]",
        "[^1]: x",
        "*[HTML]: x",
        "[x]: /x",
        "[[Q14 [x][Q14]",
        "\" onload=\"alert(1)",
        "'' onload='alert(1)'",
        "%%x%% ~~x~~ ==x== ^^x^^ ++x++",
        "5 < 6 > 4 & 2 <3",
        "/// details",
        "!!! note",
        "??? note",
        ": x",
        "--8<-- x -- y --- z ... -->",
        "https://example.org www.example.org",
        "]]> %}",
        "{: .x onclick=alert(1) }",
        "a title { .class #id onclick=alert(1) }",
    )
}  # fmt: skip
IN_PROSE = {text: shown for text, shown in TEXTS.items() if shown is not None}


def read(text: str) -> str:
    """Return a text as a reader takes it: white space, quotes, dashes and the ellipsis are all alike."""
    text = re.sub("[“”]", '"', re.sub("[‘’]", "'", text)).replace("…", "...")
    return " ".join(re.sub("[-–—]+", "-", text).split())


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


@functools.cache
def markdown() -> Markdown:
    """Return Markdown as the site is set up to read it."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def values(soup: Tag, *names: str) -> set[str]:
    """Return the values that attributes of these names, or all attributes, have."""
    found = {
        (key, " ".join(value) if isinstance(value, list) else value)
        for tag in soup.find_all(True)
        for key, value in tag.attrs.items()
    }
    return {value for key, value in found if not names or key in names}


def assert_as_built(hostile: Tag, sound: Tag) -> None:
    """Assert that a page has the headings, scripts, addresses and kinds of element and attribute it always had."""
    for selector in ("h1, h2, h3, h4, h5, h6", "script", "input, button, form, summary"):
        assert [(tag.name, tag.get("id")) for tag in hostile.select(selector)] == [
            (tag.name, tag.get("id")) for tag in sound.select(selector)
        ]
    prose = {"p", "em", "strong", "ul", "ol", "li"}
    assert {tag.name for tag in hostile.find_all(True)} <= {tag.name for tag in sound.find_all(True)} | prose
    assert {key for tag in hostile.find_all(True) for key in tag.attrs} <= {
        key for tag in sound.find_all(True) for key in tag.attrs
    }
    addresses = ("href", "src", "action", "formaction", "srcset", "data", "id", "class", "style")
    assert values(hostile, *addresses) <= values(sound, *addresses)


def without_letters(soup: BeautifulSoup) -> BeautifulSoup:
    """Return a page without the letters of an alphabetical list: another title stands under another letter."""
    letters = "[id^=letter-], [href*='#letter-']"
    if not soup.select_one(letters):
        return soup
    copy = BeautifulSoup(str(soup), "lxml")
    for letter in copy.select(letters):
        letter.decompose()
    return copy


def fewer_questions(project: Path, most: int = 100) -> None:
    """Keep so many of the questions that search learns from: thousands as long as these would take a minute."""
    path = project / "data" / "asked.yml"
    record = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    path.write_text(json.dumps({"asked": record["asked"][:most]}), encoding="utf-8")
