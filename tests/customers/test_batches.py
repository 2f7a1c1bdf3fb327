"""Many rows in one write: statements, atomicity, and rows that see each other."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import Contact
from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, Source
from customers.models import AccountCounters, Address, Change, Customer
from customers.services import Key, Mode, Write

ALL = (Key.EMAIL, Key.CODE, Key.CELL_PHONE)


def row(number: int, note: str = "") -> Write:
    """A row with something in most tables."""
    return Write(
        mode=Mode.UPSERT,
        by=ALL,
        change=CustomerChange(
            code=f"C{number}",
            email=f"{number}@example.com",
            note=note,
            primary=ContactChange(
                first_name="Ann",
                last_name=f"Lee {note}",
                birthday=datetime(1990, 5, 1, tzinfo=UTC),
                typed_phones={"cell": f"312555{number:04}", "business": f"1-{number}{note}"},
            ),
            billing=AddressChange(line1=f"{number} Main St", city=f"City {note}", country="US"),
        ),
    )


def statements(account: Account, source: Source, rows: list[Write]) -> int:
    with CaptureQueriesContext(connection) as captured:
        outcomes = services.write(account, rows, source=source)
    assert not any(outcome.error for outcome in outcomes)
    return len(captured)


def test_many_rows_cost_no_more_statements_than_few(account: Account, source: Source) -> None:
    services.write(account, [row(2_000)], source=source)
    few_new = statements(account, source, [row(n) for n in range(10)])
    many_new = statements(account, source, [row(n) for n in range(10, 1_000)])
    few_known = statements(account, source, [row(n, "x") for n in range(10)])
    many_known = statements(account, source, [row(n, "y") for n in range(1_000)])
    mixed = statements(account, source, [row(n, "z") for n in range(500, 1_500)])

    assert (few_new, few_known) == (many_new, many_known)
    assert mixed <= few_new + few_known
    assert Customer.objects.count() == 1_501


def test_rows_without_code_cost_no_statement_each(account: Account, source: Source) -> None:
    def new(size: int) -> list[Write]:
        return [Write(mode=Mode.CREATE, change=CustomerChange(note="x")) for _ in range(size)]

    services.write(account, new(1), source=source)
    assert statements(account, source, new(3)) == statements(account, source, new(50))


def test_numbers_that_clients_have_as_codes_cost_no_statement_each(
    account: Account, source: Source
) -> None:
    def coded(codes: list[str]) -> list[Write]:
        return [Write(mode=Mode.CREATE, change=CustomerChange(code=code)) for code in codes]

    def new(size: int) -> list[Write]:
        return [Write(mode=Mode.CREATE, change=CustomerChange(note="x")) for _ in range(size)]

    # 62 customers, whose codes are the numbers of the next ones.
    services.write(
        account, coded([*(str(n) for n in range(61, 121)), "63-2", "63-3"]), source=source
    )

    few = statements(account, source, new(1))
    many = statements(account, source, new(50))

    assert many <= few
    made = Customer.objects.filter(number__gte=63).order_by("number")
    assert [customer.code for customer in made] == ["63-4", *(f"{n}-2" for n in range(64, 114))]


def test_what_the_database_refuses_takes_all_back(account: Account, source: Source) -> None:
    (ann,) = services.write(account, [row(1)], source=source)
    before = AccountCounters.objects.values().get()
    # An entry of the ledger that stands where the next one belongs: the last table that is written.
    in_the_way = Change.objects.create(
        account=account,
        sequence=2,
        at=timezone.now(),
        customer_id=ann.customer_id,
        action=Change.Action.UPDATED,
        fields={},
    )

    with pytest.raises(IntegrityError):
        services.write(account, [row(1, "x"), row(2)], source=source)

    assert Customer.objects.get().note == ""
    assert (Contact.objects.count(), Address.objects.count(), Change.objects.count()) == (1, 1, 2)
    assert AccountCounters.objects.values().get() == before
    in_the_way.delete()
    (outcome,) = services.write(account, [row(2)], source=source)
    assert outcome.created


def test_ten_thousand_rows_go_in_and_are_told(account: Account, source: Source) -> None:
    services.write(account, [row(n) for n in range(5_000)], source=source)

    outcomes = services.write(account, [row(n, "x") for n in range(10_000)], source=source)

    assert [outcome.created for outcome in outcomes] == [False] * 5_000 + [True] * 5_000
    assert Customer.objects.filter(note="x").count() == 10_000
    assert Contact.objects.filter(last_name="Lee x").count() == 10_000
    assert Change.objects.count() == 15_000
    counters = AccountCounters.objects.get()
    assert (counters.customers, counters.last_number, counters.last_sequence) == (
        10_000,
        10_000,
        15_000,
    )
