"""``CustomerEdit``."""

from typing import Any

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, Source
from customers.models import Change, Customer

from .conftest import Api, recorded, sample


@pytest.fixture
def acme(api: Api) -> dict[str, Any]:
    phones = {"PhoneBusiness": {"Number": "1"}, "PhoneOther": {"Number": "6"}}
    person = {"Salutation": "Ms.", "FirstName": "Nancy", "LastName": "Nicer", "Title": "President"}
    return api.add(Website="www.acme.example.com", City="Anytown", PrimaryContact=person | phones)


def person_of(customer: dict[str, Any]) -> dict[str, Any]:
    """The only contact."""
    (contact,) = customer["Contacts"]
    inner: dict[str, Any] = contact["Contact"]
    return inner


def numbers_of(contact: dict[str, Any]) -> list[tuple[int, str]]:
    return [(phone["Type"], phone["Number"]) for phone in contact["PhoneNumbers"]]


def test_it_takes_the_documented_sample(api: Api, acme: dict[str, Any]) -> None:
    sent = sample("customer_edit.request")["Customer"] | {"CustomerID": acme["CustomerID"]}

    edited = api("CustomerEdit", Customer=sent)

    assert edited["Website"] == ""
    (location,) = edited["Locations"]
    assert [location[m] for m in ("Address", "StateProvince")] == ["123 MyStreet", "California"]
    assert location["LocationID"] == acme["Locations"][0]["LocationID"]
    person = person_of(edited)
    assert person["ContactID"] == person_of(acme)["ContactID"]
    assert (person["Salutation"], person["Title"]) == ("", "President")
    assert numbers_of(person) == [(1, "1"), (6, "707-555-1234")]


def test_the_name_alone_says_which_one(api: Api, acme: dict[str, Any]) -> None:
    edited = api("CustomerEdit", Customer={"Name": "ACME, INC.", "Website": "new"})

    assert edited["CustomerID"] == acme["CustomerID"]
    assert edited["Website"] == "new"


def test_with_the_id_the_name_is_the_new_one(api: Api, acme: dict[str, Any]) -> None:
    assert api.edit(acme, Name="Renamed")["Name"] == "Renamed"
    assert api.error("Customer", Customer="Acme, Inc.") == "Customer not found"


def test_left_out_stays_and_blank_clears(api: Api, acme: dict[str, Any]) -> None:
    kept = api.edit(acme, Name="Renamed")
    assert kept | {"Name": acme["Name"]} | stamps(acme) == acme

    for blank in ("", None):
        api.edit(acme, Website="x")
        assert api.edit(acme, Website=blank)["Website"] == ""


def stamps(customer: dict[str, Any]) -> dict[str, Any]:
    return {name: customer[name] for name in ("Age", "Modified", "Locations")}


def test_the_case_of_a_name_can_be_changed(api: Api, acme: dict[str, Any]) -> None:
    assert api.edit(acme, Name="ACME, Inc.")["Name"] == "ACME, Inc."


def test_it_rejects_a_name_that_is_taken(api: Api, acme: dict[str, Any]) -> None:
    api.add("Other")
    before = recorded()

    said = api.error("CustomerEdit", Customer={"CustomerID": acme["CustomerID"], "Name": "OTHER"})

    assert said == "A unique customer name is required"
    assert recorded() == before


@pytest.mark.parametrize("name", ["", " ", None])
def test_it_rejects_an_empty_name(api: Api, acme: dict[str, Any], name: Any) -> None:
    customer = {"CustomerID": acme["CustomerID"], "Name": name}

    assert api.error("CustomerEdit", Customer=customer) == "A customer name is required"


def test_a_name_that_stands_twice_may_stay(api: Api, account: Account, source: Source) -> None:
    ids = [
        services.create(account, CustomerChange(name="Twin"), source=source).customer_id
        for _ in range(2)
    ]

    edited = api("CustomerEdit", Customer={"CustomerID": ids[0], "Name": "Twin", "Website": "x"})

    assert edited["Website"] == "x"


def test_a_contact_cannot_give_its_customer_a_name_that_is_taken(api: Api) -> None:
    api.add("Bob Jones")
    ann = api.add("Ann Lee", PrimaryContact={"FirstName": "Ann", "LastName": "Lee"})
    before = recorded()

    renamed = {"FirstName": "Bob", "LastName": "Jones"}
    customer = {"CustomerID": ann["CustomerID"], "PrimaryContact": renamed}

    said = api.error("CustomerEdit", Customer=customer)
    assert said == "A unique customer name is required"
    assert recorded() == before


def test_a_private_person_is_renamed(api: Api) -> None:
    ann = api.add("Ann Lee", PrimaryContact={"FirstName": "Ann", "LastName": "Lee"})

    person = person_of(api.edit(ann, Name="Ann van Lee"))

    assert (person["FirstName"], person["LastName"]) == ("Ann van", "Lee")


