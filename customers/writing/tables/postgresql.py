"""PostgreSQL reads rows out of one JSON document: one statement for one row or for thousands.

``COPY`` would take two thirds of the time for ten thousand rows, but wants their keys drawn
beforehand and a temporary table to update from; for a single row it is the slower.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any

import orjson
from django.db import connection, models

ROWS_PER_STATEMENT = 5_000  # some megabytes of JSON


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    sql = _insert_sql(model, tuple(rows[0]))
    keys: list[int] = []
    with connection.cursor() as cursor:
        for document in _documents(rows):
            cursor.execute(sql, [document])
            keys += [key for (key,) in cursor.fetchall()]
    return keys


def update(
    model: type[models.Model], columns: Sequence[str], rows: Mapping[int, Mapping[str, Any]]
) -> None:
    sql = _update_sql(model, tuple(columns))
    key = _primary_key(model).attname
    named = [{key: pk} | {column: row[column] for column in columns} for pk, row in rows.items()]
    with connection.cursor() as cursor:
        for document in _documents(named):
            cursor.execute(sql, [document])


def _documents(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    left = iter(rows)
    while chunk := list(islice(left, ROWS_PER_STATEMENT)):
        yield orjson.dumps(chunk, default=_as_text, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()


def _as_text(value: object) -> str:
    """Decimals as they are, instants in UTC: orjson would round an offset that has seconds."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


@cache
def _insert_sql(model: type[models.Model], columns: tuple[str, ...]) -> str:
    table, names = _quoted(model._meta.db_table), ", ".join(map(_quoted, columns))
    key = _quoted(_primary_key(model).attname)
    return (
        f"INSERT INTO {table} ({names}) SELECT {names} FROM {_rows(model, columns)}"  # noqa: S608
        f" RETURNING {key}"
    )


@cache
def _update_sql(model: type[models.Model], columns: tuple[str, ...]) -> str:
    table, key = _quoted(model._meta.db_table), _primary_key(model).attname
    written = ", ".join(f"{_quoted(column)} = rows.{_quoted(column)}" for column in columns)
    return (
        f"UPDATE {table} SET {written} FROM {_rows(model, (key, *columns))}"  # noqa: S608
        f" WHERE {table}.{_quoted(key)} = rows.{_quoted(key)}"
    )


def _rows(model: type[models.Model], columns: tuple[str, ...]) -> str:
    """A document's rows as a table of the types that the model's columns have."""
    types = {field.attname: field.db_type(connection) for field in model._meta.concrete_fields}
    typed = ", ".join(f"{_quoted(column)} {types[column]}" for column in columns)
    return f"json_to_recordset(%s) AS rows({typed})"


def _primary_key(model: type[models.Model]) -> "models.Field[Any, Any]":
    return model._meta.pk


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
