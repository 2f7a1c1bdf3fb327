"""Customers found by a part of what is known of them.

Texts are looked up folded, as ``SearchText`` holds them, and as text: no character is a wildcard.

Two ways lead to the first hits, and each is slow where the other is quick. A trigram index yields
all hits before the first can be shown in order: good for a name that few have, a second for one that
all have. Walking the customers in order and testing each shows a common word at once, and reads a
million rows for a rare one. The planner has to guess which is which from a sample of whole texts, and
is often wrong by a hundred. So ``matching`` looks before it asks: it tests the account's first
customers. If they hold a page of hits the word is common, and the customers are walked, by a
condition in which the planner sees no index; else the index is asked for all hits first, no more than
some thousand unless they stand close together.

Terms of one or two letters have no trigrams of their own. Nearly all are found at once, because many
customers have them. For a rare pair of letters PostgreSQL's index is asked for all trigrams that begin
with it: of a letter or a digit, or with the end of the word; only texts that are not ASCII, which may
go on in thousands of ways, are read. A single letter that is rare is looked for in all texts.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, Count, F, Func, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from contacts.canonical import bare_digits, searchable
from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.models import Customer, SearchText
from customers.search_index import FOREIGN, FTS_IDS

LONGEST_TEXT = 1_000  # characters; no name or e-mail is longer
SHORTEST_INDEXED = 3  # letters: the indexes are of trigrams
#: How many customers are tested. SQLite's index is quick with all but the most common words.
SAMPLE = {"postgresql": 4_000, "sqlite": 200}
PAGE = 25
COUNTED = 10_000  # of what an API's client searches for
#: The name under which a queryset keeps the condition that can be counted by.
BY_INDEX = "found_by_index"

#: Of a folded text: nothing but digits and what people write between them.
PHONE = re.compile(r"[0-9 ()+./\u2010-\u2015-]+")
FEWEST_DIGITS = 3  # of a phone number: fewer are in most numbers
PAIR = re.compile(r"[a-z0-9]{2}")
IS_FOREIGN = RawSQL(FOREIGN, [], output_field=BooleanField())  # as in the index  # noqa: S611


class Seen(Enum):
    """How much of an account's first customers a text finds."""

    RARE = auto()  # less than a page
    COMMON = auto()
    EVERYWHERE = auto()  # every tenth; or the first customers are all there are


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
    def is_indexed(self) -> bool:
        return len(self.text) >= SHORTEST_INDEXED

    @property
    def is_pair(self) -> bool:
        """Whether PostgreSQL's index knows all the trigrams that begin with it."""
        return bool(PAIR.fullmatch(self.text)) and connection.vendor == "postgresql"


def matching(account: Account | None, text: str, *, everywhere: bool = False) -> QuerySet[Customer]:
    """The account's customers, discontinued ones included, whose name or e-mail contains the text.

    Case, accents and repeated spaces do not count. An empty text is in every name; one that no
    database can hold, or that is longer than ``LONGEST_TEXT``, is in none. One short query is made at
    once, all else when the customers are asked for; they can be filtered, ordered and sliced.

    Args:
        account: ``None`` for an operator, who sees the customers of all accounts.
        everywhere: Each word of the text may be anywhere: in name, e-mail, code, tax number, phones,
            contacts, aliases, towns and postal codes. A phone number is found by any part of it, in
            whatever format.
    """
    customers = Customer.objects.filter(**of_account(account))
    if len(text) > LONGEST_TEXT or not is_storable(text):
        return customers.none()
    terms = _terms(text, everywhere=everywhere)
    texts_hold = partial(_all_of, terms, everywhere=everywhere)
    is_indexed = any(term.is_indexed for term in terms)
    seen = None
    if is_indexed or any(term.is_pair for term in terms):
        seen = _look(account, texts_hold(_like))
    if seen is Seen.RARE:
        return _from_index(account, customers, terms, everywhere=everywhere)
    if not is_indexed:
        return customers.filter(texts_hold(_like, "search_text__"))
    # IS NOT NULL makes it an inner join.
    found = customers.filter(texts_hold(_at, "search_text__"), search_text__names__isnull=False)
    if seen is Seen.COMMON and connection.vendor == "postgresql":
        found = found.alias(**{BY_INDEX: texts_hold(_like, "search_text__")})
    return found


def rare(account: Account, text: str) -> QuerySet[Customer] | None:
    """Few customers, among them all of the account that have the text in a searched column, in
    whatever case; ``None`` where they would not be few, or an index could miss one."""
    terms = _terms(text, everywhere=True)
    # What a database takes for another case of a letter that is not ASCII may be folded otherwise.
    if not text.isascii() or not any(term.is_indexed for term in terms):
        return None
    if _look(account, _all_of(terms, _like, everywhere=True)) is not Seen.RARE:
        return None
    customers = Customer.objects.filter(account=account)
    return _from_index(account, customers, terms, everywhere=True)


