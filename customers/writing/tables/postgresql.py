"""PostgreSQL reads rows out of one JSON document: one statement for one row or for thousands.

``COPY`` would take two thirds of the time for ten thousand rows, but wants their keys drawn
beforehand and a temporary table to update from; for a single row it is the slower.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any

import orjson
from django.db import connection, models
from django.db.transaction import atomic

from customers.queries.once import prepared_cursor

ROWS_PER_STATEMENT = 5_000  # some megabytes of JSON

# OFFSET 0: the sequence of a table is looked up once, not for each of its rows.
KEYS = """
SELECT place, nextval(sequence) FROM (
    SELECT place, wanted, pg_get_serial_sequence(name, key) AS sequence
    FROM json_to_recordset(%s) AS tables(place int, name text, key text, wanted int) OFFSET 0
) AS tables, generate_series(1, wanted)
"""


@contextmanager
def transaction() -> Iterator[None]:
    is_whole = not connection.in_atomic_block
    with atomic(), connection.wrap_database_errors, connection.connection.pipeline():
        yield
        if is_whole and not connection.needs_rollback:
            # In one trip with what was written. ``atomic`` then finds nothing left to commit.
            connection.connection.execute("COMMIT")


def keys(rows: Mapping[type[models.Model], int]) -> dict[type[models.Model], Iterator[int]]:
    tables = [
        {
            "place": place,
            "name": _quoted(model._meta.db_table),
            "key": _primary_key(model).attname,
            "wanted": wanted,
        }
        for place, (model, wanted) in enumerate(rows.items())
    ]
    drawn: list[list[int]] = [[] for _ in rows]
    with prepared_cursor() as cursor:
        cursor.execute(KEYS, [orjson.dumps(tables).decode()])
        for place, key in cursor.fetchall():
            drawn[place].append(key)
    return {model: iter(drawn[place]) for place, model in enumerate(rows)}


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    sql = _insert_sql(model, tuple(rows[0]), is_one=len(rows) == 1)
    with prepared_cursor() as cursor:
        for document in _documents(rows):
            cursor.execute(sql, [document])


def update(
    model: type[models.Model], columns: Sequence[str], rows: Mapping[int, Mapping[str, Any]]
) -> None:
    sql = _update_sql(model, tuple(columns), is_one=len(rows) == 1)
    key = _primary_key(model).attname
    named = [{key: pk} | {column: row[column] for column in columns} for pk, row in rows.items()]
    with prepared_cursor() as cursor:
        for document in _documents(named):
            cursor.execute(sql, [document])


def _documents(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The rows as JSON; a single one not in a list."""
    left = iter(rows)
    while chunk := list(islice(left, ROWS_PER_STATEMENT)):
        document = rows[0] if len(rows) == 1 else chunk
        yield orjson.dumps(
            document, default=_as_text, option=orjson.OPT_PASSTHROUGH_DATETIME
        ).decode()


def _as_text(value: object) -> str:
    """Decimals as they are, instants in UTC: orjson would round an offset that has seconds."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


@cache
def _insert_sql(model: type[models.Model], columns: tuple[str, ...], *, is_one: bool) -> str:
    table, names = _quoted(model._meta.db_table), ", ".join(map(_quoted, columns))
    return (
        f"INSERT INTO {table} ({names}) SELECT {names} FROM {_rows(model, columns, is_one=is_one)}"  # noqa: S608
    )


@cache
def _update_sql(model: type[models.Model], columns: tuple[str, ...], *, is_one: bool) -> str:
    table, key = _quoted(model._meta.db_table), _primary_key(model).attname
    written = ", ".join(f"{_quoted(column)} = rows.{_quoted(column)}" for column in columns)
    return (
        f"UPDATE {table} SET {written} FROM {_rows(model, (key, *columns), is_one=is_one)}"  # noqa: S608
        f" WHERE {table}.{_quoted(key)} = rows.{_quoted(key)}"
    )


def _rows(model: type[models.Model], columns: tuple[str, ...], *, is_one: bool) -> str:
    """A document's rows as a table of the types that the model's columns have.

    Of ``json_to_recordset`` the planner expects a hundred rows, and may read a whole table for one.
    """
    types = {field.attname: field.db_type(connection) for field in model._meta.concrete_fields}
    typed = ", ".join(f"{_quoted(column)} {types[column]}" for column in columns)
    return f"json_to_record{'' if is_one else 'set'}(%s) AS rows({typed})"


def _primary_key(model: type[models.Model]) -> "models.Field[Any, Any]":
    return model._meta.pk


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
