"""What a file says of an order, checked value by value. Says all that is wrong, not the first."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from customers.models import Order, OrderLine
from customers.writing.parts import Part

from . import values as read
from .raw import CUSTOMER_COLUMNS, MOST_LINES, RawLine, RawOrder

Values = dict[str, Any]

#: As if the file had not said them, where they are empty.
LEFT_OUT_WHEN_EMPTY = {"status", "currency", "total_amount"}
ORDER_TEXTS = (
    "order_number",
    "currency",
    "ship_line1",
    "ship_line2",
    "ship_city",
    "ship_state",
    "ship_postal_code",
    "ship_country",
)
# The write path knows how to clean a text for a column of a part.
ORDER = Part("order", Order, frozenset(ORDER_TEXTS))
LINE = Part("lines", OrderLine, frozenset({"product_id", "product_name"}))


@dataclass(frozen=True, slots=True)
class CheckedOrder:
    """An order that can be stored, if its customer is found.

    Attributes:
        values: columns of ``Order`` that the file says; what it leaves out is not in it.
        lines: columns of ``OrderLine``, all but the keys.
    """

    raw: RawOrder
    customer_id: int | None
    customer_code: str
    values: Values
    lines: list[Values]


class Checker:
    """Checks orders for an account.

    Args:
        zone: the account's, in which days begin and times without a zone are meant.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self._order: dict[str, Callable[[object], Any]] = {
            **{column: partial(read.text, ORDER, column) for column in ORDER_TEXTS},
            "status": read.status,
            "order_date": partial(read.time, zone=zone),
            "ship_date": partial(read.optional_time, zone=zone),
            "delivery_date": partial(read.optional_time, zone=zone),
            "paid_date": partial(read.optional_time, zone=zone),
            "total_amount": partial(read.amount, Order, "total_amount"),
        }

    def check(self, raw: RawOrder) -> CheckedOrder | None:
        """The order, or ``None`` where ``raw.problems`` says why not."""
        if raw.problems and not raw.values:
            return None  # nothing was readable
        told_id, told_code = (raw.values.get(name) for name in CUSTOMER_COLUMNS)
        customer_id = _value(raw, "customer_id", read.customer_id, told_id)
        code = _value(raw, "customer_code", read.customer_code, told_code)
        if read.is_empty(told_id) and read.is_empty(told_code):
            raw.say("customer_id", "An order needs customer_id or customer_code.")
        values = self._values(raw)
        lines = [_line(raw, line, place) for place, line in enumerate(raw.lines, start=1)]
        if not lines:
            raw.say("lines", "An order has at least one line.")
        elif len(lines) > MOST_LINES:
            raw.say("lines", f"An order has at most {MOST_LINES:,} lines.")
        if not raw.problems and "total_amount" not in values:
            total = sum((line["total"] for line in lines), Decimal(0))
            values["total_amount"] = _value(raw, "total_amount", _fits, total)
        return None if raw.problems else CheckedOrder(raw, customer_id, code, values, lines)

    def _values(self, raw: RawOrder) -> Values:
        required = {"order_number": None, "order_date": None}
        return {
            column: _value(raw, column, self._order[column], told)
            for column, told in (required | raw.values).items()
            if column in self._order and not (column in LEFT_OUT_WHEN_EMPTY and read.is_empty(told))
        }


LINE_READERS: dict[str, Callable[[object], Any]] = {
    "product_id": partial(read.text, LINE, "product_id"),
    "product_name": partial(read.text, LINE, "product_name"),
    "quantity": partial(read.amount, OrderLine, "quantity"),
    "unit_price": partial(read.amount, OrderLine, "unit_price"),
    "line_total": partial(read.amount, OrderLine, "total"),
}
DEFAULTS = {"quantity": 1, "line_total": 0}
_fits = partial(read.rounded, Order, "total_amount")
_fits_line = partial(read.rounded, OrderLine, "total")


def _line(raw: RawOrder, line: RawLine, position: int) -> Values:
    told = line.values
    known = len(raw.problems)
    values: Values = {"position": position}
    for column, reader in LINE_READERS.items():
        value = told.get(column)
        if column in DEFAULTS and read.is_empty(value):
            value = DEFAULTS[column]
        values[column] = _value(raw, column, reader, value, line)
    values["total"] = values.pop("line_total")
    if len(raw.problems) == known and read.is_empty(told.get("line_total")):
        product = values["quantity"] * values["unit_price"]
        values["total"] = _value(raw, "line_total", _fits_line, product, line)
    return values


def _value(
    raw: RawOrder,
    column: str,
    reader: Callable[[Any], Any],
    value: object,
    line: RawLine | None = None,
) -> Any:
    """What the reader makes of the value; what is wrong with it is said of its line."""
    try:
        return reader(value)
    except ValidationError as error:
        for message in error.messages:
            raw.say((line.path if line else "") + column, message, line=line.line if line else None)
        return None
