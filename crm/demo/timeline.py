"""History told through the write path: each moment a batch, the oldest first, so that numbers and
the ledger's sequence run with time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from crm.accounts.models import Account
from customers.changes import CustomerChange, Source
from customers.services import Mode, Write, write

#: A customer within the history, before it has an id.
Key: TypeAlias = int | str


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """What one hand wrote at one time. The first mention of a customer creates it."""

    at: datetime
    source: Source
    rows: list[tuple[Key, CustomerChange]]


def play(account: Account, moments: Iterable[Moment]) -> dict[Key, int]:
    """Write it all down.

    Returns:
        the ids of the customers.

    Raises:
        CustomerError: the record refuses something.
    """
    ids: dict[Key, int] = {}
    for moment in sorted(moments, key=lambda moment: moment.at):
        writes = [
            Write(mode=Mode.UPDATE, customer_id=ids[key], change=change)
            if key in ids
            else Write(mode=Mode.CREATE, change=change)
            for key, change in moment.rows
        ]
        outcomes = write(account, writes, source=replace(moment.source, at=moment.at))
        for (key, _), outcome in zip(moment.rows, outcomes, strict=True):
            if outcome.error is not None:
                raise outcome.error
            ids[key] = outcome.customer_id
    return ids
