"""Custom fields: typed, all of them shown, and an error in one fails the whole call."""

from typing import Any

import pytest

from customers.models import CustomField, CustomFieldValue

from .conftest import Api, recorded

SHOWN = ("A text", "A number", "A date", "A yes/no", "A choice")


def values_of(customer: dict[str, Any]) -> dict[str, str]:
    return {field["Field"]: field["Value"] for field in customer["Fields"]}


@pytest.mark.usefixtures("fields")
def test_every_field_of_the_account_is_shown(api: Api) -> None:
    added = api.add(City="Chicago")

    assert values_of(added) == dict.fromkeys(SHOWN, "")
    assert added["Locations"][0]["Fields"] == [{"Field": "Dock", "Value": ""}]


@pytest.mark.usefixtures("fields")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("A text", " As it is \n"),
        ("A number", "1.50"),
        ("A number", "-3"),
        ("A date", "2024-05-31"),
        ("A yes/no", "Yes"),
        ("A yes/no", "false"),
        ("A choice", "Tin"),
    ],
)
def test_what_is_sent_comes_back(api: Api, field: str, value: str) -> None:
    sent = [{"Field": field, "Value": value}]

    added = api.add(Fields=sent)
    assert values_of(added)[field] == value

    edited = api.edit(api.add("Other"), Fields=sent)
    assert values_of(edited)[field] == values_of(api.get(edited))[field] == value


@pytest.mark.usefixtures("fields")
@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [("A number", 12, "12"), ("A number", 1.5, "1.5"), ("A yes/no", True, "yes")],
)
def test_json_values_of_the_type_are_taken(api: Api, field: str, value: Any, shown: str) -> None:
    assert values_of(api.add(Fields=[{"Field": field, "Value": value}]))[field] == shown


@pytest.mark.usefixtures("fields")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("A number", "many"),
        ("A number", "NaN"),
        ("A number", True),
        ("A number", 1e300),
        ("A date", "31.5.2024"),
        ("A date", "2024-02-30"),
        ("A yes/no", "perhaps"),
        ("A yes/no", 1),
        ("A choice", "gold"),
        ("A text", 5),
        ("A text", ["x"]),
        ("A text", {"x": 1}),
        ("A text", "x" * 5_001),
        ("A text", "a\0b"),
        ("Dock", "an address has docks"),
        ("Unheard of", "x"),
        ("Unheard of", ""),
        ("", "x"),
        (None, "x"),
        (5, "x"),
    ],
)
def test_a_wrong_one_fails_the_whole_call(api: Api, field: Any, value: Any) -> None:
    acme = api.add()
    before = recorded()
    members = {"Website": "new", "Fields": [{"Field": field, "Value": value}]}

    api.error("CustomerEdit", Customer={"CustomerID": acme["CustomerID"], **members})
    api.error("CustomerAdd", Customer={"Name": "New", **members})

    assert recorded() == before


@pytest.mark.usefixtures("fields")
@pytest.mark.parametrize("blank", ["", None])
def test_blank_clears_and_the_others_stay(api: Api, blank: str | None) -> None:
    sent = [{"Field": "A text", "Value": "a"}, {"Field": "A number", "Value": "1"}]
    acme = api.add(Fields=sent)

    edited = api.edit(acme, Fields=[{"Field": "a TEXT", "Value": blank}])

    assert values_of(edited) == dict.fromkeys(SHOWN, "") | {"A number": "1"}


@pytest.mark.usefixtures("fields")
def test_a_value_that_is_left_out_stays(api: Api) -> None:
    acme = api.add(Fields=[{"Field": "A text", "Value": "a"}])

    assert values_of(api.edit(acme, Fields=[{"Field": "A text"}]))["A text"] == "a"


@pytest.mark.usefixtures("fields")
def test_a_field_that_is_there_twice_is_refused(api: Api) -> None:
    twice = [{"Field": "A text", "Value": "a"}, {"Field": "a text", "Value": "b"}]

    said = api.error("CustomerAdd", Customer={"Name": "A", "Fields": twice})

    assert said == "Field is there twice: a text"


def test_a_choice_that_is_none_any_more_can_be_sent_back(
    api: Api, fields: dict[str, CustomField]
) -> None:
    acme = api.add(Fields=[{"Field": "A choice", "Value": "Tin"}])
    fields["choice"].choices = ["Gold"]
    fields["choice"].save()
    before = recorded()

    assert values_of(api.edit(acme, Fields=acme["Fields"]))["A choice"] == "Tin"
    assert recorded() == before


@pytest.mark.usefixtures("fields")
def test_fields_of_a_location(api: Api) -> None:
    acme = api.add()
    location = {"Name": "A", "Fields": [{"Field": "dock", "Value": "4", "Uid": "x", "Format": 1}]}

    added = api("CustomerLocationAdd", CustomerID=acme["CustomerID"], Location=location)

    assert added["Location"]["Fields"] == [{"Field": "Dock", "Value": "4"}]
    assert CustomFieldValue.objects.get().address_id == added["Location"]["LocationID"]
    assert api.get(acme)["Locations"][0]["Fields"] == added["Location"]["Fields"]


@pytest.mark.usefixtures("fields")
def test_a_field_of_another_account_is_unknown(other_api: Api) -> None:
    theirs = {"Name": "A", "Fields": [{"Field": "A text", "Value": "x"}]}

    assert other_api.error("CustomerAdd", Customer=theirs) == "Field not found: A text"
