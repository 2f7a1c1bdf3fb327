"""GET Customer/All"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, Source
from customers.models import Customer

from .conftest import Api, assert_error, sample

START = datetime(2024, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def many(account: Account, source: Source) -> Callable[[int], None]:
    """So many customers C001, C002 ..., each changed a day after the one before."""

    def make(count: int) -> None:
        for row in range(1, count + 1):
            services.create(
                account,
                CustomerChange(
                    code=f"C{row:03}",
                    name=f"Company {count - row:03}",
                    primary=ContactChange(full_name=f"Person {row}"),
                    billing=AddressChange(city=f"City {row}"),
                ),
                source=Source(user=source.user, at=START + timedelta(days=row - 1)),
            )

    return make


def write_sample(account: Account, source: Source, customer: dict[str, Any]) -> None:
    """One of the page's customers, with its times."""

    def at(key: str) -> Source:
        local = datetime.fromisoformat(customer[key]).replace(tzinfo=account.zone)
        return Source(user=source.user, at=local)

    change = CustomerChange(
        code=customer["shortID"],
        name=customer["name"],
        phone=customer["phone"],
        fax=customer["fax"],
        email=customer["email"],
        primary=ContactChange(full_name=customer["contact"]),
        billing=AddressChange(
            line1=customer["address1"],
            line2=customer["address2"],
            city=customer["city"],
            state=customer["state"],
            postal_code=customer["zip"],
            country=customer["country"],
        ),
    )
    services.upsert(account, CustomerChange(code=change.code), source=at("created"))
    services.upsert(account, change, source=at("modified"))


def test_it_answers_as_the_page_prints(
    api: Api, account: Account, source: Source, many: Callable[[int], None]
) -> None:
    expected = sample("list.response")
    for customer in expected["value"]:
        write_sample(account, source, customer)
    many(46)

    answer = api.get("Customer/All")

    assert answer.status_code == 200
    body = answer.json()
    assert list(body) == list(expected)
    assert body | {"value": body["value"][:2]} == expected
    assert len(body["value"]) == 25
    assert [list(customer) for customer in body["value"][:2]] == [
        list(customer) for customer in expected["value"]
    ]


def test_it_says_in_headers_where_it_is(api: Api, many: Callable[[int], None]) -> None:
    many(3)

    answer = api.get("Customer/All?page=2&pageSize=2")

    assert answer["X-Total-Count"] == "3"
    assert answer["X-Page-Size"] == "2"
    assert answer["X-Page"] == "2"
    assert answer["X-API-Version"] == "v1"


def test_without_customers_it_is_empty(api: Api) -> None:
    assert api.get("Customer/All").json() == {
        "value": [],
        "totalCount": 0,
        "page": 1,
        "pageSize": 25,
        "pageCount": 0,
        "hasMore": False,
    }


def test_the_documented_loop_sees_each_customer_once(api: Api, many: Callable[[int], None]) -> None:
    many(7)
    seen: list[str] = []
    page, has_more = 1, True

    while has_more:
        body = api.get(f"Customer/All?page={page}&pageSize=3").json()
        seen += [customer["shortID"] for customer in body["value"]]
        page, has_more = page + 1, body["hasMore"]

    assert seen == [f"C{row:03}" for row in range(1, 8)]


def test_a_page_beyond_the_last_is_empty(api: Api, many: Callable[[int], None]) -> None:
    many(1)

    body = api.get("Customer/All?page=999999999").json()

    assert (body["value"], body["page"], body["hasMore"]) == ([], 999_999_999, False)


@pytest.mark.parametrize("asked", ["251", "9999", "9" * 5_000])
def test_the_page_size_is_capped(api: Api, asked: str) -> None:
    assert api.get(f"Customer/All?pageSize={asked}").json()["pageSize"] == 250


