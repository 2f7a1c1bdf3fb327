"""Customers as partners in trade: their terms, their two addresses, their people."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, When

from contacts.models import PhoneNumber, join_name
from crm.accounts.models import Account
from customers.errors import NotFound
from customers.models import Customer, CustomerContact

from .full import LARGEST_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address as it is written."""

    id: int
    line1: str
    line2: str
    city: str
    state: str
    postal_code: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A contact, with the one number of theirs that is shown: the business one, else the oldest."""

    id: int
    name: str
    job_title: str
    email: str
    is_primary: bool
    created: datetime
    modified: datetime
    phone_id: int | None
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeCustomer:
    """A customer.

    Attributes:
        shipping: the primary one of its shipping addresses.
        people: oldest first; only where one customer was asked for.
    """

    id: int
    name: str
    company: str
    email: str
    phone: str
    fax: str
    website: str
    tax_number: str
    billing: Place | None
    shipping: Place | None
    payment_terms: str
    currency: str
    credit_limit: Decimal | None
    current_balance: Decimal
    discount_rate: Decimal | None
    preferred_shipping: str
    customer_since: datetime | None
    is_active: bool
    note: str
    created: datetime
    modified: datetime
    people: Sequence[Person] = field(default=())


def trade_page(
    customers: QuerySet[Customer], *, offset: int, limit: int
) -> tuple[list[TradeCustomer], bool]:
    """Some of these customers by id, and whether there are more of them. One query.

    Args:
        customers: of one account.
    """
    ids = list(customers.order_by("pk").values_list("pk", flat=True)[offset : offset + limit + 1])
    return _trade(Customer.objects.filter(pk__in=ids[:limit]).order_by("pk")), len(ids) > limit


def trade_by_id(account: Account, customer_id: int) -> TradeCustomer:
    """A customer, discontinued or not, with its people. Two queries.

    Raises:
        NotFound: the account has no customer of that id.
    """
    found = []
    if 0 < customer_id <= LARGEST_ID:
        customers = Customer.objects.filter(account=account, pk=customer_id)
        found = _trade(customers, _people(account, customer_id))
    if not found:
        raise NotFound
    return found[0]


PLACE = [column.name for column in fields(Place)]
ELSEWHERE = {"billing", "shipping", "people"}
COLUMNS = [column.name for column in fields(TradeCustomer) if column.name not in ELSEWHERE]


def _trade(customers: QuerySet[Customer], people: Sequence[Person] = ()) -> list[TradeCustomer]:
    rows: QuerySet[Customer, dict[str, Any]] = customers.annotate(
        billing=FilteredRelation("addresses", condition=Q(addresses__kind="billing")),
        shipping=FilteredRelation(
            "addresses",
            condition=Q(addresses__kind="shipping", addresses__is_primary=True),
        ),
        **{f"billing_{column}": F(f"billing__{column}") for column in PLACE},
        **{f"shipping_{column}": F(f"shipping__{column}") for column in PLACE},
    ).values(*COLUMNS, *(f"{kind}_{c}" for kind in ("billing", "shipping") for c in PLACE))
    return [
        TradeCustomer(
            **{column: row[column] for column in COLUMNS},
            billing=_place(row, "billing"),
            shipping=_place(row, "shipping"),
            people=people,
        )
        for row in rows
    ]


def _place(row: dict[str, Any], kind: str) -> Place | None:
    if row[f"{kind}_id"] is None:
        return None
    return Place(**{column: row[f"{kind}_{column}"] for column in PLACE})


def _people(account: Account, customer_id: int) -> list[Person]:
    numbers = (
        PhoneNumber.objects.filter(contact=OuterRef("contact_id"))
        .annotate(rank=Case(When(type="business", then=0), default=1))
        .order_by("rank", "pk")
    )
    rows: QuerySet[Any, Any] = (
        CustomerContact.objects.filter(account=account, customer=customer_id)
        .order_by("contact_id")
        .annotate(phone_id=Subquery(numbers.values("pk")[:1]))
        .values(
            "contact_id",
            "is_primary",
            "phone_id",
            first=F("contact__first_name"),
            middle=F("contact__middle_name"),
            last=F("contact__last_name"),
            job_title=F("contact__job_title"),
            email=F("contact__email"),
            created=F("contact__created"),
            modified=F("contact__modified"),
            phone=Subquery(numbers.values("number")[:1]),
        )
    )
    return [
        Person(
            id=row["contact_id"],
            name=join_name(row.pop("first"), row.pop("middle"), row.pop("last")),
            phone=row.pop("phone") or "",
            **{key: row[key] for key in row if key != "contact_id"},
        )
        for row in rows
    ]
