"""Chance that falls the same in every installation."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")

#: Letters that do not come apart into a plain letter and an accent.
SINGLE_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "æ": "ae"})


class Dice:
    """A run of chance of one thing's own: a change to that thing leaves all others as they were."""

    def __init__(self, thing: str) -> None:
        self._random = Random(f"Customer Hub demo, {thing}")  # noqa: S311 - no secret depends on it

    def chance(self, share: float) -> bool:
        """True in that share of all cases, 0 to 1."""
        return self._random.random() < share

    def number(self, low: int, high: int) -> int:
        """From low to high, both included."""
        return self._random.randint(low, high)

    def one(self, things: Sequence[T], weights: Sequence[int] | None = None) -> T:
        return self._random.choices(things, weights)[0]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """Different ones."""
        return self._random.sample(things, min(count, len(things)))

    def between(self, start: datetime, end: datetime) -> datetime:
        """A moment of that span, on the minute."""
        minutes = max(0, int((end - start).total_seconds() // 60))
        return start + timedelta(minutes=self._random.randint(0, minutes))

    def digits(self, pattern: str) -> str:
        """The pattern with a digit for each ``#``."""
        return re.sub("#", lambda _: str(self._random.randint(0, 9)), pattern)


def plain(text: str) -> str:
    """The text in letters of an e-mail address or a code: no accents, no spaces in a word."""
    apart = unicodedata.normalize("NFKD", text.translate(SINGLE_LETTERS))
    return re.sub(r"[^A-Za-z0-9 -]", "", apart)
