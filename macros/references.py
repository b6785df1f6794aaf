"""The small texts with a form of their own: codes, ids, web addresses, days."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from macros.codes import ANY_CODE, KINDS
from macros.problems import nearest, quoted
from macros.text import UNPRINTABLE, Known, Text, unresolved


def words_of(day: date) -> str:
    """Return a day as a reader says it: "21 November 2026"."""
    return f"{day.day} {day:%B} {day.year}"


class Code(Text):
    """A reference to an item by its code, such as "Q14"; the subclasses say which kinds may stand there."""

    __slots__ = ()
    kinds: tuple[str, ...] = tuple(KINDS)

    @classmethod
    def faults(cls, text: str, known: Known | None) -> Iterator[tuple[int, str]]:
        """Refuse what is not a code of one of `kinds`, or leads nowhere."""
        if cls.form().fullmatch(text):
            yield from ((0, fault) for fault in unresolved(text, known))
        else:
            wanted = " or ".join(f"{KINDS[name].prefix} and a number" for name in cls.kinds)
            what = "the code of another kind of item" if ANY_CODE.fullmatch(text) else "not a code"
            yield 0, f"{quoted(text)} is {what}: expected {wanted}, such as {KINDS[cls.kinds[0]].prefix}3"

    @classmethod
    @cache
    def form(cls) -> re.Pattern[str]:
        """Return the pattern of the code."""
        return re.compile("^(?:" + "|".join(KINDS[name].pattern for name in cls.kinds) + ")$")

    @classmethod
    def json_schema(cls) -> dict:
        """Give the pattern of the code."""
        return {"pattern": cls.form().pattern}


class Target(Code):
    """Something a reader may be led to: an item by its code, or "/about/#privacy", a page or a section of one."""

    __slots__ = ()
    address = re.compile(r"/[a-z0-9/-]*(?:#[a-z0-9-]+)?")

    @classmethod
    def faults(cls, text: str, known: Known | None) -> Iterator[tuple[int, str]]:
        """Refuse what is neither, or leads nowhere."""
        if ANY_CODE.fullmatch(text):
            yield from super().faults(text, known)
        elif not cls.address.fullmatch(text):
            yield 0, f"{quoted(text)} is neither a code, such as C3, nor an address, such as /about/#privacy"
        elif known and text.partition("#")[0] in known.moved:
            yield 0, f"leads to {text}, which has moved: expected its new place (data/redirects.yml)"
        elif known and known.addresses is not None and text not in known.addresses:
            near = nearest(text, known.addresses)
            yield 0, f"leads to {text}, where there is no page or section{near}; an item is named by its code"

    @classmethod
    def json_schema(cls) -> dict:
        """Give the pattern of either."""
        return {"pattern": f"{super().json_schema()['pattern']}|^{cls.address.pattern}$"}


class CaseCode(Code):
    """The code of a case."""

    kinds = ("case",)


class RiskCode(Code):
    """The code of a risk, to the client or to the therapist."""

    kinds = ("client_risk", "therapist_risk")


class QuestionCode(Code):
    """The code of a guiding question, or of the caveat."""

    kinds = ("question", "caveat")


class StrategyCode(Code):
    """The code of a strategy."""

    kinds = ("strategy",)


class MitigationCode(Code):
    """The code of a mitigation."""

    kinds = ("mitigation",)


class PrincipleCode(Code):
    """The code of a principle."""

    kinds = ("principle",)


class SafeguardCode(Code):
    """The code of a strategy, a mitigation or a principle."""

    kinds = ("strategy", "mitigation", "principle")


class WayCode(Code):
    """The code of a safeguard or an alternative."""

    kinds = ("strategy", "mitigation", "principle", "alternative")


class AlternativeCode(Code):
    """The code of an alternative to friendship."""

    kinds = ("alternative",)


class Formed(Text):
    """A text that must match a `pattern`; `expected` ends the sentence said where it does not."""

    __slots__ = ()
    pattern: str
    expected: str

    @classmethod
    def faults(cls, text: str, known: Known | None) -> Iterator[tuple[int, str]]:
        """Refuse what does not match the pattern, or cannot be read."""
        if not re.fullmatch(cls.pattern, text) or UNPRINTABLE.search(text):
            yield 0, f"{quoted(text)} is not {cls.expected}"

    @classmethod
    def json_schema(cls) -> dict:
        """Give the pattern."""
        return {"pattern": cls.pattern}


class Id(Formed):
    """A name for addresses: lower-case words joined by hyphens. Unique across all of data/."""

    __slots__ = ()
    # Its length is limited here, for it becomes the name of a file before it is judged.
    pattern = "^(?=.{1,80}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
    expected = "an id: expected lower-case words joined by hyphens, 80 characters at most"


class KnownId(Id):
    """The id of a record that another names: one of those in the field `among` of `Known`; `what` says which kind."""

    __slots__ = ()
    among: str
    what: str

    @classmethod
    def faults(cls, text: str, known: Known | None) -> Iterator[tuple[int, str]]:
        """Refuse what is no id, or nobody's; a short list is given whole, of a long one the nearest."""
        yield from super().faults(text, known)
        names = getattr(known, cls.among) if known else None
        if names is not None and text not in names:
            hint = f": expected one of {', '.join(names)}" if len(names) <= 10 else nearest(text, names)
            yield 0, f"{quoted(text)} is not {cls.what}{hint}"


