"""A page of the customers that a text finds, by id, with how many it finds.

The two ways of ``search``, each as one statement: what is gathered or walked is counted and cut in the
same go. Of what is common and still far apart PostgreSQL's index gathers only the hits among
the first ids, as many as are wanted.
"""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.expressions import RawSQL

from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.models import Customer, SearchText
from customers.search_index import FTS_IDS

from . import terms as wanted
from .once import COUNTED_PAGE, Given, Once, Row, first
from .search import IS_FOREIGN, LONGEST_TEXT, NEAR, PAIR_GOES_ON, fts
from .terms import Term, at, like, terms_of

#: Counting ends at so many hits: in an account of no more customers it never does.
COUNTED = 10_000
#: The same in larger ones, where the ten thousandth of a common word is far away: ten pages of 25.
COUNTED_OF_MORE = 250
IS_NEAR = RawSQL(NEAR, [Given("blocks")], BooleanField())  # noqa: S611


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the customers that were found.

    Attributes:
        total: how many there are in all. If they are more than ``COUNTED``, in large accounts than
            ``COUNTED_OF_MORE``, it is that many, behind which it is one more than end with the page.
        ids: those of the page, in their order.
        has_more: whether others come after them.
    """

    total: int
    ids: list[int]
    has_more: bool


class Way(Enum):
    """How the customers are found whose texts hold the term."""

    WALK = auto()  # one after the other
    LETTERS = auto()  # by an index of trigrams
    PAIR = auto()  # by PostgreSQL's, two letters


def found_page(
    account: Account, text: str, *, offset: int, limit: int, is_active: bool | None = None
) -> Found:
    """A page of the account's customers whose name or e-mail contains the text. Two queries; one more
    where fewer of a common text are near than its first customers promise, and up to six more where only
    the newest have it.

    Case, accents and repeated spaces do not count. What no database can hold, or is longer than
    ``LONGEST_TEXT``, is in no name.

    Args:
        text: with something in it that is looked for.
        is_active: ``None`` for discontinued ones too.
    """
    if len(text) > LONGEST_TEXT or not is_storable(text):
        return Found(0, [], has_more=False)
    (term,) = terms_of(text, everywhere=False)
    look, indexed = wanted.look(account, [term], everywhere=False), _indexed(term)
    end, is_large = offset + limit, look.customers > COUNTED
    cap = COUNTED_OF_MORE if is_large else COUNTED
    most = max(end, cap) + 1
    given = {"account": account.pk, **_spellings(term.text), "most": most}
    given |= {"limit": limit, "offset": offset}
    rows: list[Row] = []
    # Discontinued ones are too few to be near.
    if indexed and is_large and is_active is not False:
        near = _hits(indexed, is_active=is_active, is_near=True)
        for blocks in look.reaches(most):
            rows = near.rows(**given, blocks=blocks)
            if rows[0][1] >= most:
                break
    if not rows or rows[0][1] < most:
        way = indexed if indexed and not look.walks(most) else Way.WALK
        rows = _hits(way, is_active=is_active).rows(**given)
    hits = rows[0][1]
    return Found(min(hits, max(cap, end + 1)), [pk for pk, _ in rows if pk], has_more=hits > end)


def _indexed(term: Term) -> Way | None:
    """How an index finds the term, if one does."""
    if term.is_indexed:
        return Way.LETTERS
    return Way.PAIR if term.is_pair else None


def _spellings(text: str) -> dict[str, str]:
    """The text as the statements take it."""
    return {"text": text, "match": fts(text), "pair": PAIR_GOES_ON.format(text)}


@cache
def _hits(way: Way, *, is_active: bool | None, is_near: bool = False) -> Once:
    """A page of the ids that the way finds, each with how many it finds.

    Args:
        is_near: only those of the ``blocks``.
    """

    def make() -> "QuerySet[Any, Any]":
        texts = _texts(is_active=is_active)
        found = _found(way, texts.filter(IS_NEAR) if is_near else texts)
        # SQLite takes what its index has in the order of ids, and looks no farther than it is asked.
        is_cut = way is Way.WALK or connection.vendor == "sqlite"
        return first(found.order_by("pk")) if is_cut else found

    return Once(make, COUNTED_PAGE, is_planned_anew=way is Way.WALK)


def _found(way: Way, texts: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    if way is Way.WALK:
        return texts.filter(at("names", Given("text", TextField())))
    if way is Way.PAIR:
        goes_on, ends = Q(names__regex=Given("pair")), Q(names__endswith=Given("text"))
        foreign = texts.filter(IS_FOREIGN, like("names", Given("text")))
        return texts.filter(goes_on | ends).union(foreign, all=True)
    if connection.vendor == "sqlite":
        return texts.filter(pk__in=RawSQL(FTS_IDS, [Given("match")]))  # noqa: S611
    return texts.filter(like("names", Given("text")))


def _texts(*, is_active: bool | None) -> "QuerySet[Any, Any]":
    texts = SearchText.objects.filter(account=Given("account")).values_list("pk")
    if is_active:  # asked of what has the text, one by one
        active = Customer.objects.filter(pk=OuterRef("pk")).values("is_active")
        return texts.alias(is_active=Subquery(active)).filter(is_active=True)
    if is_active is False:  # few: they may be walked instead
        return texts.filter(customer__account=Given("account"), customer__is_active=False)
    return texts
