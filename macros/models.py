"""What a record in data/ may hold: the documentation, the validation and the editor's schema in one.

A record keeps what a source says (`says`, `impression` …, each with its `source`) apart from what the site
adds (`source: "site"`). References are codes; the library turns them round and resolves them.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from macros.choices import (
    AnswerKind,
    Attachment,
    Bloom,
    Boundaries,
    Firmness,
    Grade,
    Inquiry,
    Level,
    Place,
    QuizKind,
    Relation,
    Setting,
    Theme,
    Therapy,
    TimeSince,
    Topic,
    VariedFact,
    WhoAsks,
    WorkType,
)
from macros.references import (
    AlternativeCode,
    AnswerId,
    CaseCode,
    Code,
    CompetenceId,
    Day,
    Doi,
    GroupId,
    Id,
    Issued,
    MitigationCode,
    PageAddress,
    Pages,
    Phone,
    Pmid,
    PrincipleCode,
    QuestionCode,
    RiskCode,
    SafeguardCode,
    SourceId,
    StepId,
    StrategyCode,
    Target,
    TermId,
    Url,
    WayCode,
    Word,
)
from macros.text import Line, Prose


class Model(BaseModel):
    """The base of all models: unknown fields are refused, records do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class File(Model):
    """The base of the files that hold lists of records."""


def each_once(values: list[str]) -> list[str]:
    """Return a list as it is; refuse one that holds something twice."""
    met: set[str] = set()
    for value in values:
        if value in met:
            raise PydanticCustomError(
                "twice", "{value} stands twice: expected each once", {"value": repr(str(value))}
            )
        met.add(value)
    return values


# ── Parts of records ───────────────────────────────────────────────────────────────────────────────────


class Part(Model):
    """A passage and where it comes from. Several sources never share one passage."""

    source: Annotated[SourceId, Field(description="Whose point this is: a source's id, or “site” for our own.")]
    text: Annotated[Prose, Field(description="The passage, in our own words, with the source's hedges kept.")]


class Points(Model):
    """A few separate points with one source."""

    source: Annotated[SourceId, Field(description="Whose points these are: a source's id, or “site”.")]
    items: Annotated[list[Prose], Field(min_length=2, description="One point each.")]


class Signs(Points):
    """Two to four concrete signs."""

    items: Annotated[list[Prose], Field(min_length=2, max_length=4, description="Two to four concrete signs.")]


class Standing(Model):
    """How firmly a point stands, and with whom."""

    kind: Annotated[Firmness, Field(description=Firmness.__doc__)]
    whose: Annotated[Line, Field(description="Who agrees, who parts, or whose opinion it is, in a few words.")]


class KeyPoint(Part):
    """One point a case makes."""

    title: Annotated[Line, Field(description="The point in a few words (fewer than eight).")]
    standing: Annotated[Standing, Field(description="Whether it is settled, contested or an opinion, and whose.")]


class CaseLevel(Model):
    """How much a case asks of its reader; the site's own view."""

    grade: Annotated[Grade, Field(description="Introductory, intermediate or advanced.")]
    why: Annotated[Line, Field(description="What makes it so, in one line.")]


class BothSides(Model):
    """A moment of the case as each of the two lives it; the site's own."""

    client: Annotated[Prose, Field(description="As the client lives it, in the third person.")]
    therapist: Annotated[Prose, Field(description="As the therapist lives it, in the third person.")]


class Position(Model):
    """A reasoned view to compare one's own choice with; the site's own."""

    title: Annotated[Line, Field(description="The view in a few words.")]
    text: Annotated[Prose, Field(description="Its best reason, and what it costs.")]


class Stage(Model):
    """A turn of the story that changes what one would decide; the site's own."""

    when: Annotated[Line, Field(description="When it happens, in a few words: “Some weeks later”.")]
    happens: Annotated[Prose, Field(description="What happens, or comes to light.")]
    asks: Annotated[Line, Field(description="The question that this stage puts to the reader.")]
    changes: Annotated[Prose, Field(description="What a careful reader would now decide otherwise, and why.")]


class Variant(Model):
    """The case with one fact changed; the site's own."""

    fact: Annotated[VariedFact, Field(description=VariedFact.__doc__)]
    supposes: Annotated[Line, Field(description="The change in one line: “If …”.")]
    moves: Annotated[Prose, Field(description="What then weighs more, and what less.")]


class Link(Model):
    """A connection from one item to another, with a line on why it bears there."""

    source: Annotated[
        SourceId,
        Field(
            default="site",
            validate_default=False,
            description="Who draws the connection; “site” where neither document does.",
        ),
    ]
    why: Annotated[Line, Field(description="Why, or how it shows there: one fresh line, never reused elsewhere.")]


class RiskLink(Link):
    """A risk that a case touches."""

    to: Annotated[RiskCode, Field(description="The risk.")]


class QuestionLink(Link):
    """A question that bites in a case."""

    to: Annotated[QuestionCode, Field(description="The question.")]


class SafeguardLink(Link):
    """A safeguard or principle that matters in a case."""

    to: Annotated[SafeguardCode, Field(description="The strategy, mitigation or principle.")]


class AlternativeLink(Link):
    """An alternative worth weighing in a case."""

    to: Annotated[AlternativeCode, Field(description="The alternative.")]


