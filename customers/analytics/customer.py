"""The figures of one customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from crm.accounts.models import Account
from customers.credit.facts import SECONDS_PER_DAY, credit_facts
from customers.credit.scoring import risk_of, score
from customers.credit.terms import terms_days, utilization
from customers.queries.days import days_between
from customers.queries.one import dealings
from customers.queries.sales import ProductSales, SalesMonth, sales_months

from .period import Period
from .segments import SegmentFacts, segment_of

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryMonth:
    """What a customer bought in one calendar month of the account, ``2024-01``."""

    month: str
    orders: int
    revenue: Decimal
    avg_order_value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAnalytics:
    """A customer in figures. Money is of two decimals; drafts and cancelled orders do not count.

    Attributes:
        lifetime_value, last_order_date, customer_since: of the whole life, as are
            ``days_since_last_order`` (calendar days of the account), segment and risk.
        total_orders, total_revenue, avg_order_value: of the period, as is all that follows here.
        avg_payment_days: from order to payment, of the orders that are paid; ``None`` if none is.
        order_history: months with orders, newest first. They add up to the totals.
        top_products: at most ten, best first.
        current_balance, credit_limit, credit_utilization: as they are now, see
            ``customers.credit.terms.utilization``.
    """

    customer_id: int
    customer_name: str
    lifetime_value: Decimal
    total_orders: int
    avg_order_value: Decimal
    last_order_date: datetime | None
    customer_since: datetime
    days_since_last_order: int | None
    total_revenue: Decimal
    current_balance: Decimal
    credit_limit: Decimal | None
    credit_utilization: Decimal | None
    avg_payment_days: int | None
    order_history: Sequence[HistoryMonth]
    top_products: Sequence[ProductSales]
    customer_segment: str
    risk_score: str


def customer_analytics(
    account: Account, customer_id: int, period: Period, *, now: datetime | None = None
) -> CustomerAnalytics:
    """The figures of a customer, discontinued or not. Two queries, however many orders there are.

    Raises:
        NotFound: the account has no such customer.
    """
    now, zone = now or timezone.now(), account.zone
    since = period.since(now, zone)
    customer, products, rules = dealings(account, customer_id, since=since)
    terms = terms_days(customer.payment_terms)
    months = sales_months(account, customer_id, since=since, now=now, terms_days=terms)
    history = _history(months)
    orders = sum(month.orders for month in history)
    revenue = sum((month.revenue for month in history), Decimal(0)).quantize(CENT)
    last = months[0].last_order if months else None
    lived = _lived(months, now, account)
    return CustomerAnalytics(
        customer_id=customer_id,
        customer_name=customer.name,
        lifetime_value=lived.lifetime_value,
        total_orders=orders,
        avg_order_value=_average(revenue, orders),
        last_order_date=last,
        customer_since=customer.customer_since or customer.created,
        days_since_last_order=lived.days_since_last_order,
        total_revenue=revenue,
        current_balance=customer.current_balance,
        credit_limit=customer.credit_limit,
        credit_utilization=utilization(customer.current_balance, customer.credit_limit),
        avg_payment_days=_payment_days(months),
        order_history=history,
        top_products=products,
        customer_segment=segment_of(rules, lived),
        risk_score=risk_of(score(credit_facts(customer, months, now=now, zone=zone)).value),
    )


def _lived(months: Sequence[SalesMonth], now: datetime, account: Account) -> SegmentFacts:
    zone = account.zone
    return SegmentFacts(
        lifetime_value=sum((month.revenue for month in months), Decimal(0)).quantize(CENT),
        orders=sum(month.orders for month in months),
        days_since_last_order=days_between(months[0].last_order, now, zone) if months else None,
        days_since_first_order=days_between(months[-1].first_order, now, zone) if months else None,
    )


def _history(months: Sequence[SalesMonth]) -> list[HistoryMonth]:
    return [
        HistoryMonth(
            month=month.month.isoformat()[:7],
            orders=month.period_orders,
            revenue=month.period_revenue,
            avg_order_value=_average(month.period_revenue, month.period_orders),
        )
        for month in months
        if month.period_revenue is not None
    ]


def _average(revenue: Decimal, orders: int) -> Decimal:
    return (revenue / orders if orders else Decimal(0)).quantize(CENT, ROUND_HALF_UP)


def _payment_days(months: Sequence[SalesMonth]) -> int | None:
    paid = sum(month.paid_orders for month in months)
    if not paid:
        return None
    seconds = sum(month.paid_seconds or 0 for month in months)
    days = Decimal(max(seconds, 0)) / (paid * SECONDS_PER_DAY)
    return int(days.quantize(Decimal(1), ROUND_HALF_UP))
