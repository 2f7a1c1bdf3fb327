"""A backup holds everything as of one moment, and gives it back."""

import gzip
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client as Browser
from pytest_django.fixtures import Settings

from crm.access.authentication import find_caller
from crm.access.clients import create_client
from crm.access.models import Client
from crm.accounts.models import Account, Store, User
from crm.upkeep.backup import vendors
from customers.changes import CustomerChange, Source
from customers.models import Change, Customer
from customers.services import create, update

from .conftest import Run

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parent.parent.parent

Rewrite = Callable[[list[bytes]], list[bytes]]


def rewrite(file: Path, change: Rewrite) -> None:
    """The backup with other lines, packed well."""
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    file.write_bytes(gzip.compress(b"".join(change(lines))))


def content(file: Path) -> list[bytes]:
    """All but the line that says when and from what it was made."""
    return gzip.decompress(file.read_bytes()).splitlines()[1:]


def test_the_planner_sees_what_was_put_back(
    acme: Customer, run: Run, file: Path, looked_at: list[str]
) -> None:
    run("backup", file)

    run("restore", file, "--replace")

    assert looked_at == ["ANALYZE "]


def test_what_was_changed_since_is_as_it_was(acme: Customer, run: Run, file: Path) -> None:
    run("backup", file)
    changes = list(Change.objects.values())
    update(
        acme.account, customer_id=acme.pk, change=CustomerChange(company="Other"), source=Source()
    )
    create(acme.account, CustomerChange(company="New"), source=Source())
    Client.objects.all().delete()

    run("restore", file, "--replace")

    assert [each.company for each in Customer.objects.all()] == ["Acmé"]
    assert list(Change.objects.values()) == changes
    client = Client.objects.get()
    assert [store.name for store in client.stores.all()] == ["Downtown"]


def test_a_token_made_since_opens_nothing_any_more(
    acme: Customer, run: Run, file: Path, settings: Settings
) -> None:
    settings.ACCESS_CACHE_SECONDS = 3600
    run("backup", file)
    token = create_client(acme.account, "smartshelf", "Later").shown["access_token"]
    assert find_caller(token, "smartshelf")

    run("restore", file, "--replace")

    assert find_caller(token, "smartshelf") is None


def test_what_is_restored_goes_on_where_it_stopped(acme: Customer, run: Run, file: Path) -> None:
    gone = Store.objects.create(account=acme.account, name="Gone")
    given_out = gone.pk
    gone.delete()
    run("backup", file)
    run("restore", file, "--replace")

    create(acme.account, CustomerChange(company="New"), source=Source())

    assert list(Change.objects.values_list("sequence", flat=True)) == [2, 1]
    assert Store.objects.create(account=acme.account, name="New").pk > given_out


def test_it_is_the_same_by_way_of_another_database(
    acme: Customer, run: Run, file: Path, tmp_path: Path
) -> None:
    run("backup", file)
    there, back = tmp_path / "there.backup", tmp_path / "back.backup"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}"}
    for command in (["restore", file], ["backup", there]):
        manage = [sys.executable, "manage.py", *map(str, command)]
        subprocess.run(  # noqa: S603  our own command
            manage, check=True, cwd=ROOT, env=environment, capture_output=True
        )
    run("restore", there, "--replace")
    run("backup", back)

    assert content(back) == content(there)
    assert [each for each in content(back) if each.startswith(b"[")] == [
        each for each in content(file) if each.startswith(b"[")
    ]