class CaseLink(Link):
    """A case to read next."""

    to: Annotated[CaseCode, Field(description="The other case.")]


class Facets(Model):
    """What sets one case apart from another; readers choose by these."""

    attachment: Annotated[Attachment, Field(description=Attachment.__doc__)]
    time_since: Annotated[TimeSince, Field(description=TimeSince.__doc__)]
    setting: Annotated[Setting, Field(description=Setting.__doc__)]
    boundaries: Annotated[Boundaries, Field(description=Boundaries.__doc__)]
    who_asks: Annotated[WhoAsks, Field(description=WhoAsks.__doc__)]
    therapy: Annotated[Therapy, Field(description=Therapy.__doc__)]


def facts_once(variants: list[Variant]) -> list[Variant]:
    """Return variants as they are; refuse two that change the same fact."""
    each_once([variant.fact for variant in variants])
    return variants


# ── Records ────────────────────────────────────────────────────────────────────────────────────────────


class Withdrawal(Model):
    """That an item should no longer be used. It keeps its code, its address and its words."""

    since: Annotated[Day, Field(description="The day it was withdrawn.")]
    why: Annotated[Line, Field(description="Why, in a sentence.")]
    see: Annotated[Code | None, Field(default=None, description="The item to read instead, if any.")]


class Record(Model):
    """What every item has."""

    code: Annotated[Code, Field(description="The permanent code.")]
    id: Annotated[Id, Field(description="The permanent name.")]
    title: Annotated[
        Line, Field(description="What the item is called: a label of at most eight words, no full stop.")
    ]
    summary: Annotated[
        Line, Field(description="One sentence for lists, search and the catalogue, used nowhere else.")
    ]
    aliases: Annotated[
        list[Line],
        Field(min_length=2, description="What people call it, and how they would ask for it; for search."),
    ]
    changed: Annotated[Day, Field(description="When the record last changed in substance.")]
    withdrawn: Annotated[
        Withdrawal | None, Field(default=None, description="That it should no longer be used, and why.")
    ]

    @model_validator(mode="after")
    def _withdrawing_is_a_change(self) -> "Record":
        if self.withdrawn and self.changed < self.withdrawn.since:
            message = "was withdrawn after it last changed: expected changed to be {since} or later"
            raise PydanticCustomError("withdrawn", message, {"since": str(self.withdrawn.since)})
        return self


class Case(Record):
    """A situation to think through."""

    code: Annotated[CaseCode, Field(description="The permanent code, such as C3.")]
    source: Annotated[SourceId, Field(description="Where the situation comes from.")]
    in_source: Annotated[Line | None, Field(default=None, description="What the source calls it, where that helps.")]
    content_note: Annotated[Line, Field(description="One neutral factual line on what the case describes.")]
    leave_quickly: Annotated[
        bool, Field(default=False, description="Whether its page opens with a link to leave it at once.")
    ]
    facets: Annotated[Facets, Field(description="What sets this case apart.")]
    level: Annotated[CaseLevel, Field(description="How much it asks of its reader, and why.")]
    themes: Annotated[
        list[Theme], Field(min_length=1, description="What it is about, to browse by."), AfterValidator(each_once)
    ]
    found_at: Annotated[
        list[AnswerId],
        Field(min_length=1, description="The answers in data/find-a-case.yml that lead to it."),
        AfterValidator(each_once),
    ]
    scenario: Annotated[Part, Field(description="The situation.")]
    both_sides: Annotated[BothSides, Field(description="A moment of it as each of the two lives it.")]
    pause: Annotated[Line, Field(description="A thought to sit with at the pause; the site's own.")]
    actions: Annotated[
        list[Line],
        Field(min_length=4, max_length=4, description="Four defensible things to do; the site's own."),
        AfterValidator(each_once),
    ]
    impression: Annotated[Part, Field(description="The first view the source takes, or its answer.")]
    positions: Annotated[
        list[Position], Field(min_length=2, max_length=2, description="Two views to compare one's choice with.")
    ]
    key_points: Annotated[list[KeyPoint], Field(min_length=3, description="What the case teaches, point by point.")]
    better: Annotated[Points, Field(description="What would make the situation safer.")]
    worse: Annotated[Points, Field(description="What would make it riskier.")]
    stages: Annotated[list[Stage], Field(min_length=2, max_length=3, description="How it goes on, turn by turn.")]
    variants: Annotated[
        list[Variant],
        Field(min_length=3, description="What moves if one fact is another."),
        AfterValidator(facts_once),
    ]
    risks: Annotated[list[RiskLink], Field(min_length=1, description="The risks it touches, with how each may show.")]
    questions: Annotated[list[QuestionLink], Field(min_length=1, description="The questions that bite here.")]
    safeguards: Annotated[
        list[SafeguardLink], Field(min_length=1, description="Safeguards and principles that matter.")
    ]
    alternatives: Annotated[list[AlternativeLink], Field(default=[], description="Alternatives worth weighing.")]
    related: Annotated[list[CaseLink], Field(min_length=1, description="Cases to read next.")]


