"""What a call may demand of the customers that it adds."""

from typing import Any

import pytest

from crm.accounts.models import Account
from customers.models import Customer, NoteType

from .conftest import Api, statuses

GOOD: dict[str, Any] = {
    "Country": "US",
    "State": "Illinois",
    "Dob": "1990-05-01",
    "NoteType": "general",
    "Gender": 2,
}
DEMANDS = {
    "RequireCountry": "Country",
    "RequireState": "State",
    "RequireDob": "Dob",
    "RequireNote": "NoteType",
    "RequireGender": "Gender",
}
ALL: dict[str, Any] = dict.fromkeys(DEMANDS, True)

pytestmark = pytest.mark.usefixtures("general")


def test_a_customer_that_has_all_is_added(api: Api) -> None:
    (result,) = api.upload({"Email": "ann@example.com"} | GOOD, **ALL)

    assert result["Status"] == "Added"


@pytest.mark.parametrize("value", [None, "", "no such thing"])
@pytest.mark.parametrize(("flag", "member"), DEMANDS.items())
def test_it_rejects_a_new_customer_without(
    api: Api, flag: str, member: str, value: str | None
) -> None:
    if (member, value) == ("Dob", "no such thing"):
        value = None  # refused in any case: test_rows.py
    customer = {"Email": "ann@example.com"} | GOOD | {member: value}

    message = api.refuse(customer, **{flag: True})

    assert message.startswith(f"{member}: Is required to add a customer")
    assert not Customer.objects.exists()


@pytest.mark.parametrize(("flag", "member"), DEMANDS.items())
def test_what_is_not_demanded_may_be_anything(api: Api, flag: str, member: str) -> None:
    others: dict[str, Any] = {name: True for name in DEMANDS if name != flag}
    if member == "Country":
        del others["RequireState"]  # no country knows it
    value = None if member == "Dob" else "no such thing"

    (result,) = api.upload({"Email": "ann@example.com"} | GOOD | {member: value}, **others)

    assert result["Status"] == "Added"


@pytest.mark.parametrize("row", [{"Email": "ann@example.com"}, {"FirstName": "Ann"}])
def test_it_names_all_that_is_missing(api: Api, row: dict[str, str]) -> None:
    message = api.refuse(row, **ALL)

    for member in DEMANDS.values():
        assert f"{member}: " in message


def test_an_update_needs_none_of_it(api: Api) -> None:
    api.add(Email="ann@example.com")

    (result,) = api.upload({"Email": "ann@example.com", "FirstName": "Ann"}, **ALL)

    assert (result["Status"], result["FirstName"]) == ("Updated", "Ann")


def test_a_row_that_finds_what_another_adds_is_an_update(api: Api) -> None:
    results = api.upload(
        {"Email": "ann@example.com"} | GOOD, {"Email": "ann@example.com", "LastName": "Lee"}, **ALL
    )

    assert statuses(results) == ["Added", "Updated"]


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ({"Country": "USA"}, "Added"),
        ({"Country": "Vereinigte Staaten"}, "Added"),
        ({"Country": "usa", "State": "il"}, "Added"),
        ({"Country": "Deutschland", "State": "Bayern"}, "Added"),
        ({"Country": "DE", "State": "Bavaria"}, "Added"),
        ({"Country": "DE", "State": "IL"}, "Error"),
        ({"Country": "US", "State": "Flevoland"}, "Error"),
        ({"Country": "Atlantis", "State": "IL"}, "Error"),
        ({"Country": "Atlantis"}, "Error"),
    ],
)
def test_places_are_known_by_code_or_name_the_state_within_its_country(
    api: Api, place: dict[str, str], status: str
) -> None:
    flags: dict[str, Any] = {f"Require{member}": True for member in place}

    (result,) = api.upload({"Email": "ann@example.com"} | place, **flags)

    assert result["Status"] == status


@pytest.mark.parametrize(("state", "status"), [("Illinois", "Added"), ("Bayern", "Error")])
def test_a_state_without_country_is_one_of_the_accounts(api: Api, state: str, status: str) -> None:
    (result,) = api.upload({"Email": "ann@example.com", "State": state}, RequireState=True)

    assert result["Status"] == status


def test_a_note_type_is_demanded_and_not_a_note(api: Api) -> None:
    (result,) = api.upload({"Email": "a@example.com", "NoteType": "General"}, RequireNote=True)

    assert result["Status"] == "Added"
    assert api.refuse({"Email": "b@example.com", "Notes": "Rang"}, RequireNote=True)


def test_a_note_type_of_another_account_is_not_known(api: Api, other_account: Account) -> None:
    NoteType.objects.create(account=other_account, name="Theirs")

    assert api.refuse({"Email": "a@example.com", "NoteType": "Theirs"}, RequireNote=True)


@pytest.mark.parametrize("value", [True, "true", "True", 1, "1"])
def test_a_flag_is_set_in_many_ways(api: Api, value: Any) -> None:
    assert api.refuse({"Email": "ann@example.com"}, requiredob=value)


@pytest.mark.parametrize("value", [False, "false", 0, "0", None, ""])
def test_a_flag_is_not_set_in_many_ways(api: Api, value: Any) -> None:
    (result,) = api.upload({"Email": "ann@example.com"}, RequireDob=value)

    assert result["Status"] == "Added"
