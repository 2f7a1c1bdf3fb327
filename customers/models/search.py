"""What a search looks at."""

from typing import ClassVar

from django.db import models

from crm.accounts.models import Account

from .customer import Customer


class SearchText(models.Model):
    """A customer's searched texts, folded by ``contacts.canonical.searchable``; the write path keeps it.

    A table of its own, because a trigram index makes each new version of a row dear, and most
    changes of a customer touch nothing that is searched. No text stands in both columns.

    Attributes:
        names: name and e-mail, a line each, so that nothing is found across the two.
        details: what else the staff would type: code, tax number, contacts, aliases, towns, postal
            codes, and phone numbers as bare digits.
    """

    customer = models.OneToOneField(
        Customer, on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    names = models.TextField(blank=True)
    details = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "customer"], name="search_text_customer"),
        ]

    def __str__(self) -> str:
        return self.names
