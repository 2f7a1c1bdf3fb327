from django.db import migrations, transaction

from customers.writing.search_texts import rebuild_search_texts

CHUNK = 2_000


def fill(apps, schema_editor):
    """The customers that were there before their texts."""
    customers = apps.get_model("customers", "Customer").objects.order_by("account_id", "pk")
    for account in apps.get_model("accounts", "Account").objects.values_list("pk", flat=True):
        after = 0
        while True:
            rows = customers.filter(account_id=account, pk__gt=after)
            ids = list(rows.values_list("pk", flat=True)[:CHUNK])
            if not ids:
                break
            after = ids[-1]
            with transaction.atomic(using=schema_editor.connection.alias):
                rebuild_search_texts(account, ids)


class Migration(migrations.Migration):

    atomic = False  # a chunk at a time; run again, it goes on where it stopped

    dependencies = [
        ('customers', '0002_search_text'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
