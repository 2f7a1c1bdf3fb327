"""Paths to the fields of a customer, as the ledger writes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from crm.staff.ui.ids import ID_DIGITS
from customers.writing.parts import (
    ADDRESS,
    ALIAS,
    CONTACT,
    CUSTOM_FIELD,
    CUSTOMER,
    NOTE_ENTRY,
    PHONE,
    SUPPLIER_ACCOUNT,
    Part,
)

#: Part -> the lists that hang on it.
LISTS: Mapping[Part, Mapping[str, Part]] = {
    CUSTOMER: {part.name: part for part in (CONTACT, ADDRESS, ALIAS, SUPPLIER_ACCOUNT, NOTE_ENTRY)},
    CONTACT: {PHONE.name: PHONE},
}
WORDS = {
    CONTACT: "contact",
    PHONE: "phone",
    ADDRESS: "address",
    ALIAS: "alias",
    SUPPLIER_ACCOUNT: "account at a supplier",
    NOTE_ENTRY: "note",
}
LABELS = {
    "group_id": "Group",
    "lead_source_id": "Lead source",
    "home_store_id": "Home store",
    "supplier_id": "Supplier",
    "type_id": "About",
    "line1": "Street",
    "line2": "Street, second line",
    "phone_calling_code": "Calling code",
    "for_staff": "For staff only",
    "is_primary": "Primary",
    "is_main": "Main",
}
CUSTOM = f"{CUSTOM_FIELD.name}."


@dataclass(frozen=True, slots=True)
class FieldPath:
    """Where a value is.

    Attributes:
        items: the list items on the way, ``(("contacts", "7"), ("phones", "9"))``; an item that is
            not there yet is called ``new`` and something.
        part: what the field is of.
        column: its column, or the name of the custom field.
    """

    text: str
    items: tuple[tuple[str, str], ...]
    part: Part
    column: str
    is_custom: bool = False

    @property
    def prefix(self) -> str:
        """The item's own, ``contacts.7.``; empty for the customer's fields."""
        return self.text.removesuffix((CUSTOM if self.is_custom else "") + self.column)

    @property
    def is_reference(self) -> bool:
        """Whether it holds the id of a row of another table."""
        return not self.is_custom and isinstance(self._field, models.ForeignKey)

    @property
    def label(self) -> str:
        """What the field is called."""
        if self.is_custom:
            return self.column
        if self.column in LABELS:
            return LABELS[self.column]
        field = self._field
        if field is None:
            return self.column.replace("_", " ").capitalize()
        name = str(field.verbose_name) if isinstance(field, models.Field) else self.column
        return name[:1].upper() + name[1:]

    @property
    def _field(self) -> object:
        """The model's, if the column is one of the part's own table."""
        try:
            return self.part.model._meta.get_field(self.column)
        except FieldDoesNotExist:
            return None


def parse_path(text: str) -> FieldPath:
    """A path taken apart.

    Raises:
        ValueError: there is no such field.
    """
    part, items, rest = CUSTOMER, [], text
    while (name := rest.partition(".")[0]) in LISTS.get(part, {}):
        part = LISTS[part][name]
        item, _, rest = rest.partition(".")[2].partition(".")
        if not _is_item(item):
            raise ValueError(text)
        items.append((name, item))
    if rest.startswith(CUSTOM) and part in (CUSTOMER, ADDRESS) and rest != CUSTOM:
        return FieldPath(text, tuple(items), part, rest.removeprefix(CUSTOM), is_custom=True)
    if rest not in part.columns:
        raise ValueError(text)
    return FieldPath(text, tuple(items), part, rest)


def _is_item(item: str) -> bool:
    digits = item.removeprefix("new")
    return digits.isascii() and digits.isdigit() and len(digits) <= ID_DIGITS
