"""Where a customer is billed, shipped to, or found."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from crm.accounts.models import Account

from .customer import Customer


class Address(models.Model):
    """A place of a customer, with the person or company that is written on the parcel.

    ``country_code`` is ISO 3166-1 (``US``), ``state_code`` ISO 3166-2 (``US-IL``), both empty where
    what is written cannot be read as one. ``is_primary`` is among those of its kind; where none is
    said to be the main one, it is the billing address.
    """

    class Kind(models.TextChoices):
        BILLING = "billing", "billing"
        SHIPPING = "shipping", "shipping"
        OTHER = "other", "other"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.BILLING)
    is_primary = models.BooleanField("primary", default=False)
    is_main = models.BooleanField(
        "main", default=False, help_text="Where the customer is found first, of all its addresses."
    )
    label = models.CharField(
        max_length=200, blank=True, default="", help_text="What the place is called."
    )
    company = models.CharField(max_length=300, blank=True, default="")
    salutation = models.CharField(max_length=50, blank=True, default="")
    first_name = models.CharField(max_length=200, blank=True, default="")
    last_name = models.CharField(max_length=200, blank=True, default="")
    line1 = models.CharField(max_length=300, blank=True, default="")
    line2 = models.CharField(max_length=300, blank=True, default="")
    city = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=200, blank=True, default="")
    state_code = models.CharField(max_length=6, blank=True, default="", editable=False)
    postal_code = models.CharField(max_length=40, blank=True, default="")
    country = models.CharField(max_length=200, blank=True, default="")
    country_code = models.CharField(max_length=2, blank=True, default="", editable=False)
    created = models.DateTimeField(editable=False)
    modified = models.DateTimeField(editable=False)

    class Meta:
        verbose_name_plural = "addresses"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["customer", "account"],
                condition=Q(kind="billing"),
                name="one_billing_address_per_customer",
            ),
            models.UniqueConstraint(
                fields=["customer", "kind", "account"],
                condition=Q(is_primary=True),
                name="one_primary_address_of_a_kind_per_customer",
            ),
            models.UniqueConstraint(
                fields=["customer", "account"],
                condition=Q(is_main=True),
                name="one_main_address_per_customer",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["billing", "shipping", "other"]), name="address_kind_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "country_code", "customer"], name="address_country"),
        ]

    def __str__(self) -> str:
        parts = (self.label, self.line1, self.postal_code, self.city, self.country)
        return ", ".join(part for part in parts if part) or f"Address {self.pk}"
