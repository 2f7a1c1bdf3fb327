"""The ground floor: the tenant, its branches, and who may sign in."""

from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

two_capitals = RegexValidator(r"^[A-Z]{2}\Z", "Two capital letters, as in ISO 3166: DE.")
three_capitals = RegexValidator(r"^[A-Z]{3}\Z", "Three capital letters, as in ISO 4217: EUR.")


def validate_timezone(name: str) -> None:
    """Refuse a name that the time zone database does not know.

    Raises:
        ValidationError: unknown name.
    """
    if name not in available_timezones():
        raise ValidationError(f"Unknown time zone: {name!r}. An example: Europe/Berlin.")


class Account(models.Model):
    """The tenant: one business whose customers these are. Nothing crosses from one to another."""

    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=200)
    timezone = models.CharField(
        max_length=64,
        default="UTC",
        validators=[validate_timezone],
        help_text="Times without a zone are read and shown in this one.",
    )
    country = models.CharField(
        max_length=2,
        default="US",
        validators=[two_capitals],
        help_text="ISO 3166 code; phone numbers without a country prefix are read as this country's.",
    )
    currency = models.CharField(max_length=3, default="USD", validators=[three_capitals])
    is_active = models.BooleanField(
        default=True, help_text="Switched off: nobody of this account gets in, people or programs."
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Store(models.Model):
    """A branch of an account."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="stores")
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="Credentials of a parent store reach its children.",
    )

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint("account", Lower("name"), name="store_name_once_per_account"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.parent is not None and self.parent.account_id != self.account_id:
            raise ValidationError({"parent": "The parent store belongs to another account."})


class User(AbstractUser):
    """Who acts: a person of the staff, or the integration user that a client acts as.

    A user sees the account it belongs to and nothing else. One without an account is an operator
    of the installation.
    """

    account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        help_text="Empty only for operators, who see every account.",
    )
    is_integration = models.BooleanField(
        default=False, help_text="Acts for a client; has no password and never signs in."
    )

    class Meta(AbstractUser.Meta):
        pass
