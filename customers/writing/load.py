"""The records that a batch touches, with the parts it touches: a query per part, whatever the rows."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import F

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
        people = (
            [*change.contacts] if change.primary is UNSET else [change.primary, *change.contacts]
        )
        places = (
            [*change.addresses] if change.billing is UNSET else [change.billing, *change.addresses]
        )
        if any(person.phones or person.remove for person in people):
            parts.add(PHONE)
        if places:
            parts.add(ADDRESS)
        if change.custom_fields or any(place.custom_fields or place.remove for place in places):
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
        for row in Customer.objects.filter(account=account, pk__in=customers).values("pk", *columns)
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


#: customer, id, id of the parent row, label, values
Row = tuple[int, int, int | None, str, Values]


def _rows(part: Part, customers: list[int]) -> Iterator[Row]:
    """A part's rows of these customers, oldest first."""
    columns = sorted(part.columns | part.derived)
    if part is CONTACT:
        theirs = {c: F(f"contact__{c}") for c in columns if c != "is_primary"}
        links = CustomerContact.objects.filter(customer__in=customers).order_by("contact_id")
        for row in links.values("pk", "customer_id", "is_primary", **theirs):
            yield row.pop("customer_id"), row.pop("pk"), None, "", row
        return
    extra = {"_customer": F("customer_id")}
    rows = part.model._default_manager.order_by("pk")
    if part is PHONE:
        rows = rows.filter(contact__link__customer__in=customers)
        extra = {"_customer": F("contact__link__customer_id"), "_parent": F("contact_id")}
    else:
        rows = rows.filter(customer__in=customers)
    if part is CUSTOM_FIELD:
        extra |= {"_parent": F("address_id"), "_label": F("field__name")}
    for row in rows.values("pk", *columns, **extra):
        yield (
            row.pop("_customer"),
            row.pop("pk"),
            row.pop("_parent", None),
            row.pop("_label", ""),
            row,
        )
