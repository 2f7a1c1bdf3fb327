"""``Customer``: one with all its parts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.accounts.models import Account, User
from customers import services
from customers.changes import (
    AddressChange,
    ContactChange,
    CustomerChange,
    NoteEntryChange,
    PhoneChange,
    Source,
    SupplierAccountChange,
)
from customers.models import CustomField, Supplier

from .conftest import Api, result_of, sample

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)


def keys_of(value: Any) -> Any:
    """The keys in their order, and those of what is inside."""
    if isinstance(value, dict):
        return [(key, keys_of(inner)) for key, inner in value.items()]
    return [keys_of(value[0])] if isinstance(value, list) and value else None


@pytest.fixture
def whole(account: Account, alice: User, qwest: Supplier) -> int:
    """A customer with one of everything that the page prints."""
    for target, name in (
        ("customer", "Sales Division"),
        ("customer", "Extra date"),
        ("address", "Dock"),
    ):
        CustomField.objects.create(account=account, target=target, name=name)
    phone = PhoneChange(type="business", number="707-555-1234")
    change = CustomerChange(
        name="Acme, Inc.",
        primary=ContactChange(first_name="Nancy", last_name="Nicer", phones=(phone,)),
        billing=AddressChange(line1="123 MyStreet", label="Headquarters"),
        supplier_accounts=(SupplierAccountChange(supplier_id=qwest.pk, name="000123456"),),
        note_entries=(
            NoteEntryChange(text="first"),
            NoteEntryChange(text="for staff", for_staff=True),
        ),
    )
    pk = services.create(account, change, source=Source(user=alice, at=AT)).customer_id
    later = CustomerChange(note_entries=(NoteEntryChange(text="second"),))
    services.update(account, pk, later, source=Source(at=AT + timedelta(minutes=1)))
    return pk


def test_it_has_the_keys_of_the_page_in_their_order(api: Api, whole: int) -> None:
    api.edit({"CustomerID": whole}, AliasAdd="Acme Incorporated")

    found = api("Customer", CustomerID=whole)

    assert keys_of(found) == keys_of(sample("customer.response")["Result"])


def types_of(value: Any) -> Any:
    """The same with types in place of values."""
    if isinstance(value, dict):
        return {key: types_of(inner) for key, inner in value.items()}
    return [types_of(value[0])] if isinstance(value, list) else type(value)


def test_its_members_are_of_the_printed_types(api: Api, whole: int) -> None:
    api.edit({"CustomerID": whole}, AliasAdd="Acme Incorporated")

    found = api("Customer", CustomerID=whole)

    assert types_of(found) == types_of(sample("customer.response")["Result"])


def test_it_takes_the_documented_request(api: Api, whole: int) -> None:
    assert result_of(api.post("Customer", sample("customer.request")))["CustomerID"] == whole


def test_notes_come_oldest_first_with_author_and_time(api: Api, whole: int, alice: User) -> None:
    alice.first_name, alice.last_name = "Alice", "Allen"
    alice.save()

    found = api("Customer", CustomerID=whole)

    assert found["Notes"] == [
        {"Note": "first", "Added": "2024-05-01 07:00:00", "By": "Alice Allen"},
        {"Note": "second", "Added": "2024-05-01 07:01:00", "By": ""},
    ]
    assert [note["Note"] for note in found["NotesForStaff"]] == ["for staff"]


def test_accounts_at_suppliers(api: Api, whole: int, qwest: Supplier) -> None:
    (held,) = api("Customer", CustomerID=whole)["Accounts"]

    assert (held["Account"], held["Supplier"]) == ("000123456", "Qwest")
    assert held["SupplierID"] == qwest.pk


def test_without_locations_the_list_is_not_there(api: Api, whole: int) -> None:
    short = api("Customer", CustomerID=whole, IncludeLocations=False)
    long = api("Customer", CustomerID=whole, IncludeLocations=True)

    assert "Locations" not in short
    assert [key for key in long if key != "Locations"] == list(short)


@pytest.mark.parametrize("name", ["Acme, Inc.", "ACME, INC.", " acme, inc. "])
def test_it_is_found_by_name_whatever_its_case(api: Api, whole: int, name: str) -> None:
    assert api("Customer", Customer=name)["CustomerID"] == whole


def test_the_id_wins_and_may_be_a_text(api: Api, whole: int) -> None:
    api.add("Other")

    for wanted in (whole, str(whole)):
        found = api("Customer", CustomerID=wanted, Customer="Other")
        assert found["CustomerID"] == whole


@pytest.mark.parametrize("none", [0, "", None, "0"])
def test_an_empty_id_leaves_the_name(api: Api, whole: int, none: Any) -> None:
    assert api("Customer", CustomerID=none, Customer="Acme, Inc.")["CustomerID"] == whole


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {"Customer": "Nobody"},
        {"Customer": ""},
        {"Customer": "a\0b"},
        {"Customer": "x" * 100_000},
        {"CustomerID": 999_999},
        {"CustomerID": -1},
        {"CustomerID": 2**62},
        {"CustomerID": "9" * 5_000},
        {"CustomerID": 999_999, "Customer": "Acme, Inc."},
    ],
)
@pytest.mark.usefixtures("whole")
def test_a_customer_that_is_not_there(api: Api, body: Any) -> None:
    assert api.post("Customer", body).json() == sample("customer.error")


def test_a_discontinued_customer_is_not_found(
    api: Api, whole: int, account: Account, source: Source
) -> None:
    services.discontinue(account, customer_id=whole, source=source)

    assert api.error("Customer", CustomerID=whole) == "Customer not found"
    assert api.error("Customer", Customer="Acme, Inc.") == "Customer not found"
    said = api.error("CustomerEdit", Customer={"CustomerID": whole, "Website": "x"})
    assert said == "Customer not found"


def test_a_name_of_two_customers_is_refused_with_their_ids(
    api: Api, account: Account, source: Source
) -> None:
    ids = [
        services.create(account, CustomerChange(name=name), source=source).customer_id
        for name in ("Twin", "TWIN")
    ]

    for call, body in (
        ("Customer", {"Customer": "twin"}),
        ("CustomerEdit", {"Customer": {"Name": "twin", "Website": "x"}}),
        ("Accounts", {"Customer": "twin"}),
    ):
        said = api.error(call, body)
        assert all(str(pk) in said for pk in ids)
    assert api("Customer", CustomerID=ids[0])["Name"] == "Twin"


def test_a_mobile_number_is_an_other_one(api: Api, account: Account, source: Source) -> None:
    phones = (PhoneChange(type="cell", number="1"), PhoneChange(type="other", number="2"))
    person = ContactChange(first_name="Ann", last_name="Lee", phones=phones)
    pk = services.create(account, CustomerChange(primary=person), source=source).customer_id

    (contact,) = api("Customer", CustomerID=pk)["Contacts"]

    assert [phone["Type"] for phone in contact["Contact"]["PhoneNumbers"]] == [6, 6]


def test_the_queries_do_not_grow_with_the_parts(
    api: Api, account: Account, source: Source, whole: int
) -> None:
    api("Info")  # from here on the key is known
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            api("Customer", CustomerID=whole)
        counts.append(len(queries))
        phones = (PhoneChange(type="home", number="1"), PhoneChange(type="fax", number="2"))
        change = CustomerChange(
            contacts=(ContactChange(first_name="B", phones=phones), ContactChange(last_name="C")),
            addresses=(AddressChange(kind="other", city="X"), AddressChange(kind="other")),
            note_entries=(NoteEntryChange(text="a"), NoteEntryChange(text="b")),
        )
        services.update(account, whole, change, source=source)

    assert counts == [1, 1]
