"""SQLite prepares a statement once and runs it row by row within the process: ``executemany``.

Keys are counted on from the last one that the table gave out. Nobody else can draw them meanwhile:
SQLite has one writer at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache, lru_cache
from itertools import count
from operator import itemgetter
from typing import Any

import orjson
from django.db import connection, models
from django.db.transaction import atomic


def transaction() -> AbstractContextManager[None]:
    return atomic()  # within the process there are no trips to save


def keys(rows: Mapping[type[models.Model], int]) -> dict[type[models.Model], Iterator[int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        last = dict(cursor.fetchall())
    return {model: count(last.get(model._meta.db_table, 0) + 1) for model in rows}


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    columns = tuple(rows[0])
    _run(_insert_sql(model, columns), model, columns, rows)


def update(
    model: type[models.Model], columns: Sequence[str], rows: Mapping[int, Mapping[str, Any]]
) -> None:
    key = model._meta.pk.attname
    keyed = ({**row, key: pk} for pk, row in rows.items())
    _run(_update_sql(model, tuple(columns)), model, (*columns, key), keyed)


@cache
def _insert_sql(model: type[models.Model], columns: tuple[str, ...]) -> str:
    names, marks = ", ".join(map(_quoted, columns)), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608


@cache
def _update_sql(model: type[models.Model], columns: tuple[str, ...]) -> str:
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.attname)
    written = ", ".join(f"{_quoted(column)} = %s" for column in columns)
    return f"UPDATE {table} SET {written} WHERE {key} = %s"  # noqa: S608


def _run(
    sql: str,
    model: type[models.Model],
    columns: tuple[str, ...],
    rows: Iterable[Mapping[str, Any]],
) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, _adapted(model, columns, rows))  # type: ignore[arg-type]


def _adapted(
    model: type[models.Model], columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]
) -> Iterator[list[Any]]:
    """The columns of each row, with what SQLite has no type for as Django stores it there."""
    adapters = _adapters(model)
    places = [(place, adapters[c]) for place, c in enumerate(columns) if c in adapters]
    pick = itemgetter(*columns)
    for row in rows:
        values = list(pick(row))
        for place, adapt in places:
            values[place] = adapt(values[place])
        yield values


@cache
def _adapters(model: type[models.Model]) -> dict[str, Callable[[Any], Any]]:
    kinds: dict[type[models.Field[Any, Any]], Callable[[Any], Any]] = {
        # Most rows of a batch bear the time of the batch.
        models.DateTimeField: lru_cache(1_000)(connection.ops.adapt_datetimefield_value),
        models.JSONField: lambda value: orjson.dumps(value).decode(),
    }
    fields = model._meta.concrete_fields
    return {field.attname: kinds[type(field)] for field in fields if type(field) in kinds}


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