class Risk(Record):
    """Something that may happen, never something that will."""

    code: Annotated[RiskCode, Field(description="The permanent code: RP for the client, RT for the therapist.")]
    says: Annotated[Part, Field(description="The risk as its source has it.")]
    explained: Annotated[Part, Field(description="What it is, at more length; the site's own.")]
    signs: Annotated[Signs, Field(description="How it may show: two to four concrete signs.")]
    softens: Annotated[Part, Field(description="What may soften it, in words; the site's own.")]
    softened_by: Annotated[list[SafeguardCode], Field(min_length=1, description="The safeguards that may soften it.")]


class Group(Model):
    """A group of guiding questions."""

    id: Annotated[Id, Field(description="The permanent name.")]
    letter: Annotated[Line, Field(description="Its letter, A to F.", max_length=1)]
    title: Annotated[Line, Field(description="What the group is about.")]
    intro: Annotated[Line, Field(description="One line to open the group; the site's own.")]


class Question(Record):
    """A question a therapist asks of themselves, or the caveat."""

    code: Annotated[QuestionCode, Field(description="The permanent code: Q, or QC for a caveat.")]
    group: Annotated[GroupId, Field(description="The id of its group.")]
    after: Annotated[QuestionCode | None, Field(default=None, description="For a caveat: the question it follows.")]
    source: Annotated[SourceId, Field(description="Who asks it.")]
    asks: Annotated[Line, Field(description="The question in the first person, in our words, hedges kept.")]
    reason: Annotated[Line, Field(description="One line for the checklist on why it is asked; used nowhere else.")]
    why: Annotated[Part, Field(description="Why it is asked, at more length.")]
    worrying: Annotated[Part, Field(description="What a worrying answer may sound like.")]
    sound: Annotated[Part, Field(description="What a sound answer may sound like.")]
    risks: Annotated[list[RiskCode], Field(min_length=1, description="The risks it probes.")]
    see: Annotated[
        list[WayCode],
        Field(default=[], description="Safeguards, principles and alternatives it leads to."),
    ]


class Safeguard(Record):
    """A strategy, a mitigation or a principle."""

    code: Annotated[SafeguardCode, Field(description="The permanent code: S, M or P.")]
    says: Annotated[Part, Field(description="The point as its source has it.")]
    explained: Annotated[Part, Field(description="What it asks in practice; the site's own.")]
    example: Annotated[Part, Field(description="What it may look like.")]
    named_with: Annotated[list[Code], Field(default=[], description="Items the source itself connects it with.")]


class Strategy(Safeguard):
    """A way to keep some connection when therapy must end."""

    code: Annotated[StrategyCode, Field(description="The permanent code, such as S2.")]


class Mitigation(Safeguard):
    """Something that may lessen harm where lines are blurred."""

    code: Annotated[MitigationCode, Field(description="The permanent code, such as M4.")]


class Principle(Safeguard):
    """A principle that holds across the cases."""

    code: Annotated[PrincipleCode, Field(description="The permanent code, such as P5.")]


class Alternative(Record):
    """Another way to stay connected, short of friendship."""

    code: Annotated[AlternativeCode, Field(description="The permanent code, such as A2.")]
    place: Annotated[Place, Field(description=Place.__doc__)]
    says: Annotated[Part, Field(description="The alternative as its source has it.")]
    explained: Annotated[Part, Field(description="How it may work; the site's own.")]
    care: Annotated[Part, Field(description="Where it needs care.")]
    named_with: Annotated[list[Code], Field(default=[], description="Items the source itself connects it with.")]
    risks: Annotated[list[RiskCode], Field(default=[], description="Risks to keep in view with it.")]
    see: Annotated[list[SafeguardCode], Field(default=[], description="Safeguards that go with it.")]


class Source(Model):
    """Where something comes from, and what a reader must be told about it."""

    id: Annotated[SourceId, Field(description="The permanent name.")]
    title: Annotated[Line, Field(description="Its title.")]
    published: Annotated[Line, Field(description="Where and when, as far as known.")]
    author: Annotated[Line, Field(description="Who wrote it, with the titles they use.")]
    name: Annotated[Line, Field(description="What pages call it: “the essay”.")]
    label: Annotated[Line, Field(description="The label on each part that comes from it: “From the essay”.")]
    about: Annotated[Prose, Field(description="What a reader must be told about it.")]
    notice: Annotated[
        Line | None,
        Field(default=None, description="What is said at the foot of every page that gives its views."),
    ]
    used_for: Annotated[Line, Field(description="How this site uses it.")]
    urls: Annotated[list[Url], Field(default=[], description="Where to read it, if an address is known.")]
    changed: Annotated[Day, Field(description="When the record last changed in substance.")]


class Checked(Model):
    """A fact from outside, with how it was checked. After `good_for` days a note says that it may have changed."""

    good_for: ClassVar[int] = 365

    read_at: Annotated[list[Url], Field(min_length=1, description="The pages it was read on.")]
    read_on: Annotated[Line | None, Field(default=None, description="Where it was read, where that has no address.")]
    level: Annotated[Level, Field(description=Level.__doc__)]
    level_note: Annotated[
        Line | None, Field(default=None, description="Which part of it was checked otherwise, and how.")
    ]
    checked: Annotated[Day, Field(description="When it was last checked.")]
    changed: Annotated[Day, Field(description="When the record last changed in substance.")]


class Turn(Checked):
    """Somewhere to turn: checked twice as often, for somebody may depend on it."""

    good_for: ClassVar[int] = 180


