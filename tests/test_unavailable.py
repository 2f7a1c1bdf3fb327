"""A database that is away, locked or full: 503 in each dialect's own shape, and for people a page."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client as Browser

from crm.access.clients import create_client
from crm.accounts.models import Account, User
from crm.dialects import DIALECTS
from crm.faults import is_unavailable

DOORS: dict[str, tuple[str, str]] = {
    "inventorypro": ("GET", "/inventorypro/api/v1/Customer/All"),
    "inventorum": ("GET", "/inventorum/api/customers/"),
    "smartshelf": ("GET", "/smartshelf/api/customers"),
    "rpm": ("POST", "/rpm/api2.svc/Customers"),
    "franpos": ("GET", "/franpos/api/Customers/1?Token={token}"),
}
BODIES: dict[str, dict[str, Any]] = {
    "inventorypro": {
        "statusCode": 503,
        "error": "internal_error",
        "message": "The server cannot answer now. Try again later.",
        "details": None,
    },
    "inventorum": {
        "error": {
            "fields": {},
            "description": "The server cannot answer right now. Try again later.",
            "key": "common.unavailable",
        }
    },
    "smartshelf": {
        "error": {
            "code": "service_unavailable",
            "message": "The server cannot answer right now. Try again later.",
            "details": {},
        }
    },
    "rpm": {
        "Result": {"Error": {"Message": "The server cannot answer right now, try again later"}}
    },
    "franpos": {"Message": "The service is unavailable. Try again later."},
}


@contextmanager
def failing(error: Callable[[], Exception]) -> Iterator[None]:
    """Every query fails so while this lasts."""

    def refuse(*_: object) -> None:
        raise error()

    with connection.execute_wrapper(refuse):
        yield


def away() -> Exception:
    error = OperationalError("connection to server at 10.0.0.1 failed")
    error.__cause__ = psycopg.OperationalError("connection to server at 10.0.0.1 failed")
    return error


def of_sqlite(code: int) -> Exception:
    cause = sqlite3.OperationalError("about the file")
    cause.sqlite_errorcode = code
    error = OperationalError("about the file")
    error.__cause__ = cause
    return error


def of_postgresql(kind: type[psycopg.Error]) -> Exception:
    error = OperationalError("of the server")
    error.__cause__ = kind()
    return error


def ask(account: Account, dialect: str) -> Any:
    method, path = DOORS[dialect]
    shown = create_client(account, dialect, "A program").shown
    token = shown.get("access_token") or shown.get("token") or shown.get("key") or "unknown"
    headers = {"Authorization": f"Bearer {token}", "RpmApiKey": token}
    path = path.format(token=token)
    with failing(away):
        return Browser().generic(method, path, content_type="application/json", headers=headers)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_says_so_in_its_own_shape(account: Account, dialect: str) -> None:
    answer = ask(account, dialect)

    assert answer.status_code == 503
    assert answer.json() == BODIES[dialect]
    assert answer["Retry-After"] == "5"


def test_each_dialects_document_has_it(client: Browser) -> None:
    for dialect in DIALECTS:
        document = client.get(f"/{dialect}/openapi.json").json()
        for path in document["paths"].values():
            assert all("503" in operation["responses"] for operation in path.values())


@pytest.mark.parametrize("path", ["/", "/customers/", "/admin/customers/customer/"])
def test_people_get_a_page_that_needs_no_database(client: Browser, alice: User, path: str) -> None:
    client.force_login(alice)

    with failing(away):
        answer = client.get(path)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "One moment" in answer.content.decode()
    assert "10.0.0.1" not in answer.content.decode()


def test_a_session_that_cannot_be_kept_gets_the_page_too(account: Account, alice: User) -> None:
    browser = Browser(raise_request_exception=False)

    def full(execute: Any, sql: str, *rest: Any) -> Any:
        if "django_session" in sql and not sql.startswith("SELECT"):
            raise of_sqlite(sqlite3.SQLITE_FULL)
        return execute(sql, *rest)

    with connection.execute_wrapper(full):
        answer = browser.post("/sign-in/", {"username": "alice", "password": "alice"})

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_BUSY_SNAPSHOT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_CANTOPEN,
    ],
)
def test_sqlites_faults_go_by(code: int) -> None:
    assert is_unavailable(of_sqlite(code))


@pytest.mark.parametrize(
    "kind",
    [
        psycopg.errors.AdminShutdown,
        psycopg.errors.CannotConnectNow,
        psycopg.errors.DeadlockDetected,
        psycopg.errors.DiskFull,
        psycopg.errors.LockNotAvailable,
        psycopg.errors.ReadOnlySqlTransaction,
        psycopg.errors.TooManyConnections,
    ],
)
def test_postgresqls_faults_go_by(kind: type[psycopg.Error]) -> None:
    assert is_unavailable(of_postgresql(kind))


def test_a_closed_connection_goes_by() -> None:
    assert is_unavailable(InterfaceError("connection already closed"))


@pytest.mark.parametrize(
    "error",
    [
        of_sqlite(sqlite3.SQLITE_ERROR),  # no such column
        of_postgresql(psycopg.errors.ProgramLimitExceeded),
        of_postgresql(psycopg.errors.UndefinedColumn),
        ValueError("ours"),
    ],
)
def test_our_own_mistakes_do_not_go_by(error: Exception) -> None:
    assert not is_unavailable(error)
