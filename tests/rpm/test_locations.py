"""``CustomerLocationAdd`` and ``CustomerLocationEdit``: all addresses are locations."""

from typing import Any

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, CustomerChange, Source
from customers.models import Address, CustomField

from .conftest import Api, recorded, sample


@pytest.fixture
def acme(api: Api) -> dict[str, Any]:
    """With a location of each kind, all of them nameless."""
    return api.add()


@pytest.fixture
def nameless(account: Account, source: Source) -> int:
    """A customer that other systems gave addresses: two to ship to, one to bill, one other."""
    change = CustomerChange(
        name="Acme",
        billing=AddressChange(city="Billed"),
        addresses=(
            AddressChange(kind="shipping", city="A", is_primary=True),
            AddressChange(kind="shipping", city="B"),
            AddressChange(kind="other", label="shipping 2"),
        ),
    )
    return services.create(account, change, source=source).customer_id


def add(api: Api, customer: dict[str, Any], name: str, **members: Any) -> dict[str, Any]:
    location: dict[str, Any] = api(
        "CustomerLocationAdd",
        CustomerID=customer["CustomerID"],
        Location={"Name": name, **members},
    )["Location"]
    return location


def edit(api: Api, customer: dict[str, Any], location: dict[str, Any], **members: Any) -> Any:
    which = {"LocationID": location["LocationID"], "Name": location["Name"]}
    body = {"CustomerID": customer["CustomerID"], "Location": which | members}
    return api("CustomerLocationEdit", body)["Location"]


def primary_of(customer: dict[str, Any]) -> list[str]:
    return [location["Name"] for location in customer["Locations"] if location["IsPrimary"]]


def test_it_takes_the_documented_sample(api: Api, acme: dict[str, Any], account: Account) -> None:
    CustomField.objects.create(account=account, target="address", name="Dock")
    made = add(api, acme, "First")
    sent = sample("customer_location_edit.request")
    sent["CustomerID"], sent["Location"]["LocationID"] = acme["CustomerID"], made["LocationID"]
    printed = sample("customer_location_edit.response")["Result"]["Location"]

    edited = api("CustomerLocationEdit", sent)["Location"]

    assert list(edited) == list(printed)
    assert edited == printed | {"LocationID": made["LocationID"]}


def test_a_name_is_enough(api: Api, acme: dict[str, Any]) -> None:
    added = add(api, acme, "Warehouse")

    assert added["StateProvince"] == "n/a"
    (location,) = api.get(acme)["Locations"]
    assert {key: location[key] for key in added} == added
    assert Address.objects.get().kind == "other"


@pytest.mark.parametrize("unset", ["n/a", "", None])
def test_a_state_that_is_not_set_is_not_applicable(
    api: Api, acme: dict[str, Any], unset: str | None
) -> None:
    made = add(api, acme, "Warehouse", StateProvince="Ohio")

    sent = {"LocationID": made["LocationID"], "Name": "Warehouse", "StateProvince": unset}
    edited = api("CustomerLocationEdit", CustomerID=acme["CustomerID"], Location=sent)["Location"]

    assert made["StateProvince"] == "Ohio"
    assert edited["StateProvince"] == "n/a"
    assert Address.objects.get().state == ""


def test_one_is_primary_and_only_one(api: Api, acme: dict[str, Any]) -> None:
    first, second = add(api, acme, "A"), add(api, acme, "B", IsPrimary=True)
    assert primary_of(api.get(acme)) == ["B"]

    edit(api, acme, first, IsPrimary=1)
    assert primary_of(api.get(acme)) == ["A"]

    edit(api, acme, first, IsPrimary=False)
    edit(api, acme, second, IsPrimary=0)
    assert primary_of(api.get(acme)) == ["A"]


def test_who_is_billed_and_shipped_to_stays(api: Api, nameless: int) -> None:
    before = list(Address.objects.order_by("pk").values_list("kind", "is_primary"))
    shown = api("Customer", CustomerID=nameless)
    assert primary_of(shown) == ["Billing"]

    edit(api, shown, shown["Locations"][3], IsPrimary=True)

    assert primary_of(api("Customer", CustomerID=nameless)) == ["shipping 2"]
    assert list(Address.objects.order_by("pk").values_list("kind", "is_primary")) == before


def test_nameless_ones_are_called_by_their_kind(api: Api, nameless: int) -> None:
    shown = api("Customer", CustomerID=nameless)

    names = [location["Name"] for location in shown["Locations"]]
    assert names == ["Billing", "Shipping", "Shipping 3", "shipping 2"]


