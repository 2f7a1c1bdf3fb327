"""People, and the numbers they are reached at."""

from typing import ClassVar

from django.db import models

from crm.accounts.models import Account


class Contact(models.Model):
    """A person. Whose contact they are is said by ``customers.CustomerContact``."""

    class Gender(models.TextChoices):
        UNKNOWN = "", "unknown"
        FEMALE = "female", "female"
        MALE = "male", "male"
        OTHER = "other", "other"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    salutation = models.CharField(max_length=50, blank=True, default="")
    first_name = models.CharField(max_length=200, blank=True, default="")
    middle_name = models.CharField(max_length=200, blank=True, default="")
    last_name = models.CharField(max_length=200, blank=True, default="")
    job_title = models.CharField(max_length=200, blank=True, default="")
    email = models.CharField("e-mail", max_length=254, blank=True, default="")
    email_key = models.CharField(max_length=762, blank=True, default="", editable=False)
    birthday = models.DateTimeField(
        null=True, blank=True, help_text="An instant; its date is read in the account's time zone."
    )
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True, default="")
    created = models.DateTimeField(editable=False)
    modified = models.DateTimeField(editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["account", "email_key"], name="contact_email"),
            models.Index(fields=["account", "last_name", "first_name"], name="contact_name"),
        ]

    def __str__(self) -> str:
        return self.full_name or f"Contact {self.pk}"

    @property
    def full_name(self) -> str:
        return join_name(self.first_name, self.middle_name, self.last_name)


class PhoneNumber(models.Model):
    """A number of a contact: as it was written, and as E.164 where it can be read as a number."""

    class Type(models.TextChoices):
        BUSINESS = "business", "business"
        HOME = "home", "home"
        CELL = "cell", "cell"
        FAX = "fax", "fax"
        OTHER = "other", "other"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="phones")
    type = models.CharField(max_length=10, choices=Type.choices, default=Type.BUSINESS)
    number = models.CharField(max_length=100)
    calling_code = models.CharField(
        max_length=4, blank=True, default="", help_text="Where it is written apart: 49."
    )
    e164 = models.CharField(max_length=16, blank=True, default="", editable=False)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["account", "e164"], name="contact_phone_e164"),
        ]

    def __str__(self) -> str:
        return self.number


def join_name(first: str, middle: str, last: str) -> str:
    """The full name as shown: the parts that are there, one space between them."""
    return " ".join(part for part in (first, middle, last) if part)


def split_name(full: str) -> tuple[str, str]:
    """First and last name of a name written in one: split at the last space.

    A single word is a first name.
    """
    first, _, last = full.strip().rpartition(" ")
    return (first.strip(), last) if first else (last, "")
