"""Customers as the staff's list shows them: one row each, paged by key, so that the last page costs
what the first does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from contacts.models import join_name
from crm.accounts.models import Account
from customers.models import Customer

from .flat import ORDERS as FLAT_ORDERS
from .once import Given, Once

#: What the list can be ordered by -> the column; ties are broken by id.
ORDERS = {name: columns[0] for name, columns in FLAT_ORDERS.items()} | {"number": "number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffListRow:
    """A customer in one row; texts are never None. The place is the billing address'."""

    id: int
    number: int
    code: str
    name: str
    contact: str
    email: str
    phone: str
    city: str
    country: str
    group: str
    store: str
    is_b2b: bool
    is_vip: bool
    is_favourite: bool
    is_active: bool
    created: datetime
    modified: datetime


@dataclass(frozen=True, slots=True)
class StaffListPage:
    """Some of the customers.

    Attributes:
        before, after: ids to ask for the previous and the next page with; ``None`` if there is none.
    """

    customers: Sequence[StaffListRow]
    before: int | None = None
    after: int | None = None


def in_order(
    customers: QuerySet[Customer], order: str, *, descending: bool = False
) -> QuerySet[Customer]:
    """All of the customers as the list orders them."""
    sign = "-" if descending else ""
    return customers.order_by(f"{sign}{ORDERS[order]}", f"{sign}pk")


def staff_list_page(  # noqa: PLR0913  keyword-only, and a list has that many sides
    account: Account,
    customers: QuerySet[Customer],
    *,
    order: str,
    descending: bool = False,
    after: int | None = None,
    before: int | None = None,
    limit: int,
    are_few: bool = False,
) -> StaffListPage:
    """A page of the customers, in three queries at most: where it begins, which they are, and their rows.

    Args:
        customers: of the account, filtered, in any order.
        order: one of ``ORDERS``.
        after, before: the id of the customer next to the page. One that is no longer among the
            customers still marks the place; one that never was begins with the first page.
        are_few: all of them are sooner found than a page of them is met on a walk in that order.
    """
    column = ORDERS[order]
    backwards = before is not None
    rows = _found_first(customers) if are_few else customers
    neighbour = before if backwards else after
    begun = False
    if neighbour is not None:
        at = Customer.objects.filter(account=account, pk=neighbour)
        value = at.values_list(column, flat=True).first()
        begun = value is not None
        if begun:
            rows = rows.filter(_beyond(column, value, neighbour, up=descending == backwards))
    signs = "-" if descending != (backwards and begun) else ""
    by = [f"{signs}{column}", f"{signs}pk"]
    # The page is cut from the index alone; the wide rows are joined to what is left.
    ids = list(rows.order_by(*by).values_list("pk", flat=True)[: limit + 1])
    more = len(ids) > limit
    ids = ids[:limit]
    if backwards and begun:
        ids.reverse()
    rows_shown = staff_list_rows(ids)
    if not ids:
        return StaffListPage(rows_shown)
    earlier, later = (more, True) if backwards and begun else (begun, more)
    return StaffListPage(rows_shown, ids[0] if earlier else None, ids[-1] if later else None)


def _found_first(customers: QuerySet[Customer]) -> QuerySet[Customer]:
    """The same, put in order once all are found. The planner thinks that they are anywhere in an order,
    but those created lately have no low numbers."""
    return Customer.objects.filter(pk__gathered=customers.order_by().values("pk"))


def _beyond(column: str, value: object, pk: int, *, up: bool) -> Q:
    """Of the rows that come after this place; said so that an index can begin there."""
    side = "gt" if up else "lt"
    return Q(**{f"{column}__{side}e": value}) & (
        Q(**{f"{column}__{side}": value}) | Q(**{f"pk__{side}": pk})
    )


def _rows() -> "QuerySet[Any, Any]":
    return (
        Customer.objects.filter(pk__among=Given("ids"))
        .annotate(
            billing=FilteredRelation("addresses", condition=Q(addresses__kind="billing")),
            person=FilteredRelation("contact_links", condition=Q(contact_links__is_primary=True)),
        )
        .values_list(
            "pk",
            "number",
            "code",
            "name",
            "email",
            "phone",
            "billing__city",
            "billing__country",
            "group__name",
            "home_store__name",
            "is_b2b",
            "is_vip",
            "is_favourite",
            "is_active",
            "created",
            "modified",
            "person__contact__first_name",
            "person__contact__middle_name",
            "person__contact__last_name",
        )
    )


_ROWS = Once(_rows)


def staff_list_rows(ids: Sequence[int]) -> list[StaffListRow]:
    """The customers of these ids in their order, in one query; those that are not there are left out."""
    found = {
        row[0]: StaffListRow(
            id=row[0],
            number=row[1],
            code=row[2],
            name=row[3],
            email=row[4],
            phone=row[5],
            city=row[6] or "",
            country=row[7] or "",
            group=row[8] or "",
            store=row[9] or "",
            is_b2b=row[10],
            is_vip=row[11],
            is_favourite=row[12],
            is_active=row[13],
            created=row[14],
            modified=row[15],
            contact=join_name(row[16] or "", row[17] or "", row[18] or ""),
        )
        for row in _ROWS.rows(ids=list(ids))
    }
    return [found[pk] for pk in ids if pk in found]