def test_the_file_is_for_its_owner_only(acme: Customer, run: Run, file: Path) -> None:
    assert "Saved" in run("backup", file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_backup_that_fails_leaves_the_old_one(
    acme: Customer, run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", file)
    before = file.read_bytes()
    monkeypatch.setattr("crm.upkeep.backup.save.rows_of", lambda _: iter([(object(),)]))

    with pytest.raises(TypeError):
        run("backup", file)

    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_sessions_are_not_saved_and_end(
    acme: Customer, alice: User, run: Run, file: Path, client: Browser
) -> None:
    client.force_login(alice)
    run("backup", file)

    run("restore", file, "--replace")

    assert client.session.session_key is not None
    assert client.session.session_key.encode() not in gzip.decompress(file.read_bytes())
    assert client.get("/customers/").status_code == 302


def test_who_writes_meanwhile_neither_waits_nor_is_seen(acme: Customer) -> None:
    def write() -> None:
        create(acme.account, CustomerChange(company="Meanwhile"), source=Source())
        connection.close()

    with vendors.snapshot():
        assert Customer.objects.count() == 1
        writer = Thread(target=write)
        writer.start()
        writer.join(timeout=15)
        assert not writer.is_alive()
        assert Customer.objects.count() == 1

    assert Customer.objects.count() == 2


def test_it_refuses_a_database_with_data(acme: Customer, run: Run, file: Path) -> None:
    run("backup", file)
    update(
        acme.account, customer_id=acme.pk, change=CustomerChange(company="Other"), source=Source()
    )

    with pytest.raises(CommandError, match="holds data"):
        run("restore", file)

    assert Customer.objects.get().company == "Other"


def change_a_row(lines: list[bytes]) -> list[bytes]:
    return [line.replace("Acmé".encode(), b"Acma") for line in lines]


def drop_a_row(lines: list[bytes]) -> list[bytes]:
    row = next(n for n, line in enumerate(lines) if "Acmé".encode() in line)
    return lines[:row] + lines[row + 1 :]


def drop_a_table(lines: list[bytes]) -> list[bytes]:
    first = next(n for n, line in enumerate(lines) if line.startswith(b'{"table":"staff_saved'))
    return lines[:first] + lines[first + 2 :]


def break_off(lines: list[bytes]) -> list[bytes]:
    return lines[:-1]


def be_newer(lines: list[bytes]) -> list[bytes]:
    head = json.loads(lines[0])
    head["migrations"]["customers"].append("0999_of_tomorrow")
    return [json.dumps(head).encode() + b"\n", *lines[1:]]


def be_older(lines: list[bytes]) -> list[bytes]:
    head = json.loads(lines[0])
    head["migrations"]["staff"].pop()
    return [json.dumps(head).encode() + b"\n", *lines[1:]]


def be_of_another_format(lines: list[bytes]) -> list[bytes]:
    return [lines[0].replace(b'backup":1', b'backup":2'), *lines[1:]]


def be_longer(lines: list[bytes]) -> list[bytes]:
    return [*lines, lines[-1]]


def be_something_else(_: list[bytes]) -> list[bytes]:
    return [b'{"name": "x"}\n']


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (change_a_row, "damaged: the rows of"),
        (drop_a_row, "damaged: the rows of"),
        (drop_a_table, "damaged: tables are missing"),
        (break_off, "damaged: it breaks off"),
        (be_newer, "newer version of the program, with customers.0999_of_tomorrow"),
        (be_older, "of another version than the backup's"),
        (be_of_another_format, "newer version"),
        (be_longer, "behind its end"),
        (be_something_else, "no backup of Customer Hub"),
    ],
)
def test_it_refuses_a_file_that_is_not_whole_or_not_ours(
    acme: Customer, run: Run, file: Path, change: Rewrite, reason: str
) -> None:
    run("backup", file)
    update(
        acme.account, customer_id=acme.pk, change=CustomerChange(company="Other"), source=Source()
    )
    rewrite(file, change)

    with pytest.raises(CommandError, match=reason):
        run("restore", file, "--replace")

    assert Customer.objects.get().company == "Other"
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    ("option", "keep"), [("--replace", 0.99), ("--check", 0.3), ("--check", 0.9999)]
)
def test_it_refuses_a_file_that_was_cut(
    acme: Customer, run: Run, file: Path, keep: float, option: str
) -> None:
    run("backup", file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * keep)])

    with pytest.raises(CommandError, match="damaged"):
        run("restore", file, option)

    assert Customer.objects.get().company == "Acmé"


def test_a_file_may_be_checked_without_being_restored(acme: Customer, run: Run, file: Path) -> None:
    run("backup", file)

    assert "The file is whole" in run("restore", file, "--check")


def test_there_must_be_a_file(run: Run, file: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run("restore", file)
