"""Other names of a customer, and what suppliers know it as."""

from typing import ClassVar

from django.db import models

from crm.accounts.models import Account

from .customer import Customer
from .lists import NamedItem


class Alias(models.Model):
    """Another name under which a customer is known."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="aliases", db_index=False
    )
    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=900, editable=False)

    class Meta:
        verbose_name_plural = "aliases"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["customer", "name_key", "account"], name="alias_once_per_customer"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["account", "name_key"], name="alias_name")]

    def __str__(self) -> str:
        return self.name


class Supplier(NamedItem):
    """A business at which the account's customers hold accounts."""


class SupplierAccount(models.Model):
    """The account that a customer holds at a supplier."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        Customer,
        on_delete=models.CASCADE,
        related_name="supplier_accounts",
        db_index=False,
    )
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="accounts")
    name = models.CharField(
        "account at the supplier", max_length=200, help_text="The number or name it goes by there."
    )
    created = models.DateTimeField(editable=False)
    modified = models.DateTimeField(editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["customer", "supplier", "name", "account"],
                name="supplier_account_once_per_customer",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "name", "id"], name="supplier_account_name"),
            models.Index(fields=["account", "modified"], name="supplier_account_modified"),
        ]

    def __str__(self) -> str:
        return self.name
