from typing import Any

from django.db import migrations

from customers.search_index import make_index


def make(apps: Any, schema_editor: Any) -> None:
    """What is missing of the indexes. Without ``pg_trgm`` there are none at all."""
    if schema_editor.connection.vendor == "postgresql":
        make_index(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0010_ledger_pruning"),
    ]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
