"""From RPM's JSON to a ``CustomerChange``."""

from collections.abc import Sequence
from typing import Any

from contacts.canonical import fold
from customers.changes import AddressChange, AliasChange, ContactChange, CustomerChange
from customers.queries import FieldDefinition, WholeContact, WholeCustomer

from .errors import NAME_MISSING, Refused
from .locations import primary_location
from .members import Members
from .parse_contact import find_contact, is_blank, parse_contact
from .parse_location import parse_fields, place


def parse_add(members: Members, definitions: Sequence[FieldDefinition]) -> CustomerChange:
    """The ``Customer`` of ``CustomerAdd``.

    Raises:
        Refused: a member is wrong, or there is no name.
    """
    name = members.said("Name")
    if not name.strip():
        raise Refused(NAME_MISSING)
    columns: dict[str, Any] = {"name": name} | _people(members, ())
    where = place(members)
    if where:
        columns["billing"] = AddressChange(kind="billing", **where)
    return CustomerChange(
        **columns,
        website=members.text("Website"),
        aliases=_aliases(members, ()),
        custom_fields=parse_fields(members, definitions, "customer", {}),
    )


def parse_edit(members: Members, customer: WholeCustomer) -> CustomerChange:
    """The ``Customer`` of ``CustomerEdit``. Members that it does not have are left alone; those that
    other calls edit (``Locations``, ``Notes`` ...) are not looked at.

    Raises:
        Refused: a member is wrong.
    """
    columns = _people(members, customer.contacts)
    name = members.text("Name")
    if isinstance(name, str):
        if not name.strip() and customer.name:
            raise Refused(NAME_MISSING)
        # Under another primary contact the name is no longer that person's.
        is_company = any(contact.is_primary is True for contact in columns.get("contacts", ()))
        columns["company" if is_company else "name"] = name
    where = place(members)
    primary = primary_location(customer.addresses)
    if where and primary is not None:
        columns["addresses"] = (AddressChange(id=primary.id, **where),)
    elif where:
        columns["billing"] = AddressChange(kind="billing", **where)
    return CustomerChange(
        **columns,
        website=members.text("Website"),
        aliases=_aliases(members, customer.aliases),
        custom_fields=parse_fields(members, customer.definitions, "customer", customer.custom),
    )


def _people(members: Members, shown: Sequence[WholeContact]) -> dict[str, Any]:
    """``primary`` and ``contacts`` of a change: an item with an id is that contact, one without is
    the primary one."""
    items = list(members.items("Contacts"))
    old = members.inner("PrimaryContact")
    if old is not None and items:
        raise Refused("Send Contacts or PrimaryContact, not both")
    primary = next((contact for contact in shown if contact.is_primary), None)
    written: dict[int | None, ContactChange] = {}
    for item in items if old is None else [old]:
        inner = item.inner("Contact") or item
        contact_id = inner.id("ContactID")
        contact = primary if contact_id is None else find_contact(shown, contact_id)
        if contact is None and is_blank(inner):
            continue
        key = contact.id if contact else None
        if key in written:
            raise Refused("Only one contact can be the primary contact")
        becomes_primary = contact is not None and item.flag("IsPrimary") and contact is not primary
        written[key] = parse_contact(
            inner, contact, is_primary=becomes_primary or None, needs_name=True
        )
    first = written.pop(primary.id if primary else None, None)
    return ({"primary": first} if first else {}) | {"contacts": tuple(written.values())}


def _aliases(members: Members, shown: Sequence[str]) -> tuple[AliasChange, ...]:
    """``AliasAdd``, unless the customer is known under it already."""
    alias = members.said("AliasAdd")
    if not alias.strip():
        return ()
    is_known = fold(alias) in map(fold, shown)
    return () if is_known else (AliasChange(name=alias),)
