from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


def date_as_their_customers(apps: Any, schema_editor: Any) -> None:
    """What is known of accounts that were written before: they are not older than the customer."""
    accounts = apps.get_model("customers", "SupplierAccount")._default_manager
    customers = apps.get_model("customers", "Customer")._default_manager
    of_account = customers.filter(pk=models.OuterRef("customer_id"))
    accounts.update(
        created=models.Subquery(of_account.values("created")),
        modified=models.Subquery(of_account.values("modified")),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0008_address_is_main"),
    ]

    operations = [
        migrations.AddField(
            model_name="supplieraccount",
            name="created",
            field=models.DateTimeField(default=timezone.now, editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="supplieraccount",
            name="modified",
            field=models.DateTimeField(default=timezone.now, editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(date_as_their_customers, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="supplieraccount",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.account",
            ),
        ),
        migrations.AddIndex(
            model_name="supplieraccount",
            index=models.Index(fields=["account", "name", "id"], name="supplier_account_name"),
        ),
        migrations.AddIndex(
            model_name="supplieraccount",
            index=models.Index(fields=["account", "modified"], name="supplier_account_modified"),
        ),
    ]
