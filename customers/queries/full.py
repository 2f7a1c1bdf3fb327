"""Customers with their addresses and the primary contact's phones, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from contacts.models import PhoneNumber
from crm.accounts.models import Account
from customers.errors import NotFound
from customers.models import Address, Customer

from .totals import total_active

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FullAddress:
    """An address; ``country_code`` is ISO 3166, empty if ``country`` is not known."""

    id: int
    kind: str
    company: str
    salutation: str
    first_name: str
    last_name: str
    line1: str
    line2: str
    city: str
    state: str
    postal_code: str
    country: str
    country_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FullPhone:
    """A number of the primary contact."""

    type: str
    number: str
    calling_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FullCustomer:
    """A customer. The name's parts and the birthday are the primary contact's, empty without one.

    Attributes:
        shipping: oldest first.
        phones: the primary contact's, oldest first.
    """

    id: int
    number: int
    code: str
    company: str
    salutation: str
    first_name: str
    middle_name: str
    last_name: str
    birthday: datetime | None
    email: str
    phone: str
    phone_calling_code: str
    tax_number: str
    note: str
    customer_note: str
    group_id: int | None
    channel: int
    is_b2b: bool
    is_vip: bool
    is_favourite: bool
    is_confirmed: bool
    email_marketing_agreed: bool
    billing: FullAddress | None
    shipping: Sequence[FullAddress]
    phones: Sequence[FullPhone]


def active_page(
    account: Account, *, offset: int, limit: int, favourites: bool = False
) -> tuple[int, list[FullCustomer]]:
    """Some of the active customers by id, and how many there are in all.

    Four queries: the total (kept, but for favourites), customers, addresses, phones.
    """
    customers = Customer.objects.filter(account=account, is_active=True)
    if favourites:
        customers = customers.filter(is_favourite=True)
        total = customers.count()
    else:
        total = total_active(account)
    if offset >= total:
        return total, []
    ids = customers.order_by("pk").values("pk")[offset : offset + limit]
    return total, _full(Customer.objects.filter(pk__in=ids).order_by("pk"))


def active_by_id(account: Account, customer_id: int) -> FullCustomer:
    """An active customer.

    Raises:
        NotFound: the account has no active customer of that id.
    """
    if not 0 < customer_id <= LARGEST_ID:
        raise NotFound
    found = _full(Customer.objects.filter(account=account, is_active=True, pk=customer_id))
    if not found:
        raise NotFound
    return found[0]


PLACE = [field.name for field in fields(FullAddress)]
NUMBER = [field.name for field in fields(FullPhone)]
PERSON = ["salutation", "first_name", "middle_name", "last_name", "birthday"]
ELSEWHERE = {*PERSON, "billing", "shipping", "phones"}
COLUMNS = [field.name for field in fields(FullCustomer) if field.name not in ELSEWHERE]


def _full(customers: QuerySet[Customer]) -> list[FullCustomer]:
    rows: list[dict[str, Any]] = list(
        customers.annotate(
            person=FilteredRelation("contact_links", condition=Q(contact_links__is_primary=True)),
            person_id=F("person__contact_id"),
            **{f"person_{column}": F(f"person__contact__{column}") for column in PERSON},
        ).values(*COLUMNS, "person_id", *(f"person_{column}" for column in PERSON))
    )
    addresses = _addresses([row["id"] for row in rows])
    phones = _phones([row["person_id"] for row in rows if row["person_id"]])
    return [_customer(row, addresses, phones) for row in rows]


def _customer(
    row: dict[str, Any],
    addresses: dict[int, list[FullAddress]],
    phones: dict[int, list[FullPhone]],
) -> FullCustomer:
    values: dict[str, Any] = {column: row[column] for column in COLUMNS}
    for column in PERSON:
        empty = None if column == "birthday" else ""
        values[column] = row[f"person_{column}"] or empty
    places = addresses.get(row["id"], [])
    return FullCustomer(
        **values,
        billing=next((place for place in places if place.kind == "billing"), None),
        shipping=[place for place in places if place.kind == "shipping"],
        phones=phones.get(row["person_id"], []),
    )


def _addresses(customers: list[int]) -> dict[int, list[FullAddress]]:
    found: dict[int, list[FullAddress]] = {}
    rows: QuerySet[Address, dict[str, Any]] = (
        Address.objects.filter(customer__in=customers, kind__in=["billing", "shipping"])
        .order_by("pk")
        .values("customer_id", *PLACE)
    )
    for row in rows if customers else ():
        found.setdefault(row.pop("customer_id"), []).append(FullAddress(**row))
    return found


def _phones(contacts: list[int]) -> dict[int, list[FullPhone]]:
    found: dict[int, list[FullPhone]] = {}
    rows: QuerySet[PhoneNumber, dict[str, Any]] = (
        PhoneNumber.objects.filter(contact__in=contacts)
        .order_by("pk")
        .values("contact_id", *NUMBER)
    )
    for row in rows if contacts else ():
        found.setdefault(row.pop("contact_id"), []).append(FullPhone(**row))
    return found
