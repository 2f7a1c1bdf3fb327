"""``CustomerAdd``."""

from typing import Any

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import CustomerChange, Source
from customers.models import Change, Customer, CustomField

from .conftest import Api, recorded, sample

KEYS = [
    *("Age", "Accounts", "Added", "Aliases", "Contacts", "CustomerID", "DefaultRepID"),
    *("DefaultRep", "Fields", "Locations", "Modified", "Name", "Notes", "NotesForStaff"),
    "Website",
]


@pytest.fixture
def _wikis_fields(account: Account) -> None:
    for name in ("Sales Division", "Notes"):
        CustomField.objects.create(account=account, target="customer", name=name)


@pytest.mark.usefixtures("_wikis_fields")
def test_it_takes_the_documented_sample(api: Api) -> None:
    sent = sample("customer_add.request")["Customer"]

    added = api("CustomerAdd", sample("customer_add.request"))

    assert list(added) == KEYS
    assert (added["Name"], added["Website"]) == (sent["Name"], sent["Website"])
    assert added["Aliases"] == ["1002 WESTVAN"]
    assert added["Fields"] == sent["Fields"]
    (contact,) = added["Contacts"]
    assert contact["IsPrimary"] is True
    person = contact["Contact"]
    assert [person[name] for name in ("Salutation", "FirstName", "LastName", "Title", "Email")] == [
        "Ms.",
        "Nancy",
        "Nicer",
        "President",
        "nancy@WestVan.com",
    ]
    assert [(phone["Type"], phone["Number"]) for phone in person["PhoneNumbers"]] == [
        (1, "707-555-1234"),
        (2, "707-555-4567"),
        (3, "707-555-8901"),
        (6, "707-555-2345"),
    ]
    (location,) = added["Locations"]
    assert location["IsPrimary"] is True
    assert location["Name"] == "Billing"
    for member in ("Address", "City", "StateProvince", "Country", "ZipPostalCode"):
        assert location[member] == sent[member]


def test_a_name_is_enough(api: Api) -> None:
    added = api.add("Acme, Inc.")

    assert added["Accounts"] == added["Contacts"] == added["Locations"] == []
    assert api.get(added) == added
    assert Customer.objects.get().company == "Acme, Inc."


def test_it_takes_the_current_form_of_a_contact(api: Api) -> None:
    phones = [{"Number": "1", "Type": 3}, {"Number": "2", "Type": 6}]
    inner = {"FirstName": "Ann", "LastName": "Lee", "PhoneNumbers": phones}

    added = api.add(Contacts=[{"Contact": inner, "IsPrimary": False}])

    (contact,) = added["Contacts"]
    assert contact["IsPrimary"] is True
    shown = [(phone["Type"], phone["Number"]) for phone in contact["Contact"]["PhoneNumbers"]]
    assert shown == [(3, "1"), (6, "2")]
    assert all(phone["PhoneNumberID"] > 0 for phone in contact["Contact"]["PhoneNumbers"])


def test_a_person_of_the_same_name_is_a_private_person(api: Api) -> None:
    added = api.add("Ann Lee", Contacts=[{"FirstName": "Ann", "LastName": "Lee"}])

    assert added["Name"] == "Ann Lee"
    assert Customer.objects.get().company == ""


def test_an_empty_contact_is_none(api: Api) -> None:
    empty = {"FirstName": "", "LastName": None, "PhoneBusiness": {"Number": ""}}

    assert api.add(PrimaryContact=empty)["Contacts"] == []


@pytest.mark.parametrize("body", [None, {}, {"Customer": {}}, {"Customer": {"Name": " "}}])
def test_it_rejects_a_missing_name(api: Api, body: Any) -> None:
    assert api.error("CustomerAdd", body) == "A customer name is required"
    assert not Customer.objects.exists()


@pytest.mark.parametrize("name", ["Ähm & Co", "ÄHM & CO", " ähm & co "])
def test_it_rejects_a_name_that_is_taken_whatever_its_case(api: Api, name: str) -> None:
    api.add("Ähm & Co")

    said = api.error("CustomerAdd", Customer={"Name": name})

    assert said == "A unique customer name is required"
    assert Customer.objects.count() == Change.objects.count() == 1


def test_the_name_of_a_discontinued_customer_is_free(
    api: Api, account: Account, source: Source
) -> None:
    added = api.add("Acme")
    services.discontinue(account, customer_id=added["CustomerID"], source=source)

    assert api.add("ACME")["CustomerID"] != added["CustomerID"]


def test_the_other_account_may_use_the_name(api: Api, other_api: Api) -> None:
    api.add("Acme")

    assert other_api.add("Acme")["Name"] == "Acme"


def test_long_names_differ_by_their_ends(api: Api, account: Account, source: Source) -> None:
    for end in "ab":
        change = CustomerChange(name=f"{'x' * 299}{end}")
        services.create(account, change, source=source)

    assert api.error("CustomerAdd", Customer={"Name": "X" * 299 + "A"})
    assert api("Customer", Customer="X" * 299 + "B")["Name"] == "x" * 299 + "b"


@pytest.mark.parametrize(
    "members",
    [
        {"Fields": [{"Field": "Unheard of", "Value": "x"}]},
        {"Contacts": [{"FirstName": "Ann"}]},
        {"PrimaryContact": {"LastName": "Lee", "PhoneBusiness": {"Number": "1"}}},
        {"Contacts": [{"FirstName": "A", "LastName": "B"}] * 2},
        {"Contacts": [{"FirstName": "A", "LastName": "B", "ContactID": 7}]},
        {"Contacts": [{"FirstName": "A", "LastName": "B"}], "PrimaryContact": {"FirstName": "A"}},
        {"Website": "x" * 501},
        {"ZipPostalCode": "1" * 41},
        {"AliasAdd": "x" * 301},
        {"Name": "x" * 301},
        {"Name": "a\0b"},
    ],
    ids=str,
)
def test_any_error_saves_nothing(api: Api, members: dict[str, Any]) -> None:
    before = recorded()

    api.error("CustomerAdd", Customer={"Name": "Acme", "Website": "www", **members})

    assert recorded() == before


def test_the_ledger_tells_of_it(api: Api) -> None:
    api.add("Acme")

    change = Change.objects.get()
    assert (change.action, change.dialect, change.version) == ("created", "rpm", "2")
    assert change.client_name == "CRM sync"
