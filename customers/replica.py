"""Reads that a copy of the database may answer (``REPLICA_URL``), so that the one that is written to
does not have to.

Marked are those that are long and that nobody decides a write on: full lists, exports, figures. Each
asks first whether the copy has all changes of the account, so that a client finds what it wrote before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

from crm.accounts.models import Account
from customers.models import AccountCounters

REPLICA = "replica"

_read_from: ContextVar[str | None] = ContextVar("read_from", default=None)


@contextmanager
def may_lag(account: Account) -> Iterator[None]:
    """What is read within may come from the replica, if there is one that is up to date.

    In a generator, within each step: between two of them the context is the caller's.
    """
    if REPLICA not in settings.DATABASES:
        yield
        return
    token = _read_from.set(REPLICA if _is_up_to_date(account) else None)
    try:
        yield
    finally:
        _read_from.reset(token)


def read_from() -> str:
    """The database that a read asks now."""
    return _read_from.get() or DEFAULT_DB_ALIAS


def _is_up_to_date(account: Account) -> bool:
    """Whether the replica has the account's last change. Never within a transaction, which must see
    its own writes."""
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return False
    try:
        return _last_change(account, REPLICA) == _last_change(account, DEFAULT_DB_ALIAS)
    except (
        Error
    ):  # it is away or no copy yet; or the main one is, which whoever reads next will say
        return False


def _last_change(account: Account, database: str) -> int | None:
    counters = AccountCounters.objects.using(database).filter(account=account)
    return counters.values_list("last_sequence", flat=True).first()


class Router:
    """Django's question which database to ask. A setting names it where there is a replica."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return read_from()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True  # both hold the same rows

    def allow_migrate(self, database: str, app_label: str, **hints: Any) -> bool:
        return database != REPLICA