@pytest.mark.parametrize("name", ["page", "pageSize", "sort", "direction", "modifiedSince"])
def test_an_empty_parameter_counts_as_left_out(
    api: Api, many: Callable[[int], None], name: str
) -> None:
    many(2)

    assert api.get(f"Customer/All?{name}=").json() == api.get("Customer/All").json()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("", "C001"),
        ("?sort=", "C001"),
        ("?sort=shortID&direction=DESC", "C003"),
        ("?sort=name", "C003"),
        ("?sort=NAME&direction=desc", "C001"),
        ("?sort=modified&direction=DESC", "C003"),
        ("?sort=created", "C001"),
        ("?sort=email", "C001"),
        ("?colour=red", "C001"),
    ],
)
def test_it_sorts(api: Api, many: Callable[[int], None], query: str, first: str) -> None:
    many(3)

    assert api.get(f"Customer/All{query}").json()["value"][0]["shortID"] == first


def test_discontinued_customers_are_included(api: Api) -> None:
    api.post({"shortID": "A"})
    api.delete("A")

    body = api.get("Customer/All").json()

    assert body["totalCount"] == 1
    assert body["value"][0]["active"] is False


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2024-01-02T06:00:00", 2),  # the account's local time, as the answer shows it
        ("2024-01-02T06:00:01", 1),
        ("2024-01-02T12:00:00Z", 2),
        ("2024-01-02T13:00:00%2B01:00", 2),
        ("2024-01-02T13:00:00+01:00", 2),  # a plus sign that was not escaped
        ("2024-01-03", 1),
        ("2030-01-01", 0),
        ("0001-01-01T00:00:00Z", 3),
    ],
)
def test_it_lists_what_was_modified_since(
    api: Api, many: Callable[[int], None], since: str, expected: int
) -> None:
    many(3)

    body = api.get(f"Customer/All?modifiedSince={since}").json()

    assert body["totalCount"] == len(body["value"]) == expected


def test_a_poll_from_the_last_modified_seen_misses_nothing(
    api: Api, many: Callable[[int], None]
) -> None:
    many(2)
    newest = api.get("Customer/All?sort=modified&direction=DESC").json()["value"][0]

    body = api.get(f"Customer/All?modifiedSince={newest['modified']}").json()

    assert [customer["shortID"] for customer in body["value"]] == [newest["shortID"]]


@pytest.mark.parametrize("page", [1, 2])
def test_a_local_time_that_comes_twice_means_the_earlier(
    api: Api, account: Account, source: Source, page: int
) -> None:
    # On 3 November 2024 Chicago's 01:30 came at 06:30 and again at 07:30 UTC.
    at = datetime(2024, 11, 3, 5 + page, 30, tzinfo=UTC)
    services.create(account, CustomerChange(code="A"), source=Source(at=at))

    assert api.get("Customer/All?modifiedSince=2024-11-03T01:30:00").json()["totalCount"] == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=x", "page"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=1.5", "page"),
        ("page=%00", "page"),
        ("page=%D9%A1", "page"),  # an Arabic one
        ("page=" + "9" * 5_000, "page"),
        ("pageSize=0", "pageSize"),
        ("pageSize=x", "pageSize"),
        ("pageSize=-25", "pageSize"),
        ("sort=password", "sort"),
        ("sort=%00", "sort"),
        ("direction=up", "direction"),
        ("modifiedSince=yesterday", "modifiedSince"),
        ("modifiedSince=2024-02-30", "modifiedSince"),
        ("modifiedSince=%00", "modifiedSince"),
        ("modifiedSince=2024-01-01T00:00:00%00", "modifiedSince"),
        ("modifiedSince=0001-01-01T00:00:00%2B14:00", "modifiedSince"),
        ("modifiedSince=" + "2" * 10_000, "modifiedSince"),
    ],
)
def test_it_names_the_parameter_that_is_wrong(api: Api, query: str, field: str) -> None:
    assert_error(api.get(f"Customer/All?{query}"), 400, "validation_error", field)


def test_it_costs_the_same_queries_however_many_rows(
    api: Api, many: Callable[[int], None], django_assert_num_queries: Any
) -> None:
    many(30)
    assert Customer.objects.count() == 30

    api.get("Customer/All")  # the caller is known from now on

    for size in (1, 30):
        with django_assert_num_queries(1):
            api.get(f"Customer/All?pageSize={size}")
