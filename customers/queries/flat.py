"""Customers in one row each: with the billing address and the primary contact, but no lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import FilteredRelation, Q, QuerySet

from contacts.canonical import fold
from contacts.models import join_name
from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.errors import NotFound
from customers.models import Customer

from .totals import total_customers

#: What customers can be listed by -> the indexed columns that order them so, without ties.
ORDERS = {
    "code": ("code_key",),
    "name": ("name", "pk"),
    "email": ("email_key", "pk"),
    "created": ("created", "pk"),
    "modified": ("modified", "pk"),
}


@dataclass(frozen=True, slots=True)
class FlatCustomer:
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

    Two queries: the total, which is kept and not counted unless ``modified_since`` narrows it, and
    the rows.

    Args:
        order: one of ``ORDERS``.
        modified_since: only those changed at or after this instant.
    """
    customers = Customer.objects.filter(account=account)
    if modified_since is not None:
        customers = customers.filter(modified__gte=modified_since)
        total = customers.count()
    else:
        total = total_customers(account)
    if offset >= total:
        return Page(total, [])
    by = [f"-{column}" if descending else column for column in ORDERS[order]]
    # The page is cut from the index alone; the wide rows are joined to what is left.
    ids = customers.order_by(*by).values("pk")[offset : offset + limit]
    return Page(total, _flat(Customer.objects.filter(pk__in=ids).order_by(*by)))


def flat_by_code(account: Account, code: str) -> FlatCustomer:
    """The customer of that code, whatever its case, discontinued or not.

    Raises:
        NotFound: the account has none.
    """
    if not is_storable(code):
        raise NotFound
    found = _flat(Customer.objects.filter(account=account, code_key=fold(code)))
    if not found:
        raise NotFound
    return found[0]


def _flat(customers: QuerySet[Customer]) -> list[FlatCustomer]:
    rows = customers.annotate(
        billing=FilteredRelation("addresses", condition=Q(addresses__kind="billing")),
        person=FilteredRelation("contact_links", condition=Q(contact_links__is_primary=True)),
    ).values_list(
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
    return [
        FlatCustomer(
            code=row[0],
            name=row[1],
            line1=row[2] or "",
            line2=row[3] or "",
            city=row[4] or "",
            state=row[5] or "",
            postal_code=row[6] or "",
            country=row[7] or "",
            phone=row[8],
            fax=row[9],
            email=row[10],
            is_active=row[11],
            created=row[12],
            modified=row[13],
            contact=join_name(row[14] or "", row[15] or "", row[16] or ""),
        )
        for row in rows
    ]
