"""One customer's orders for the people who look after it: filtered, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.errors import NotFound
from customers.models import Order, OrderLine

from .by_id import LARGEST_ID
from .one import customer_by_id

ROWS = 25
COUNTED_TO = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """What orders are narrowed by.

    Attributes:
        text: a part of the order's number, or of a product's number or name.
        since, until: of the order's date; ``until`` is the first moment that is too late.
    """

    text: str = ""
    status: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffOrder:
    """An order in the list."""

    id: int
    order_number: str
    status: str
    order_date: datetime
    paid_date: datetime | None
    total_amount: Decimal
    currency: str
    line_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffOrderPage:
    """Some orders, newest first.

    Attributes:
        has_newer, has_older: whether there are more on that side.
        count: how many there are in all, up to ``COUNTED_TO`` and one more.
    """

    rows: Sequence[StaffOrder]
    has_newer: bool
    has_older: bool
    count: int


def staff_orders(
    account: Account,
    customer_id: int,
    wanted: OrderFilter,
    *,
    older_than: int = 0,
    newer_than: int = 0,
) -> StaffOrderPage:
    """A page of the customer's orders: the newest, or those on one side of an order.

    Reads as many rows as it shows, however far back the page is.

    Args:
        older_than, newer_than: the id of an order of the customer; 0, or that of another one: none.

    Raises:
        NotFound: the account has no such customer.
    """
    customer_by_id(account, customer_id)
    every = Order.objects.filter(account=account, customer=customer_id)
    found = _filtered(every, wanted)
    place = every.filter(pk__in=[newer_than or older_than]).values("order_date", "pk").first()
    forwards = bool(newer_than and place)
    signs = ("order_date", "pk") if forwards else ("-order_date", "-pk")
    beyond = _beyond(place["order_date"], place["pk"], forwards=forwards) if place else Q()
    rows = list(_rows(found.filter(beyond).order_by(*signs)[: ROWS + 1]))
    has_more, rows = len(rows) > ROWS, rows[:ROWS]
    return StaffOrderPage(
        rows=rows[::-1] if forwards else rows,
        has_newer=has_more if forwards else place is not None,
        has_older=True if forwards else has_more,
        count=found.order_by()[: COUNTED_TO + 1].count(),
    )


def staff_order(account: Account, customer_id: int, order_id: int) -> Order:
    """An order of the customer, its lines loaded. Two queries.

    Raises:
        NotFound: the customer has none of that id.
    """
    orders = Order.objects.filter(account=account, customer=customer_id)
    order = orders.prefetch_related("lines").filter(pk=min(order_id, LARGEST_ID)).first()
    if order is None:
        raise NotFound
    return order


def _filtered(orders: QuerySet[Order], wanted: OrderFilter) -> QuerySet[Order]:
    if wanted.status:
        orders = orders.filter(status=wanted.status)
    if wanted.since:
        orders = orders.filter(order_date__gte=wanted.since)
    if wanted.until:
        orders = orders.filter(order_date__lt=wanted.until)
    if wanted.text and not is_storable(wanted.text):
        return orders.none()
    if wanted.text:
        has = Q(product_id__icontains=wanted.text) | Q(product_name__icontains=wanted.text)
        lines = OrderLine.objects.filter(has, order=OuterRef("pk"))
        orders = orders.filter(Q(order_number__icontains=wanted.text) | Exists(lines))
    return orders


def _beyond(moment: datetime, pk: int, *, forwards: bool) -> Q:
    """The orders after a place in the order of the list."""
    if forwards:
        return Q(order_date__gt=moment) | Q(order_date=moment, pk__gt=pk)
    return Q(order_date__lt=moment) | Q(order_date=moment, pk__lt=pk)


def _rows(orders: QuerySet[Order]) -> list[StaffOrder]:
    lines = OrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order")
    counted = Subquery(
        lines.annotate(how_many=Count("pk")).values("how_many"), output_field=IntegerField()
    )
    names = StaffOrder.__slots__
    rows = orders.annotate(line_count=Coalesce(counted, 0)).values(*names)
    return [StaffOrder(**row) for row in rows]
