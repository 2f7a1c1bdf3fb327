"""Contacts of the body: one by itself, or the whole list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
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


def parse_contact(body: Mapping[str, Any], person: Person | None) -> ContactChange:
    """The body of ``POST contacts``, or of ``PUT contacts/{contact_id}`` for the person.

    Raises:
        Refused: with every member that is wrong.
    """
    reading = Reading(body, {}, {"name": person.name} if person else None)
    change = _contact(reading, person)
    if reading.problems:
        raise Refused(reading.problems)
    return change


def parse_new_contacts(reading: Reading) -> tuple[ContactChange, ...]:
    """``contacts`` of a new customer. Without any that is primary the first becomes it."""
    return tuple(_contact(item, None) for item in _items(reading))


def parse_contacts(
    reading: Reading, people: Sequence[Person]
) -> tuple[tuple[ContactChange, ...], bool]:
    """``contacts`` of a customer that has some: the whole list. An item stands for the contact of its
    id; without id for the one of its name; else for a new one. Those that are not in it go.

    A list without a primary leaves it where it is: sent twice, it must not pass it to and fro.

    Returns:
        The edits, and whether the primary contact stays who it is.
    """
    if "contacts" not in reading.body or reading.is_as_shown("contacts"):
        return (), True
    items = _items(reading, most=max(MOST_CONTACTS, len(people)))
    whose, left = _whose(items, people)
    changes = [_contact(item, person) for item, person in zip(items, whose, strict=True)]
    primary = next((person.id for person in people if person.is_primary), None)
    claimed = any(change.is_primary is True and change.id != primary for change in changes)
    if not claimed:
        changes = [replace(c, is_primary=UNSET) if c.id == primary else c for c in changes]
    removed = [ContactChange(id=person.id, remove=True) for person in left]
    keeps = primary is None or not (claimed or any(person.id == primary for person in left))
    return (*removed, *changes), keeps


def _items(reading: Reading, most: int = MOST_CONTACTS) -> list[Reading]:
    """The list's objects, each refusing under its place: ``contacts.0.name``."""
    value = reading.body.get("contacts")
    if value is None:
        return []
    if not isinstance(value, list):
        reading.refuse("contacts", "Must be a list.")
        return []
    if len(value) > most:
        reading.refuse("contacts", f"Must have at most {most} items.")
        return []
    items = []
    for index, item in enumerate(value):
        if isinstance(item, dict):
            items.append(Reading(item, reading.problems, place=f"contacts.{index}."))
        else:
            reading.refuse(f"contacts.{index}", "Must be an object.")
    if sum(item.body.get("is_primary") is True for item in items) > 1:
        reading.refuse("contacts", "Only one contact may be primary.")
    return items


def _whose(
    items: Sequence[Reading], people: Sequence[Person]
) -> tuple[list[Person | None], list[Person]]:
    """The contact that each item stands for, by id before by name, and those that none stands for."""
    left = {person.id: person for person in people}
    whose: list[Person | None] = [None] * len(items)
    for place, item in enumerate(items):
        if item.body.get("id") is not None:
            person = item.read("id", lambda value: _by_id(value, left))
            if person is not UNSET:
                whose[place] = left.pop(person.id)
                item.shown = {"name": person.name}
    for place, item in enumerate(items):
        name = item.body.get("name")
        if item.body.get("id") is None and isinstance(name, str):
            person = next((p for p in left.values() if fold(p.name) == fold(name)), None)
            whose[place] = left.pop(person.id) if person else None
    return whose, list(left.values())


def _by_id(value: object, left: Mapping[int, Person]) -> Person:
    try:
        return left[read_id(CONTACT, value if isinstance(value, str) else "")]
    except (NotFound, KeyError):
        raise ValueError("Not a contact of this customer, or in the list twice.") from None


def _contact(reading: Reading, person: Person | None) -> ContactChange:
    if person is None and "name" not in reading.body:
        reading.refuse("name", "Is required.")
    texts = {
        column: reading.read(member, text_of(Contact, column)) for member, column in TEXTS.items()
    }
    return ContactChange(
        id=person.id if person else None,
        full_name=reading.read("name", read_person_name),
        is_primary=reading.read("is_primary", read_flag),
        phones=_phones(reading, person),
        **texts,
    )


def _phones(reading: Reading, person: Person | None) -> tuple[PhoneChange, ...]:
    """An edit of the number that is shown; a new one is a business number."""
    number = reading.read("phone", text_of(PhoneNumber, "number"))
    if number is UNSET:
        return ()
    if person is not None and person.phone_id is not None:
        return (PhoneChange(id=person.phone_id, number=number),)
    return (PhoneChange(type="business", number=number),)
