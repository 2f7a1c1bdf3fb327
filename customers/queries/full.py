"""Customers with their addresses and the primary contact's phones, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet

from contacts.models import PhoneNumber
from crm.accounts.models import Account
from customers.errors import NotFound
from customers.models import Address, Customer

from .once import Given, Once, Row, together
from .pages import Listing, Pages

LARGEST_ID = 2**63 - 1


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

    Three queries near the beginning: the page, addresses, phones; see ``Pages``.
    """
    listing = Listing(is_active=True, favourites=favourites)
    total, rows = _PAGES.page(account, listing, offset=offset, limit=limit)
    return total, _full([row[:-1] for row in rows])


def active_by_id(account: Account, customer_id: int) -> FullCustomer:
    """An active customer. Three queries.

    Raises:
        NotFound: the account has no active customer of that id.
    """
    if not 0 < customer_id <= LARGEST_ID:
        raise NotFound
    found = _full(_BY_ID.rows(account=account.pk, id=customer_id))
    if not found:
        raise NotFound
    return found[0]


LISTS = ("billing", "shipping", "phones")
PERSON = ("salutation", "first_name", "middle_name", "last_name", "birthday")
COLUMNS = [column for column in FullCustomer._fields if column not in LISTS]
#: Texts of the primary contact, which are empty without one.
TEXTS = [COLUMNS.index(column) for column in PERSON if column != "birthday"]


def _columns(customers: QuerySet[Customer]) -> "QuerySet[Any, Any]":
    """``COLUMNS``, and the id of the primary contact."""
    person = FilteredRelation("contact_links", condition=Q(contact_links__is_primary=True))
    return (
        customers.order_by()
        .annotate(person=person)
        .values_list(
            *(f"person__contact__{column}" if column in PERSON else column for column in COLUMNS),
            "person__contact_id",
        )
    )


_PAGES = Pages(_columns)
_BY_ID = Once(
    lambda: _columns(
        Customer.objects.filter(account=Given("account"), is_active=True, pk=Given("id"))
    )
)
_ADDRESSES = Once(
    lambda: (
        Address.objects.filter(customer__among=Given("ids"), kind__in=["billing", "shipping"])
        .order_by("pk")
        .values_list("customer_id", *FullAddress._fields)
    )
)
_PHONES = Once(
    lambda: (
        PhoneNumber.objects.filter(contact__among=Given("people"))
        .order_by("pk")
        .values_list("contact_id", *FullPhone._fields)
    )
)


def _full(rows: Sequence[Row]) -> list[FullCustomer]:
    if not rows:
        return []
    people = [row[-1] for row in rows if row[-1]]
    places, numbers = together(_ADDRESSES, _PHONES, ids=[row[0] for row in rows], people=people)
    addresses: defaultdict[int, list[FullAddress]] = defaultdict(list)
    for customer_id, *place in places:
        addresses[customer_id].append(FullAddress._make(place))
    phones: defaultdict[int, list[FullPhone]] = defaultdict(list)
    for contact_id, *number in numbers:
        phones[contact_id].append(FullPhone._make(number))
    return [_customer(row, addresses[row[0]], phones[row[-1]]) for row in rows]


def _customer(row: Row, places: Sequence[FullAddress], phones: Sequence[FullPhone]) -> FullCustomer:
    *values, person_id = row
    if person_id is None:
        for text in TEXTS:
            values[text] = ""
    billing = next((place for place in places if place.kind == "billing"), None)
    shipping = [place for place in places if place.kind == "shipping"]
    return FullCustomer._make([*values, billing, shipping, phones])
