"""What is wrong with the data, said so that whoever wrote it can mend it."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: the file (relative to the project), its line from 1, the path within it, a sentence."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        """Return `file:line: path: message`, without the path where there is none."""
        return ": ".join(part for part in (f"{self.file}:{self.line}", self.path, self.message) if part)


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


def nearest(word: str, options: Collection[str]) -> str:
    """Return ` (did you mean …?)` where one of `options` is spelt much like `word`, else an empty text."""
    close = get_close_matches(word, sorted(options), n=1)
    return f" (did you mean {close[0]}?)" if close else ""
