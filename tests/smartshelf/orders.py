"""Orders, brought in as an import does: rows of the record."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Protocol

from crm.accounts.models import Account
from customers.models import Order, OrderLine

#: Product, its name, how many, the price of one.
Line = tuple[str, str, Any, Any]
WIDGET: Line = ("prod_123", "Smart Widget", 1, 100)


class MakeOrder(Protocol):
    def __call__(self, customer_id: str, **columns: Any) -> Order: ...


def make_order(
    account: Account,
    customer_id: str,
    *,
    at: datetime = datetime(2024, 1, 15, tzinfo=UTC),
    status: str = "delivered",
    shipped: datetime | None = None,
    delivered: datetime | None = None,
    paid: datetime | None = None,
    lines: Sequence[Line] = (WIDGET,),
    **columns: Any,
) -> Order:
    """An order of the customer, numbered as it came in; its total is that of its lines."""
    amounts = [Decimal(str(count)) * Decimal(str(price)) for *_, count, price in lines]
    number = f"SO-{Order.objects.filter(account=account).count() + 1}"
    order = Order.objects.create(
        account=account,
        customer_id=int(customer_id.removeprefix("cust_")),
        order_date=at,
        status=status,
        ship_date=shipped,
        delivery_date=delivered,
        paid_date=paid,
        **{"order_number": number, "total_amount": sum(amounts, Decimal(0))} | columns,
    )
    OrderLine.objects.bulk_create(
        OrderLine(
            account=account,
            order=order,
            position=position,
            product_id=product,
            product_name=name,
            quantity=Decimal(str(count)),
            unit_price=Decimal(str(price)),
            total=amount,
        )
        for position, ((product, name, count, price), amount) in enumerate(
            zip(lines, amounts, strict=True), start=1
        )
    )
    return order
