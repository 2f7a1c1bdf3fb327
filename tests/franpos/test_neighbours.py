"""What this dialect does not carry stays as other systems left it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from contacts.models import PhoneNumber
from crm.accounts.models import Account
from customers import services
from customers.changes import (
    AddressChange,
    AliasChange,
    ContactChange,
    CustomerChange,
    NoteEntryChange,
    PhoneChange,
    Source,
)
from customers.models import Address, Alias, Change, Customer, CustomField, NoteEntry

from .conftest import Api
from .test_upsert import FULL

CHANGED: dict[str, Any] = FULL | {
    "FirstName": "Anna",
    "LastName": "Li",
    "CellPhone": "312 555 0190",
    "WorkPhone": "312 555 0191",
    "Dob": "1991-06-02",
    "Gender": 1,
    "Address": "99 State St",
    "City": "Evanston",
    "Balance": 1,
    "Notes": "Moved",
}


@pytest.fixture
def furnished(account: Account) -> Customer:
    """A customer of which other systems know much."""
    for target, name in (("customer", "Region"), ("address", "Dock")):
        CustomField.objects.create(account=account, target=target, name=name, type="text")
    change = CustomerChange(
        code="C1",
        company="Lee's Pets",
        email="ann@example.com",
        phone="312 555 0100",
        fax="312 555 0101",
        website="https://lee.example.com",
        note="Pays in cash",
        is_vip=True,
        credit_limit=Decimal(500),
        store_balance=Decimal("12.50"),
        custom_fields={"Region": "North"},
        primary=ContactChange(
            salutation="Dr.",
            first_name="Ann",
            middle_name="Mae",
            last_name="Lee",
            job_title="Owner",
            email="private@example.com",
            birthday=datetime(1990, 5, 1, 18, 30, 15, tzinfo=UTC),
            gender="other",
            phones=(
                PhoneChange(type="cell", number="1512 3456789", calling_code="49"),
                PhoneChange(type="cell", number="312 555 0148"),
                PhoneChange(type="home", number="312 555 0149"),
            ),
        ),
        contacts=(
            ContactChange(
                first_name="Bob", phones=(PhoneChange(type="cell", number="312 555 0150"),)
            ),
        ),
        billing=AddressChange(
            kind="billing",
            company="Lee's Pets",
            line1="88 Lake St",
            state="IL",
            custom_fields={"Dock": "3"},
        ),
        shipping=(AddressChange(line1="1 Dock Rd"), AddressChange(line1="2 Dock Rd")),
        aliases=(AliasChange(name="Leeroy"),),
        note_entries=(NoteEntryChange(text="For the staff", for_staff=True),),
    )
    pk = services.create(account, change, source=Source(dialect="tests")).customer_id
    return Customer.objects.get(pk=pk)


def test_an_upload_leaves_what_it_cannot_see(api: Api, furnished: Customer) -> None:
    assert api.add(**CHANGED)["Status"] == "Updated"

    after = Customer.objects.get()
    for column in ("company", "name", "phone", "fax", "website", "note", "is_vip", "credit_limit"):
        assert getattr(after, column) == getattr(furnished, column)
    assert after.custom_field_values.get(address=None).value == "North"
    assert Alias.objects.get().name == "Leeroy"
    assert NoteEntry.objects.filter(text="For the staff", for_staff=True).exists()
    places = Address.objects.order_by("pk").values_list("kind", "line1", "company")
    assert list(places) == [
        ("billing", "99 State St", "Lee's Pets"),
        ("shipping", "1 Dock Rd", ""),
        ("shipping", "2 Dock Rd", ""),
    ]
    assert Address.objects.get(kind="billing").custom_field_values.get().value == "3"


def test_an_upload_leaves_the_rest_of_the_person(api: Api, furnished: Customer) -> None:
    api.add(**CHANGED)

    person = furnished.contact_links.select_related("contact").get(is_primary=True).contact
    assert (person.salutation, person.middle_name, person.job_title) == ("Dr.", "Mae", "Owner")
    assert (person.first_name, person.email) == ("Anna", "private@example.com")
    phones = PhoneNumber.objects.filter(contact=person).order_by("pk").values_list("type", "number")
    assert list(phones) == [
        ("cell", "312 555 0190"),
        ("cell", "312 555 0148"),
        ("home", "312 555 0149"),
        ("business", "312 555 0191"),
    ]
    other = furnished.contact_links.select_related("contact").get(is_primary=False).contact
    assert other.first_name == "Bob"
    assert other.phones.get().number == "312 555 0150"


def test_what_is_read_and_written_back_changes_nothing(api: Api, furnished: Customer) -> None:
    shown = api.read("C1")
    assert (shown["Dob"], shown["Gender"], shown["CellPhone"]) == (
        "1990-05-01",
        0,
        "+49 1512 3456789",
    )

    result = api.add(**shown)

    assert result["Status"] == "Updated"
    assert Change.objects.count() == 1
    assert Customer.objects.get().modified == furnished.modified
    assert api.read("C1") == shown


def test_a_customer_of_little_stays_so_when_it_is_written_back(api: Api, account: Account) -> None:
    services.create(account, CustomerChange(company="Acme", code="C1"), source=Source())

    api.add(**api.read("C1"))

    assert Change.objects.count() == 1
    assert not Address.objects.exists()
    assert not Customer.objects.get().contact_links.exists()


def test_another_number_of_a_type_stays_where_it_is(api: Api, furnished: Customer) -> None:
    api.add(CustomerCode="C1", CellPhone="+1 312 555 0148")

    cells = PhoneNumber.objects.filter(contact__link__is_primary=True, type="cell").order_by("pk")
    assert [phone.number for phone in cells] == ["1512 3456789", "+1 312 555 0148"]
