"""Queries whose SQL is made once, and prepared by the server.

Making the SQL takes Django ten times as long as answering it for one row takes a database, and the
server's parsing and planning half as long again.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Expression, Field, QuerySet

from customers.replica import read_from

from .lookups import parameter

Row: TypeAlias = tuple[Any, ...]
Convert: TypeAlias = Callable[[Iterable[Row]], Iterable[Any]]


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


# Django writes the numbers of a slice into the SQL, where these are found again.
LIMIT, OFFSET, MOST = 7_000_000_001, 8_000_000_002, 9_000_000_003
SLICES = {
    f"LIMIT {LIMIT} OFFSET {OFFSET}": ("LIMIT %s OFFSET %s", ("limit", "offset")),
    f"LIMIT {MOST}": ("LIMIT %s", ("most",)),
}
PLACES = re.compile("|".join(("%%", "%s", *SLICES)))


def cut(query: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """So many rows of the query from an offset on, given as ``limit`` and ``offset``."""
    return query[OFFSET : OFFSET + LIMIT]


def prepared_cursor(alias: str = DEFAULT_DB_ALIAS) -> CursorWrapper:
    """A cursor whose statements the server plans once; SQLite's plans each time, at no cost."""
    # On PostgreSQL it is the pool's backend that has them.
    database = connections[alias]  # which ``connection`` does for every attribute
    cursor: CursorWrapper = getattr(database, "prepared_cursor", database.cursor)()
    return cursor


def planned_cursor(alias: str = DEFAULT_DB_ALIAS) -> CursorWrapper:
    """A cursor whose statements the server plans for the values of each time."""
    database = connections[alias]
    cursor: CursorWrapper = getattr(database, "planned_cursor", database.cursor)()
    return cursor


def first(query: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """So many rows of the query as are given as ``most``."""
    return query[:MOST]


#: Around a query of ids: a page of them in their order, each with how many all are; if the page has
#: none, one row without an id. The ids are gathered first, or the planner may walk all rows for them.
COUNTED_PAGE = f"""WITH hits(id) AS MATERIALIZED ({{}})
SELECT page.id, counted.hits FROM (SELECT count(*) AS hits FROM hits) AS counted
LEFT JOIN (SELECT id FROM hits ORDER BY id LIMIT {LIMIT} OFFSET {OFFSET}) AS page ON true
ORDER BY page.id"""  # noqa: S608


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(value)
    if isinstance(value, Collection) and not isinstance(value, str):
        return parameter(value, connections[DEFAULT_DB_ALIAS])
    return value


class Once:
    """A ``values_list`` with ``Given`` values in it.

    Args:
        around: SQL that asks for something else of these rows, which stand in it as ``{}``. What it
            gives must mean the same in Python as in the database: numbers.
        is_planned_anew: the server shall choose its plan for the values of each time, not one for all.
            So do those that walk through an account's rows: the quickest way through a large account
            would lead a small one through all rows of the large one.
    """

    def __init__(
        self,
        make: "Callable[[], QuerySet[Any, Any]]",
        around: str = "",
        *,
        is_planned_anew: bool = False,
    ) -> None:
        self._make = make
        self._around = around
        self._is_planned_anew = is_planned_anew

    def rows(self, **given: Any) -> list[Row]:
        """The rows, as ``values_list`` gives them.

        Args:
            given: the values by their names; a collection for what is ``among`` it.
        """
        return self.ask(**given).rows()

    def ask(self, **given: Any) -> "Asked":
        """Ask for the rows, to read them later: within a pipeline, together with others."""
        sql, params, convert = self._made
        values = [_adapted(given[p.name]) if isinstance(p, Given) else p for p in params]
        cursor = (planned_cursor if self._is_planned_anew else prepared_cursor)(read_from())
        cursor.execute(sql, values)
        return Asked(cursor, convert)

    def make(self) -> None:
        """Make the SQL before it is asked, while the database does not wait."""
        self._made  # noqa: B018  that makes it

    @cached_property
    def _made(self) -> tuple[str, list[Any], Convert | None]:
        database = connections[DEFAULT_DB_ALIAS]
        compiler = self._make().query.get_compiler(connection=database)
        sql, params = compiler.as_sql()
        if self._around:
            sql = self._around.replace("{}", sql)
        # PostgreSQL's plan for all values can use a partial index only for what the SQL itself says, and
        # SQLite would plan anew each time for what a partial index may depend on.
        literal: Callable[[str], str] = database.literal  # type: ignore[attr-defined]
        left: Iterator[Any] = iter(params)
        kept: list[Any] = []

        def place(found: re.Match[str]) -> str:
            written, names = SLICES.get(found[0], (found[0], ()))
            kept.extend(Given(name) for name in names)
            if written != "%s":
                return written
            value = next(left)
            if isinstance(value, str):
                return literal(value).replace("%", "%%")
            kept.append(value)
            return written

        return PLACES.sub(place, sql), kept, self._convert(compiler)

    def _convert(self, compiler: Any) -> Convert | None:
        """What makes Python's values of the database's; ``None`` where they are the same."""
        converters = compiler.get_converters(column for column, _, _ in compiler.select)

        def convert(rows: Iterable[Row]) -> Iterable[Row]:
            return compiler.apply_converters(rows, converters)  # type: ignore[no-any-return]

        return convert if converters and not self._around else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the database has, or will have when an answer is read."""

    cursor: CursorWrapper
    convert: Convert | None

    def rows(self) -> list[Row]:
        with self.cursor as cursor:
            rows: list[Row] = cursor.fetchall()
        return list(self.convert(rows)) if self.convert else rows

    def each(self) -> Iterator[Row]:
        """The rows one by one: what is made of them need not be in memory beside all of them."""
        with self.cursor as cursor:
            yield from self.convert(cursor) if self.convert else cursor


def together(*queries: Once, **given: Any) -> list[list[Row]]:
    """The rows of each of them, asked for in one trip to the database where it takes several questions
    at once.

    Args:
        given: the values of all of them by their names.
    """
    database = connections[DEFAULT_DB_ALIAS]
    for query in queries:
        query.make()
    if database.vendor != "postgresql":
        return [query.rows(**given) for query in queries]
    database.ensure_connection()
    try:
        with database.wrap_database_errors, database.connection.pipeline():
            return [asked.rows() for asked in [query.ask(**given) for query in queries]]
    except NotSupportedError:  # a migration has changed a column since: one by one they notice
        if database.in_atomic_block:
            raise
        return [query.rows(**given) for query in queries]
