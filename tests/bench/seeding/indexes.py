"""Indexes and foreign keys out of the way while rows come in by the million, and back afterwards."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from customers.search_index import TRIGGERS

from .parallel import run_side_by_side

#: Of the tables: what drops each unique constraint and foreign key, what makes it again, and on which.
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid)
FROM pg_constraint
WHERE contype IN ('u', 'f') AND conrelid::regclass::text = ANY(%s) ORDER BY contype DESC, conname
"""
INDEXES = """
SELECT tablename, indexname, indexdef FROM pg_indexes
WHERE schemaname = current_schema() AND tablename = ANY(%s) AND indexname NOT IN (
    SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u')
)
"""
SQLITE_INDEXES = """
SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
"""


@contextmanager
def without_indexes(tables: Collection[str]) -> Iterator[None]:
    """Only primary keys are kept meanwhile."""
    if connection.vendor == "postgresql":
        drop, make = _postgresql(tables)
    else:
        drop, make = _sqlite(tables)
        # While rows refer to customers that are still to come, each that comes is looked for in them.
        connection.disable_constraint_checking()
    _execute(drop)
    yield
    for statements in make:
        run_side_by_side(statements)
    connection.enable_constraint_checking()


def _postgresql(tables: Collection[str]) -> tuple[list[str], list[Sequence[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS, [list(tables)])
        constraints = cursor.fetchall()
        cursor.execute(INDEXES, [list(tables)])
        indexes = cursor.fetchall()
    drop = [f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for table, name, *_ in constraints]
    drop += [f'DROP INDEX "{name}"' for _, name, _ in indexes]
    added = [
        (kind, f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        for table, name, kind, definition in constraints
    ]
    trigrams = [sql for *_, sql in indexes if "gin_trgm_ops" in sql]
    others = [sql for *_, sql in indexes if "gin_trgm_ops" not in sql]
    unique = [sql for kind, sql in added if kind == "u"]
    foreign = [sql for kind, sql in added if kind == "f"]
    return drop, [trigrams + others, unique, foreign]


def _sqlite(tables: Collection[str]) -> tuple[list[str], list[Sequence[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(SQLITE_INDEXES)
        indexes = [(name, sql) for table, name, sql in cursor.fetchall() if table in tables]
    drop = [f'DROP INDEX "{name}"' for name, _ in indexes]
    drop += [f"DROP TRIGGER search_text_{event}" for event in TRIGGERS]
    return drop, [[sql for _, sql in indexes]]


def _execute(statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
