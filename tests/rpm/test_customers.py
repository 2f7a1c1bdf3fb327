"""``Customers``: the whole list."""

import json
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from crm.accounts.models import Account
from crm.dialects.rpm import streaming
from customers import services
from customers.changes import CustomerChange, Source
from customers.models import Customer
from customers.queries import listed
from customers.services import Mode, Write

from .conftest import Api, error_of, result_of, sample


def add_many(account: Account, source: Source, count: int) -> None:
    rows = [
        Write(mode=Mode.CREATE, change=CustomerChange(name=f"No. {number}"))
        for number in range(count)
    ]
    services.write(account, rows, source=source)


def test_it_lists_them_as_the_page_does(api: Api) -> None:
    added = api.add("Acme, Inc.")
    printed = sample("customers.response")["Result"]

    listed = api("Customers")

    assert list(listed) == list(printed)
    (customer,) = listed["Customers"]
    assert list(customer) == list(printed["Customers"][0])
    assert customer == {
        "Customer": "Acme, Inc.",
        "CustomerID": added["CustomerID"],
        "Added": added["Added"],
        "Modified": added["Modified"],
    }


def test_aliases_are_not_in_the_list(api: Api) -> None:
    api.add("Acme, Inc.", AliasAdd="Acme Incorporated")

    assert b"Incorporated" not in api.post("Customers").getvalue()


@pytest.mark.parametrize("body", [None, {}, {"Key": "", "IncludeLocations": True}])
def test_it_needs_no_data(api: Api, body: Any) -> None:
    api.add()

    assert len(result_of(api.post("Customers", body))["Customers"]) == 1


def test_no_number_of_calls_is_too_many(api: Api) -> None:
    assert {next(iter(api("Info"))) for _ in range(100)} == {"Subscriber"}


def test_without_customers_it_says_so(api: Api, other_api: Api) -> None:
    other_api.add("Theirs")

    assert api.post("Customers").json() == sample("customers.error")


def test_a_discontinued_customer_is_not_listed(api: Api, account: Account, source: Source) -> None:
    added = [api.add(name)["CustomerID"] for name in "ab"]

    services.discontinue(account, customer_id=added[0], source=source)
    assert [row["CustomerID"] for row in api("Customers")["Customers"]] == added[1:]

    services.discontinue(account, customer_id=added[1], source=source)
    assert api.error("Customers") == "No customers"


def test_times_are_the_accounts_own(api: Api) -> None:
    added = api.add()
    Customer.objects.update(created="2024-07-01T14:05:09.9Z", modified="2024-12-31T23:00:00Z")

    (customer,) = api("Customers")["Customers"]

    assert customer["Added"] == "2024-07-01 09:05:09"
    assert customer["Modified"] == "2024-12-31 17:00:00"
    assert api.get(added)["Added"] == "2024-07-01 09:05:09"


def test_its_age_grows_with_every_change_and_with_nothing_else(api: Api) -> None:
    first = api.add("a")
    ages = [api("Customers")["Age"]]
    for change in ({"Website": "x"}, {"Website": "x"}, {"Name": "b"}):
        api.edit(first, **change)
        ages.append(api("Customers")["Age"])

    assert ages == [1, 2, 2, 3]
    assert api("Modified") == {"Modified": [{"Type": "CustomerAndAliasList", "Age": 3}]}
    assert api.get(first)["Age"] == 3


@pytest.mark.parametrize("count", [1, 4, 5, 6, 11])
def test_a_long_list_comes_in_pieces_that_make_one_document(
    api: Api, account: Account, source: Source, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(listed, "ROWS_AT_ONCE", 5)
    add_many(account, source, count)

    answer = api.post("Customers")

    assert answer.streaming
    pieces = list(answer)
    assert len(pieces) == -(-count // 5) + 2
    body = json.loads(b"".join(pieces))
    names = [customer["Customer"] for customer in body["Result"]["Customers"]]
    assert names == [f"No. {number}" for number in range(count)]


def test_its_first_piece_is_a_small_one(
    api: Api, account: Account, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "FIRST_ROWS", 2)
    monkeypatch.setattr(listed, "ROWS_AT_ONCE", 4)
    add_many(account, source, 7)

    pieces = list(api.post("Customers"))

    assert [piece.count(b'"CustomerID"') for piece in pieces] == [0, 2, 4, 1, 0]


def test_a_list_that_breaks_off_tells_so_where_clients_look(
    api: Api, account: Account, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "ROWS_AT_ONCE", 2)
    add_many(account, source, 3)
    answer = api.post("Customers")
    read = iter(answer)
    next(read)
    monkeypatch.setattr(streaming, "orjson", BreaksOnce())

    result = json.loads(b'{"Result":{"Age":3,"Customers":[' + b"".join(read))["Result"]

    assert result["Error"] == {"Message": "The server failed to answer"}
    assert result["Customers"] == []


def test_a_list_whose_database_goes_away_says_when_to_come_back(
    api: Api, account: Account, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "ROWS_AT_ONCE", 2)
    add_many(account, source, 3)
    answer = api.post("Customers")

    def refuse(*_: object) -> None:
        raise OperationalError("the server closed the connection")

    with connection.execute_wrapper(refuse):
        result = json.loads(b"".join(answer))["Result"]

    assert len(result["Customers"]) == 2
    assert result["Error"] == {"Message": "The server cannot answer right now, try again later"}


class BreaksOnce:
    """Fails to write the first piece."""

    is_broken = True

    def dumps(self, value: Any) -> bytes:
        if self.is_broken:
            self.is_broken = False
            raise RuntimeError("unheard of")
        return json.dumps(value).encode()


def test_a_list_that_does_not_begin_is_an_ordinary_error(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unheard of")

    monkeypatch.setattr("customers.queries.last_sequence", fail)

    answer = api.post("Customers")

    assert error_of(answer) == "The server failed to answer"
    assert b"unheard of" not in answer.getvalue()


def test_the_queries_do_not_grow_with_the_list(api: Api, account: Account, source: Source) -> None:
    api("Info")  # from here on the key is known
    counts = []
    for more in (1, 50):
        add_many(account, source, more)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            result_of(api.post("Customers"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6
