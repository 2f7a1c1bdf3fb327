"""What a search asks for, as conditions on searched texts; and how common it is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from contacts.canonical import bare_digits, searchable
from crm.accounts.models import Account
from customers.models import SearchText

from .looked import SAMPLE, Look, Seen
from .once import Given, Once
from .totals import kept_total

SHORTEST_INDEXED = 3  # letters: the indexes are of trigrams
#: Of so many hits among these the word is common: walked for, a page of it is near.
COMMON = {"postgresql": 12, "sqlite": 20}
#: How many of PostgreSQL's newest customers are tested, and how many hits among them are common.
NEWEST, COMMON_NEWEST = 125, 3

#: Of a folded text: nothing but digits and what people write between them.
PHONE = re.compile(r"[0-9 ()+./\u2010-\u2015-]+")
FEWEST_DIGITS = 3  # of a phone number: fewer are in most numbers
PAIR = re.compile(r"[a-z0-9]{2}")

#: What is asked of each customer that is looked at, and of all of them.
LOOKED = ("id", "hit", "customers", "newest")
COUNTED_LOOK = """SELECT count(*) FILTER (WHERE newest = 0), count(*) FILTER (WHERE newest = 0 AND hit),
max(customers), min(id) FILTER (WHERE newest = 0), max(id) FILTER (WHERE newest = 0),
count(*) FILTER (WHERE newest = 1 AND hit), max(id) FROM ({}) AS looked"""


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
    looked = first.rows(account=account and account.pk, **texts)
    ((rows, hits, customers, from_id, to_id, newest, end),) = looked
    sample = SAMPLE[connection.vendor]
    if rows < sample or hits >= sample // 10:
        return Look(Seen.EVERYWHERE, hits, customers or 0)
    is_common = hits >= COMMON[connection.vendor] or newest >= COMMON_NEWEST
    seen = Seen.COMMON if is_common else Seen.RARE
    return Look(seen, hits, customers or 0, from_id, to_id, newest, end)


@lru_cache(maxsize=64)
def _first(spellings: tuple[int, ...], *, everywhere: bool, of_all: bool) -> Once:
    """How many the account's first customers are, of how many the texts hold the terms, how many
    customers there are in all, the ids of the first and the last of them, of how many of the newest the
    texts hold the terms, and the newest id.

    Args:
        spellings: how many there are of each term.
        of_all: of all accounts.
    """

    def make() -> "QuerySet[Any, Any]":
        terms = [[Given(_name(n, m)) for m in range(some)] for n, some in enumerate(spellings)]
        texts = SearchText.objects.filter(**({} if of_all else {"account": Given("account")}))
        total = Value(0) if of_all else kept_total(is_active=None)
        hit = texts.annotate(id=F("pk"), hit=all_of(terms, at, everywhere=everywhere))
        rows = hit.annotate(customers=total, newest=Value(0)).values_list(*LOOKED)
        rows = rows.order_by("pk")[: SAMPLE[connection.vendor]]
        if connection.vendor != "postgresql":
            return rows
        newest = hit.annotate(customers=Value(0), newest=Value(1)).values_list(*LOOKED)
        return rows.union(newest.order_by("-pk")[:NEWEST], all=True)

    return Once(make, COUNTED_LOOK, is_planned_anew=True)


def _name(term: int, spelling: int) -> str:
    return f"text_{term}_{spelling}"
