"""One customer with every part of it, for the people who look after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contacts.models import Contact, PhoneNumber
from crm.accounts.models import Account
from customers.models import (
    Address,
    Alias,
    Change,
    Customer,
    CustomerContact,
    CustomFieldValue,
    NoteEntry,
    SupplierAccount,
)

from .by_id import row_by_id
from .once import Given, Once, together
from .once_objects import Objects


@dataclass(frozen=True, slots=True)
class StaffContact:
    """A contact with its numbers, oldest first."""

    contact: Contact
    is_primary: bool
    phones: Sequence[PhoneNumber]


@dataclass(frozen=True, slots=True)
class StaffAddress:
    """An address with what it holds in the account's own fields."""

    address: Address
    custom_values: Sequence[CustomFieldValue]

    @property
    def lines(self) -> list[str]:
        """As it is written on a parcel."""
        place = self.address
        person = " ".join(filter(None, (place.salutation, place.first_name, place.last_name)))
        town = " ".join(filter(None, (place.postal_code, place.city)))
        state = ", ".join(filter(None, (town, place.state)))
        lines = (place.company, person, place.line1, place.line2, state, place.country)
        return [line for line in lines if line]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRecord:
    """A customer and its lists: the primary contact and the billing address first, else the oldest.

    Attributes:
        sequence: of the last change that is told of it; 0 if there is none.
    """

    customer: Customer
    contacts: Sequence[StaffContact]
    addresses: Sequence[StaffAddress]
    custom_values: Sequence[CustomFieldValue]
    aliases: Sequence[Alias]
    supplier_accounts: Sequence[SupplierAccount]
    note_entries: Sequence[NoteEntry]
    sequence: int


def staff_record(account: Account, customer_id: int) -> StaffRecord:
    """A customer, discontinued or not, in nine queries and two trips to the database.

    Raises:
        NotFound: the account has none of that id.
    """
    customer: Any = row_by_id(_CUSTOMER, account, customer_id)
    parts: list[Any] = together(*_PARTS, id=customer_id)
    values, links, phones, addresses, aliases, suppliers, notes, last = parts
    return StaffRecord(
        customer=customer,
        contacts=_contacts(links, phones),
        addresses=_addresses(addresses, values),
        custom_values=[value for value in values if value.address_id is None],
        aliases=aliases,
        supplier_accounts=suppliers,
        note_entries=notes,
        sequence=last[0][0] if last else 0,
    )


def newest_change(whole: StaffRecord) -> Change | None:
    """The last change that is told of the customer, with its user; ``None`` if none is."""
    found = _CHANGE.found(id=whole.customer.pk, sequence=whole.sequence)
    return found[0] if found else None


_CUSTOMER = Objects[Customer](
    lambda: Customer.objects.filter(account=Given("account"), pk=Given("id")).select_related(
        "group", "lead_source", "home_store"
    )
)
_OF = {"customer": Given("id")}
_PARTS: Sequence[Once] = (
    Objects(lambda: CustomFieldValue.objects.filter(**_OF).select_related("field")),
    Objects(lambda: CustomerContact.objects.filter(**_OF).select_related("contact")),
    Objects(lambda: PhoneNumber.objects.filter(contact__link__customer=Given("id"))),
    Objects(lambda: Address.objects.filter(**_OF)),
    Objects(lambda: Alias.objects.filter(**_OF)),
    Objects(lambda: SupplierAccount.objects.filter(**_OF).select_related("supplier")),
    Objects(lambda: NoteEntry.objects.filter(**_OF).select_related("type", "author")),
    Once(lambda: Change.objects.filter(**_OF).order_by("-sequence").values_list("sequence")[:1]),
)
_CHANGE = Objects[Change](
    lambda: Change.objects.filter(**_OF, sequence=Given("sequence")).select_related("user")
)


def _contacts(
    links: Sequence[CustomerContact], phones: Sequence[PhoneNumber]
) -> list[StaffContact]:
    of_contact: dict[int, list[PhoneNumber]] = {}
    for phone in phones:
        of_contact.setdefault(phone.contact_id, []).append(phone)
    found = [
        StaffContact(link.contact, link.is_primary, of_contact.get(link.contact_id, []))
        for link in links
    ]
    return sorted(found, key=lambda whole: not whole.is_primary)


def _addresses(
    addresses: Sequence[Address], values: Sequence[CustomFieldValue]
) -> list[StaffAddress]:
    held: dict[int | None, list[CustomFieldValue]] = {}
    for value in values:
        held.setdefault(value.address_id, []).append(value)
    found = [StaffAddress(address, held.get(address.pk, [])) for address in addresses]
    return sorted(found, key=_billing_first)


def _billing_first(whole: StaffAddress) -> tuple[bool, bool]:
    kinds = Address.Kind
    return whole.address.kind != kinds.BILLING, whole.address.kind == kinds.OTHER
