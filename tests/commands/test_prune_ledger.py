"""Old changes go from the ledger only when somebody means it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management.base import CommandError
from django.test import Client as Browser

from crm.accounts.models import Account, User
from crm.staff.history.undo import CannotUndo, undo
from customers import pruning
from customers.changes import ContactChange, CustomerChange, Source
from customers.models import Change, Customer, LedgerPruning
from customers.services import create, update

from .conftest import Run

LONG_AGO = datetime(2020, 1, 1, 12, tzinfo=UTC)
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def old(account: Account, alice: User) -> Customer:
    """Made in 2020 and changed three times in the days after."""
    with time_machine.travel(LONG_AGO, tick=False) as now:
        made = create(account, CustomerChange(company="Acme"), source=Source())
        for name in ("Acme 1", "Acme 2", "Acme 3"):
            now.shift(timedelta(days=1))
            change = CustomerChange(company=name)
            update(account, customer_id=made.customer_id, change=change, source=Source())
    return Customer.objects.get(pk=made.customer_id)


def sequences() -> list[int]:
    return sorted(Change.objects.values_list("sequence", flat=True))


def test_it_only_tells_without_yes(old: Customer, run: Run) -> None:
    with time_machine.travel(NOW):
        told = run("prune_ledger", "acme", "--older-than", 365)

    assert told.startswith("2 changes of acme, 2020-01-02 to 2020-01-03, would be deleted.")
    assert sequences() == [1, 2, 3, 4]
    assert not LedgerPruning.objects.exists()


def test_the_creation_and_the_last_change_stay(old: Customer, run: Run) -> None:
    with time_machine.travel(NOW, tick=False):
        told = run("prune_ledger", "acme", "--older-than", 365, "--yes")

    assert told.startswith("Deleted 2 changes of acme before 2025-05-04.")
    assert sequences() == [1, 4]
    written = LedgerPruning.objects.get()
    assert (written.account, written.changes, written.at) == (old.account, 2, NOW)


def test_what_is_younger_stays(old: Customer, run: Run) -> None:
    with time_machine.travel(LONG_AGO + timedelta(days=32), tick=True):
        run("prune_ledger", "acme", "--older-than", 30, "--yes")

    assert sequences() == [1, 3, 4]


def test_another_accounts_changes_stay(old: Customer, other_account: Account, run: Run) -> None:
    with time_machine.travel(NOW):
        run("prune_ledger", "mallory", "--older-than", 365, "--yes")

    assert sequences() == [1, 2, 3, 4]
    assert not LedgerPruning.objects.exists()


def test_it_goes_piece_by_piece(old: Customer, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "PIECE", 1)

    with time_machine.travel(NOW):
        run("prune_ledger", "acme", "--older-than", 365, "--yes")

    assert sequences() == [1, 4]
    assert LedgerPruning.objects.get().changes == 2


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--yes"],
        ["--older-than", "29", "--yes"],
        ["--older-than", "-1", "--yes"],
        ["--older-than", "ever", "--yes"],
        ["--older-than", "365", "--y"],
    ],
)
def test_it_rejects_what_is_not_typed_out(old: Customer, run: Run, options: list[str]) -> None:
    with time_machine.travel(NOW), pytest.raises(CommandError):
        run("prune_ledger", "acme", *options)

    assert sequences() == [1, 2, 3, 4]


def test_it_rejects_an_account_that_does_not_exist(db: None, run: Run) -> None:
    with pytest.raises(CommandError, match="nobody"):
        run("prune_ledger", "nobody", "--older-than", 365)


def test_new_changes_go_on_counting(old: Customer, run: Run) -> None:
    with time_machine.travel(NOW):
        run("prune_ledger", "acme", "--older-than", 365, "--yes")
        change = CustomerChange(company="Acme 4")
        update(old.account, customer_id=old.pk, change=change, source=Source())

    assert sequences() == [1, 4, 5]


def test_a_field_is_still_undone(old: Customer, run: Run) -> None:
    with time_machine.travel(NOW):
        run("prune_ledger", "acme", "--older-than", 365, "--yes")
    undo(old.account, Change.objects.get(sequence=4), source=Source())

    assert Customer.objects.get().company == "Acme 2"


def test_an_item_that_may_have_been_there_before_is_not_undone(account: Account, run: Run) -> None:
    with time_machine.travel(LONG_AGO, tick=False) as now:
        made = create(account, CustomerChange(company="Acme"), source=Source())
        for change in (
            CustomerChange(primary=ContactChange(first_name="Ann")),
            CustomerChange(primary=ContactChange(job_title="Buyer")),
        ):
            now.shift(timedelta(days=1))
            update(account, customer_id=made.customer_id, change=change, source=Source())
    with time_machine.travel(NOW):
        run("prune_ledger", "acme", "--older-than", 365, "--yes")
    last = Change.objects.get(sequence=3)
    last.fields = {path: [None, after] for path, (_, after) in last.fields.items()}

    with pytest.raises(CannotUndo, match="pruned"):
        undo(account, last, source=Source())


def test_the_history_page_says_that_it_is_not_whole(
    old: Customer, alice: User, client: Browser, run: Run
) -> None:
    client.force_login(alice)
    page = f"/customers/{old.pk}/history/"
    assert "was pruned" not in client.get(page).content.decode()

    with time_machine.travel(NOW):
        run("prune_ledger", "acme", "--older-than", 365, "--yes")

    assert "Earlier history was pruned on 4 May 2026" in client.get(page).content.decode()
