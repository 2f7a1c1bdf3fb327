"""Fields that an account adds to its customers and addresses."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from crm.accounts.models import Account

from .address import Address
from .customer import Customer


class CustomField(models.Model):
    """The definition of one field: what it is called, of what it is, of what type."""

    class Target(models.TextChoices):
        CUSTOMER = "customer", "customer"
        ADDRESS = "address", "address"

    class Type(models.TextChoices):
        TEXT = "text", "text"
        NUMBER = "number", "number"
        DATE = "date", "date"
        YES_NO = "yes/no", "yes/no"
        CHOICE = "choice", "choice"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    target = models.CharField("field of", max_length=10, choices=Target.choices)
    name = models.CharField(max_length=100)
    type = models.CharField(max_length=10, choices=Type.choices, default=Type.TEXT)
    choices = models.JSONField(
        default=list, blank=True, help_text='For type choice: a list of texts, ["Gold", "Silver"].'
    )
    position = models.PositiveIntegerField(default=0, help_text="Fields are shown in this order.")

    class Meta:
        ordering: ClassVar = ["target", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "account",
                "target",
                Lower("name"),
                name="custom_field_name_once_per_target",
                violation_error_message="The account has a field of this name already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.target})"

    def clean(self) -> None:
        """Refuse choices that are no list of different texts, or that the type has no use for."""
        if self.type != self.Type.CHOICE:
            if self.choices:
                raise ValidationError({"choices": "Only a field of type choice has choices."})
            return
        texts = self.choices if isinstance(self.choices, list) else []
        if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
            raise ValidationError({"choices": "Write a list of texts, one or more."})
        if len(set(texts)) != len(texts):
            raise ValidationError({"choices": "A choice stands in the list twice."})


class CustomFieldValue(models.Model):
    """What one customer, or one of its addresses, holds in a field.

    ``value`` is the text as it was written; ``number`` and ``date`` are what it means, for
    filtering and sorting, where the field is of that type.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    field = models.ForeignKey(CustomField, on_delete=models.PROTECT, related_name="values")
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="custom_field_values"
    )
    address = models.ForeignKey(
        Address,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="custom_field_values",
    )
    value = models.TextField(max_length=5_000)
    number = models.DecimalField(
        max_digits=30, decimal_places=10, null=True, blank=True, editable=False
    )
    date = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["field__position", "field_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["customer", "field", "account"],
                condition=Q(address__isnull=True),
                name="one_custom_value_per_customer_and_field",
            ),
            models.UniqueConstraint(
                fields=["address", "field", "account"],
                condition=Q(address__isnull=False),
                name="one_custom_value_per_address_and_field",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "field", "number"], name="custom_value_number"),
            models.Index(fields=["account", "field", "date"], name="custom_value_date"),
        ]

    def __str__(self) -> str:
        return f"{self.field.name}: {self.value}"
