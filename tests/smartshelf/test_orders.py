"""GET customers/{id}/orders"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from customers.models import Order

from .conftest import Api, assert_invalid, assert_not_found, parsed, printed, sample, sample_text
from .orders import MakeOrder

Make = Callable[..., str]
JANUARY_15 = datetime(2024, 1, 15, tzinfo=UTC)
STATUSES = ["draft", "confirmed", "shipped", "delivered", "cancelled"]


@pytest.fixture
def numbers(api: Api, xyz: str) -> Callable[[str], list[str]]:
    """The numbers of the orders that are answered to a query."""

    def ask(query: str = "") -> list[str]:
        answer = api.get(f"customers/{xyz}/orders{query}")
        assert answer.status_code == 200, answer.content
        return [order["order_number"] for order in answer.json()["data"]]

    return ask


Numbers = Callable[[str], list[str]]


def test_it_answers_as_the_page_prints(api: Api, xyz_orders: str, order: MakeOrder) -> None:
    Order.objects.filter(order_number="SO-75").delete()
    order(
        xyz_orders,
        order_number="SO-2024-001",
        at=JANUARY_15 + timedelta(milliseconds=5),
        status="delivered",
        shipped=datetime(2024, 1, 16, tzinfo=UTC),
        delivered=datetime(2024, 1, 18, tzinfo=UTC),
        total_amount="299.95",
        lines=[(f"prod_{line}", "Widget", 1, 100) for line in range(3)],
        ship_line1="456 Customer Blvd",
        ship_city="Customer City",
        ship_state="NY",
        ship_postal_code="10001",
        ship_country="US",
    )

    answer = api.get(f"customers/{xyz_orders}/orders")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert len(answer.json()["data"]) == 20
    body = parsed(answer.content)
    body["data"] = body["data"][:1]
    assert json.dumps(body, indent=1) == printed(sample_text("orders.response"))


def test_without_orders_it_is_empty(api: Api, xyz: str) -> None:
    assert api.get(f"customers/{xyz}/orders").json() == {
        "data": [],
        "meta": {"total": 0, "page": 1, "limit": 20, "hasMore": False},
    }


def test_what_is_not_known_yet_is_null(api: Api, xyz: str, order: MakeOrder) -> None:
    order(xyz, status="draft", lines=[])

    (shown,) = api.get(f"customers/{xyz}/orders").json()["data"]

    assert list(shown) == list(sample("orders.response")["data"][0])
    assert (shown["ship_date"], shown["delivery_date"], shown["shipping_address"]) == (
        None,
        None,
        None,
    )
    assert (shown["items_count"], shown["total_amount"]) == (0, 0)


def test_an_address_leaves_out_an_empty_second_line_only(
    api: Api, xyz: str, order: MakeOrder
) -> None:
    order(xyz, ship_line2="Floor 3", ship_country="US")

    (shown,) = api.get(f"customers/{xyz}/orders").json()["data"]

    assert list(shown["shipping_address"]) == ["line1", "line2", "city", "state", "postal_code"]


def test_orders_come_newest_first_and_in_every_status(
    xyz: str, order: MakeOrder, numbers: Numbers
) -> None:
    for day, status in enumerate(STATUSES):
        order(xyz, order_number=status, status=status, at=JANUARY_15 + timedelta(days=day))
    order(xyz, order_number="early", at=JANUARY_15 - timedelta(days=1))
    order(xyz, order_number="same day", at=JANUARY_15)

    assert numbers("") == [*reversed(STATUSES[1:]), "same day", "draft", "early"]


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_can_be_asked_for(
    api: Api, xyz: str, order: MakeOrder, numbers: Numbers, status: str
) -> None:
    for each in STATUSES:
        order(xyz, order_number=each, status=each)

    assert numbers(f"?status={status}") == [status]
    assert api.get(f"customers/{xyz}/orders?status={status}").json()["meta"]["total"] == 1


@pytest.mark.parametrize("status", ["paid", "Delivered", "delivered,draft", "%00", "0", "x" * 999])
def test_it_rejects_a_status_that_is_none(api: Api, xyz: str, status: str) -> None:
    assert_invalid(api.get(f"customers/{xyz}/orders?status={status}"), "status")


@pytest.fixture
def around(xyz: str, order: MakeOrder) -> None:
    """Orders on the edges of 15 January, UTC."""
    second = timedelta(seconds=1)
    for name, at in (
        ("14 last", JANUARY_15 - second),
        ("15 first", JANUARY_15),
        ("15 noon", JANUARY_15 + timedelta(hours=12)),
        ("15 last", JANUARY_15 + timedelta(days=1) - second),
        ("16 first", JANUARY_15 + timedelta(days=1)),
    ):
        order(xyz, order_number=name, at=at)


@pytest.mark.usefixtures("around")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date_from=2024-01-15", ["16 first", "15 last", "15 noon", "15 first"]),
        ("date_to=2024-01-15", ["15 last", "15 noon", "15 first", "14 last"]),
        ("date_from=2024-01-15&date_to=2024-01-15", ["15 last", "15 noon", "15 first"]),
        ("date_from=2024-01-15T12:00:00Z", ["16 first", "15 last", "15 noon"]),
        ("date_from=2024-01-15T12:00:01Z", ["16 first", "15 last"]),
        ("date_from=2024-01-15T12:00:00", ["16 first", "15 last", "15 noon"]),
        ("date_to=2024-01-15T12:00:00Z", ["15 noon", "15 first", "14 last"]),
        ("date_to=2024-01-15T11:59:59Z", ["15 first", "14 last"]),
        ("date_from=2024-01-15T13:00:00%2B01:00&date_to=2024-01-15T12:00:00Z", ["15 noon"]),
        ("date_from=2024-01-15T07:00:00-05:00&date_to=2024-01-15T12:00:00Z", ["15 noon"]),
        ("date_from=2024-01-15T12:00:00.000Z&date_to=2024-01-15T12:00:00Z", ["15 noon"]),
        ("date_from=2024-01-17", []),
        ("date_to=0001-01-01", []),
        ("date_from=2024-01-16&date_to=9999-12-31", ["16 first"]),
        ("date_from=&date_to=", ["16 first", "15 last", "15 noon", "15 first", "14 last"]),
    ],
)
def test_days_and_moments_can_be_asked_for(numbers: Numbers, query: str, found: list[str]) -> None:
    assert numbers(f"?{query}") == found


@pytest.mark.parametrize("parameter", ["date_from", "date_to"])
@pytest.mark.parametrize(
    "value",
    [
        "yesterday",
        "2024",
        "2024-01",
        "2024-1-5",
        "20240115",
        "15.01.2024",
        "01/15/2024",
        "2024-02-30",
        "2024-13-01",
        "2023-02-29",
        "0000-01-01",
        "10000-01-01",
        "2024-01-15T25:00:00Z",
        "2024-01-15T12:00:00%2B25:00",
        "2024-01-15T12:00:61Z",
        "2024-01-15%00",
        "%00",
        "2024-01-15%0A",
        "%D9%A2024-01-15",
        "1705276800",
        "null",
        "9" * 5_000,
    ],
)
def test_it_rejects_what_is_no_date(api: Api, xyz: str, parameter: str, value: str) -> None:
    assert_invalid(api.get(f"customers/{xyz}/orders?{parameter}={value}"), parameter)


@pytest.mark.parametrize(
    "query",
    [
        "date_from=9999-12-31",
        "date_to=9999-12-31",
        "date_from=0001-01-01",
        "date_to=9999-12-31T23:59:59Z",
        "date_from=0001-01-01T00:00:00%2B14:00",
        "date_to=9999-12-31T23:59:59-12:00",
    ],
)
def test_the_ends_of_time_are_no_failure(api: Api, xyz: str, order: MakeOrder, query: str) -> None:
    order(xyz)

    assert api.get(f"customers/{xyz}/orders?{query}").status_code in {200, 400}


@pytest.mark.parametrize(
    "query",
    [
        "date_from=2024-01-16&date_to=2024-01-15",
        "date_from=2024-01-15T12:00:01Z&date_to=2024-01-15T12:00:00Z",
        "date_from=2024-01-15T12:00:00-05:00&date_to=2024-01-15T12:00:00Z",
    ],
)
def test_it_rejects_an_end_before_the_start(api: Api, xyz: str, query: str) -> None:
    assert_invalid(api.get(f"customers/{xyz}/orders?{query}"), "date_to")


def test_it_names_all_that_is_wrong(api: Api, xyz: str) -> None:
    answer = api.get(f"customers/{xyz}/orders?status=paid&date_from=x&date_to=y")

    assert_invalid(answer, "status", "date_from", "date_to")


@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5", "%00"])
@pytest.mark.parametrize("parameter", ["page", "limit"])
def test_it_rejects_paging_that_is_none(api: Api, xyz: str, parameter: str, value: str) -> None:
    assert_invalid(api.get(f"customers/{xyz}/orders?{parameter}={value}"), parameter)


def test_a_loop_while_there_is_more_sees_each_order_once(
    api: Api, xyz_orders: str, order: MakeOrder
) -> None:
    seen: list[str] = []
    page, has_more = 1, True

    while has_more:
        body = api.get(f"customers/{xyz_orders}/orders?limit=10&page={page}").json()
        assert body["meta"]["total"] == 75
        seen += [order["id"] for order in body["data"]]
        page, has_more = page + 1, body["meta"]["hasMore"]

    assert page == 9
    newest = Order.objects.order_by("-order_date", "-pk").values_list("pk", flat=True)
    assert seen == [f"so_{pk}" for pk in newest]


def test_a_page_beyond_the_last_is_empty(api: Api, xyz: str, order: MakeOrder) -> None:
    order(xyz)

    assert api.get(f"customers/{xyz}/orders?page=2").json()["data"] == []
    assert api.get(f"customers/{xyz}/orders?page={'9' * 40}").json()["data"] == []


def test_times_are_told_in_utc(api: Api, xyz: str, order: MakeOrder) -> None:
    order(xyz, at=datetime(2024, 7, 1, 23, 30, 15, 999_999, timezone(timedelta(hours=-4))))

    (shown,) = api.get(f"customers/{xyz}/orders").json()["data"]
    assert shown["order_date"] == "2024-07-02T03:30:15Z"


def test_only_the_customers_own_orders_are_listed(
    xyz: str, make: Make, order: MakeOrder, numbers: Numbers
) -> None:
    order(make(), order_number="other")
    order(xyz, order_number="own")

    assert numbers("") == ["own"]


def test_a_discontinued_customers_orders_are_listed(
    api: Api, xyz: str, order: MakeOrder, numbers: Numbers
) -> None:
    order(xyz, order_number="own")
    api.put(xyz, {"is_active": False})

    assert numbers("") == ["own"]


@pytest.mark.parametrize("customer_id", ["cust_", "cust_4711", "cust_" + "9" * 30, "456", "%00"])
def test_an_unknown_customer_is_not_found(api: Api, xyz: str, customer_id: str) -> None:
    assert_not_found(api.get(f"customers/{customer_id}/orders"), "id")


def test_a_customer_of_another_account_is_not_found(other_api: Api, xyz_orders: str) -> None:
    assert_not_found(other_api.get(f"customers/{xyz_orders}/orders"), "id")


def test_it_costs_the_same_queries_however_many_orders(
    api: Api, xyz_orders: str, django_assert_num_queries: Any
) -> None:
    api.get(f"customers/{xyz_orders}/orders")  # the caller is known from now on

    for limit in (1, 75):
        # customer; total; orders with their lines
        with django_assert_num_queries(3):
            api.get(f"customers/{xyz_orders}/orders?limit={limit}")
