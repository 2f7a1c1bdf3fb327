"""GET customers/ and GET customers/favourites/"""

from collections.abc import Callable
from typing import Any

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, PhoneChange, Source
from customers.models import Customer

from .conftest import Api, assert_invalid, keys_of, sample, without_ids

LISTS = ["customers/", "customers/favourites/"]

Many = Callable[[int], list[int]]


@pytest.fixture
def many(account: Account, source: Source) -> Many:
    """So many customers, favourites all, with addresses and numbers; their ids."""

    def make(count: int) -> list[int]:
        outcomes = services.write(
            account,
            [
                services.Write(
                    mode=services.Mode.CREATE,
                    change=CustomerChange(
                        company=f"Company {row}",
                        is_favourite=True,
                        primary=ContactChange(
                            first_name="Ann", phones=(PhoneChange(type="cell", number="1"),)
                        ),
                        billing=AddressChange(city=f"City {row}"),
                        shipping=(AddressChange(city="One"), AddressChange(city="Two")),
                    ),
                )
                for row in range(count)
            ],
            source=source,
        )
        return [outcome.customer_id for outcome in outcomes]

    return make


def write_sample(api: Api, customer: dict[str, Any]) -> int:
    """One of the page's customers; its id. Empty members are left out, as a till would."""
    body = {member: value for member, value in customer.items() if value not in ("", None)}
    created: int = api.create(company="", **body | _own_places(customer))["id"]
    return created


def _own_places(customer: dict[str, Any]) -> dict[str, Any]:
    """Its addresses without the ids, which are the server's to give."""
    billing, shipping = customer["billing_address"], customer["shipping_address"]
    return {
        "billing_address": {key: value for key, value in billing.items() if key != "id"},
        "shipping_address": [
            {key: value for key, value in place.items() if key != "id"} for place in shipping
        ],
    }


def test_it_answers_as_the_page_prints(api: Api, many: Many) -> None:
    expected = sample("list.response")
    write_sample(api, expected["data"][0])
    many(38)

    answer = api.get("customers/?limit=10&page=1")

    assert answer.status_code == 200
    body = answer.json()
    assert list(body) == list(expected)
    assert body["total"] == expected["total"]
    assert len(body["data"]) == 10
    assert keys_of(body["data"][0]) == keys_of(expected["data"][0])
    assert without_ids(body["data"][0]) == without_ids(expected["data"][0])


def test_favourites_answer_as_the_page_prints(api: Api, many: Many) -> None:
    expected = sample("favourites.response")
    # The page's favourite is none: its answer is copied from the list's.
    favourite = expected["data"][0] | {"is_favourite": True}
    write_sample(api, favourite)
    many(38)

    answer = api.get("customers/favourites?limit=10&page=1")

    assert answer.status_code == 200
    body = answer.json()
    assert list(body) == list(expected)
    assert body["total"] == expected["total"]
    assert keys_of(body["data"][0]) == keys_of(expected["data"][0])
    assert without_ids(body["data"][0]) == without_ids(favourite)


@pytest.mark.parametrize("path", [*LISTS, "customers", "customers/favourites"])
def test_without_customers_it_is_empty(api: Api, path: str) -> None:
    answer = api.get(path)

    assert answer.status_code == 200
    assert answer.json() == {"total": 0, "data": []}


def test_favourites_are_favourites_only(api: Api) -> None:
    api.create()
    favourite = api.create(is_favourite=True)

    body = api.get("customers/favourites/").json()

    assert body["total"] == 1
    assert [customer["id"] for customer in body["data"]] == [favourite["id"]]
    assert api.get().json()["total"] == 2


def test_who_is_no_favourite_any_more_leaves_the_favourites(api: Api) -> None:
    favourite = api.create(is_favourite=True)

    api.put(favourite["id"], {"is_favourite": False})

    assert api.get("customers/favourites/").json() == {"total": 0, "data": []}


@pytest.mark.parametrize("path", LISTS)
def test_discontinued_customers_are_neither_listed_nor_counted(
    api: Api, many: Many, path: str
) -> None:
    first, second, third = many(3)

    api.delete(second)

    body = api.get(path).json()
    assert body["total"] == 2
    assert [customer["id"] for customer in body["data"]] == [first, third]


@pytest.mark.parametrize("path", LISTS)
def test_it_lists_by_id_whatever_changed_last(api: Api, many: Many, path: str) -> None:
    ids = many(3)

    api.put(ids[0], {"company": "Zzz", "note": "changed last"})

    assert [customer["id"] for customer in api.get(path).json()["data"]] == ids


@pytest.mark.parametrize("path", LISTS)
def test_a_loop_until_the_total_is_reached_sees_each_customer_once(
    api: Api, many: Many, path: str
) -> None:
    ids = many(7)
    seen: list[int] = []
    page, total = 1, 1

    while len(seen) < total:
        body = api.get(f"{path}?limit=3&page={page}").json()
        seen += [customer["id"] for customer in body["data"]]
        page, total = page + 1, body["total"]

    assert seen == ids


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "query", ["", "?limit=", "?limit=30", "?limit=31", "?limit=9999", "?limit=" + "9" * 5_000]
)
def test_the_limit_is_thirty_at_most(api: Api, many: Many, path: str, query: str) -> None:
    many(31)

    body = api.get(f"{path}{query}").json()

    assert body["total"] == 31
    assert len(body["data"]) == 30


def test_a_limit_that_is_cut_cuts_the_pages_too(api: Api, many: Many) -> None:
    ids = many(31)

    body = api.get("customers/?limit=100&page=2").json()

    assert [customer["id"] for customer in body["data"]] == ids[30:]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("page", ["2", "999999999", "9" * 30, "9" * 5_000])
def test_a_page_beyond_the_last_is_empty(api: Api, many: Many, path: str, page: str) -> None:
    many(1)

    answer = api.get(f"{path}?page={page}")

    assert answer.status_code == 200
    assert answer.json() == {"total": 1, "data": []}


def test_an_empty_parameter_counts_as_left_out(api: Api, many: Many) -> None:
    many(2)

    assert api.get("customers/?page=&limit=").json() == api.get().json()


def test_parameters_that_are_not_on_the_page_are_ignored(api: Api, many: Many) -> None:
    many(2)

    assert api.get("customers/?search=x&ordering=-id&colour=red").json() == api.get().json()


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("parameter", ["limit", "page"])
@pytest.mark.parametrize(
    "value",
    ["x", "0", "-1", "1.5", "1e3", "0x1", "%00", "%D9%A1", "1%002", "%FF", "null", "true"],
)
def test_it_names_the_parameter_that_is_wrong(
    api: Api, path: str, parameter: str, value: str
) -> None:
    assert_invalid(api.get(f"{path}?{parameter}={value}"), parameter)


def test_it_names_both_that_are_wrong(api: Api) -> None:
    assert_invalid(api.get("customers/?limit=x&page=0"), "limit", "page")


def test_nothing_of_another_account_is_listed(api: Api, other_api: Api) -> None:
    api.create(is_favourite=True)

    for path in LISTS:
        assert other_api.get(path).json() == {"total": 0, "data": []}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("version", [9, 12])
def test_it_costs_the_same_queries_however_many_rows(
    api: Api, many: Many, django_assert_num_queries: Any, path: str, version: int
) -> None:
    many(30)
    assert Customer.objects.count() == 30

    api.get(path)  # the caller is known from now on

    for limit in (1, 30):
        # customers with their lists and the total
        with django_assert_num_queries(1):
            api.get(f"{path}?limit={limit}", version=version)
