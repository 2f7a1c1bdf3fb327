"""What a member does to the record, sent, left out, and empty."""

from typing import Any

import pytest

from crm.accounts.models import Account
from customers.models import Change, Customer, LeadSource, NoteEntry, NoteType

from .conftest import Api, recorded, statuses

FULL: dict[str, Any] = {
    "FirstName": "Ann",
    "LastName": "Lee",
    "Email": "ann@example.com",
    "CellPhone": "312 555 0147",
    "WorkPhone": "312 555 0148",
    "Dob": "1990-05-01",
    "Gender": 2,
    "CustomerCode": "C1",
    "Address": "88 Lake St",
    "Address2": "Apt 2",
    "City": "Chicago",
    "Zip": "60601",
    "Country": "US",
    "State": "IL",
    "Balance": 12.5,
    "RewardPoints": 340.25,
    "Image": "https://img.example.com/ann.png",
    "NopExternalId": "77",
}
EMPTY: dict[str, Any] = {
    "Dob": None,
    "Gender": 0,
    "Balance": 0.0,
    "RewardPoints": 0.0,
}
CLEARED = [member for member in FULL if member != "CustomerCode"]


def test_what_is_left_out_stays(api: Api) -> None:
    api.add(**FULL)
    before = api.read("C1")

    assert api.add(CustomerCode="c1")["Status"] == "Updated"

    assert api.read("C1") == before
    assert Change.objects.count() == 1


@pytest.mark.parametrize("empty", ["", None])
@pytest.mark.parametrize("member", CLEARED)
def test_empty_and_null_clear(api: Api, member: str, empty: Any) -> None:
    api.add(**FULL)
    before = api.read("C1")

    api.add(CustomerCode="C1", **{member: empty})

    assert api.read("C1") == before | {member: EMPTY.get(member, "")}


@pytest.mark.parametrize("blank", ["", "  ", None])
def test_a_blank_code_counts_as_left_out(api: Api, blank: Any) -> None:
    api.add(**FULL)

    assert api.add(Email="ann@example.com", CustomerCode=blank)["CustomerCode"] == "C1"


def test_a_customer_without_code_gets_one(api: Api) -> None:
    assert api.add(Email="ann@example.com")["CustomerCode"] == "1"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("1990-05-01", "1990-05-01"),
        ("2024-10-18T01:16:57.8984692-04:00", "2024-10-18"),
        ("2024-10-18T23:59:59+14:00", "2024-10-18"),
        ("2024-10-18T00:00:00Z", "2024-10-18"),
        ("2024-02-29 10:00", "2024-02-29"),
        ("1000-01-01", "1000-01-01"),
    ],
)
def test_a_date_counts_as_written(api: Api, sent: str, shown: str) -> None:
    assert api.add(Email="ann@example.com", Dob=sent)["Dob"] == shown
    assert api.read("1")["Dob"] == shown


@pytest.mark.parametrize(
    ("sent", "shown"),
    [(1, 1), (2, 2), (0, 0), (3, 0), (-1, 0), ("1", 1), ("male", 0), (2.0, 2), ([], 0), (True, 0)],
)
def test_a_gender_is_one_of_two_or_unknown(api: Api, sent: Any, shown: int) -> None:
    api.add(Email="ann@example.com", Gender=2)
    api.add(Email="ann@example.com", Gender=sent)

    assert api.read("1")["Gender"] == shown


@pytest.mark.parametrize(
    ("member", "sent", "shown"),
    [
        ("Zip", 60601, "60601"),
        ("FirstName", 1.5, "1.5"),
        ("CellPhone", 3125550147, "3125550147"),
        ("Balance", "12.50", 12.5),
        ("Balance", "12.3400", 12.34),
        ("Balance", -3, -3.0),
        ("RewardPoints", 7, 7.0),
        ("RewardPoints", 1e3, 1000.0),
    ],
)
def test_types_are_read_kindly(api: Api, member: str, sent: Any, shown: Any) -> None:
    api.add(Email="ann@example.com", **{member: sent})

    assert api.read("1")[member] == shown


def test_names_count_in_any_case_and_unknown_ones_are_ignored(api: Api) -> None:
    body = {"customers": [{"EMAIL": "a@example.com", "firstname": "Ann", "Shoe": 9}], "Mode": 7}

    (result,) = api.post(body).json()

    assert (result["Email"], result["FirstName"]) == ("a@example.com", "Ann")


def test_the_customer_id_is_ignored(api: Api) -> None:
    api.add(Email="ann@example.com")
    ann = Customer.objects.get().pk

    results = api.upload(
        {"Email": "bob@example.com", "CustomerId": ann},
        {"Email": "cy@example.com", "CustomerId": {"no": "id"}},
    )

    assert statuses(results) == ["Added", "Added"]


def test_a_lead_source_is_one_of_the_accounts(
    api: Api, account: Account, other_account: Account
) -> None:
    walk_in = LeadSource.objects.create(account=account, name="Walk-in")
    theirs = LeadSource.objects.create(account=other_account, name="Theirs")

    api.add(Email="ann@example.com", LeadSourceId=walk_in.pk)
    message = api.refuse({"Email": "ann@example.com", "LeadSourceId": theirs.pk})

    assert message.startswith("LeadSourceId: ")
    assert api.read("1")["LeadSourceId"] == walk_in.pk
    api.add(Email="ann@example.com", LeadSourceId=0)
    assert api.read("1")["LeadSourceId"] == 0


def test_notes_are_entries_of_a_type_by_name(api: Api, general: NoteType) -> None:
    api.add(Email="ann@example.com", NoteType="GENERAL", Notes="Rang")
    api.add(Email="ann@example.com", Notes="Came in")

    assert [(e.text, e.type) for e in NoteEntry.objects.all()] == [
        ("Rang", general),
        ("Came in", None),
    ]
    shown = api.read("1")
    assert (shown["NoteType"], shown["Notes"]) == ("", "Came in")


@pytest.mark.parametrize("type_", ["General", "No such type", None])
def test_the_same_note_is_not_repeated(api: Api, general: NoteType, type_: str | None) -> None:
    note = {"Email": "ann@example.com", "NoteType": type_, "Notes": "Rang"}
    api.upload(note, note)
    before = recorded()

    api.upload(note)

    assert NoteEntry.objects.count() == 1
    assert recorded() == before


@pytest.mark.parametrize("notes", [None, "", "  "])
def test_a_type_without_notes_writes_nothing(api: Api, general: NoteType, notes: Any) -> None:
    api.add(Email="ann@example.com", NoteType="General", Notes=notes)

    assert not NoteEntry.objects.exists()


def test_a_phone_is_written_over_the_first_of_its_type(api: Api) -> None:
    api.add(**FULL)

    api.add(CustomerCode="C1", CellPhone="312 555 0199")

    shown = api.read("C1")
    assert (shown["CellPhone"], shown["WorkPhone"]) == ("312 555 0199", "312 555 0148")


def test_a_discontinued_customer_is_revived(api: Api) -> None:
    api.add(**FULL)
    Customer.objects.update(is_active=False)

    assert api.add(CustomerCode="C1")["Status"] == "Updated"

    assert Customer.objects.get().is_active
    assert [change.action for change in Change.objects.order_by("sequence")][-1] == "revived"
