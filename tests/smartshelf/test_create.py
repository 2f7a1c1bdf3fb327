"""POST customers"""

import json
from typing import Any

import pytest
import time_machine

from contacts.models import Contact
from customers.models import Address, Change, Customer

from .conftest import Api, assert_invalid, parsed, printed, recorded, sample, sample_text

AT = "2024-01-15T21:30:00Z"


@time_machine.travel("2024-01-15T21:30:00+00:00", tick=False)
def test_it_answers_as_the_page_prints(api: Api) -> None:
    answer = api.post(sample_text("create.request"))

    assert answer.status_code == 201
    assert answer["Content-Type"] == "application/json"
    expected = sample_text("create.response")
    body = parsed(answer.content)
    body["data"] = {
        key: body["data"][key] for key in body["data"] if key in sample("create.response")["data"]
    }
    assert json.dumps(body, indent=1) == printed(expected)


@time_machine.travel("2024-01-15T21:30:00+00:00", tick=False)
def test_it_answers_with_all_that_a_customer_has(api: Api) -> None:
    created = api.create(**sample("create.request"))

    assert created == api.shown(created["id"])
    assert list(created) == list(sample("get.response")["data"])
    assert (created["customer_since"], created["created_at"], created["updated_at"]) == (AT, AT, AT)


def test_every_member_of_the_page_is_kept(api: Api) -> None:
    written = sample("create.request") | {"fax": "+1-555-0998", "notes": "Line one\nline two"}

    created = api.create(**written)

    written["contacts"][0]["id"] = created["contacts"][0]["id"]
    assert {member: created[member] for member in written} == written


def test_it_writes_the_record(api: Api) -> None:
    api.create(**sample("create.request"))

    customer = Customer.objects.get()
    assert (customer.company, customer.tax_number) == ("New Customer Corp", "12-9876543")
    person = Contact.objects.get()
    assert (person.first_name, person.last_name) == ("Bob", "Wilson")
    assert person.job_title == "Operations Manager"
    assert person.phones.get().type == "business"
    billing, shipping = Address.objects.order_by("kind")
    assert (billing.kind, billing.state_code) == ("billing", "US-CA")
    assert (shipping.kind, shipping.is_primary) == ("shipping", True)


def test_a_name_is_enough(api: Api) -> None:
    created = api.create(name="New Customer Corp")

    assert created["name"] == "New Customer Corp"
    assert created["is_active"] is True
    assert created["contacts"] == []
    assert not Address.objects.exists()


@pytest.mark.parametrize("name", [None, "", " ", "\t\n", "\u00a0"])
def test_it_rejects_a_name_that_is_blank(api: Api, name: Any) -> None:
    assert_invalid(api.post(sample("create.request") | {"name": name}), "name")
    assert not Customer.objects.exists()


def test_it_rejects_a_customer_without_name(api: Api) -> None:
    assert_invalid(api.post({"email": "orders@newcustomer.com"}), "name")
    assert not Customer.objects.exists()


def test_named_like_its_primary_contact_it_is_a_private_person(api: Api) -> None:
    api.create(name="Bob Wilson", contacts=[{"name": "Bob Wilson"}])

    customer = Customer.objects.get()
    assert (customer.company, customer.name) == ("", "Bob Wilson")


def test_an_e_mail_need_not_be_unique_nor_be_one(api: Api) -> None:
    for _ in range(2):
        assert api.create(email="no address at all")["email"] == "no address at all"


@pytest.mark.parametrize("member", ["billing_address", "shipping_address"])
@pytest.mark.parametrize("value", [None, {}, {"line1": ""}, {"city": None, "colour": "red"}])
def test_an_address_of_nothing_is_none(api: Api, member: str, value: Any) -> None:
    assert api.create(**{member: value})[member] is None


@pytest.mark.parametrize("value", [None, []])
def test_contacts_may_be_none(api: Api, value: Any) -> None:
    assert api.create(contacts=value)["contacts"] == []


def test_one_contact_is_primary(api: Api) -> None:
    people = [{"name": "Bob"}, {"name": "Alice", "is_primary": True}, {"name": "Sarah"}]

    contacts = api.create(contacts=people)["contacts"]

    assert [contact["name"] for contact in contacts] == ["Bob", "Alice", "Sarah"]
    assert [contact["is_primary"] for contact in contacts] == [False, True, False]


