"""A server that is killed in the middle of a batch of 10,000 leaves all of it or nothing."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from contacts.models import Contact, PhoneNumber
from crm.accounts.models import Account
from customers.models import (
    AccountCounters,
    Address,
    Change,
    Customer,
    CustomerContact,
    NoteEntry,
    SearchText,
)
from customers.writing.search_texts import rebuild_search_texts

from .doors import Door, open_doors
from .server import Server, database_url, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 10_000
FULL = {
    Customer: ROWS,
    Contact: ROWS,
    CustomerContact: ROWS,
    PhoneNumber: ROWS,
    Address: ROWS,
    NoteEntry: ROWS,
    Change: ROWS,
    SearchText: ROWS,
}


def upload(server: Server, door: Door) -> int | None:
    """The status of an upload of 10,000 customers; ``None`` if nobody answered."""
    customers = [
        {
            "CustomerCode": f"C{row}",
            "FirstName": "Ann",
            "LastName": f"No. {row}",
            "CellPhone": f"+1312555{row:04}",
            "City": "Chicago",
            "Notes": "Came by",
        }
        for row in range(ROWS)
    ]
    try:
        return server.ask(
            "POST", door.path("/franpos/api/customers"), {"Customers": customers}
        ).status
    except (OSError, HTTPException):
        return None


def is_writing(account: Account) -> bool:
    """Whether somebody holds the account's lock, as a write does from its begin to its commit."""
    try:
        with transaction.atomic():
            if connection.vendor == "sqlite":
                return False  # the lock was to be had: a transaction here takes it at its begin
            counters = AccountCounters.objects.select_for_update(nowait=True)
            list(counters.filter(account=account))
    except OperationalError:
        return True
    return False


def forget_log() -> None:
    """Else SQLite begins to write at the beginning of a log that is as long as the longest before."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def stored_bytes() -> int:
    """What has been written to disk, committed or not."""
    if connection.vendor == "sqlite":
        log = Path(f"{connection.settings_dict['NAME']}-wal")
        return log.stat().st_size if log.exists() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('customers_customer')")
        size: int = cursor.fetchone()[0]
    return size


def rows() -> dict[Any, int]:
    return {model: model._default_manager.count() for model in FULL}


def kill_a_worker(server: Server) -> None:
    for worker in server.workers():
        os.kill(worker, signal.SIGKILL)


def kill_all(server: Server) -> None:
    server.kill()


@pytest.fixture
def _impatient() -> Any:
    """Asking whether somebody writes must not wait until nobody does."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
    yield
    connection.close()


@pytest.mark.usefixtures("_impatient")
def test_a_batch_that_is_killed_is_all_there_or_not_at_all(tenant: Account) -> None:
    door = open_doors(tenant)["franpos"]
    AccountCounters.objects.create(account=tenant)

    def interrupted(kill: Callable[[Server], None], is_time: Callable[[int], bool]) -> int | None:
        forget_log()
        before = stored_bytes()
        under_way: Future[int | None] = pool.submit(upload, server, door)
        wait_until("it is time to kill", lambda: under_way.done() or is_time(before))
        kill(server)
        return under_way.result()

    moments: dict[Callable[[Server], None], Callable[[int], bool]] = {
        kill_a_worker: lambda _: is_writing(tenant),
        kill_all: lambda before: stored_bytes() > before + ROWS,
    }

    with ThreadPoolExecutor(1) as pool, Server(database_url(), workers=1) as server:
        for kill, is_time in moments.items():
            assert interrupted(kill, is_time) is None
            wait_until("its lock is gone", lambda: not is_writing(tenant))
            assert rows() in (dict.fromkeys(FULL, 0), FULL)
        server.start()

        assert upload(server, door) == 200

    assert rows() == FULL
    counters = AccountCounters.objects.get(account=tenant)
    assert (counters.last_number, counters.last_sequence) == (ROWS, ROWS)
    assert (counters.customers, counters.active_customers) == (ROWS, ROWS)
    assert list(Change.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, ROWS + 1)
    )
    some = Customer.objects.order_by("pk").values_list("pk", flat=True)[: ROWS // 10]
    assert rebuild_search_texts(tenant.pk, list(some)) == 0
