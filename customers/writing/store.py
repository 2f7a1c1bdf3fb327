"""What changed in the records of a batch, written table by table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from crm.accounts.models import Account
from customers.models import Address, CustomerContact

from .parts import (
    ADDRESS,
    ALIAS,
    CONTACT,
    CUSTOM_FIELD,
    CUSTOMER,
    ITEMS,
    PHONE,
    SUPPLIER_ACCOUNT,
    Part,
    Values,
)
from .record import Node, Record
from .search_texts import keep_search_texts
from .tables import tables

# No written key starts with this character, and the id makes it one of a kind.
NOBODYS = Concat(Value("\x01"), Cast("pk", CharField()))

#: Part -> the columns by which its rows must differ, with what lets go of the key they make.
KEYS: dict[Part, dict[str, Any]] = {
    CUSTOMER: {"code_key": NOBODYS},
    ADDRESS: {"kind": Address.Kind.OTHER, "is_primary": False, "is_main": False},
    ALIAS: {"name_key": NOBODYS},
    SUPPLIER_ACCOUNT: {"name": NOBODYS},
}


def draw_keys(records: Iterable[Record]) -> None:
    """Give the new rows of the records their ids."""
    new = [node for r in records for node in r.nodes() if node.id is None and not node.removed]
    if not new:
        return
    keys = tables().keys(Counter(node.part.model for node in new))
    for node in new:
        node.id = next(keys[node.part.model])


def store(account: Account, records: Sequence[Record], now: datetime) -> None:
    """Insert, update and delete until the database says what the records say.

    The ids of new rows have been drawn.
    Each of the records has changed somewhere, so each of the customers is stamped as modified.
    """
    customers = [record.customer for record in records]
    _let_go_of_keys(customers)
    _insert(account, [(r, r.customer) for r in records if r.customer.stored is None], now)
    _update(CUSTOMER, [node for node in customers if node.stored is not None], now)
    for part in reversed(ITEMS):
        gone = chain.from_iterable(record.items.get(part, ()) for record in records)
        _delete(part, [node for node in gone if node.removed and node.stored is not None])
    for part in ITEMS:
        kept = [(r, n) for r in records for n in r.items.get(part, ()) if not n.removed]
        nodes = [node for _, node in kept]
        _let_go_of_keys(nodes)
        _update(part, [node for node in nodes if node.stored is not None], now)
        _insert(account, [(record, node) for record, node in kept if node.stored is None], now)
    keep_search_texts(account.pk, records)
    for record in records:
        record.modified = now
        if record.customer.stored is None:
            record.created = now


def _let_go_of_keys(nodes: Sequence[Node]) -> None:
    """Free the unique keys that rows of one part give up, where another may be about to take them.

    The database checks a key row by row: A renamed to B while B is renamed to C would clash.
    """
    freed = KEYS.get(nodes[0].part) if nodes else None
    if freed is None:
        return
    moving = [node for node in nodes if any(node.has_changed(column) for column in freed)]
    takers = len(moving) + sum(node.stored is None for node in nodes)
    if moving and takers > 1:
        ids = [node.stored_id for node in moving]
        nodes[0].part.model._default_manager.filter(pk__among=ids).update(**freed)
        for node in moving:
            node.stored = (node.stored or {}) | freed


def _insert(account: Account, owned: Sequence[tuple[Record, Node]], now: datetime) -> None:
    if not owned:
        return
    part = owned[0][1].part
    stamps = {column: now for column in (part.born, part.touched) if column}
    rows = [
        {"id": node.id, "account_id": account.pk, **node.values, **stamps, **_keys(record, node)}
        for record, node in owned
    ]
    if part is CONTACT:
        for row in rows:
            del row["is_primary"]  # of the link
    tables().insert(part.model, rows)
    if part is CONTACT:
        links = [
            {
                "account_id": account.pk,
                "contact_id": node.id,
                "customer_id": record.customer.id,
                "is_primary": node.values["is_primary"],
            }
            for record, node in owned
        ]
        tables().insert(CustomerContact, links)


def _keys(record: Record, node: Node) -> Values:
    """The foreign keys to the rows that it hangs on."""
    keys: Values = {}
    if node.part not in (CUSTOMER, CONTACT, PHONE):
        keys["customer_id"] = record.customer.id
    if node.part is PHONE:
        keys["contact_id"] = node.parent.id if node.parent else None
    if node.part is CUSTOM_FIELD:
        keys["address_id"] = node.parent.id if node.parent else None
    return keys


def _update(part: Part, nodes: Iterable[Node], now: datetime) -> None:
    """Save the columns that changed."""
    found = ((node, node.changed_columns()) for node in nodes)
    # A customer is stamped whatever of it changed.
    changed = {node: columns for node, columns in found if columns or part is CUSTOMER}
    if part is CONTACT:
        _update_links([node for node, columns in changed.items() if "is_primary" in columns])
        changed = {node: rest for node, c in changed.items() if (rest := c - {"is_primary"})}
    if not changed:
        return
    stamp = {part.touched: now} if part.touched else {}
    columns = set().union(*changed.values()) | stamp.keys()
    rows = {node.stored_id: {**node.values, **stamp} for node in changed}
    tables().update(part.model, sorted(columns), rows)


def _update_links(flipped: Sequence[Node]) -> None:
    """Who gives up being primary does so before another becomes it."""
    for is_primary in (False, True):
        ids = [node.stored_id for node in flipped if node.values["is_primary"] is is_primary]
        if ids:
            CustomerContact.objects.filter(pk__among=ids).update(is_primary=is_primary)


def _delete(part: Part, nodes: Iterable[Node]) -> None:
    ids = [node.id for node in nodes]
    if ids:
        part.model._default_manager.filter(pk__in=ids).delete()