def test_sent_back_nothing_changes(api: Api, nameless: int) -> None:
    shown = api("Customer", CustomerID=nameless)
    before = recorded()

    for location in shown["Locations"]:
        edit(api, shown, location, **location)

    assert recorded() == before


def test_left_out_stays_and_blank_clears(api: Api, acme: dict[str, Any]) -> None:
    made = add(api, acme, "A", City="Chicago", StateProvince="IL", ZipPostalCode="60601")

    edited = edit(api, acme, made, City="", StateProvince="n/a")

    assert edited == made | {"City": "", "StateProvince": "n/a"}
    assert Address.objects.get().state == ""


@pytest.mark.parametrize("name", ["a", "A", "billing", "SHIPPING 3"])
@pytest.mark.parametrize("is_new", [True, False])
def test_it_rejects_a_name_that_is_taken(
    api: Api,
    nameless: int,
    name: str,
    is_new: bool,  # noqa: FBT001
) -> None:
    shown = api("Customer", CustomerID=nameless)
    made = add(api, shown, "A"), add(api, shown, "B")
    before = recorded()
    call = "CustomerLocationAdd" if is_new else "CustomerLocationEdit"

    location = {"Name": name, "LocationID": made[1]["LocationID"], "City": "X"}
    said = api.error(call, CustomerID=nameless, Location=location)

    assert said == "Location with this name already exists for the customer"
    assert recorded() == before


def test_another_customer_may_use_the_name(api: Api, acme: dict[str, Any]) -> None:
    add(api, acme, "A")

    assert add(api, api.add("Other"), "A")["Name"] == "A"


@pytest.mark.parametrize("call", ["CustomerLocationAdd", "CustomerLocationEdit"])
@pytest.mark.parametrize("name", [None, "", " "])
def test_it_rejects_a_missing_name(api: Api, acme: dict[str, Any], call: str, name: Any) -> None:
    location = {"LocationID": add(api, acme, "A")["LocationID"], "City": "X"}
    named = location if name is None else location | {"Name": name}

    said = api.error(call, CustomerID=acme["CustomerID"], Location=named)

    assert said == "A location requires a name"


@pytest.mark.parametrize(
    ("which", "location", "said"),
    [
        ({}, {"Name": "A"}, "Location ID not passed into call"),
        ({}, {"LocationID": 0, "Name": "A"}, "Location ID not passed into call"),
        ({}, {"LocationID": 999_999, "Name": "A"}, "Location not found"),
        ({"CustomerID": 999_999}, {"LocationID": 1, "Name": "A"}, "Customer not found"),
        ({"CustomerID": None}, {"LocationID": 1, "Name": "A"}, "Customer not found"),
        ({}, {"LocationID": "x", "Name": "A"}, "Location.LocationID must be a number"),
        ({}, [], "Location must be an object"),
    ],
    ids=str,
)
def test_it_rejects_what_names_no_location(
    api: Api, acme: dict[str, Any], which: dict[str, Any], location: Any, said: str
) -> None:
    body = {"CustomerID": acme["CustomerID"], "Location": location} | which

    assert api.error("CustomerLocationEdit", body) == said


def test_a_location_of_another_customer_is_not_found(api: Api, acme: dict[str, Any]) -> None:
    made = add(api, acme, "A")
    other = api.add("Other")

    body = {"CustomerID": other["CustomerID"], "Location": made}
    assert api.error("CustomerLocationEdit", body) == "Location not found"


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"ZipPostalCode": "1" * 41}, "ZipPostalCode: May have at most 40 characters."),
        ({"Name": "x" * 201}, "Name: May have at most 200 characters."),
        ({"City": 5}, "Location.City must be a text"),
        ({"IsPrimary": "yes"}, "Location.IsPrimary must be true or false"),
        ({"Fields": [{"Field": "Unheard of", "Value": "x"}]}, "Field not found: Unheard of"),
    ],
    ids=str,
)
def test_it_rejects_bad_members_and_saves_nothing(
    api: Api, acme: dict[str, Any], members: dict[str, Any], said: str
) -> None:
    before = recorded()

    location = {"Name": "A", "Address": "new", **members}
    body = {"CustomerID": acme["CustomerID"], "Location": location}

    assert api.error("CustomerLocationAdd", body) == said
    assert recorded() == before
