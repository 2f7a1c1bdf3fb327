"""Lists of customers, page by page."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Count, QuerySet, Subquery, Value

from crm.accounts.models import Account
from customers.models import Customer

from .listing import Listing
from .once import Given, Once, Row, cut
from .page_ends import end_before, remember_end
from .totals import kept, kept_as_of, kept_total
from .turned import Turn, is_deep, turned

#: A filter whose hits nobody keeps a count of is counted by the side that has no more.
COUNTED = 10_000


class Pages:
    """Pages of lists of customers, each read by one query: which customers it has is asked within it,
    of an index alone, before their wide rows are.

    Args:
        columns: the ``values_list`` wanted of some customers; the first is the id.
    """

    def __init__(self, columns: "Callable[[QuerySet[Customer]], QuerySet[Any, Any]]") -> None:
        self._columns = columns

    def page(
        self,
        account: Account,
        listing: Listing,
        *,
        offset: int,
        limit: int,
        modified_since: datetime | None = None,
    ) -> tuple[int, list[Row]]:
        """How many customers there are in all, and the rows of some of them, in the order of the list.

        One query near the beginning of a list, one more for a deep page or one behind the end, and up
        to three more to count what ``modified_since`` leaves.
        """
        if listing.is_counted and is_deep(offset):
            return self._deep_page(account, listing, offset=offset, limit=limit)
        known = None if modified_since is None else _total_since(account, modified_since)
        turn = turned(offset, limit, lambda: _total(account, listing) if known is None else known)
        rows = query_of(listing, self._columns, back=turn.back).rows(
            account=account.pk, since=modified_since, limit=turn.limit, offset=turn.offset
        )
        if known is None:
            known = rows[0][-1] if rows else _total(account, listing)
        return known, [row[:-1] for row in rows]

    def _deep_page(
        self, account: Account, listing: Listing, *, offset: int, limit: int
    ) -> tuple[int, list[Row]]:
        """Two queries, or three if the account has changed between two pages. Behind a page that was
        read before, whatever the depth, the last of them costs what that of the first page does."""
        total, last_sequence = kept_as_of(account, is_active=listing.is_active)
        before = end_before(account, listing, offset, last_sequence)
        turn = (
            Turn(back=False, offset=0, limit=limit)
            if before
            else turned(offset, limit, lambda: total)
        )
        rows = query_of(listing, self._columns, back=turn.back, goes_on=bool(before)).rows(
            account=account.pk, before=before, limit=turn.limit, offset=turn.offset
        )
        if len(rows) == limit:
            remember_end(account, listing, offset + limit, rows[-1][0], last_sequence)
        return total, [row[:-1] for row in rows]


@cache
def query_of(
    listing: Listing,
    columns: "Callable[[QuerySet[Customer]], QuerySet[Any, Any]]",
    *,
    back: bool,
    goes_on: bool = False,
) -> Once:
    """The rows of a page, each with the total behind the columns.

    Args:
        back: ``offset`` counts from the end of the list; the rows are in its order all the same.
        goes_on: the list begins after the customer ``before``.
    """

    def make() -> "QuerySet[Any, Any]":
        listed = listing.of(Given("account"))
        if listing.changed:
            listed = listed.filter(modified__gte=Given("since"))
        if goes_on:
            listed = listed.filter(listing.after(Given("before")))
        rows = columns(listing.gathered(cut(listed.order_by(*listing.order(back=back)))))
        told: QuerySet[Any, Any] = rows.annotate(total=_total_column(listing))
        return told.order_by(*listing.order())

    # Whether those changed since are few or many, only the instant tells.
    return Once(make, is_planned_anew=listing.changed)


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
