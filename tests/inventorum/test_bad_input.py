"""Bodies that are refused, and how the answer names what is wrong."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings

from crm.dialects.inventorum.fields import FLAT_ADDRESS
from customers.models import Customer

from .conftest import (
    WRONG,
    Api,
    assert_error,
    assert_invalid,
)

TEXTS = [
    "company",
    "first_name",
    "middle_name",
    "last_name",
    "email",
    "phone_number",
    "note",
    "customer_note",
    "tax_number",
    *FLAT_ADDRESS,
]
FLAGS = ["is_b2b", "is_vip", "is_favourite", "is_confirmed", "email_marketing_agreed"]


@pytest.mark.parametrize("value", [5, 1.5, True, [], {}, ["A"], "\0", "A\0B", "x" * 20_001])
@pytest.mark.parametrize("member", TEXTS)
def test_it_rejects_what_is_no_text(api: Api, member: str, value: Any) -> None:
    answer = api.post({"company": "Acme", "first_name": "Ana"} | {member: value})

    assert_invalid(answer, member)
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("member", "length"),
    [
        ("company", 300),
        ("first_name", 200),
        ("middle_name", 200),
        ("last_name", 200),
        ("email", 254),
        ("phone_number", 100),
        ("note", 20_000),
        ("customer_note", 20_000),
        ("tax_number", 100),
    ],
)
def test_a_text_is_as_long_as_the_record_has_room(api: Api, member: str, length: int) -> None:
    assert api.create(**{member: "x" * length})[member] == "x" * length
    assert_invalid(api.post({"company": "Acme", member: "x" * (length + 1)}), member)


@pytest.mark.parametrize("value", ["true", 1, 0, None, "", []])
@pytest.mark.parametrize("member", FLAGS)
def test_it_rejects_what_is_no_boolean(api: Api, member: str, value: Any) -> None:
    assert_invalid(api.post({"company": "Acme", member: value}), member)


@pytest.mark.parametrize(
    ("member", "length"),
    [
        ("address1", 300),
        ("address2", 300),
        ("zipcode", 40),
        ("city", 200),
        ("state", 200),
        ("first_name", 200),
        ("last_name", 200),
        ("company", 300),
    ],
)
def test_it_names_the_member_of_the_address_that_is_wrong(
    api: Api, member: str, length: int
) -> None:
    values: tuple[Any, ...] = (5, True, [], {}, "\0", "x" * (length + 1))
    for value in values:
        answer = api.post(
            {
                "company": "Acme",
                "billing_address": {member: value},
                "shipping_address": [{}, {member: "x" * length}, {member: value}],
            }
        )

        assert_invalid(
            answer, billing_address={member: WRONG}, shipping_address=[{}, {}, {member: WRONG}]
        )
    assert not Customer.objects.exists()


@pytest.mark.parametrize("value", ["Berlin", "", 5, True, []])
def test_a_billing_address_is_an_object(api: Api, value: Any) -> None:
    assert_invalid(api.post({"company": "Acme", "billing_address": value}), "billing_address")


@pytest.mark.parametrize("value", ["Berlin", "", 5, True, {"city": "Berlin"}])
def test_the_shipping_addresses_are_a_list(api: Api, value: Any) -> None:
    assert_invalid(api.post({"company": "Acme", "shipping_address": value}), "shipping_address")


@pytest.mark.parametrize("item", ["Berlin", 5, True, None, []])
def test_a_shipping_address_is_an_object(api: Api, item: Any) -> None:
    answer = api.post({"company": "Acme", "shipping_address": [{"city": "Berlin"}, item]})

    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == ["shipping_address"]
    assert not Customer.objects.exists()


@pytest.mark.parametrize("item_id", [4711, 0, -1, 10**30, "x", True, 1.5, [], {}])
def test_a_new_customer_has_no_shipping_address_to_name(api: Api, item_id: Any) -> None:
    answer = api.post({"company": "Acme", "shipping_address": [{"id": item_id, "city": "X"}]})

    assert_invalid(answer, shipping_address=[{"id": WRONG}])
    assert not Customer.objects.exists()


def test_it_names_all_that_is_wrong_at_once(api: Api) -> None:
    answer = api.post(
        {
            "company": "x" * 301,
            "is_vip": "yes",
            "birthday": "never",
            "billing_address": {"country": "Atlantis", "city": 5},
            "shipping_address": [{}, {"title": "Dr."}],
            "group": "Gold",
        }
    )

    assert_invalid(
        answer,
        "company",
        "is_vip",
        "birthday",
        "group",
        billing_address={"country": WRONG, "city": WRONG},
        shipping_address=[{}, {"title": WRONG}],
    )


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b'{"company": "A",}',
        b"company=A&note=B",
        b"\xff\xfe",
        b'{"company": "\xff"}',
        b'{"company": "\\ud800"}',
        b'{"company": NaN}',
        b"[" * 100_000,
        b'{"a":' * 5_000,
        b"<customer/>",
        b"[]",
        b'[{"company": "A"}]',
        b'"A"',
        b"5",
        b"null",
        b"true",
    ],
)
def test_it_rejects_a_body_that_is_no_json_object(api: Api, body: bytes) -> None:
    assert_error(api.post(body), 400, "common.parse_error")
    assert not Customer.objects.exists()


def test_it_rejects_no_body(api: Api) -> None:
    assert api.post(b"").status_code == 400
    assert not Customer.objects.exists()


def test_it_rejects_a_huge_body(api: Api, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    assert_error(api.post(b'{"note": "' + b"x" * 1_000 + b'"}'), 400, "common.parse_error")


def test_it_rejects_huge_numbers(api: Api) -> None:
    body = b'{"company": "A", "channel": ' + b"9" * 10_000 + b"}"

    assert api.post(body).status_code == 400


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "text/plain", ""])
def test_it_reads_json_whatever_the_content_type_says(api: Api, content_type: str) -> None:
    answer = api.browser.generic(
        "POST",
        "/inventorum/api/customers/",
        '\ufeff{"company": "Acme"}',
        content_type=content_type,
        headers={"Authorization": f"Bearer {api.token}", "Accept": "text/html"},
    )

    assert answer.status_code == 201
    assert answer["Content-Type"] == "application/json"
