"""What ``CustomerSearch`` looks for."""

from collections.abc import Iterator, Sequence

from contacts.canonical import fold
from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers import queries
from customers.queries import FieldDefinition, ListedCustomer

from .errors import Refused
from .members import Members

LONGEST_SEARCH = 200  # characters; longer patterns are refused by some databases


def parse_search(account: Account, members: Members) -> Iterator[Sequence[ListedCustomer]]:
    """The customers that are wanted: by name, alias or account; by a custom field, if one is named.

    Raises:
        Refused: there is nothing to look for, or no such field.
    """
    text = members.said("Search")
    if not text.strip():
        raise Refused('Call requires parameter: "Search" which was not found')
    if len(text) > LONGEST_SEARCH or not is_storable(text):
        return iter(())
    return queries.active_found(account, text.strip(), field=_field(account, members))


def _field(account: Account, members: Members) -> FieldDefinition | None:
    name = members.said("Field")
    if not name:
        return None
    for definition in queries.custom_fields(account):
        if definition.target == "customer" and fold(definition.name) == fold(name):
            return definition
    raise Refused(f"Field not found: {name}")
