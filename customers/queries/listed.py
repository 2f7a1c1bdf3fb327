"""The list of all active customers, read in pieces that each cost the same; and customers by name."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from django.db.models import Exists, OuterRef, Q, QuerySet

from contacts.canonical import fold
from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.models import (
    AccountCounters,
    Alias,
    Customer,
    CustomFieldValue,
    SupplierAccount,
)
from customers.models.customer import name_key
from customers.replica import may_lag

from .once import Given, Once, first
from .search import gathered
from .whole import FieldDefinition

#: Of the first piece, which is waited for before anything is answered; and of each that follows.
FIRST_ROWS, ROWS_AT_ONCE = 100, 2_000

#: Id, name, created, modified.
ListedCustomer: TypeAlias = tuple[int, str, datetime, datetime]


def last_sequence(account: Account) -> int:
    """How many changes the account's ledger tells. It grows with every change of the list."""
    found = _LAST_SEQUENCE.rows(account=account.pk)
    return found[0][0] if found else 0


_LAST_SEQUENCE = Once(
    lambda: AccountCounters.objects.filter(account=Given("account")).values_list("last_sequence")
)


def active_list(account: Account, wanted: Q | None = None) -> Iterator[Sequence[ListedCustomer]]:
    """The active customers by id, in pieces, the first a small one; each piece is a query of its own.

    A customer that is changed meanwhile is met once, before or after its change.

    Args:
        wanted: which of them; all when left out.
    """
    last, most = 0, min(FIRST_ROWS, ROWS_AT_ONCE)
    while True:
        with may_lag(account):
            if wanted is None:
                piece = _PIECE.rows(account=account.pk, last=last, most=most)
            else:
                piece = list(_active(account).filter(wanted, pk__gt=last)[:most])
        if piece:
            yield piece
        if len(piece) < most:
            return
        last, most = piece[-1][0], ROWS_AT_ONCE


def active_found(
    account: Account, text: str, *, field: FieldDefinition | None = None
) -> Iterator[Sequence[ListedCustomer]]:
    """The active customers that have the text in their name, an alias or a supplier account, or in a
    custom field, if one is named; in pieces, as ``active_list``.

    Names and aliases are searched texts: what is not everywhere is looked up among these first.
    """
    if field is not None:
        values = CustomFieldValue.objects.filter(
            field=field.id, address=None, value__icontains=text
        )
        yield from active_list(account, _holds(values))
        return
    aliases = Alias.objects.filter(name__icontains=text)
    held = SupplierAccount.objects.filter(account=account, name__icontains=text)
    wanted = Q(name__icontains=text) | _holds(aliases) | _holds(held)
    with may_lag(account):
        ids = gathered(account, text, held)
    if ids is None:
        yield from active_list(account, wanted)
        return
    for start in range(0, len(ids), ROWS_AT_ONCE):
        some = Q(pk__among=ids[start : start + ROWS_AT_ONCE])
        with may_lag(account):
            piece = list(_active(account).filter(some, wanted))
        if piece:
            yield piece


def _active(account: Account | Given) -> "QuerySet[Any, ListedCustomer]":
    customers = Customer.objects.filter(account=account, is_active=True)
    return customers.order_by("pk").values_list("pk", "name", "created", "modified")


_PIECE = Once(
    lambda: first(_active(Given("account")).filter(pk__gt=Given("last"))), is_planned_anew=True
)


def active_ids_by_name(account: Account, name: str) -> list[int]:
    """The active customers of that name, whatever its case."""
    wanted = fold(name)
    if not wanted or not is_storable(name):
        return []
    found = Customer.objects.filter(account=account, is_active=True, name_key=name_key(name))
    rows = found.order_by("pk").values_list("pk", "name")
    return [pk for pk, other in rows if fold(other) == wanted]


def _holds(rows: QuerySet[Any]) -> Q:
    """That a customer has one of the rows: asked of each customer as the list comes to it."""
    return Q(Exists(rows.filter(customer=OuterRef("pk"))))
