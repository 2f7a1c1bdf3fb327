"""Customers in one row each: with the billing address and the primary contact, but no lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet

from contacts.canonical import fold
from contacts.models import join_name
from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.errors import NotFound
from customers.models import Customer
from customers.writing.record import Record

from .listing import Listing
from .once import Given, Once, Row
from .pages import Pages

#: What customers can be listed by -> the indexed columns that order them so, without ties.
ORDERS = {
    "code": ("code_key",),
    "name": ("name", "pk"),
    "email": ("email_key", "pk"),
    "created": ("created", "pk"),
    "modified": ("modified", "pk"),
}


class FlatCustomer(NamedTuple):
    """A customer with its billing address and its primary contact in one row; texts are never None."""

    code: str
    name: str
    line1: str
    line2: str
    city: str
    state: str
    postal_code: str
    country: str
    phone: str
    fax: str
    email: str
    contact: str
    is_active: bool
    created: datetime
    modified: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the customers, and how many there are in all."""

    total: int
    customers: Sequence[FlatCustomer]


def flat_page(  # noqa: PLR0913  keyword-only, and a list has that many sides
    account: Account,
    *,
    order: str,
    descending: bool,
    offset: int,
    limit: int,
    modified_since: datetime | None = None,
) -> Page:
    """A page of all customers, discontinued ones included, in a steady order.

    One query near the beginning: see ``Pages``.

    Args:
        order: one of ``ORDERS``.
        modified_since: only those changed at or after this instant.
    """
    listing = Listing(by=ORDERS[order], descending=descending, changed=modified_since is not None)
    total, rows = _PAGES.page(
        account, listing, offset=offset, limit=limit, modified_since=modified_since
    )
    return Page(total, [_customer(row) for row in rows])


def flat_by_code(account: Account, code: str) -> FlatCustomer:
    """The customer of that code, whatever its case, discontinued or not. One query.

    Raises:
        NotFound: the account has none.
    """
    if not is_storable(code):
        raise NotFound
    found = _FLAT_BY_CODE.rows(account=account.pk, code=fold(code))
    if not found:
        raise NotFound
    return _customer(found[0])


def flat_of(record: Record) -> FlatCustomer:
    """A customer that is in memory with its contacts and addresses: what reading it would give."""
    values, billing = record.customer.values, record.billing_address
    place = billing.values if billing else {}
    return FlatCustomer(
        code=values["code"],
        name=values["name"],
        line1=place.get("line1", ""),
        line2=place.get("line2", ""),
        city=place.get("city", ""),
        state=place.get("state", ""),
        postal_code=place.get("postal_code", ""),
        country=place.get("country", ""),
        phone=values["phone"],
        fax=values["fax"],
        email=values["email"],
        contact=record.person,
        is_active=values["is_active"],
        created=record.created,
        modified=record.modified,
    )


def _flat(customers: QuerySet[Customer]) -> "QuerySet[Any, Any]":
    return (
        customers.order_by()
        .annotate(
            billing=FilteredRelation("addresses", condition=Q(addresses__kind="billing")),
            person=FilteredRelation("contact_links", condition=Q(contact_links__is_primary=True)),
        )
        .values_list(
            "pk",
            "code",
            "name",
            "billing__line1",
            "billing__line2",
            "billing__city",
            "billing__state",
            "billing__postal_code",
            "billing__country",
            "phone",
            "fax",
            "email",
            "is_active",
            "created",
            "modified",
            "person__contact__first_name",
            "person__contact__middle_name",
            "person__contact__last_name",
        )
    )


_PAGES = Pages(_flat)
_FLAT_BY_CODE = Once(
    lambda: _flat(Customer.objects.filter(account=Given("account"), code_key=Given("code")))
)


def _customer(row: Row) -> FlatCustomer:
    return FlatCustomer(
        code=row[1],
        name=row[2],
        line1=row[3] or "",
        line2=row[4] or "",
        city=row[5] or "",
        state=row[6] or "",
        postal_code=row[7] or "",
        country=row[8] or "",
        phone=row[9],
        fax=row[10],
        email=row[11],
        is_active=row[12],
        created=row[13],
        modified=row[14],
        contact=join_name(row[15] or "", row[16] or "", row[17] or ""),
    )
