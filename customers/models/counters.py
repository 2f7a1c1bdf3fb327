"""What is counted per account."""

from django.db import models

from crm.accounts.models import Account


class AccountCounters(models.Model):
    """One row per account, locked by every write to its customers until that write commits.

    So numbers have no gaps, the ledger's sequence is the order of the commits, two writers of the
    same key see each other, and the totals cost no ``COUNT(*)``. The price is one writer at a time
    *per account*; a write is a few milliseconds.
    """

    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    last_number = models.PositiveBigIntegerField(default=0)
    last_sequence = models.PositiveBigIntegerField(default=0)
    customers = models.PositiveBigIntegerField(default=0)
    active_customers = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "account counters"

    def __str__(self) -> str:
        return f"Counters of {self.account}"
