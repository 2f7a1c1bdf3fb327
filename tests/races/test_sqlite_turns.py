"""Writers in threads of one process, on connections that SQLite itself does not let wait."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction

from crm.accounts.models import Account
from crm.faults import is_unavailable

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def others() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


def write(slug: str, began: Event | None = None, may_end: Event | None = None) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")
        with transaction.atomic():
            Account.objects.create(slug=slug, name=slug)
            if began and may_end:
                began.set()
                may_end.wait(10)
    finally:
        connection.close()


def test_one_writes_when_the_other_has_ended(others: ThreadPoolExecutor) -> None:
    began, may_end = Event(), Event()
    first = others.submit(write, "first", began, may_end)
    began.wait(10)
    second = others.submit(write, "second")
    assert not second.done()
    may_end.set()

    first.result()
    second.result()

    assert Account.objects.filter(slug__in=["first", "second"]).count() == 2


def test_one_that_waits_too_long_is_told_so(
    others: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, may_end = Event(), Event()
    first = others.submit(write, "first", began, may_end)
    began.wait(10)
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)

    with pytest.raises(OperationalError) as caught:
        others.submit(write, "second").result()
    may_end.set()
    first.result()

    assert is_unavailable(caught.value)


def test_one_that_another_process_keeps_out_ends_its_turn(others: ThreadPoolExecutor) -> None:
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as process:
        process.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError):
            others.submit(write, "first").result()
        process.rollback()

    others.submit(write, "second").result()


def test_one_that_fails_ends_its_turn(others: ThreadPoolExecutor) -> None:
    Account.objects.create(slug="taken", name="taken")
    with pytest.raises(Exception, match="UNIQUE"):
        others.submit(write, "taken").result()

    others.submit(write, "second").result()
