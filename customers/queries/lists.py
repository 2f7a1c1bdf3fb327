"""The short lists an account picks from."""

from contacts.canonical import fold
from crm.accounts.models import Account, Store
from customers.models import CustomerGroup, CustomField, NoteType

from .once import Given
from .once_objects import Objects

_GROUPS = Objects[CustomerGroup](
    lambda: CustomerGroup.objects.filter(account=Given("account")),
)
_STORES = Objects[Store](lambda: Store.objects.filter(account=Given("account")))
_DEFINITIONS = Objects[CustomField](
    lambda: CustomField.objects.filter(account=Given("account"), target=Given("target"))
)


def groups_of(account: Account) -> list[CustomerGroup]:
    """Groups of customers by name."""
    return _GROUPS.found(account=account.pk)


def stores_of(account: Account) -> list[Store]:
    """Stores by name."""
    return _STORES.found(account=account.pk)


def definitions_of(account: Account, target: str) -> list[CustomField]:
    """The account's own fields of customers or of addresses, in their order."""
    return _DEFINITIONS.found(account=account.pk, target=target)


def note_types_by_name(account: Account) -> dict[str, int]:
    """Folded name -> id."""
    rows = NoteType.objects.filter(account=account).values_list("name", "pk")
    return {fold(name): pk for name, pk in rows}
