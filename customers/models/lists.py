"""The short lists an account picks from: customer groups, lead sources, note types."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from crm.accounts.models import Account


class NamedItem(models.Model):
    """One entry of an account's list; its name stands once in it, whatever its case."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)

    class Meta:
        abstract = True
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "account", Lower("name"), name="%(class)s_name_once_per_account"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CustomerGroup(NamedItem):
    """A group that customers are sorted into."""

    description = models.TextField(blank=True, default="")


class LeadSource(NamedItem):
    """How a customer came to the account."""


class NoteType(NamedItem):
    """What a note entry is about."""
