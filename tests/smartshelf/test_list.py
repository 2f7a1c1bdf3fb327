"""GET customers"""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, Source

from .conftest import Api, Many, assert_invalid, parsed, printed, sample, sample_text


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [customer["id"] for customer in answer.json()["data"]]


def discontinue(account: Account, customer_id: str, source: Source) -> None:
    number = int(customer_id.removeprefix("cust_"))
    services.discontinue(account, customer_id=number, source=source)


def test_it_answers_as_the_page_prints(api: Api, xyz: str, many: Many) -> None:
    many(149)

    answer = api.get("customers?is_active=true&page=1&limit=20")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert len(answer.json()["data"]) == 20
    body = parsed(answer.content)
    body["data"] = body["data"][:1]
    assert json.dumps(body, indent=1) == printed(sample_text("list.response"))


def test_without_parameters_it_answers_the_first_twenty(api: Api, many: Many) -> None:
    expected = many(21)[:20]

    answer = api.get()

    assert ids(answer) == expected
    assert answer.json()["meta"] == {"total": 21, "page": 1, "limit": 20, "hasMore": True}


def test_without_customers_it_is_empty(api: Api) -> None:
    answer = api.get()

    assert answer.status_code == 200
    assert answer.json() == {
        "data": [],
        "meta": {"total": 0, "page": 1, "limit": 20, "hasMore": False},
    }


def test_what_is_not_set_is_empty_or_null(api: Api, make: Callable[..., str]) -> None:
    customer_id = make()

    (listed,) = api.get().json()["data"]
    times = {key: listed[key] for key in ("customer_since", "created_at", "updated_at")}
    assert listed == {
        "id": customer_id,
        "name": "Acme",
        "email": "",
        "phone": "",
        "website": "",
        "billing_address": None,
        "shipping_address": None,
        "payment_terms": "",
        "credit_limit": None,
        "current_balance": 0,
        "is_active": True,
        **times,
    }
    assert list(listed) == list(sample("list.response")["data"][0])


def test_the_primary_shipping_address_is_the_one_that_is_shown(
    api: Api, make: Callable[..., str]
) -> None:
    make(
        addresses=(
            AddressChange(kind="other", city="Potsdam", is_primary=True),
            AddressChange(kind="shipping", city="Bremen"),
            AddressChange(kind="shipping", city="Wien", is_primary=True),
        )
    )

    (listed,) = api.get().json()["data"]
    assert listed["shipping_address"]["city"] == "Wien"
    assert listed["billing_address"] is None


def test_active_and_discontinued_customers_are_listed_unless_one_is_asked_for(
    api: Api, many: Many, account: Account, source: Source
) -> None:
    first, second, third = many(3)
    discontinue(account, second, source)

    assert ids(api.get()) == [first, second, third]
    assert [c["is_active"] for c in api.get().json()["data"]] == [True, False, True]


@pytest.mark.parametrize("value", ["true", "True", "TRUE", "1"])
def test_active_ones_can_be_asked_for(
    api: Api, many: Many, account: Account, source: Source, value: str
) -> None:
    first, second, third = many(3)
    discontinue(account, second, source)

    answer = api.get(f"customers?is_active={value}")

    assert ids(answer) == [first, third]
    assert answer.json()["meta"]["total"] == 2


@pytest.mark.parametrize("value", ["false", "False", "FALSE", "0"])
def test_discontinued_ones_can_be_asked_for(
    api: Api, many: Many, account: Account, source: Source, value: str
) -> None:
    _, second, _ = many(3)
    discontinue(account, second, source)

    answer = api.get(f"customers?is_active={value}")

    assert ids(answer) == [second]
    assert answer.json()["meta"] == {"total": 1, "page": 1, "limit": 20, "hasMore": False}


@pytest.mark.parametrize("value", ["yes", "2", "null", "tru", "%00", "true%00", "-1", "x" * 5_000])
def test_it_rejects_an_is_active_that_is_neither(api: Api, value: str) -> None:
    assert_invalid(api.get(f"customers?is_active={value}"), "is_active")


def test_it_lists_by_id_whatever_changed_last(api: Api, many: Many) -> None:
    expected = many(3)

    api.put(expected[0], {"name": "Zzz"})

    assert ids(api.get()) == expected


