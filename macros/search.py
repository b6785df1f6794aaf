"""What search knows: an entry for whatever has an address, and the index the browser ranks them by.

The browser does the rest: macros/scripts/search.js.
"""

import json
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import snowballstemmer
from pydantic import BaseModel

from macros.choices import Choice
from macros.codes import kind_of
from macros.learning import learn
from macros.library import Library
from macros.models import (
    HOMES,
    Body,
    Clause,
    Competence,
    CrisisLine,
    Link,
    Model,
    Organisation,
    Record,
    Source,
    Standard,
    Teaching,
    Term,
    Work,
)
from macros.prose import ProsePage
from macros.render import line_text
from macros.text import MARKED, Line, Prose, tokens

SHOWN = ("title", "summary", "aliases")  # what an entry holds elsewhere
COMPARISON = "two-answers/"
RARE = 2  # few: a word of the texts speaks for each entry that has it where no more entries have it
NEXT = 0.85  # how well the second answer to a question fits it, beside the first; the third, beside the second …
LETTERS = string.ascii_uppercase + string.ascii_lowercase
SENTENCE_END = re.compile(r"(?<=[.?!])\s")
WORD = re.compile(r"[^\W_]+")
CONTRACTION = re.compile(r"(?<=\w)['’]\w*")  # and the possessive
MOST = 500  # with more entries the index comes in parts, and the A to Z letter by letter (see macros/search_parts.py)
ARTICLE = re.compile(r"^(?:an?|the) ")

stem = cache(snowballstemmer.stemmer("porter").stemWord)


@dataclass(frozen=True)
class Entry:
    """Something that can be found: what a reader is shown of it, and the texts it is found by.

    `code` is empty where there is none. `address` is relative to the site.
    """

    kind: str
    code: str
    title: str
    address: str
    summary: str
    aliases: Sequence[str]
    texts: Sequence[str]

    @property
    def sort_key(self) -> str:
        """The title as an alphabetical list counts it: without case, quotation marks and a leading article."""
        return ARTICLE.sub("", " ".join(words(self.title)))

    @property
    def letter(self) -> str:
        """The letter of the alphabet it stands under, or "Other"."""
        first = self.sort_key[:1].upper()
        return first if "A" <= first <= "Z" else "Other"


# ── What can be found ──────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=2)
def entries(library: Library) -> tuple[Entry, ...]:
    """Return every item, source, place to turn to, code of ethics, study, term, page, and section of a page.

    A clause is found by its code of ethics, a point of a standard by the standard.
    """
    return (
        *(_item(record, library) for record in library.items.values()),
        *(_named(one, library) for one in library.named.values() if not isinstance(one, Clause | Competence)),
        *(entry for page in library.pages for entry in _page(page, library)),
    )


@lru_cache(maxsize=2)
def _titles(library: Library) -> dict[str, str]:
    """Return what is called how, by its address: entries, clauses, points of a standard."""
    parts = {library.address(one.id): library.clause_name(one) for one in library.clauses}
    parts |= {library.address(one.id): f"{library.standard(one).short} {one.number}" for one in library.competences}
    return parts | {entry.address: f"{entry.code} {entry.title}".strip() for entry in entries(library)}


def called(address: str, library: Library) -> str:
    """Return in plain text what stands at an address of the site, or else the page it is on, is called."""
    titles = _titles(library)
    found = titles.get(address) or titles.get(address.partition("#")[0])
    return line_text(Line(found)) if found else f"/{address}"


def a_to_z(library: Library) -> dict[str, list[Entry]]:
    """Return all entries in alphabetical order, by the letter each stands under; "Other" comes last."""
    letters: dict[str, list[Entry]] = {}
    for entry in sorted(entries(library), key=lambda entry: (entry.letter == "Other", entry.sort_key, entry.address)):
        letters.setdefault(entry.letter, []).append(entry)
    return letters


