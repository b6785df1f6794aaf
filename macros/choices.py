"""The enumerations that records choose from, each value with the words a reader sees."""

from enum import StrEnum


class Choice(StrEnum):
    """An enumeration whose values carry the words a reader sees (the `label`)."""

    label: str

    def __new__(cls, value: str, label: str) -> "Choice":
        """Make a member of its value and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @property
    def steps(self) -> int:
        """How many values its enumeration has."""
        return len(type(self))

    @property
    def step(self) -> int:
        """How far along its enumeration it stands, from 1."""
        return list(type(self)).index(self) + 1


class Attachment(Choice):
    """How attached the client is, as far as the case says."""

    slight = "slight", "slight"
    warm = "warm", "warm"
    strong = "strong", "strong"


class TimeSince(Choice):
    """How long ago the therapy ended."""

    not_ended = "not-ended", "not ended"
    at_the_ending = "at-the-ending", "ending now"
    weeks = "weeks", "weeks ago"
    months = "months", "months ago"
    over_a_year = "over-a-year", "over a year ago"
    over_ten_years = "over-ten-years", "over ten years ago"


class Setting(Choice):
    """Where the two meet, apart from the therapy."""

    nowhere_else = "nowhere-else", "only in the therapy"
    out_of_touch = "out-of-touch", "not in touch"
    hobby_group = "hobby-group", "a hobby group"
    overlapping_circles = "overlapping-circles", "overlapping circles"
    workplace = "workplace", "a workplace or course"
    small_community = "small-community", "a small community"
    online = "online", "online"


class Boundaries(Choice):
    """The state of the boundaries."""

    kept = "kept", "kept"
    largely_kept = "largely-kept", "largely kept"
    blurred = "blurred", "blurred"
    hardly_tested = "hardly-tested", "hardly tested"


class WhoAsks(Choice):
    """Who raises the wish for contact."""

    client = "client", "the client"
    therapist = "therapist", "the therapist"
    both = "both", "both, in their own way"
    nobody_yet = "nobody-yet", "nobody yet"


class Therapy(Choice):
    """Whether the therapy is under way or over."""

    under_way = "under-way", "under way"
    ending = "ending", "ending"
    over = "over", "over"


class Grade(Choice):
    """How much a case asks of its reader."""

    introductory = "introductory", "introductory"
    intermediate = "intermediate", "intermediate"
    advanced = "advanced", "advanced"


class Theme(Choice):
    """What a case is about, to browse by."""

    asking_for_more = "asking-for-more", "Asking for more"
    meeting_again = "meeting-again", "Meeting again"
    overlapping_roles = "overlapping-roles", "Roles that overlap"
    endings = "endings", "How therapy ends"
    contact_within_limits = "contact-within-limits", "Contact within limits"
    blurred_lines = "blurred-lines", "Lines that blur"
    lasting_power = "lasting-power", "Power that may last"
    therapists_needs = "therapists-needs", "The therapist’s own needs"
    loss = "loss", "Illness, loss and grief"
    who_may_know = "who-may-know", "Who may know"
    online = "online", "Contact online"


class Firmness(Choice):
    """How firmly a point stands."""

    settled = "settled", "Settled"
    contested = "contested", "Contested"
    opinion = "opinion", "Opinion"


class Bloom(Choice):
    """What kind of work an objective asks for, in the terms of Bloom's taxonomy."""

    analyse = "analyse", "analyse"
    evaluate = "evaluate", "evaluate"
    create = "create", "create"


class AnswerKind(Choice):
    """Whether an answer that students give is a likely one, or misreads the case."""

    likely = "likely", "Likely answer"
    misreading = "misreading", "Misreading"


# The four levels of every rubric, from the weakest to the strongest.
RUBRIC_LEVELS = ("Not yet", "In part", "Soundly", "Strongly")

# The other forms that a case is taught in, as readers are told them.
ADAPTATIONS = {
    "online": "In a video call",
    "asynchronous": "Over some days, in a forum",
    "alone": "For one reader alone",
}


class QuizKind(Choice):
    """What a quiz item asks: where a sign belongs, what a source says, or what a term means."""

    sign = "sign", "Which risk a sign belongs to"
    source = "source", "What a source says"
    term = "term", "What a term means"


class VariedFact(Choice):
    """The one fact that a variant of a case changes."""

    time_since = "time-since", "Time since"
    who_asks = "who-asks", "Who asks"
    setting = "setting", "Setting"
    online = "online", "Online"
    culture = "culture", "Culture"
    disclosed = "disclosed", "What was disclosed"


# What a reader calls each thing that sets one case apart from another, in the order they are browsed by.
FACETS = {
    "therapy": "Therapy",
    "time_since": "Therapy ended",
    "attachment": "Attachment",
    "boundaries": "Boundaries",
    "setting": "Where they meet",
    "who_asks": "Who asks",
}


class Place(Choice):
    """A place on the spectrum of contact, from none to friendship, in that order."""

    none = "none", "No contact"
    keepsake = "keepsake", "A keepsake"
    message = "message", "A message through someone"
    updates = "updates", "Updates from the client"
    meeting = "meeting", "A facilitated meeting"
    project = "project", "A joint project"
    friendship = "friendship", "Friendship"
    anywhere = "anywhere", "Anywhere short of friendship"


class Level(Choice):
    """How a fact was checked."""

    primary = "primary", "read at the source"
    secondary = "secondary", "as reported by"


class Topic(Choice):
    """What a clause of a code is about."""

    sexual = "sexual", "Sexual or romantic relationships"
    friendship = "friendship", "Friendship and other non-sexual relationships"
    endings = "endings", "Endings"
    power = "power", "Power and boundaries"
    records = "records", "Records and consultation"
    online = "online", "Online"


class Inquiry(Choice):
    """The question that a study or a model helps with."""

    ethical = "ethical", "Do people think it ethical?"
    clients = "clients", "What happens to clients?"
    slope = "slope", "Is there a slippery slope?"
    rural = "rural", "Rural practice and small communities"
    endings = "endings", "Endings"
    decision = "decision", "What helps a decision?"


class WorkType(Choice):
    """The kind of publication, as CSL names it."""

    article_journal = "article-journal", "article in a journal"
    article_magazine = "article-magazine", "article in a magazine"
    paper_conference = "paper-conference", "conference paper"
    article = "article", "article"
    webpage = "webpage", "web page"


class Relation(Choice):
    """How two answers stand to each other on one point."""

    agree = "agree", "They agree"
    part = "part", "They part"
    compatible = "compatible", "Different, but compatible"
