"""A customer that has everything. What Smart Shelf does not carry, it can neither change nor lose."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from contacts.models import Contact, PhoneNumber
from crm.access.clients import create_client, issue_token
from crm.accounts.models import Account, Store
from customers import services
from customers.changes import (
    AddressChange,
    AliasChange,
    ContactChange,
    CustomerChange,
    NoteEntryChange,
    PhoneChange,
    Source,
    SupplierAccountChange,
)
from customers.models import (
    Address,
    Alias,
    CreditCheck,
    Customer,
    CustomerContact,
    CustomerGroup,
    CustomField,
    CustomFieldValue,
    LeadSource,
    NoteEntry,
    NoteType,
    Order,
    OrderLine,
    Supplier,
    SupplierAccount,
)

from .conftest import Api
from .orders import MakeOrder

MODELS = (
    Address,
    Alias,
    Contact,
    Customer,
    CustomerContact,
    CustomFieldValue,
    NoteEntry,
    Order,
    OrderLine,
    PhoneNumber,
    SupplierAccount,
)
AT = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def customer(account: Account, source: Source, order: MakeOrder) -> str:
    """One that fills every column and every list of the record."""
    for target in ("customer", "address"):
        CustomField.objects.create(account=account, target=target, name="Region")
    supplier = Supplier.objects.create(account=account, name="Telco")
    note_type = NoteType.objects.create(account=account, name="General")
    change = CustomerChange(
        code="EVERYTHING",
        company="Acme",
        email="Acme@example.com",
        phone="212 555 0100",
        phone_calling_code="1",
        fax="212 555 0101",
        website="https://acme.example.com",
        tax_number="98-7654321",
        note="Pays late",
        customer_note="Ring twice",
        group_id=CustomerGroup.objects.create(account=account, name="Wholesale").pk,
        channel=2,
        lead_source_id=LeadSource.objects.create(account=account, name="Fair").pk,
        home_store_id=Store.objects.create(account=account, name="Downtown").pk,
        is_b2b=True,
        is_vip=True,
        is_favourite=True,
        is_confirmed=True,
        email_marketing_agreed=True,
        payment_terms="net_30",
        currency="USD",
        credit_limit=Decimal(5000),
        current_balance=Decimal("120.50"),
        discount_rate=Decimal("2.5"),
        preferred_shipping="UPS_GROUND",
        customer_since=AT,
        store_balance=Decimal(10),
        reward_points=Decimal(300),
        image="acme.png",
        nop_external_id="nop-1",
        primary=_alice(),
        billing=AddressChange(
            label="Head office",
            company="Acme",
            salutation="Mr.",
            first_name="Tom",
            last_name="Jones",
            line1="456 Customer Blvd",
            line2="Floor 3",
            city="Customer City",
            state="NY",
            postal_code="10001",
            country="USA",
            custom_fields={"Region": "North"},
        ),
        addresses=_places(),
        contacts=(_tom(),),
        aliases=(AliasChange(name="Acme Inc."),),
        supplier_accounts=(SupplierAccountChange(supplier_id=supplier.pk, name="T-1"),),
        note_entries=(NoteEntryChange(text="Called", type_id=note_type.pk, for_staff=True),),
        custom_fields={"Region": "East"},
    )
    customer_id = f"cust_{services.create(account, change, source=source).customer_id}"
    order(customer_id, at=AT)
    return customer_id


def _alice() -> ContactChange:
    return ContactChange(
        salutation="Ms.",
        first_name="Alice",
        middle_name="Maria",
        last_name="Johnson",
        job_title="Buyer",
        email="alice@acme.example.com",
        birthday=datetime(1985, 4, 30, 10, 49, 52, tzinfo=UTC),
        gender="female",
        phones=(
            PhoneChange(type="cell", number="212 555 0102"),
            PhoneChange(type="business", number="212 555 0103", calling_code="1"),
            PhoneChange(type="business", number="212 555 0104"),
        ),
    )


def _tom() -> ContactChange:
    return ContactChange(
        first_name="Tom",
        last_name="Jones",
        job_title="Seller",
        email="tom@acme.example.com",
        phones=(PhoneChange(type="home", number="212 555 0105"),),
    )


def _places() -> tuple[AddressChange, ...]:
    return (
        AddressChange(
            kind="shipping",
            label="Dock 1",
            line1="1 Harbor Street",
            city="Albany",
            postal_code="12207",
            country="US",
            custom_fields={"Region": "West"},
        ),
        AddressChange(
            kind="shipping",
            label="Dock 2",
            line1="2 Harbor Street",
            city="Buffalo",
            company="Docks",
            is_primary=True,
        ),
        AddressChange(kind="other", label="Archive", city="Potsdam", country="Atlantis"),
    )


Rows = dict[tuple[str, Any], Mapping[str, Any]]


def everything() -> Rows:
    """Every row of the record, whoever owns it."""
    return {
        (model.__name__, row["pk"]): row
        for model in MODELS
        for row in model._default_manager.values("pk", *(f.attname for f in model._meta.fields))
    }


def changed(before: Rows, after: Rows) -> set[str]:
    """``Customer.note`` for a column that changed, ``-Address`` for a row that went, ``+Address``."""
    columns = {
        f"{key[0]}.{column}"
        for key in before.keys() & after.keys()
        for column, value in before[key].items()
        if value != after[key][column] and column != "modified"
    }
    gone = {f"-{name}" for name, _ in before.keys() - after.keys()}
    return columns | gone | {f"+{name}" for name, _ in after.keys() - before.keys()}


def test_the_customer_has_everything(customer: str) -> None:
    """Else the tests below would prove less than they say."""
    row = Customer.objects.values().get()

    assert [column for column, value in row.items() if value in ("", None)] == []
    for model in MODELS:
        assert model._default_manager.exists()


PLACE = {f"Address.{c}" for c in ("line1", "city", "state", "state_code", "postal_code")}
COUNTRY = {"Address.country", "Address.country_code"}
WRITES = [
    ({"name": "New"}, {"Customer.company", "Customer.name", "Customer.name_key"}),
    ({"email": "new@example.com"}, {"Customer.email", "Customer.email_key"}),
    (
        {"phone": "646 555 0100"},
        {"Customer.phone", "Customer.phone_calling_code", "Customer.phone_e164"},
    ),
    ({"fax": "646 555 0101"}, {"Customer.fax", "Customer.fax_e164"}),
    ({"website": ""}, {"Customer.website"}),
    ({"tax_id": None}, {"Customer.tax_number"}),
    ({"notes": ""}, {"Customer.note"}),
    ({"payment_terms": "net_15"}, {"Customer.payment_terms"}),
    ({"currency": "eur"}, {"Customer.currency"}),
    ({"credit_limit": 1}, {"Customer.credit_limit"}),
    ({"discount_rate": None}, {"Customer.discount_rate"}),
    ({"preferred_shipping": "DHL"}, {"Customer.preferred_shipping"}),
    ({"is_active": False}, {"Customer.is_active"}),
    ({"current_balance": 1, "customer_since": None, "total_orders": 0}, set()),
    ({"billing_address": {"line1": "New"}}, {"Address.line1"}),
    ({"billing_address": None}, PLACE | COUNTRY | {"Address.line2"}),
    ({"shipping_address": {"city": "Graz"}}, {"Address.city"}),
    ({"shipping_address": None}, {"Address.line1", "Address.city"}),
    ({"contacts": []}, {"-Contact", "-CustomerContact", "-PhoneNumber"}),
    (
        {"contacts": [{"name": "Tom Jones"}]},
        {"-Contact", "-CustomerContact", "-PhoneNumber", "CustomerContact.is_primary"},
    ),
    ({"contacts": [{"name": "Alice Maria Johnson"}, {"name": "Tom Jones"}]}, set()),
]


@pytest.mark.parametrize(("body", "columns"), WRITES)
def test_a_write_changes_what_it_says_and_nothing_else(
    api: Api, customer: str, body: dict[str, Any], columns: set[str]
) -> None:
    before = everything()

    assert api.put(customer, body).status_code == 200

    assert changed(before, everything()) == columns


def test_the_further_shipping_addresses_stay(api: Api, customer: str) -> None:
    before = {row.label: row for row in Address.objects.all()}

    api.put(customer, {"shipping_address": {"line1": "New", "city": "New", "country": "DE"}})

    after = {row.label: row for row in Address.objects.all()}
    assert list(after) == list(before)
    assert (after["Dock 1"].line1, after["Dock 1"].is_primary) == ("1 Harbor Street", False)
    assert (after["Dock 2"].line1, after["Dock 2"].company) == ("New", "Docks")
    assert after["Archive"].city == "Potsdam"
    assert CustomFieldValue.objects.get(address=after["Dock 1"]).value == "West"


CONTACT_WRITES = [
    ({"name": "Eva Lang"}, {"Contact.first_name", "Contact.middle_name", "Contact.last_name"}),
    ({"name": "Alice Maria Johnson"}, set()),
    ({"title": "Chief"}, {"Contact.job_title"}),
    ({"email": ""}, {"Contact.email", "Contact.email_key"}),
    (
        {"phone": "646 555 0103"},
        {"PhoneNumber.number", "PhoneNumber.calling_code", "PhoneNumber.e164"},
    ),
    ({"phone": None}, {"-PhoneNumber"}),
    ({"is_primary": False}, {"CustomerContact.is_primary"}),
]


@pytest.mark.parametrize(("body", "columns"), CONTACT_WRITES)
def test_a_write_to_a_contact_changes_what_it_says_and_nothing_else(
    api: Api, customer: str, body: dict[str, Any], columns: set[str]
) -> None:
    alice = api.shown(customer)["contacts"][0]
    before = everything()

    answer = api("PUT", f"customers/{customer}/contacts/{alice['id']}", body)

    assert answer.status_code == 200
    assert changed(before, everything()) == columns


def test_the_other_numbers_of_a_contact_stay(api: Api, customer: str) -> None:
    alice = api.shown(customer)["contacts"][0]
    assert alice["phone"] == "212 555 0103"

    api("PUT", f"customers/{customer}/contacts/{alice['id']}", {"phone": "1"})
    tom = {"name": "Tom Jones"}
    api.put(customer, {"contacts": [{"id": alice["id"], "phone": "2"}, tom]})

    numbers = PhoneNumber.objects.order_by("pk").values_list("type", "number")
    assert list(numbers) == [
        ("cell", "212 555 0102"),
        ("business", "2"),
        ("business", "212 555 0104"),
        ("home", "212 555 0105"),
    ]


def test_who_is_added_or_removed_leaves_all_others(api: Api, customer: str) -> None:
    before = everything()

    added = api.add_contact(customer, name="Sarah Davis", phone="1")
    assert changed(before, everything()) == {"+Contact", "+CustomerContact", "+PhoneNumber"}

    api("DELETE", f"customers/{customer}/contacts/{added['id']}")
    assert changed(before, everything()) == set()


def test_a_credit_check_adds_itself_alone(api: Api, customer: str) -> None:
    before = everything()

    assert api.post(None, f"customers/{customer}/credit-check").status_code == 200

    assert everything() == before
    assert CreditCheck.objects.count() == 1


def test_a_read_written_back_leaves_everything(api: Api, customer: str) -> None:
    before = everything()

    api.put(customer, api.shown(customer))

    assert everything() == before


def test_a_customer_of_another_dialect_is_shown(api: Api, account: Account) -> None:
    token = issue_token(
        create_client(account, "inventorypro", "Warehouse").client, timedelta(hours=1)
    )
    api.browser.post(
        "/inventorypro/api/v1/Customer",
        {"shortID": "ACME", "name": "Acme", "city": "Rockford", "contact": "Tom Briggs"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    (listed,) = api.get().json()["data"]

    assert (listed["name"], listed["billing_address"]["city"]) == ("Acme", "Rockford")
    (tom,) = api.shown(listed["id"])["contacts"]
    assert (tom["name"], tom["is_primary"]) == ("Tom Briggs", True)
