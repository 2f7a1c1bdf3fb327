"""Thousands at once: a number of statements that does not grow, and all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.models import Contact, PhoneNumber
from crm.accounts.models import Account, Store
from customers.models import Change, Customer, NoteType

from .conftest import Api, assert_error, statuses


def rows(count: int, *, since: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "FirstName": "Ann",
            "LastName": f"Lee {number}",
            "Email": f"ann{number}@example.com",
            "CellPhone": f"+1312{number:07}",
            "WorkPhone": "312 555 0100",
            "CustomerCode": f"C{number}",
            "Dob": "1990-05-01",
            "Address": f"{number} Lake St",
            "City": "Chicago",
            "Country": "US",
            "State": "IL",
            "NoteType": "General",
            "Notes": f"Note {number}",
            "Balance": number / 4,
        }
        for number in range(since, since + count)
    ]


def statements(api: Api, customers: list[dict[str, Any]]) -> int:
    """How many statements an upload takes, half of it known already."""
    api.upload(*customers[::2])
    for customer in customers:
        customer["City"] = "Evanston"
        customer["Notes"] = "Moved"
    with CaptureQueriesContext(
        connection,
    ) as captured:
        results = api.upload(*customers, RequireCountry=True, RequireNote=True)
    assert set(statuses(results)) == {"Added", "Updated"}
    return len(captured)


def test_nor_with_rows_of_every_kind(api: Api) -> None:
    """Those that are known take up places, but no numbers; those that come without a code do."""

    def mixed(count: int, since: int) -> int:
        known = [{"CustomerCode": f"K{since + n}", "FirstName": "Ann"} for n in range(count)]
        fresh = [{"Email": f"{since + n}@example.com", "FirstName": "Bo"} for n in range(count)]
        api.upload(*known)
        with CaptureQueriesContext(connection) as captured:
            api.upload(*known, *fresh)
        return len(captured)

    assert mixed(100, since=1_000) == mixed(5, since=0)


def test_the_number_of_statements_does_not_grow_with_the_rows(
    api: Api, north: Store, general: NoteType
) -> None:
    assert statements(api, rows(10)) == statements(api, rows(500, since=1_000))


def test_ten_thousand_go_in_at_once(api: Api, general: NoteType) -> None:
    customers = rows(10_000)
    api.upload(*customers[:5_000])

    results = api.upload(*customers)

    assert statuses(results) == ["Updated"] * 5_000 + ["Added"] * 5_000
    assert [result["CustomerCode"] for result in results] == [c["CustomerCode"] for c in customers]
    assert Customer.objects.count() == Contact.objects.count() == Change.objects.count() == 10_000
    assert PhoneNumber.objects.count() == 20_000


@contextmanager
def a_database_that_refuses(number: str) -> Iterator[None]:
    """A trigger that lets no phone of that number in."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER refuse BEFORE INSERT ON contacts_phonenumber"
                f" WHEN NEW.number = '{number}' BEGIN SELECT RAISE(ABORT, 'disk on fire'); END"
            )
            yield
            cursor.execute("DROP TRIGGER refuse")
        else:
            cursor.execute(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" IF NEW.number = '{number}' THEN RAISE EXCEPTION 'disk on fire'; END IF;"
                " RETURN NEW; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER refuse BEFORE INSERT ON contacts_phonenumber"
                " FOR EACH ROW EXECUTE FUNCTION refuse()"
            )
            yield
            cursor.execute("DROP TRIGGER refuse ON contacts_phonenumber")
            cursor.execute("DROP FUNCTION refuse()")


def test_a_database_that_fails_in_the_middle_leaves_nothing(
    api: Api, account: Account, general: NoteType
) -> None:
    customers = rows(50)
    api.upload(*customers[:10])
    told = Change.objects.count()
    for customer in customers:
        customer["City"] = "Evanston"

    with a_database_that_refuses(customers[30]["CellPhone"]):
        answer = api.post({"Customers": customers})

    assert_error(answer, 500, "An error has occurred.")
    assert Customer.objects.count() == 10
    assert Change.objects.count() == told
    assert api.read("C0")["City"] == "Chicago"
    assert statuses(api.upload(*customers)) == ["Updated"] * 10 + ["Added"] * 40
