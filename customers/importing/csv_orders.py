"""Orders from CSV: a header, then a line for each line of an order, with the order's columns on each.

Lines of one order follow each other. A line that cannot be told to be of one order may be of the one
before it or of the one after it, so it takes both with it: no half of an order is ever stored.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

from .raw import (
    CUSTOMER_COLUMNS,
    LINE_COLUMNS,
    MOST_LINES,
    ORDER_COLUMNS,
    REQUIRED_COLUMNS,
    RawLine,
    RawOrder,
    Unreadable,
)

DELIMITERS = ",;\t"


def read_csv(lines: Iterator[str]) -> Iterator[RawOrder]:
    """The orders of a CSV file; the delimiter is the one that its header uses.

    Raises:
        Unreadable: the header lacks a column, or has one that nobody knows or that stands twice.
    """
    header = next(lines, "")
    delimiter = max(DELIMITERS, key=header.count)
    columns = _columns(header, delimiter)
    grouping = _Grouping(columns)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 2  # of the header, and of the line to come
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield from grouping.unreadable(line, f"Cannot be read as CSV: {error}.")
            continue
        if cells is None:
            break
        yield from grouping.add(line, [cell.strip() for cell in cells])
    yield from grouping.end()


def _columns(header: str, delimiter: str) -> list[str]:
    try:
        columns = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    except csv.Error as error:
        raise Unreadable(f"The header cannot be read as CSV: {error}.") from error
    if not any(columns):
        raise Unreadable("The file has no header.")
    unknown = [name for name in columns if name not in ORDER_COLUMNS + LINE_COLUMNS]
    if unknown:
        known = ", ".join(ORDER_COLUMNS + LINE_COLUMNS)
        raise Unreadable(f"Unknown columns: {_some(unknown)}. Known are: {known}.")
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise Unreadable(f"Columns that stand twice: {_some(twice)}.")
    missing = [name for name in REQUIRED_COLUMNS if name not in columns]
    if not set(CUSTOMER_COLUMNS) & set(columns):
        missing.append(" or ".join(CUSTOMER_COLUMNS))
    if missing:
        raise Unreadable(f"Missing columns: {', '.join(missing)}.")
    return columns


def _some(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"  # noqa: PLR2004


@dataclass(slots=True)
class _Grouping:
    """Lines put together to orders.

    Attributes:
        doubtful: the last line that could not be told to be of one order, until the next that can.
    """

    columns: list[str]
    current: RawOrder | None = None
    doubtful: int | None = None
    of_order: list[str] = field(init=False)
    of_line: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.of_order = [name for name in self.columns if name in ORDER_COLUMNS]
        self.of_line = [name for name in self.columns if name in LINE_COLUMNS]

    def add(self, line: int, cells: list[str]) -> Iterator[RawOrder]:
        """Take a line in; gives back the order that ended before it."""
        if not any(cells):
            return
        if len(cells) != len(self.columns):
            message = f"Has {len(cells)} values for {len(self.columns)} columns."
            yield from self.unreadable(line, message)
            return
        values = dict(zip(self.columns, cells, strict=True))
        number = values["order_number"]
        if not number:
            yield from self.unreadable(line, "May not be empty.", "order_number")
            return
        if self.current is None or self.current.order_number != number:
            yield from self.end()
            self._begin(line, number, values)
        assert self.current is not None
        self._continue(self.current, line, values)

    def unreadable(self, line: int, message: str, field: str = "") -> Iterator[RawOrder]:
        """A line of nobody knows which order."""
        if self.current is not None:
            self.current.say("", f"Line {line} may be of this order.")
        yield from self.end()
        broken = RawOrder(line, "", {})
        broken.say(field, message)
        self.doubtful = line
        yield broken

    def end(self) -> Iterator[RawOrder]:
        """The order that was being read, if there is one."""
        if self.current is not None:
            yield self.current
        self.current = None

    def _begin(self, line: int, number: str, values: dict[str, str]) -> None:
        self.current = RawOrder(line, number, {name: values[name] for name in self.of_order})
        if self.doubtful is not None:
            self.current.say("", f"Line {self.doubtful} may be of this order.")
            self.doubtful = None

    def _continue(self, order: RawOrder, line: int, values: dict[str, str]) -> None:
        if len(order.lines) > MOST_LINES:
            return
        order.lines.append(RawLine(line, {name: values[name] for name in self.of_line}))
        for name in self.of_order:
            if values[name] and values[name] != order.values[name]:
                order.say(name, f"Differs from line {order.line}.", line=line)
