"""Dated notes on a customer."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from crm.accounts.models import Account

from .customer import Customer
from .lists import NoteType


class NoteEntry(models.Model):
    """One note: by whom, when, about what. Written once, like a diary; oldest first."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="note_entries")
    type = models.ForeignKey(NoteType, on_delete=models.PROTECT, null=True, blank=True)
    text = models.TextField(max_length=20_000)
    for_staff = models.BooleanField(default=False, help_text="Not for the customer's eyes.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    created = models.DateTimeField(editable=False)

    class Meta:
        verbose_name_plural = "note entries"
        ordering: ClassVar = ["created", "id"]

    def __str__(self) -> str:
        return self.text[:60]
