"""Customers found by a part of what is known of them.

Texts are looked up folded, as ``SearchText`` holds them, and as text: no character is a wildcard.

Two ways lead to the first hits, and each is slow where the other is quick. A trigram index yields
all hits before the first can be shown in order: good for a name that few have, a second for one that
all have. Walking the customers in order and testing each shows a common word at once, and reads a
million rows for a rare one. The planner has to guess which is which from a sample of whole texts, and
is often wrong by a hundred. So ``matching`` looks before it asks: it tests the account's first
customers. If some hits are among them the word is common, and the customers are walked, by a
condition in which the planner sees no index; else the index is asked for all hits first, no more than
some thousand unless they stand close together. PostgreSQL's index can be asked for the hits among some
ids alone: so they are counted, where enough of them are near. And a few of the newest customers are
tested: what they have and the first do not is not rare.

Terms of one or two letters have no trigrams of their own. Nearly all are found at once, because many
customers have them. For a rare pair of letters PostgreSQL's index is asked for all trigrams that begin
with it: of a letter or a digit, or with the end of the word; only texts that are not ASCII, which may
go on in thousands of ways, are read. A single letter that is rare is looked for in all texts.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.models import Customer, SearchText
from customers.search_index import BLOCKS, FOREIGN, FTS_IDS

from . import terms as wanted
from .looked import Seen
from .terms import PAIR, Term, all_of, at, like, of_account, terms_of

LONGEST_TEXT = 1_000  # characters; no name or e-mail is longer
#: The names under which a queryset keeps the condition that can be counted by, and the one that
#: enough of the hits to count to ``COUNTED_NEAR`` meet.
BY_INDEX, IS_NEAR = "found_by_index", "is_near"
COUNTED_NEAR = 1_000

PAIR_GOES_ON = r"{}[\x01-\x7f]"
#: Whether a text is of some blocks of ids.
NEAR = f"{BLOCKS} && %s::bigint[]"
IS_FOREIGN = RawSQL(FOREIGN, [], output_field=BooleanField())  # as in the index  # noqa: S611


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
    terms = terms_of(text, everywhere=everywhere)
    texts_hold = partial(all_of, [term.spellings for term in terms], everywhere=everywhere)
    is_indexed = any(term.is_indexed for term in terms)
    look = None
    if is_indexed or any(term.is_pair for term in terms):
        look = wanted.look(account, terms, everywhere=everywhere)
    if look and look.seen is Seen.RARE:
        return customers.filter(pk__gathered=_indexed(account, terms, everywhere=everywhere))
    if not is_indexed:
        return customers.filter(texts_hold(like, "search_text__"))
    # IS NOT NULL makes it an inner join.
    found = customers.filter(texts_hold(at, "search_text__"), search_text__names__isnull=False)
    if look and look.seen is Seen.COMMON and connection.vendor == "postgresql":
        found = found.alias(**{BY_INDEX: texts_hold(like, "search_text__")})
        if blocks := look.blocks(COUNTED_NEAR + 1):
            near = RawSQL(NEAR, [blocks], BooleanField())  # noqa: S611
            found = found.alias(**{IS_NEAR: near})
    return found


def gathered(account: Account, text: str, also: "QuerySet[Any]") -> list[int] | None:
    """The ids of the account's customers that have each word of the text in a searched column, in
    whatever case, and of those that have one of the other rows; ascending. ``None`` where an index
    could miss one, or every tenth customer may have the text.

    Args:
        also: rows of the account that have a ``customer``.
    """
    terms = terms_of(text, everywhere=True)
    # What a database takes for another case of a letter that is not ASCII may be folded otherwise.
    if not text.isascii() or not any(term.is_indexed for term in terms):
        return None
    if wanted.look(account, terms, everywhere=True).seen is Seen.EVERYWHERE:
        return None
    hits = _indexed(account, terms, everywhere=True).values_list("pk", flat=True)
    return sorted({*hits, *also.values_list("customer", flat=True)})


def counted(customers: QuerySet[Customer], cap: int) -> tuple[int, bool]:
    """How many there are, and whether that is all: counting stops at the cap.

    Ten thousand of a common word are further apart than a page of them: what ``matching`` walks for is
    counted through the index, but for words that every tenth customer has; first only where enough of
    them are, which takes a query more if these are not enough.
    """
    if BY_INDEX in customers.query.annotations:
        customers = customers.filter(**{BY_INDEX: True})
    if IS_NEAR in customers.query.annotations and cap <= COUNTED_NEAR:
        near = customers.filter(**{IS_NEAR: True}).order_by()[: cap + 1].count()
        if near > cap:
            return cap, False
    count = customers.order_by()[: cap + 1].count()
    return min(count, cap), count <= cap


def _like_by_index(column: str, text: str) -> Q:
    """The same of a text that is ASCII, in trigrams for two letters as well."""
    if not PAIR.fullmatch(text):
        return like(column, text)
    goes_on = Q(**{f"{column}__regex": PAIR_GOES_ON.format(text)})
    return goes_on | Q(**{f"{column}__endswith": text})


def _indexed(
    account: Account | None, terms: Sequence[Term], *, everywhere: bool
) -> "QuerySet[SearchText, Any]":
    """The ids of the customers whose texts hold the terms, by the indexes of trigrams."""
    texts = SearchText.objects.filter(**of_account(account)).values("pk")
    if connection.vendor == "sqlite":
        indexed = [fts(*term.spellings, everywhere=everywhere) for term in terms if term.is_indexed]
        short = [term.spellings for term in terms if not term.is_indexed]
        return texts.filter(
            all_of(short, like, everywhere=everywhere),
            pk__in=RawSQL(FTS_IDS, [" AND ".join(indexed)]),  # noqa: S611
        )
    texts_hold = partial(all_of, [term.spellings for term in terms], everywhere=everywhere)
    hits = texts.filter(texts_hold(_like_by_index))
    if not any(term.is_pair for term in terms):
        return hits
    return hits.union(texts.filter(IS_FOREIGN, texts_hold(like)), all=True)


def fts(text: str, digits: str = "", *, everywhere: bool = False) -> str:
    """The spellings of a term in the query language of FTS5, where a quoted string is text."""
    query = f"{'{names details}' if everywhere else 'names'}: {quoted(text)}"
    return f"({query} OR details: {quoted(digits)})" if everywhere and digits else query


def quoted(text: str) -> str:
    """As text for FTS5, in whose quotes only the quote means something."""
    return '"' + text.replace('"', '""') + '"'
