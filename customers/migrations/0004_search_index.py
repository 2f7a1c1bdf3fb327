from django.db import migrations

from customers.search_index import drop_index, make_index


def make(apps, schema_editor):
    if not make_index(schema_editor.connection):
        print(
            "\n  PostgreSQL's pg_trgm is missing: searches will be slow. Install it (it is among the"
            "\n  contrib modules) and run manage.py rebuild_search."
        )


def drop(apps, schema_editor):
    drop_index(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0003_fill_search_text'),
    ]

    operations = [
        migrations.RunPython(make, drop),
    ]
