"""From the record to RPM's JSON, in the pages' key order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from customers.queries import (
    FieldDefinition,
    HeldAccount,
    ListedCustomer,
    Note,
    SupplierAccountRow,
    WholeAddress,
    WholeContact,
    WholeCustomer,
)

from .fields import PHONE_TYPES, UNSET_STATE, WIRE_TYPES
from .locations import location_names, primary_location


def render_listed(customer: ListedCustomer, zone: ZoneInfo) -> dict[str, Any]:
    """A customer of the whole list."""
    customer_id, name, created, modified = customer
    return {
        "Customer": name,
        "CustomerID": customer_id,
        "Added": render_time(created, zone),
        "Modified": render_time(modified, zone),
    }


def render_customer(
    customer: WholeCustomer, zone: ZoneInfo, *, with_locations: bool = True
) -> dict[str, Any]:
    """The customer structure, with the members of both pages that print it."""
    locations = {"Locations": render_locations(customer, zone)} if with_locations else {}
    return {
        "Age": customer.sequence,
        "Accounts": [_held_account(account) for account in customer.accounts],
        "Added": render_time(customer.created, zone),
        "Aliases": list(customer.aliases),
        "Contacts": [
            {"Contact": render_contact(contact), "IsPrimary": contact.is_primary}
            for contact in customer.contacts
        ],
        "CustomerID": customer.id,
        "DefaultRepID": 0,
        "DefaultRep": "",
        "Fields": render_fields(customer.definitions, "customer", customer.custom),
        **locations,
        "Modified": render_time(customer.modified, zone),
        "Name": customer.name,
        "Notes": [_note(note, zone) for note in customer.notes if not note.for_staff],
        "NotesForStaff": [_note(note, zone) for note in customer.notes if note.for_staff],
        "Website": customer.website,
    }


def render_contact(contact: WholeContact) -> dict[str, Any]:
    return {
        "ContactID": contact.id,
        "Email": contact.email,
        "FirstName": contact.first_name,
        "LastName": contact.last_name,
        "PhoneNumbers": [
            {"Number": phone.number, "PhoneNumberID": phone.id, "Type": WIRE_TYPES[phone.type]}
            for phone in contact.phones
        ],
        "Salutation": contact.salutation,
        "Title": contact.job_title,
    }


def render_written_contact(contact: WholeContact) -> dict[str, Any]:
    """A contact with a number of each type, empty where there is none."""
    shown = render_contact(contact)
    there = {phone["Type"] for phone in shown["PhoneNumbers"]}
    shown["PhoneNumbers"] += [
        {"Number": "", "PhoneNumberID": 0, "Type": kind}
        for kind in PHONE_TYPES
        if kind not in there
    ]
    shown["PhoneNumbers"].sort(key=lambda phone: phone["Type"])
    return shown


def render_locations(customer: WholeCustomer, zone: ZoneInfo) -> list[dict[str, Any]]:
    names = location_names(customer.addresses)
    primary = primary_location(customer.addresses)
    return [
        {
            "Address": address.line1,
            "City": address.city,
            "Country": address.country,
            "IsPrimary": address is primary,
            "LocationID": address.id,
            "Name": names[address.id],
            "StateProvince": address.state or UNSET_STATE,
            "ZipPostalCode": address.postal_code,
            "Added": render_time(address.created, zone),
            "Modified": render_time(address.modified, zone),
            "Fields": render_fields(customer.definitions, "address", address.custom),
        }
        for address in customer.addresses
    ]


def render_written_location(customer: WholeCustomer, address: WholeAddress) -> dict[str, Any]:
    """A location as the answer to its edit prints it."""
    return {
        "IsPrimary": address == primary_location(customer.addresses),
        "LocationID": address.id,
        "Name": location_names(customer.addresses)[address.id],
        "Address": address.line1,
        "City": address.city,
        "StateProvince": address.state or UNSET_STATE,
        "Country": address.country,
        "ZipPostalCode": address.postal_code,
        "Fields": render_fields(customer.definitions, "address", address.custom),
    }


def render_fields(
    definitions: Sequence[FieldDefinition], target: str, values: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Every field of the account, with an empty value where there is none."""
    return [
        {"Field": definition.name, "Value": values.get(definition.id, "")}
        for definition in definitions
        if definition.target == target
    ]


def render_account(account: SupplierAccountRow, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "Account": account.name,
        "AccountGroup": "",
        "AccountGroupID": 0,
        "AccountID": account.id,
        "Added": render_time(account.created, zone),
        "Customer": account.customer,
        "CustomerID": account.customer_id,
        "Fields": [],
        "Modified": render_time(account.modified, zone),
        "Supplier": account.supplier,
        "SupplierID": account.supplier_id,
    }


def render_time(instant: datetime, zone: ZoneInfo) -> str:
    """Local time of the account: ``2024-05-31 09:30:00``."""
    return instant.astimezone(zone).replace(tzinfo=None).isoformat(" ", "seconds")


def render_offset(instant: datetime, zone: ZoneInfo) -> str:
    """What the account's clocks are ahead of UTC by at that instant: ``-05:00``."""
    offset = f"{instant.astimezone(zone):%z}"
    return f"{offset[:3]}:{offset[3:5]}"


def _held_account(account: HeldAccount) -> dict[str, Any]:
    return {
        "Account": account.name,
        "AccountID": account.id,
        "Supplier": account.supplier,
        "SupplierID": account.supplier_id,
    }


def _note(note: Note, zone: ZoneInfo) -> dict[str, Any]:
    return {"Note": note.text, "Added": render_time(note.created, zone), "By": note.author}
