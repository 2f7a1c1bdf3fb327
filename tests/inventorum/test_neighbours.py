"""A customer that has everything. What a dialect does not carry, it can neither change nor lose."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from contacts.models import Contact, PhoneNumber
from crm.access.clients import Credentials, issue_token
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
    Customer,
    CustomerContact,
    CustomerGroup,
    CustomField,
    CustomFieldValue,
    LeadSource,
    NoteEntry,
    NoteType,
    Order,
    Supplier,
    SupplierAccount,
)

from .conftest import Api

MODELS = (
    Address,
    Alias,
    Contact,
    Customer,
    CustomerContact,
    CustomFieldValue,
    NoteEntry,
    Order,
    PhoneNumber,
    SupplierAccount,
)
INVENTORYPRO = "/inventorypro/api/v1/"
AT = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def customer(account: Account, source: Source) -> int:
    """One that fills every column and every list of the record."""
    for target in ("customer", "address"):
        CustomField.objects.create(account=account, target=target, name="Region")
    supplier = Supplier.objects.create(account=account, name="Telco")
    note_type = NoteType.objects.create(account=account, name="General")
    change = CustomerChange(
        code="EVERYTHING",
        company="Acme",
        email="Acme@example.com",
        phone="030 12341234",
        phone_calling_code="49",
        fax="030 12341235",
        website="https://acme.example.com",
        tax_number="DE288362273",
        note="Pays late",
        customer_note="Ring twice",
        group_id=CustomerGroup.objects.create(account=account, name="Wholesale").pk,
        channel=2,
        lead_source_id=LeadSource.objects.create(account=account, name="Fair").pk,
        home_store_id=Store.objects.create(account=account, name="Mitte").pk,
        is_b2b=True,
        is_vip=True,
        is_favourite=True,
        is_confirmed=True,
        email_marketing_agreed=True,
        payment_terms="net_30",
        currency="EUR",
        credit_limit=Decimal(5000),
        current_balance=Decimal("120.50"),
        discount_rate=Decimal("2.5"),
        preferred_shipping="express",
        customer_since=AT,
        store_balance=Decimal(10),
        reward_points=Decimal(300),
        image="acme.png",
        nop_external_id="nop-1",
        primary=ContactChange(
            salutation="Ms.",
            first_name="Jane",
            middle_name="Maria",
            last_name="Smith",
            job_title="Buyer",
            email="jane@acme.example.com",
            birthday=datetime(1985, 4, 30, 10, 49, 52, tzinfo=UTC),
            gender="female",
            phones=(
                PhoneChange(type="business", number="030 1", calling_code="49"),
                PhoneChange(type="cell", number="0171 2345678"),
            ),
        ),
        billing=AddressChange(
            label="Head office",
            company="Acme",
            salutation="Mr.",
            first_name="Tom",
            last_name="Jones",
            line1="Voltastrasse",
            line2="5",
            city="Berlin",
            state="Berlin",
            postal_code="13355",
            country="Deutschland",
            custom_fields={"Region": "North"},
        ),
        addresses=(
            AddressChange(
                kind="shipping",
                label="Dock 1",
                line1="Berlinerstrasse",
                city="Bremen",
                postal_code="28195",
                country="DE",
                custom_fields={"Region": "West"},
            ),
            AddressChange(kind="shipping", label="Dock 2", city="Wien", is_primary=True),
            AddressChange(kind="other", label="Archive", city="Potsdam", country="Atlantis"),
        ),
        contacts=(
            ContactChange(
                first_name="Tom",
                last_name="Jones",
                job_title="Seller",
                email="tom@acme.example.com",
                phones=(PhoneChange(type="home", number="030 2"),),
            ),
        ),
        aliases=(AliasChange(name="Acme Inc."),),
        supplier_accounts=(SupplierAccountChange(supplier_id=supplier.pk, name="T-1"),),
        note_entries=(NoteEntryChange(text="Called", type_id=note_type.pk, for_staff=True),),
        custom_fields={"Region": "East"},
    )
    customer_id = services.create(account, change, source=source).customer_id
    Order.objects.create(
        account=account,
        customer_id=customer_id,
        order_number="SO-1",
        order_date=AT,
        total_amount=Decimal("1999.99"),
    )
    return customer_id


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


def test_the_customer_has_everything(customer: int) -> None:
    """Else the tests below would prove less than they say."""
    row = Customer.objects.values().get(pk=customer)

    assert [column for column, value in row.items() if value in ("", None)] == []
    for model in MODELS:
        assert model._default_manager.exists()


WRITES = [
    ({"first_name": "Eva"}, {"Contact.first_name"}),
    ({"middle_name": None}, {"Contact.middle_name"}),
    ({"last_name": "Lang"}, {"Contact.last_name"}),
    ({"title": "Mrs."}, {"Contact.salutation"}),
    ({"birthday": None}, {"Contact.birthday"}),
    ({"company": "New"}, {"Customer.company", "Customer.name"}),
    ({"company": ""}, {"Customer.company", "Customer.name"}),
    ({"email": "new@example.com"}, {"Customer.email", "Customer.email_key"}),
    (
        {"phone_number": "040 99887766"},
        {"Customer.phone", "Customer.phone_calling_code", "Customer.phone_e164"},
    ),
    ({"note": ""}, {"Customer.note"}),
    ({"customer_note": "New"}, {"Customer.customer_note"}),
    ({"tax_number": "DE1"}, {"Customer.tax_number"}),
    ({"group": None}, {"Customer.group_id"}),
    ({"is_b2b": False}, {"Customer.is_b2b"}),
    ({"is_vip": False}, {"Customer.is_vip"}),
    ({"is_favourite": False}, {"Customer.is_favourite"}),
    ({"is_confirmed": False}, {"Customer.is_confirmed"}),
    ({"email_marketing_agreed": False}, {"Customer.email_marketing_agreed"}),
    ({"channel": 2}, set()),
    ({"city": "Bremen"}, {"Address.city"}),
    ({"billing_address": {"address1": "New"}}, {"Address.line1"}),
    (
        {"billing_address": {"country": "AT"}},
        {"Address.country", "Address.country_code", "Address.state_code"},
    ),
    (
        {"billing_address": None},
        {
            f"Address.{column}"
            for column in (
                *("company", "salutation", "first_name", "last_name", "line1", "line2", "city"),
                *("state", "state_code", "postal_code", "country", "country_code"),
            )
        },
    ),
]


@pytest.mark.parametrize(("body", "columns"), WRITES)
def test_a_write_changes_what_it_says_and_nothing_else(
    api: Api, customer: int, body: dict[str, Any], columns: set[str]
) -> None:
    before = everything()

    assert api.put(customer, body).status_code == 200

    assert changed(before, everything()) == columns


def test_a_new_list_of_shipping_addresses_leaves_all_others(api: Api, customer: int) -> None:
    before = everything()
    bremen, wien = api.one(customer).json()["shipping_address"]

    api.put(customer, {"shipping_address": [bremen | {"address1": "New"}, {"city": "Graz"}]})

    after = everything()
    assert changed(before, after) == {
        "Address.line1",
        "Address.is_primary",
        "-Address",
        "+Address",
    }
    kept = after[("Address", bremen["id"])]
    assert (kept["label"], kept["line1"]) == ("Dock 1", "New")
    assert ("Address", wien["id"]) not in after
    assert Address.objects.get(kind="other").label == "Archive"
    assert CustomFieldValue.objects.filter(address=bremen["id"]).get().value == "West"


def test_an_address_found_by_its_place_keeps_what_is_not_shown(api: Api, customer: int) -> None:
    before = everything()

    api.put(
        customer,
        {
            "shipping_address": [
                {"address1": "Berlinerstrasse", "zipcode": "28195", "city": "Bremen"},
                {"city": "Wien", "company": "New"},
            ]
        },
    )

    assert changed(before, everything()) == {"Address.company"}


def test_an_empty_list_of_shipping_addresses_leaves_the_others(api: Api, customer: int) -> None:
    before = everything()

    api.put(customer, {"shipping_address": []})

    assert changed(before, everything()) == {"-Address", "-CustomFieldValue"}
    assert sorted(Address.objects.values_list("kind", flat=True)) == ["billing", "other"]


def test_a_new_list_of_numbers_leaves_those_of_other_people(api: Api, customer: int) -> None:
    before = everything()
    tom = PhoneNumber.objects.get(number="030 2")
    own = api.one(customer, version=9).json()["phone_numbers"][0]

    api.put(customer, {"phone_numbers": [own]}, version=9)

    assert changed(before, everything()) == {"-PhoneNumber"}
    assert list(PhoneNumber.objects.all()) == [tom]


@pytest.mark.parametrize("version", [9, 12])
def test_a_read_written_back_leaves_everything(api: Api, customer: int, version: int) -> None:
    before = everything()

    api.put(customer, api.one(customer, version=version).json(), version=version)

    assert everything() == before


def test_discontinuing_ends_the_customer_and_loses_nothing(api: Api, customer: int) -> None:
    before = everything()

    api.delete(customer)

    assert changed(before, everything()) == {"Customer.is_active"}


def test_the_customers_figures_are_shown(api: Api, customer: int) -> None:
    assert api.put(customer, {}).json()["total_sales"] == "1999.99"


# -- The other way round -------------------------------------------------------------------------


@pytest.fixture
def warehouse(api: Api, inventorypro_client: Credentials) -> Any:
    """Sends a customer as a program of InventoryPro does; without a body, reads it."""
    token = issue_token(inventorypro_client.client, timedelta(hours=1))

    def send(body: dict[str, Any] | None = None) -> dict[str, Any]:
        method, path = ("POST", "Customer") if body else ("GET", "Customer/EVERYTHING")
        answer = api.browser.generic(
            method,
            f"{INVENTORYPRO}{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.status_code == 200, answer.content
        shown: dict[str, Any] = answer.json()
        return shown

    return send


def test_a_write_of_inventorypro_leaves_what_it_does_not_carry(
    api: Api, customer: int, warehouse: Any
) -> None:
    before = api.one(customer, version=9).json()

    warehouse(
        {
            "shortID": "EVERYTHING",
            "name": "New",
            "address1": "New",
            "address2": "",
            "city": "Graz",
            "state": "",
            "zip": "8010",
            "country": "Austria",
            "phone": "0316 1234",
            "fax": "",
            "email": "new@example.com",
            "contact": "Eva Lang",
        }
    )

    own = {"country_code": "", "type": "normal", "national_number": "0316 1234"}
    assert api.one(customer, version=9).json() == before | {
        "company": "New",
        "first_name": "Eva",
        "middle_name": None,
        "last_name": "Lang",
        "email": "new@example.com",
        "phone_numbers": [own, *before["phone_numbers"][1:]],
        "billing_address": before["billing_address"]
        | {
            "address1": "New",
            "address2": "",
            "city": "Graz",
            "state": "",
            "zipcode": "8010",
            "country": "AT",
        },
    }


def test_both_write_back_what_they_read_and_nothing_changes(
    api: Api, customer: int, warehouse: Any
) -> None:
    before = everything()

    for _ in range(2):
        warehouse(warehouse())
        api.put(customer, api.one(customer).json())

    assert everything() == before


def test_what_one_writes_the_other_shows(api: Api, customer: int, warehouse: Any) -> None:
    api.put(
        customer,
        {
            "company": "New",
            "first_name": "Eva",
            "middle_name": "",
            "last_name": "Lang",
            "phone_number": "1",
            "billing_address": {"address1": "Ring 3", "zipcode": "1010", "country": "AT"},
        },
    )

    shown = warehouse()
    assert (shown["name"], shown["contact"], shown["phone"]) == ("New", "Eva Lang", "1")
    assert (shown["address1"], shown["zip"], shown["country"]) == ("Ring 3", "1010", "AT")


def test_discontinued_by_one_is_inactive_for_the_other(
    api: Api, customer: int, warehouse: Any
) -> None:
    api.delete(customer)

    assert warehouse()["active"] is False
