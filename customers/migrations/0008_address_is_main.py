from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0007_customer_name_key"),
    ]

    operations = [
        migrations.AddField(
            model_name="address",
            name="is_main",
            field=models.BooleanField(
                default=False,
                help_text="Where the customer is found first, of all its addresses.",
                verbose_name="main",
            ),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_main", True)),
                fields=("customer",),
                name="one_main_address_per_customer",
            ),
        ),
    ]
