"""Queries whose SQL is made once.

Making the SQL of a query takes Django ten times as long as answering it for one row takes a database.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from .lookups import parameter

#: Stand in for the account and the values while the SQL is made.
ACCOUNT = -1
VALUES: tuple[int, ...] = ()

Rows = Iterable[tuple[Any, ...]]


def planned_cursor() -> CursorWrapper:
    """A cursor for statements that are the same each time: after some times PostgreSQL plans them once
    for the connection, which for small ones takes longer than running them. Django's usual cursor
    writes the values into the text."""
    database = connections[DEFAULT_DB_ALIAS]  # ``connection`` looks it up for every attribute
    if database.vendor != "postgresql":
        return database.cursor()
    database.ensure_connection()
    usual = database.connection.cursor_factory
    database.connection.cursor_factory = ServerBindingCursor
    try:
        return database.cursor()
    finally:
        database.connection.cursor_factory = usual


@dataclass(frozen=True, slots=True)
class Prepared:
    """A ``values_list`` of an ``ACCOUNT``, perhaps of rows with a column ``__among`` the ``VALUES``."""

    sql: str
    params: tuple[Any, ...]
    compiler: Any
    converters: dict[int, Any]

    @classmethod
    def of(cls, query: "QuerySet[Any, Any]") -> "Prepared":
        compiler = query.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters(column for column, _, _ in compiler.select)
        return cls(sql, params, compiler, converters)

    def rows(self, account: int, values: Collection[Any] = VALUES) -> Rows:
        """The rows, as ``values_list`` gives them."""
        return self.ask(account, values).rows()

    def ask(self, account: int, values: Collection[Any] = VALUES) -> "Asked":
        """Ask for the rows, to read them later: within ``Tables.together``, together with others."""
        given = {ACCOUNT: account}
        blank, filled = parameter(VALUES, connection), parameter(values, connection)
        params = [filled if p == blank else given.get(p, p) for p in self.params]
        cursor = planned_cursor()
        cursor.execute(self.sql, params)
        return Asked(self, cursor)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the database has, or will have when an answer is read."""

    prepared: Prepared
    cursor: CursorWrapper

    def rows(self) -> Rows:
        with self.cursor as cursor:
            found: Rows = self.prepared.compiler.apply_converters(
                cursor.fetchall(), self.prepared.converters
            )
        return found
