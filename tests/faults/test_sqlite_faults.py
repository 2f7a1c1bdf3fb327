"""SQLite's file is locked by somebody else, or has no room to grow, under a running server."""

import resource
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from crm.accounts.models import Account
from customers.models import Change, Customer
from tests.invariants import assert_sound

from .doors import Door, open_doors
from .server import Answer, Server, database_url

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="SQLite's own faults are tested with the tests on SQLite",
    ),
]
FREE = resource.RLIM_INFINITY


def write_through(server: Server, doors: dict[str, Door], word: str) -> dict[str, Answer]:
    """A new customer through each door."""
    requests: dict[str, tuple[str, Any]] = {
        "inventorypro": ("inventorypro/api/v1/Customer", {"shortID": word, "name": word}),
        "inventorum": ("inventorum/api/customers/", {"company": word}),
        "smartshelf": ("smartshelf/api/customers", {"name": word}),
        "rpm": ("rpm/api2.svc/CustomerAdd", {"Customer": {"Name": f"{word}-r"}}),
        "franpos": ("franpos/api/customers", {"Customers": [{"CustomerCode": f"{word}-f"}]}),
    }
    return {
        name: server.ask("POST", doors[name].path(f"/{path}"), body, doors[name].headers)
        for name, (path, body) in requests.items()
    }


def assert_unavailable(answers: dict[str, Answer]) -> None:
    for name, answer in answers.items():
        assert (answer.status, answer.headers.get("Retry-After")) == (503, "5"), name
        assert answer.json()


def assert_written(answers: dict[str, Answer]) -> None:
    assert {answer.status for answer in answers.values()} <= {200, 201}
    assert "Error" not in answers["rpm"].json()["Result"]


@pytest.fixture
def doors(tenant: Account) -> dict[str, Door]:
    return open_doors(tenant)


@pytest.fixture
def server(tenant: Account) -> Iterator[Server]:
    """One that waits for a lock a moment only."""
    with Server(f"{database_url()}?timeout=1", workers=1) as server:
        yield server


def test_a_lock_that_stays_is_told_and_loses_nothing(
    tenant: Account, server: Server, doors: dict[str, Door]
) -> None:
    assert_written(write_through(server, doors, "BEFORE"))

    with transaction.atomic():  # holds the one lock for writing
        refused = write_through(server, doors, "MEANWHILE")
        method, path, body = doors["inventorypro"].reading()
        read = server.ask(method, path, body, doors["inventorypro"].headers)
    again = write_through(server, doors, "MEANWHILE")

    assert_unavailable(refused)
    assert read.status == 200
    assert_written(again)
    assert (Customer.objects.count(), Change.objects.count()) == (10, 10)
    assert_sound(tenant)


def test_a_full_disk_is_told_and_loses_nothing(
    tenant: Account, server: Server, doors: dict[str, Door]
) -> None:
    assert_written(write_through(server, doors, "BEFORE"))

    for worker in server.workers():  # a file may have one byte, and has more already
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (1, FREE))
    refused = write_through(server, doors, "MEANWHILE")
    method, path, body = doors["inventorypro"].reading()
    read = server.ask(method, path, body, doors["inventorypro"].headers)
    for worker in server.workers():
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (FREE, FREE))
    again = write_through(server, doors, "MEANWHILE")

    assert_unavailable(refused)
    assert read.status == 200
    assert_written(again)
    assert (Customer.objects.count(), Change.objects.count()) == (10, 10)
    assert_sound(tenant)
