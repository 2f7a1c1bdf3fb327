"""Rows of the ledger in plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format

from contacts.models import Contact, PhoneNumber
from crm.accounts.models import Store
from customers.models import (
    Address,
    Alias,
    Change,
    Customer,
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
    "note_entries": ("note entry", NoteEntry),
}

#: Columns that hold an id -> what it is an id of.
NAMED: dict[str, type[models.Model]] = {
    "group_id": CustomerGroup,
    "lead_source_id": LeadSource,
    "home_store_id": Store,
    "supplier_id": Supplier,
    "type_id": NoteType,
}

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


def tell(changes: Sequence[Change], zone: ZoneInfo) -> list[Told]:
    """The changes in words, times in the account's zone. A query per table that ids are of."""
    names = _names(changes)
    return [
        Told(
            change=change,
            at=_moment(change.at, zone),
            who=str(change.user) if change.user else "-",
            through=_through(change),
            lines=[
                Line(path, _path(path), *(_value(path, value, zone, names) for value in values))
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


def _path(path: str) -> str:
    """``contacts.7.phones.9.number`` as ``contact 7, phone 9: number``."""
    items, model, rest = [], Customer, path
    while (step := rest.partition("."))[0] in PARTS and step[2]:
        word, model = PARTS[step[0]]  # type: ignore[assignment]
        number, _, rest = step[2].partition(".")
        items.append(f"{word} {number}")
    name = rest.removeprefix("custom_fields.")
    if name == rest:
        name = _label(model, rest)
    return f"{', '.join(items)}: {name}" if items else name


def _label(model: type[models.Model], column: str) -> str:
    try:
        field = model._meta.get_field(column)
    except FieldDoesNotExist:
        return column.replace("_", " ")
    return str(getattr(field, "verbose_name", column))


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


def field_in_words(path: str) -> str:
    """``contacts.7.phones.9.number`` as ``contact 7, phone 9: number``."""
    return _path(path)
