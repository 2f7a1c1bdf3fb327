"""PUT customers/{id}, all but its contacts"""

import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from customers.changes import AddressChange, ContactChange
from customers.models import Address, Change, Customer

from .conftest import (
    Api,
    assert_invalid,
    assert_not_found,
    parsed,
    printed,
    recorded,
    sample,
    sample_text,
)

Make = Callable[..., str]
TEXTS = [
    *("email", "phone", "fax", "website", "tax_id"),
    *("payment_terms", "currency", "preferred_shipping", "notes"),
]


@time_machine.travel("2024-01-15T22:00:00+00:00", tick=False)
def test_it_answers_as_the_page_prints(api: Api, xyz: str) -> None:
    answer = api.put(xyz, sample_text("update.request"))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    body = parsed(answer.content)
    expected = sample("update.response")["data"]
    body["data"] = {key: value for key, value in body["data"].items() if key in expected}
    assert json.dumps(body, indent=1) == printed(sample_text("update.response"))


def test_it_answers_with_all_that_a_customer_has(api: Api, xyz: str) -> None:
    answer = api.put(xyz, sample("update.request"))

    assert answer.json()["data"] == api.shown(xyz)
    assert list(answer.json()["data"]) == list(sample("get.response")["data"])


def test_what_is_left_out_stays(api: Api, xyz: str) -> None:
    before = api.shown(xyz)

    after = api.put(xyz, sample("update.request")).json()["data"]

    sent = sample("update.request")
    assert after == before | sent | {"updated_at": after["updated_at"]}


def test_it_tells_the_change(api: Api, xyz: str) -> None:
    api.put(xyz, sample("update.request"))

    change = Change.objects.first()
    assert change is not None
    assert (change.action, change.dialect) == ("updated", "smartshelf")
    assert change.fields["company"] == ["Customer XYZ", "Updated Customer Name"]
    assert change.fields["credit_limit"] == ["10000.00", "15000.00"]
    assert change.fields["discount_rate"] == ["5.00", "7.50"]


@pytest.mark.parametrize("body", [{}, {"colour": "red"}, {"id": "cust_1", "total_orders": 3}])
def test_a_body_that_says_nothing_changes_nothing(api: Api, xyz: str, body: Any) -> None:
    before = recorded()

    answer = api.put(xyz, body)

    assert answer.status_code == 200
    assert recorded() == before


@pytest.mark.parametrize("empty", [None, ""])
@pytest.mark.parametrize("member", TEXTS)
def test_null_and_empty_clear_a_text(api: Api, xyz: str, member: str, empty: Any) -> None:
    before = api.shown(xyz)

    after = api.put(xyz, {member: empty}).json()["data"]

    assert after == before | {member: "", "updated_at": after["updated_at"]}


@pytest.mark.parametrize("member", ["credit_limit", "discount_rate"])
def test_null_clears_a_number(api: Api, xyz: str, member: str) -> None:
    assert api.put(xyz, {member: None}).json()["data"][member] is None


@pytest.mark.parametrize("name", [None, "", " \t"])
def test_a_name_cannot_be_cleared(api: Api, xyz: str, name: Any) -> None:
    before = recorded()

    assert_invalid(api.put(xyz, {"name": name, "email": "new@example.com"}), "name")
    assert recorded() == before


@pytest.mark.parametrize("member", ["billing_address", "shipping_address"])
def test_of_an_address_too_only_what_is_sent_is_changed(api: Api, xyz: str, member: str) -> None:
    before = api.shown(xyz)

    after = api.put(xyz, {member: {"line1": "1 New Street", "state": "", "colour": 5}}).json()

    expected = before[member] | {"line1": "1 New Street", "state": ""}
    assert after["data"][member] == expected
    other = "billing_address" if member == "shipping_address" else "shipping_address"
    assert after["data"][other] == before[other]


@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_second_line_goes(api: Api, xyz: str, empty: Any) -> None:
    after = api.put(xyz, {"billing_address": {"line2": empty}}).json()["data"]

    assert list(after["billing_address"]) == ["line1", "city", "state", "postal_code", "country"]


@pytest.mark.parametrize("member", ["billing_address", "shipping_address"])
def test_null_clears_an_address(api: Api, xyz: str, member: str) -> None:
    assert api.put(xyz, {member: None}).json()["data"][member] is None
    assert api.put(xyz, {member: {"city": "Albany"}}).json()["data"][member]["city"] == "Albany"
    assert Address.objects.filter(kind=member.removesuffix("_address")).count() == 1


def test_a_first_address_is_made(api: Api, make: Make) -> None:
    customer_id = make()

    after = api.put(
        customer_id,
        {"billing_address": {"city": "Albany"}, "shipping_address": {"city": "Buffalo"}},
    ).json()["data"]

    assert after["billing_address"]["city"] == "Albany"
    assert after["shipping_address"]["city"] == "Buffalo"


def test_the_shipping_address_is_the_primary_one_and_the_others_stay(api: Api, make: Make) -> None:
    customer_id = make(
        addresses=(
            AddressChange(kind="shipping", city="Bremen"),
            AddressChange(kind="shipping", city="Wien", is_primary=True),
        )
    )

    api.put(customer_id, {"shipping_address": {"city": "Graz"}})

    assert list(Address.objects.values_list("city", "is_primary")) == [
        ("Bremen", False),
        ("Graz", True),
    ]


