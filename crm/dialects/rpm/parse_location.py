"""Locations, and the custom fields of locations and customers."""

from collections.abc import Mapping, Sequence
from typing import Any

from contacts.canonical import fold
from customers.changes import UNSET, AddressChange
from customers.models import CustomField
from customers.queries import FieldDefinition, WholeAddress, WholeCustomer

from .errors import Refused
from .fields import LOCATION, UNSET_STATE
from .locations import location_names, primary_location
from .members import Members

NAME_MISSING = "A location requires a name"
NAME_TAKEN = "Location with this name already exists for the customer"
ID_MISSING = "Location ID not passed into call"
LOCATION_NOT_FOUND = "Location not found"
JSON_TYPES = {
    bool: CustomField.Type.YES_NO,
    int: CustomField.Type.NUMBER,
    float: CustomField.Type.NUMBER,
}


def parse_location(
    members: Members, customer: WholeCustomer, shown: WholeAddress | None
) -> AddressChange:
    """An edit of the location that is shown, or a new one.

    Raises:
        Refused: a member is wrong, or another location of the customer has the name.
    """
    name = location_name(members)
    names = location_names(customer.addresses)
    own = names.pop(shown.id) if shown else None
    if name != own and fold(name) in map(fold, names.values()):
        raise Refused(NAME_TAKEN)
    is_primary = shown is not None and shown is primary_location(customer.addresses)
    return AddressChange(
        id=shown.id if shown else None,
        kind=UNSET if shown else "other",
        is_main=True if members.flag("IsPrimary") and not is_primary else UNSET,
        label=UNSET if name == own else name,
        custom_fields=parse_fields(
            members, customer.definitions, "address", shown.custom if shown else {}
        ),
        **place(members),
    )


def location_name(members: Members) -> str:
    """
    Raises:
        Refused: there is none.
    """
    name = members.said("Name")
    if not name.strip():
        raise Refused(NAME_MISSING)
    return name


def find_location(customer: WholeCustomer, location_id: int) -> WholeAddress:
    """
    Raises:
        Refused: the customer has no such location.
    """
    found = next((address for address in customer.addresses if address.id == location_id), None)
    if found is None:
        raise Refused(LOCATION_NOT_FOUND)
    return found


def place(members: Members) -> dict[str, Any]:
    """The columns of an address that the members write."""
    columns: dict[str, Any] = {
        column: members.text(member) for member, column in LOCATION.items() if member in members
    }
    if columns.get("state", "").strip().lower() == UNSET_STATE:
        columns["state"] = ""
    return columns


def parse_fields(
    members: Members, definitions: Sequence[FieldDefinition], target: str, shown: Mapping[int, str]
) -> dict[str, str | None]:
    """The values of custom fields by their names; those that are as they are shown are left out.

    Raises:
        Refused: a field is unknown or there twice, or a value is of the wrong type.
    """
    by_name = {fold(d.name): d for d in definitions if d.target == target}
    written: dict[str, str | None] = {}
    seen: set[int] = set()
    for item in members.items("Fields"):
        name = item.said("Field")
        definition = by_name.get(fold(name))
        if definition is None:
            raise Refused(f"Field not found: {name}")
        if definition.id in seen:
            raise Refused(f"Field is there twice: {name}")
        seen.add(definition.id)
        text = _value(item, definition)
        if text is not None and text != shown.get(definition.id, ""):
            written[definition.name] = text
    return written


def _value(item: Members, definition: FieldDefinition) -> str | None:
    """The value as the record takes it; ``None`` if it is left out."""
    if "Value" not in item:
        return None
    value = item.values["Value"]
    if value is None or isinstance(value, str):
        return value or ""
    if JSON_TYPES.get(type(value)) != definition.type:
        raise Refused(f"{definition.name}: the value is not of the type {definition.type}")
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)
