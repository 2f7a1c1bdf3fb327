"""Queries whose SQL is made once.

Making the SQL of a query takes Django ten times as long as answering it for one row takes a database.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from .among import parameter

#: Stand in for the account and the values while the SQL is made.
ACCOUNT = -1
VALUES: tuple[int, ...] = ()

Rows = Iterable[tuple[Any, ...]]


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
        given = {ACCOUNT: account}
        blank, filled = parameter(VALUES, connection), parameter(values, connection)
        params = [filled if p == blank else given.get(p, p) for p in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found: Rows = self.compiler.apply_converters(cursor.fetchall(), self.converters)
        return found
