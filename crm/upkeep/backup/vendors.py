"""What SQLite and PostgreSQL do each in its own way."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection, transaction

ROWS = 2000  # of one piece


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read within is of one moment; nobody who writes waits for it."""
    if _is_postgresql():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # Django's own would take the lock of a writer
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def check_references(*, at_once: bool) -> None:
    """Let the rows of this transaction refer only to rows that are there, or also to such as come
    later in it. PostgreSQL keeps a note of each row in memory in the latter case; SQLite only counts
    what is missing, and does that in both."""
    with connection.cursor() as cursor:
        if _is_postgresql():
            cursor.execute(f"SET CONSTRAINTS ALL {'IMMEDIATE' if at_once else 'DEFERRED'}")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")


def empty(tables: Sequence[str]) -> None:
    """Delete all rows of the tables."""
    names = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        if _is_postgresql():
            cursor.execute(f"TRUNCATE {', '.join(names)}")
        else:
            for name in names:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608  names of our own tables


def put(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert the rows, whose values the driver takes as they are."""
    quote = connection.ops.quote_name
    target = f"{quote(table)} ({', '.join(map(quote, columns))})"
    with connection.cursor() as cursor:
        if _is_postgresql():
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            insert = f"INSERT INTO {target} VALUES ({places})"  # noqa: S608  our own names
            source = iter(rows)
            while some := list(islice(source, ROWS)):
                cursor.executemany(insert, some)


def last_id(table: str, column: str) -> int:
    """The last id given out, maybe to a row that is gone; 0 if there was none, or none is counted."""
    with connection.cursor() as cursor:
        if _is_postgresql():
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, column])
            (sequence,) = cursor.fetchone()
            if sequence is None:
                return 0
            last = f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}"  # noqa: S608
            cursor.execute(last)
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        return int(found[0]) if found else 0


def set_last_id(table: str, column: str, last: int) -> None:
    """The next row gets the id behind it."""
    with connection.cursor() as cursor:
        if _is_postgresql():
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, last]
            )
            return
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last, table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
