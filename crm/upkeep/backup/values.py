"""The values of a row as JSON has them, the same from every database, and back."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Field, ForeignKey, JSONField

Row = Sequence[Any]

#: Fields whose JSON value any database takes as it is.
SAME = ("AutoField", "IntegerField", "CharField", "TextField", "SlugField", "BooleanField")


def line_of(row: Row) -> bytes:
    """The row as one line of JSON, without its end."""
    return orjson.dumps(
        [_plain(value) for value in row],
        option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_SORT_KEYS,
    )


def reader_of(fields: Sequence[Field[Any, Any]]) -> Callable[[Row], list[Any]]:
    """What turns the values of a line into those that the database's driver takes."""
    readers = [None if _is_same(field) else _reader(field) for field in fields]

    def read(row: Row) -> list[Any]:
        return [
            value if reader is None else reader(value)
            for value, reader in zip(row, readers, strict=True)
        ]

    return read


class Checksum:
    """Of rows in any order, because databases sort texts each its own way."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._sum += int.from_bytes(sha256(line).digest(), "big")

    @property
    def told(self) -> str:
        return f"{self._sum % 2**256:064x}"


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case Decimal():
            return f"{value:f}"
        case date() | UUID():
            return str(value)
        case _:
            return value


def _is_same(field: Field[Any, Any]) -> bool:
    target = field.target_field if isinstance(field, ForeignKey) else field
    name = target.get_internal_type()
    return any(name.endswith(same) for same in SAME)


def _reader(field: Field[Any, Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value is None and isinstance(field, JSONField) and not field.null:
            return connection.ops.adapt_json_value(None, None)
        return field.get_db_prep_value(field.to_python(value), connection, prepared=False)

    return read
