"""Which customers a page of a list has. Read from indexes alone: the wide rows are read by these ids."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Count, QuerySet, Subquery, Value

from crm.accounts.models import Account
from customers.models import Customer

from .once import Given, Once, cut
from .totals import kept, kept_total
from .turned import turned

#: A filter whose hits nobody keeps a count of is counted by the side that has no more.
COUNTED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which customers are listed, and how.

    Attributes:
        by: columns of an index, without ties.
        is_active: ``None`` for discontinued ones too.
        changed: only those changed at or after an instant.
    """

    by: tuple[str, ...] = ("pk",)
    descending: bool = False
    is_active: bool | None = None
    favourites: bool = False
    changed: bool = False

    def of(self, account: Any) -> "QuerySet[Customer]":
        customers = Customer.objects.filter(account=account)
        if self.is_active is not None:
            customers = customers.filter(is_active=self.is_active)
        return customers.filter(is_favourite=True) if self.favourites else customers


def page_ids(
    account: Account,
    listing: Listing,
    *,
    offset: int,
    limit: int,
    modified_since: datetime | None = None,
) -> tuple[int, list[int]]:
    """How many customers there are in all, and the ids of some of them, in the order of the list.

    One query near the beginning of a list, one more for a deep page or one behind the end, and up to
    three more to count what ``modified_since`` leaves.
    """
    known = None if modified_since is None else _total_since(account, modified_since)
    turn = turned(offset, limit, lambda: _total(account, listing) if known is None else known)
    query = _query(listing, back=turn.back)
    rows = query.rows(
        account=account.pk, since=modified_since, limit=turn.limit, offset=turn.offset
    )
    if known is None:
        known = rows[0][1] if rows else _total(account, listing)
    return known, [pk for pk, _ in turn.forth(rows)]


@cache
def _query(listing: Listing, *, back: bool) -> Once:
    def make() -> "QuerySet[Any, Any]":
        customers = listing.of(Given("account"))
        if listing.changed:
            customers = customers.filter(modified__gte=Given("since"))
        sign = "-" if listing.descending is not back else ""
        ordered = customers.order_by(*(f"{sign}{column}" for column in listing.by))
        return cut(ordered.values_list("pk", _total_column(listing)))

    return Once(make)


def _total_column(listing: Listing) -> Any:
    """The total, told with the first rows; 0 where only ``_total_since`` can tell."""
    if listing.changed:
        return Value(0)
    if not listing.favourites:
        return kept_total(is_active=listing.is_active)
    counted = listing.of(Given("account")).order_by().values("account").annotate(n=Count("pk"))
    return Subquery(counted.values("n"), output_field=BigIntegerField())


def _total(account: Account, listing: Listing) -> int:
    if listing.favourites:
        return listing.of(account).count()
    return kept(account, is_active=listing.is_active)


def _total_since(account: Account, since: datetime) -> int:
    """How many customers were changed since then: exact, and a count of the whole table only where
    both those and the others are many."""
    customers = Customer.objects.filter(account=account).order_by()
    later, earlier = customers.filter(modified__gte=since), customers.filter(modified__lt=since)
    few = later[: COUNTED + 1].count()
    if few <= COUNTED:
        return few
    others = earlier[: COUNTED + 1].count()
    return kept(account, is_active=None) - others if others <= COUNTED else later.count()
