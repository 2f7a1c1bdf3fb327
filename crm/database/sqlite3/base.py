"""Connections to SQLite, quick with statements that come again."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX, SQLiteCursorWrapper

from .turns import TakesTurns


class DatabaseWrapper(TakesTurns):
    def literal(self, text: str) -> str:
        """A text as it is written in a statement."""
        return "'" + text.replace("'", "''") + "'"

    def create_cursor(self, name: Any = None) -> Any:
        return self.connection.cursor(factory=Cursor)


class Cursor(SQLiteCursorWrapper):
    """Looks for Django's placeholders once in each statement: in the SQL of a whole record that takes
    longer than SQLite takes to read the record."""

    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        if param_names is not None:
            return super().convert_query(query, param_names=param_names)
        return _converted(query)


@lru_cache(maxsize=1_000)
def _converted(query: str) -> str:
    converted: str = FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
    return converted
