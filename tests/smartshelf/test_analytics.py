"""GET customers/{id}/analytics"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from crm.accounts.models import Account
from customers.models import Customer

from .conftest import Api, assert_invalid, assert_not_found, parsed, printed, sample, sample_text
from .orders import MakeOrder

Make = Callable[..., str]
PERIODS = ["30d", "90d", "1y", "all"]
NOW = datetime(2024, 1, 20, tzinfo=UTC)


def figures(api: Api, customer_id: str, query: str = "") -> Any:
    answer = api.get(f"customers/{customer_id}/analytics{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()["data"]


@pytest.fixture
def now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.usefixtures("now")
def test_it_answers_as_the_page_prints(api: Api, xyz_orders: str) -> None:
    answer = api.get(f"customers/{xyz_orders}/analytics?period=all")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    body = parsed(answer.content)
    # The page's two months and one product are the first of more: they are not all its orders.
    for member, count in (("order_history", 2), ("top_products", 1)):
        body["data"][member] = body["data"][member][:count]
    assert json.dumps(body, indent=1) == printed(sample_text("analytics.response"))


@pytest.mark.usefixtures("now")
def test_the_history_sums_to_the_totals(api: Api, xyz_orders: str) -> None:
    for period in PERIODS:
        shown = figures(api, xyz_orders, f"?period={period}")

        history = shown["order_history"]
        assert sum(month["orders"] for month in history) == shown["overview"]["total_orders"]
        revenue = shown["financial_summary"]["total_revenue"]
        assert sum(month["revenue"] for month in history) == revenue
        months = [month["month"] for month in history]
        assert months == sorted(set(months), reverse=True)


def test_without_orders_there_are_zeros_and_nulls(api: Api, make: Make) -> None:
    customer_id = make()

    shown = figures(api, customer_id)

    assert list(shown) == list(sample("analytics.response")["data"])
    assert shown == {
        "customer": {"id": customer_id, "name": "Acme"},
        "overview": {
            "lifetime_value": 0,
            "total_orders": 0,
            "avg_order_value": 0,
            "last_order_date": None,
            "customer_since": shown["overview"]["customer_since"],
            "days_since_last_order": None,
        },
        "financial_summary": {
            "total_revenue": 0,
            "current_balance": 0,
            "credit_limit": None,
            "credit_utilization": 0.0,
            "avg_payment_days": None,
        },
        "order_history": [],
        "top_products": [],
        "customer_segment": "prospect",
        "risk_score": shown["risk_score"],
    }
    assert shown["overview"]["customer_since"] == api.shown(customer_id)["customer_since"]
    assert shown["risk_score"] in {"low", "medium", "high"}


def test_only_drafts_and_cancelled_orders_are_none(api: Api, make: Make, order: MakeOrder) -> None:
    customer_id = make()
    for status in ("draft", "cancelled"):
        order(customer_id, status=status)

    shown = figures(api, customer_id)

    assert (shown["overview"]["total_orders"], shown["order_history"]) == (0, [])
    assert shown["overview"]["last_order_date"] is None
    assert shown["top_products"] == []


@pytest.mark.usefixtures("now")
def test_a_period_counts_its_own_orders_and_the_life_stays_whole(
    api: Api, make: Make, order: MakeOrder
) -> None:
    customer_id = make()
    for days, price in ((1, 100), (60, 200), (200, 400), (500, 800)):
        order(customer_id, at=NOW - timedelta(days=days), lines=[("1", "Widget", 1, price)])

    shown = {period: figures(api, customer_id, f"?period={period}") for period in PERIODS}

    assert {
        p: (d["overview"]["total_orders"], d["financial_summary"]["total_revenue"])
        for p, d in shown.items()
    } == {
        "30d": (1, 100),
        "90d": (2, 300),
        "1y": (3, 700),
        "all": (4, 1500),
    }
    assert {p: d["overview"]["avg_order_value"] for p, d in shown.items()} == {
        "30d": 100,
        "90d": 150,
        "1y": 233.33,
        "all": 375,
    }
    assert {d["overview"]["lifetime_value"] for d in shown.values()} == {1500}
    assert {d["overview"]["days_since_last_order"] for d in shown.values()} == {1}
    assert {len(d["order_history"]) for d in shown.values()} == {1, 2, 3, 4}


@pytest.mark.usefixtures("now")
def test_without_an_order_in_the_period_its_figures_are_empty(
    api: Api, make: Make, order: MakeOrder
) -> None:
    customer_id = make()
    order(customer_id, at=NOW - timedelta(days=60), paid=NOW)

    shown = figures(api, customer_id, "?period=30d")

    assert shown["overview"]["lifetime_value"] == 100
    assert shown["overview"]["last_order_date"] == "2023-11-21T00:00:00Z"
    assert shown["overview"]["days_since_last_order"] == 60
    assert (shown["overview"]["total_orders"], shown["overview"]["avg_order_value"]) == (0, 0)
    assert shown["financial_summary"]["total_revenue"] == 0
    assert shown["financial_summary"]["avg_payment_days"] is None
    assert (shown["order_history"], shown["top_products"]) == ([], [])


@pytest.mark.parametrize("query", ["", "?period=", "?period=x&period=all", "?colour=red"])
def test_without_a_period_it_is_the_whole_life(api: Api, xyz_orders: str, query: str) -> None:
    assert figures(api, xyz_orders, query) == figures(api, xyz_orders, "?period=all")


@pytest.mark.parametrize(
    "period", ["30", "30D", "ALL", "7d", "2y", "365d", "%20all", "all%00", "%00", "null", "x" * 999]
)
def test_it_rejects_a_period_that_is_none(api: Api, xyz: str, period: str) -> None:
    assert_invalid(api.get(f"customers/{xyz}/analytics?period={period}"), "period")


def test_months_are_those_of_the_accounts_calendar(
    api: Api, make: Make, order: MakeOrder, account: Account
) -> None:
    customer_id = make()
    order(customer_id, at=datetime(2024, 2, 1, 4, 59, tzinfo=UTC))  # 31 January in New York
    order(customer_id, at=datetime(2024, 2, 1, 5, 0, tzinfo=UTC))

    def months() -> list[tuple[str, int]]:
        history = figures(api, customer_id)["order_history"]
        return [(month["month"], month["orders"]) for month in history]

    assert months() == [("2024-02", 1), ("2024-01", 1)]
    account.timezone = "UTC"
    account.save()
    assert months() == [("2024-02", 2)]


@pytest.mark.parametrize(
    ("balance", "limit", "utilization"),
    [
        ("2500", "10000", "25.0"),
        ("1", "3", "33.3"),
        ("0.05", "100", "0.1"),
        ("15000", "10000", "150.0"),
        ("0", "10000", "0.0"),
        ("-5", "10000", "0.0"),
        ("0", None, "0.0"),
        ("5", None, "null"),
        ("5", "0", "null"),
    ],
)
def test_utilization_is_a_percentage_of_the_limit(
    api: Api, make: Make, balance: str, limit: str | None, utilization: str
) -> None:
    customer_id = make(
        current_balance=Decimal(balance), credit_limit=None if limit is None else Decimal(limit)
    )

    answer = api.get(f"customers/{customer_id}/analytics")

    assert f'"credit_utilization":{utilization},' in answer.content.decode()


def test_products_come_by_what_they_brought(api: Api, make: Make, order: MakeOrder) -> None:
    customer_id = make()
    order(
        customer_id,
        lines=[("7", "Cable", "2.5", 10), ("prod_8", "Lamp", 3, 20), ("7", "Cable", "1.25", 10)],
    )
    order(customer_id, status="cancelled", lines=[("9", "Gone", 1, 1000)])

    products = parsed(api.get(f"customers/{customer_id}/analytics").content)["data"]["top_products"]

    assert products == [
        {
            "product_id": "prod_8",
            "product_name": "Lamp",
            "quantity_ordered": "number 3",
            "revenue": "number 60.00",
        },
        {
            "product_id": "prod_7",
            "product_name": "Cable",
            "quantity_ordered": "number 3.75",
            "revenue": "number 37.50",
        },
    ]


def test_ten_products_are_the_most(api: Api, make: Make, order: MakeOrder) -> None:
    customer_id = make()
    order(customer_id, lines=[(str(number), "Widget", 1, number) for number in range(1, 13)])

    data = api.get(f"customers/{customer_id}/analytics").json()["data"]

    assert [row["revenue"] for row in data["top_products"]] == list(range(12, 2, -1))


def test_money_is_exact_however_many_orders(api: Api, make: Make, order: MakeOrder) -> None:
    customer_id = make()
    for _ in range(30):
        order(customer_id, lines=[("1", "Widget", 1, "0.10")])

    answer = api.get(f"customers/{customer_id}/analytics").content.decode()

    assert '"lifetime_value":3.00,' in answer
    assert '"avg_order_value":0.10,' in answer


def test_a_discontinued_customer_has_its_figures(api: Api, xyz_orders: str) -> None:
    before = figures(api, xyz_orders)
    api.put(xyz_orders, {"is_active": False})

    assert figures(api, xyz_orders)["overview"] == before["overview"]


@pytest.mark.parametrize("customer_id", ["cust_", "cust_4711", "cust_" + "9" * 30, "456", "%00"])
def test_an_unknown_customer_is_not_found(api: Api, xyz: str, customer_id: str) -> None:
    assert_not_found(api.get(f"customers/{customer_id}/analytics"), "id")


def test_a_customer_of_another_account_is_not_found(other_api: Api, xyz_orders: str) -> None:
    assert_not_found(other_api.get(f"customers/{xyz_orders}/analytics"), "id")


def test_orders_of_others_do_not_count(api: Api, make: Make, order: MakeOrder) -> None:
    order(make())

    assert figures(api, make())["overview"]["total_orders"] == 0
    assert Customer.objects.count() == 2


def test_it_costs_the_same_queries_however_many_orders(
    api: Api, make: Make, xyz_orders: str, django_assert_num_queries: Any
) -> None:
    figures(api, xyz_orders)  # the caller is known from now on

    for customer_id in (make(), xyz_orders):
        # customer with products and rules; months
        with django_assert_num_queries(2):
            figures(api, customer_id)
