"""What the demo's customers bought."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

from crm.accounts.models import Account
from customers.changes import AddressChange, Text
from customers.models import Order, OrderLine

from .dice import Dice
from .draft import Draft
from .products import PRODUCTS, RATES, Product

FIRST_NUMBER = 10_001
ROWS_PER_STATEMENT = 500
CENT = Decimal("0.01")
#: How many orders a customer has, and how many customers have so many.
COUNTS = {0: 26, 1: 20, 2: 15, 3: 12, 4: 8, 6: 8, 9: 6, 14: 3, 22: 1}


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderDraft:
    """An order to be. A line is a product, its price there and then, and how many.

    Attributes:
        number: given out in the order of time where it is left out.
    """

    number: str = ""
    at: datetime
    status: Order.Status
    currency: str
    shipped: datetime | None
    delivered: datetime | None
    paid: datetime | None
    ships_to: AddressChange
    lines: tuple[tuple[Product, Decimal, int], ...]

    @property
    def total(self) -> Decimal:
        return sum((price * quantity for _, price, quantity in self.lines), Decimal(0))

    @property
    def is_owed(self) -> bool:
        """The goods are on their way and the money is not."""
        return self.shipped is not None and self.paid is None


def draft_orders(
    dice: Dice, customer: Draft, *, since: datetime, until: datetime, today: datetime
) -> list[OrderDraft]:
    """The orders of one customer, placed within that time, as they stand today."""
    number = dice.one(list(COUNTS), list(COUNTS.values()))
    times = sorted(dice.between(since, until) for _ in range(number))
    return [_draft_order(dice, customer, at, today) for at in times]


def store_orders(account: Account, orders: Iterable[tuple[int, OrderDraft]]) -> int:
    """Store the orders of the customers with those ids; those without a number get the next one.

    Returns:
        how many.
    """
    drafts = sorted(orders, key=lambda pair: (pair[1].at, pair[0]))
    numbers = count(FIRST_NUMBER)
    rows = [
        _row(account, customer, order.number or f"SO-{next(numbers)}", order)
        for customer, order in drafts
    ]
    Order.objects.bulk_create(rows, batch_size=ROWS_PER_STATEMENT)
    OrderLine.objects.bulk_create(
        [
            OrderLine(
                account=account,
                order=row,
                position=position,
                product_id=product.number,
                product_name=product.name,
                quantity=quantity,
                unit_price=price,
                total=price * quantity,
            )
            for row, (_, order) in zip(rows, drafts, strict=True)
            for position, (product, price, quantity) in enumerate(order.lines, start=1)
        ],
        batch_size=ROWS_PER_STATEMENT,
    )
    return len(rows)


def _draft_order(dice: Dice, customer: Draft, at: datetime, today: datetime) -> OrderDraft:
    currency = customer.setting.country.currency
    shipped = at + timedelta(days=dice.number(1, 6), hours=dice.number(0, 5))
    delivered = shipped + timedelta(days=dice.number(1, 9), hours=dice.number(0, 5))
    paid = shipped + timedelta(days=dice.one((5, 14, 28, 31, 44, 62), (2, 3, 5, 3, 2, 1)))
    is_late_payer = dice.chance(0.03)
    if dice.chance(0.05):
        status = Order.Status.CANCELLED
    elif delivered < today:
        status = Order.Status.DELIVERED
    elif shipped < today:
        status = Order.Status.SHIPPED
    else:
        status = dice.one((Order.Status.CONFIRMED, Order.Status.DRAFT), (4, 1))
    left = status in {Order.Status.SHIPPED, Order.Status.DELIVERED}
    return OrderDraft(
        at=at,
        status=status,
        currency=currency,
        shipped=shipped if left else None,
        delivered=delivered if status is Order.Status.DELIVERED else None,
        paid=paid if left and paid < today and not is_late_payer else None,
        ships_to=customer.ships_to,
        lines=tuple(
            (
                product,
                (product.price * RATES[currency]).quantize(CENT),
                dice.one((1, 2, 3, 4, 5, 8, 10, 12, 20, 25)),
            )
            for product in dice.some(PRODUCTS, dice.one((1, 2, 3, 4), (4, 3, 2, 1)))
        ),
    )


def _row(account: Account, customer: int, number: str, order: OrderDraft) -> Order:
    place = order.ships_to
    return Order(
        account=account,
        customer_id=customer,
        order_number=number,
        status=order.status,
        order_date=order.at,
        ship_date=order.shipped,
        delivery_date=order.delivered,
        paid_date=order.paid,
        total_amount=order.total,
        currency=order.currency,
        ship_line1=_text(place.line1),
        ship_line2=_text(place.line2),
        ship_city=_text(place.city),
        ship_state=_text(place.state),
        ship_postal_code=_text(place.postal_code),
        ship_country=_text(place.country),
    )


def _text(value: Text) -> str:
    return value if isinstance(value, str) else ""
