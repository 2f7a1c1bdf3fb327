"""A file's orders into an account: read, checked, stored in batches, with what is wrong told."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import reset_queries

from crm.accounts.models import Account
from customers.models import Order, OrderLine
from customers.planner import look_at

from .check import Checker
from .raw import Problem, RawOrder
from .source import Source
from .store import compare, store
from .survey import Survey, survey

ORDERS_PER_BATCH = 500
LINES_PER_BATCH = 5_000


@dataclass(slots=True)
class Tally:
    """How far an import is, in orders.

    Attributes:
        total: how many the file holds.
        bad: how many were left out. What cannot be told to be of any order counts as one.
    """

    total: int
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: int = 0

    @property
    def done(self) -> int:
        return self.added + self.updated + self.unchanged + self.bad


def import_orders(
    account: Account,
    source: Source,
    *,
    dry_run: bool,
    tell: Callable[[Problem], None],
    show: Callable[[Tally], None],
) -> Tally:
    """Store every good order of a file; a bad one is left out whole.

    Memory is bounded whatever the file's size. An import that is broken off has stored whole
    batches; run again, it finds their orders unchanged.

    Args:
        dry_run: say what would happen, and write nothing.
        tell: called for each thing that is wrong, in the order of the file but for single batches.
        show: called after each batch.

    Raises:
        Unreadable: the file as a whole is no list of orders. Nothing was stored.
    """
    checker = Checker(account.zone)
    put = compare if dry_run else store
    with survey(source.orders()) as surveyed:
        tally = Tally(surveyed.orders)
        for batch in _batches(source.orders()):
            _refuse_repeated(batch, surveyed)
            checked = [order for raw in batch if (order := checker.check(raw))]
            stored = put(account, checked)
            tally.added += stored.added
            tally.updated += stored.updated
            tally.unchanged += stored.unchanged
            tally.bad += sum(bool(raw.problems) for raw in batch)
            for raw in batch:
                for problem in raw.problems:
                    tell(problem)
            show(tally)
            reset_queries()  # of which DEBUG remembers thousands, each with the rows of a batch
    if not dry_run:
        look_at(Order, OrderLine)
    return tally


def _batches(orders: Iterable[RawOrder]) -> Iterator[list[RawOrder]]:
    batch: list[RawOrder] = []
    lines = 0
    for order in orders:
        batch.append(order)
        lines += len(order.lines)
        if len(batch) == ORDERS_PER_BATCH or lines >= LINES_PER_BATCH:
            yield batch
            batch, lines = [], 0
    if batch:
        yield batch


def _refuse_repeated(batch: list[RawOrder], surveyed: Survey) -> None:
    repeated = surveyed.repeated([order.order_number for order in batch])
    for order in batch:
        if order.order_number in repeated:
            first, again = repeated[order.order_number]
            order.say("order_number", f"Stands in two places, at lines {first} and {again}.")
