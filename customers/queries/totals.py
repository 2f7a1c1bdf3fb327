"""How many customers there are. Kept by the write path, not counted."""

from django.db.models import BigIntegerField, F, Subquery, Sum

from crm.accounts.models import Account
from customers.models import AccountCounters

from .once import Given, Once

#: Whether they are active; ``None`` for all -> what of the counters tells how many there are.
TOTALS = {
    None: F("customers"),
    True: F("active_customers"),
    False: F("customers") - F("active_customers"),
}
_KEPT = Once(
    lambda: AccountCounters.objects.filter(account=Given("account")).values_list(
        "customers", "active_customers", "last_sequence"
    )
)


def total_customers(account: Account | None) -> int:
    """How many customers the account has, discontinued ones included; all accounts, for ``None``."""
    if account is None:
        total: int | None = AccountCounters.objects.aggregate(total=Sum("customers"))["total"]
        return total or 0
    return kept(account, is_active=None)


def total_active(account: Account) -> int:
    """How many customers the account has that are not discontinued."""
    return kept(account, is_active=True)


def kept(account: Account, *, is_active: bool | None) -> int:
    """How many there are that are active, that are not, or, for ``None``, in all."""
    return kept_as_of(account, is_active=is_active)[0]


def kept_as_of(account: Account, *, is_active: bool | None) -> tuple[int, int]:
    """The same, and as of which change of the account."""
    rows = _KEPT.rows(account=account.pk)
    customers, active, last_sequence = rows[0] if rows else (0, 0, 0)
    total = {None: customers, True: active, False: customers - active}[is_active]
    return int(total), int(last_sequence)


def kept_total(*, is_active: bool | None) -> Subquery:
    """The same as a column of a query of the ``account``: told with the first rows of a list."""
    counters = AccountCounters.objects.filter(account=Given("account"))
    total = counters.annotate(total=TOTALS[is_active]).values("total")
    return Subquery(total, output_field=BigIntegerField())
