"""The one home of every read. Each starts from an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, FilteredRelation, Q, QuerySet

from contacts.canonical import fold, is_storable
from contacts.models import join_name
from crm.accounts.models import Account

from .errors import NotFound
from .models import AccountCounters, Customer

#: What customers can be listed by -> the indexed column that orders them so.
ORDERS = {
    "code": "code_key",
    "name": "name",
    "email": "email_key",
    "created": "created",
    "modified": "modified",
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


def flat_page(
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
    by = [ORDERS[order], "pk"]
    by = [f"-{column}" for column in by] if descending else by
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


def total_customers(account: Account) -> int:
    """How many customers the account has, discontinued ones included. Kept, not counted."""
    kept = AccountCounters.objects.filter(account=account).values_list("customers", flat=True)
    return kept.first() or 0


def _flat(customers: QuerySet[Customer]) -> list[FlatCustomer]:
    rows = customers.annotate(
        billing=FilteredRelation("addresses", condition=Q(addresses__kind="billing")),
        person=FilteredRelation("contact_links", condition=Q(contact_links__is_primary=True)),
        first=F("person__contact__first_name"),
        middle=F("person__contact__middle_name"),
        last=F("person__contact__last_name"),
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
        "first",
        "middle",
        "last",
        "is_active",
        "created",
        "modified",
    )
    return [
        FlatCustomer(
            code,
            name,
            *(text or "" for text in place),
            phone,
            fax,
            email,
            join_name(first or "", middle or "", last or ""),
            *rest,
        )
        for code, name, *place, phone, fax, email, first, middle, last, is_active, created, modified in rows
        for rest in [(is_active, created, modified)]
    ]
