"""Three lookups for rows that are known by their keys.

``filter(code_key__among=codes)`` is ``in`` with all its values in one parameter. ``in`` takes a
parameter for each value, of which a database has only so many, and Django prepares each.

``filter(account__checked=account)`` is ``exact`` that SQLite looks up in no index: not knowing how many
customers an account has, it might go through all of them for the rows of a few.

``filter(pk__gathered=ids)`` is ``in`` of a query that PostgreSQL answers first, into an array. A subquery
it may turn into a walk; one of unknown length it takes for a long one, and joins whole tables.
"""

from collections.abc import Collection
from typing import Any

import orjson
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, ForeignObject, Lookup
from django.db.models.fields.related_lookups import RelatedExact
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler

Compiled = tuple[str, list[Any]]


def parameter(values: Collection[Any], connection: BaseDatabaseWrapper) -> Any:
    """The values as the one parameter that a statement takes."""
    in_order = list(values)
    return in_order if connection.vendor == "postgresql" else orjson.dumps(in_order).decode()


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup[Any]):
    """Whether the column has one of the values, which are texts or whole numbers as the column is.

    In a query that is made ``Once`` they are ``Given``.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        column, params = self.process_lhs(compiler, connection)
        # Of the column's own type, or PostgreSQL compares them one by one instead of hashing them.
        # Without its length: a longer text would be cut to it, and found.
        kind = str(self.lhs.output_field.db_type(connection)).partition("(")[0]
        return f"{column} = ANY(%s::{kind}[])", [*params, self._values(connection)]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        column, params = self.process_lhs(compiler, connection)
        listed = "SELECT value FROM json_each(%s)"
        return f"{column} IN ({listed})", [*params, self._values(connection)]

    def _values(self, connection: BaseDatabaseWrapper) -> Any:
        return self.rhs if isinstance(self.rhs, Expression) else parameter(self.rhs, connection)


@ForeignObject.register_lookup
class Checked(RelatedExact):
    """Whether the row refers to this one, asked of rows that were found by something else."""

    lookup_name = "checked"

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: str) -> str:
        return f"= {rhs}"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        sql, params = self.as_sql(compiler, connection)
        return f"+{sql}", list(params)


@Field.register_lookup
class Gathered(In):
    """Whether the column has one of the values of a query."""

    lookup_name = "gathered"

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: str) -> str:
        return f"= ANY(ARRAY{rhs})" if connection.vendor == "postgresql" else f"IN {rhs}"
