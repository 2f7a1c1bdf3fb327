"""A customer that has everything. What a dialect does not carry, it can neither change nor lose."""

import json
from datetime import timedelta
from typing import Any

import pytest

from contacts.models import PhoneNumber
from crm.access.clients import Credentials, issue_token
from crm.accounts.models import Account
from customers.changes import Source
from customers.models import Address, Customer, CustomFieldValue
from tests.whole_customer import MODELS, add_whole_customer, changed, everything

from .conftest import Api

INVENTORYPRO = "/inventorypro/api/v1/"


@pytest.fixture
def customer(account: Account, source: Source) -> int:
    return add_whole_customer(account, source)


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
