"""The values of a customer by path: as they are, and as a form shows them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from customers.queries.staff_record import StaffRecord
from customers.writing.parts import (
    ADDRESS,
    ALIAS,
    CONTACT,
    CUSTOMER,
    NOTE_ENTRY,
    PHONE,
    SUPPLIER_ACCOUNT,
    Part,
)

Values = dict[str, Any]


def values_of(whole: StaffRecord) -> Values:
    """Every value of the customer, by its path."""
    return dict(_values(whole))


def _values(whole: StaffRecord) -> Iterator[tuple[str, Any]]:
    yield from _row(CUSTOMER, whole.customer, "")
    for value in whole.custom_values:
        yield f"custom_fields.{value.field.name}", value.value
    for person in whole.contacts:
        prefix = f"contacts.{person.contact.pk}."
        yield f"{prefix}is_primary", person.is_primary
        yield from _row(CONTACT, person.contact, prefix)
        for phone in person.phones:
            yield from _row(PHONE, phone, f"{prefix}phones.{phone.pk}.")
    for place in whole.addresses:
        prefix = f"addresses.{place.address.pk}."
        yield from _row(ADDRESS, place.address, prefix)
        for value in place.custom_values:
            yield f"{prefix}custom_fields.{value.field.name}", value.value
    for part, rows in (
        (ALIAS, whole.aliases),
        (SUPPLIER_ACCOUNT, whole.supplier_accounts),
        (NOTE_ENTRY, whole.note_entries),
    ):
        for row in rows:
            yield from _row(part, row, f"{part.name}.{row.pk}.")


def _row(part: Part, row: models.Model, prefix: str) -> Iterator[tuple[str, Any]]:
    for column in sorted(part.columns):
        if part is not CONTACT or column != "is_primary":
            yield prefix + column, getattr(row, column)


def plain(value: Any) -> Any:
    """A value as the ledger keeps it."""
    match value:
        case Decimal():
            return str(value)
        case datetime():
            return value.isoformat()
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two values as the ledger keeps them are one: ``None`` and ``""`` are, and any way to
    write an instant."""
    if one in (None, "") and other in (None, ""):
        return True
    if isinstance(one, str) and isinstance(other, str) and one != other and "T" in one:
        try:
            return datetime.fromisoformat(one) == datetime.fromisoformat(other)
        except ValueError:
            return False
    return bool(one == other)


def as_text(value: Any, zone: ZoneInfo) -> str:
    """A value as the ledger keeps it, as a form shows it: an instant as its day there."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case str() if is_instant(value):
            return datetime.fromisoformat(value).astimezone(zone).date().isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def texts(values: Mapping[str, Any], zone: ZoneInfo) -> dict[str, str]:
    """What a form shows of a customer, by path."""
    return {path: as_text(plain(value), zone) for path, value in values.items()}


def is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
