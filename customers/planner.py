"""What the database knows of its tables when it chooses between ways to read them."""

from django.db import connection
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
