"""PUT customers/{id}/ with what cannot be accepted, or of a customer that is not there."""

from typing import Any

import pytest

from customers.models import Customer

from .conftest import (
    WRONG,
    Api,
    assert_error,
    assert_invalid,
    recorded,
    sample,
)


@pytest.fixture
def ana(api: Api) -> dict[str, Any]:
    """The page's customer, as the answer to its creation shows it."""
    return api.create(**sample("create.request"))


@pytest.mark.parametrize(
    ("body", "members", "nested"),
    [
        ({"company": 5}, ["company"], {}),
        ({"first_name": "x" * 201}, ["first_name"], {}),
        ({"note": "\0"}, ["note"], {}),
        ({"is_vip": None}, ["is_vip"], {}),
        ({"is_b2b": "true"}, ["is_b2b"], {}),
        ({"birthday": "never"}, ["birthday"], {}),
        ({"title": "Dr."}, ["title"], {}),
        ({"group": "Wholesale"}, ["group"], {}),
        ({"channel": "1"}, ["channel"], {}),
        ({"country": "Atlantis"}, ["country"], {}),
        ({"billing_address": "Berlin"}, ["billing_address"], {}),
        ({"billing_address": {"zipcode": 11200}}, [], {"billing_address": {"zipcode": WRONG}}),
        ({"shipping_address": "Berlin"}, ["shipping_address"], {}),
        ({"shipping_address": {"city": "Berlin"}}, ["shipping_address"], {}),
        ({"shipping_address": [{}, {"city": 5}]}, [], {"shipping_address": [{}, {"city": WRONG}]}),
    ],
)
def test_bad_input_is_named_and_changes_nothing(
    api: Api, ana: dict[str, Any], body: Any, members: list[str], nested: dict[str, Any]
) -> None:
    before = recorded()

    answer = api.put(ana["id"], {"email": "changed@example.com"} | body)

    assert_invalid(answer, *members, **nested)
    assert recorded() == before
    assert api.one(ana["id"]).json() | {"total_sales": "0"} == ana


@pytest.mark.parametrize(
    "body", [b" ", b"{", b"[]", b'"x"', b"5", b"null", b"\xff", b"[" * 100_000]
)
def test_it_rejects_a_body_that_is_no_json_object(
    api: Api, ana: dict[str, Any], body: bytes
) -> None:
    assert_error(api.put(ana["id"], body), 400, "common.parse_error")


@pytest.mark.parametrize(
    "customer_id", ["4711", "0", "-1", "word", "9" * 30, "9" * 5_000, "%00", "%D9%A1"]
)
def test_an_unknown_customer_is_answered_as_the_page_prints(api: Api, customer_id: str) -> None:
    answer = api.put(customer_id, {"company": "Acme"})

    assert answer.status_code == 404
    assert answer.json() == sample("not_found.error")
    assert not Customer.objects.exists()


def test_a_customer_of_another_account_stays(api: Api, other_api: Api, ana: dict[str, Any]) -> None:
    before = recorded()

    assert_error(other_api.put(ana["id"], {"note": "mine"}), 404, "common.unknown")
    assert recorded() == before


def test_a_list_has_its_limit(api: Api, ana: dict[str, Any]) -> None:
    before = recorded()

    answer = api.put(ana["id"], {"shipping_address": [{"city": "x"}] * 251})

    assert_invalid(answer, "shipping_address")
    phones = [{"national_number": "1"}] * 51
    assert_invalid(api.put(ana["id"], {"phone_numbers": phones}, version=9), "phone_numbers")
    assert recorded() == before
