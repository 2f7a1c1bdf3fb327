"""What the clients' page knows of each client."""

import os
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from crm.access import usage
from crm.access.clients import Credentials, create_client, issue_token
from crm.access.counting import Counter
from crm.access.models import ClientUse
from crm.access.use_store import prune
from crm.accounts.models import Account

NOON = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
LIST = "/inventorypro/api/v1/Customer/All"


@pytest.fixture
def pos(account: Account) -> Credentials:
    return create_client(account, "franpos", "POS")


def test_a_request_of_a_client_is_counted(
    client: Browser, account: Account, inventorypro_client: Credentials, counted: Counter
) -> None:
    warehouse = inventorypro_client.client
    with time_machine.travel(NOON, tick=False):
        token = issue_token(warehouse, timedelta(hours=1))
        client.get(LIST, headers={"Authorization": f"Bearer {token}"})
        counted.flush()

        assert usage.of(account) == {warehouse.pk: usage.Use(NOON, 1, 0)}


def test_an_answer_of_400_and_more_is_an_error(
    client: Browser, account: Account, pos: Credentials, counted: Counter
) -> None:
    answer = client.delete(f"/franpos/api/customers?Token={pos.shown['token']}")

    counted.flush()
    assert answer.status_code == 405
    assert usage.of(account)[pos.client.pk].errors == 1


def test_an_error_told_with_status_200_is_an_error(
    client: Browser, account: Account, counted: Counter
) -> None:
    made = create_client(account, "rpm", "CRM")
    headers = {"RpmApiKey": made.shown["key"]}

    answer = client.post("/rpm/Api2.svc/CustomerEdit", "{}", "application/json", headers=headers)

    counted.flush()
    assert answer.status_code == 200
    assert usage.of(account)[made.client.pk].errors == 1


def test_a_client_without_the_code_is_told_no_and_that_is_counted(
    client: Browser, account: Account, counted: Counter
) -> None:
    made = create_client(account, "smartshelf", "Reads nothing", codes=[])
    headers = {"Authorization": f"Bearer {made.shown['access_token']}"}

    assert client.get("/smartshelf/api/customers", headers=headers).status_code == 403

    counted.flush()
    assert usage.of(account)[made.client.pk].errors == 1


def test_a_request_for_a_token_is_counted(
    client: Browser, account: Account, inventorypro_client: Credentials, counted: Counter
) -> None:
    form = {key: inventorypro_client.shown[key] for key in ("client_id", "client_secret")}

    client.post("/inventorypro/api/v1/Token", {"grant_type": "client_credentials", **form})

    counted.flush()
    use = usage.of(account)[inventorypro_client.client.pk]
    assert (use.requests, use.errors) == (1, 0)


def test_who_guesses_a_secret_is_not_counted_for_the_client(
    client: Browser, inventorypro_client: Credentials, counted: Counter
) -> None:
    form = {"client_id": inventorypro_client.shown["client_id"], "client_secret": "guessed"}

    client.post("/inventorypro/api/v1/Token", {"grant_type": "client_credentials", **form})

    assert counted.is_empty


def test_a_request_of_nobody_known_is_counted_for_nobody(
    client: Browser, account: Account, pos: Credentials, counted: Counter
) -> None:
    client.get(LIST)
    client.get(LIST, headers={"Authorization": "Bearer guessed"})
    client.get("/healthz")

    assert counted.is_empty


def test_what_was_stored_is_added_to(account: Account, pos: Credentials, counted: Counter) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        counted.record(pos.client.pk, is_error=True)
        counted.flush()
        now.shift(timedelta(minutes=1))
        counted.record(pos.client.pk, is_error=False)
        counted.record(pos.client.pk, is_error=True)
        counted.flush()

        assert ClientUse.objects.count() == 1
        assert usage.of(account) == {
            pos.client.pk: usage.Use(NOON + timedelta(minutes=1), 3, 2),
        }


