"""The records that a batch touches, with the parts it touches: a query per part, whatever the rows."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from django.db.models import F, QuerySet, TextField, Value

from crm.accounts.models import Account
from customers.changes import UNSET, CustomerChange
from customers.models import Customer, CustomerContact
from customers.queries.once import Given, Once

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
    asked = _CUSTOMERS.ask(account=account.pk, wanted=customers)
    asked_items = {
        p: _items(p).ask(account=account.pk, wanted=customers) for p in ITEMS if p in parts
    }
    records = {}
    in_memory = frozenset((CUSTOMER, *parts))
    for pk, *values in asked.rows():
        node = Node(CUSTOMER, dict(zip(_names(CUSTOMER), values, strict=True)))
        _settle(node, pk)
        records[pk] = Record(node, parts=in_memory)
    loaded: dict[tuple[Part, int], Node] = {}
    for part, items in asked_items.items():
        above = {PHONE: CONTACT, CUSTOM_FIELD: ADDRESS}.get(part)
        for customer, pk, parent, label, *values in items.rows():
            node = Node(part, dict(zip(_names(part), values, strict=True)), label=label or "")
            node.parent = loaded[above, parent] if above and parent is not None else None
            _settle(node, pk)
            loaded[part, pk] = node
            records[customer].items.setdefault(part, []).append(node)
    return records


def _settle(node: Node, pk: int) -> None:
    node.id, node.stored = pk, dict(node.values)


@cache
def _names(part: Part) -> tuple[str, ...]:
    return tuple(sorted(part.columns | part.derived))


_CUSTOMERS = Once(
    lambda: (
        Customer.objects.filter(account=Given("account"), pk__among=Given("wanted"))
        .order_by()
        .values_list("pk", *_names(CUSTOMER))
    )
)


NOTHING = Value(None, output_field=TextField())


@cache
def _items(part: Part) -> Once:
    """Customer, id, id of the parent row, label and columns of a part's rows, oldest first."""
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
    owned = {"account__checked": Given("account"), f"{customer}__among": Given("wanted")}
    found = rows.filter(**owned).order_by("pk")
    return Once(lambda: found.values_list(customer, "pk", *extra, *columns.values()))
