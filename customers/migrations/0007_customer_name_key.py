from typing import Any

from django.db import migrations, models

from contacts.canonical import fold

ROWS_PER_STATEMENT = 500


def fill_name_keys(apps: Any, schema_editor: Any) -> None:
    customers = apps.get_model("customers", "Customer")._default_manager
    named = customers.exclude(name="").only("pk", "name").order_by("pk")
    batch: list[Any] = []
    for customer in named.iterator(chunk_size=ROWS_PER_STATEMENT):
        customer.name_key = fold(customer.name)[:300]
        batch.append(customer)
        if len(batch) == ROWS_PER_STATEMENT:
            customers.bulk_update(batch, ["name_key"])
            batch.clear()
    customers.bulk_update(batch, ["name_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0006_segments_and_credit_parts"),
    ]

    operations = [
        migrations.AddField(
            model_name="customer",
            name="name_key",
            field=models.CharField(blank=True, default="", editable=False, max_length=300),
        ),
        migrations.RunPython(fill_name_keys, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["account", "name_key"], name="customer_name_key"),
        ),
    ]
