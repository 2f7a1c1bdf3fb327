"""Django's placeholders turned into SQLite's once for each statement.

To look for them in the SQL of a whole record takes longer than SQLite takes to read the record.
"""

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
    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        if param_names is not None:
            return super().convert_query(query, param_names=param_names)
        return _converted(query)


@lru_cache(maxsize=1_000)
def _converted(query: str) -> str:
    converted: str = FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
    return converted