class Organisation(Turn):
    """Somewhere to turn if a therapist has done harm."""

    id: Annotated[Id, Field(description="The permanent name.")]
    name: Annotated[Line, Field(description="Its name.")]
    country: Annotated[Line, Field(description="The country or countries it serves.")]
    summary: Annotated[Line, Field(description="One line for the catalogue and search.")]
    does: Annotated[Prose, Field(description="What it does, and what it does not do.")]
    phone: Annotated[Phone | None, Field(default=None, description="Its telephone number, where checked.")]
    aliases: Annotated[list[Line], Field(min_length=1, description="How people would ask for it.")]


class CrisisLine(Turn):
    """A line for someone in a crisis, now."""

    id: Annotated[Id, Field(description="The permanent name.")]
    country: Annotated[Line, Field(description="The country it serves.")]
    name: Annotated[Line | None, Field(default=None, description="Its name, where it has one.")]
    call: Annotated[Phone | None, Field(default=None, description="The number to call.")]
    text: Annotated[Phone | None, Field(default=None, description="The number to text.")]
    url: Annotated[Url | None, Field(default=None, description="Its address on the web.")]
    hours: Annotated[Line | None, Field(default=None, description="When, how and in which language, where checked.")]

    @property
    def line(self) -> Line:
        """Its name and number, as one says it: "Samaritans, 116 123"."""
        return Line(", ".join(part for part in (self.name, self.call) if part))


class Clause(Checked):
    """What a code, a law, a regulator or a decision says on one point, as far as it was checked."""

    id: Annotated[Id, Field(description="The permanent name.")]
    clause: Annotated[Line | None, Field(default=None, description="Its number, where one is known.")]
    topic: Annotated[Topic, Field(description=Topic.__doc__)]
    in_short: Annotated[Line, Field(description="What it says in at most seven words, for the comparison.")]
    says: Annotated[Prose, Field(description="What it says, in our words, no more firmly than it does.")]
    bears_on: Annotated[list[Code], Field(min_length=1, description="Cases, questions and other items it bears on.")]


class Body(Model):
    """A body that sets, applies or guides rules, with the document that was looked at."""

    id: Annotated[Id, Field(description="The permanent name.")]
    name: Annotated[Line, Field(description="Its name.")]
    short: Annotated[Line, Field(description="What a table calls it: an abbreviation, or a place.")]
    country: Annotated[Line, Field(description="The country, state or province.")]
    profession: Annotated[Line, Field(description="Whom its rules bind.")]
    document: Annotated[Line, Field(description="The code, law, guidance or decision.")]
    edition: Annotated[Line, Field(description="Its edition or date, or that it was not checked.")]
    edition_note: Annotated[Line | None, Field(default=None, description="What else is known of its edition.")]
    url: Annotated[Url, Field(description="Where the current text can be looked for.")]
    own: Annotated[bool, Field(default=True, strict=True, description="Whether that is a page of the body itself.")]
    summary: Annotated[
        Line, Field(description="One sentence for lists, search and the catalogue, used nowhere else.")
    ]
    aliases: Annotated[list[Line], Field(min_length=2, description="How people would ask for it.")]
    clauses: Annotated[list[Clause], Field(min_length=1, description="What it says, a record for each point.")]
    changed: Annotated[Day, Field(description="When the record last changed in substance.")]


class Unchecked(Model):
    """A body whose rule on former clients was looked for and could not be read."""

    name: Annotated[Line, Field(description="Its name.")]
    what: Annotated[Line, Field(description="What was looked for.")]
    country: Annotated[Line | None, Field(default=None, description="Its country, where known.")]


class Name(Model):
    """An author's name: a person's `family` and `given` name, or a body's, as it stands (`literal`)."""

    family: Annotated[Line | None, Field(default=None, description="A person's family name.")]
    given: Annotated[Line | None, Field(default=None, description="Initials or given names, where known.")]
    literal: Annotated[Line | None, Field(default=None, description="The name of a body.")]

    @model_validator(mode="after")
    def _one_kind(self) -> "Name":
        if bool(self.family) == bool(self.literal) or (self.given and not self.family):
            raise PydanticCustomError("name", "expected a person's family name (and given), or a body's literal name")
        return self


class Reference(Model):
    """A publication, in the fields of CSL data (with an underscore for their hyphen); only what is known."""

    type: Annotated[WorkType, Field(description=WorkType.__doc__)]
    title: Annotated[Line | None, Field(default=None, description="Its title, in sentence case, where known.")]
    author: Annotated[list[Name], Field(default=[], description="Who wrote it, in order.")]
    others: Annotated[
        bool, Field(default=False, strict=True, description="Whether there are authors besides, not named here.")
    ]
    issued: Annotated[Issued | None, Field(default=None, description="When it was published.")]
    container_title: Annotated[Line | None, Field(default=None, description="The journal or magazine.")]
    publisher: Annotated[Line | None, Field(default=None, description="Who published it.")]
    volume: Annotated[Line | None, Field(default=None, description="The volume.")]
    issue: Annotated[Line | None, Field(default=None, description="The issue.")]
    page: Annotated[Pages | None, Field(default=None, description="The pages, with a hyphen between: 27-41.")]
    number: Annotated[Line | None, Field(default=None, description="An article's or a report's number.")]
    genre: Annotated[
        Line | None, Field(default=None, description="What kind of thing it is, where its type is vague.")
    ]
    doi: Annotated[Doi | None, Field(default=None, description="Its DOI.")]
    pmid: Annotated[Pmid | None, Field(default=None, description="Its number in PubMed.")]
    url: Annotated[Url | None, Field(default=None, description="Its address, where it has no DOI.")]

    @model_validator(mode="after")
    def _others_than_whom(self) -> "Reference":
        if self.others and not self.author:
            raise PydanticCustomError(
                "others", "others: there are no authors besides whom: expected author, or no others"
            )
        return self


