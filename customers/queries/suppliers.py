"""Suppliers, and the accounts that customers hold there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from contacts.canonical import fold
from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.errors import NotFound
from customers.models import Supplier, SupplierAccount

from .by_id import LARGEST_ID
from .listed import ROWS_AT_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierAccountRow:
    """An account at a supplier and whose it is."""

    id: int
    name: str
    customer_id: int
    customer: str
    supplier_id: int
    supplier: str
    created: datetime
    modified: datetime


def suppliers(account: Account) -> list[tuple[int, str]]:
    """Id and name of the account's suppliers, A to Z."""
    rows = Supplier.objects.filter(account=account).values_list("pk", "name")
    return sorted(rows, key=lambda row: (fold(row[1]), row[0]))


def supplier_accounts(
    account: Account,
    *,
    customer_id: int | None = None,
    supplier_id: int | None = None,
    modified_after: datetime | None = None,
) -> Iterator[Sequence[SupplierAccountRow]]:
    """What active customers hold, by name, in pieces that are a query each."""
    rows = _rows(account)
    if customer_id is not None:
        rows = rows.filter(customer=customer_id)
    if supplier_id is not None:
        rows = rows.filter(supplier=supplier_id)
    if modified_after is not None:
        rows = rows.filter(modified__gt=modified_after)
    after = Q()
    while piece := _read(rows.filter(after).order_by("name", "pk")[:ROWS_AT_ONCE]):
        yield piece
        if len(piece) < ROWS_AT_ONCE:
            return
        last = piece[-1]
        after = Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.id)


def supplier_account_by_id(account: Account, account_id: int) -> SupplierAccountRow:
    """What an active customer holds.

    Raises:
        NotFound: no active customer of the account holds one of that id.
    """
    if not 0 < account_id <= LARGEST_ID:
        raise NotFound
    found = _read(_rows(account).filter(pk=account_id))
    if not found:
        raise NotFound
    return found[0]


def supplier_accounts_by_name(
    account: Account, supplier_id: int, name: str
) -> list[SupplierAccountRow]:
    """Those that active customers hold under this name at the supplier."""
    if not is_storable(name):
        return []
    return _read(_rows(account).filter(supplier=supplier_id, name=name).order_by("pk"))


def _rows(account: Account) -> "QuerySet[SupplierAccount]":
    return SupplierAccount.objects.filter(account=account, customer__is_active=True)


def _read(rows: "QuerySet[SupplierAccount]") -> list[SupplierAccountRow]:
    columns = ("id", "name", "customer_id", "supplier_id", "created", "modified")
    values = rows.annotate(called=F("customer__name"), at=F("supplier__name"))
    return [
        SupplierAccountRow(customer=row.pop("called"), supplier=row.pop("at"), **row)
        for row in values.values(*columns, "called", "at")
    ]
