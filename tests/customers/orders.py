"""Orders as tests place them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from crm.accounts.models import Account
from customers.models import Customer, Order, OrderLine

NUMBERS = count(1)


def at(text: str) -> datetime:
    """``2024-01-15`` or ``2024-01-15T10:30``, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def an_order(
    customer: Customer,
    when: str | datetime,
    amount: str | int = 100,
    *,
    paid_after: float | None = None,
    **fields: Any,
) -> Order:
    """An order, delivered unless said otherwise; not stored.

    Args:
        paid_after: days from the order to its payment.
    """
    ordered = at(when) if isinstance(when, str) else when
    paid = None if paid_after is None else ordered + timedelta(days=paid_after)
    values = {"status": Order.Status.DELIVERED, "paid_date": paid} | fields
    return Order(
        account_id=customer.account_id,
        customer=customer,
        order_number=f"SO-{next(NUMBERS)}",
        order_date=ordered,
        total_amount=Decimal(amount),
        **values,
    )


def place(
    customer: Customer, when: str | datetime, amount: str | int = 100, **fields: Any
) -> Order:
    """An order like ``an_order``, stored."""
    order = an_order(customer, when, amount, **fields)
    order.save()
    return order


def sell(order: Order, product: str, quantity: str | int, total: str | int, name: str = "") -> None:
    """A line of the order."""
    OrderLine.objects.create(
        account_id=order.account_id,
        order=order,
        position=order.lines.count() + 1,
        product_id=product,
        product_name=name,
        quantity=Decimal(quantity),
        total=Decimal(total),
    )


def page_orders(customer: Customer) -> None:
    """The 75 orders behind the page's figures: 45,000.00 from June to January, paid in 12 days."""
    first, last = at("2023-06-15"), at("2024-01-15")
    Order.objects.bulk_create(
        an_order(customer, first + (last - first) * number / 74, 600, paid_after=12)
        for number in range(75)
    )


def move(account: Account, timezone: str) -> Account:
    """The account in another time zone."""
    account.timezone = timezone
    account.save()
    return account
