"""Rows into tables by the thousand, as quickly as each database can.

``bulk_create`` and ``bulk_update`` spend ten times as long on building SQL as the database on running it.
Here the SQL of a table is the same whatever the rows: it is made once, and the rows are its parameters.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from django.db import connection, models

from . import postgresql, sqlite

#: Column name (``account_id``) to value, as the model's fields hold it.
Row = Mapping[str, Any]


class Tables(Protocol):
    """What a database must be able to do, within the transaction of the caller."""

    def transaction(self) -> AbstractContextManager[None]:
        """A transaction, or a part of one that is taken back by itself: statements whose answers nobody
        reads yet are sent together, and the end with the last of them.

        What the database refuses is raised when an answer is read, or at the end.
        """

    def keys(
        self, rows: Mapping[type[models.Model], int]
    ) -> dict[type[models.Model], Iterator[int]]:
        """So many primary keys of new rows, drawn from the tables' sequences: one statement."""

    def insert(self, model: type[models.Model], rows: Sequence[Row]) -> None:
        """Insert the rows, which all name the same columns; without primary keys the table draws them."""

    def update(
        self, model: type[models.Model], columns: Sequence[str], rows: Mapping[int, Row]
    ) -> None:
        """Write those columns of the rows, by primary key. A row may hold more than the columns."""


def tables() -> Tables:
    """The implementation for the database in use."""
    return postgresql if connection.vendor == "postgresql" else sqlite
