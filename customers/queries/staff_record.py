"""One customer with every part of it, for the people who look after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from contacts.models import Contact, PhoneNumber
from crm.accounts.models import Account
from customers.errors import NotFound
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

from .full import LARGEST_ID


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
    """A customer, discontinued or not, in nine queries.

    Raises:
        NotFound: the account has none of that id.
    """
    customer = None
    if 0 < customer_id <= LARGEST_ID:
        rows = Customer.objects.select_related("group", "lead_source", "home_store")
        customer = rows.filter(account=account, pk=customer_id).first()
    if customer is None:
        raise NotFound
    values = list(CustomFieldValue.objects.filter(customer=customer).select_related("field"))
    suppliers = SupplierAccount.objects.filter(customer=customer).select_related("supplier")
    notes = NoteEntry.objects.filter(customer=customer).select_related("type", "author")
    changes = Change.objects.filter(customer=customer).order_by("-sequence")
    return StaffRecord(
        customer=customer,
        contacts=_contacts(customer),
        addresses=_addresses(customer, values),
        custom_values=[value for value in values if value.address_id is None],
        aliases=list(Alias.objects.filter(customer=customer)),
        supplier_accounts=list(suppliers),
        note_entries=list(notes),
        sequence=changes.values_list("sequence", flat=True).first() or 0,
    )


def _contacts(customer: Customer) -> list[StaffContact]:
    links = CustomerContact.objects.filter(customer=customer).select_related("contact")
    phones: dict[int, list[PhoneNumber]] = {}
    for phone in PhoneNumber.objects.filter(contact__link__customer=customer):
        phones.setdefault(phone.contact_id, []).append(phone)
    found = [
        StaffContact(link.contact, link.is_primary, phones.get(link.contact_id, []))
        for link in links
    ]
    return sorted(found, key=lambda whole: not whole.is_primary)


def _addresses(customer: Customer, values: Sequence[CustomFieldValue]) -> list[StaffAddress]:
    held: dict[int | None, list[CustomFieldValue]] = {}
    for value in values:
        held.setdefault(value.address_id, []).append(value)
    found = [
        StaffAddress(address, held.get(address.pk, []))
        for address in Address.objects.filter(customer=customer)
    ]
    return sorted(found, key=_billing_first)


def _billing_first(whole: StaffAddress) -> tuple[bool, bool]:
    kinds = Address.Kind
    return whole.address.kind != kinds.BILLING, whole.address.kind == kinds.OTHER