def counted(customers: QuerySet[Customer], cap: int) -> tuple[int, bool]:
    """How many there are, and whether that is all: counting stops at the cap.

    Ten thousand of a common word are further apart than a page of them: what ``matching`` walks for is
    counted through the index, but for words that every tenth customer has.
    """
    if BY_INDEX in customers.query.annotations:
        customers = customers.filter(**{BY_INDEX: True})
    count = customers.order_by()[: cap + 1].count()
    return min(count, cap), count <= cap


def of_account(account: Account | None) -> dict[str, Account]:
    """The filter for rows of the account; for all rows, for ``None``."""
    return {} if account is None else {"account": account}


def _terms(text: str, *, everywhere: bool) -> list[Term]:
    """A text that could be one phone number is one, whatever spaces it is written with."""
    folded = searchable(text)
    if not everywhere or PHONE.fullmatch(folded):
        return [_term(folded)] if folded else []
    return [_term(word) for word in dict.fromkeys(folded.split())]


def _term(text: str) -> Term:
    digits = bare_digits(text) if PHONE.fullmatch(text) else ""
    return Term(text, digits if len(digits) >= FEWEST_DIGITS and digits != text else "")


def _like(column: str, text: str) -> Q:
    return Q(**{f"{column}__contains": text})


def _like_by_index(column: str, text: str) -> Q:
    """The same of a text that is ASCII, in trigrams for two letters as well."""
    if not PAIR.fullmatch(text):
        return _like(column, text)
    return Q(**{f"{column}__regex": rf"{text}[\x01-\x7f]"}) | Q(**{f"{column}__endswith": text})


def _at(column: str, text: str) -> Q:
    """The same, but no index serves it, and the planner expects every third row to hold the text."""
    return Q(GreaterThan(StrIndex(column, Value(text)), 0))


def _all_of(
    terms: Sequence[Term], holds: Callable[[str, str], Q], path: str = "", *, everywhere: bool
) -> Q:
    """Of a ``SearchText`` at the end of the path: that it holds all the terms."""
    condition = Q()
    for term in terms:
        found = holds(f"{path}names", term.text)
        for spelling in (term.text, term.digits) if everywhere else ():
            found |= holds(f"{path}details", spelling) if spelling else Q()
        condition &= found
    return condition


def _look(account: Account | None, condition: Q) -> Seen:
    """How common it is among the first customers that their texts are so."""
    sample = SAMPLE[connection.vendor]
    texts = SearchText.objects.filter(**of_account(account)).order_by("pk")
    seen = texts.annotate(hit=condition)[:sample].aggregate(
        rows=Count("pk"), hits=Count("pk", filter=Q(hit=True))
    )
    if seen["rows"] < sample or seen["hits"] >= sample // 10:
        return Seen.EVERYWHERE
    return Seen.COMMON if seen["hits"] >= PAGE else Seen.RARE


def _from_index(
    account: Account | None,
    customers: QuerySet[Customer],
    terms: Sequence[Term],
    *,
    everywhere: bool,
) -> QuerySet[Customer]:
    if connection.vendor == "sqlite":
        indexed = [_fts(term, everywhere=everywhere) for term in terms if term.is_indexed]
        short = [term for term in terms if not term.is_indexed]
        return customers.filter(
            _all_of(short, _like, "search_text__", everywhere=everywhere),
            pk__in=RawSQL(FTS_IDS, [" AND ".join(indexed)]),  # noqa: S611
        )
    texts = SearchText.objects.filter(**of_account(account)).values("pk")
    hits = texts.filter(_all_of(terms, _like_by_index, everywhere=everywhere))
    if any(term.is_pair for term in terms):
        foreign = texts.filter(IS_FOREIGN, _all_of(terms, _like, everywhere=everywhere))
        hits = hits.union(foreign, all=True)
    # An array is made whole before the customers are read; a subquery may be turned into a walk.
    return customers.filter(
        Func(
            F("pk"),
            ArraySubquery(hits),
            template="%(expressions)s)",
            arg_joiner=" = ANY(",
            output_field=BooleanField(),
        )
    )


def _fts(term: Term, *, everywhere: bool) -> str:
    """The term in the query language of FTS5, where a quoted string is text."""
    query = f"{'{names details}' if everywhere else 'names'}: {quoted(term.text)}"
    return f"({query} OR details: {quoted(term.digits)})" if everywhere and term.digits else query


def quoted(text: str) -> str:
    """As text for FTS5, in whose quotes only the quote means something."""
    return '"' + text.replace('"', '""') + '"'