@pytest.mark.parametrize("flag", [{}, {"is_primary": False}])
def test_without_any_the_first_contact_becomes_primary(api: Api, flag: dict[str, bool]) -> None:
    contacts = api.create(contacts=[{"name": "Bob"} | flag, {"name": "Alice"} | flag])["contacts"]

    assert [contact["is_primary"] for contact in contacts] == [True, False]


def test_it_rejects_two_primary_contacts(api: Api) -> None:
    people = [{"name": name, "is_primary": True} for name in ("Bob", "Alice")]

    assert_invalid(api.post({"name": "Acme", "contacts": people}), "contacts")
    assert not Contact.objects.exists()


def test_namesakes_are_two_contacts(api: Api) -> None:
    contacts = api.create(contacts=[{"name": "Bob"}, {"name": "Bob"}])["contacts"]

    assert len({contact["id"] for contact in contacts}) == 2


@pytest.mark.parametrize("code", ["usd", "USD", "Eur", "jpy"])
def test_a_currency_is_kept_in_capitals(api: Api, code: str) -> None:
    assert api.create(currency=code)["currency"] == code.upper()


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ("5000.00", "5000.00"),
        ("5000", "5000.00"),
        ("0", "0.00"),
        ("-0.0", "0.00"),
        ("5e3", "5000.00"),
        ("0.1", "0.10"),
        ("1234567.89", "1234567.89"),
        ("999999999999.99", "999999999999.99"),
        ("null", "null"),
    ],
)
def test_a_credit_limit_is_kept_to_the_cent(api: Api, sent: str, written: str) -> None:
    answer = api.post(f'{{"name": "Acme", "credit_limit": {sent}}}')

    assert answer.status_code == 201
    assert f'"credit_limit":{written},' in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "written"),
    [("2.5", "2.5"), ("7.25", "7.25"), ("0", "0.0"), ("100", "100.0"), ("null", "null")],
)
def test_a_discount_rate_is_kept(api: Api, sent: str, written: str) -> None:
    answer = api.post(f'{{"name": "Acme", "discount_rate": {sent}}}')

    assert f'"discount_rate":{written},' in answer.content.decode()


def test_it_can_be_created_inactive(api: Api) -> None:
    created = api.create(is_active=False)

    assert created["is_active"] is False
    assert api.get("customers?is_active=false").json()["meta"]["total"] == 1


def test_what_the_server_owns_and_what_it_does_not_know_is_ignored(api: Api) -> None:
    created = api.create(
        id="cust_4711",
        current_balance=99,
        customer_since="2020-01-01T00:00:00Z",
        lifetime_value=5,
        total_orders="many",
        created_at=None,
        updated_at=[],
        colour={"red": [1]},
        billing_address={"city": "Berlin", "colour": 5},
        contacts=[{"name": "Bob", "id": None, "customer_id": 5, "created_at": "x"}],
    )

    assert created["id"] != "cust_4711"
    assert (created["current_balance"], created["total_orders"]) == (0, 0)
    assert created["customer_since"] == created["created_at"]
    assert created["billing_address"]["city"] == "Berlin"


def test_a_new_customer_has_no_contact_to_name(api: Api) -> None:
    other = api.create(contacts=[{"name": "Bob"}])["contacts"][0]

    created = api.create(contacts=[{"name": "Alice", "id": other["id"]}])

    assert created["contacts"][0]["id"] != other["id"]
    assert Contact.objects.filter(first_name="Bob").exists()


def test_the_ledger_says_who_wrote_through_what(api: Api) -> None:
    api("POST", "customers", {"name": "Acme"}, **{"X-Request-ID": "shelf-17"})

    change = Change.objects.get()
    assert (change.action, change.dialect, change.request_id) == (
        "created",
        "smartshelf",
        "shelf-17",
    )
    assert (change.client_name, change.client_id) == ("Shelf", api.credentials.client.pk)
    assert change.user == api.credentials.client.user
    assert change.fields["company"][1] == "Acme"


def test_a_refused_customer_leaves_nothing_behind(api: Api) -> None:
    before = recorded()

    api.post(sample("create.request") | {"is_active": "yes"})

    assert recorded() == before
    assert not Address.objects.exists()
    assert not Contact.objects.exists()
