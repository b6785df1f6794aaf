"""The words can be read without effort: the Flesch-Kincaid grade of every page's prose."""

import re

import pytest
import textstat
from bs4 import BeautifulSoup

from tests.conftest import page, pages

PUBLIC, ITEM = 9, 10  # the highest grade of a page for everybody; of one case, risk or question
PLAIN = dict.fromkeys(("for-former-clients/", "for-friends-and-partners/"), 8)

BLOCKS = ["p", "li", "td", "dd", "label", "figcaption"]
LEFT_OUT = (
    "nav, h1, h2, h3, h4, h5, h6, th, dt, summary, button, script, style",
    ".from, .kicker, .code, .named, p > b:first-child:not(.number)",  # labels of passages, items, paragraphs
    ".links .item, .ends .item, .where, .in-view",  # titles of links
    ".aliases, .cite, .checked, .reference, .bears-on, .words, p:has(> cite), blockquote",  # lists, provenance
)


def prose(soup: BeautifulSoup) -> str:
    """Return the sentences of a page's article: its paragraphs, list items, answers to tick, cells and captions.

    What nobody reads as a sentence is left out, for a grade counts words up to a full stop, and a label, a title
    or a code would make the next sentence longer than it is:

    - navigation, headings, the heads of tables and of collapsibles, buttons
    - labels ("From the essay", "Content note:"), codes, titles of links in lists
    - what an item is also asked as, and lines that cite or say where a fact was read
    - in what remains, anything after the last full stop: a cell with a few words, "More on the essay"

    Notices that stand on every page are prose and count.
    """
    article = BeautifulSoup(str(soup.find("article")), "lxml")
    for one in article.select(", ".join(LEFT_OUT)):
        one.decompose()
    found = []
    for block in reversed(article.find_all(BLOCKS)):  # the innermost first, so that each keeps only its own words
        text = " ".join(block.extract().get_text().split())
        text = re.sub(r"[‘’]", "'", text)
        text = re.sub(r"(?<=\w)\.(?=\w)", "", text)  # the point in 4.0 or example.org ends no sentence
        text = re.sub(r":$", ".", text)
        found.append("".join(re.findall(r"^.*[.?!…]['”)\]]*", text)))
    return " ".join(filter(None, reversed(found)))


def reading_level(text: str) -> float:
    """Return the school grade of a text, by Flesch and Kincaid's formula."""
    return textstat.flesch_kincaid_grade(text)


def limit(address: str) -> int:
    return PLAIN.get(address) or (ITEM if re.match(r"(cases|risks|questions)/.", address) else PUBLIC)


@pytest.mark.parametrize("address", pages(), ids=lambda address: address or "home")
def test_reading_level(address: str) -> None:
    text = prose(page(address))
    assert len(text.split()) > 20, "hardly any prose was found to measure"
    longest = max(re.split(r"(?<=[.?!…]) ", text), key=len)
    assert reading_level(text) <= limit(address), f"the longest sentence: {longest}"


# ── The measure itself ─────────────────────────────────────────────────────────


def made(text: str) -> BeautifulSoup:
    return BeautifulSoup(f"<nav><p>Home.</p></nav><article>{text}</article><footer><p>End.</p></footer>", "lxml")


def test_a_hard_text_scores_high_and_a_plain_one_low() -> None:
    hard = """<p>Notwithstanding the aforementioned considerations, practitioners contemplating continued
    communication subsequent to termination are encouraged to undertake comprehensive evaluation of
    potentially deleterious consequences, institutional responsibilities and applicable regulations.</p>"""
    plain = "<p>She came in late. The room was warm, and he had made tea. They sat down and said nothing.</p>"
    easy, mixed, difficult = (reading_level(prose(made(text))) for text in (plain, plain + hard, hard))
    assert easy < 6 and difficult > 12
    assert easy < mixed < difficult


def test_prose_keeps_sentences_and_leaves_the_rest_out() -> None:
    text = """
    <nav><ol><li>A crumb.</li></ol></nav><h1><span class="code">Q7</span> Is this a title?</h1>
    <p class="from">From the essay</p><p class="content-note"><b>Content note:</b> Describes a letter.</p>
    <p>It isn’t <em>far</em>.</p><p>Some things to do:</p>
    <ul><li>Write it down.</li><li>Short label</li><li>Ask<p>One more.</p></li></ul>
    <ul class="links"><li><a class="item">A2 A keepsake.</a> <span class="named">named in the essay</span><br>
    <span class="why">Why it is there.</span></li></ul>
    <table><tr><th>A head.</th><td>A cell may say so.</td><td>988: by text</td></tr></table>
    <li><input type="checkbox"><label><span class="code">Q1</span> Has it come up?</label>
    <details><summary>Why.</summary><p>Inside. <a>More on it</a></p></details></li>
    <p>‘Who?’ he asked, and read version 4.0.</p><p>‘Not yet.’</p><p class="aliases"><b>Also:</b> may I?</p>
    <p>From it: <cite>A Title.</cite></p><blockquote><p>A reference.</p></blockquote><p class="cite">Cite me.</p>
    """
    assert prose(made(text)) == (
        "Describes a letter. It isn't far. Some things to do. Write it down. One more. Why it is there. "
        "A cell may say so. Has it come up? Inside. 'Who?' he asked, and read version 40. 'Not yet.'"
    )
