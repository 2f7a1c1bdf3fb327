"""So many requests a second for each client, then 429."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django.fixtures import Settings

from crm.access.clients import Credentials, create_client, issue_token
from crm.accounts.models import Account
from customers.models import Change

from .conftest import Api, assert_error

Clock = time_machine.Traveller


@pytest.fixture
def clock(settings: Settings) -> Iterator[Clock]:
    """Time stands still, and three requests a second are the most. Before all else of a test."""
    settings.INVENTORUM_RATE = 3
    with time_machine.travel(datetime(2030, 1, 1, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def statuses(api: Api, count: int) -> list[int]:
    return [api.get().status_code for _ in range(count)]


def test_one_more_than_the_rate_is_told_to_wait(clock: Clock, api: Api) -> None:
    assert statuses(api, 3) == [200, 200, 200]

    answer = api.get()

    assert_error(answer, 429, "common.throttled")
    assert answer["Retry-After"].isdecimal()
    assert int(answer["Retry-After"]) >= 1


def test_who_waits_as_told_gets_in_again(clock: Clock, api: Api) -> None:
    statuses(api, 3)

    clock.shift(int(api.get()["Retry-After"]))

    assert statuses(api, 4) == [200, 200, 200, 429]


def test_a_steady_pace_below_the_rate_is_never_stopped(clock: Clock, api: Api) -> None:
    for _ in range(20):
        assert api.get().status_code == 200
        clock.shift(0.5)


def test_who_is_stopped_and_asks_on_is_let_in_in_time(clock: Clock, api: Api) -> None:
    let_in = 0
    for _ in range(40):  # two seconds, twenty requests each
        let_in += api.get().status_code == 200
        clock.shift(0.05)

    assert 6 <= let_in <= 9


def test_every_method_counts(clock: Clock, api: Api) -> None:
    created = api.create()
    api.put(created["id"], {"note": "x"})
    api.one(created["id"])

    assert_error(api.delete(created["id"]), 429, "common.throttled")
    assert Change.objects.count() == 2


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_write_over_the_rate_changes_nothing(clock: Clock, api: Api, method: str) -> None:
    created = api.create()
    statuses(api, 2)

    path = "customers/" if method == "POST" else f"customers/{created['id']}/"
    answer = api(method, path, {"company": "B"})

    assert_error(answer, 429, "common.throttled")
    assert Change.objects.count() == 1


def test_refused_requests_count_too(clock: Clock, api: Api) -> None:
    for _ in range(3):
        assert api.one("4711").status_code == 404

    assert_error(api.one("4711"), 429, "common.throttled")


def test_each_client_has_its_own_count(clock: Clock, api: Api, account: Account) -> None:
    other = Api(create_client(account, "inventorum", "Other till"))
    statuses(api, 4)

    assert statuses(other, 4) == [200, 200, 200, 429]


def test_each_token_has_its_own_count(clock: Clock, api: Api, credentials: Credentials) -> None:
    statuses(api, 4)

    api.token = issue_token(credentials.client, timedelta(hours=1))

    assert statuses(api, 4) == [200, 200, 200, 429]


def test_the_rate_is_twenty_unless_set(clock: Clock, api: Api, settings: Settings) -> None:
    settings.INVENTORUM_RATE = 20

    assert statuses(api, 21) == [200] * 20 + [429]


def test_the_rate_is_a_setting() -> None:
    from crm import settings as project  # noqa: PLC0415  not the tests' own

    assert project.INVENTORUM_RATE == 20


def test_the_token_of_nobody_is_refused_and_not_counted(
    clock: Clock, api: Api, api_with: Callable[..., Api]
) -> None:
    stranger = api_with("customers")
    stranger.token = "unknown"
    for _ in range(5):
        assert_error(stranger.get(), 401, "common.not_authenticated")

    assert statuses(api, 3) == [200, 200, 200]
