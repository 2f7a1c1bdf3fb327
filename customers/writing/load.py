"""The records that a batch touches, with the parts it touches: one query, whatever the rows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from django.db.models import F, OuterRef, QuerySet, TextField, Value

from crm.accounts.models import Account
from customers.changes import UNSET, CustomerChange
from customers.models import Customer, CustomerContact, SearchText
from customers.queries.nested import Nested
from customers.queries.once import Asked, Given, Once, Row

from .parts import (
    ADDRESS,
    ALIAS,
    CONTACT,
    CUSTOM_FIELD,
    CUSTOMER,
    ITEMS,
    NOTE_ENTRY,
    PHONE,
    SUPPLIER_ACCOUNT,
    Part,
)
from .record import Node, Record
from .search_texts import SEARCHED, writes_searched

STAMPS = ("created", "modified")


class By(Enum):
    """How customers are asked for; the value is the column."""

    ID = "pk"
    CODE = "code_key"


def parts_touched(changes: Iterable[CustomerChange]) -> set[Part]:
    """The parts that must be in memory to apply the changes."""
    parts = {CONTACT}  # a customer without company is called by its person
    for change in changes:
        people, places = change.people(), change.places()
        if any(p.phones or p.typed_phones or p.remove or p.all_phones is not UNSET for p in people):
            parts.add(PHONE)
        if places or change.shipping is not UNSET:
            parts.add(ADDRESS)
        if (
            change.custom_fields
            or change.shipping is not UNSET  # what goes with an address is told too
            or any(place.custom_fields or place.remove for place in places)
        ):
            parts |= {ADDRESS, CUSTOM_FIELD}
        parts |= {
            part for part in (ALIAS, SUPPLIER_ACCOUNT, NOTE_ENTRY) if getattr(change, part.name)
        }
        if writes_searched(change):
            parts |= SEARCHED
    return parts


@dataclass(frozen=True, slots=True)
class Loading:
    """Records that are asked for."""

    parts: tuple[Part, ...]
    asked: Asked

    def read(self) -> dict[int, Record]:
        """The records by id. One of another account is simply not among them."""
        names, in_memory = _names(CUSTOMER), frozenset((CUSTOMER, *self.parts))
        first = 2 + len(STAMPS)
        places = {part: place for place, part in enumerate(self.parts, first + len(names))}
        records = {}
        for row in self.asked.each():
            pk, texts, created, modified = row[:first]
            record = Record(_node(CUSTOMER, pk, row[first : first + len(names)]), parts=in_memory)
            record.texts = tuple(texts[0]) if texts else None
            record.created, record.modified = created, modified
            for part, place in places.items():
                if row[place]:
                    record.items[part] = _items(part, row[place], record)
            records[pk] = record
        return records


def ask_records(
    account: Account, by: By, wanted: Collection[Any], parts: Collection[Part]
) -> Loading:
    """Ask for the account's customers of these ids, or of these folded codes: one query."""
    in_order = tuple(part for part in ITEMS if part in parts)
    return Loading(in_order, _records(by, in_order).ask(account=account.pk, wanted=wanted))


def _items(part: Part, rows: Iterable[Row], record: Record) -> list[Node]:
    above = {PHONE: CONTACT, CUSTOM_FIELD: ADDRESS}.get(part)
    parents = {node.id: node for node in record.items.get(above, ())} if above else {}
    nodes = []
    for pk, parent, label, *values in rows:
        node = _node(part, pk, values)
        node.label = label or ""
        node.parent = None if parent is None else parents[parent]
        nodes.append(node)
    return nodes


def _node(part: Part, pk: int, values: Iterable[Any]) -> Node:
    stored = dict(zip(_names(part), values, strict=True))
    return Node(part, dict(stored), pk, stored)


@cache
def _names(part: Part) -> tuple[str, ...]:
    return tuple(sorted(part.columns | part.derived))


@cache
def _records(by: By, parts: tuple[Part, ...]) -> Once:
    """Customers' ids, search texts, stamps and columns, and a list for each of the parts."""
    account = "account__checked" if by is By.ID else "account"
    wanted = {account: Given("account"), f"{by.value}__among": Given("wanted")}
    texts = SearchText.objects.filter(customer=OuterRef("pk")).order_by()
    return Once(
        lambda: (
            Customer.objects.filter(**wanted)
            .order_by()
            .values_list(
                "pk",
                Nested(texts.values_list("names", "details")),
                *STAMPS,
                *_names(CUSTOMER),
                *(Nested(_rows(part)) for part in parts),
            )
        )
    )


NOTHING = Value(None, output_field=TextField())


def _rows(part: Part) -> "QuerySet[Any, Any]":
    """Id, id of the parent row, label and columns of a customer's rows of a part, oldest first."""
    rows: QuerySet[Any] = part.model._default_manager.all()
    columns = {name: F(name) for name in _names(part)}
    customer, above, label = "customer", None, None
    if part is CONTACT:
        rows = CustomerContact.objects.all()
        columns = {name: F(f"contact__{name}") for name in columns}
        columns["is_primary"] = F("is_primary")
    elif part is PHONE:
        customer, above = "contact__link__customer", "contact_id"
    elif part is CUSTOM_FIELD:
        above, label = "address_id", "field__name"
    extra = [F(path) if path else NOTHING for path in (above, label)]
    found = rows.filter(**{customer: OuterRef("pk")}).order_by("pk")
    return found.values_list("pk", *extra, *columns.values())