class Work(Checked):
    """A publication that helps with one of our questions."""

    id: Annotated[Id, Field(description="The permanent name.")]
    title: Annotated[Line, Field(description="What it is known as, with names and year.")]
    asks: Annotated[Inquiry, Field(description=Inquiry.__doc__)]
    reference: Annotated[Reference, Field(description="The publication, for references.")]
    can_say: Annotated[Prose, Field(description="What a reader may take from it; the site's own.")]
    cannot_say: Annotated[Prose, Field(description="What it can't show; the site's own.")]
    summary: Annotated[
        Line, Field(description="One sentence for lists, search and the catalogue, used nowhere else.")
    ]
    aliases: Annotated[list[Line], Field(min_length=2, description="How people would ask for it.")]
    bears_on: Annotated[list[Code], Field(min_length=1, description="Cases, questions and other items it bears on.")]
    read_at: Annotated[list[Url], Field(default=[], description="The pages it was read on.")]

    @model_validator(mode="after")
    def _read_somewhere(self) -> "Work":
        if not self.read_at and not self.read_on:
            raise PydanticCustomError("unread", "says not where it was read: expected read_at, or read_on")
        return self


class Study(Work):
    """A piece of research, or of writing about it."""

    method: Annotated[Line, Field(description="How it was done, and how large it was.")]
    found: Annotated[Prose, Field(description="What it found or says.")]


class DecisionModel(Work):
    """A published way to come to a decision."""

    outline: Annotated[Prose, Field(description="What it is, as far as it could be read.")]


class Example(Model):
    """How a term shows in a case; the site's own."""

    case: Annotated[CaseCode, Field(description="The case.")]
    text: Annotated[Prose, Field(description="How it shows there.")]


class Term(Model):
    """A word of the field, and how this site understands it."""

    id: Annotated[Id, Field(description="The permanent name.")]
    title: Annotated[Line, Field(description="The term as one writes it inside a sentence.")]
    forms: Annotated[
        list[Line],
        Field(
            min_length=1, description="In which forms pages mention it: the first mention on a page becomes a link."
        ),
    ]
    source: Annotated[SourceId, Field(description="Whose meaning of the word it is.")]
    means: Annotated[Line, Field(description="What it means, in one plain sentence.")]
    more: Annotated[
        Prose | None, Field(default=None, description="What it is easily mixed up with, or why it matters.")
    ]
    example: Annotated[Example, Field(description="How it shows in a case.")]
    related: Annotated[list[TermId], Field(min_length=1, description="Terms that go with it.")]
    bears_on: Annotated[
        list[Code], Field(min_length=1, description="Cases, questions and other items where it is at work.")
    ]
    aliases: Annotated[list[Line], Field(min_length=1, description="How people ask for it.")]
    changed: Annotated[Day, Field(description="When the record last changed in substance.")]


class Refuge(Model):
    """An everyday page elsewhere, for a reader who has to leave at once."""

    name: Annotated[Line, Field(description="What the link says it leads to.")]
    url: Annotated[Url, Field(description="Its address.")]


class ComparisonRow(Model):
    """One point on which the essay and the column are set side by side."""

    id: Annotated[Id, Field(description="The permanent name.")]
    point: Annotated[Line, Field(description="What is compared.")]
    essay: Annotated[Prose, Field(description="What the essay says.")]
    column: Annotated[Prose, Field(description="What the column says.")]
    relation: Annotated[Relation, Field(description=Relation.__doc__)]
    changed: Annotated[Day, Field(description="When the row last changed in substance.")]


class FurtherReading(Model):
    """Something to read at the end of a path, beside the cases."""

    to: Annotated[Target, Field(description="An item by its code, or an address such as /help/#crisis.")]
    words: Annotated[Line, Field(description="The words of the link.")]


class Answer(Model):
    """An answer to a question of the finder: it leads on to a question; or to the cases that name it, and pages."""

    id: Annotated[Id, Field(description="The permanent name; a case says by it where it is found.")]
    says: Annotated[Line, Field(description="The answer, as a reader would give it.")]
    then: Annotated[StepId, Field(default=None, description="The question that follows, if any.")]
    also: Annotated[
        list[FurtherReading],
        Field(default=[], min_length=1, description="What to read where no question follows, cases apart."),
    ]


class Step(Model):
    """A question of the finder, with its answers."""

    id: Annotated[Id, Field(description="The permanent name.")]
    asks: Annotated[Line, Field(description="The question.")]
    answers: Annotated[list[Answer], Field(min_length=2, description="The answers to choose from.")]