class SourceId(KnownId):
    """The id of a source in data/sources.yml."""

    among, what = "sources", "a source"


class GroupId(KnownId):
    """The id of a group of questions."""

    among, what = "groups", "a group of questions"


class TermId(KnownId):
    """The id of a term in data/glossary.yml."""

    among, what = "terms", "a term of the glossary"


class CompetenceId(KnownId):
    """The id of a point of a standard in data/standards.yml."""

    among, what = "competences", "a point of a standard"


class StepId(KnownId):
    """The id of a question of data/find-a-case.yml."""

    among, what = "steps", "a question of the finder"


class AnswerId(KnownId):
    """The id of an answer in data/find-a-case.yml."""

    among, what = "answers", "an answer of the finder"


class Url(Formed):
    """The address of a page elsewhere, beginning with http:// or https://."""

    __slots__ = ()
    longest = 2000
    pattern = "^https?://[^\\s<>\"'\\\\\\[\\]]+$"
    expected = "a web address: expected http:// or https://, no spaces and no brackets"


class PageAddress(Formed):
    """The address of a page of the site: "/cases/single-session/"."""

    __slots__ = ()
    pattern = "^(?=.{1,200}$)/(?:[a-z0-9-]+/)+$"
    expected = "the address of a page: expected a slash at both ends, such as /cases/single-session/"


class Phone(Formed):
    """A telephone number as one dials it where it is used, in groups: "116 123"."""

    __slots__ = ()
    pattern = r"^[0-9]+(?: [0-9]+)*$"
    expected = "a telephone number: expected figures, with a space between groups"


class Doi(Formed):
    """A digital object identifier, without an address before it: "10.1017/S0033291720000513"."""

    __slots__ = ()
    pattern = r"^10\.[0-9]{4,9}/[^\s<>\"'\\]+$"
    expected = "a DOI: expected 10., a number, a slash and what follows it, without https://doi.org/"


class Pages(Formed):
    """The pages of an article: "27-41", or "409"."""

    __slots__ = ()
    pattern = r"^[0-9]+(?:-[0-9]+)?$"
    expected = "pages: expected one number, or two with a hyphen between"


class Pmid(Formed):
    """A number in PubMed."""

    __slots__ = ()
    pattern = r"^[0-9]+$"
    expected = "a number in PubMed: expected figures alone"


class Word(Formed):
    """A word as search compares it: letters and figures in lower case, what follows an apostrophe left off."""

    __slots__ = ()
    pattern = "^[a-z0-9]+$"
    expected = "a word for search: expected one word in lower case, without hyphens and apostrophes"


class Day(Formed):
    """A day, written as a quoted date: "2026-11-21"."""

    __slots__ = ()
    pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    expected = 'a day: expected a quoted date such as "2026-11-21"'

    @classmethod
    def faults(cls, text: str, known: Known | None) -> Iterator[tuple[int, str]]:
        """Refuse what is not a day of the calendar, or is yet to come."""
        found = list(super().faults(text, known))
        try:
            first = None if found else cls.first(text)
            future = first and known and known.today and first > known.today
        except ValueError:
            found = [(0, f"{quoted(text)} is not {cls.expected}")]
        else:
            found += [(0, f"{quoted(text)} lies in the future: expected a day that has been")] if future else []
        yield from found

    @classmethod
    def first(cls, text: str) -> date:
        """Return the day that a text of the right form names. Raises ValueError where the calendar has none."""
        return date.fromisoformat(text)

    @property
    def day(self) -> date:
        """The day as a date."""
        return self.first(self)

    @property
    def parts(self) -> list[int]:
        """The year, and as far as they are given the month and the day."""
        return [int(part) for part in self.split("-")]

    @property
    def words(self) -> str:
        """The day as a reader says it: "21 November 2026"."""
        return words_of(self.day)

    @property
    def cited(self) -> str:
        """The day as APA 7 cites it: "2026, November 21"."""
        return f"{self.day:%Y, %B} {self.day.day}"


class Issued(Day):
    """When something was published, as far as known: "2016-01-27", "2002-03" or "1997"."""

    __slots__ = ()
    pattern = r"^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$"
    expected = 'a time of publication: expected a quoted "1997", "2002-03" or "2016-01-27"'

    @classmethod
    def first(cls, text: str) -> date:
        """Return the first day of what a text names. Raises ValueError where the calendar has none."""
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :])
