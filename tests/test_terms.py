"""The first mention of a term on a page links to the glossary by itself, and nothing else is touched."""

import re
from collections import Counter

import pytest
from markdown import Markdown

from macros import term_links
from macros.library import library
from tests.conftest import page, pages
from tests.facts import TERMS

SHELF = library()
LEFT_ALONE = {
    "a", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "q", "cite", "code", "pre", "label", "button", "summary",
    "legend", "th", "dt", "nav", "svg", "script", "style", "noscript", "textarea", "option",
}  # fmt: skip
SMALL_PRINT = {"aliases", "cite", "checked", "from", "kicker", "asks", "pause-question", "reference"}


def linked(html: str, here: str = "cases/") -> str:
    """Return some HTML with its terms linked, each link shortened to [words](term)."""
    done = term_links.linked(html, here, SHELF)
    return re.sub(r'<a class="term" href="[./]*glossary/#([\w-]+)">(.*?)</a>', r"[\2](\1)", done, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("html", "wanted"),
    {
        "<p>A boundary. A boundary.</p><p>Boundary</p>": "<p>A [boundary](boundary). A boundary.</p><p>Boundary</p>",
        "<p>Boundaries first, a boundary then.</p>": "<p>[Boundaries](boundary) first, a boundary then.</p>",
        # the longest form that stands there, whichever way it is broken
        "<p>A boundary\n crossing.</p>": "<p>A [boundary\n crossing](boundary-crossing).</p>",
        "<p>In a <em>dual role</em> now.</p>": "<p>In a <em>[dual role](dual-or-multiple-relationship)</em> now.</p>",
        # whole words only
        "<p>boundaryless, pre-supervision, supervisions</p>": "<p>boundaryless, pre-supervision, supervisions</p>",
        # headings, links, quotations, labels and buttons are left alone, and don't count as the first mention
        "<h2>Supervision</h2><p>supervision</p>": "<h2>Supervision</h2><p>[supervision](supervision)</p>",
        '<p><a href="/">In <b>supervision</b></a>, supervision.</p>': (
            '<p><a href="/">In <b>supervision</b></a>, [supervision](supervision).</p>'
        ),
        "<blockquote><p>Supervision</p></blockquote><p>supervision</p>": (
            "<blockquote><p>Supervision</p></blockquote><p>[supervision](supervision)</p>"
        ),
        "<p><q>No supervision</q> and <cite>Supervision</cite></p>": (
            "<p><q>No supervision</q> and <cite>Supervision</cite></p>"
        ),
        "<p>‘It’s <em>my</em> supervision’, in supervision.</p>": (
            "<p>‘It’s <em>my</em> supervision’, in [supervision](supervision).</p>"
        ),
        "<p>&lsquo;My supervision&rsquo; and &ldquo;supervision&rdquo;</p>": (
            "<p>&lsquo;My supervision&rsquo; and &ldquo;supervision&rdquo;</p>"
        ),
        # … and a quotation that is never closed ends with its paragraph
        "<p>‘Begun</p><p>supervision</p>": "<p>‘Begun</p><p>[supervision](supervision)</p>",
        "<label>Supervision</label><summary>Supervision</summary>": (
            "<label>Supervision</label><summary>Supervision</summary>"
        ),
        '<p class="aliases">supervision</p><p title="supervision">no</p>': (
            '<p class="aliases">supervision</p><p title="supervision">no</p>'
        ),
        "<p>‘One<br>supervision’ and &quot;supervision&quot;</p>": (
            "<p>‘One<br>supervision’ and &quot;supervision&quot;</p>"
        ),
        "<p>an imbalance  of\npower</p>": "<p>an [imbalance  of\npower](power-differential)</p>",
        # nothing else changes, odd as it may be
        "<!-- supervision --><p>a &lt; b &amp; c<br>x<hr/>5 < 6</P >": (
            "<!-- supervision --><p>a &lt; b &amp; c<br>x<hr/>5 < 6</P >"
        ),
    }.items(),
)
def test_the_first_mention_becomes_a_link(html: str, wanted: str) -> None:
    assert linked(html) == wanted


@pytest.mark.parametrize("element", sorted(LEFT_ALONE))
def test_nothing_within_this_element_is_linked(element: str) -> None:
    html = f"<div><{element}>a supervision</{element}></div>"
    assert linked(html) == html
    assert "[supervision]" in linked(f"{html}<p>supervision</p>")


@pytest.mark.parametrize("kind", sorted(SMALL_PRINT))
def test_small_print_is_left_alone(kind: str) -> None:
    html = f'<p class="x {kind}">a <b>supervision</b></p>'
    assert linked(html) == html


def test_a_link_leads_from_wherever_the_page_stands() -> None:
    for here, href in (("", "glossary/"), ("cases/", "../glossary/"), ("cases/x/", "../../glossary/")):
        assert f'<a class="term" href="{href}#boundary">' in term_links.linked("<p>a boundary</p>", here, SHELF)


def test_the_glossary_does_not_link_to_itself() -> None:
    assert linked("<p>A boundary.</p>", "glossary/") == "<p>A boundary.</p>"
    assert not page("glossary/").select("a.term")


def test_text_that_is_on_no_page_is_left_alone() -> None:
    assert Markdown(extensions=["macros.term_links"]).convert("A boundary.") == "<p>A boundary.</p>"


@pytest.mark.parametrize("address", pages())
def test_page_links_each_term_once_and_only_where_it_may(address: str) -> None:
    links = page(address).select("a.term")
    assert max(Counter(link["href"] for link in links).values(), default=1) == 1
    for link in links:
        assert link["href"].partition("#")[2] in TERMS
        assert set(link.attrs) == {"class", "href"}  # nothing that shows on hovering alone
        names = [parent.name for parent in link.parents]
        assert "article" in names
        assert not {"a", "h1", "h2", "h3", "h4", "blockquote", "q", "cite", "label", "summary", "button"} & {*names}


def test_most_terms_are_linked_from_some_page() -> None:
    linked_terms = {link["href"].partition("#")[2] for address in pages() for link in page(address).select("a.term")}
    assert len(linked_terms) >= 15
    assert {"boundary", "supervision", "countertransference", "dual-or-multiple-relationship"} <= linked_terms


def test_what_a_macro_draws_and_what_stands_in_a_page_are_linked_alike() -> None:
    drawn = page("cases/warm-ongoing/").find("article").select(".passage a.term")
    written = page("for-clinicians/").find("article").select("p a.term")
    assert drawn and written
