"""Rows into tables by the thousand, as quickly as each database can.

``bulk_create`` and ``bulk_update`` spend ten times as long on building SQL as the database on running it.
Here the SQL of a table is the same whatever the rows: it is made once, and the rows are its parameters.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django.db import connection, models

from . import among as among  # so that Django knows the lookup
from . import postgresql, sqlite

#: Column name (``account_id``) to value, as the model's fields hold it.
Row = Mapping[str, Any]


class Tables(Protocol):
    """What a database must be able to do, within the transaction of the caller."""

    def insert(self, model: type[models.Model], rows: Sequence[Row]) -> list[int]:
        """Insert the rows, which all name the same columns; answers their primary keys in order.

        A key that the rows do not name is drawn from the table's own sequence.
        """

    def update(
        self, model: type[models.Model], columns: Sequence[str], rows: Mapping[int, Row]
    ) -> None:
        """Write those columns of the rows, by primary key. A row may hold more than the columns."""


def tables() -> Tables:
    """The implementation for the database in use."""
    return postgresql if connection.vendor == "postgresql" else sqlite
