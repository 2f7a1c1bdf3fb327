"""How many customers there are. Kept by the write path, not counted."""

from crm.accounts.models import Account
from customers.models import AccountCounters


def total_customers(account: Account) -> int:
    """How many customers the account has, discontinued ones included."""
    return _kept(account, "customers")


def total_active(account: Account) -> int:
    """How many customers the account has that are not discontinued."""
    return _kept(account, "active_customers")


def _kept(account: Account, column: str) -> int:
    kept = AccountCounters.objects.filter(account=account).values_list(column, flat=True)
    return kept.first() or 0
