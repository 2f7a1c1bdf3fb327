"""Which database a read asks. With a real copy: see the tests of faults."""

from typing import Any

import pytest
from django.conf import settings
from django.db import Error, OperationalError, ProgrammingError, transaction

from crm.accounts.models import Account
from customers import replica
from customers.models import AccountCounters, Customer
from customers.replica import REPLICA, Router, may_lag

router = Router()


@pytest.fixture
def copy(account: Account, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """What the two databases say of the account's last change."""
    AccountCounters.objects.get_or_create(account=account)
    known = {"default": 7, REPLICA: 7}
    monkeypatch.setitem(settings.DATABASES, REPLICA, settings.DATABASES["default"])
    monkeypatch.setattr(replica, "_last_change", lambda account, database: known[database])
    return known


@pytest.mark.django_db(transaction=True)
def test_only_marked_reads_ask_the_copy(account: Account, copy: dict[str, int]) -> None:
    before = router.db_for_read(Customer)
    with may_lag(account):
        within = router.db_for_read(Customer)

    assert (before, within, router.db_for_read(Customer)) == ("default", REPLICA, "default")


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_lags_behind_is_not_asked(account: Account, copy: dict[str, int]) -> None:
    copy[REPLICA] = 6

    with may_lag(account):
        assert router.db_for_read(Customer) == "default"


@pytest.mark.parametrize("error", [OperationalError, ProgrammingError])
@pytest.mark.django_db(transaction=True)
def test_a_copy_that_is_away_or_has_no_tables_yet_is_not_asked(
    account: Account, copy: dict[str, int], monkeypatch: pytest.MonkeyPatch, error: type[Error]
) -> None:
    def last_change(account: Account, database: str) -> int:
        if database == REPLICA:
            raise error
        return copy[database]

    monkeypatch.setattr(replica, "_last_change", last_change)

    with may_lag(account):
        assert router.db_for_read(Customer) == "default"


@pytest.mark.django_db
def test_a_transaction_reads_where_it_writes(account: Account, copy: dict[str, int]) -> None:
    with transaction.atomic(), may_lag(account):
        assert router.db_for_read(Customer) == "default"


def test_writes_and_migrations_are_never_the_copys() -> None:
    assert router.db_for_write(Customer) == "default"
    assert not router.allow_migrate(REPLICA, "customers")
    assert router.allow_migrate("default", "customers")


@pytest.mark.django_db
def test_without_a_copy_nothing_is_asked_of_anybody(
    account: Account, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0), may_lag(account):
        pass