def test_off_and_on_again(api: Api, xyz: str) -> None:
    before = api.shown(xyz)
    for flag, action in ((False, "discontinued"), (True, "revived")):
        after = api.put(xyz, {"is_active": flag}).json()["data"]

        assert after == before | {"is_active": flag, "updated_at": after["updated_at"]}
        change = Change.objects.first()
        assert change is not None
        assert change.action == action


def test_a_discontinued_customer_can_be_corrected_and_stays_so(api: Api, xyz: str) -> None:
    api.put(xyz, {"is_active": False})

    after = api.put(xyz, {"name": "Umbrella"}).json()["data"]

    assert (after["name"], after["is_active"]) == ("Umbrella", False)


def test_the_name_of_a_private_person_is_that_of_its_contact(api: Api, make: Make) -> None:
    customer_id = make(company="", primary=ContactChange(first_name="Ana", last_name="Schmidt"))

    after = api.put(customer_id, {"name": "Ana Maria Kowalski"}).json()["data"]

    assert after["name"] == "Ana Maria Kowalski"
    assert [contact["name"] for contact in after["contacts"]] == ["Ana Maria Kowalski"]
    assert Customer.objects.get().company == ""


def test_the_name_of_a_company_leaves_its_contacts(api: Api, xyz: str) -> None:
    before = api.shown(xyz)["contacts"]

    assert api.put(xyz, {"name": "Umbrella"}).json()["data"]["contacts"] == before


def test_customer_since_is_not_changed(api: Api, xyz: str) -> None:
    after = api.put(xyz, {"name": "Umbrella", "customer_since": "2020-01-01T00:00:00Z"})

    assert after.json()["data"]["customer_since"] == "2023-06-15T00:00:00Z"


def test_what_the_server_owns_is_ignored(api: Api, xyz: str) -> None:
    before = api.shown(xyz)
    body = {
        "id": "cust_4711",
        "current_balance": 1,
        "lifetime_value": -1,
        "total_orders": None,
        "created_at": "yesterday",
        "updated_at": 5,
    }

    assert api.put(xyz, body).json()["data"] == before


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("credit_limit", -0.01),
        ("credit_limit", -1),
        ("credit_limit", 1_000_000_000_000),
        ("credit_limit", 1e300),
        ("credit_limit", 10**30),
        ("credit_limit", 5000.001),
        ("credit_limit", 1e-7),
        ("credit_limit", "5000.00"),
        ("credit_limit", ""),
        ("credit_limit", True),
        ("credit_limit", [5000]),
        ("discount_rate", -0.01),
        ("discount_rate", 100.01),
        ("discount_rate", 101),
        ("discount_rate", 1e300),
        ("discount_rate", 7.255),
        ("discount_rate", "5"),
        ("discount_rate", False),
        ("currency", "XYZ"),
        ("currency", "US"),
        ("currency", "USDD"),
        ("currency", "$"),
        ("currency", "Dollar"),
        ("currency", 840),
        ("currency", "840"),
        ("is_active", "true"),
        ("is_active", 1),
        ("is_active", 0),
        ("is_active", None),
        ("is_active", ""),
        ("billing_address", "456 Customer Blvd"),
        ("billing_address", []),
        ("billing_address", 5),
        ("shipping_address", [{"city": "Albany"}]),
        ("shipping_address", False),
        ("shipping_address", ""),
    ],
)
def test_it_names_the_member_that_is_wrong_and_changes_nothing(
    api: Api, xyz: str, member: str, value: Any
) -> None:
    before = recorded()

    assert_invalid(api.put(xyz, {"name": "Umbrella", member: value}), member)
    assert recorded() == before


def test_it_names_all_that_is_wrong_at_once(api: Api, xyz: str) -> None:
    answer = api.put(
        xyz,
        {
            "name": "",
            "credit_limit": -5,
            "discount_rate": 101,
            "currency": "XYZ",
            "is_active": "yes",
            "billing_address": {"city": 5, "line1": "x" * 301},
            "shipping_address": {"postal_code": "x" * 41},
            "contacts": [{"title": "Boss"}, {"name": "Bob", "email": 5}],
        },
    )

    assert_invalid(
        answer,
        *("name", "credit_limit", "discount_rate", "currency", "is_active"),
        *("billing_address.city", "billing_address.line1", "shipping_address.postal_code"),
        *("contacts.0.name", "contacts.1.email"),
    )


def test_a_customer_of_another_account_is_not_found(other_api: Api, xyz: str) -> None:
    before = recorded()

    assert_not_found(other_api.put(xyz, sample("update.request")), "id")
    assert recorded() == before


@pytest.mark.parametrize("customer_id", ["cust_", "cust_" + "9" * 30, "456", "cust_4711", "%00"])
def test_an_unknown_customer_is_not_found(api: Api, xyz: str, customer_id: str) -> None:
    assert_not_found(api.put(customer_id, sample("update.request")), "id")
    assert Customer.objects.count() == 1
