"""An order as a file tells it, before anybody has looked at what it says."""

from dataclasses import dataclass, field
from typing import Final

#: What a file may say of an order, in the order of the documentation.
ORDER_COLUMNS: Final = (
    "order_number",
    "customer_id",
    "customer_code",
    "status",
    "order_date",
    "ship_date",
    "delivery_date",
    "paid_date",
    "currency",
    "total_amount",
    "ship_line1",
    "ship_line2",
    "ship_city",
    "ship_state",
    "ship_postal_code",
    "ship_country",
)
#: What a file may say of one line of an order.
LINE_COLUMNS: Final = ("product_id", "product_name", "quantity", "unit_price", "line_total")
#: What it must say; and of a customer at least one of the two.
REQUIRED_COLUMNS: Final = ("order_number", "order_date", "product_id", "unit_price")
CUSTOMER_COLUMNS: Final = ("customer_id", "customer_code")

#: An order is held in memory whole, so it may not be endless. Readers stop at the line after these.
MOST_LINES = 10_000


class Unreadable(Exception):
    """The file as a whole cannot be read as orders. Nothing of it was stored."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line of the file, in words for a person.

    Attributes:
        line: counted from 1, the header included.
        field: the column, empty where it is about the whole line.
    """

    line: int
    order_number: str
    field: str
    message: str


@dataclass(slots=True)
class RawLine:
    """One line of an order.

    Attributes:
        path: what stands before the name of a column in messages: ``lines[2].`` in JSON.
    """

    line: int
    values: dict[str, object]
    path: str = ""


@dataclass(slots=True)
class RawOrder:
    """One order with its lines; texts without outer space.

    Attributes:
        line: where it begins.
        order_number: empty when it could not be read.
        values: the columns that the file has; a column that it has not is not in it.
        problems: what reading it already showed.
    """

    line: int
    order_number: str
    values: dict[str, object]
    lines: list[RawLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def say(self, field: str, message: str, *, line: int | None = None) -> None:
        """Note what is wrong; of the order's first line, if no other is named."""
        self.problems.append(Problem(line or self.line, self.order_number, field, message))
