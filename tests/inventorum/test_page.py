"""The page's table of members row by row, with its own sample values, and its requests as printed."""

from typing import Any

import pytest

from .conftest import Api, assert_invalid, sample

#: Member, its sample value -> where the answer shows it and as what.
ROWS = [
    ("address1", "Voltastrasse 5", "Voltastrasse 5"),
    ("address2", "Siedlung", "Siedlung"),
    ("zipcode", "11-200", "11-200"),
    ("city", "Berlin", "Berlin"),
    ("country", "DE", "DE"),
    ("country", "Deutschland", "DE"),
    ("state", "Brandenburg", "Brandenburg"),
    ("company", "Inventorum", "Inventorum"),
    ("title", "Mr.", "Mr."),
    ("title", "Mrs.", "Mrs."),
    ("title", "Ms.", "Ms."),
    ("first_name", "John", "John"),
    ("last_name", "Schmidt", "Schmidt"),
    ("birthday", "1985-04-30T10:49:52Z", "1985-04-30T12:49:52+02:00"),
    ("email", "paul@inventorum.com", "paul@inventorum.com"),
    ("email_marketing_agreed", False, False),
    ("is_b2b", False, False),
    ("is_favourite", False, False),
    ("is_vip", False, False),
    ("note", "Customer from christmas sale", "Customer from christmas sale"),
    ("tax_number", "DE288362273", "DE288362273"),
    ("channel", 1, 1),
    ("phone_number", "978437427278", "978437427278"),
]
ADDRESS = ["address1", "address2", "zipcode", "city", "country", "state"]
FLAGS = ["email_marketing_agreed", "is_b2b", "is_favourite", "is_vip", "is_confirmed"]
JSON = {"Accept": "application/json", "X-Api-Version": "10"}


@pytest.mark.parametrize(("member", "value", "shown"), ROWS)
def test_a_member_takes_the_sample_of_its_row(
    api: Api, member: str, value: object, shown: object
) -> None:
    answer = api.post({"last_name": "Schmidt"} | {member: value})

    assert answer.status_code == 201, answer.content
    body: dict[str, Any] = answer.json()
    assert (body["billing_address"] if member in ADDRESS else body)[member] == shown


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_is_false_by_default_and_can_be_set(api: Api, flag: str) -> None:
    assert api.create(company="Acme")[flag] is False
    assert api.create(company="Acme", **{flag: True})[flag] is True


@pytest.mark.parametrize("member", [member for member, *_ in ROWS if member != "last_name"])
def test_a_member_that_is_not_required_may_be_left_out(api: Api, member: str) -> None:
    body = {name: value for name, value, _ in ROWS if name != member}

    assert api.post(body).status_code == 201


def test_the_channel_is_1_by_default(api: Api) -> None:
    assert api.create(company="Acme")["channel"] == 1


@pytest.mark.parametrize(
    "path", ["customers/?limit=10&page=1", "customers/favourites?limit=10&page=1"]
)
def test_a_list_is_asked_for_as_printed(api: Api, path: str) -> None:
    api.create(company="Acme", is_favourite=True)

    answer = api("GET", path, **JSON)

    assert answer.status_code == 200
    assert (answer.json()["total"], len(answer.json()["data"])) == (1, 1)


def test_a_customer_is_asked_for_as_printed(api: Api) -> None:
    created = api.create(company="Acme")

    assert api("GET", f"customers/{created['id']}/", **JSON).json()["id"] == created["id"]


def test_an_update_without_name_and_company_is_answered_as_printed(api: Api) -> None:
    created = api.create(**sample("create.request"))

    answer = api.put(created["id"], {"first_name": "", "last_name": "", "company": ""})

    assert answer.status_code == 400
    assert answer.json() == sample("name.error")


def test_a_company_alone_or_names_alone_are_enough(api: Api) -> None:
    assert api.post({"company": "Inventorum", "first_name": "", "last_name": ""}).status_code == 201
    assert (
        api.post({"company": "", "first_name": "John", "last_name": "Schmidt"}).status_code == 201
    )


def test_a_customer_can_have_a_billing_address_and_shipping_addresses(api: Api) -> None:
    created = api.create(**sample("create.request"))

    assert created["billing_address"]["city"] == "Berlin"
    assert [place["city"] for place in created["shipping_address"]] == ["Bremen"]


def test_a_channel_is_a_number(api: Api) -> None:
    assert_invalid(api.post({"company": "Acme", "channel": "ipad"}), "channel")
