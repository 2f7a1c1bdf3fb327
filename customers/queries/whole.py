"""One customer with all its parts, in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from contacts.models import PhoneNumber
from crm.accounts.models import Account
from customers.models import (
    Address,
    Alias,
    Change,
    Customer,
    CustomerContact,
    CustomField,
    CustomFieldValue,
    NoteEntry,
    SupplierAccount,
)

from .by_id import row_by_id
from .nested import Nested
from .once import Given, Once, Row

#: Values of custom fields by the id of the field.
CustomTexts = dict[int, str]


class FieldDefinition(NamedTuple):
    """A custom field of the account."""

    id: int
    target: str
    name: str
    type: str


class WholePhone(NamedTuple):
    id: int
    type: str
    number: str


class WholeContact(NamedTuple):
    """A person, with the numbers oldest first."""

    id: int
    is_primary: bool
    salutation: str
    first_name: str
    last_name: str
    job_title: str
    email: str
    phones: Sequence[WholePhone]


class WholeAddress(NamedTuple):
    id: int
    kind: str
    is_primary: bool
    is_main: bool
    label: str
    line1: str
    city: str
    state: str
    postal_code: str
    country: str
    created: datetime
    modified: datetime
    custom: CustomTexts


class HeldAccount(NamedTuple):
    """What a customer holds at a supplier."""

    id: int
    name: str
    supplier_id: int
    supplier: str


class Note(NamedTuple):
    """A note entry; ``author`` is a full name or, without one, a user name, empty if nobody's."""

    text: str
    for_staff: bool
    author: str
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeCustomer:
    """A customer. Lists are oldest first.

    Attributes:
        company: empty for one that is called by its primary contact.
        sequence: of its last change in the ledger, 0 without one.
        definitions: the account's custom fields, of customers and of addresses, as they are shown.
        custom: the customer's own values.
    """

    id: int
    name: str
    company: str
    website: str
    created: datetime
    modified: datetime
    sequence: int
    contacts: Sequence[WholeContact]
    addresses: Sequence[WholeAddress]
    aliases: Sequence[str]
    accounts: Sequence[HeldAccount]
    notes: Sequence[Note]
    definitions: Sequence[FieldDefinition]
    custom: CustomTexts


def whole_by_id(account: Account, customer_id: int) -> WholeCustomer:
    """An active customer, in one query.

    Raises:
        NotFound: the account has no active customer of that id.
    """
    row = row_by_id(_WHOLE, account, customer_id)
    definitions, contacts, phones, addresses, texts, aliases, accounts, notes = row[LISTS:]
    custom, of_addresses = _custom_texts(texts)
    return WholeCustomer(
        **dict(zip(COLUMNS, row, strict=False)),
        contacts=_people(contacts, phones),
        addresses=[WholeAddress._make([*row, of_addresses.get(row[0], {})]) for row in addresses],
        aliases=[name for (name,) in aliases],
        accounts=[HeldAccount._make(row) for row in accounts],
        notes=[_note(row) for row in notes],
        definitions=[FieldDefinition._make(row) for row in definitions],
        custom=custom,
    )


def custom_fields(account: Account) -> list[FieldDefinition]:
    """The account's definitions, as they are shown: by what they are of, then by position."""
    return [FieldDefinition._make(row) for row in _DEFINITIONS.rows(account=account.pk)]


COLUMNS = ("id", "name", "company", "website", "created", "modified", "sequence")
#: From here on a row has its lists.
LISTS = len(COLUMNS)
PERSON = ("salutation", "first_name", "last_name", "job_title", "email")
AUTHOR = ("first_name", "last_name", "username")


def _of_customer(model: Any) -> "QuerySet[Any, Any]":
    """The customer's rows, oldest first."""
    rows: QuerySet[Any, Any] = model.objects.filter(customer=OuterRef("pk")).order_by("pk")
    return rows


def _definitions() -> "QuerySet[Any, Any]":
    fields = CustomField.objects.filter(account=Given("account"))
    return fields.values_list(*FieldDefinition._fields)


def _contacts() -> "QuerySet[Any, Any]":
    person = (f"contact__{column}" for column in PERSON)
    return _of_customer(CustomerContact).values_list("contact_id", "is_primary", *person)


def _phones() -> "QuerySet[Any, Any]":
    numbers = PhoneNumber.objects.filter(contact__link__customer=OuterRef("pk"))
    return numbers.order_by("pk").values_list("contact_id", *WholePhone._fields)


def _notes() -> "QuerySet[Any, Any]":
    entries = _of_customer(NoteEntry).order_by("created", "pk")
    author = (f"author__{column}" for column in AUTHOR)
    return entries.values_list("text", "for_staff", "created", *author)


def _whole() -> "QuerySet[Any, Any]":
    changes = Change.objects.filter(customer=OuterRef("pk")).order_by("-sequence")
    return (
        Customer.objects.filter(account=Given("account"), is_active=True, pk=Given("id"))
        .order_by()
        .annotate(sequence=Coalesce(Subquery(changes.values("sequence")[:1]), 0))
        .values_list(
            *COLUMNS,
            Nested(_definitions()),
            Nested(_contacts()),
            Nested(_phones()),
            Nested(_of_customer(Address).values_list(*WholeAddress._fields[:-1])),
            Nested(_of_customer(CustomFieldValue).values_list("address_id", "field_id", "value")),
            Nested(_of_customer(Alias).values_list("name")),
            Nested(
                _of_customer(SupplierAccount).values_list(
                    "id", "name", "supplier_id", "supplier__name"
                )
            ),
            Nested(_notes()),
        )
    )


_DEFINITIONS = Once(_definitions)
_WHOLE = Once(_whole)


def _people(rows: Sequence[Row], numbers: Sequence[Row]) -> list[WholeContact]:
    phones: dict[int, list[WholePhone]] = {}
    for contact_id, *phone in numbers:
        phones.setdefault(contact_id, []).append(WholePhone._make(phone))
    return [WholeContact._make([*row, phones.get(row[0], [])]) for row in rows]


def _custom_texts(rows: Sequence[Row]) -> tuple[CustomTexts, dict[int, CustomTexts]]:
    """The customer's own values, and its addresses' by the id of the address."""
    own: CustomTexts = {}
    of_addresses: dict[int, CustomTexts] = {}
    for address_id, field_id, text in rows:
        texts = own if address_id is None else of_addresses.setdefault(address_id, {})
        texts[field_id] = text
    return own, of_addresses


def _note(row: Row) -> Note:
    text, for_staff, created, first, last, username = row
    return Note(text, for_staff, f"{first or ''} {last or ''}".strip() or username or "", created)
