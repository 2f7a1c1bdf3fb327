"""The records that a batch touches, with the parts it touches: a query per part, whatever the rows."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import F, QuerySet, TextField, Value

from crm.accounts.models import Account
from customers.changes import UNSET, CustomerChange
from customers.models import Customer, CustomerContact

from .parts import (
    ADDRESS,
    ALIAS,
    CONTACT,
    CUSTOM_FIELD,
    CUSTOMER,
    NOTE_ENTRY,
    PHONE,
    SUPPLIER_ACCOUNT,
    Part,
    Values,
)
from .record import Node, Record


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
    return parts


def load_records(
    account: Account, customers: Collection[int], parts: Collection[Part]
) -> dict[int, Record]:
    """The account's customers of these ids. An id of another account is simply not among them."""
    columns = sorted(CUSTOMER.columns | CUSTOMER.derived)
    records = {
        row.pop("pk"): Record(Node(CUSTOMER, row))
        for row in Customer.objects.filter(account=account, pk__among=customers).values(
            "pk", *columns
        )
    }
    for pk, record in records.items():
        _settle(record.customer, pk)
    loaded: dict[tuple[Part, int], Node] = {}
    for part in (CONTACT, PHONE, ADDRESS, CUSTOM_FIELD, ALIAS, SUPPLIER_ACCOUNT, NOTE_ENTRY):
        if part not in parts or not records:
            continue
        for customer, pk, parent, label, values in _rows(part, list(records)):
            above = {PHONE: CONTACT, CUSTOM_FIELD: ADDRESS}.get(part)
            node = Node(part, values, label=label)
            node.parent = loaded[above, parent] if above and parent is not None else None
            _settle(node, pk)
            loaded[part, pk] = node
            records[customer].items.setdefault(part, []).append(node)
    return records


def _settle(node: Node, pk: int) -> None:
    node.id, node.stored = pk, dict(node.values)


NOTHING = Value(None, output_field=TextField())

#: customer, id, id of the parent row, label, values
Row = tuple[int, int, int | None, str, Values]


def _rows(part: Part, customers: list[int]) -> Iterator[Row]:
    """A part's rows of these customers, oldest first."""
    columns = {name: F(name) for name in part.columns | part.derived}
    rows: QuerySet[Any] = part.model._default_manager.all()
    customer, above, label = "customer", None, None
    if part is CONTACT:
        rows = CustomerContact.objects.all()
        columns = {name: F(f"contact__{name}") for name in columns} | {
            "is_primary": F("is_primary")
        }
    elif part is PHONE:
        customer, above = "contact__link__customer", "contact_id"
    elif part is CUSTOM_FIELD:
        above, label = "address_id", "field__name"
    extra = [F(path) if path else NOTHING for path in (above, label)]
    found = rows.filter(**{f"{customer}__among": customers}).order_by("pk")
    names = sorted(columns)
    for owner, pk, parent, name, *values in found.values_list(
        customer, "pk", *extra, *(columns[column] for column in names)
    ):
        yield owner, pk, parent, name or "", dict(zip(names, values, strict=True))
