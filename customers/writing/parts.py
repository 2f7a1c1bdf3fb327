"""The parts a record is made of: which columns each has, and what follows from them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from contacts.canonical import e164, fold, fold_email, with_calling_code
from contacts.models import Contact, PhoneNumber
from crm.accounts.models import Account
from customers import places
from customers.models import (
    Address,
    Alias,
    Customer,
    CustomFieldValue,
    NoteEntry,
    SupplierAccount,
)

Values = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A kind of row that a record is made of.

    Attributes:
        columns: what a change may write and the ledger tells; all else is derived.
        stamps: columns that hold the time of the write: at the birth of the row, at each change.
        derive: fills the canonical columns from the written ones.
    """

    name: str
    model: type[models.Model]
    columns: frozenset[str]
    born: str | None = None
    touched: str | None = None
    derive: Callable[[Values, Account], None] | None = None
    derived: frozenset[str] = frozenset()

    @property
    def told(self) -> tuple[str, ...]:
        """The columns that the ledger tells, in its order."""
        return _sorted(self.columns)

    def defaults(self) -> Values:
        """A row of which nothing has been said yet."""
        return dict(_defaults(self))


@cache
def _sorted(columns: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(columns))


@cache
def _defaults(part: Part) -> Values:
    columns = part.columns | part.derived
    return {
        column: False
        if column == "is_primary"
        else part.model._meta.get_field(column).get_default()  # type: ignore[union-attr]
        for column in columns
    }


def _derive_customer(values: Values, account: Account) -> None:
    values["code_key"] = fold(values["code"])
    values["email_key"] = fold_email(values["email"])
    values["phone_e164"] = phone_e164(values["phone"], values["phone_calling_code"], account)
    values["fax_e164"] = e164(values["fax"], account.country)


def _derive_contact(values: Values, account: Account) -> None:
    values["email_key"] = fold_email(values["email"])


def _derive_phone(values: Values, account: Account) -> None:
    values["e164"] = phone_e164(values["number"], values["calling_code"], account)


def phone_e164(number: str, calling_code: str, account: Account) -> str:
    """A number as E.164, its calling code perhaps written apart; ``""`` if it cannot be read so."""
    return e164(with_calling_code(number, calling_code), account.country)


def _derive_address(values: Values, account: Account) -> None:
    values["country_code"] = places.country_code(values["country"])
    values["state_code"] = places.state_code(values["state"], values["country_code"])


def _derive_alias(values: Values, account: Account) -> None:
    values["name_key"] = fold(values["name"])


def _columns(names: str) -> frozenset[str]:
    return frozenset(names.split())


CUSTOMER = Part(
    "customer",
    Customer,
    _columns(
        "code company email phone phone_calling_code fax website tax_number note customer_note"
        " group_id channel lead_source_id home_store_id is_b2b is_vip is_favourite is_confirmed"
        " email_marketing_agreed payment_terms currency credit_limit current_balance"
        " discount_rate preferred_shipping customer_since store_balance reward_points image"
        " nop_external_id is_active"
    ),
    born="created",
    touched="modified",
    derive=_derive_customer,
    derived=_columns("name name_key code_key email_key phone_e164 fax_e164 number"),
)
CONTACT = Part(
    "contacts",
    Contact,
    _columns(
        "is_primary salutation first_name middle_name last_name job_title email birthday gender"
    ),
    born="created",
    touched="modified",
    derive=_derive_contact,
    derived=_columns("email_key"),
)
PHONE = Part(
    "phones",
    PhoneNumber,
    _columns("type number calling_code"),
    derive=_derive_phone,
    derived=_columns("e164"),
)
ADDRESS = Part(
    "addresses",
    Address,
    _columns(
        "kind is_primary is_main label company salutation first_name last_name line1 line2 city state"
        " postal_code country"
    ),
    born="created",
    touched="modified",
    derive=_derive_address,
    derived=_columns("country_code state_code"),
)
CUSTOM_FIELD = Part(
    "custom_fields",
    CustomFieldValue,
    _columns("value"),
    derived=_columns("field_id number date"),
)
ALIAS = Part("aliases", Alias, _columns("name"), derive=_derive_alias, derived=_columns("name_key"))
SUPPLIER_ACCOUNT = Part(
    "supplier_accounts",
    SupplierAccount,
    _columns("supplier_id name"),
    born="created",
    touched="modified",
)
NOTE_ENTRY = Part(
    "note_entries",
    NoteEntry,
    _columns("text type_id for_staff"),
    born="created",
    derived=_columns("author_id"),
)

#: Parents before the parts that hang on them.
ITEMS = (CONTACT, PHONE, ADDRESS, CUSTOM_FIELD, ALIAS, SUPPLIER_ACCOUNT, NOTE_ENTRY)
