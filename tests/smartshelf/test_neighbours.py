"""A customer that has everything. What Smart Shelf does not carry, it can neither change nor lose."""

from datetime import timedelta
from typing import Any

import pytest

from contacts.models import PhoneNumber
from crm.access.clients import create_client, issue_token
from crm.accounts.models import Account
from customers import services
from customers.changes import ContactChange, CustomerChange, PhoneChange, Source
from customers.models import Address, CreditCheck, Customer, CustomFieldValue
from tests.whole_customer import MODELS, add_whole_customer, changed, everything

from .conftest import Api


@pytest.fixture
def customer(account: Account, source: Source) -> str:
    """One that fills every column and every list of the record."""
    return f"cust_{add_whole_customer(account, source)}"


def test_the_customer_has_everything(customer: str) -> None:
    """Else the tests below would prove less than they say."""
    row = Customer.objects.values().get()

    assert [column for column, value in row.items() if value in ("", None)] == []
    for model in MODELS:
        assert model._default_manager.exists()


PLACE = {f"Address.{c}" for c in ("line1", "city", "state", "state_code", "postal_code")}
COUNTRY = {"Address.country", "Address.country_code"}
WRITES = [
    ({"name": "New"}, {"Customer.company", "Customer.name"}),
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
    ({"currency": "usd"}, {"Customer.currency"}),
    ({"credit_limit": 1}, {"Customer.credit_limit"}),
    ({"discount_rate": None}, {"Customer.discount_rate"}),
    ({"preferred_shipping": "DHL"}, {"Customer.preferred_shipping"}),
    ({"is_active": False}, {"Customer.is_active"}),
    ({"current_balance": 1, "customer_since": None, "total_orders": 0}, set()),
    ({"billing_address": {"line1": "New"}}, {"Address.line1"}),
    ({"billing_address": None}, PLACE | COUNTRY | {"Address.line2"}),
    ({"shipping_address": {"city": "Graz"}}, {"Address.city"}),
    ({"shipping_address": None}, {"Address.city"}),
    ({"contacts": []}, {"-Contact", "-CustomerContact", "-PhoneNumber"}),
    (
        {"contacts": [{"name": "Tom Jones"}]},
        {"-Contact", "-CustomerContact", "-PhoneNumber", "CustomerContact.is_primary"},
    ),
    ({"contacts": [{"name": "Jane Maria Smith"}, {"name": "Tom Jones"}]}, set()),
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
    assert (after["Dock 1"].line1, after["Dock 1"].is_primary) == ("Berlinerstrasse", False)
    assert (after["Dock 2"].line1, after["Dock 2"].is_primary) == ("New", True)
    assert after["Archive"].city == "Potsdam"
    assert CustomFieldValue.objects.get(address=after["Dock 1"]).value == "West"


CONTACT_WRITES = [
    ({"name": "Eva Lang"}, {"Contact.first_name", "Contact.middle_name", "Contact.last_name"}),
    ({"name": "Jane Maria Smith"}, set()),
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
    jane = api.shown(customer)["contacts"][0]
    before = everything()

    answer = api("PUT", f"customers/{customer}/contacts/{jane['id']}", body)

    assert answer.status_code == 200
    assert changed(before, everything()) == columns


def test_the_other_numbers_of_a_contact_stay(api: Api, account: Account, source: Source) -> None:
    """The oldest business number is the one that is shown, though another came before it."""
    phones = (
        PhoneChange(type="cell", number="212 555 0102"),
        PhoneChange(type="business", number="212 555 0103", calling_code="1"),
        PhoneChange(type="business", number="212 555 0104"),
    )
    alice = ContactChange(first_name="Alice", phones=phones)
    made = services.create(account, CustomerChange(company="Acme", primary=alice), source=source)
    customer = f"cust_{made.customer_id}"
    (shown,) = api.shown(customer)["contacts"]
    assert shown["phone"] == "212 555 0103"

    api("PUT", f"customers/{customer}/contacts/{shown['id']}", {"phone": "1"})
    api.put(customer, {"contacts": [{"id": shown["id"], "phone": "2"}]})

    numbers = PhoneNumber.objects.order_by("pk").values_list("type", "number")
    assert list(numbers) == [
        ("cell", "212 555 0102"),
        ("business", "2"),
        ("business", "212 555 0104"),
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
