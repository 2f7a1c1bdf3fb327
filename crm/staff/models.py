"""What the staff's pages keep for themselves. Nothing of it is part of the record."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from crm.accounts.models import Account


class SavedView(models.Model):
    """A list of customers by name: search, filters, order and columns as the address of the list says
    them.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=5_000, blank=True, default="")
    is_shared = models.BooleanField(
        "for everybody", default=False, help_text="All people of the account see it."
    )

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "user", "name"], name="saved_view_once_per_user"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The parameters of the list's address."""
        return f"{self.query}&view={self.pk}" if self.query else f"view={self.pk}"


class FirstView(models.Model):
    """The view that somebody begins with, of their own or of those that others share."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="firsts")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "user"], name="first_view_one_per_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.view}"
