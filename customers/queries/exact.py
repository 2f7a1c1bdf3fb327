"""Sums that are exact on both databases."""

from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Func, IntegerField, Sum


class ExactSum(Sum):
    """The sum of a decimal column, to the last digit; ``None`` of no rows.

    SQLite keeps decimals as floating point numbers, whose sums drift. There the column is summed in
    whole units of its last place, in 64 bits: 92 quadrillion in cents.
    """

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        summed = self.copy()
        unit = 10**self._places
        summed.template = f"%(function)s(CAST(ROUND(%(expressions)s * {unit}) AS INTEGER))"
        return summed.as_sql(compiler, connection, **extra)

    def get_db_converters(self, connection: Any) -> list[Any]:
        if connection.vendor == "sqlite":
            return [self._from_units]
        converters: list[Any] = super().get_db_converters(connection)
        return converters

    def _from_units(self, value: int | None, *_: Any) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self._places)

    @property
    def _places(self) -> int:
        assert isinstance(self.output_field, DecimalField)
        return self.output_field.decimal_places


class WholeSeconds(Func):
    """A duration as an integer, whose sums no span of time can overflow."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # Django keeps durations in microseconds there.
        return self.as_sql(compiler, connection, template="(%(expressions)s / 1000000)", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "TRUNC(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
        return self.as_sql(compiler, connection, template=template, **extra)
