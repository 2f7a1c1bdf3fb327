"""What a look at some of an account's customers says of a text: which way to its hits is the nearer."""

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from django.db import connection

#: How many customers are tested. SQLite's index is quick with all but the most common words.
SAMPLE = {"postgresql": 2_000, "sqlite": 200}
#: A walk takes so many steps in the time in which the index finds one hit, anywhere in the table.
STEPS = {"postgresql": 8, "sqlite": 2}

#: How many ids a block has, as the bits that they differ in: a small one, a large one.
BITS = (12, 16)
#: The index looks through so many blocks sooner than through all trigrams of a text.
MOST_BLOCKS = 8
#: Of fewer hits nobody knows how far apart others are.
FEWEST_HITS = 3
#: Blocks are for texts with so many times the hits wanted, and are to have so many times that.
MORE, AMPLE = 4, 1.5
#: In so many large blocks, one after the other, is looked where it is unknown how far away hits are.
WIDER = (1, 2, 4, 8, 16, 32)


class Seen(Enum):
    """How much of an account's first customers a text finds."""

    RARE = auto()
    COMMON = auto()
    EVERYWHERE = auto()  # every tenth; or the first customers are all there are


class Look(NamedTuple):
    """What the account's first customers say of a text, and a few of its newest.

    Attributes:
        hits: how many of the first have it.
        customers: how many there are in all; 0 for an operator, who sees all accounts.
        first, last: between which ids the first are.
        newest: how many of the newest have it.
        end: the id of the newest of all.
    """

    seen: Seen
    hits: int
    customers: int
    first: int = 0
    last: int = 0
    newest: int = 0
    end: int = 0

    def walks(self, page: int) -> bool:
        """Whether so many hits are met sooner on a walk than the index gathers all of them."""
        if self.seen is Seen.EVERYWHERE or not self.hits:
            return self.seen is Seen.EVERYWHERE
        steps = STEPS[connection.vendor]
        return min(page * self._apart, self.customers) < steps * self.customers / self._apart

    def reaches(self, most: int) -> Iterator[list[int]]:
        """Blocks in which PostgreSQL's index may find so many hits, each time more of them; none where
        all hits are as soon gathered. Of what the first customers do not have and the newest do, nobody
        knows where it begins: all hits may be half the account."""
        if blocks := self.blocks(most):
            yield blocks
        elif self.seen is Seen.COMMON and self.hits < FEWEST_HITS:
            begin, end = (customer_id >> BITS[1] for customer_id in (self.first, self.end))
            for wide in WIDER:
                if begin + wide <= end:
                    yield [-1 - block for block in range(begin, begin + wide)]

    def blocks(self, most: int) -> list[int]:
        """The blocks in which PostgreSQL's index finds so many hits, if they go on as they begin; none
        where all hits are as soon gathered."""
        if self.seen is Seen.EVERYWHERE or self.hits < FEWEST_HITS:
            return []
        if connection.vendor != "postgresql" or self.customers < MORE * most * self._apart:
            return []
        ids = int(AMPLE * most * (self.last - self.first + 1) / self.hits)
        small, large = (range(self.first >> bits, (self.first + ids >> bits) + 1) for bits in BITS)
        if len(small) <= MOST_BLOCKS:
            return list(small)
        return [-1 - block for block in large] if len(large) <= MOST_BLOCKS else []

    @property
    def _apart(self) -> float:
        """How far from one hit to the next, in customers."""
        return SAMPLE[connection.vendor] / self.hits
