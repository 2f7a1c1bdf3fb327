"""Queries whose SQL is made once, and prepared by the server.

Making the SQL takes Django ten times as long as answering it for one row takes a database, and the
server's parsing and planning half as long again.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, TypeAlias

from django.db import NotSupportedError, connection
from django.db.models import Expression, Field, ForeignObject, Lookup, QuerySet

from customers.writing.tables.lookups import parameter

Row: TypeAlias = tuple[Any, ...]


class Given(Expression):
    """Stands for a value that is named when the query is asked.

    Args:
        output_field: its type, where a query reckons with it.
    """

    def __init__(self, name: str, output_field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


@ForeignObject.register_lookup
@Field.register_lookup
class AmongGiven(Lookup[Any]):
    """``filter(pk__among_given=Given("ids"))``: the column has one of the values, a list in one
    parameter."""

    lookup_name = "among_given"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s::bigint[])", [*params, self.rhs]
        listed = "SELECT value FROM json_each(%s)"
        return f"{column} IN ({listed})", [*params, self.rhs]


# Django writes the numbers of a slice into the SQL, where these are found again.
LIMIT, OFFSET = 7_000_000_001, 8_000_000_002
PLACES = re.compile(rf"%s|LIMIT {LIMIT} OFFSET {OFFSET}")


def cut(query: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """So many rows of the query from an offset on, given as ``limit`` and ``offset``."""
    return query[OFFSET : OFFSET + LIMIT]


def _adapted(value: Any) -> Any:
    if isinstance(value, list):
        return parameter(value, connection)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def prepared_cursor() -> Any:
    """A cursor whose statements the server plans once; SQLite's plans each time, at no cost."""
    # On PostgreSQL it is the pool's backend that has them.
    return getattr(connection, "prepared_cursor", connection.cursor)()


class Once:
    """A ``values_list`` with ``Given`` values in it.

    Args:
        is_planned_anew: the server shall choose its plan for the values of each time, not one for all.
    """

    def __init__(
        self, make: "Callable[[], QuerySet[Any, Any]]", *, is_planned_anew: bool = False
    ) -> None:
        self._make = make
        self._is_planned_anew = is_planned_anew

    def rows(self, **given: Any) -> list[Row]:
        """The rows, as ``values_list`` gives them.

        Args:
            given: the values by their names; a list for what is ``among_given``.
        """
        return self._read(self._ask(given))

    def _ask(self, given: Mapping[str, Any]) -> Any:
        sql, params, _ = self._made
        values = [_adapted(given[p.name]) if isinstance(p, Given) else p for p in params]
        cursor = connection.cursor() if self._is_planned_anew else prepared_cursor()
        cursor.execute(sql, values)
        return cursor

    def _read(self, asked: Any) -> list[Row]:
        convert = self._made[2]
        with asked as cursor:
            rows: list[Row] = cursor.fetchall()
        return list(convert(rows)) if convert else rows

    @cached_property
    def _made(self) -> tuple[str, list[Any], Callable[[Iterable[Row]], Iterable[Row]] | None]:
        compiler = self._make().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters(column for column, _, _ in compiler.select)

        def convert(rows: Iterable[Row]) -> Iterable[Row]:
            return compiler.apply_converters(rows, converters)  # type: ignore[no-any-return]

        left, all_params = iter(params), []
        for place in PLACES.findall(sql):
            all_params += [next(left)] if place == "%s" else [Given("limit"), Given("offset")]
        sql = sql.replace(f"LIMIT {LIMIT} OFFSET {OFFSET}", "LIMIT %s OFFSET %s")
        return sql, all_params, convert if converters else None


def together(*queries: Once, **given: Any) -> list[list[Row]]:
    """The rows of each of them, asked for in one trip to the database where it takes several questions
    at once.

    Args:
        given: the values of all of them by their names.
    """
    for query in queries:
        query._made  # noqa: B018  made before the database waits
    if connection.vendor != "postgresql":
        return [query.rows(**given) for query in queries]
    connection.ensure_connection()
    try:
        with connection.wrap_database_errors, connection.connection.pipeline():
            asked = [query._ask(given) for query in queries]
            return [query._read(cursor) for query, cursor in zip(queries, asked, strict=True)]
    except NotSupportedError:  # a migration has changed a column since: one by one they notice
        if connection.in_atomic_block:
            raise
        return [query.rows(**given) for query in queries]
