"""``GET datadump/v1/customers/{days}/{page}/{yyyy-mm-dd}/{locationId}``"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from crm.accounts.models import Account, Store
from customers import services
from customers.changes import ContactChange, CustomerChange, Source
from customers.models import Customer, CustomField

from .conftest import Api, assert_error, sample


def dump(api: Api, path: str, **parameters: Any) -> Any:
    return api("GET", f"datadump/v1/customers/{path}", **parameters)


def codes(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["CustomerCode"] for row in answer.json()["data"]]


@pytest.fixture
def make(account: Account) -> Callable[..., int]:
    """A customer that was created, or with an id modified, at a moment."""

    def make(at: str, pk: int | None = None, **columns: Any) -> int:
        source = Source(at=datetime.fromisoformat(at).replace(tzinfo=UTC))
        change = CustomerChange(**columns)
        if pk is None:
            return services.create(account, change, source=source).customer_id
        return services.update(account, pk, change, source=source).customer_id

    return make


def test_a_row_has_what_clients_read(api: Api, account: Account) -> None:
    CustomField.objects.create(account=account, target="customer", name="Newsletter", type="text")
    expected = sample("datadump.response")
    row = expected["data"][0]
    api.add(
        **{
            m: row[m]
            for m in ("FirstName", "LastName", "CellPhone", "Email", "CustomerCode", "Dob")
        }
    )
    pk = Customer.objects.get().pk
    services.update(
        account, pk, CustomerChange(custom_fields={"Newsletter": "yes"}), source=Source()
    )

    answer = dump(api, f"1/0/{datetime.now(account.zone).date()}/0").json()

    row |= {"CustomerId": pk, "LocationId": 0}
    assert answer == expected
    assert list(answer["data"][0]) == list(row)


def test_days_are_the_accounts_from_the_date_on(api: Api, make: Callable[..., int]) -> None:
    make("2024-06-10T04:59:59", code="BEFORE")
    make("2024-06-10T05:00:00", code="FIRST")
    make("2024-06-12T04:59:59", code="LAST")
    make("2024-06-12T05:00:00", code="AFTER")

    assert codes(dump(api, "2/0/2024-06-10/0")) == ["FIRST", "LAST"]
    assert codes(dump(api, "1/0/2024-06-12/0")) == ["AFTER"]


def test_created_and_modified_customers_are_in_it(api: Api, make: Callable[..., int]) -> None:
    old = make("2024-01-01T12:00:00", code="OLD")
    make("2024-06-10T12:00:00", code="NEW")
    make("2024-06-10T12:00:00", pk=old, note="x")
    make("2024-07-10T12:00:00", pk=old, is_active=False)

    assert codes(dump(api, "1/0/2024-06-10/0")) == ["NEW"]
    assert codes(dump(api, "1/0/2024-01-01/0")) == ["OLD"]
    assert codes(dump(api, "1/0/2024-07-10/0")) == ["OLD"]


def test_it_is_paged_from_0_by_id(api: Api, make: Callable[..., int]) -> None:
    for number in range(5):
        make("2024-06-10T12:00:00", code=f"C{9 - number}")

    pages = [dump(api, f"1/{page}/2024-06-10/0", PageSize=2) for page in range(4)]

    assert [codes(page) for page in pages] == [["C9", "C8"], ["C7", "C6"], ["C5"], []]
    assert {page.json()["pages"] for page in pages} == {3}


@pytest.mark.parametrize(("size", "pages"), [("", 6), ("500", 2), ("501", 2), ("9" * 9, 2)])
def test_a_page_holds_100_and_500_at_most(
    api: Api, account: Account, size: str, pages: int
) -> None:
    rows = [
        services.Write(mode=services.Mode.CREATE, change=CustomerChange(company=f"{n}"))
        for n in range(510)
    ]
    services.write(account, rows, source=Source(at=datetime(2024, 6, 10, 12, tzinfo=UTC)))

    answer = dump(api, "1/0/2024-06-10/0", pageSize=size).json()

    assert answer["pages"] == pages
    assert len(answer["data"]) == (500 if size else 100)


def test_nobody_is_no_page(api: Api) -> None:
    assert dump(api, "35/0/2024-06-10/0").json() == {"pages": 0, "data": []}


def test_a_location_narrows_it(
    api: Api,
    api_with: Callable[..., Api],
    make: Callable[..., int],
    head: Store,
    north: Store,
    south: Store,
) -> None:
    for code, store in (("N", north), ("S", south), ("0", None)):
        make("2024-06-10T12:00:00", code=code, home_store_id=store.pk if store else None)
    day = "1/0/2024-06-10"

    assert codes(dump(api, f"{day}/0")) == ["N", "S", "0"]
    assert codes(dump(api, f"{day}/{south.pk}")) == ["S"]
    assert codes(dump(api_with(north), f"{day}/0")) == ["N", "0"]
    assert codes(dump(api_with(head), f"{day}/0", restrictByLocations=south.pk)) == ["S", "0"]
    assert_error(dump(api_with(south), f"{day}/{north.pk}"), 404, f"Location {north.pk} ")


def test_customers_of_another_account_are_not_in_it(
    other_api: Api, make: Callable[..., int]
) -> None:
    make("2024-06-10T12:00:00", code="OURS")

    assert codes(dump(other_api, "1/0/2024-06-10/0")) == []


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("0/0/2024-06-10/0", "days"),
        ("36/0/2024-06-10/0", "days"),
        ("x/0/2024-06-10/0", "days"),
        ("-1/0/2024-06-10/0", "days"),
        ("1.5/0/2024-06-10/0", "days"),
        (f"{'9' * 5_000}/0/2024-06-10/0", "days"),
        ("1/x/2024-06-10/0", "page"),
        ("1/-1/2024-06-10/0", "page"),
        ("1/9999999999/2024-06-10/0", "page"),
        ("1/0/2024-13-10/0", "date"),
        ("1/0/20240610/0", "date"),
        ("1/0/today/0", "date"),
        ("1/0/0001-01-01/0", "date"),
        ("1/0/9999-12-31/0", "date"),
        ("1/0/%00/0", "date"),
        ("1/0/2024-06-10/x", "locationId"),
        ("1/0/2024-06-10/-1", "locationId"),
        ("1/0/2024-06-10/%D9%A1", "locationId"),
    ],
)
def test_it_rejects_a_path_that_cannot_be_read(api: Api, path: str, word: str) -> None:
    assert_error(dump(api, path), 400, word)


@pytest.mark.parametrize("size", ["0", "-1", "x", "1.5", "9" * 5_000])
def test_it_rejects_a_page_size_that_is_none(api: Api, size: str) -> None:
    assert_error(dump(api, "1/0/2024-06-10/0", pageSize=size), 400, "pageSize")


def test_it_takes_the_same_few_queries_however_many_there_are(
    api: Api, make: Callable[..., int], django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(12):
        person = ContactChange(first_name="Ann", typed_phones={"cell": f"{number}"})
        make("2024-06-10T12:00:00", code=f"C{number}", primary=person)

    dump(api, "1/0/2024-06-10/0")  # the caller is known from now on

    with django_assert_num_queries(5):
        dump(api, "1/0/2024-06-10/0")
