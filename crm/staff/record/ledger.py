"""What changed since somebody looked."""

from typing import Any

from crm.accounts.models import Account
from customers.models import Change


def values_before(account: Account, customer_id: int, sequence: int) -> dict[str, Any]:
    """The fields that changed after that place in the ledger, with the values they had there."""
    later = Change.objects.filter(
        account=account, customer=customer_id, sequence__gt=sequence
    ).order_by("sequence")
    before: dict[str, Any] = {}
    for change in later:
        for path, (old, _) in change.fields.items():
            before.setdefault(path, old)
    return before