def test_what_is_older_than_a_day_tells_only_when_it_was(
    account: Account, pos: Credentials, counted: Counter
) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        counted.record(pos.client.pk, is_error=True)
        counted.flush()
        now.shift(timedelta(hours=25))

        assert usage.of(account) == {pos.client.pk: usage.Use(NOON, 0, 0)}


def test_another_accounts_clients_are_not_told_of(
    account: Account, other_account: Account, pos: Credentials, counted: Counter
) -> None:
    counted.record(pos.client.pk, is_error=False)
    counted.flush()

    assert usage.of(other_account) == {}


def test_all_clients_of_an_account_cost_one_query(
    account: Account, counted: Counter, django_assert_num_queries: Any
) -> None:
    made = [create_client(account, "franpos", f"POS {n}").client for n in range(3)]
    for client in made:
        counted.record(client.pk, is_error=False)
    counted.flush()

    with django_assert_num_queries(1):
        assert len(usage.of(account)) == 3


def test_hours_come_oldest_first_and_without_gaps(pos: Credentials, counted: Counter) -> None:
    with time_machine.travel(NOON - timedelta(hours=2), tick=False) as now:
        counted.record(pos.client.pk, is_error=True)
        now.shift(timedelta(hours=2))
        counted.record(pos.client.pk, is_error=False)
        counted.flush()

        hours = usage.by_hour(pos.client, hours=3)

    assert [(each.hour.hour, each.requests, each.errors) for each in hours] == [
        (10, 1, 1),
        (11, 0, 0),
        (12, 1, 0),
    ]


def test_old_hours_are_forgotten_but_not_the_last_use(
    account: Account, pos: Credentials, counted: Counter
) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        for _ in range(2):
            counted.record(pos.client.pk, is_error=False)
            now.shift(timedelta(hours=1))
        counted.flush()
        now.shift(timedelta(days=31))
        prune()

        assert usage.of(account) == {
            pos.client.pk: usage.Use(NOON + timedelta(hours=1), 0, 0),
        }
        assert ClientUse.objects.count() == 1


def test_a_client_that_is_gone_keeps_nothing_from_being_stored(
    account: Account, pos: Credentials, counted: Counter
) -> None:
    gone = create_client(account, "franpos", "Gone").client
    for pk in (gone.pk, pos.client.pk):
        counted.record(pk, is_error=False)
    gone.delete()
    counted.flush()

    assert list(usage.of(account)) == [pos.client.pk]


@pytest.mark.parametrize("broken_sql", ["nonsense {rows} {later}", "{a mistake of the program}"])
def test_what_could_not_be_stored_is_stored_later(
    account: Account,
    pos: Credentials,
    counted: Counter,
    monkeypatch: pytest.MonkeyPatch,
    broken_sql: str,
) -> None:
    counted.record(pos.client.pk, is_error=True)
    with monkeypatch.context() as broken:
        broken.setattr("crm.access.use_store.ADD", broken_sql)
        counted.flush()
    counted.record(pos.client.pk, is_error=False)
    counted.flush()

    use = usage.of(account)[pos.client.pk]
    assert (use.requests, use.errors) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_a_thread_of_its_own_stores_what_was_counted(
    account: Account, pos: Credentials, counted: Counter, settings: Any
) -> None:
    settings.USAGE_SECONDS = 0.01

    counted.record(pos.client.pk, is_error=False)

    thread = next(each for each in threading.enumerate() if each.name == "usage")
    while not usage.of(account):
        assert thread.is_alive()
    settings.USAGE_SECONDS = 0
    thread.join()


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # newer Pythons warn of it
def test_a_forked_process_begins_with_nothing(pos: Credentials, counted: Counter) -> None:
    counted.record(pos.client.pk, is_error=False)

    child = os.fork()
    if not child:
        os._exit(0 if counted.is_empty else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not counted.is_empty
