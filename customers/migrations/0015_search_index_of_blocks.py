from typing import Any

from django.db import migrations

from customers.search_index import drop_index, make_index


def make(apps: Any, schema_editor: Any) -> None:
    """The indexes with what they have beside the trigrams now."""
    if schema_editor.connection.vendor == "postgresql":
        drop_index(schema_editor.connection)
        make_index(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0014_flags_in_ordered_indexes"),
    ]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