def test_another_primary_contact_leaves_the_name_that_is_sent(api: Api) -> None:
    ann = api.add("Ann Lee", PrimaryContact={"FirstName": "Ann", "LastName": "Lee"})
    bob = api(
        "CustomerContactAdd",
        CustomerID=ann["CustomerID"],
        Contact={"FirstName": "Bob", "LastName": "Lee"},
    )["Contact"]

    contact = {"Contact": {"ContactID": bob["ContactID"]}, "IsPrimary": True}
    edited = api.edit(ann, Name="Ann Lee", Contacts=[contact])

    assert edited["Name"] == "Ann Lee"
    assert [c["Contact"]["FirstName"] for c in edited["Contacts"] if c["IsPrimary"]] == ["Bob"]


def test_an_item_with_an_id_edits_that_contact(api: Api, acme: dict[str, Any]) -> None:
    person = person_of(acme) | {"LastName": "Nicest"}

    edited = api.edit(acme, Contacts=[{"Contact": person, "IsPrimary": True}])

    assert person_of(edited) == person


def test_a_customer_without_contacts_gets_one(api: Api) -> None:
    acme = api.add()

    edited = api.edit(acme, Contacts=[{"FirstName": "Ann", "LastName": "Lee"}])

    assert person_of(edited)["FirstName"] == "Ann"
    assert edited["Contacts"][0]["IsPrimary"] is True


def test_an_alias_is_added_once(api: Api, acme: dict[str, Any]) -> None:
    for alias in ("ACME", "Acme", "Other"):
        edited = api.edit(acme, AliasAdd=alias)

    assert edited["Aliases"] == ["ACME", "Other"]


def test_an_address_is_made_where_there_is_none(api: Api) -> None:
    edited = api.edit(api.add(), City="Chicago", StateProvince="n/a")

    (location,) = edited["Locations"]
    assert (location["City"], location["StateProvince"]) == ("Chicago", "n/a")


def test_it_edits_the_primary_location(api: Api, account: Account, source: Source) -> None:
    change = CustomerChange(
        name="A",
        billing=AddressChange(city="Billed"),
        addresses=(AddressChange(kind="shipping", city="Shipped", is_main=True),),
    )
    pk = services.create(account, change, source=source).customer_id

    edited = api("CustomerEdit", Customer={"CustomerID": pk, "City": "Moved"})

    assert [location["City"] for location in edited["Locations"]] == ["Billed", "Moved"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (None, 'Call requires parameter: "Customer" which was not found'),
        ({"Customer": {}}, "Customer name or ID must be specified"),
        ({"Customer": {"Website": "x"}}, "Customer name or ID must be specified"),
        ({"Customer": {"CustomerID": 999_999}}, "Customer not found"),
        ({"Customer": {"Name": "Nobody"}}, "Customer not found"),
    ],
)
def test_it_rejects_what_names_no_customer(api: Api, body: Any, said: str) -> None:
    assert api.error("CustomerEdit", body) == said


@pytest.mark.parametrize(
    "members",
    [
        {"Contacts": [{"ContactID": 999_999, "FirstName": "A"}]},
        {"Contacts": [{"FirstName": "A"}, {"FirstName": "B"}]},
        {"PrimaryContact": {"FirstName": ""}},
        {"PrimaryContact": {"PhoneNumbers": [{"PhoneNumberID": 999_999, "Number": "1"}]}},
        {"PrimaryContact": {"PhoneNumbers": [{"Number": "1"}]}},
        {"PrimaryContact": {"PhoneNumbers": [{"Number": "1", "Type": 4}]}},
        {"Fields": [{"Field": "Unheard of", "Value": "x"}]},
        {"Website": "x" * 501},
    ],
    ids=str,
)
def test_any_error_saves_nothing(api: Api, acme: dict[str, Any], members: dict[str, Any]) -> None:
    before = recorded()

    customer = {"CustomerID": acme["CustomerID"], "Name": "New", "City": "New", **members}
    api.error("CustomerEdit", Customer=customer)

    assert recorded() == before
    assert Customer.objects.get().name == "Acme, Inc."


def test_what_changes_nothing_leaves_no_trace(api: Api, acme: dict[str, Any]) -> None:
    before = recorded()

    api.edit(acme, Name=acme["Name"], Website=acme["Website"], City="Anytown")

    assert recorded() == before


def test_a_nameless_customer_can_be_edited(api: Api, account: Account, source: Source) -> None:
    change = CustomerChange(primary=ContactChange(email="a@example.com"))
    pk = services.create(account, change, source=source).customer_id

    edited = api("CustomerEdit", Customer={"CustomerID": pk, "Name": "", "Website": "x"})

    assert (edited["Name"], edited["Website"]) == ("", "x")
    assert Change.objects.count() == 2
