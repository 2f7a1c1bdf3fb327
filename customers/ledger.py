"""The ledger is written here, in the transaction of the change it tells, and nowhere else."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import count

from .changes import Source
from .models import AccountCounters, Change
from .writing.parts import CUSTOM_FIELD
from .writing.record import Difference, Node, Record
from .writing.tables import tables


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One row of the ledger to be: written once the ids of new rows are known."""

    record: Record
    action: Change.Action
    differences: Sequence[Difference]
    matched_by: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the ledger tells of one change."""

    sequence: int
    customer_id: int
    action: Change.Action
    fields: Mapping[str, Sequence[object]]
    matched_by: str


def action_of(record: Record, differences: Sequence[Difference], *, is_new: bool) -> Change.Action:
    """What a change is called: by its end if it made or ended the customer, else an update."""
    if is_new:
        return Change.Action.CREATED
    for node, column, _, after in differences:
        if node is record.customer and column == "is_active":
            return Change.Action.REVIVED if after else Change.Action.DISCONTINUED
    return Change.Action.UPDATED


def write_entries(
    source: Source,
    counters: AccountCounters,
    entries: Sequence[Entry],
    now: datetime,
) -> list[Told]:
    """Append the entries in their order. The caller holds the lock on the counters and saves them."""
    same = {
        "account_id": counters.account_id,
        "at": now,
        "user_id": source.user.pk if source.user else None,
        "client_id": source.client_id,
        "client_name": source.client_name,
        "dialect": source.dialect,
        "version": source.version,
        "request_id": source.request_id,
    }
    unstored = count(1)
    names: dict[Node, object] = defaultdict(lambda: f"new{next(unstored)}")
    told = [
        Told(
            sequence,
            entry.record.customer.stored_id,
            entry.action,
            {
                _path(node, column, names): [_plain(before), _plain(after)]
                for node, column, before, after in entry.differences
            },
            entry.matched_by,
        )
        for sequence, entry in enumerate(entries, counters.last_sequence + 1)
    ]
    rows = [
        {
            **same,
            "sequence": one.sequence,
            "customer_id": one.customer_id,
            "action": one.action,
            "fields": one.fields,
            "matched_by": one.matched_by,
        }
        for one in told
    ]
    counters.last_sequence += len(rows)
    tables().insert(Change, rows)
    return told


def _path(node: Node, column: str, names: Mapping[Node, object]) -> str:
    """``company``, ``addresses.12.city``, ``contacts.7.phones.9.number``, ``custom_fields.Region``.

    Args:
        names: what stands for the id of an item that came and went within the batch: ``new1``.
    """
    if node.part.name == "customer":
        return column
    parent = (
        f"{node.parent.part.name}.{node.parent.id or names[node.parent]}." if node.parent else ""
    )
    if node.part is CUSTOM_FIELD:
        return f"{parent}custom_fields.{node.label}"
    return f"{parent}{node.part.name}.{node.id or names[node]}.{column}"


def _plain(value: object) -> object:
    match value:
        case Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case _:
            return value
