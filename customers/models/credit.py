"""Credit checks, kept with the facts they were made from."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from crm.accounts.models import Account

from .customer import Customer


class CreditCheck(models.Model):
    """One check of one customer: a score from 300 to 850 and what follows from it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="credit_checks", db_index=False
    )
    score = models.PositiveIntegerField(validators=[MinValueValidator(300), MaxValueValidator(850)])
    rating = models.CharField(max_length=20)
    risk = models.CharField(max_length=20)
    current_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    recommended_limit = models.DecimalField(max_digits=14, decimal_places=2)
    facts = models.JSONField(default=dict, help_text="The figures that the score was made from.")
    parts = models.JSONField(default=dict, help_text="How many points of the score come from what.")
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-checked_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(score__gte=300, score__lte=850), name="credit_score_300_to_850"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["customer", "-checked_at"], name="credit_check_of_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.score} ({self.rating})"
