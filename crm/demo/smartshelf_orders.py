"""The orders of Customer XYZ, so that Smart Shelf's page shows the figures that it prints: 75 orders
of 45,000.00 in all, each month 600.00 on average, the last one of 2024-01-15 with three lines."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from customers.changes import AddressChange
from customers.models import Order

from .orders import OrderDraft
from .products import Product

WIDGET = Product("prod_123", "Smart Widget", Decimal("50.00"))
HUB = Product("prod_124", "Smart Hub", Decimal("150.00"))
SENSOR = Product("prod_125", "Smart Sensor", Decimal("25.00"))
PLUG = Product("prod_126", "Smart Plug", Decimal("30.00"))
CAMERA = Product("prod_127", "Smart Camera", Decimal("100.00"))
THERMOSTAT = Product("prod_128", "Smart Thermostat", Decimal("105.00"))
LOCK = Product("prod_129", "Smart Lock", Decimal("70.00"))
PANEL = Product("prod_130", "Smart Panel", Decimal("115.00"))
STRIP = Product("prod_131", "Light Strip", Decimal("46.00"))
DISPLAY = Product("prod_132", "Shelf Display", Decimal("99.95"))

Basket: TypeAlias = tuple[tuple[Product, int], ...]

#: Of 450, 750, 525 and 675: of any even number in a row the average is 600. ``PLAIN`` is 600 itself.
BASKETS: tuple[Basket, ...] = (
    ((WIDGET, 3), (SENSOR, 6), (PLUG, 5)),
    ((WIDGET, 3), (HUB, 2), (CAMERA, 3)),
    ((THERMOSTAT, 3), (LOCK, 3)),
    ((WIDGET, 2), (PANEL, 3), (STRIP, 5)),
)
PLAIN: Basket = ((HUB, 2), (CAMERA, 3))

#: Month -> its first day with an order, and how many orders it has.
MONTHS = {
    (2023, 6): (16, 6),
    (2023, 7): (3, 10),
    (2023, 8): (2, 11),
    (2023, 9): (2, 11),
    (2023, 10): (2, 12),
    (2023, 11): (2, 11),
    (2023, 12): (4, 6),
}
#: January's, oldest first, but for the one that the page prints: 4,500.05.
JANUARY: tuple[Basket, ...] = (
    ((WIDGET, 10), (DISPLAY, 2)),
    ((WIDGET, 10), (DISPLAY, 2)),
    ((DISPLAY, 5), (STRIP, 1)),
    ((DISPLAY, 5), (HUB, 1)),
    ((DISPLAY, 5), (PANEL, 1)),
    ((HUB, 4),),
    ((PANEL, 6),),
)
#: The page's ``SO-2024-001``: at midnight UTC, which is still January's where the demo's account is.
PRINTED_AT = datetime(2024, 1, 15, tzinfo=UTC)
PRINTED: Basket = ((WIDGET, 2), (CAMERA, 1), (DISPLAY, 1))

#: Paid so many days after the order, in turn: 12 on average.
DAYS_TO_PAYMENT = (12, 10, 14)
#: In the demo's zone it is the middle of the same day.
NOON = 18


def smartshelf_orders(ships_to: AddressChange) -> list[OrderDraft]:
    """All 75, oldest first."""
    numbers = {2023: 0, 2024: 1}  # the page's own is the first of 2024
    orders = []
    for place, (at, basket) in enumerate([*_year_2023(), *_january(), (PRINTED_AT, PRINTED)]):
        numbers[at.year] += 1
        number = 1 if at == PRINTED_AT else numbers[at.year]
        orders.append(
            OrderDraft(
                number=f"SO-{at.year}-{number:03}",
                at=at,
                status=Order.Status.DELIVERED,
                currency="USD",
                shipped=at + timedelta(days=1),
                delivered=at + timedelta(days=3),
                paid=at + timedelta(days=DAYS_TO_PAYMENT[place % len(DAYS_TO_PAYMENT)]),
                ships_to=ships_to,
                lines=tuple((product, product.price, count) for product, count in basket),
            )
        )
    return orders


def _year_2023() -> Iterator[tuple[datetime, Basket]]:
    turn = 0
    for (year, month), (first, count) in MONTHS.items():
        for place in range(count):
            day = first + place * (29 - first) // count
            is_odd_one = place == count - 1 and count % 2
            yield _at(year, month, day), PLAIN if is_odd_one else BASKETS[turn % len(BASKETS)]
            turn += not is_odd_one


def _january() -> Iterator[tuple[datetime, Basket]]:
    for place, basket in enumerate(JANUARY):
        yield _at(2024, 1, 2 + place * 11 // len(JANUARY)), basket


def _at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, NOON, tzinfo=UTC)