def _item(record: Record, library: Library) -> Entry:
    """Return the entry of a case, a risk, a question …"""
    kind = kind_of(record.code).singular.capitalize()
    parts = [getattr(record, name) for name in type(record).model_fields if name not in SHOWN]
    address, summary = library.address(record.code), line_text(record.summary)
    return Entry(kind, record.code, line_text(record.title), address, summary, record.aliases, list(_texts(parts)))


def _named(one: Model, library: Library) -> Entry:
    """Return the entry of a record that has no code."""
    match one:
        case Source():
            title, summary, aliases = one.title, one.used_for, []
            texts = [one.author, one.published, one.name, *_texts(one.about)]
        case Organisation():
            title, summary, aliases = one.name, one.summary, one.aliases
            texts = [one.country, *_texts(one.does)]
        case CrisisLine():
            title, summary, aliases = Line(f"{one.country}: {one.line}"), one.hours or Line(""), []
            texts = []
        case Body():
            title, summary, aliases = one.name, one.summary, one.aliases
            parts = [[clause.clause, clause.in_short, clause.says] for clause in one.clauses]
            texts = list(_texts([one.short, one.country, one.profession, one.document, one.edition, *parts]))
        case Work():
            title, summary, aliases = one.title, one.summary, one.aliases
            left_out = (*SHOWN, "level", "level_note")
            texts = list(_texts([getattr(one, name) for name in type(one).model_fields if name not in left_out]))
        case Teaching():
            title, summary, aliases = library.title(one), one.summary, one.aliases
            texts = list(_texts([step.title for step in one.plan_90]))
        case Standard():
            title, summary, aliases = one.name, one.summary, one.aliases
            texts = list(_texts([one.short, one.points]))
        case Term():
            title, summary, aliases = one.title, one.means, one.aliases
            texts = list(_texts([one.forms, one.more, one.example]))
    address = library.address(one.id)
    return Entry(HOMES[type(one)].called, "", line_text(title), address, line_text(summary), aliases, texts)


def _page(page: ProsePage, library: Library) -> Iterator[Entry]:
    """Yield the entry of a prose page, then of each of its sections."""
    title, summary, above = line_text(page.head.title), line_text(page.head.description), page.sections[0]
    drawn = [row.point for row in library.comparison] if page.address == COMPARISON else []
    texts = [above.text, *above.headings, *(section.title for section in page.sections), *drawn]
    if page.head.found_whole:
        texts += [section.text for section in page.sections[1:]]
    yield Entry("Page", "", title, page.address, summary, page.head.aliases, texts)
    for section in [] if page.head.found_whole else page.sections[1:]:
        first = SENTENCE_END.split(section.text, maxsplit=1)[0]
        texts = [section.text, *section.headings]
        yield Entry(title, "", section.title, f"{page.address}#{section.id}", first, [], texts)


def _texts(value: Any) -> Iterator[str]:
    """Yield the words of every text in a part of a record, what is said of its links apart."""
    if isinstance(value, BaseModel) and not isinstance(value, Link):
        yield from _texts([getattr(value, name) for name in type(value).model_fields])
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Choice):
        yield value.label
    elif isinstance(value, Prose):
        marked = MARKED.search(value)
        yield " ".join(token.content for _, token in tokens(value) if token.type == "text") if marked else value
    elif isinstance(value, Line):
        yield line_text(value)


def in_parts(library: Library) -> bool:
    """Return whether there is so much to find that the index comes in parts, and the A to Z letter by letter."""
    return len(entries(library)) > MOST


# ── The index ──────────────────────────────────────────────────────────────────────────────────────────


def words(text: str) -> list[str]:
    """Return the words of a text as search compares them, in order."""
    return WORD.findall(CONTRACTION.sub("", text.lower()))


@lru_cache(maxsize=2)
def index(library: Library) -> str:
    """Return the script that holds what the browser needs beyond the A to Z it finds on the page.

    `documents` are addresses and summaries; `words` what each word counts for which of them (see `weights`).
    """
    found = entries(library)
    held = {
        "documents": [[entry.address, entry.summary] for entry in found],
        "words": weights(found, library),
        **small_words(library),
    }
    return f"var searchIndex = {as_script(held)};\n"


