"""What is wrong with the data, said so that whoever wrote it can mend it."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

LONGEST = 1000  # characters of a message; what is longer quotes something overlong


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: the file (relative to the project), its line from 1, the path within it, a sentence."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        """Return `file:line: path: message` on one line, without the path where there is none."""
        parts = (f"{visible(self.file)}:{self.line}", shortened(visible(self.path), 200), visible(self.message))
        return ": ".join(shortened(part, LONGEST) for part in parts if part)


class BadData(Exception):
    """Raised with all problems at once."""

    def __init__(self, problems: Collection[Problem]) -> None:
        """Keep the problems, in order of file and line."""
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))

    @property
    def report(self) -> str:
        """All problems, one a line, and how many there are."""
        count = len(self.problems)
        return f"{self}\n\n{count} problem{'s' * (count != 1)} in the data: nothing was built."


def visible(text: str) -> str:
    """Return a text with an escape for each character that would not show, or would do something to a terminal."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


def shortened(text: str, most: int) -> str:
    """Return a text, or of one longer than `most` characters its beginning and its end."""
    return text if len(text) <= most else f"{text[: most - 21]} … {text[-18:]}"


def quoted(text: str) -> str:
    """Return a text as a message quotes it: in quotation marks, and no longer than needed to find it."""
    return repr(shortened(text, 80))


def nearest(word: str, options: Collection[str]) -> str:
    """Return ` (did you mean …?)` where one of `options` is spelt much like `word`, else an empty text."""
    close = get_close_matches(word[:LONGEST], sorted(options), n=1)
    return f" (did you mean {close[0]}?)" if close else ""
