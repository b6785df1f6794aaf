"""The site's one stylesheet: of the theme's rules those its pages use, in a cascade layer, and ours above them."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import material
import rcssmin
import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

from macros.library import ROOT

STYLES = Path(__file__).parent / "styles"
ORDER = (
    "colours",
    "frame",
    "text",
    "passages",
    "tables",
    "figures",
    "cases",
    "teaching",
    "checklist",
    "reference",
    "search",
    "paper",
)
THEME = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
# Where the markup of our pages stands.
MARKUP = (("overrides", "*.html"), ("macros/templates", "*.j2"), ("docs", "*.md"))
# What Python-Markdown and its extensions write besides.
MARKDOWN = frozenset({
    "html", "body", "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table", "thead", "tbody", "tr", "th",
    "td", "code", "pre", "em", "strong", "a", "hr", "sup", "h1", "h2", "h3", "h4",
    ".headerlink", ".toclink", ".footnote", ".footnote-ref", ".footnote-backref",
})  # fmt: skip
NAMES = re.compile(r'<([a-z][a-z0-9]*)|\b(class|id)="([^"]*)"|\b([a-z][a-z-]*)\b|\{[^{}\n]*?\.([a-z][\w-]*)')
# A custom property with its value, which may be a picture with semicolons in it.
DECLARED = re.compile(r"(--[\w-]+):(?:url\([^)]*\)|[^;{}])*(?:;|(?=\}))")


def names(text: str) -> Iterator[str]:
    """Yield what a selector may call the elements of some markup: `td`, `.card`, `#main`, `[hidden]`."""
    for element, kind, value, attribute, listed in NAMES.findall(text):
        if element:
            yield element
        for word in value.split():
            yield ("." if kind == "class" else "#") + word
        if attribute:
            yield f"[{attribute}]"
        if listed:
            yield f".{listed}"


def used(root: Path) -> frozenset[str]:
    """Return the names in the markup of a project."""
    texts = (path.read_text(encoding="utf-8") for folder, kind in MARKUP for path in (root / folder).rglob(kind))
    return MARKDOWN.union(*map(names, texts))


def matches(selector: list[Node], markup: frozenset[str]) -> bool:
    """Return whether a selector (its tokens) can match an element of the markup.

    What stands in `:not()`, `:is()` and the like is not looked into: a rule too many does no harm.
    """
    before = ""
    for token in selector:
        name = None
        if token.type == "ident" and before != ":":
            name = token.lower_value if before != "." else f".{token.value}"
        elif token.type == "hash":
            name = f"#{token.value}"
        elif token.type == "[] block":
            inner = [part for part in token.content if part.type != "whitespace"]
            if [part.value for part in inner if part.type in ("ident", "string")] == ["dir", "rtl"]:
                return False
            name = f"[{inner[0].lower_value}]"
        if name is not None and name not in markup:
            return False
        before = token.value if token.type == "literal" else ""
    return True


def pruned(rules: list[Node], markup: frozenset[str]) -> Iterator[Node]:
    """Yield the rules that can match some markup; of a list of selectors those that can."""
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            kept = [one for one in selectors(rule.prelude) if matches(one, markup)]
            if kept:
                rule.prelude = join(kept)
                yield rule
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports"):
            rule.content = list(pruned(tinycss2.parse_rule_list(rule.content, True, True), markup))
            if rule.content:
                yield rule
        elif isinstance(rule, AtRule) and rule.lower_at_keyword not in ("charset", "keyframes"):
            yield rule  # nothing on our pages moves


def selectors(prelude: list[Node]) -> Iterator[list[Node]]:
    """Yield the selectors of a comma-separated list, each as its tokens."""
    one: list[Node] = []
    for token in prelude:
        if token == ",":
            yield one
            one = []
        else:
            one.append(token)
    yield one


def join(parts: list[list[Node]]) -> list[Node]:
    """Return selectors as one comma-separated list of tokens."""
    comma = tinycss2.parse_component_value_list(",")
    return [token for part in parts for token in (*comma, *part)][1:]


def without_unused_properties(css: str, ours: str) -> str:
    """Return a stylesheet without the custom properties that neither it nor `ours` asks for.

    Each may ask for another, so it is done again until nothing changes.
    """
    asked = set(re.findall(r"var\(\s*(--[\w-]+)", css + ours))
    kept = DECLARED.sub(lambda one: one[0] if one[1] in asked else "", css)
    return kept if kept == css else without_unused_properties(kept, ours)


@cache
def theme(markup: frozenset[str] | None, ours: str) -> str:
    """Return the theme's rules that can match some markup, or all of them for None."""
    css = next(THEME.glob("main.*.css")).read_text(encoding="utf-8")
    if markup is None:
        return css.partition(";")[2] if css.startswith("@charset") else css
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return without_unused_properties(tinycss2.serialize(list(pruned(rules, markup))), ours)


def stylesheet(root: Path = ROOT, prune: bool = True) -> str:
    """Return the stylesheet of a project, minified.

    The theme's rules lie in a layer, so that any rule of ours wins without a longer selector.
    """
    ours = "".join((STYLES / f"{name}.css").read_text(encoding="utf-8") for name in ORDER)
    return rcssmin.cssmin(f"@layer theme {{{theme(used(root) if prune else None, ours)}}}\n{ours}") + "\n"
