"""The record."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from contacts.canonical import fold
from contacts.models import Contact
from crm.accounts.models import Account, Store, three_capitals

from .lists import CustomerGroup, LeadSource

NAME_KEY_LENGTH = 300  # an index holds no longer ones
#: What lists of customers are filtered by, at the end of the indexes that order them.
FLAGS = ("is_active", "is_b2b", "is_vip", "is_favourite")


def name_key(name: str) -> str:
    """What two names have in common that differ only in case: the beginning of the folded name.

    Names of the same key can still differ, far behind.
    """
    return fold(name)[:NAME_KEY_LENGTH]


class Customer(models.Model):
    """A company or a private person. Written only by ``customers.services``.

    ``code_key``, ``name_key``, ``email_key``, ``phone_e164`` and ``fax_e164`` are what the written
    values mean, for matching and searching. ``name`` is the company or, without one, the primary
    contact's full name; the write path keeps it.

    A foreign key without an index of its own, here and in the other models, is led by a composite
    index already.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveBigIntegerField(
        editable=False, help_text="1, 2, 3 ... within the account, without gaps."
    )
    code = models.CharField(
        max_length=100,
        blank=True,
        help_text="Unique in the account whatever its case; made from the number when left empty.",
    )
    code_key = models.CharField(max_length=300, editable=False)
    name = models.CharField(max_length=602, blank=True, default="", editable=False)
    name_key = models.CharField(max_length=NAME_KEY_LENGTH, blank=True, default="", editable=False)
    company = models.CharField(max_length=300, blank=True, default="")
    contacts: "models.ManyToManyField[Contact, CustomerContact]" = models.ManyToManyField(
        Contact, through="CustomerContact", related_name="customers"
    )

    email = models.CharField("e-mail", max_length=254, blank=True, default="")
    email_key = models.CharField(max_length=762, blank=True, default="", editable=False)
    phone = models.CharField(max_length=100, blank=True, default="")
    phone_calling_code = models.CharField(
        max_length=4, blank=True, default="", help_text="Where it is written apart: 49."
    )
    phone_e164 = models.CharField(max_length=16, blank=True, default="", editable=False)
    fax = models.CharField(max_length=100, blank=True, default="")
    fax_e164 = models.CharField(max_length=16, blank=True, default="", editable=False)
    website = models.CharField(max_length=500, blank=True, default="")
    tax_number = models.CharField(max_length=100, blank=True, default="")

    note = models.TextField(max_length=20_000, blank=True, default="")
    customer_note = models.TextField(
        "customer's own note", max_length=20_000, blank=True, default=""
    )
    group = models.ForeignKey(
        CustomerGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="customers"
    )
    channel = models.PositiveIntegerField(default=1, help_text="1 is the till.")
    lead_source = models.ForeignKey(
        LeadSource, on_delete=models.PROTECT, null=True, blank=True, related_name="customers"
    )
    home_store = models.ForeignKey(
        Store, on_delete=models.PROTECT, null=True, blank=True, related_name="customers"
    )

    is_b2b = models.BooleanField("business", default=False)
    is_vip = models.BooleanField("VIP", default=False)
    is_favourite = models.BooleanField("favourite", default=False)
    is_confirmed = models.BooleanField("confirmed", default=False)
    email_marketing_agreed = models.BooleanField("may be mailed", default=False)

    payment_terms = models.CharField(max_length=50, blank=True, default="")
    currency = models.CharField(max_length=3, blank=True, default="", validators=[three_capitals])
    credit_limit = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    current_balance = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    discount_rate = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Per cent.",
    )
    preferred_shipping = models.CharField(max_length=100, blank=True, default="")
    customer_since = models.DateTimeField(null=True, blank=True)

    store_balance = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    reward_points = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    image = models.CharField(max_length=2_000, blank=True, default="")
    nop_external_id = models.CharField("nopCommerce id", max_length=100, blank=True, default="")

    is_active = models.BooleanField("active", default=True, help_text="Off: discontinued.")
    created = models.DateTimeField(editable=False)
    modified = models.DateTimeField(editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "code_key"],
                name="customer_code_once_per_account",
                violation_error_message="Another customer of the account has this code.",
            ),
            models.UniqueConstraint(
                fields=["account", "number"], name="customer_number_once_per_account"
            ),
            models.CheckConstraint(condition=~Q(code_key=""), name="customer_has_code"),
            models.CheckConstraint(condition=Q(number__gte=1), name="customer_number_from_1"),
        ]
        indexes: ClassVar = [
            # With the flags, filtered lists and searches read these alone; the four take no more
            # space than one, as a row of an index is a multiple of eight bytes.
            models.Index(fields=["account", "id", *FLAGS], name="customer_id"),
            models.Index(fields=["account", "name", "id", *FLAGS], name="customer_name"),
            models.Index(fields=["account", "name_key"], name="customer_name_key"),
            models.Index(fields=["account", "created", "id", *FLAGS], name="customer_created"),
            models.Index(fields=["account", "modified", "id", *FLAGS], name="customer_modified"),
            models.Index(fields=["account", "email_key", "id", *FLAGS], name="customer_email"),
            models.Index(fields=["account", "phone_e164"], name="customer_phone"),
            # What few are is counted here.
            models.Index(
                fields=["account", "id", *FLAGS],
                name="customer_favourite",
                condition=Q(is_favourite=True),
            ),
            models.Index(
                fields=["account", "id", *FLAGS], name="customer_vip", condition=Q(is_vip=True)
            ),
            models.Index(
                fields=["account", "id", *FLAGS],
                name="customer_discontinued",
                condition=Q(is_active=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class CustomerContact(models.Model):
    """That a person is a contact of a customer. The primary one is *the* person of the record."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.OneToOneField(
        Contact, on_delete=models.CASCADE, primary_key=True, related_name="link"
    )
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="contact_links")
    is_primary = models.BooleanField("primary", default=False)

    class Meta:
        verbose_name = "contact"
        ordering: ClassVar = ["contact_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["customer", "account"],
                condition=Q(is_primary=True),
                name="one_primary_contact_per_customer",
            ),
        ]

    def __str__(self) -> str:
        return str(self.contact)
