"""Lists within a row, so that one statement reads a whole record.

To gather some rows as JSON costs less than a statement of their own, the database and Python alike.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from django.db.models import Subquery, TextField

#: The rows as JSON, a list of lists, in each database's words.
TEMPLATES = {
    "postgresql": "(SELECT json_agg(json_build_array({columns}))::text FROM ({rows}) listed)",
    "sqlite": "(SELECT json_group_array(json_array({columns})) FROM ({rows}) listed)",
}
#: What PostgreSQL writes as texts; SQLite has no other types than JSON.
READERS: Mapping[str, Callable[[str], Any]] = {
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "DecimalField": Decimal,
}


class Nested(Subquery):
    """The rows of a ``values_list`` of texts, numbers, truth values and times, in their order: a list
    of lists, empty without any."""

    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        inner = self.query.get_compiler(connection=connection)
        rows, params = inner.as_sql(with_col_aliases=True)
        columns = ", ".join(
            f"listed.{connection.ops.quote_name(alias)}{_cast(column, connection.vendor)}"
            for column, _, alias in inner.select
        )
        return TEMPLATES[connection.vendor].format(columns=columns, rows=rows), params

    def get_db_converters(self, connection: Any) -> list[Any]:
        inner = self.query.get_compiler(connection=connection)
        inner.setup_query()
        readers = [
            (place, reader)
            for place, (column, _, _) in enumerate(inner.select)
            for reader in _readers(column, connection)
        ]

        def read(text: str | None, *_: Any) -> list[list[Any]]:
            rows: list[list[Any]] = orjson.loads(text) if text else []
            for row in rows:
                for place, reader in readers:
                    if row[place] is not None:
                        row[place] = reader(row[place])
            return rows

        return [read]


def _cast(column: Any, vendor: str) -> str:
    """Decimals as texts: as numbers of JSON they would be read as floating point numbers."""
    is_decimal = column.output_field.get_internal_type() == "DecimalField"
    return "::text" if is_decimal and vendor == "postgresql" else ""


def _readers(column: Any, connection: Any) -> list[Callable[[Any], Any]]:
    """What makes, one after the other, of a value in JSON what ``values_list`` would give."""
    reader = READERS.get(column.output_field.get_internal_type())
    own = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    return [
        *([reader] if reader and connection.vendor == "postgresql" else ()),
        *(lambda value, convert=convert: convert(value, column, connection) for convert in own),
    ]
