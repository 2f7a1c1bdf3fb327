"""By which rules an account sorts its customers into segments."""

from typing import ClassVar

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models

from crm.accounts.models import Account

segment_code = RegexValidator(r"^[a-z0-9_]+\Z", "Small letters, digits and _: high_value.")


class SegmentRule(models.Model):
    """A customer for whom all that is set here holds is of this segment.

    An account's rules are asked in the order of their position, and the first that holds wins; see
    ``customers.analytics.segments``. Days are calendar days in the account's time zone.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField(
        help_text="Rules are asked in this order; the first that holds wins."
    )
    segment = models.CharField(max_length=50, validators=[segment_code])
    min_lifetime_value = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="The sum of all its orders; drafts and cancelled ones never count.",
    )
    min_orders = models.PositiveIntegerField("orders, at least", null=True, blank=True)
    max_orders = models.PositiveIntegerField("orders, at most", null=True, blank=True)
    min_days_since_last_order = models.PositiveIntegerField(
        "days since the last order, at least", null=True, blank=True
    )
    max_days_since_last_order = models.PositiveIntegerField(
        "days since the last order, at most", null=True, blank=True
    )
    max_days_since_first_order = models.PositiveIntegerField(
        "days since the first order, at most", null=True, blank=True
    )

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "position"],
                name="segment_rule_position_once_per_account",
                violation_error_message="Another rule of the account has this position.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.segment}"
