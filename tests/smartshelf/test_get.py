"""GET customers/{id}"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from crm.accounts.models import Account
from customers.changes import AddressChange, ContactChange, PhoneChange

from .conftest import Api, assert_not_found, printed, sample, sample_text
from .orders import MakeOrder

Make = Callable[..., str]

UNKNOWN = [
    "cust_",
    "cust_0",
    "cust_01",
    "cust_-1",
    "cust_+1",
    "cust_1.5",
    "cust_1e1",
    "cust_word",
    "cust_4711",
    "cust_9223372036854775807",
    "cust_9223372036854775808",
    "cust_" + "9" * 19,
    "cust_" + "9" * 30,
    "cust_" + "9" * 5_000,
    "cust_%D9%A1",
    "cust_%C2%B2",
    "cust_%00",
    "cust_1%00",
    "cust_1%0A",
    "cust_%FF",
    "cust_%ED%A0%80",
    "%20cust_1",
    "cust_%201",
    "cust__1",
    "cust1",
    "Cust_1",
    "CUST_1",
    "cont_1",
    "so_1",
    "1",
    "456",
    "%00",
    "..",
    "null",
    "x" * 10_000,
]


def test_it_answers_as_the_page_prints(api: Api, xyz_orders: str) -> None:
    answer = api.one(xyz_orders)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["data"]["id"] == xyz_orders
    assert printed(answer.content) == printed(sample_text("get.response"))


def test_what_is_not_set_is_empty_or_null(api: Api, make: Make) -> None:
    customer_id = make()

    shown = api.shown(customer_id)

    times = {key: shown[key] for key in ("customer_since", "created_at", "updated_at")}
    assert shown == {
        "id": customer_id,
        "name": "Acme",
        **dict.fromkeys(("email", "phone", "fax", "website", "tax_id"), ""),
        "billing_address": None,
        "shipping_address": None,
        "contacts": [],
        **dict.fromkeys(("payment_terms", "currency", "preferred_shipping", "notes"), ""),
        "credit_limit": None,
        "current_balance": 0,
        "discount_rate": None,
        "lifetime_value": 0,
        "total_orders": 0,
        "is_active": True,
        **times,
    }
    assert list(shown) == list(sample("get.response")["data"])


def test_without_a_date_kept_a_customer_is_one_since_it_was_created(api: Api, make: Make) -> None:
    shown = api.shown(make())

    assert shown["customer_since"] == shown["created_at"]


@pytest.mark.parametrize(
    ("column", "member", "value", "text"),
    [
        ("credit_limit", "credit_limit", "10000", "10000.00"),
        ("credit_limit", "credit_limit", "0", "0.00"),
        ("credit_limit", "credit_limit", "0.1", "0.10"),
        ("credit_limit", "credit_limit", "999999999999.99", "999999999999.99"),
        ("current_balance", "current_balance", "-0.01", "-0.01"),
        ("discount_rate", "discount_rate", "5", "5.0"),
        ("discount_rate", "discount_rate", "7.25", "7.25"),
        ("discount_rate", "discount_rate", "2.50", "2.5"),
        ("discount_rate", "discount_rate", "0", "0.0"),
        ("discount_rate", "discount_rate", "100", "100.0"),
        ("discount_rate", "discount_rate", "10", "10.0"),
    ],
)
def test_numbers_are_written_as_on_the_page(
    api: Api, make: Make, column: str, member: str, value: str, text: str
) -> None:
    customer_id = make(**{column: Decimal(value)})

    assert f'"{member}":{text},' in api.one(customer_id).content.decode()


def test_an_address_leaves_out_an_empty_second_line_only(api: Api, make: Make) -> None:
    customer_id = make(
        billing=AddressChange(city="Customer City"), shipping=(AddressChange(line2="Floor 3"),)
    )

    shown = api.shown(customer_id)

    rest = {"state": "", "postal_code": "", "country": ""}
    assert shown["billing_address"] == {"line1": "", "city": "Customer City", **rest}
    assert shown["shipping_address"] == {"line1": "", "line2": "Floor 3", "city": "", **rest}
    assert list(shown["shipping_address"])[:3] == ["line1", "line2", "city"]


def test_states_and_countries_come_back_as_they_were_written(api: Api, make: Make) -> None:
    customer_id = make(billing=AddressChange(state="Bayern", country="Deutschland"))

    shown = api.shown(customer_id)["billing_address"]
    assert (shown["state"], shown["country"]) == ("Bayern", "Deutschland")


def test_contacts_are_listed_oldest_first_whoever_is_primary(api: Api, make: Make) -> None:
    customer_id = make(
        contacts=(
            ContactChange(first_name="Bob", last_name="Wilson"),
            ContactChange(first_name="Alice", last_name="Johnson", is_primary=True),
            ContactChange(first_name="Sarah"),
        )
    )

    contacts = api.shown(customer_id)["contacts"]

    assert [contact["name"] for contact in contacts] == ["Bob Wilson", "Alice Johnson", "Sarah"]
    assert [contact["is_primary"] for contact in contacts] == [False, True, False]


def test_a_private_person_is_among_the_contacts(api: Api, make: Make) -> None:
    person = ContactChange(first_name="Ana", middle_name="Maria", last_name="Schmidt")
    shown = api.shown(make(company="", primary=person))

    assert shown["name"] == "Ana Maria Schmidt"
    (contact,) = shown["contacts"]
    assert (contact["name"], contact["is_primary"]) == ("Ana Maria Schmidt", True)


@pytest.mark.parametrize(
    ("phones", "shown"),
    [
        ([], ""),
        ([("cell", "1")], "1"),
        ([("cell", "1"), ("business", "2"), ("business", "3")], "2"),
        ([("home", "1"), ("fax", "2")], "1"),
    ],
)
def test_a_contact_shows_its_business_number_or_else_its_first(
    api: Api, make: Make, phones: list[tuple[str, str]], shown: str
) -> None:
    numbers = tuple(PhoneChange(type=kind, number=number) for kind, number in phones)
    customer_id = make(primary=ContactChange(first_name="Ana", phones=numbers))

    assert api.shown(customer_id)["contacts"][0]["phone"] == shown


def test_drafts_and_cancelled_orders_are_no_sales(api: Api, make: Make, order: MakeOrder) -> None:
    customer_id = make()
    for status in ("draft", "confirmed", "shipped", "delivered", "cancelled"):
        order(customer_id, status=status, lines=[("1", "Widget", 1, "100.10")])

    assert api.shown(customer_id)["total_orders"] == 3
    assert '"lifetime_value":300.30,' in api.one(customer_id).content.decode()


def test_a_discontinued_customer_is_shown(api: Api, xyz: str) -> None:
    api.put(xyz, {"is_active": False})

    assert api.shown(xyz)["is_active"] is False


@pytest.mark.parametrize("customer_id", UNKNOWN)
def test_an_unknown_customer_is_not_found(api: Api, xyz: str, customer_id: str) -> None:
    answer = api.one(customer_id)

    assert_not_found(answer, "id")
    assert answer.json() == sample("not_found.error")


def test_a_customer_of_another_account_is_not_found(other_api: Api, xyz: str) -> None:
    assert other_api.one(xyz).json() == sample("not_found.error")


def test_it_costs_one_query(
    api: Api, make: Make, account: Account, django_assert_num_queries: Any
) -> None:
    people = tuple(ContactChange(first_name=f"No. {number}") for number in range(20))
    few, many = make(), make(contacts=people, billing=AddressChange(city="X"))

    api.one(few)  # the caller is known from now on

    for customer_id in (few, many):
        with django_assert_num_queries(1):
            api.one(customer_id)
