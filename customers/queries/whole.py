"""One customer with all its parts, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery

from contacts.models import PhoneNumber
from crm.accounts.models import Account
from customers.errors import NotFound
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

from .full import LARGEST_ID

#: Values of custom fields by the id of the field.
CustomTexts = dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePhone:
    id: int
    type: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeContact:
    """A person, with the numbers oldest first."""

    id: int
    is_primary: bool
    salutation: str
    first_name: str
    last_name: str
    job_title: str
    email: str
    phones: Sequence[WholePhone]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeAddress:
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
    custom: CustomTexts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAccount:
    """What a customer holds at a supplier."""

    id: int
    name: str
    supplier_id: int
    supplier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
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
    definitions: Sequence[CustomField]
    custom: CustomTexts


LAST_CHANGE = (
    Change.objects.filter(customer=OuterRef("pk")).order_by("-sequence").values("sequence")[:1]
)


def whole_by_id(account: Account, customer_id: int) -> WholeCustomer:
    """An active customer, in nine queries.

    Raises:
        NotFound: the account has no active customer of that id.
    """
    if not 0 < customer_id <= LARGEST_ID:
        raise NotFound
    rows: Any = Customer.objects.filter(account=account, is_active=True, pk=customer_id)
    row = (
        rows.annotate(sequence=Subquery(LAST_CHANGE))
        .values("id", "name", "company", "website", "created", "modified", "sequence")
        .first()
    )
    if row is None:
        raise NotFound
    row["sequence"] = row["sequence"] or 0
    custom, of_addresses = _custom_texts(customer_id)
    return WholeCustomer(
        **row,
        contacts=_contacts(customer_id),
        addresses=_addresses(customer_id, of_addresses),
        aliases=list(
            Alias.objects.filter(customer=customer_id).order_by("pk").values_list("name", flat=True)
        ),
        accounts=_accounts(customer_id),
        notes=_notes(customer_id),
        definitions=custom_fields(account),
        custom=custom,
    )


def custom_fields(account: Account) -> list[CustomField]:
    """The account's definitions, as they are shown: by what they are of, then by position."""
    return list(CustomField.objects.filter(account=account))


def _contacts(customer_id: int) -> list[WholeContact]:
    phones: dict[int, list[WholePhone]] = {}
    numbers: Any = PhoneNumber.objects.filter(contact__link__customer=customer_id).order_by("pk")
    for row in numbers.values("contact_id", "id", "type", "number"):
        phones.setdefault(row.pop("contact_id"), []).append(WholePhone(**row))
    person = ("salutation", "first_name", "last_name", "job_title", "email")
    links: Any = CustomerContact.objects.filter(customer=customer_id).order_by("pk")
    rows = links.values(
        "is_primary", id=F("contact_id"), **{column: F(f"contact__{column}") for column in person}
    )
    return [WholeContact(**row, phones=phones.get(row["id"], [])) for row in rows]


def _addresses(customer_id: int, custom: dict[int, CustomTexts]) -> list[WholeAddress]:
    columns = [
        *("id", "kind", "is_primary", "is_main", "label", "line1", "city", "state"),
        *("postal_code", "country", "created", "modified"),
    ]
    rows: Any = Address.objects.filter(customer=customer_id).order_by("pk").values(*columns)
    return [WholeAddress(**row, custom=custom.get(row["id"], {})) for row in rows]


def _custom_texts(customer_id: int) -> tuple[CustomTexts, dict[int, CustomTexts]]:
    """The customer's own values, and its addresses' by the id of the address."""
    own: CustomTexts = {}
    of_addresses: dict[int, CustomTexts] = {}
    values = CustomFieldValue.objects.filter(customer=customer_id).order_by("pk")
    for address_id, field_id, text in values.values_list("address_id", "field_id", "value"):
        texts = own if address_id is None else of_addresses.setdefault(address_id, {})
        texts[field_id] = text
    return own, of_addresses


def _accounts(customer_id: int) -> list[HeldAccount]:
    held: Any = SupplierAccount.objects.filter(customer=customer_id).order_by("pk")
    rows = held.annotate(at=F("supplier__name")).values("id", "name", "supplier_id", "at")
    return [HeldAccount(supplier=row.pop("at"), **row) for row in rows]


def _notes(customer_id: int) -> list[Note]:
    entries = NoteEntry.objects.filter(customer=customer_id).select_related("author")
    return [
        Note(
            text=entry.text,
            for_staff=entry.for_staff,
            author=(entry.author.get_full_name() or entry.author.username) if entry.author else "",
            created=entry.created,
        )
        for entry in entries.order_by("created", "pk")
    ]
