"""Customers found by a part of what is known of them.

Texts are looked up folded, as ``SearchText`` holds them, and as text: no character is a wildcard.

Two ways lead to the first hits, and each is slow where the other is quick. A trigram index yields
all hits before the first can be shown in order: good for a name that few have, a second for one that
all have. Walking the customers in order and testing each shows a common word at once, and reads a
million rows for a rare one. The planner would have to guess which is which. So ``matching`` looks
before it asks: it tests the account's first customers. If they hold a page of hits the word is
common, and the planner may walk; else the index is asked for all hits first, no more than some
thousand unless they stand close together. Terms of one or two letters have no trigrams and are
always walked for: at once for nearly all of them, because many customers have them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, Count, F, Func, Q, QuerySet
from django.db.models.expressions import RawSQL

from contacts.canonical import bare_digits, searchable
from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.models import Customer, SearchText
from customers.search_index import FTS_IDS

LONGEST_TEXT = 1_000  # characters; no name or e-mail is longer
SHORTEST_INDEXED = 3  # letters: the indexes are of trigrams
#: How many customers are tested. SQLite's index is quick with all but the most common words.
SAMPLE = {"postgresql": 4_000, "sqlite": 200}
COMMON = 25  # hits in the sample

#: Of a folded text: nothing but digits and what people write between them.
PHONE = re.compile(r"[0-9 ()+./\u2010-\u2015-]+")
FEWEST_DIGITS = 3  # of a phone number: fewer are in most numbers


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
    condition = _contains(terms, everywhere=everywhere)
    if any(term.is_indexed for term in terms) and not _is_common(account, condition):
        return _from_index(account, customers, terms, everywhere=everywhere)
    return customers.filter(_contains(terms, everywhere=everywhere, path="search_text__"))


def counted(customers: QuerySet[Customer], cap: int = 10_000) -> tuple[int, bool]:
    """How many there are, and whether that is all: counting stops at the cap."""
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


def _contains(terms: Sequence[Term], *, everywhere: bool, path: str = "") -> Q:
    """Of a ``SearchText`` at the end of the path: that it holds all the terms."""
    condition = Q()
    for term in terms:
        found = Q(**{f"{path}names__contains": term.text})
        for spelling in (term.text, term.digits) if everywhere else ():
            found |= Q(**{f"{path}details__contains": spelling}) if spelling else Q()
        condition &= found
    return condition


def _is_common(account: Account | None, condition: Q) -> bool:
    """Whether the first customers hold a page of hits, or are all there are."""
    sample = SAMPLE[connection.vendor]
    texts = SearchText.objects.filter(**of_account(account)).order_by("pk")
    seen = texts.annotate(hit=condition)[:sample].aggregate(
        rows=Count("pk"), hits=Count("pk", filter=Q(hit=True))
    )
    return bool(seen["hits"] >= COMMON or seen["rows"] < sample)


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
            _contains(short, everywhere=everywhere, path="search_text__"),
            pk__in=RawSQL(FTS_IDS, [" AND ".join(indexed)]),  # noqa: S611
        )
    hits = SearchText.objects.filter(_contains(terms, everywhere=everywhere), **of_account(account))
    # An array is made whole before the customers are read; a subquery may be turned into a walk.
    return customers.filter(
        Func(
            F("pk"),
            ArraySubquery(hits.values("pk")),
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
