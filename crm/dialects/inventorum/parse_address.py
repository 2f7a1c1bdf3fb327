"""Addresses of the body: one for billing, a list for shipping."""

from collections.abc import Mapping, Sequence
from typing import Any

from customers import places
from customers.changes import AddressChange
from customers.models import Address

from .fields import ADDRESS
from .values import LARGEST_ID, Problem, read_text, read_title

MOST_ADDRESSES = 250


def parse_billing(value: object, shown: Mapping[str, Any] | None) -> AddressChange:
    """An edit of the billing address: members that are as they are shown stay as they are.

    ``null`` clears its members; the row stays, with what other dialects keep in it.

    Raises:
        Problem: nested like the address.
    """
    if value is None:
        value = dict.fromkeys(ADDRESS, "")
    if not isinstance(value, dict):
        raise Problem(["Expected an address object."])
    return AddressChange(kind="billing", **_columns(value, shown or {}))


def parse_shipping(value: object, shown: Sequence[Mapping[str, Any]]) -> tuple[AddressChange, ...]:
    """The whole list of shipping addresses.

    Raises:
        Problem: a list like the one sent, with an empty object for each item that is right.
    """
    if value is None:
        return ()
    if not isinstance(value, list):
        raise Problem(["Expected a list of items."])
    if len(value) > MOST_ADDRESSES:
        raise Problem([f"Ensure this field has no more than {MOST_ADDRESSES} elements."])
    by_id = {address["id"]: address for address in shown}
    items: list[AddressChange] = []
    problems: list[Any] = []
    seen: set[int] = set()
    for item in value:
        try:
            address_id = _id(item, seen)
            columns = _columns(item, by_id.get(address_id, {}))
            items.append(AddressChange(id=address_id, kind="shipping", **columns))
            problems.append({})
        except Problem as problem:
            problems.append(problem.said)
    if any(problems):
        raise Problem(problems)
    return tuple(items)


def _id(item: object, seen: set[int]) -> int | None:
    address_id = item.get("id") if isinstance(item, dict) else None
    if address_id is None:
        return None
    if isinstance(address_id, bool) or not isinstance(address_id, int):
        raise Problem({"id": ["A valid integer is required."]})
    if not 0 < address_id <= LARGEST_ID or address_id in seen:
        raise Problem({"id": ["Not an address of this customer."]})
    seen.add(address_id)
    return address_id


def _columns(value: object, shown: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Problem({"non_field_errors": ["Expected an address object."]})
    columns: dict[str, Any] = {}
    problems: dict[str, list[str]] = {}
    for member, column in ADDRESS.items():
        if member not in value or (member in shown and _is_same(member, value, shown)):
            continue
        try:
            read = read_title if member == "title" else read_text(Address, column)
            columns[column] = read(value[member])
            if member == "country" and columns[column] and not _is_known(columns[column]):
                raise Problem(["Unknown country."])
        except Problem as problem:
            problems[member] = problem.said
    if problems:
        raise Problem(problems)
    return columns


def _is_same(member: str, value: Mapping[str, Any], shown: Mapping[str, Any]) -> bool:
    if value[member] == shown[member]:
        return True
    if member != "country" or not isinstance(value[member], str) or not value[member]:
        return False
    return bool(places.country_code(value[member]) == shown[member])


def _is_known(country: str) -> bool:
    return bool(places.country_code(country))
