"""What customers bought: orders summed up by the database, however many there are.

Amounts are added up as they are; an account is expected to sell to one customer in one currency.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Greatest, Least, TruncMonth

from crm.accounts.models import Account
from customers.models import Order, OrderLine

from .exact import ExactSum, WholeSeconds
from .once import Given, Once

#: Orders that are not sales: not yet, or no more.
NO_SALE = (Order.Status.DRAFT, Order.Status.CANCELLED)

#: Orders whose goods have left, so that an invoice is out.
INVOICED = (Order.Status.SHIPPED, Order.Status.DELIVERED)

#: Nearer to the ends of the calendar than this, a time of one zone is none in another.
FIRST_TIME = datetime(1, 1, 3, tzinfo=UTC)
LAST_TIME = datetime(9999, 12, 29, tzinfo=UTC)


class Sales(NamedTuple):
    """All that a customer ever bought."""

    lifetime_value: Decimal
    total_orders: int


#: Of one without orders.
NOTHING = Sales(Decimal(0), 0)


class SalesMonth(NamedTuple):
    """The sales of one customer in one of the account's calendar months.

    Attributes:
        month: its first day.
        period_orders, period_revenue: those at or after ``since`` only.
        paid_orders, paid_seconds: of the period, and the time from order to payment, summed.
        invoices: orders whose goods have left.
        overdue: invoices that are neither paid nor within the time for it; ``oldest_overdue`` is
            when the first of them was ordered.
        settled, settled_seconds: orders that are paid or overdue, the latter as if paid now.
    """

    month: date
    orders: int
    revenue: Decimal
    first_order: datetime
    last_order: datetime
    period_orders: int
    period_revenue: Decimal | None
    paid_orders: int
    paid_seconds: int | None
    invoices: int
    overdue: int
    oldest_overdue: datetime | None
    settled: int
    settled_seconds: int | None


class ProductSales(NamedTuple):
    """What a customer bought of one product. Of several names, the last in the alphabet."""

    product_id: str
    product_name: str
    quantity_ordered: Decimal
    revenue: Decimal


def total_sales(account: Account, customer_id: int) -> Decimal:
    """The sum of the customer's orders, 0 without any. Drafts and cancelled ones do not count."""
    return sales_of(account, [customer_id])[customer_id].lifetime_value


def sales_of(account: Account, customer_ids: Collection[int]) -> dict[int, Sales]:
    """What each of these customers ever bought, in one query. Zeros for one without orders."""
    rows = _SALES.rows(account=account.pk, ids=list(customer_ids))
    found = {customer_id: Sales(value, orders) for customer_id, value, orders in rows}
    return {pk: found.get(pk, NOTHING) for pk in customer_ids}


def sales_months(
    account: Account, customer_id: int, *, since: datetime | None, now: datetime, terms_days: int
) -> Sequence[SalesMonth]:
    """The whole life of a customer by months, newest first, in one query. Months with sales only.

    Args:
        since: where the period begins; ``None`` for the whole life.
        terms_days: how many days after the order its invoice is to be paid.
    """
    rows = _months(account.zone, is_narrowed=since is not None).rows(
        account=account.pk,
        customer=customer_id,
        since=since,
        now=now,
        due=now - timedelta(days=terms_days),
    )
    return [SalesMonth._make(row) for row in rows]


@cache
def _months(zone: ZoneInfo, *, is_narrowed: bool) -> Once:
    paid = Q(paid_date__isnull=False)
    overdue = Q(paid_date__isnull=True, status__in=INVOICED, order_date__lt=Given("due"))
    period = Q(order_date__gte=Given("since")) if is_narrowed else None
    paid_in_period = paid if period is None else paid & period
    until_now = Coalesce("paid_date", Given("now", DateTimeField()))
    figures: dict[str, Any] = {
        "orders": Count("pk"),
        "revenue": ExactSum("total_amount"),
        "first_order": Min("order_date"),
        "last_order": Max("order_date"),
        "period_orders": Count("pk", filter=period),
        "period_revenue": ExactSum("total_amount", filter=period),
        "paid_orders": Count("pk", filter=paid_in_period),
        "paid_seconds": Sum(WholeSeconds(F("paid_date") - F("order_date")), filter=paid_in_period),
        "invoices": Count("pk", filter=Q(status__in=INVOICED)),
        "overdue": Count("pk", filter=overdue),
        "oldest_overdue": Min("order_date", filter=overdue),
        "settled": Count("pk", filter=paid | overdue),
        "settled_seconds": Sum(WholeSeconds(until_now - F("order_date")), filter=paid | overdue),
    }
    return Once(
        lambda: (
            _sales()
            .filter(customer=Given("customer"))
            .annotate(month=_month(zone))
            .values_list("month")
            .annotate(**figures)
            .order_by("-month")
        )
    )


def top_products(customer: OuterRef, *, limit: int, is_narrowed: bool) -> "QuerySet[Any, Any]":
    """The products that brought most, best first, as ``ProductSales``; equal ones by their id.

    Args:
        customer: whose, within a query of the account's customers.
        is_narrowed: of orders from ``since`` on only, which is to be given.
    """
    lines = OrderLine.objects.filter(order__customer=customer)
    if is_narrowed:
        lines = lines.filter(order__order_date__gte=Given("since"))
    rows: QuerySet[Any, Any] = (
        lines.exclude(order__status__in=NO_SALE)
        .order_by()
        .values_list("product_id")
        .annotate(
            name=Max("product_name"), quantity_sum=ExactSum("quantity"), revenue=ExactSum("total")
        )
        .order_by("-revenue", "product_id")
    )
    return rows[:limit]


def _sales() -> "QuerySet[Order]":
    # The customer's account and not the order's: by the latter SQLite, which keeps no statistics,
    # would read all orders of the account.
    of_account = Order.objects.filter(customer__account=Given("account"))
    return of_account.exclude(status__in=NO_SALE)


def _month(zone: ZoneInfo) -> TruncMonth:
    at = Least(
        Greatest("order_date", Value(FIRST_TIME, output_field=DateTimeField())),
        Value(LAST_TIME, output_field=DateTimeField()),
    )
    return TruncMonth(at, tzinfo=zone, output_field=DateField())


def sales_rows(**which: Any) -> "QuerySet[Any, Any]":
    """Id, value and number of orders of each of these customers, who has some. Asked with ``account``."""
    return (
        _sales()
        .filter(**which)
        .order_by()
        .values_list("customer_id")
        .annotate(value=ExactSum("total_amount"), orders=Count("pk"))
    )


_SALES = Once(lambda: sales_rows(customer__among=Given("ids")))