@pytest.mark.parametrize("query", ["", "&search=company", "&is_active=true"])
def test_a_loop_while_there_is_more_sees_each_customer_once(
    api: Api, many: Many, query: str
) -> None:
    expected = many(7)
    seen: list[str] = []
    page, has_more = 1, True

    while has_more:
        answer = api.get(f"customers?limit=3&page={page}{query}")
        seen += ids(answer)
        assert answer.json()["meta"]["total"] == 7
        page, has_more = page + 1, answer.json()["meta"]["hasMore"]

    assert seen == expected
    assert page == 4


@pytest.mark.parametrize("query", ["", "&search=company", "&is_active=true"])
def test_a_last_page_that_is_full_has_no_more(api: Api, many: Many, query: str) -> None:
    many(4)

    assert api.get(f"customers?limit=2&page=2{query}").json()["meta"]["hasMore"] is False


@pytest.mark.parametrize("limit", ["100", "101", "9999", "9" * 30, "9" * 5_000])
def test_the_limit_is_a_hundred_at_most(api: Api, many: Many, limit: str) -> None:
    many(101)

    answer = api.get(f"customers?limit={limit}")

    assert len(ids(answer)) == 100
    assert answer.json()["meta"] == {"total": 101, "page": 1, "limit": 100, "hasMore": True}


@pytest.mark.parametrize("page", ["2", "999999999", "9" * 30, "9" * 5_000])
def test_a_page_beyond_the_last_is_empty(api: Api, many: Many, page: str) -> None:
    many(1)

    answer = api.get(f"customers?page={page}")

    assert ids(answer) == []
    assert answer.json()["meta"]["total"] == 1
    assert answer.json()["meta"]["hasMore"] is False


def test_an_empty_parameter_counts_as_left_out(api: Api, many: Many) -> None:
    many(2)

    assert api.get("customers?page=&limit=&is_active=&search=").json() == api.get().json()


def test_of_a_parameter_given_twice_the_last_counts(api: Api, many: Many) -> None:
    many(3)

    meta = api.get("customers?limit=x&limit=1&page=7&page=2").json()["meta"]

    assert (meta["limit"], meta["page"]) == (1, 2)


def test_parameters_that_are_not_on_the_page_are_ignored(api: Api, many: Many) -> None:
    many(2)

    assert api.get("customers?ordering=-id&colour=red&status=x").json() == api.get().json()


@pytest.mark.parametrize("parameter", ["limit", "page"])
@pytest.mark.parametrize(
    "value",
    ["x", "0", "-1", "1.5", "1e3", "0x1", "%00", "%D9%A1", "1%002", "%FF", "null", "true"],
)
def test_it_names_the_parameter_that_is_wrong(api: Api, parameter: str, value: str) -> None:
    assert_invalid(api.get(f"customers?{parameter}={value}"), parameter)


def test_it_names_both_that_are_wrong(api: Api) -> None:
    assert_invalid(api.get("customers?limit=x&page=0"), "limit", "page")


def test_nothing_of_another_account_is_listed(api: Api, other_api: Api, xyz: str) -> None:
    body = other_api.get().json()

    assert body["data"] == []
    assert body["meta"]["total"] == 0


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("", 1),  # customers with both addresses and the total
        ("&is_active=true", 1),
        ("&is_active=false", 2),  # nobody is there to tell the total
        ("&search=company", 4),  # looks first, and counts
    ],
)
def test_it_costs_the_same_queries_however_many_rows(
    api: Api, many: Many, django_assert_max_num_queries: Any, query: str, most: int
) -> None:
    many(30)

    api.get()  # the caller is known from now on

    for limit in (1, 30):
        with django_assert_max_num_queries(most):
            api.get(f"customers?limit={limit}{query}")


def test_money_is_written_with_two_decimals(api: Api, make: Callable[..., str]) -> None:
    make(credit_limit=Decimal("7.5"), current_balance=Decimal("-120.05"))

    text = api.get().content.decode()

    assert '"credit_limit":7.50,' in text
    assert '"current_balance":-120.05,' in text
