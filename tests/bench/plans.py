"""``DATABASE_URL=... python -m tests.bench.plans SIZE < tokens``: how PostgreSQL finds what the hot paths
ask for, in a database that ``tests.bench.seeding`` has filled.

Each path is asked for once, and its statements are explained with the values that it gave: those that the
server prepares with the one plan that it keeps for all values.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import django
from psycopg.types.numeric import Int4

from .databases import Seeded
from .paths import paths
from .servers import ROOT, settings_of

PAGE = ROOT / "docs" / "plans.md"
HEAD = """# How hot statements find their rows

`make bench WRITE=1` wrote this page, with PostgreSQL and {size:,} customers. For every hot path of
[performance.md](performance.md): what it asked of the record, as `EXPLAIN (ANALYZE, BUFFERS)` tells it,
without times.
"""


def page_of(database: Seeded) -> str:
    """The page, of this database."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.bench.plans", str(database.size)],
        cwd=ROOT,
        env=os.environ | settings_of(database.url) | {"DJANGO_SETTINGS_MODULE": "crm.settings"},
        input=json.dumps(database.tokens),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout


def main() -> None:
    size = int(sys.argv[1])
    django.setup()
    sys.stdout.write(HEAD.format(size=size))
    for path in paths(size, json.load(sys.stdin)):
        for number, plan in enumerate(_plans(path.hub[0])):
            title = f"\n## {path.name.capitalize()}\n" if number == 0 else ""
            sys.stdout.write(f"{title}\n```\n{plan}\n```\n")


def _plans(request: Any) -> Iterator[str]:
    """Of the statements that read the record, each once."""
    from django.db import connection  # noqa: PLC0415 - needs the settings
    from django.test import Client  # noqa: PLC0415

    asked: list[tuple[str, Sequence[Any] | None, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        asked.append((sql, params, context["cursor"].cursor))
        return execute(sql, params, many, context)

    def ask() -> None:
        answer = Client(SERVER_NAME="127.0.0.1").generic(
            request.method, request.path, request.body, headers=request.headers
        )
        assert answer.status_code == 200, answer.content

    ask()  # what is read once a while is read by now
    with connection.execute_wrapper(note):
        ask()
    seen = set()
    for sql, params, cursor in asked:
        if sql.startswith(("SELECT", "WITH")) and "customers_" in sql and sql not in seen:
            seen.add(sql)
            yield "\n".join(explain(sql, params or (), is_prepared=_is_prepared(cursor)))


def _is_prepared(cursor: Any) -> bool:
    from crm.database.base import PreparedCursor  # noqa: PLC0415 - needs the settings

    return isinstance(cursor, PreparedCursor)


TYPES: dict[type, str] = {int: "bigint", Int4: "integer"}
OPTIONS = "ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF"


def explain(
    sql: str, values: Sequence[Any], *, is_prepared: bool, options: str = OPTIONS
) -> list[Any]:
    """The rows of ``EXPLAIN``: lines of text, or one document with ``FORMAT JSON``.

    Args:
        is_prepared: explain the plan for all values, which does not know these.
    """
    from django.db import connection  # noqa: PLC0415 - needs the settings

    with connection.cursor() as cursor:
        if is_prepared:
            types, places = ", ".join(map(_type, values)), ", ".join(["%s"] * len(values))
            cursor.execute(f"PREPARE hot {types and f'({types})'} AS {_numbered(sql)}")
            sql = f"EXECUTE hot {places and f'({places})'}"
        cursor.execute(f"EXPLAIN ({options}) {sql}", values)
        rows = [row for (row,) in cursor.fetchall()]
        if is_prepared:
            cursor.execute("DEALLOCATE hot")
    return rows


def _type(value: Any) -> str:
    """As the driver says it."""
    if isinstance(value, list):
        return f"{_type(value[0])}[]" if type(value[0]) is int else "unknown"
    return TYPES.get(type(value), "unknown")


def _numbered(sql: str) -> str:
    """With ``$1``, ``$2`` in place of each ``%s``."""
    first, *pieces = sql.split("%s")
    numbered = (f"${number}{piece}" for number, piece in enumerate(pieces, 1))
    return "".join([first, *numbered]).replace("%%", "%")


if __name__ == "__main__":
    main()
