"""The cast. Alice's account is the one under test; Mallory's must never be seen from it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection

from crm.access.clients import Credentials, create_client
from crm.access.memory import touch
from crm.accounts.models import Account, User
from customers.changes import Source


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Rates, wrong guesses and ends of pages of the test before are forgotten."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def _forget_callers() -> None:
    """What is taken back at the end of a test was never told to be gone."""
    touch()


@pytest.fixture
def account(db: Any) -> Account:
    """Where everything happens: a business in Chicago."""
    return Account.objects.create(
        slug="acme", name="Acme", timezone="America/Chicago", country="US", currency="USD"
    )


@pytest.fixture
def other_account(db: Any) -> Account:
    """The other tenant."""
    return Account.objects.create(slug="mallory", name="Mallory's", timezone="Europe/Berlin")


@pytest.fixture
def alice(account: Account) -> User:
    """On the staff of the account, with every permission."""
    return User.objects.create_user(
        "alice", password="alice", account=account, is_staff=True, is_superuser=True
    )


@pytest.fixture
def source(alice: User) -> Source:
    """A write by Alice, for tests of the record without HTTP."""
    return Source(user=alice, dialect="tests", request_id="r-1")


@pytest.fixture
def inventorypro_client(account: Account) -> Credentials:
    """A warehouse program that may do all its dialect can."""
    return create_client(account, "inventorypro", "Warehouse")


@pytest.fixture
def looked_at() -> Iterator[list[str]]:
    """What PostgreSQL was told to look at, of tables; skipped on SQLite, which need not be told."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL's planner has to be told")
    told: list[str] = []

    def listen(execute: Any, sql: str, *rest: Any) -> Any:
        told.extend([sql] if sql.startswith("ANALYZE") else ())
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        yield told
