"""Guessing at the endpoints that hand out tokens: slowed, for whoever guesses and for nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from oauth2_provider.models import AccessToken
from pytest_django.fixtures import Settings

from crm.access.clients import Credentials, create_client
from crm.access.guessing import CLIENTS_OF_AN_ADDRESS
from crm.accounts.models import Account

INVENTORYPRO = "/inventorypro/api/v1/Token"
INVENTORUM = "/inventorum/api/auth/token/"
ALLOWED = 3


@pytest.fixture(autouse=True)
def clock(settings: Settings) -> Iterator[time_machine.Traveller]:
    """Time stands still at the beginning of a minute."""
    settings.TOKEN_FAILURES = ALLOWED
    with time_machine.travel(datetime(2030, 1, 1, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def inventorum_client(account: Account) -> Credentials:
    return create_client(account, "inventorum", "Till")


def ask(credentials: Credentials, address: str = "192.0.2.1", **changed: str) -> Any:
    shown = credentials.shown
    form = {"client_id": shown["client_id"], "client_secret": shown["client_secret"]} | changed
    form["grant_type"] = "client_credentials"
    return Browser().post(INVENTORYPRO, form, REMOTE_ADDR=address)


def guess(credentials: Credentials, times: int = ALLOWED, **where: str) -> list[int]:
    return [ask(credentials, client_secret="a guess", **where).status_code for _ in range(times)]


def test_one_guess_more_than_allowed_is_told_to_wait(inventorypro_client: Credentials) -> None:
    assert guess(inventorypro_client) == [401] * ALLOWED

    answer = ask(inventorypro_client, client_secret="another")

    assert answer.status_code == 429
    assert answer.json()["error"] == "rate_limited"
    assert 0 < int(answer["Retry-After"]) <= 61


def test_not_even_the_right_secret_is_looked_at(inventorypro_client: Credentials) -> None:
    guess(inventorypro_client)

    assert ask(inventorypro_client).status_code == 429
    assert not AccessToken.objects.exists()


def test_who_waits_as_told_gets_in(
    inventorypro_client: Credentials, clock: time_machine.Traveller
) -> None:
    guess(inventorypro_client)
    clock.shift(int(ask(inventorypro_client)["Retry-After"]))

    assert ask(inventorypro_client).status_code == 200


def test_the_right_secret_does_not_count(inventorypro_client: Credentials) -> None:
    answers = [ask(inventorypro_client).status_code for _ in range(ALLOWED * 3)]

    assert answers == [200] * ALLOWED * 3


def test_a_neighbour_at_the_same_address_is_not_stopped(
    inventorypro_client: Credentials, account: Account
) -> None:
    neighbour = create_client(account, "inventorypro", "Labels")
    guess(inventorypro_client)

    assert ask(neighbour).status_code == 200


def test_nobody_is_stopped_from_afar(inventorypro_client: Credentials) -> None:
    guess(inventorypro_client, address="203.0.113.9")

    assert ask(inventorypro_client).status_code == 200


def test_behind_a_proxy_the_address_is_the_one_it_names(
    inventorypro_client: Credentials, settings: Settings
) -> None:
    settings.BEHIND_PROXY = True
    form = {"grant_type": "client_credentials", "client_id": "x", "client_secret": "y"}
    answers = [
        Browser().post(INVENTORYPRO, form, headers={"X-Forwarded-For": f"made-up, {address}"})
        for address in ["192.0.2.1"] * (ALLOWED + 1) + ["192.0.2.2"]
    ]

    assert [answer.status_code for answer in answers] == [401] * ALLOWED + [429, 401]


def test_an_address_that_guesses_at_many_clients_waits_as_a_whole(
    inventorypro_client: Credentials, account: Account, db: Any
) -> None:
    for number in range(CLIENTS_OF_AN_ADDRESS):
        for _ in range(ALLOWED):
            answer = ask(inventorypro_client, client_id=f"unknown {number}")
            assert answer.status_code == 401

    assert ask(inventorypro_client).status_code == 429
    assert ask(inventorypro_client, address="192.0.2.2").status_code == 200


@pytest.mark.parametrize("header", ["Basic", "Basic ???", "Basic /w==", "Bearer x", "Basic w7w="])
def test_odd_credentials_count_and_break_nothing(
    inventorypro_client: Credentials, header: str
) -> None:
    form = {"grant_type": "client_credentials"}
    answers = [
        Browser().post(INVENTORYPRO, form, headers={"Authorization": header}).status_code
        for _ in range(ALLOWED + 1)
    ]

    assert answers == [401] * ALLOWED + [429]


def test_refresh_tokens_are_not_guessed_either(inventorum_client: Credentials) -> None:
    shown = inventorum_client.shown
    form = {
        "grant_type": "refresh_token",
        "client_id": shown["client_id"],
        "client_secret": shown["client_secret"],
    }
    answers = [
        Browser().post(INVENTORUM, form | {"refresh_token": "a guess"}) for _ in range(ALLOWED + 1)
    ]

    assert [answer.status_code for answer in answers] == [400] * ALLOWED + [429]
    assert answers[-1].json()["error"]["key"] == "common.throttled"
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_request_that_is_wrong_otherwise_does_not_count(inventorypro_client: Credentials) -> None:
    shown = inventorypro_client.shown
    form = {"client_id": shown["client_id"], "client_secret": shown["client_secret"]}
    for _ in range(ALLOWED + 1):
        assert Browser().post(INVENTORYPRO, form | {"grant_type": "x"}).status_code == 400

    assert ask(inventorypro_client, address="127.0.0.1").status_code == 200
