"""The ledger: who changed which fields of which customer, through what, from what to what."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from crm.accounts.models import Account

from .customer import Customer


class Change(models.Model):
    """One change of one customer. Written by ``customers.ledger`` in the change's own transaction.

    ``fields`` is ``{field: [before, after]}``; a field of a part of the record is a path:
    ``addresses.12.city``, ``contacts.7.phones.9.number``, ``custom_fields.Region``. An item that came
    or went has ``null`` on the side where it was not there. Money and times are texts.

    The client is kept by id and name, not by reference: the ledger outlives it.
    """

    class Action(models.TextChoices):
        CREATED = "created", "created"
        UPDATED = "updated", "updated"
        DISCONTINUED = "discontinued", "discontinued"
        REVIVED = "revived", "revived"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    sequence = models.PositiveBigIntegerField(help_text="1, 2, 3 ... within the account.")
    at = models.DateTimeField()
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="changes", db_index=False
    )
    action = models.CharField(max_length=20, choices=Action.choices)
    fields = models.JSONField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    client_id = models.PositiveBigIntegerField(null=True, blank=True)
    client_name = models.CharField(max_length=255, blank=True, default="")
    dialect = models.CharField(
        max_length=50,
        blank=True,
        default="",
        help_text="The API it came through; for people and commands, admin or the command's name.",
    )
    version = models.CharField("API version", max_length=20, blank=True, default="")
    request_id = models.CharField(max_length=100, blank=True, default="")
    matched_by = models.CharField(
        max_length=50, blank=True, default="", help_text="The key by which an upsert found it."
    )

    class Meta:
        ordering: ClassVar = ["-sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "sequence"], name="change_sequence_once_per_account"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["customer", "-sequence"], name="change_of_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.action}"
