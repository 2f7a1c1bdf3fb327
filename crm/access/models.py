"""A program that may ask."""

from importlib import import_module
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from oauth2_provider.models import AbstractApplication, ApplicationManager

from crm.accounts.models import Account, Store
from crm.dialects import DIALECTS


def dialects() -> list[tuple[str, str]]:
    """The choices of a client's dialect; asked for each time, so that a new one needs no migration."""
    return [(name, name) for name in DIALECTS]


class Client(AbstractApplication):
    """A program with credentials: belongs to one account, speaks one dialect, and acts as its
    integration user, so that groups and permissions decide as they do for people.

    Its secret and its tokens are stored hashed only.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="clients")
    dialect = models.CharField(max_length=50, choices=dialects)
    stores: "models.ManyToManyField[Store, Any]" = models.ManyToManyField(
        Store, blank=True, related_name="clients", help_text="None named: all of the account's."
    )
    scopes = models.CharField(
        max_length=500,
        blank=True,
        default="",
        help_text="What its tokens may at most do, separated by spaces; for dialects with scopes.",
    )
    is_active = models.BooleanField(
        default=True, help_text="Off: no new tokens, and the old ones stop working."
    )

    objects: ClassVar[ApplicationManager] = ApplicationManager()

    class Meta(AbstractApplication.Meta):
        verbose_name = "client"
        ordering: ClassVar = ["account", "dialect", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "dialect", "name"], name="client_name_once_per_dialect"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.dialect})"

    def clean(self) -> None:
        super().clean()
        if self.user is not None and self.user.account_id != self.account_id:
            raise ValidationError({"user": "The integration user belongs to another account."})
        known = import_module(f"crm.dialects.{self.dialect}").SCOPES if self.dialect else ()
        unknown = set(self.scopes.split()).difference(known)
        if unknown:
            word = f"has only: {', '.join(known)}" if known else "has no scopes"
            message = f"Not a scope: {' '.join(sorted(unknown))}. The dialect {word}."
            raise ValidationError({"scopes": message})

    def is_usable(self, request: object) -> bool:
        """Whether it may have tokens at all; asked by the OAuth2 library."""
        if not (self.is_active and self.account.is_active):
            return False
        return self.user is not None and self.user.is_active


class ClientUse(models.Model):
    """What a client asked in an hour. Written by ``counting``, read by ``usage``."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+", db_index=False)
    hour = models.DateTimeField(help_text="Its beginning.")
    requests = models.PositiveIntegerField()
    errors = models.PositiveIntegerField(help_text="Those of them that were answered with one.")
    last_at = models.DateTimeField(help_text="When the client asked last in this hour.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "hour"], name="client_use_once_an_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.client_id}, {self.hour}: {self.requests}"
