"""GET customers/{id}/"""

from typing import Any

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, CustomerChange, Source
from customers.models import Customer

from .conftest import Api, keys_of, sample, without_ids
from .test_list import write_sample


def test_it_answers_with_the_customer_of_the_page_alone(api: Api) -> None:
    expected = sample("get.response")
    customer_id = write_sample(api, expected)

    answer = api.one(customer_id)

    assert answer.status_code == 200
    assert answer.json()["id"] == customer_id
    assert keys_of(answer.json()) == keys_of(expected)
    assert without_ids(answer.json()) == without_ids(expected)


def test_it_answers_as_the_list_does(api: Api) -> None:
    created = api.create(**sample("create.request"))

    (listed,) = api.get().json()["data"]
    assert api.one(created["id"]).json() == listed
    assert list(api.one(created["id"]).json()) == list(listed)
    assert listed | {"total_sales": "0"} == created


def test_it_answers_with_and_without_the_slash(api: Api) -> None:
    created = api.create()

    assert api.get(f"customers/{created['id']}").json() == api.one(created["id"]).json()


@pytest.mark.parametrize(
    "customer_id",
    [
        "4711",
        "0",
        "-1",
        "+1",
        "1.5",
        "1e1",
        "word",
        "favourite",
        "9" * 19,
        "9" * 30,
        "9" * 5_000,
        "%00",
        "1%00",
        "%D9%A1",
        "%C2%B2",
        "%FF",
        "%ED%A0%80",
        "%20",
        "..",
        "x" * 10_000,
    ],
)
def test_an_unknown_customer_is_answered_as_the_page_prints(api: Api, customer_id: str) -> None:
    api.create()

    answer = api.one(customer_id)

    assert answer.status_code == 404
    assert answer.json() == sample("not_found.error")


def test_a_discontinued_customer_is_not_found(api: Api, account: Account, source: Source) -> None:
    created = api.create()
    services.discontinue(account, customer_id=created["id"], source=source)

    answer = api.one(created["id"])

    assert answer.status_code == 404
    assert answer.json() == sample("not_found.error")


def test_a_revived_one_is_found_again(api: Api, account: Account, source: Source) -> None:
    created = api.create()
    api.delete(created["id"])

    services.revive(account, created["id"], source=source)

    assert api.one(created["id"]).status_code == 200


def test_a_customer_of_another_account_is_not_found(api: Api, other_api: Api) -> None:
    created = api.create()

    assert other_api.one(created["id"]).json() == sample("not_found.error")


def test_the_number_of_the_account_is_no_id(api: Api, other_api: Api) -> None:
    other_api.create()
    created = api.create()
    assert created["account_scoped_id"] == 1 != created["id"]

    assert api.one(1).status_code == 404


def test_a_country_that_nobody_knows_comes_back_as_it_was_written(
    api: Api, account: Account, source: Source
) -> None:
    outcome = services.create(
        account,
        CustomerChange(company="Acme", billing=AddressChange(country="Atlantis")),
        source=source,
    )

    assert api.one(outcome.customer_id).json()["billing_address"]["country"] == "Atlantis"


def test_without_a_billing_address_there_is_none(api: Api) -> None:
    created = api.create()

    body: dict[str, Any] = api.one(created["id"]).json()
    assert body["billing_address"] is None
    assert body["shipping_address"] == []
    assert Customer.objects.get().addresses.count() == 0


def test_it_costs_one_query(api: Api, django_assert_num_queries: Any) -> None:
    created = api.create(**sample("create.request"))

    with django_assert_num_queries(1):
        api.one(created["id"])
