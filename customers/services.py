"""The one write path. Everything that changes a customer goes through ``write``: a batch, atomic, in
the ledger. Saving one is a batch of one.

Rows of a batch see each other. A row that is refused leaves nothing behind and does not disturb the
others; what the database refuses takes the whole batch back.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from crm.accounts.models import Account

from .changes import CustomerChange, Source
from .errors import CustomerError
from .ledger import Told, write_entries
from .models import AccountCounters
from .queries.once import Given, Once
from .writing.batch import Applied, Batch
from .writing.matching import Key
from .writing.record import Record
from .writing.store import draw_keys, store
from .writing.tables import tables
from .writing.write import Mode, Write

__all__ = [
    "Key",
    "Mode",
    "Outcome",
    "Write",
    "create",
    "discontinue",
    "locked",
    "revive",
    "update",
    "upsert",
    "write",
]


COUNTED = ("last_number", "last_sequence", "customers", "active_customers")


@dataclass(kw_only=True, slots=True)
class Outcome:
    """What became of one row.

    Attributes:
        customer_id: 0 if the row was refused.
        matched_by: the key by which an upsert found the customer: ``email``, ``code``, ``cell phone``.
        change: what the ledger tells of it, ``None`` if nothing changed.
        error: why nothing was written.
        record: of a single write, the customer as it is now, with the parts that were loaded. A batch's
            are let go of: they are most of its memory.
    """

    customer_id: int = 0
    created: bool = False
    matched_by: str = ""
    change: Told | None = None
    error: CustomerError | None = None
    record: Record | None = None


def write(account: Account, writes: Sequence[Write], *, source: Source) -> list[Outcome]:
    """Write a batch, one outcome per row in its order.

    A row's error is in its outcome and not raised. The number of statements does not grow with the
    rows, but for chunks.
    """
    return [_outcome(row, change) for row, change in _write(account, writes, source)]


@contextmanager
def locked(account: Account) -> Iterator[None]:
    """Nobody else writes to the account's customers while this lasts.

    For a write that depends on what was read before it. All that is written within is atomic.
    """
    with transaction.atomic():
        _lock(account)
        yield


def create(account: Account, change: CustomerChange, *, source: Source) -> Outcome:
    """A new customer.

    Raises:
        Invalid: a value cannot be stored.
        CodeTaken: the code belongs to another customer.
    """
    return _one(account, Write(mode=Mode.CREATE, change=change), source)


def update(
    account: Account, customer_id: int, change: CustomerChange, *, source: Source
) -> Outcome:
    """Change an existing customer; nothing is written when nothing would change.

    Raises:
        NotFound: the account has no such customer, or the customer no such item.
        Invalid, CodeTaken: as for ``create``.
    """
    return _one(account, Write(mode=Mode.UPDATE, customer_id=customer_id, change=change), source)


def upsert(account: Account, change: CustomerChange, *, source: Source) -> Outcome:
    """Change the customer that has the change's code, or create it.

    A discontinued customer that is found stays discontinued.

    Raises:
        Invalid: a value cannot be stored, or there is no code.
    """
    return _one(account, Write(mode=Mode.UPSERT, change=change), source)


def discontinue(
    account: Account, *, source: Source, customer_id: int | None = None, code: str | None = None
) -> Outcome:
    """End a customer, by id or by code. Its history stays, its code stays taken.

    Raises:
        NotFound: the account has no such customer. One that is discontinued already is no error.
    """
    change = CustomerChange(is_active=False)
    row = Write(mode=Mode.UPDATE, customer_id=customer_id, code=code, change=change)
    return _one(account, row, source)


def revive(account: Account, customer_id: int, *, source: Source) -> Outcome:
    """Make a discontinued customer active again.

    Raises:
        NotFound: the account has no such customer.
    """
    return update(account, customer_id, CustomerChange(is_active=True), source=source)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector out while a batch is in memory.

    It would go through all the batch's rows again and again and find nothing to collect: a third of
    the whole time. Of writers in several threads the one that switched it off switches it on.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _one(account: Account, row: Write, source: Source) -> Outcome:
    ((applied, change),) = _write(account, [row], source)
    if applied.error:
        raise applied.error
    outcome = _outcome(applied, change)
    outcome.record = applied.record
    return outcome


def _outcome(row: Applied, change: Told | None) -> Outcome:
    return Outcome(
        customer_id=(row.record.customer.id or 0) if row.record else 0,
        created=row.created,
        matched_by=row.matched_by,
        change=change,
        error=row.error,
    )


def _write(
    account: Account, writes: Sequence[Write], source: Source
) -> list[tuple[Applied, Told | None]]:
    """What became of the rows, with what the ledger tells of each."""
    now = source.at or timezone.now()
    with tables().transaction(), _without_collector():
        batch = _begin(account, source, writes)
        counters = batch.counters
        applied = batch.run()
        entries = [row.entry for row in applied if row.entry]
        changes: dict[int, Told] = {}
        if entries:
            changed = {id(entry.record): entry.record for entry in entries}
            draw_keys(changed.values())
            store(account, list(changed.values()), now)
            told = write_entries(source, counters, entries, now)
            changes = {id(entry): change for entry, change in zip(entries, told, strict=True)}
            tables().update(AccountCounters, COUNTED, {account.pk: vars(counters)})
        return [(row, changes.get(id(row.entry))) for row in applied]


def _begin(account: Account, source: Source, writes: Sequence[Write]) -> Batch:
    """A batch that alone may write to the account, and has asked what it can ask at once."""
    locked = _COUNTERS.ask(account=account.pk)
    batch = Batch(account, source, writes)
    batch.ask()
    found = locked.rows()
    if not found:  # nobody was kept out meanwhile
        _make_counters(account)
        return _begin(account, source, writes)
    batch.counters = AccountCounters(
        account_id=account.pk, **dict(zip(COUNTED, found[0], strict=True))
    )
    return batch


def _lock(account: Account) -> None:
    """Lock the account's counters until the transaction ends."""
    while not _COUNTERS.rows(account=account.pk):
        _make_counters(account)


def _make_counters(account: Account) -> None:
    AccountCounters.objects.bulk_create([AccountCounters(account=account)], ignore_conflicts=True)


_COUNTERS = Once(
    lambda: (
        AccountCounters.objects.select_for_update()
        .filter(account=Given("account"))
        .values_list(*COUNTED)
    )
)
