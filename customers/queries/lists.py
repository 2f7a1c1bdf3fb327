"""The short lists an account picks from."""

from functools import cache

from django.db.models import Model

from contacts.canonical import fold
from crm.accounts.models import Account, Store
from customers.models import CustomerGroup, CustomField, NoteType

from .once import Given, Once
from .once_objects import Objects

_GROUPS = Objects[CustomerGroup](lambda: CustomerGroup.objects.filter(account=Given("account")))
_STORES = Objects[Store](lambda: Store.objects.filter(account=Given("account")))
_DEFINITIONS = Objects[CustomField](
    lambda: CustomField.objects.filter(account=Given("account"), target=Given("target"))
)
_ALL_DEFINITIONS = Objects[CustomField](
    lambda: CustomField.objects.filter(account=Given("account"))
)


def groups_of(account: Account) -> list[CustomerGroup]:
    """Groups of customers by name."""
    return _GROUPS.found(account=account.pk)


def stores_of(account: Account) -> list[Store]:
    """Stores by name."""
    return _STORES.found(account=account.pk)


def definitions_of(account: Account, target: str = "") -> list[CustomField]:
    """The account's own fields of customers or of addresses, in their order; of both for an empty
    target."""
    if not target:
        return _ALL_DEFINITIONS.found(account=account.pk)
    return _DEFINITIONS.found(account=account.pk, target=target)


def names_of(account: Account, table: type[Model]) -> list[tuple[int, str]]:
    """Ids and names of one of the account's lists, in its order."""
    return [(pk, name) for pk, name in _names(table).rows(account=account.pk)]


@cache
def _names(table: type[Model]) -> Once:
    rows = table._default_manager.filter(account=Given("account"))
    return Once(lambda: rows.values_list("pk", "name"))


def note_types_by_name(account: Account) -> dict[str, int]:
    """Folded name -> id."""
    rows = NoteType.objects.filter(account=account).values_list("name", "pk")
    return {fold(name): pk for name, pk in rows}
