"""Contacts of the body: one by itself, or the whole list."""

from collections.abc import Mapping, Sequence
from typing import Any

from contacts.canonical import fold
from contacts.models import Contact, PhoneNumber
from customers.changes import UNSET, ContactChange, PhoneChange
from customers.errors import NotFound
from customers.queries import Person

from .errors import Refused
from .fields import CONTACT as TEXTS
from .ids import CONTACT, read_id
from .values import Reading, read_flag, read_person_name, text_of

MOST_CONTACTS = 250


def parse_contact(body: Mapping[str, Any], shown: Person | None) -> ContactChange:
    """The body of ``POST contacts``, or of ``PUT contacts/{contact_id}`` for the contact shown.

    Raises:
        Refused: with every member that is wrong.
    """
    reading = Reading(body, {})
    change = _contact(reading, shown)
    if reading.problems:
        raise Refused(reading.problems)
    return change


def parse_new_contacts(reading: Reading) -> tuple[ContactChange, ...]:
    """``contacts`` of a new customer. Without any that is primary the first becomes it."""
    return tuple(_contact(item, None) for item in _items(reading))


def parse_contacts(
    reading: Reading, shown: Sequence[Person]
) -> tuple[tuple[ContactChange, ...], bool]:
    """``contacts`` of a customer that has some: the whole list. An item stands for the contact of its
    id; without id for the one of its name; else for a new one. Those that are not in it go.

    Returns:
        The edits, and whether the primary contact stays who it is.
    """
    if "contacts" not in reading.body:
        return (), True
    left = {person.id: person for person in shown}
    changes = []
    for item in _items(reading):
        person = _whose(item, left)
        if person is not None:
            del left[person.id]
        changes.append(_contact(item, person))
    removed = [ContactChange(id=gone, remove=True) for gone in left]
    primary = next((person.id for person in shown if person.is_primary), None)
    claimed = any(c.is_primary is True and c.id != primary for c in changes)
    released = len(changes) > 1 and any(c.is_primary is False and c.id == primary for c in changes)
    keeps = primary is None or not (primary in left or claimed or released)
    return (*removed, *changes), keeps


def _items(reading: Reading) -> list[Reading]:
    """The list's objects, each refusing under its place: ``contacts.0.name``."""
    value = reading.body.get("contacts")
    if value is None:
        return []
    if not isinstance(value, list):
        reading.refuse("contacts", "Must be a list.")
        return []
    if len(value) > MOST_CONTACTS:
        reading.refuse("contacts", f"Must have at most {MOST_CONTACTS} items.")
        return []
    items = []
    for index, item in enumerate(value):
        if isinstance(item, dict):
            items.append(Reading(item, reading.problems, f"contacts.{index}."))
        else:
            reading.refuse(f"contacts.{index}", "Must be an object.")
    if sum(item.body.get("is_primary") is True for item in items) > 1:
        reading.refuse("contacts", "Only one contact may be primary.")
    return items


def _whose(item: Reading, left: Mapping[int, Person]) -> Person | None:
    """The contact that an item of the list stands for, among those that no other item has taken."""
    if item.body.get("id") is not None:
        person = item.read("id", lambda value: _by_id(value, left))
        return None if person is UNSET else person
    name = item.body.get("name")
    if not isinstance(name, str):
        return None
    return next((p for p in left.values() if fold(p.name) == fold(name)), None)


def _by_id(value: object, left: Mapping[int, Person]) -> Person:
    try:
        return left[read_id(CONTACT, value if isinstance(value, str) else "")]
    except (NotFound, KeyError):
        raise ValueError("Not a contact of this customer, or in the list twice.") from None


def _contact(reading: Reading, shown: Person | None) -> ContactChange:
    if shown is None and "name" not in reading.body:
        reading.refuse("name", "Is required.")
    texts = {
        column: reading.read(member, text_of(Contact, column)) for member, column in TEXTS.items()
    }
    return ContactChange(
        id=shown.id if shown else None,
        full_name=reading.read("name", read_person_name),
        is_primary=reading.read("is_primary", read_flag),
        phones=_phones(reading, shown),
        **texts,
    )


def _phones(reading: Reading, shown: Person | None) -> tuple[PhoneChange, ...]:
    """An edit of the number that is shown; a new one is a business number."""
    number = reading.read("phone", text_of(PhoneNumber, "number"))
    if number is UNSET:
        return ()
    if shown is not None and shown.phone_id is not None:
        return (PhoneChange(id=shown.phone_id, number=number),)
    return (PhoneChange(type="business", number=number),)
