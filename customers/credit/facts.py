"""What a credit score is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from customers.models import Customer
from customers.queries.days import days_between, local_day
from customers.queries.sales import SalesMonth

from .terms import terms_days

SECONDS_PER_DAY = 86_400
MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditFacts:
    """How one customer trades and pays. Drafts and cancelled orders are no part of it.

    Tenure and the year's figures end with the last order: how long ago it was earns and costs
    nothing, that is what segments are for.

    Attributes:
        terms_days: within how many days of the order an invoice is to be paid.
        orders: of the whole life.
        year_orders, year_revenue: of the twelve calendar months up to that of the last order.
        tenure_days: from the first order, or from ``customer_since`` where that is earlier, to the
            last order; ``None`` without one.
        invoices: orders whose goods have left.
        overdue_invoices: of these, how many are unpaid beyond the terms.
        oldest_overdue_days: for how long the oldest of them should have been paid.
        days_to_pay: from order to payment on the average of all that are paid or overdue, the
            latter as if paid now, so that not paying never looks quicker than paying late; one
            decimal; ``None`` if there are none.
        balance: what the customer owes.
        limit: the credit limit, ``None`` if none was ever set.
    """

    terms_days: int
    orders: int
    year_orders: int
    year_revenue: Decimal
    tenure_days: int | None
    invoices: int
    overdue_invoices: int
    oldest_overdue_days: int | None
    days_to_pay: Decimal | None
    balance: Decimal
    limit: Decimal | None


def credit_facts(
    customer: Customer, months: Sequence[SalesMonth], *, now: datetime, zone: ZoneInfo
) -> CreditFacts:
    """The facts in a customer and its months, newest first, as they stand at ``now``."""
    terms = terms_days(customer.payment_terms)
    year = _last_year(months, now, zone)
    return CreditFacts(
        terms_days=terms,
        orders=sum(month.orders for month in months),
        year_orders=sum(month.orders for month in year),
        year_revenue=sum((month.revenue for month in year), Decimal(0)),
        tenure_days=_tenure_days(customer, months, now, zone),
        invoices=sum(month.invoices for month in months),
        overdue_invoices=sum(month.overdue for month in months),
        oldest_overdue_days=_oldest_overdue_days(months, terms, now, zone),
        days_to_pay=_days_to_pay(months),
        balance=customer.current_balance,
        limit=customer.credit_limit,
    )


def _last_year(months: Sequence[SalesMonth], now: datetime, zone: ZoneInfo) -> Sequence[SalesMonth]:
    if not months:
        return []
    end = min(months[0].month, local_day(now, zone))
    return [
        month
        for month in months
        if (end.year - month.month.year) * MONTHS_PER_YEAR + end.month - month.month.month
        < MONTHS_PER_YEAR
    ]


def _tenure_days(
    customer: Customer, months: Sequence[SalesMonth], now: datetime, zone: ZoneInfo
) -> int | None:
    if not months:
        return None
    since = min(customer.customer_since or customer.created, months[-1].first_order)
    return days_between(since, min(months[0].last_order, now), zone)


def _oldest_overdue_days(
    months: Sequence[SalesMonth], terms: int, now: datetime, zone: ZoneInfo
) -> int | None:
    oldest = [month.oldest_overdue for month in months if month.oldest_overdue is not None]
    return max(days_between(min(oldest), now, zone) - terms, 0) if oldest else None


def _days_to_pay(months: Sequence[SalesMonth]) -> Decimal | None:
    settled = sum(month.settled for month in months)
    if not settled:
        return None
    seconds = sum(month.settled_seconds or 0 for month in months)
    days = Decimal(seconds) / (settled * SECONDS_PER_DAY)
    return max(days, Decimal(0)).quantize(Decimal("0.1"), ROUND_HALF_UP)
