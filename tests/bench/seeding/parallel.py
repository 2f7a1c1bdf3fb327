"""Statements side by side, as many as the machine has processors."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

#: Memory for the building of indexes; rows need not survive a crash of the machine; joins are
#: hashed in the order in which they are written, and nothing is compiled that runs once.
SESSION = (
    "SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'; SET synchronous_commit = off;"
    " SET join_collapse_limit = 1; SET enable_nestloop = off; SET jit = off"
)


def run_side_by_side(statements: Sequence[str]) -> None:
    """Run them in any order. SQLite, which has one writer, runs them in one transaction."""
    if connection.vendor == "sqlite":
        with transaction.atomic():
            for statement in statements:
                _run(statement)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(_run_alone, statements):
            pass


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _run_alone(statement: str) -> None:
    try:
        _run(f"{SESSION}; {statement}")
    finally:
        connection.close()
