"""What a search asks for, as conditions on searched texts; and how common it is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from contacts.canonical import bare_digits, searchable
from crm.accounts.models import Account
from customers.models import SearchText

from .once import Given, Once
from .totals import kept_total

SHORTEST_INDEXED = 3  # letters: the indexes are of trigrams
#: How many customers are tested. SQLite's index is quick with all but the most common words.
SAMPLE = {"postgresql": 2_000, "sqlite": 200}
#: Of so many hits among these the word is common: walked for, a page of it is near.
COMMON = {"postgresql": 12, "sqlite": 20}
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

#: Of a folded text: nothing but digits and what people write between them.
PHONE = re.compile(r"[0-9 ()+./\u2010-\u2015-]+")
FEWEST_DIGITS = 3  # of a phone number: fewer are in most numbers
PAIR = re.compile(r"[a-z0-9]{2}")


class Seen(Enum):
    """How much of an account's first customers a text finds."""

    RARE = auto()
    COMMON = auto()
    EVERYWHERE = auto()  # every tenth; or the first customers are all there are


class Look(NamedTuple):
    """What the account's first customers say of a text.

    Attributes:
        hits: how many of them have it.
        customers: how many there are in all; 0 for an operator, who sees all accounts.
        first, last: between which ids they are.
    """

    seen: Seen
    hits: int
    customers: int
    first: int = 0
    last: int = 0

    def walks(self, page: int) -> bool:
        """Whether so many hits are met sooner on a walk than the index gathers all of them."""
        if self.seen is Seen.EVERYWHERE or not self.hits:
            return self.seen is Seen.EVERYWHERE
        steps = STEPS[connection.vendor]
        return min(page * self._apart, self.customers) < steps * self.customers / self._apart

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


@dataclass(frozen=True, slots=True)
class Term:
    """What must occur in a customer's texts.

    Attributes:
        text: folded.
        digits: instead of the text they may occur; empty if it cannot be of a phone number.
    """

    text: str
    digits: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.text, self.digits) if self.digits else (self.text,)

    @property
    def is_indexed(self) -> bool:
        return len(self.text) >= SHORTEST_INDEXED

    @property
    def is_pair(self) -> bool:
        """Whether PostgreSQL's index knows all the trigrams that begin with it."""
        return bool(PAIR.fullmatch(self.text)) and connection.vendor == "postgresql"


def terms_of(text: str, *, everywhere: bool) -> list[Term]:
    """A text that could be one phone number is one, whatever spaces it is written with.

    Args:
        everywhere: each word is a term; else the whole text is one.
    """
    folded = searchable(text)
    if not everywhere or PHONE.fullmatch(folded):
        return [_term(folded)] if folded else []
    return [_term(word) for word in dict.fromkeys(folded.split())]


def _term(text: str) -> Term:
    digits = bare_digits(text) if PHONE.fullmatch(text) else ""
    return Term(text, digits if len(digits) >= FEWEST_DIGITS and digits != text else "")


def like(column: str, text: Any) -> Q:
    """That the column holds the text, which is ``Given`` or a string."""
    return Q(**{f"{column}__contains": text})


def at(column: str, text: Any) -> Q:
    """The same, but no index serves it, and the planner expects every third row to hold the text."""
    place = StrIndex(column, Value(text) if isinstance(text, str) else text)
    return Q(GreaterThan(place, 0))


def all_of(
    terms: Sequence[Sequence[Any]],
    holds: Callable[[str, Any], Q],
    path: str = "",
    *,
    everywhere: bool,
) -> Q:
    """Of a ``SearchText`` at the end of the path: that it holds all the terms.

    Args:
        terms: the spellings of each; the first is the term itself.
        holds: ``like`` or ``at``, or what says the same.
    """
    condition = Q()
    for spellings in terms:
        found = holds(f"{path}names", spellings[0])
        for spelling in spellings if everywhere else ():
            found |= holds(f"{path}details", spelling)
        condition &= found
    return condition


def of_account(account: Account | None) -> dict[str, Account]:
    """The filter for rows of the account; for all rows, for ``None``."""
    return {} if account is None else {"account": account}


def look(account: Account | None, terms: Sequence[Term], *, everywhere: bool) -> Look:
    """How common the terms are among the account's first customers."""
    spellings = [term.spellings for term in terms]
    first = _first(tuple(map(len, spellings)), everywhere=everywhere, of_all=account is None)
    texts = {_name(n, m): text for n, some in enumerate(spellings) for m, text in enumerate(some)}
    ((rows, hits, customers, *ids),) = first.rows(account=account and account.pk, **texts)
    sample = SAMPLE[connection.vendor]
    if rows < sample or hits >= sample // 10:
        return Look(Seen.EVERYWHERE, hits, customers or 0)
    seen = Seen.COMMON if hits >= COMMON[connection.vendor] else Seen.RARE
    return Look(seen, hits, customers or 0, *ids)


@lru_cache(maxsize=64)
def _first(spellings: tuple[int, ...], *, everywhere: bool, of_all: bool) -> Once:
    """How many the account's first customers are, of how many the texts hold the terms, and how many
    customers there are in all.

    Args:
        spellings: how many there are of each term.
        of_all: of all accounts.
    """

    def make() -> "QuerySet[Any, Any]":
        terms = [[Given(_name(n, m)) for m in range(some)] for n, some in enumerate(spellings)]
        texts = SearchText.objects.filter(**({} if of_all else {"account": Given("account")}))
        rows = texts.order_by("pk").annotate(
            id=F("pk"),
            hit=all_of(terms, at, everywhere=everywhere),
            customers=Value(0) if of_all else kept_total(is_active=None),
        )
        return rows.values_list("hit", "customers", "id")[: SAMPLE[connection.vendor]]

    return Once(
        make,
        "SELECT count(*), count(*) FILTER (WHERE hit), max(customers), min(id), max(id)"
        " FROM ({}) AS first",
    )


def _name(term: int, spelling: int) -> str:
    return f"text_{term}_{spelling}"
