"""What the database knows of its tables when it chooses between ways to read them."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, connections
from django.db.models import Model


def look_at(*models: type[Model]) -> None:
    """Let PostgreSQL see how many rows there are of these models, or of all, and what they hold: after
    many came at once it would go by what was there before, until it looks again by itself. SQLite's
    ways do not depend on it.

    Within a transaction it does nothing: what PostgreSQL notes of a table outlives a rollback."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    tables = ", ".join(model._meta.db_table for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def look_after_migrating(*, using: str, plan: Sequence[Any] = (), **_: Any) -> None:
    """Let SQLite see new indexes, if somebody has let it see the others: beside those that it has counted
    it takes one that it has not for a better way than any. Without any counts it chooses well.

    Args:
        plan: the migrations that were carried out; none where the tables were only emptied.
    """
    database = connections[using]
    if plan and database.vendor == "sqlite":
        with database.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
            if cursor.fetchone()[0]:
                cursor.execute("ANALYZE")
