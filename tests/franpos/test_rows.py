"""Bad rows: each says why, and the good ones go in."""

from typing import Any

import pytest

from customers.models import Change, Customer

from .conftest import RESULT, Api, statuses

TEXTS = {
    "FirstName": 200,
    "LastName": 200,
    "Email": 254,
    "CellPhone": 100,
    "WorkPhone": 100,
    "CustomerCode": 100,
    "Address": 300,
    "Address2": 300,
    "City": 200,
    "Zip": 40,
    "Country": 200,
    "State": 200,
    "Notes": 20_000,
    "Image": 2_000,
    "NopExternalId": 100,
}
NO_DAYS: list[Any] = ["May 1990", "1990-13-01", "1990-02-30", "01/05/1990", "0999-12-31", 1990, []]
NO_DAYS += ["1990-05-01\0", "1990-05-01T25:00", "1990-05-01x"]
NO_AMOUNTS: list[Any] = ["x", "1,5", "NaN", "1e5", True, [], 1e300, 0.001, 10**12, "9" * 200]
NO_IDS: list[Any] = ["x", -1, 1.5, True, [], {}, 2**63, 1e300]
NO_ROWS: list[Any] = [None, 5, "Ann", [], True]
#: Member -> values that make its row a bad one.
WRONG: dict[str, list[Any]] = {
    member: [[], {}, True, "A\0B", "x" * (longest + 1)] for member, longest in TEXTS.items()
} | {
    "Dob": NO_DAYS,
    "Balance": NO_AMOUNTS,
    "RewardPoints": NO_AMOUNTS,
    "LocationId": NO_IDS,
    "LeadSourceId": [*NO_IDS, 4711],
}
#: Every kind of bad row -> a word of its message.
BAD: list[tuple[Any, str]] = [
    *(({"FirstName": "Ann", member: value}, member) for member in WRONG for value in WRONG[member]),
    *((row, "object") for row in NO_ROWS),
    ({}, "required"),
]


@pytest.mark.parametrize("member", TEXTS)
def test_a_text_is_as_long_as_the_record_has_room(api: Api, member: str) -> None:
    (result,) = api.upload({"FirstName": "Ann", member: "x" * TEXTS[member]})

    assert result["Status"] == "Added"


def test_every_kind_of_bad_row_says_why_and_the_good_ones_go_in(api: Api) -> None:
    rows: list[Any] = []
    for number, (bad, _) in enumerate(BAD):
        rows += [bad, {"Email": f"{number}@example.com", "FirstName": "Good"}]

    results = api.upload(*rows)

    assert statuses(results) == ["Error", "Added"] * len(BAD)
    for (bad, word), result in zip(BAD, results[::2], strict=True):
        assert list(result) == [*RESULT, "Message"]
        assert word in result["Message"], bad
    assert Customer.objects.count() == Change.objects.count() == len(BAD)
    assert set(Customer.objects.values_list("name", flat=True)) == {"Good"}


def test_a_bad_row_leaves_the_customer_that_it_finds_as_it_was(api: Api) -> None:
    api.add(Email="ann@example.com", FirstName="Ann")

    api.refuse({"Email": "ann@example.com", "FirstName": "Bob", "Dob": "never"})
    api.refuse({"Email": "ann@example.com", "FirstName": "Bob", "Zip": "x" * 41})

    assert api.read("1")["FirstName"] == "Ann"
    assert Change.objects.count() == 1


def test_it_names_all_that_is_wrong_with_a_row(api: Api) -> None:
    message = api.refuse({"Email": "ann@example.com", "Dob": "never", "City": [], "Balance": "x"})

    for member in ("Dob", "City", "Balance"):
        assert f"{member}: " in message


def test_an_error_shows_what_was_sent(api: Api) -> None:
    (result,) = api.upload(
        {"LocationId": "7", "FirstName": "Ann", "Email": 5, "CellPhone": [], "Dob": "May 1990"}
    )

    message = result.pop("Message")
    assert result == {
        "LocationId": 7,
        "FirstName": "Ann",
        "LastName": None,
        "Email": "5",
        "CustomerCode": None,
        "CellPhone": None,
        "Dob": "May 1990",
        "Status": "Error",
    }
    assert message == ("CellPhone: Must be a text. Dob: Must be a date like 1990-05-31.")


def test_half_a_character_is_an_error_of_its_row(api: Api) -> None:
    body = (
        b'[{"FirstName": "\\ud800", "Email": "a@example.com"},'
        b' {"FirstName": "\\ud83d\\ude00", "Email": "b@example.com"}]'
    )

    results = api.post(body).json()

    assert statuses(results) == ["Error", "Added"]
    assert results[0]["Message"].startswith("FirstName: ")
    assert results[0]["FirstName"] is None
    assert results[1]["FirstName"] == "\U0001f600"
