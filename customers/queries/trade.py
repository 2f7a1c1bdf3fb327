"""Customers as partners in trade: their terms, their two addresses, their people."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Case, FilteredRelation, OuterRef, Q, QuerySet, Subquery, When

from contacts.canonical import searchable
from contacts.models import PhoneNumber, join_name
from crm.accounts.models import Account
from customers.models import Customer, CustomerContact

from .by_id import row_by_id
from .found import Found, found_page
from .listing import Listing
from .nested import Nested
from .once import Given, Once, Row
from .pages import Pages
from .sales import NOTHING, Sales, sales_rows


class Place(NamedTuple):
    """An address as it is written."""

    id: int
    line1: str
    line2: str
    city: str
    state: str
    postal_code: str
    country: str


class Person(NamedTuple):
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


class TradeCustomer(NamedTuple):
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
    people: Sequence[Person] = ()


def trade_page(
    account: Account, *, offset: int, limit: int, is_active: bool | None = None
) -> tuple[int, list[TradeCustomer]]:
    """How many customers there are, and some of them by id. One query near the beginning, one more
    for a deep page: see ``Pages``.

    Args:
        is_active: ``None`` for discontinued ones too.
    """
    listing = Listing(is_active=is_active)
    total, rows = _PAGES.page(account, listing, offset=offset, limit=limit)
    return total, [_customer(row) for row in rows]


def trade_found(
    account: Account, text: str, *, offset: int, limit: int, is_active: bool | None = None
) -> tuple[Found, list[TradeCustomer]]:
    """Some of the customers by id whose name or e-mail contains the text: see ``found_page``. One query
    more than there. A text that says nothing is in every name."""
    if not searchable(text):
        total, rows = trade_page(account, offset=offset, limit=limit, is_active=is_active)
        ids = [row.id for row in rows]
        return Found(total, ids, has_more=offset + len(ids) < total), rows
    found = found_page(account, text, offset=offset, limit=limit, is_active=is_active)
    return found, _in_order(found.ids)


def trade_by_id(account: Account, customer_id: int) -> TradeCustomer:
    """A customer, discontinued or not, with its people. One query.

    Raises:
        NotFound: the account has no customer of that id.
    """
    *row, people = row_by_id(_BY_ID, account, customer_id)
    return _customer(row, _people(people))


def trade_record(account: Account, customer_id: int) -> tuple[TradeCustomer, Sales]:
    """A customer with its people, and what it ever bought. One query.

    Raises:
        NotFound: the account has no customer of that id.
    """
    *row, people, bought = row_by_id(_RECORD, account, customer_id)
    sales = Sales(*bought[0][1:]) if bought else NOTHING
    return _customer(row, _people(people)), sales


COLUMNS = TradeCustomer._fields
#: What stands in a row in place of an address: its columns.
PLACES = {
    kind: [f"{kind}__{column}" for column in Place._fields] for kind in ("billing", "shipping")
}
BILLING = COLUMNS.index("billing")
SHIPPING = BILLING + len(Place._fields)
REST = SHIPPING + len(Place._fields)


def _columns(customers: QuerySet[Customer]) -> "QuerySet[Any, Any]":
    names = (PLACES.get(column, [column]) for column in COLUMNS if column != "people")
    return (
        customers.order_by()
        .annotate(
            billing=FilteredRelation("addresses", condition=Q(addresses__kind="billing")),
            shipping=FilteredRelation(
                "addresses",
                condition=Q(addresses__kind="shipping", addresses__is_primary=True),
            ),
        )
        .values_list(*chain.from_iterable(names))
    )


_PAGES = Pages(_columns)
_BY_IDS = Once(lambda: _columns(Customer.objects.filter(pk__among=Given("ids"))))


def _in_order(ids: list[int]) -> list[TradeCustomer]:
    rows = {row[0]: row for row in _BY_IDS.rows(ids=ids)} if ids else {}
    return [_customer(rows[pk]) for pk in ids if pk in rows]


def _customer(row: Sequence[Any], people: Sequence[Person] = ()) -> TradeCustomer:
    billing, shipping = _place(row[BILLING:SHIPPING]), _place(row[SHIPPING:REST])
    return TradeCustomer._make([*row[:BILLING], billing, shipping, *row[REST:], people])


def _place(columns: Sequence[Any]) -> Place | None:
    return None if columns[0] is None else Place._make(columns)


def _people_of() -> "QuerySet[Any, Any]":
    numbers = (
        PhoneNumber.objects.filter(contact=OuterRef("contact_id"))
        .annotate(rank=Case(When(type="business", then=0), default=1))
        .order_by("rank", "pk")
    )
    return (
        CustomerContact.objects.filter(account=Given("account"), customer=OuterRef("pk"))
        .order_by("contact_id")
        .values_list(
            "contact__first_name",
            "contact__middle_name",
            "contact__last_name",
            "contact_id",
            "contact__job_title",
            "contact__email",
            "is_primary",
            "contact__created",
            "contact__modified",
            Subquery(numbers.values("pk")[:1]),
            Subquery(numbers.values("number")[:1]),
        )
    )


def _by_id() -> "QuerySet[Any, Any]":
    """The columns of the customer, and its people behind them."""
    customer = _columns(Customer.objects.filter(account=Given("account"), pk=Given("id")))
    rows: QuerySet[Any, Any] = customer.annotate(people=Nested(_people_of()))
    return rows


_BY_ID = Once(_by_id)
_RECORD = Once(lambda: _by_id().annotate(bought=Nested(sales_rows(customer=OuterRef("pk")))))


def _people(rows: Sequence[Row]) -> list[Person]:
    return [
        Person._make([pk, join_name(first, middle, last), *rest, phone or ""])
        for first, middle, last, pk, *rest, phone in rows
    ]
