"""One customer as a client of a dialect would get it, and what the dialect cannot show of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from customers.models import Address
from customers.queries import StaffRecord
from customers.writing.parts import CONTACT, CUSTOMER


@dataclass(frozen=True, slots=True)
class Preview:
    """An answer.

    Attributes:
        request: method and path, as the page writes them.
        answer: the body, ready for ``orjson``; ``None`` if the dialect says there is no such customer.
    """

    request: str
    answer: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What of the record a dialect carries; the rest it can neither show nor change.

    Attributes:
        columns: of the customer.
        person: of the primary contact.
        other_contacts, phones, custom_fields ...: whether it has these lists at all; ``phones`` are
            those of the primary contact.
        shipping: how many shipping addresses it shows; ``None``: all.
    """

    columns: frozenset[str]
    person: frozenset[str] = frozenset()
    other_contacts: bool = False
    phones: bool = False
    shipping: int | None = 0
    other_addresses: bool = False
    lists: frozenset[str] = field(default_factory=frozenset)


#: Lists that a dialect has or has not -> one and many of them, in words.
LISTS = {
    "custom_values": ("custom field", "custom fields"),
    "aliases": ("alias", "aliases"),
    "supplier_accounts": ("account at a supplier", "accounts at suppliers"),
    "note_entries": ("dated note", "dated notes"),
}
WORDS = {
    "group_id": "group",
    "home_store_id": "home store",
    "lead_source_id": "lead source",
    "note": "note",
}
#: Columns that say something of others.
FOLDED = frozenset({"phone_calling_code", "is_primary", "is_active", "code"})


def losses(record: StaffRecord, carried: Carried) -> list[str]:
    """What this customer holds and the dialect does not carry, in words, and nothing it does not
    hold."""
    return [text[:1].upper() + text[1:] for text in _losses(record, carried)]


def _losses(record: StaffRecord, carried: Carried) -> Iterator[str]:
    unseen = sorted(CUSTOMER.columns - carried.columns - FOLDED)
    yield from _held(record.customer, unseen)
    people = record.contacts
    if people:
        yield from _held(people[0].contact, sorted(CONTACT.columns - carried.person - FOLDED))
        if people[0].phones and not carried.phones:
            yield _many(len(people[0].phones), "phone of the contact", "phones of the contact")
    if len(people) > 1 and not carried.other_contacts:
        yield _many(len(people) - 1, "more contact", "more contacts")
    kinds = [place.address.kind for place in record.addresses]
    if carried.shipping is not None:
        more = kinds.count(Address.Kind.SHIPPING) - carried.shipping
        if more > 0:
            word = "more shipping address" if carried.shipping else "shipping address"
            yield _many(more, word, f"{word}es")
    if kinds.count(Address.Kind.OTHER) and not carried.other_addresses:
        yield _many(kinds.count(Address.Kind.OTHER), "other address", "other addresses")
    for name, (one, many) in LISTS.items():
        rows = getattr(record, name)
        if rows and name not in carried.lists:
            yield _many(len(rows), one, many)


def _held(row: Any, columns: list[str]) -> Iterator[str]:
    """The columns that say something, by name."""
    for column in columns:
        meta = row._meta.get_field(column)
        value = getattr(row, column)
        if value not in (None, "", False) and value != meta.get_default():
            yield WORDS.get(column, str(meta.verbose_name))


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
