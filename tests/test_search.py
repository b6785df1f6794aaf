"""What search finds: typed into the header of a real page, answered by the theme's own script and index."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.library import library
from tests.brief import ITEMS, QUESTIONS

SHELF = library()
CHECKLIST = "questions/"
# What the brief promises, written out; whatever joins the library later, where the library says.
HOMES = {code: SHELF.address(code) for code in SHELF.items} | {code: place for code, (place, _) in ITEMS.items()}
# In a reader's words; any one of the items is a good answer.
NATURAL = {
    "can I write to my old therapist?": ("A4", "C5"),
    "My therapist is retiring": ("C3",),
    "is it OK to be friends with a former therapist": ("C5", "C2"),
    "does my therapist like me": ("RT1", "RT2", "P5", "C2"),
    "a goodbye present": ("A2",),
    "afraid to tell my supervisor": ("RT7", "Q7"),
    "too attached to my therapist": ("C4", "RP2", "Q1", "P1"),
    "how to say no to a client": ("Q6", "C2"),
    "why can't I be friends with my client?": ("C2", "P1", "Q16"),
    "fear of abandonment": ("RP6",),
    "we sing in the same choir": ("C1",),
    "jealous of new therapist": ("RT2",),
    "is this fair to other clients": ("Q12",),
    "countertransference": ("P5", "Q16", "Q5"),
    "dual relationship": ("C4", "RP1"),
    "meeting with a third person": ("A5", "M1"),
}
SECTIONS = {
    "cases": "cases/",
    "risks": "risks/",
    "questions": "questions/",
    "safeguards": "safeguards/",
    "alternatives": "alternatives/",
    "two answers": "two-answers/",
    "where to turn": "help/",
    "make a complaint": "help/",
    "therapist harmed me": "help/",
    "report a therapist to a regulator": "help/",
    "crisis line": "help/",
    "suicide": "help/",
    "privacy": "about/",
    "how to cite": "about/",
}
# Set a query as typing would, and read what is shown for each of the first ten pages found without opening anything:
# its links, the best match first. The line that counts the results changes last before they are drawn.
ASK = """query => new Promise(done => {
  const field = document.querySelector(".md-search__input");
  const shown = page => [...page.querySelectorAll("a")]
    .filter(link => !link.closest("details"))
    .map(link => [link.href, Number(link.firstElementChild.dataset.mdScore)])
    .sort(([, one], [, other]) => other - one)
    .map(([href]) => href);
  new MutationObserver((_, count) => {
    count.disconnect();
    done([...document.querySelectorAll(".md-search-result__item")].map(shown));
  }).observe(document.querySelector(".md-search-result__meta"), { childList: true });
  field.value = query;
  field.dispatchEvent(new KeyboardEvent("keyup"));
})"""

Ask = Callable[[str], list[list[str]]]


def place(url: str, address: str) -> str:
    """Return where a result leads, relative to the site and without the words to highlight."""
    parts = urlsplit(url.removeprefix(address))
    return f"{parts.path}#{parts.fragment}" if parts.fragment else parts.path


def open_search(browser: Browser, address: str) -> Page:
    """Open the home page in a context of its own and wait until its search is ready."""
    page = browser.new_context().new_page()
    page.goto(address)
    page.keyboard.press("/")
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    return page


@pytest.fixture(scope="module")
def ask(browser: Browser, address: str) -> Iterator[Ask]:
    """Search for words; return of each page found, the best first, the places shown, the best first."""
    page = open_search(browser, address)
    answers: dict[str, list[list[str]]] = {}  # the theme does not answer the same query twice in a row

    def search(query: str) -> list[list[str]]:
        if query not in answers:
            answers[query] = [[place(url, address) for url in found] for found in page.evaluate(ASK, query)]
        return answers[query]

    yield search
    page.context.close()


def among_the_first_three(code: str, found: list[list[str]]) -> bool:
    """Return whether an item's own address is shown for one of the first three pages found."""
    return any(HOMES[code] in places for places in found[:3])


@pytest.mark.parametrize("code", HOMES)
def test_a_code_finds_its_own_item_first(ask: Ask, code: str) -> None:
    assert ask(code)[0][0] == HOMES[code]
    assert ask(code.lower())[0][0] == HOMES[code]


@pytest.mark.parametrize("code", HOMES)
def test_a_title_finds_its_item(ask: Ask, code: str) -> None:
    assert among_the_first_three(code, ask(str(SHELF.item(code).title)))


@pytest.mark.parametrize("code", HOMES)
def test_what_people_call_an_item_finds_it(ask: Ask, code: str) -> None:
    aliases = [str(alias) for alias in SHELF.item(code).aliases]
    assert any(among_the_first_three(code, ask(alias)) for alias in aliases), aliases


@pytest.mark.parametrize("query", NATURAL)
def test_a_question_in_a_readers_words_finds_an_item_about_it(ask: Ask, query: str) -> None:
    assert any(among_the_first_three(code, ask(query)) for code in NATURAL[query]), ask(query)[:3]


@pytest.mark.parametrize("query", SECTIONS)
def test_a_section_is_found_by_what_it_is_about(ask: Ask, query: str) -> None:
    assert SECTIONS[query] in [places[0].partition("#")[0] for places in ask(query)[:3]]


def test_small_words_alone_find_nothing_and_break_nothing(ask: Ask) -> None:
    assert ask("what is it to me?") == []
    assert ask("Q14")


@pytest.mark.parametrize("code", QUESTIONS)
def test_the_checklist_does_not_crowd_out_a_questions_own_page(ask: Ask, code: str) -> None:
    for query in (code, str(SHELF.item(code).title), str(SHELF.item(code).asks)):
        pages = [places[0].partition("#")[0] for places in ask(query)]
        assert HOMES[code] in pages, query
        assert CHECKLIST not in pages[: pages.index(HOMES[code])], query


@pytest.mark.parametrize(
    "typed, lands", [("Q14", "questions/q14/"), ("s1", "safeguards/#s1"), ("A2", "alternatives/#a2")]
)
def test_typing_a_code_and_pressing_enter_lands_on_the_item(
    browser: Browser, address: str, typed: str, lands: str
) -> None:
    page = open_search(browser, address)
    page.keyboard.type(typed)
    # Results come while one types: those for "Q1" are not yet those for "Q14".
    item = page.locator(f".md-search-result__item:first-child a[href*='{lands.partition('#')[2] or lands}']")
    expect(item.first).to_be_attached()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: place(url, address) == lands)
    expect(page.locator(f"[id={typed.lower()}]")).to_be_in_viewport()
    page.context.close()


def test_the_words_of_a_query_are_marked_on_the_page_it_leads_to(browser: Browser, address: str) -> None:
    page = open_search(browser, address)
    page.keyboard.type("my therapist is retiring")
    page.locator(".md-search-result__link", has_text="C3").first.click()
    marks = page.locator("article mark")
    expect(marks.first).to_be_attached()
    assert {text.lower()[:6] for text in marks.all_inner_texts()} <= {"therap", "retiri"}
    page.context.close()
