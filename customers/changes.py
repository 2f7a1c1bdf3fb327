"""What a write wants: one ``CustomerChange``. A field left ``UNSET`` is left alone.

Names of fields are the names of the record's columns. ``None`` and ``""`` both clear a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, TypeAlias, TypeVar

from crm.accounts.models import User


class Unset(Enum):
    """The type of ``UNSET``."""

    UNSET = "unset"

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET

T = TypeVar("T")
Maybe: TypeAlias = T | Unset
Text: TypeAlias = str | Unset | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Who writes, and through what. Goes into the ledger with each change.

    Attributes:
        dialect: the API; for people and commands, ``admin`` or the command's name.
        version: the wire version that the client speaks.
        at: when it happened, for history that is brought in; now when left out.
    """

    user: User | None = None
    client_id: int | None = None
    client_name: str = ""
    dialect: str = ""
    version: str = ""
    request_id: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemChange:
    """An edit of one item of a list: of the one with that id, or of a new one.

    Raises ``NotFound`` in the write when the customer has no item of that id.
    """

    id: int | None = None
    remove: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PhoneChange(ItemChange):
    """A typed number of a contact. An empty number removes it.

    Attributes:
        calling_code: the country's, ``49``, where it is written apart from the number.
    """

    type: Maybe[str] = UNSET
    number: Text = UNSET
    calling_code: Text = UNSET


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactChange(ItemChange):
    """A person.

    Attributes:
        full_name: for dialects that write a name in one: split at the last space.
        phones: edits of single numbers; what is not mentioned stays.
        all_phones: the whole list; numbers that are not in it go.
        typed_phones: for dialects that know one number of a type, ``{"cell": "312 555 0100"}``: over
            the number that is the same, else over the first of that type, else a new one. An empty
            number removes the first of its type.
        birthday: an instant; or a date, for dialects that know no time: an instant of that day in the
            account's zone stays, else the day's beginning there.
        unsaid_genders: those that the dialect cannot say: an empty ``gender`` leaves them.
    """

    is_primary: Maybe[bool] = UNSET
    full_name: Text = UNSET
    salutation: Text = UNSET
    first_name: Text = UNSET
    middle_name: Text = UNSET
    last_name: Text = UNSET
    job_title: Text = UNSET
    email: Text = UNSET
    birthday: Maybe[date | None] = UNSET
    gender: Text = UNSET
    phones: tuple[PhoneChange, ...] = ()
    all_phones: Maybe[tuple[PhoneChange, ...]] = UNSET
    typed_phones: Mapping[str, str | None] = field(default_factory=dict)
    unsaid_genders: frozenset[str] = frozenset()

    def names_the_person(self) -> bool:
        """Whether any part of the person's name is written."""
        parts = (self.full_name, self.first_name, self.middle_name, self.last_name)
        return any(part is not UNSET for part in parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class AddressChange(ItemChange):
    """A place. ``custom_fields`` as on the customer.

    Attributes:
        is_primary: among those of its kind.
        is_main: among all of the customer's; another one gives it up.
    """

    kind: Maybe[str] = UNSET
    is_primary: Maybe[bool] = UNSET
    is_main: Maybe[bool] = UNSET
    label: Text = UNSET
    company: Text = UNSET
    salutation: Text = UNSET
    first_name: Text = UNSET
    last_name: Text = UNSET
    line1: Text = UNSET
    line2: Text = UNSET
    city: Text = UNSET
    state: Text = UNSET
    postal_code: Text = UNSET
    country: Text = UNSET
    custom_fields: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class AliasChange(ItemChange):
    name: Text = UNSET


@dataclass(frozen=True, kw_only=True, slots=True)
class SupplierAccountChange(ItemChange):
    supplier_id: Maybe[int] = UNSET
    name: Text = UNSET


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteEntryChange(ItemChange):
    """A dated note.

    Attributes:
        once: not added to a customer that has the same text of the same type.
    """

    text: Text = UNSET
    type_id: Maybe[int | None] = UNSET
    for_staff: Maybe[bool] = UNSET
    once: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerChange:
    """What to write to one customer.

    Attributes:
        name: for dialects that write company and person as one; see ``customers.naming``.
        primary: an edit of the primary contact, which is made when there is none.
        billing: an edit of the billing address, which is made when there is none.
        shipping: the whole list of shipping addresses; those that are not in it go. An item stands
            for the address of its id; without id for one that holds all it says, or is at the same
            place (first line, postal code, city); else for a new one.
        contacts, addresses, aliases, supplier_accounts, note_entries: edits of single items; what
            is not mentioned stays.
        custom_fields: values by the name of the field, any case; ``None`` and ``""`` clear.
        is_active: ``False`` discontinues, ``True`` revives.
    """

    code: Text = UNSET
    name: Text = UNSET
    company: Text = UNSET
    email: Text = UNSET
    phone: Text = UNSET
    phone_calling_code: Text = UNSET
    fax: Text = UNSET
    website: Text = UNSET
    tax_number: Text = UNSET
    note: Text = UNSET
    customer_note: Text = UNSET
    group_id: Maybe[int | None] = UNSET
    channel: Maybe[int] = UNSET
    lead_source_id: Maybe[int | None] = UNSET
    home_store_id: Maybe[int | None] = UNSET
    is_b2b: Maybe[bool] = UNSET
    is_vip: Maybe[bool] = UNSET
    is_favourite: Maybe[bool] = UNSET
    is_confirmed: Maybe[bool] = UNSET
    email_marketing_agreed: Maybe[bool] = UNSET
    payment_terms: Text = UNSET
    currency: Text = UNSET
    credit_limit: Maybe[Decimal | None] = UNSET
    current_balance: Maybe[Decimal] = UNSET
    discount_rate: Maybe[Decimal | None] = UNSET
    preferred_shipping: Text = UNSET
    customer_since: Maybe[datetime | None] = UNSET
    store_balance: Maybe[Decimal] = UNSET
    reward_points: Maybe[Decimal] = UNSET
    image: Text = UNSET
    nop_external_id: Text = UNSET
    is_active: Maybe[bool] = UNSET

    primary: Maybe[ContactChange] = UNSET
    billing: Maybe[AddressChange] = UNSET
    shipping: Maybe[tuple[AddressChange, ...]] = UNSET
    contacts: tuple[ContactChange, ...] = ()
    addresses: tuple[AddressChange, ...] = ()
    aliases: tuple[AliasChange, ...] = ()
    supplier_accounts: tuple[SupplierAccountChange, ...] = ()
    note_entries: tuple[NoteEntryChange, ...] = ()
    custom_fields: Mapping[str, str | None] = field(default_factory=dict)

    def people(self) -> list[ContactChange]:
        """Every contact that is written, wherever in the change."""
        return [*self.contacts] if self.primary is UNSET else [self.primary, *self.contacts]

    def places(self) -> list[AddressChange]:
        """Every address that is written, wherever in the change."""
        billing = [] if self.billing is UNSET else [self.billing]
        return [*billing, *(() if self.shipping is UNSET else self.shipping), *self.addresses]


def written(change: object, columns: frozenset[str]) -> dict[str, Any]:
    """The columns that a change writes, with their values."""
    names = _written_names(type(change), columns)  # type: ignore[arg-type]
    return {name: value for name in names if (value := getattr(change, name)) is not UNSET}


@cache
def _written_names(kind: type, columns: frozenset[str]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name in columns)