class Asked(Model):
    """A question as a reader would put it."""

    asks: Annotated[Line, Field(description="The question; search learns from its words.")]
    of: Annotated[
        list[Target], Field(min_length=1, description="What answers it: codes, or addresses such as /about/#privacy.")
    ]


class Synonyms(Model):
    """Words that a reader may use for each other."""

    words: Annotated[
        list[Word], Field(min_length=2, description="The words; other forms of each follow by themselves.")
    ]


# ── Teaching ───────────────────────────────────────────────────────────────────────────────────────────


class Competence(Model):
    """One point of a standard, as far as it was read."""

    id: Annotated[Id, Field(description="The permanent name.")]
    number: Annotated[Line, Field(description="Its number, as the standard prints it.")]
    about: Annotated[Line, Field(description="What it is about, in a few words.")]


class Standard(Checked):
    """A standard of training that a teaching page may say it serves, with the points that were read."""

    id: Annotated[Id, Field(description="The permanent name.")]
    name: Annotated[Line, Field(description="Its name, with whose it is.")]
    short: Annotated[Line, Field(description="What a list calls it.")]
    summary: Annotated[
        Line, Field(description="One sentence for lists, search and the catalogue, used nowhere else.")
    ]
    aliases: Annotated[list[Line], Field(min_length=2, description="How people would ask for it.")]
    points: Annotated[list[Competence], Field(min_length=1, description="Its points that a page may name.")]
    read_at: Annotated[list[Url], Field(default=[], description="The pages it was read on.")]
    read_on: Annotated[Line, Field(description="Where it was read, in words.")]


class Fit(Model):
    """Whom a session suits, and what it needs."""

    suits: Annotated[Prose, Field(description="Whom it suits, where in a course it belongs, and whom not.")]
    group: Annotated[Line, Field(description="The size of the group, in a few words: “6 to 24”.")]
    prepare: Annotated[list[Prose], Field(min_length=2, description="What to have ready beforehand.")]


class Criterion(Model):
    """One row of the rubric: what is looked at, at four levels from the weakest to the strongest."""

    key: Annotated[Id, Field(description="A name by which objectives point to it, unique in this file.")]
    title: Annotated[Line, Field(description="What is looked at, in a few words.")]
    levels: Annotated[
        list[Line],
        Field(min_length=4, max_length=4, description="Four lines: not yet, in part, soundly, strongly."),
        AfterValidator(each_once),
    ]


class Objective(Model):
    """What a student can do afterwards, and the row of the rubric that shows whether they can."""

    verb: Annotated[Bloom, Field(description=Bloom.__doc__)]
    text: Annotated[Line, Field(description="What a student can do; it begins with the verb, or one of its kind.")]
    criterion: Annotated[Id, Field(description="The key of the criterion that looks at it.")]


class PlanStep(Model):
    """A stretch of a session."""

    minutes: Annotated[int, Field(strict=True, ge=1, description="How long it takes, in minutes.")]
    title: Annotated[Line, Field(description="What it is, in a few words.")]
    does: Annotated[Prose, Field(description="What the trainer does and says, and what students do.")]


def clocked(steps: list[PlanStep]) -> list[tuple[int, int, PlanStep]]:
    """Return each step of a plan with the minutes at which it starts and ends."""
    ends = list(accumulate(step.minutes for step in steps))
    return [(end - step.minutes, end, step) for end, step in zip(ends, steps, strict=True)]


class LikelyAnswer(Model):
    """What students tend to say, and how to meet it."""

    kind: Annotated[AnswerKind, Field(description=AnswerKind.__doc__)]
    says: Annotated[Line, Field(description="What a student may say, as they would say it.")]
    meet: Annotated[Prose, Field(description="What is in it, and what to ask or show next.")]


class Move(Model):
    """Something that may happen in the room, and what a trainer can do."""

    when: Annotated[Line, Field(description="What happens: “If …”, “When …”.")]
    do: Annotated[Prose, Field(description="What to do or say.")]


class Adaptations(Model):
    """The session in other forms."""

    online: Annotated[Prose, Field(description="In a video call.")]
    asynchronous: Annotated[Prose, Field(description="Over some days, in a forum.")]
    alone: Annotated[Prose, Field(description="For one reader without a group.")]


class DiscussionTopic(Model):
    """Something to discuss in writing, in a forum."""

    title: Annotated[Line, Field(description="What it is called.")]
    text: Annotated[Prose, Field(description="What students are asked to write and to answer.")]


class QuizOption(Model):
    """An answer to choose."""

    text: Annotated[Line, Field(description="The answer.")]
    right: Annotated[bool, Field(default=False, strict=True, description="Whether it is right.")]
    because: Annotated[Line, Field(description="Why it is right or wrong: what the page says.")]


class QuizItem(Model):
    """A question whose answer can be right or wrong; it never asks what one should do."""

    kind: Annotated[QuizKind, Field(description=QuizKind.__doc__)]
    asks: Annotated[Line, Field(description="The question.")]
    see: Annotated[Target, Field(description="Where the answer stands: a code, or an address such as /codes/#aca.")]
    options: Annotated[
        list[QuizOption],
        Field(min_length=3, max_length=5, description="Three to five answers, at least one right and one wrong."),
    ]

    @field_validator("options")
    @classmethod
    def _key(cls, options: list[QuizOption]) -> list[QuizOption]:
        each_once([option.text for option in options])
        if len({option.right for option in options}) < 2:
            raise PydanticCustomError("key", "expected at least one answer with right: true, and one without")
        return options


