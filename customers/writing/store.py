"""What changed in the records of a batch, written table by table."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import models
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
)
from .record import Node, Record

ROWS_PER_STATEMENT = 500

# No written key starts with this character, and the id makes it one of a kind.
NOBODYS = Concat(Value("\x01"), Cast("pk", CharField()))

#: Part -> the columns by which its rows must differ, with what lets go of the key they make.
KEYS: dict[Part, dict[str, Any]] = {
    CUSTOMER: {"code_key": NOBODYS},
    ADDRESS: {"kind": Address.Kind.OTHER, "is_primary": False},
    ALIAS: {"name_key": NOBODYS},
    SUPPLIER_ACCOUNT: {"name": NOBODYS},
}


def store(account: Account, records: Sequence[Record], now: datetime) -> None:
    """Insert, update and delete until the database says what the records say.

    Each of the records has changed somewhere, so each of the customers is stamped as modified.
    """
    owner = {id(node): record for record in records for node in record.nodes()}
    _let_go_of_keys([record.customer for record in records])
    _insert(account, [r.customer for r in records if r.customer.id is None], owner, now)
    nodes = list(chain.from_iterable(record.nodes() for record in records))
    _update(CUSTOMER, [r.customer for r in records if r.customer.stored is not None], now)
    for part in reversed(ITEMS):
        _delete(part, [n for n in nodes if n.part is part and n.removed and n.id is not None])
    for part in ITEMS:
        kept = [n for n in nodes if n.part is part and not n.removed]
        _let_go_of_keys(kept)
        _update(part, [n for n in kept if n.stored is not None], now)
        _insert(account, [n for n in kept if n.id is None], owner, now)


def _let_go_of_keys(nodes: Sequence[Node]) -> None:
    """Free the unique keys that rows of one part give up, where another may be about to take them.

    The database checks a key row by row: A renamed to B while B is renamed to C would clash.
    """
    freed = KEYS.get(nodes[0].part) if nodes else None
    if freed is None:
        return
    moving = [node for node in nodes if node.stored and freed.keys() & node.changed_columns()]
    takers = len(moving) + sum(node.stored is None for node in nodes)
    if moving and takers > 1:
        ids = [node.id for node in moving]
        nodes[0].part.model._default_manager.filter(pk__in=ids).update(**freed)
        for node in moving:
            node.stored = (node.stored or {}) | freed


def _insert(account: Account, nodes: list[Node], owner: dict[int, Record], now: datetime) -> None:
    if not nodes:
        return
    part = nodes[0].part
    rows = [
        part.model(
            account_id=account.pk, **_columns(node), **_keys(node, owner), **_stamps(part, now)
        )
        for node in nodes
    ]
    part.model._default_manager.bulk_create(rows, batch_size=ROWS_PER_STATEMENT)
    for node, row in zip(nodes, rows, strict=True):
        node.id = row.pk
    if part is CONTACT:
        CustomerContact.objects.bulk_create(
            [
                CustomerContact(
                    account_id=account.pk,
                    contact_id=node.stored_id,
                    customer_id=owner[id(node)].customer.stored_id,
                    is_primary=node.values["is_primary"],
                )
                for node in nodes
            ],
            batch_size=ROWS_PER_STATEMENT,
        )


def _columns(node: Node) -> dict[str, Any]:
    values = node.values
    return {k: v for k, v in values.items() if node.part is not CONTACT or k != "is_primary"}


def _keys(node: Node, owner: dict[int, Record]) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    if node.part not in (CUSTOMER, CONTACT, PHONE):
        keys["customer_id"] = owner[id(node)].customer.id
    if node.part is PHONE:
        keys["contact_id"] = node.parent.id if node.parent else None
    if node.part is CUSTOM_FIELD:
        keys["address_id"] = node.parent.id if node.parent else None
    return keys


def _stamps(part: Part, now: datetime) -> dict[str, datetime]:
    return {column: now for column in (part.born, part.touched) if column}


def _update(part: Part, nodes: list[Node], now: datetime) -> None:
    """Save the columns that changed."""
    changed = [(node, columns) for node in nodes if (columns := node.changed_columns())]
    if part is CUSTOMER:
        changed = [(node, node.changed_columns()) for node in nodes]
    elif part is CONTACT:
        _update_links(changed)
        changed = [(node, rest) for node, columns in changed if (rest := columns - {"is_primary"})]
    _save(part.model, changed, part, now)


def _update_links(changed: list[tuple[Node, set[str]]]) -> None:
    """Who gives up being primary does so before another becomes it."""
    flipped = [node for node, columns in changed if "is_primary" in columns]
    for is_primary in (False, True):
        ids = [node.id for node in flipped if node.values["is_primary"] is is_primary]
        if ids:
            CustomerContact.objects.filter(pk__in=ids).update(is_primary=is_primary)


def _save(
    model: type[models.Model], changed: list[tuple[Node, set[str]]], part: Part, now: datetime
) -> None:
    if not changed:
        return
    stamp = {part.touched: now} if part.touched else {}
    if len(changed) == 1:
        ((node, columns),) = changed
        values = {column: node.values[column] for column in columns}
        model._default_manager.filter(pk=node.id).update(**values, **stamp)
        return
    columns = set().union(*(columns for _, columns in changed)) | stamp.keys()
    rows = [
        model(pk=node.id, **{c: (stamp | node.values)[c] for c in columns}) for node, _ in changed
    ]
    model._default_manager.bulk_update(
        rows,
        [model._meta.get_field(column).name for column in sorted(columns)],
        batch_size=ROWS_PER_STATEMENT,
    )


def _delete(part: Part, nodes: Iterable[Node]) -> None:
    ids = [node.id for node in nodes]
    if ids:
        part.model._default_manager.filter(pk__in=ids).delete()
