"""That the ledger was shortened, for those who look for what is not there any more."""

from typing import ClassVar

from django.db import models

from crm.accounts.models import Account


class LedgerPruning(models.Model):
    """The operator had old changes of an account deleted. Written before the first of them goes."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.DateTimeField(help_text="Changes older than this are gone.")
    changes = models.PositiveBigIntegerField(default=0, help_text="How many went.")

    class Meta:
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [models.Index(fields=["account", "-at"], name="pruning_of_account")]

    def __str__(self) -> str:
        return f"Changes before {self.before:%Y-%m-%d} were deleted on {self.at:%Y-%m-%d}"