def small_words(library: Library) -> dict[str, Any]:
    """Return what an index says of words that stand for nothing, or for each other."""
    return {
        "stopWords": " ".join(library.search.stop_words),
        "synonyms": [" ".join(group.words) for group in library.search.synonyms],
    }


def as_script(value: Any) -> str:
    """Return a value as JavaScript writes it, in few characters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def weights(found: Sequence[Entry], library: Library) -> str:
    """Return the words that entries are found by, a line each: the word, then which entries it speaks for.

    What it counts for them is learned (see `lessons`); at least 1 for an entry whose texts hold a word that few do.
    Left out are stop words, and words that a single question holds and no text. One word, the shortest, stands for
    all of its stem: the browser's stemmer differs from ours in a word here and there. How the entries are written,
    see `spelt`.
    """
    examples = [(stems(text, library), fits) for text, fits in lessons(found, library)]
    learned = learn([(held.keys(), fits) for held, fits in examples], len(found))
    texts = [stems(" ".join(entry.texts), library) for entry in found]
    in_texts = Counter(root for held in texts for root in held)
    in_all = Counter(root for held, _ in examples for root in held)
    for place, held in enumerate(texts):
        for root in held:
            if in_texts[root] <= RARE:
                learned[root].setdefault(place, 1)
    forms: dict[str, str] = {}
    for held, _ in examples:
        for root, word in held.items():
            forms[root] = shorter(word, forms.get(root, word))
    named: set[str] = set()
    if in_parts(library):  # where the browser doesn't see all titles at once
        for place, entry in enumerate(found):
            for root, word in stems(" ".join([entry.code, entry.title, *entry.aliases]), library).items():
                learned.setdefault(root, {}).setdefault(place, 1)
                forms[root] = shorter(word, forms.get(root, word))
                named.add(root)
    sent = (
        root for root, places in learned.items() if places and (in_texts[root] or in_all[root] > 1 or root in named)
    )
    return "\n".join(sorted(f"{forms[root]} {spelt(learned[root])}" for root in sent))


def lessons(found: Sequence[Entry], library: Library) -> Iterator[tuple[str, dict[int, float]]]:
    """Yield what there is to learn from: a text, and how well each entry, by its place among all, answers it.

    An entry answers its title, each of its aliases, all of its texts together, and its questions of data/asked.yml.
    """
    places = {entry.code or f"/{entry.address}": place for place, entry in enumerate(found)}
    for place, entry in enumerate(found):
        for text in (entry.title, *entry.aliases, " ".join([entry.title, entry.summary, *entry.texts])):
            yield text, {place: 1}
    for question in library.asked:
        yield question.asks, {places[answer]: NEXT**rank for rank, answer in enumerate(question.of)}


def stems(text: str, library: Library) -> dict[str, str]:
    """Return the stem of each word of a text, stop words apart, with the shortest word that has it."""
    found: dict[str, str] = {}
    for word in set(words(text)).difference(library.search.stop_words):
        found[stem(word)] = shorter(word, found.get(stem(word), word))
    return found


def shorter(one: str, other: str) -> str:
    """Return the shorter of two words; of two as long, the first in the alphabet."""
    return one if (len(one), one) < (len(other), other) else other


def spelt(weights: Mapping[int, int]) -> str:
    """Return the weight of a word for each entry, in letters and figures.

    A letter says how far an entry lies behind the one before: "A" is next to it, "z" is 52 behind; each full stop
    before it adds 52. The weight follows where it isn't 1: "Bc3" are the second entry and, at three, the 31st.
    """
    text, before = "", -1
    for place, weight in sorted(weights.items()):
        full, rest = divmod(place - before - 1, len(LETTERS))
        text += "." * full + LETTERS[rest] + (str(weight) if weight > 1 else "")
        before = place
    return text
