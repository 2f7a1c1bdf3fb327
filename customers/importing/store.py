"""Checked orders, a batch at a time, stored so that the record says what the file says.

The statements of a batch do not grow with its orders and lines, but for chunks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from contacts.canonical import fold
from crm.accounts.models import Account
from customers.models import Customer, Order, OrderLine
from customers.services import locked

from .check import CheckedOrder, Values

ROWS_PER_STATEMENT = 500
KEYS = ("id", "account", "order")
ORDER_FIELDS = [f for f in Order._meta.concrete_fields if f.name not in KEYS]
LINE_FIELDS = [f for f in OrderLine._meta.concrete_fields if f.name not in KEYS]
DEFAULTS = {f.attname: f.get_default() for f in ORDER_FIELDS if f.has_default() or f.null}


@dataclass(slots=True)
class Stored:
    """How many orders of a batch came in how; the others have a problem."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class _Known:
    """An order as it is stored.

    Attributes:
        line_ids: of ``lines``, in their order.
    """

    values: Values
    lines: list[Values] = field(default_factory=list)
    line_ids: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Pending:
    """An order as it shall be stored."""

    values: Values
    lines: list[Values]
    before: _Known | None

    def changed_lines(self) -> list[Values]:
        """New ones, and those that say something else than what is stored at their position."""
        there = {line["position"]: line for line in self.before.lines} if self.before else {}
        return [line for line in self.lines if line != there.get(line["position"])]

    def left_over(self) -> list[int]:
        """The ids of stored lines at positions that the order has no more."""
        if self.before is None:
            return []
        positions = {line["position"] for line in self.lines}
        there = zip(self.before.lines, self.before.line_ids, strict=True)
        return [line_id for line, line_id in there if line["position"] not in positions]


def store(account: Account, orders: Sequence[CheckedOrder]) -> Stored:
    """Add the orders that the account has not, and make the others what the file says of them.

    An order whose customer the account has not is left out; its problems say so.
    """
    with locked(account):
        stored, pending = _compare(account, orders, lock=True)
        if pending:
            _write(account, pending)
        return stored


def compare(account: Account, orders: Sequence[CheckedOrder]) -> Stored:
    """What ``store`` would do. Writes nothing."""
    return _compare(account, orders, lock=False)[0]


def _compare(
    account: Account, orders: Sequence[CheckedOrder], *, lock: bool
) -> tuple[Stored, list[_Pending]]:
    owned = _with_customers(account, orders)
    known = _load(account, [order.values["order_number"] for order, _ in owned], lock=lock)
    stored = Stored()
    pending = []
    for order, customer in owned:
        before = known.get(order.values["order_number"])
        currency = {"currency": customer.currency or account.currency}
        values = (before.values if before else DEFAULTS | currency) | order.values
        values["customer_id"] = customer.pk
        if before and (before.values, before.lines) == (values, order.lines):
            stored.unchanged += 1
            continue
        stored.updated += before is not None
        stored.added += before is None
        pending.append(_Pending(values, order.lines, before))
    return stored, pending


def _with_customers(
    account: Account, orders: Sequence[CheckedOrder]
) -> list[tuple[CheckedOrder, Customer]]:
    """Those whose customer there is. One that is told by id and by code must be the same."""
    customers = Customer.objects.filter(account=account).only("code_key", "currency")
    ids = {order.customer_id for order in orders if order.customer_id is not None}
    codes = {fold(order.customer_code) for order in orders if order.customer_code}
    by_id = customers.in_bulk(ids) if ids else {}
    by_code = {c.code_key: c for c in customers.filter(code_key__in=codes)} if codes else {}
    owned = []
    for order in orders:
        found = []
        if order.customer_id is not None:
            found.append(("customer_id", by_id.get(order.customer_id)))
        if order.customer_code:
            found.append(("customer_code", by_code.get(fold(order.customer_code))))
        for column, customer in found:
            if customer is None:
                order.raw.say(column, "The account has no such customer.")
        if len({customer.pk for _, customer in found if customer}) > 1:
            order.raw.say("customer_code", "Is not the code of the customer of that id.")
        customer = found[0][1]
        if customer is not None and not order.raw.problems:
            owned.append((order, customer))
    return owned


def _load(account: Account, numbers: list[str], *, lock: bool) -> dict[str, _Known]:
    if not numbers:
        return {}
    orders = Order.objects.filter(account=account, order_number__in=numbers)
    known: dict[int, _Known] = {}
    for row in _rows(orders.select_for_update() if lock else orders):
        order_id = row.pop("id")
        known[order_id] = _Known(row)
    lines = OrderLine.objects.filter(order__in=[*known]).order_by("order_id", "position")
    for row in _rows(lines) if known else ():
        order = known[row.pop("order_id")]
        order.line_ids.append(row.pop("id"))
        order.lines.append(row)
    return {order.values["order_number"]: order for order in known.values()}


def _rows(rows: "QuerySet[Any]") -> Iterator[Values]:
    for row in rows.values():
        del row["account_id"]
        yield row


def _write(account: Account, pending: list[_Pending]) -> None:
    orders = [Order(account_id=account.pk, **order.values) for order in pending]
    Order.objects.bulk_create(
        orders,
        batch_size=ROWS_PER_STATEMENT,
        update_conflicts=True,
        unique_fields=["account", "order_number"],
        update_fields=[f.name for f in ORDER_FIELDS if f.name != "order_number"],
    )
    left_over = [line_id for order in pending for line_id in order.left_over()]
    if left_over:
        OrderLine.objects.filter(pk__in=left_over).delete()
    OrderLine.objects.bulk_create(
        [
            OrderLine(account_id=account.pk, order_id=row.pk, **line)
            for row, order in zip(orders, pending, strict=True)
            for line in order.changed_lines()
        ],
        batch_size=ROWS_PER_STATEMENT,
        update_conflicts=True,
        unique_fields=["order", "position", "account"],
        update_fields=[f.name for f in LINE_FIELDS if f.name != "position"],
    )
