"""Which order numbers a file has in more than one place.

A file whose lines are not sorted by order would otherwise store the last piece of each order as the
whole. Told apart before anything is stored, on disk and not in memory, whatever the file's size.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice

from crm.accounts.texts import is_storable

from .raw import RawOrder

NUMBERS_PER_STATEMENT = 500


class Survey:
    """What the first reading of a file found out.

    Attributes:
        orders: how many it holds, good or bad.
    """

    def __init__(self, numbers: sqlite3.Connection, orders: int) -> None:
        self._numbers = numbers
        self.orders = orders

    def repeated(self, numbers: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Of those numbers the ones that stand in two places, with the lines of the first two."""
        known = [number for number in numbers if is_storable(number)]
        marks = ",".join("?" * len(known))
        found = self._numbers.execute(
            "SELECT number, first, again FROM numbers"  # noqa: S608 - question marks only
            f" WHERE again IS NOT NULL AND number IN ({marks})",
            known,
        )
        return {number: (first, again) for number, first, again in found}


@contextmanager
def survey(orders: Iterable[RawOrder]) -> Iterator[Survey]:
    """Read a file through once.

    Raises:
        Unreadable: as the reader of the file.
    """
    # A database without a name is a temporary file, deleted when it is closed.
    with closing(sqlite3.connect("")) as numbers:
        numbers.execute(
            "CREATE TABLE numbers (number TEXT PRIMARY KEY, first INTEGER, again INTEGER)"
            " WITHOUT ROWID"
        )
        count, unread = 0, iter(orders)
        while some := list(islice(unread, NUMBERS_PER_STATEMENT)):
            count += len(some)
            numbers.executemany(
                "INSERT INTO numbers (number, first) VALUES (?, ?) ON CONFLICT (number)"
                " DO UPDATE SET again = coalesce(again, excluded.first)",
                [(o.order_number, o.line) for o in some if o.order_number and _fits(o)],
            )
        yield Survey(numbers, count)


def _fits(order: RawOrder) -> bool:
    return is_storable(order.order_number)