class ServedStandard(Model):
    """A point of a standard that the session serves."""

    to: Annotated[CompetenceId, Field(description="The id of the point in data/standards.yml.")]
    why: Annotated[Line, Field(description="How this session serves it: one fresh line.")]


def lasting(minutes: int) -> AfterValidator:
    """Return a validator that refuses a plan whose steps do not last so many minutes together."""

    def check(steps: list[PlanStep]) -> list[PlanStep]:
        if (total := sum(step.minutes for step in steps)) != minutes:
            values = {"total": total, "minutes": minutes}
            raise PydanticCustomError("plan", "its steps take {total} minutes together: expected {minutes}", values)
        return steps

    return AfterValidator(check)


class Teaching(Model):
    """How to teach a case; the site's own."""

    case: Annotated[CaseCode, Field(description="The case.")]
    summary: Annotated[
        Line, Field(description="One sentence for lists, search and the catalogue, used nowhere else.")
    ]
    aliases: Annotated[list[Line], Field(min_length=2, description="How a trainer would ask for it.")]
    changed: Annotated[Day, Field(description="When the record last changed in substance.")]
    purpose: Annotated[Prose, Field(description="What this case teaches that another does not.")]
    fit: Annotated[Fit, Field(description="Whom it suits, and what it needs.")]
    rubric: Annotated[
        list[Criterion], Field(min_length=3, max_length=5, description="The rubric, a row for each criterion.")
    ]
    objectives: Annotated[
        list[Objective], Field(min_length=3, max_length=4, description="What students can do afterwards.")
    ]
    plan_90: Annotated[list[PlanStep], Field(description="A session of 90 minutes."), lasting(90)]
    plan_30: Annotated[list[PlanStep], Field(description="A session of 30 minutes."), lasting(30)]
    answers: Annotated[list[LikelyAnswer], Field(min_length=4, description="What students tend to say.")]
    moves: Annotated[list[Move], Field(min_length=3, description="What may happen in the room.")]
    disclosure: Annotated[Prose, Field(description="What to do if a student tells of something of their own.")]
    debrief: Annotated[Prose, Field(description="Words to close with, as a trainer may say them.")]
    adaptations: Annotated[Adaptations, Field(description="The session in other forms.")]
    standards: Annotated[list[ServedStandard], Field(min_length=1, description="The standards it serves.")]
    topics: Annotated[list[DiscussionTopic], Field(min_length=2, max_length=3, description="Topics for a forum.")]
    quiz: Annotated[list[QuizItem], Field(min_length=4, max_length=6, description="What can be right or wrong.")]

    @property
    def id(self) -> str:
        """Its permanent name: teach-c3."""
        return f"teach-{self.case.lower()}"

    @field_validator("rubric")
    @classmethod
    def _keys(cls, rubric: list[Criterion]) -> list[Criterion]:
        each_once([criterion.key for criterion in rubric])
        return rubric

    @field_validator("objectives")
    @classmethod
    def _looked_at(cls, objectives: list[Objective], info: ValidationInfo) -> list[Objective]:
        keys = {criterion.key for criterion in info.data.get("rubric", [])}
        named = {objective.criterion for objective in objectives}
        if keys and named - keys:
            values = {"wrong": ", ".join(sorted(named - keys)), "keys": ", ".join(sorted(keys))}
            raise PydanticCustomError("criterion", "name {wrong}, no key of the rubric: expected {keys}", values)
        if unused := keys - named:
            values = {"unused": ", ".join(sorted(unused))}
            raise PydanticCustomError("criterion", "leave out {unused}, a criterion of the rubric", values)
        missing = [verb.value for verb in Bloom if verb not in {objective.verb for objective in objectives}]
        if missing:
            values = {"missing": " and ".join(missing)}
            raise PydanticCustomError("bloom", "none is for {missing}: expected one for each verb", values)
        return objectives

    @field_validator("answers")
    @classmethod
    def _both_kinds(cls, answers: list[LikelyAnswer]) -> list[LikelyAnswer]:
        if len({answer.kind for answer in answers}) < 2:
            raise PydanticCustomError("answers", "expected likely answers, and misreadings")
        return answers


# ── Addresses ──────────────────────────────────────────────────────────────────────────────────────────


class MovedSection(Model):
    """A section that is not to be found under the same id on the new page."""

    old: Annotated[Id, Field(description="Its id on the old page.")]
    to: Annotated[Target, Field(description="Where it is now: a code, or an address such as /about/#privacy.")]


class Redirect(Model):
    """A page that has moved, or is no more; its address goes on working."""

    old: Annotated[PageAddress, Field(description="Its old address, such as /cases/single-session/.")]
    to: Annotated[Target, Field(description="Where it is now, or what to read instead: a code, or an address.")]
    changed: Annotated[Day, Field(description="The day it moved, or was withdrawn.")]
    withdrawn: Annotated[
        Line | None,
        Field(default=None, description="Why it is no more, in a sentence; nobody is then sent on."),
    ]
    sections: Annotated[
        list[MovedSection], Field(default=[], description="Sections whose id is another on the new page, or is gone.")
    ]

    @field_validator("sections")
    @classmethod
    def _once(cls, sections: list[MovedSection]) -> list[MovedSection]:
        each_once([section.old for section in sections])
        return sections


