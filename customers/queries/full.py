"""Customers with their addresses and the primary contact's phones, in a constant number of queries."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from contacts.models import PhoneNumber
from crm.accounts.models import Account
from customers.models import Address, Customer

from .by_id import row_by_id
from .listing import Listing
from .nested import Nested
from .once import Given, Once
from .pages import Pages


class FullAddress(NamedTuple):
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


class FullPhone(NamedTuple):
    """A number of the primary contact."""

    type: str
    number: str
    calling_code: str


class FullCustomer(NamedTuple):
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

    One query near the beginning: see ``Pages``.
    """
    listing = Listing(is_active=True, favourites=favourites)
    total, rows = _PAGES.page(account, listing, offset=offset, limit=limit)
    return total, [_customer(row) for row in rows]


def active_by_id(account: Account, customer_id: int) -> FullCustomer:
    """An active customer. One query.

    Raises:
        NotFound: the account has no active customer of that id.
    """
    return _customer(row_by_id(_BY_ID, account, customer_id))


LISTS = ("billing", "shipping", "phones")
TEXTS = ("salutation", "first_name", "middle_name", "last_name")
#: What is of the primary contact; its texts are empty without one.
PERSON: dict[str, Any] = {
    **{column: Coalesce(f"person__contact__{column}", Value("")) for column in TEXTS},
    "birthday": F("person__contact__birthday"),
}
COLUMNS = [PERSON.get(name, name) for name in FullCustomer._fields if name not in LISTS]


def _columns(customers: QuerySet[Customer]) -> "QuerySet[Any, Any]":
    """``COLUMNS``, the billing and shipping addresses, the phones."""
    person = FilteredRelation("contact_links", condition=Q(contact_links__is_primary=True))
    addresses = Address.objects.filter(customer=OuterRef("pk"), kind__in=["billing", "shipping"])
    phones = PhoneNumber.objects.filter(contact=OuterRef("person__contact_id"))
    return (
        customers.order_by()
        .annotate(person=person)
        .values_list(
            *COLUMNS,
            Nested(addresses.order_by("pk").values_list(*FullAddress._fields)),
            Nested(phones.order_by("pk").values_list(*FullPhone._fields)),
        )
    )


_PAGES = Pages(_columns)
_BY_ID = Once(
    lambda: _columns(
        Customer.objects.filter(account=Given("account"), is_active=True, pk=Given("id"))
    )
)


def _customer(row: Sequence[Any]) -> FullCustomer:
    *values, addresses, numbers = row
    places = [FullAddress._make(address) for address in addresses]
    billing = next((place for place in places if place.kind == "billing"), None)
    shipping = [place for place in places if place.kind == "shipping"]
    phones = [FullPhone._make(number) for number in numbers]
    return FullCustomer._make([*values, billing, shipping, phones])
