"""POST customers/{id}/credit-check"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from customers.models import Change, CreditCheck

from .conftest import Api, assert_not_found, printed, recorded, sample, sample_text
from .orders import MakeOrder

Make = Callable[..., str]


def check(api: Api, customer_id: str, body: Any = None) -> Any:
    return api.post(body, f"customers/{customer_id}/credit-check")


@time_machine.travel("2024-01-15T23:00:00+00:00", tick=False)
def test_it_answers_as_the_page_prints(api: Api, xyz_orders: str) -> None:
    answer = check(api, xyz_orders)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["data"]["customer_id"] == xyz_orders
    assert printed(answer.content) == printed(sample_text("credit_check.response"))


def test_the_same_facts_give_the_same_answer(api: Api, xyz_orders: str) -> None:
    first, second = (check(api, xyz_orders).json()["data"] for _ in range(2))

    first.pop("last_checked")
    second.pop("last_checked")
    assert first == second


def test_without_orders_and_limit_there_is_an_answer_too(api: Api, make: Make) -> None:
    answer = check(api, make())

    assert answer.status_code == 200
    shown = answer.json()["data"]
    assert list(shown) == list(sample("credit_check.response")["data"])
    assert 300 <= shown["credit_score"] <= 850
    assert shown["current_credit_limit"] is None
    assert shown["recommended_credit_limit"] >= 0
    assert shown["credit_rating"] in {"excellent", "good", "fair", "poor", "very_poor"}
    assert shown["risk_assessment"] in {"low", "medium", "high"}


def test_who_pays_late_scores_less(api: Api, xyz_orders: str, make: Make, order: MakeOrder) -> None:
    late = make(credit_limit=Decimal(1_000), current_balance=Decimal(5_000), payment_terms="net_15")
    for _ in range(5):
        order(late)

    scores = [check(api, one).json()["data"]["credit_score"] for one in (xyz_orders, late)]

    assert scores[0] > scores[1]


def test_each_check_is_kept_with_its_facts(api: Api, xyz_orders: str) -> None:
    answers = [check(api, xyz_orders).json()["data"] for _ in range(2)]

    kept = CreditCheck.objects.order_by("pk")
    assert [row.score for row in kept] == [answer["credit_score"] for answer in answers]
    assert all(row.facts for row in kept)
    assert {row.checked_by for row in kept} == {api.credentials.client.user}


def test_it_changes_nothing_of_the_customer(api: Api, xyz_orders: str) -> None:
    before, shown = recorded(), api.shown(xyz_orders)

    check(api, xyz_orders)

    assert recorded() == before
    assert api.shown(xyz_orders) == shown
    assert not Change.objects.filter(dialect="smartshelf").exists()


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"null", b"[]", b'{"credit_score": 850}', b"{", b"\xff\x00", b"[" * 10_000]
)
def test_whatever_its_body_says_it_is_a_credit_check(
    api: Api, xyz_orders: str, body: bytes
) -> None:
    answer = check(api, xyz_orders, body)

    assert answer.status_code == 200
    assert (
        answer.json()["data"]["credit_score"]
        == sample("credit_check.response")["data"]["credit_score"]
    )


def test_money_is_written_with_two_decimals(api: Api, make: Make) -> None:
    text = check(api, make(credit_limit=Decimal("7.5"))).content.decode()

    assert '"current_credit_limit":7.50,' in text


def test_a_discontinued_customer_can_be_checked(api: Api, xyz: str) -> None:
    api.put(xyz, {"is_active": False})

    assert check(api, xyz).status_code == 200


@pytest.mark.parametrize("customer_id", ["cust_", "cust_4711", "cust_" + "9" * 30, "456", "%00"])
def test_an_unknown_customer_is_not_found(api: Api, xyz: str, customer_id: str) -> None:
    assert_not_found(check(api, customer_id), "id")
    assert not CreditCheck.objects.exists()


def test_a_customer_of_another_account_is_not_found(other_api: Api, xyz_orders: str) -> None:
    assert_not_found(check(other_api, xyz_orders), "id")
    assert not CreditCheck.objects.exists()


def test_it_costs_the_same_queries_however_many_orders(
    api: Api, make: Make, xyz_orders: str, django_assert_num_queries: Any
) -> None:
    check(api, xyz_orders)  # the caller is known from now on

    for customer_id in (make(), xyz_orders):
        # customer; months; the check
        with django_assert_num_queries(3):
            check(api, customer_id)