# ── Files ──────────────────────────────────────────────────────────────────────────────────────────────


class RisksFile(File):
    """data/risks.yml."""

    risks: Annotated[list[Risk], Field(description="The risks, to the client and to the therapist.")]


class QuestionsFile(File):
    """data/questions.yml."""

    groups: Annotated[list[Group], Field(description="The groups of questions, in order.")]
    questions: Annotated[list[Question], Field(description="The questions and the caveat.")]


class SafeguardsFile(File):
    """data/safeguards.yml."""

    strategies: Annotated[list[Strategy], Field(description="Strategies when therapy must end.")]
    mitigations: Annotated[list[Mitigation], Field(description="Mitigations where lines are blurred.")]
    principles: Annotated[list[Principle], Field(description="Principles that hold across the cases.")]


class AlternativesFile(File):
    """data/alternatives.yml."""

    alternatives: Annotated[list[Alternative], Field(description="Other ways to stay connected.")]


class SourcesFile(File):
    """data/sources.yml."""

    sources: Annotated[list[Source], Field(description="The sources, the site itself among them.")]


class SupportFile(File):
    """data/support.yml."""

    organisations: Annotated[list[Organisation], Field(description="Where to turn if a therapist has done harm.")]
    crisis_lines: Annotated[list[CrisisLine], Field(description="Lines for a crisis, by country.")]
    leave_to: Annotated[Refuge, Field(description="Where the link to leave a page at once leads.")]


class ComparisonFile(File):
    """data/comparison.yml."""

    rows: Annotated[list[ComparisonRow], Field(description="The points compared, in order.")]


class CodesFile(File):
    """data/codes.yml."""

    bodies: Annotated[list[Body], Field(description="Bodies, laws and decisions, with what they say.")]
    unchecked: Annotated[list[Unchecked], Field(description="Bodies whose rule could not be read.")]


class ResearchFile(File):
    """data/research.yml."""

    studies: Annotated[list[Study], Field(description="Studies and articles.")]
    beside_models: Annotated[Prose, Field(description="What is to be read beside any model.")]
    models: Annotated[list[DecisionModel], Field(description="Decision models.")]


class GlossaryFile(File):
    """data/glossary.yml."""

    terms: Annotated[list[Term], Field(description="The terms, in alphabetical order.")]


class StandardsFile(File):
    """data/standards.yml."""

    standards: Annotated[list[Standard], Field(min_length=1, description="The standards, with their points.")]


class FinderFile(File):
    """data/find-a-case.yml."""

    steps: Annotated[list[Step], Field(min_length=1, description="The questions; the first is the way in.")]


class SearchFile(File):
    """data/search.yml."""

    stop_words: Annotated[list[Word], Field(description="Words of a question that say nothing about what is sought.")]
    synonyms: Annotated[list[Synonyms], Field(description="Groups of words that stand for each other, less firmly.")]


class AskedFile(File):
    """data/asked.yml."""

    asked: Annotated[list[Asked], Field(description="What readers ask, with what answers it; shown nowhere.")]


class RedirectsFile(File):
    """data/redirects.yml."""

    redirects: Annotated[list[Redirect], Field(description="The pages that have moved or were withdrawn.")]


# Which model each place under data/ holds; whatever lies elsewhere is in the wrong folder.
FILES: dict[str, type[Model]] = {
    "cases/*.yml": Case,
    "teaching/*.yml": Teaching,
    "risks.yml": RisksFile,
    "questions.yml": QuestionsFile,
    "safeguards.yml": SafeguardsFile,
    "alternatives.yml": AlternativesFile,
    "comparison.yml": ComparisonFile,
    "find-a-case.yml": FinderFile,
    "codes.yml": CodesFile,
    "research.yml": ResearchFile,
    "glossary.yml": GlossaryFile,
    "standards.yml": StandardsFile,
    "sources.yml": SourcesFile,
    "support.yml": SupportFile,
    "search.yml": SearchFile,
    "asked.yml": AskedFile,
    "redirects.yml": RedirectsFile,
}


@dataclass(frozen=True)
class Home:
    """Where a record without a code lives, filled with its id, or with its case's; its kind, in the catalogue and to
    a reader.
    """

    kind: str
    called: str
    address: str


HOMES: dict[type[Model], Home] = {
    Source: Home("source", "Source", "about/#{id}"),
    Organisation: Home("support", "Where to turn", "help/#{id}"),
    CrisisLine: Home("support", "Crisis line", "help/#{id}"),
    Body: Home("code_of_ethics", "Codes and rules", "codes/#{id}"),
    Clause: Home("clause", "Clause", "codes/#{id}"),
    Study: Home("study", "Research", "research/#{id}"),
    DecisionModel: Home("decision_model", "Decision model", "research/#{id}"),
    Term: Home("term", "Glossary", "glossary/#{id}"),
    Teaching: Home("teaching", "Teaching a case", "cases/{case}/teach/"),
    Standard: Home("standard", "Standard of training", "teach/#{id}"),
    Competence: Home("competence", "Point of a standard", "teach/#{id}"),
}
