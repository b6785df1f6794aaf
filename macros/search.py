"""What search knows: an entry for whatever has an address, and the index the browser ranks them by.

The browser does the rest: macros/scripts/search.js.
"""

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import snowballstemmer
from pydantic import BaseModel

from macros.choices import Choice
from macros.codes import SOURCE, SUPPORT, kind_of
from macros.library import Library
from macros.models import CrisisLine, Link, Organisation, Record, Source
from macros.prose import ProsePage
from macros.render import line_text
from macros.text import Line, Prose, tokens

SHOWN = ("title", "summary", "aliases")  # what an entry holds elsewhere
COMPARISON = "two-answers/"
RARE = 3  # a word of the texts is sent where no more entries' texts hold it
LONE = 5  # a word of one question is sent where no more entries' questions hold it
OFTEN, MOST = 5, 4  # a word that stands in so many of an entry's questions counts once more, and so often at most
SENTENCE_END = re.compile(r"(?<=[.?!])\s")
WORD = re.compile(r"[^\W_]+")
CONTRACTION = re.compile(r"(?<=\w)['’]\w*")  # and the possessive
ARTICLE = re.compile(r"^(?:an?|the) ")

stem = cache(snowballstemmer.stemmer("porter").stemWord)


@dataclass(frozen=True)
class Entry:
    """Something that can be found: what a reader is shown of it, the texts it is found by, the questions it answers.

    `code` is empty where there is none. `address` is relative to the site.
    """

    kind: str
    code: str
    title: str
    address: str
    summary: str
    aliases: Sequence[str]
    texts: Sequence[str]
    asked: Sequence[str] = ()

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


def entries(library: Library) -> list[Entry]:
    """Return every item, source, place to turn to, page, and section of a page."""
    found = [
        *(_item(record, library) for record in library.items.values()),
        *(_source(source) for source in library.sources.values()),
        *(_organisation(one) for one in library.organisations),
        *(_crisis_line(line) for line in library.crisis_lines),
        *(entry for page in library.pages for entry in _page(page, library)),
    ]
    asked: dict[str, list[str]] = {}
    for question in library.asked:
        for target in question.of:
            asked.setdefault(target, []).append(question.asks)
    return [replace(one, asked=asked.get(one.code or f"/{one.address}", [])) for one in found]


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


def _source(one: Source) -> Entry:
    """Return the entry of a source."""
    texts = [one.author, one.published, one.name, *_texts(one.about)]
    return Entry("Source", "", line_text(one.title), SOURCE.format(id=one.id), line_text(one.used_for), [], texts)


def _organisation(one: Organisation) -> Entry:
    """Return the entry of an organisation to turn to."""
    name, summary = line_text(one.name), line_text(one.summary)
    return Entry(
        "Where to turn", "", name, SUPPORT.format(id=one.id), summary, one.aliases, [one.country, *_texts(one.does)]
    )


def _crisis_line(one: CrisisLine) -> Entry:
    """Return the entry of a line for a crisis."""
    title = f"{line_text(one.country)}: {line_text(one.line)}"
    return Entry(
        "Crisis line", "", title, SUPPORT.format(id=one.id), line_text(one.hours) if one.hours else "", [], []
    )


def _page(page: ProsePage, library: Library) -> Iterator[Entry]:
    """Yield the entry of a prose page, then of each of its sections."""
    title, summary, above = line_text(page.head.title), line_text(page.head.description), page.sections[0]
    drawn = [row.point for row in library.comparison] if page.address == COMPARISON else []
    texts = [above.text, *above.headings, *(section.title for section in page.sections), *drawn]
    yield Entry("Page", "", title, page.address, summary, page.head.aliases, texts)
    for section in page.sections[1:]:
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
        yield " ".join(token.content for _, token in tokens(value) if token.type == "text")
    elif isinstance(value, Line):
        yield line_text(value)


# ── The index ──────────────────────────────────────────────────────────────────────────────────────────


def words(text: str) -> list[str]:
    """Return the words of a text as search compares them, in order."""
    return WORD.findall(CONTRACTION.sub("", text.lower()))


@lru_cache(maxsize=2)
def index(library: Library) -> str:
    """Return the script that holds what the browser needs beyond the A to Z it finds on the page.

    `documents` are addresses and summaries; `words` the words that stand only in the texts (see `postings`).
    """
    found = entries(library)
    held = {
        "documents": [[entry.address, entry.summary] for entry in found],
        "words": postings(found, frozenset(library.search.stop_words)),
        "stopWords": " ".join(library.search.stop_words),
        "synonyms": [" ".join(group.words) for group in library.search.synonyms],
    }
    return f"var searchIndex = {json.dumps(held, ensure_ascii=False, separators=(',', ':'))};\n"


def postings(found: list[Entry], stop_words: frozenset[str]) -> str:
    """Return the words of the entries' texts and questions, a line each: the word, then the entries that hold it.

    Each entry is given by how many it lies after the one before; one that is said again has its word in several
    of the questions it answers. One word, the shortest, stands for all of its stem: the browser's stemmer differs
    from ours in a word here and there. Left out are stop words; words that the entry's title, summary or aliases
    hold, unless often asked for; and words that many entries hold, unless several of its questions ask for them.
    """
    forms: dict[str, str] = {}
    places: dict[str, list[int]] = {}
    texts = [stems(entry.texts, stop_words) for entry in found]
    asked = [Counter(root for question in entry.asked for root in stems([question], stop_words)) for entry in found]
    in_texts, in_questions = (Counter(root for held in all_held for root in held) for all_held in (texts, asked))
    for number, entry in enumerate(found):
        shown = stems([entry.title, entry.summary, *entry.aliases], stop_words)
        for root, word in {**texts[number], **stems(entry.asked, stop_words)}.items():
            times = asked[number][root]
            telling = times > 1 or (in_questions[root] <= LONE if times else in_texts[root] <= RARE)
            if telling:
                again = (root not in shown) + min(MOST, times // OFTEN)
                places.setdefault(root, []).extend([number] * again)
            forms[root] = shorter(word, forms.get(root, word))
    lines = (f"{forms[root]} {' '.join(steps(numbers))}" for root, numbers in places.items() if numbers)
    return "\n".join(sorted(lines))


def stems(texts: Sequence[str], stop_words: frozenset[str]) -> dict[str, str]:
    """Return the stem of each word of some texts, stop words apart, with the shortest word that has it."""
    found: dict[str, str] = {}
    for word in {word for text in texts for word in words(text)} - stop_words:
        found[stem(word)] = shorter(word, found.get(stem(word), word))
    return found


def shorter(one: str, other: str) -> str:
    """Return the shorter of two words; of two as long, the first in the alphabet."""
    return min(one, other, key=lambda word: (len(word), word))


def steps(numbers: list[int]) -> list[str]:
    """Return rising numbers as the distance of each from the one before."""
    return [str(number - before) for before, number in itertools.pairwise([0, *numbers])]
