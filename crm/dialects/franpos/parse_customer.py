"""One customer of the list: from its members to a ``CustomerChange``."""

from collections.abc import Mapping
from typing import Any

from customers.changes import (
    UNSET,
    AddressChange,
    ContactChange,
    CustomerChange,
    Maybe,
    NoteEntryChange,
)

from .errors import RowRefused
from .fields import MEMBERS, SPELLINGS, UNSAID_GENDERS
from .values import (
    Problem,
    Reader,
    read_amount,
    read_day,
    read_gender,
    read_id,
    read_reference,
    read_text,
)

#: How each member is read. ``CustomerId`` is not: the page finds customers by e-mail, code and phone.
READERS: Mapping[str, Reader] = dict.fromkeys(MEMBERS, read_text) | {
    "LocationId": read_id,
    "CustomerId": lambda value: None,
    "Dob": read_day,
    "Gender": read_gender,
    "Balance": read_amount,
    "RewardPoints": read_amount,
    "LeadSourceId": read_reference,
}
#: Member -> part of the change, column there.
COLUMNS = {member: path.rpartition(".")[::2] for member, path in MEMBERS.items() if path}
PHONE_TYPES = ("cell", "business")


def in_our_spelling(sent: Mapping[str, Any]) -> dict[str, Any]:
    """The members that the page lists, in whatever case they were sent."""
    return {
        member: value
        for name, value in sent.items()
        if (member := SPELLINGS.get(name) or SPELLINGS.get(name.lower()))
    }


def read_members(sent: Mapping[str, Any]) -> dict[str, Any]:
    """The members that were sent, by the page's names.

    Raises:
        RowRefused: with all that cannot be read.
    """
    values: dict[str, Any] = {}
    problems: list[str] = []
    for member, value in in_our_spelling(sent).items():
        try:
            values[member] = READERS[member](value)
        except Problem as problem:
            problems.append(f"{member}: {problem}")
    if problems:
        raise RowRefused(" ".join(problems))
    return values


def change_of(values: Mapping[str, Any], note_type: int | None) -> CustomerChange:
    """What the members write. A blank code is none: a customer is never without one.

    Args:
        note_type: what ``NoteType`` names, ``None`` if nothing.
    """
    parts: dict[str, dict[str, Any]] = {}
    for member, value in values.items():
        if member in COLUMNS:
            part, column = COLUMNS[member]
            parts.setdefault(part, {})[column] = value
    columns = parts.get("", {})
    if not columns.get("code", "").strip():
        columns.pop("code", None)
    note = values.get("Notes", "")
    entry = NoteEntryChange(text=note, type_id=note_type, once=True)
    return CustomerChange(
        **columns,
        is_active=True,
        primary=_person(parts),
        billing=AddressChange(kind="billing", **parts["billing"]) if "billing" in parts else UNSET,
        note_entries=(entry,) if note.strip() else (),
    )


def _person(parts: Mapping[str, Mapping[str, Any]]) -> Maybe[ContactChange]:
    columns = parts.get("primary", {})
    phones = {
        type_: parts[f"primary.phones.{type_}"]["number"]
        for type_ in PHONE_TYPES
        if f"primary.phones.{type_}" in parts
    }
    if not columns and not phones:
        return UNSET
    return ContactChange(**columns, typed_phones=phones, unsaid_genders=UNSAID_GENDERS)
