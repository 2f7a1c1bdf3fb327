"""Rows of the ledger in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.formats import date_format

from contacts.models import Contact, PhoneNumber
from crm.accounts.models import Store
from crm.staff.record.paths import parse_path
from customers.models import (
    Address,
    Alias,
    Change,
    CustomerGroup,
    LeadSource,
    NoteEntry,
    NoteType,
    Supplier,
    SupplierAccount,
)

#: Part of the record, as a path in the ledger says it -> what one of it is called, and its table.
PARTS: dict[str, tuple[str, type[models.Model]]] = {
    "contacts": ("contact", Contact),
    "phones": ("phone", PhoneNumber),
    "addresses": ("address", Address),
    "aliases": ("alias", Alias),
    "supplier_accounts": ("account at a supplier", SupplierAccount),
    "note_entries": ("dated note", NoteEntry),
}

#: Columns that hold an id -> what it is an id of.
NAMED: dict[str, type[models.Model]] = {
    "group_id": CustomerGroup,
    "lead_source_id": LeadSource,
    "home_store_id": Store,
    "supplier_id": Supplier,
    "type_id": NoteType,
}

#: Kind of item -> the columns that it is called by.
CALLED_BY = {
    "contacts": ("first_name", "last_name"),
    "phones": ("number",),
    "addresses": ("label", "line1", "city"),
    "aliases": ("name",),
    "supplier_accounts": ("name",),
    "note_entries": ("text",),
}
LONGEST_NAME = 40

#: Prefix of an item's paths -> what it is called: ``{"contacts.7.": "Ann Lee"}``.
Called: TypeAlias = Mapping[str, str]

TIMES = frozenset({"birthday", "customer_since"})


@dataclass(frozen=True, slots=True)
class Line:
    """One field of one change; ``path`` is its name in the ledger."""

    path: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One change, ready to be shown."""

    change: Change
    at: str
    who: str
    through: str
    lines: list[Line]


def tell(changes: Sequence[Change], zone: ZoneInfo, called: Called | None = None) -> list[Told]:
    """The changes in words, times in the account's zone. A query per table that ids are of.

    Args:
        called: what the items are called that the customer has. Others are called by what the changes
            say of them, else by their numbers.
    """
    names = _names(changes)
    called = called_in(changes) | dict(called or {})
    return [
        Told(
            change=change,
            at=_moment(change.at, zone),
            who=str(change.user) if change.user else "-",
            through=_through(change),
            lines=[
                Line(
                    path,
                    field_in_words(path, called),
                    *(_value(path, value, zone, names) for value in values),
                )
                for path, values in sorted(change.fields.items(), key=_place)
            ],
        )
        for change in changes
    ]


def _place(item: tuple[str, Any]) -> tuple[bool, list[tuple[bool, int, str]]]:
    """The customer's own fields first, then part by part, ids as numbers."""
    steps = item[0].split(".")
    return len(steps) > 1, [(s.isdigit(), int(s) if s.isdigit() else 0, s) for s in steps]


def _through(change: Change) -> str:
    words = [change.dialect or "-", change.version and f"version {change.version}"]
    return ", ".join(word for word in (*words, change.client_name) if word)


def field_in_words(path: str, called: Called = MappingProxyType({})) -> str:
    """``contacts.7.phones.9.number`` as ``contact 7, phone 9: number``; ``contacts.7.`` as ``contact
    7``. An item that is called something goes by that instead of its number."""
    items, begun, rest = [], "", path
    while (step := rest.partition("."))[0] in PARTS and step[2]:
        number, _, rest = step[2].partition(".")
        begun += f"{step[0]}.{number}."
        items.append(f"{PARTS[step[0]][0]} {called.get(begun) or number}")
    words = ", ".join(items)
    if not rest:
        return words
    return f"{words}: {_label(path)}" if words else _label(path)


def _label(path: str) -> str:
    try:
        label = parse_path(path).label
    except ValueError:
        label = path.rpartition(".")[2].replace("_", " ")
    is_word = label[1:2].islower() or label[1:2] == "-"
    return label[:1].lower() + label[1:] if is_word and "custom_fields." not in path else label


def called_in(changes: Iterable[Change]) -> dict[str, str]:
    """What items are called in changes, newest first: ``{"contacts.7.": "Ann Lee"}``."""
    said = (item for change in changes for item in change.fields.items())
    return names_of_items((path, after or before) for path, (before, after) in said)


def names_of_items(values: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """What items are called by their values, of which the first one counts."""
    said: dict[str, dict[str, str]] = {}
    for path, value in values:
        item, _, column = path.rpartition(".")
        steps = item.split(".")
        if len(steps) > 1 and value and column in CALLED_BY.get(steps[-2], ()):
            said.setdefault(f"{item}.", {}).setdefault(column, str(value))
    return {item: _call(item.split(".")[-3], words) for item, words in said.items()}


def _call(kind: str, said: Mapping[str, str]) -> str:
    """A name made of what is known; at most a line of it."""
    words = [said[column] for column in CALLED_BY[kind] if column in said]
    name = (", " if kind == "addresses" else " ").join(words)
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def _value(path: str, value: Any, zone: ZoneInfo, names: dict[tuple[str, int], str]) -> str:
    column = path.rpartition(".")[2]
    match value:
        case None | "":
            return "-"
        case bool():
            return "yes" if value else "no"
        case int() if column in NAMED:
            return names.get((column, value), f"number {value}")
        case str() if column in TIMES and "custom_fields" not in path:
            moment = datetime.fromisoformat(value)
            return _day(moment, zone) if column == "birthday" else _moment(moment, zone)
    return str(value)


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return date_format(moment.astimezone(zone), "DATETIME_FORMAT")


def _day(moment: datetime, zone: ZoneInfo) -> str:
    day: date = moment.astimezone(zone).date()
    return date_format(day, "DATE_FORMAT")


def _names(changes: Iterable[Change]) -> dict[tuple[str, int], str]:
    wanted: dict[str, set[int]] = {}
    accounts = set()
    for change in changes:
        accounts.add(change.account_id)
        for path, values in change.fields.items():
            column = path.rpartition(".")[2]
            if column in NAMED and "custom_fields" not in path:
                wanted.setdefault(column, set()).update(v for v in values if isinstance(v, int))
    return {
        (column, pk): name
        for column, ids in wanted.items()
        for pk, name in NAMED[column]
        ._default_manager.filter(account__in=accounts, pk__in=ids)
        .values_list("pk", "name")
    }
