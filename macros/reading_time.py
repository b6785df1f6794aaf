"""How long a page takes to read."""

import math
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from macros.text import Line, Prose

WORDS_A_MINUTE = 200  # unhurried, for a text one stops to think about


def texts(value: Any) -> Iterator[str]:
    """Yield every text a reader meets in a record or a part of one."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name != "aliases":
                yield from texts(getattr(value, name))
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, Line | Prose):
        yield value


def minutes(record: BaseModel) -> int:
    """Return the minutes, rounded up, that reading a record's own text takes."""
    return math.ceil(sum(len(text.split()) for text in texts(record)) / WORDS_A_MINUTE)
