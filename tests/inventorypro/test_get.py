"""GET Customer/{id}"""

from typing import Any

import pytest

from .conftest import Api, assert_error, sample
from .test_list import write_sample


def test_it_answers_as_the_page_prints(api: Api, account: Any, source: Any) -> None:
    expected = sample("get.response")
    write_sample(account, source, expected)

    answer = api.get("Customer/ACME-CORP")

    assert answer.status_code == 200
    assert answer.json() == expected
    assert list(answer.json()) == list(expected)


def test_it_finds_the_customer_in_any_case(api: Api) -> None:
    api.post({"shortID": "ACME-CORP"})

    assert api.get("Customer/acme-corp").json()["shortID"] == "ACME-CORP"


@pytest.mark.parametrize(
    "short_id", ["UNKNOWN", "ACME-CORP/", "%00", "%FF", "%ED%A0%80", "x" * 10_000, "%20", ".."]
)
def test_it_answers_404_if_the_customer_does_not_exist(api: Api, short_id: str) -> None:
    api.post({"shortID": "ACME-CORP"})

    assert_error(api.get(f"Customer/{short_id}"), 404, "not_found")


def test_it_costs_a_steady_few_queries(api: Api, django_assert_num_queries: Any) -> None:
    api.post(sample("upsert.request"))

    # the customer
    with django_assert_num_queries(1):
        api.get("Customer/ACME-CORP")
