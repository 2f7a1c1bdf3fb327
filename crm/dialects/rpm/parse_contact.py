"""Contacts and their phones, in all the forms that the pages have had."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from customers.changes import UNSET, ContactChange, PhoneChange
from customers.queries import WholeContact, WholePhone

from .errors import Refused
from .fields import CONTACT, MOST_PHONES, OLD_PHONES, OLDEST_PHONES, PHONE_TYPES, WIRE_TYPES
from .members import Members

NAMES = ("FirstName", "LastName")
NAME_MISSING = "A contact requires a first and last name"
CONTACT_NOT_FOUND = "Contact not found"


def parse_contact(
    members: Members, shown: WholeContact | None, *, is_primary: bool | None, needs_name: bool
) -> ContactChange:
    """An edit of the contact that is shown, or a new one.

    Args:
        is_primary: ``True`` makes it the primary one; nothing makes it not so.
        needs_name: whether a new one must have a first and a last name.

    Raises:
        Refused: a member is wrong, or a name would be missing.
    """
    columns: dict[str, Any] = {
        column: members.text(member) for member, column in CONTACT.items() if member in members
    }
    for member in NAMES:
        column = CONTACT[member]
        is_there = bool(getattr(shown, column, "")) if shown else needs_name
        written = columns.get(column, UNSET if shown else "")
        if is_there and isinstance(written, str) and not written.strip():
            raise Refused(NAME_MISSING)
    return ContactChange(
        id=shown.id if shown else None,
        is_primary=True if is_primary else UNSET,
        phones=tuple(parse_phones(members, shown.phones if shown else ())),
        **columns,
    )


def is_blank(members: Members) -> bool:
    """Whether a contact says nothing at all, as the older forms do where there is none."""
    texts = [members.said(member) for member in CONTACT]
    numbers = [entry.number or "" for entry in _entries(members)]
    return not any(text.strip() for text in (*texts, *numbers))


def find_contact(contacts: Sequence[WholeContact], contact_id: int) -> WholeContact:
    """
    Raises:
        Refused: the customer has no such contact.
    """
    found = next((contact for contact in contacts if contact.id == contact_id), None)
    if found is None:
        raise Refused(CONTACT_NOT_FOUND)
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A phone number of the body; ``None`` for what it leaves out. An empty number takes it away."""

    id: int | None
    type: int | None
    number: str | None


def parse_phones(members: Members, shown: Sequence[WholePhone]) -> Iterator[PhoneChange]:
    """Edits of numbers. One without an id means the first number of its type that none before it
    meant, or a new one; numbers that are not mentioned stay.

    Raises:
        Refused: a member is wrong, or there would be a fifth number.
    """
    left, count = list(shown), len(shown)
    added = False
    for entry in _entries(members):
        phone = _meant(entry, left)
        if phone is not None:
            left.remove(phone)
            count -= entry.number is not None and not entry.number.strip()
            yield _edit(entry, phone)
        elif entry.number:
            count, added = count + 1, True
            assert entry.type is not None
            yield PhoneChange(type=PHONE_TYPES[entry.type], number=entry.number)
    if added and count > MOST_PHONES:
        raise Refused(f"A contact can have up to {MOST_PHONES} phone numbers")


def _meant(entry: Entry, left: Sequence[WholePhone]) -> WholePhone | None:
    if entry.id is not None:
        found = next((phone for phone in left if phone.id == entry.id), None)
        if found is None:
            raise Refused("Phone number not found")
        return found
    if entry.type is None:
        raise Refused("A phone number requires a Type")
    same_type = [phone for phone in left if WIRE_TYPES[phone.type] == entry.type]
    same_number = [phone for phone in same_type if phone.number == entry.number]
    return next(iter(same_number or same_type), None)


def _edit(entry: Entry, phone: WholePhone) -> PhoneChange:
    is_other_type = entry.type is not None and entry.type != WIRE_TYPES[phone.type]
    return PhoneChange(
        id=phone.id,
        type=PHONE_TYPES[entry.type] if entry.type is not None and is_other_type else UNSET,
        number=UNSET if entry.number is None else entry.number,
    )


def _entries(members: Members) -> Iterator[Entry]:
    for item in members.items("PhoneNumbers"):
        yield Entry(item.id("PhoneNumberID"), _type(item), _number(item))
    for member, kind in OLD_PHONES.items():
        if isinstance(members.values.get(member), dict):
            item = members.required(member)
            yield Entry(item.id("PhoneNumberID"), kind, _number(item))
        elif member in members:
            yield Entry(None, kind, members.said(member))
    old = members.inner("Phone")
    for member, kind in OLDEST_PHONES.items() if old else ():
        if old is not None and member in old:
            yield Entry(None, kind, old.said(member))


def _number(item: Members) -> str | None:
    return item.said("Number") if "Number" in item else None


def _type(item: Members) -> int | None:
    kind = item.id("Type")
    if kind is not None and kind not in PHONE_TYPES:
        raise Refused(f"Unrecognized type for phone number: {kind}")
    return kind
