"""The short lists an account picks from."""

from contacts.canonical import fold
from crm.accounts.models import Account
from customers.models import NoteType


def note_types_by_name(account: Account) -> dict[str, int]:
    """Folded name -> id."""
    rows = NoteType.objects.filter(account=account).values_list("name", "pk")
    return {fold(name): pk for name, pk in rows}
