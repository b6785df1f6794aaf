"""A copy of the project with synthetic cases: each is a real one with a place, texts and links of its own.

Whatever bears on the real case bears on its copy too: clauses, studies, terms, questions that readers ask. Cases
come in rounds, one copy of each real case; within a round they lead to each other as the real ones do.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from macros import library as libraries
from macros import stubs
from macros.choices import Grade, Theme
from macros.library import Library
from macros.models import Case, Facets
from macros.text import Line, Prose
from macros.writing import write
from tests.conftest import copied

BEARING = ("codes.yml", "research.yml", "glossary.yml")  # the files whose records say on which items they bear
ASKED = 2  # so many of the questions that readers ask about a case are asked about each copy
SYLLABLES = ("ba", "den", "fo", "gil", "har", "ju", "kel", "lo", "mer", "nor", "pem", "ro", "sal", "tu", "wen", "yar")


def project(folder: Path, synthetic: int) -> Path:
    """Make a project of the real cases and so many synthetic ones in a new folder, and return that."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    shelf = libraries.library()
    data = copied(folder) / "data"
    copies = list(_copies(shelf, synthetic))
    for copy in copies:
        _write(data / "cases" / f"{copy.case['id']}.yml", copy.case)
        _write(data / "teaching" / f"{copy.code.lower()}.yml", copy.teaching)
    of: dict[str, list[str]] = {}
    for copy in copies:
        of.setdefault(copy.model.code, []).append(copy.code)
    for name in BEARING if copies else ():
        held = yaml.load((data / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
        _bear(held, of)
        _write(data / name, held)
    if copies:
        held = yaml.load((data / "asked.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
        held["asked"] += [question for copy in copies for question in copy.asked(held["asked"])]
        _write(data / "asked.yml", held)
    stubs.write_stubs(folder)
    return folder


class Copy:
    """A synthetic case, and how it is taught, as data/ holds them."""

    def __init__(
        self, shelf: Library, model: Case, number: int, codes: Mapping[str, str], words: Sequence[str]
    ) -> None:
        """Take a real case, the number of the copy, the codes of its round by those of the real cases, some words."""
        self.model, self.code = model, codes[model.code]
        self._codes, self._words, self._dice = codes, words, random.Random(number)
        self.place = _place(number)
        self.case = self._own(model)
        self.case |= {"id": f"{model.id}-{self.place.lower()}", "facets": self._facets()}
        self.case["level"]["grade"] = self._dice.choice(list(Grade)).value
        self.case["themes"] = [theme.value for theme in self._dice.sample(list(Theme), len(model.themes))]
        self.teaching = self._own(shelf.taught(model.code))

    def asked(self, asked: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield what readers ask about it, by what they ask about the real case."""
        about = [question for question in asked if question["of"][0] == self.model.code]
        for question in about[:ASKED]:
            yield {"asks": f"{question['asks']} {self.place}", "of": [self.code]}

    def _facets(self) -> dict[str, str]:
        choices = {name: list(field.annotation) for name, field in Facets.model_fields.items()}
        return {name: self._dice.choice(of).value for name, of in choices.items()}

    def _own(self, value: Any) -> Any:
        """Return a part of a record as plain values: every text with words of the copy's own, codes of its round."""
        match value:
            case BaseModel():
                fields = {name: getattr(value, name) for name in type(value).model_fields}
                return {name: self._own(one) for name, one in fields.items() if one is not None}
            case list():
                return [self._own(one) for one in value]
            case Prose():
                one, other = self._dice.sample(self._words, 2)
                return f"{value}\n\nIn {self.place} it began with {one} and {other}.\n"
            case Line():
                return f"{value} {self.place}"
            case Enum():
                return value.value
            case str():
                return self._codes.get(value, str(value))
        return value


def _copies(shelf: Library, synthetic: int) -> Iterator[Copy]:
    real = shelf.of("case")
    first = max(int(case.code[1:]) for case in real) + 1
    words = sorted(
        {word for case in real for word in case.scenario.text.split() if word.isalpha() and word.islower()}
    )
    for start in range(0, synthetic, len(real)):
        held = real[: synthetic - start]
        codes = {case.code: f"C{first + start + place}" for place, case in enumerate(held)}
        for place, case in enumerate(held):
            yield Copy(shelf, case, start + place, codes, words)


def _place(number: int) -> str:
    """Return the name of a place, another for each number."""
    found = SYLLABLES[number % len(SYLLABLES)]
    while number := number // len(SYLLABLES):
        found += SYLLABLES[number % len(SYLLABLES)]
    return f"{found}ton".capitalize()


def _bear(value: Any, of: Mapping[str, Sequence[str]]) -> None:
    """Let each record that bears on a case bear on the copies of it too."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name == "bears_on":
                one += [copy for code in list(one) for copy in of.get(code, ())]
            else:
                _bear(one, of)
    elif isinstance(value, list):
        for one in value:
            _bear(one, of)


def _write(path: Path, value: Any) -> None:
    write(path, yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110))
