"""The orders of a customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from crm.accounts.models import Account
from customers.models import Order, OrderLine

from .one import customer_by_id


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """An order, with the number of its lines and the place it was shipped to."""

    id: int
    order_number: str
    status: str
    order_date: datetime
    ship_date: datetime | None
    delivery_date: datetime | None
    total_amount: Decimal
    ship_line1: str
    ship_line2: str
    ship_city: str
    ship_state: str
    ship_postal_code: str
    line_count: int


def orders_of(account: Account, customer_id: int) -> QuerySet[Order]:
    """The customer's orders of every status, newest first.

    Raises:
        NotFound: the account has no customer of that id.
    """
    customer_by_id(account, customer_id)
    return Order.objects.filter(customer__account=account, customer=customer_id).order_by(
        "-order_date", "-pk"
    )


def order_page(
    orders: QuerySet[Order], *, offset: int, limit: int
) -> tuple[int, Sequence[OrderRow]]:
    """How many of these orders there are, and some of them. Two queries."""
    lines = (
        OrderLine.objects.filter(order=OuterRef("pk"))
        .order_by()
        .values("order")
        .annotate(how_many=Count("pk"))
        .values("how_many")
    )
    names = OrderRow.__slots__
    rows: QuerySet[Order, dict[str, Any]] = orders.annotate(
        line_count=Coalesce(Subquery(lines, output_field=IntegerField()), 0)
    ).values(*names)
    total = orders.count()
    return total, [
        OrderRow(**row) for row in rows[offset : offset + limit]
    ] if offset < total else []
