"""Where the SQL of the seeding differs between the databases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Vendor:
    """What one database calls things that both can do. Instants are ``to_timestamp(seconds)`` on both.

    Attributes:
        numbers: a table of one column ``n`` from 1 to so many, under an alias.
        iso: an instant, given in seconds, as the ledger writes it.
        json: a text as a document.
        then: a join in the order in which it is written.
    """

    numbers: Callable[..., str]
    iso: Callable[[str], str]
    json: Callable[[str], str]
    then: str


POSTGRESQL = Vendor(
    numbers=lambda count, alias="numbers": f"generate_series(1::bigint, {count}) AS {alias}(n)",
    iso=lambda seconds: (
        f"to_char(to_timestamp({seconds}) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"+00:00\"')"
    ),
    json=lambda text: f"({text})::jsonb",
    then="JOIN",
)
SQLITE = Vendor(
    numbers=lambda count, alias="numbers": (
        "(WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted"
        f" WHERE n < {count}) SELECT n FROM counted) AS {alias}"
    ),
    iso=lambda seconds: f"strftime('%Y-%m-%dT%H:%M:%S+00:00', {seconds}, 'unixepoch')",
    json=lambda text: text,
    then="CROSS JOIN",
)


def vendor() -> Vendor:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def prepare(raw: Any) -> None:
    """Teach SQLite what PostgreSQL knows."""
    if connection.vendor == "sqlite":
        raw.create_function("to_timestamp", 1, _as_django_stores_it, deterministic=True)


def _as_django_stores_it(seconds: int) -> str:
    return str(datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None))
