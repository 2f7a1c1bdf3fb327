"""Customers as a shop's till knows them: a person with a cell phone, a code and a home store."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from contacts.canonical import with_calling_code
from contacts.models import PhoneNumber
from crm.accounts.models import Account
from customers.errors import NotFound
from customers.models import Customer, CustomFieldValue, NoteEntry
from customers.stores import Stores, at_home_in

from .by_id import row_by_id
from .nested import Nested
from .once import Given, Once


@dataclass(frozen=True, slots=True, kw_only=True)
class RetailCustomer:
    """A customer. Name and birthday are the primary contact's, empty without one.

    Attributes:
        cell_phone: the oldest of the primary contact's.
    """

    id: int
    code: str
    email: str
    home_store_id: int | None
    first_name: str
    last_name: str
    birthday: datetime | None
    cell_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetailRecord(RetailCustomer):
    """A customer with all that a shop keeps of it.

    Attributes:
        work_phone: the oldest business number of the primary contact.
        note, note_type: the newest note entry.
    """

    gender: str
    work_phone: str
    line1: str
    line2: str
    city: str
    state: str
    postal_code: str
    country: str
    store_balance: Decimal
    reward_points: Decimal
    image: str
    nop_external_id: str
    lead_source_id: int | None
    note_type: str
    note: str


PERSON = ("first_name", "last_name", "birthday")
PLACE = ("line1", "line2", "city", "state", "postal_code", "country")
COLUMNS = ("id", "code", "email", "home_store_id")
RECORD = (
    *COLUMNS,
    "store_balance",
    "reward_points",
    "image",
    "nop_external_id",
    "lead_source_id",
)
#: What is of the contact or of the billing address, and empty without one.
TEXTS = {"first_name", "last_name", "gender", *PLACE, "note", "note_type"}
#: Member of the record -> its column.
IN_RECORD = {
    **{column: column for column in RECORD},
    **{column: f"person__contact__{column}" for column in (*PERSON, "gender")},
    **{column: f"place__{column}" for column in PLACE},
    "note": "newest_note",
    "note_type": "newest_type",
}


def _record() -> "QuerySet[Any, Any]":
    """``IN_RECORD``, and the numbers of the primary contact, the oldest last."""
    types = [PhoneNumber.Type.CELL, PhoneNumber.Type.BUSINESS]
    numbers = (
        PhoneNumber.objects.filter(contact=OuterRef("person__contact_id"), type__in=types)
        .order_by("-pk")
        .values_list("type", "number", "calling_code")
    )
    notes = NoteEntry.objects.filter(customer=OuterRef("pk")).order_by("-created", "-pk")
    customers = Customer.objects.filter(account=Given("account"), pk=Given("id"))
    return (
        customers.order_by()
        .annotate(
            person=FilteredRelation("contact_links", condition=Q(contact_links__is_primary=True)),
            place=FilteredRelation("addresses", condition=Q(addresses__kind="billing")),
            newest_note=Subquery(notes.values("text")[:1]),
            newest_type=Subquery(notes.values("type__name")[:1]),
        )
        .values_list(*IN_RECORD.values(), Nested(numbers))
    )


_RECORD = Once(_record)


def retail_by_ids(account: Account, customers: Collection[int]) -> dict[int, RetailCustomer]:
    """The account's customers of these ids, by id. Two queries."""
    found = _retail(Customer.objects.filter(account=account, pk__in=customers)) if customers else ()
    return {customer.id: customer for customer in found}


def retail_by_id(account: Account, customer_id: int, stores: Stores) -> RetailRecord:
    """A customer of these stores, discontinued or not. One query.

    Raises:
        NotFound: the account has no such customer, or it is at home elsewhere.
    """
    *values, numbers = row_by_id(_RECORD, account, customer_id)
    row = dict(zip(IN_RECORD, values, strict=True))
    if stores is not None and row["home_store_id"] not in stores:
        raise NotFound
    row |= {name: row[name] or "" for name in TEXTS}
    phones = {kind: with_calling_code(number, code) for kind, number, code in numbers}
    return RetailRecord(
        **row,
        cell_phone=phones.get(PhoneNumber.Type.CELL, ""),
        work_phone=phones.get(PhoneNumber.Type.BUSINESS, ""),
    )


def retail_page(  # noqa: PLR0913  keyword-only, and a list has that many sides
    account: Account,
    *,
    since: datetime,
    before: datetime,
    stores: Stores,
    offset: int,
    limit: int,
) -> tuple[int, list[RetailCustomer]]:
    """Some of the customers that were created or modified in that time, by id, and how many there are.

    Three queries.
    """
    customers = Customer.objects.filter(
        Q(created__gte=since, created__lt=before) | Q(modified__gte=since, modified__lt=before),
        at_home_in(stores),
        account=account,
    )
    total = customers.count()
    if offset >= total:
        return total, []
    ids = list(customers.order_by("pk").values_list("pk", flat=True)[offset : offset + limit])
    return total, _retail(Customer.objects.filter(pk__in=ids).order_by("pk"))


def custom_values_of(customers: Sequence[RetailCustomer]) -> dict[int, list[tuple[str, str]]]:
    """Names and values of the custom fields of these customers, not of their addresses. One query."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = CustomFieldValue.objects.filter(
        customer__in=[customer.id for customer in customers], address=None
    ).values_list("customer_id", "field__name", "value")
    for customer, name, value in rows if customers else ():
        found.setdefault(customer, []).append((name, value))
    return found


def _retail(customers: QuerySet[Customer]) -> list[RetailCustomer]:
    rows = list(_with_person(customers).values_list(*COLUMNS, *PERSON, "person_id"))
    numbers = _numbers([row[-1] for row in rows if row[-1]], PhoneNumber.Type.CELL)
    return [
        RetailCustomer(
            id=pk,
            code=code,
            email=email,
            home_store_id=store,
            first_name=first or "",
            last_name=last or "",
            birthday=birthday,
            cell_phone=numbers.get(person, ""),
        )
        for pk, code, email, store, first, last, birthday, person in rows
    ]


def _with_person(customers: QuerySet[Customer]) -> "QuerySet[Any, Any]":
    return customers.annotate(
        person=FilteredRelation("contact_links", condition=Q(contact_links__is_primary=True)),
        person_id=F("person__contact_id"),
        **{column: F(f"person__contact__{column}") for column in PERSON},
    )


def _numbers(contacts: Collection[int | None], type_: str) -> dict[int | None, str]:
    """The oldest number of that type of each contact."""
    rows = (
        PhoneNumber.objects.filter(contact__in=contacts, type=type_)
        .order_by("-pk")
        .values_list("contact_id", "number", "calling_code")
    )
    return {
        contact: with_calling_code(number, calling_code)
        for contact, number, calling_code in (rows if contacts else ())
    }
