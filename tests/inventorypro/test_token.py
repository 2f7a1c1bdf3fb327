"""POST Token, and what its tokens open."""

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone
from oauth2_provider.models import AccessToken

from crm.access.clients import Credentials, issue_token, revoke, rotate_secret
from crm.access.models import Client
from crm.accounts.models import Account, User

from .conftest import BASE, Api, assert_error, sample

TOKEN = f"{BASE}Token"


def form(credentials: Credentials, **changed: str) -> dict[str, str]:
    shown = credentials.shown
    return {
        "grant_type": "client_credentials",
        "client_id": shown["client_id"],
        "client_secret": shown["client_secret"],
    } | changed


def basic(credentials: Credentials) -> dict[str, str]:
    pair = f"{credentials.shown['client_id']}:{credentials.shown['client_secret']}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def test_it_gives_a_token_for_credentials_in_the_form(
    client: Browser, inventorypro_client: Credentials
) -> None:
    answer = client.post(TOKEN, form(inventorypro_client))

    expected = sample("token.response")
    assert answer.status_code == 200
    assert list(answer.json()) == list(expected)
    assert answer.json() == expected | {"access_token": answer.json()["access_token"]}
    assert answer["Cache-Control"] == "no-store"


def test_it_gives_a_token_for_credentials_by_basic(
    client: Browser, inventorypro_client: Credentials
) -> None:
    answer = client.post(
        TOKEN, {"grant_type": "client_credentials"}, headers=basic(inventorypro_client)
    )

    assert answer.status_code == 200


def test_it_keeps_neither_token_nor_secret(
    client: Browser, inventorypro_client: Credentials
) -> None:
    raw = client.post(TOKEN, form(inventorypro_client)).json()["access_token"]

    token = AccessToken.objects.get()
    stored = [str(value) for value in vars(token).values()]
    stored += [str(value) for value in vars(Client.objects.get()).values()]
    assert not [value for value in stored if raw in value]
    assert not [value for value in stored if inventorypro_client.shown["client_secret"] in value]


@pytest.mark.parametrize(
    "changed",
    [
        {"client_secret": "wrong"},
        {"client_secret": ""},
        {"client_id": "unknown"},
        {"client_id": "a\0b"},
        {"client_id": "x" * 100_000},
        {"client_secret": "x" * 100_000},
    ],
)
def test_it_refuses_wrong_credentials(
    client: Browser, inventorypro_client: Credentials, changed: dict[str, str]
) -> None:
    answer = client.post(TOKEN, form(inventorypro_client, **changed))

    assert_error(answer, 401, "unauthorized")
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize(
    "header", ["Basic", "Basic ???", "Basic AAAA", "Basic YTpi", "Basic AGE6Yg==", "Bearer x"]
)
def test_it_refuses_odd_basic_headers(
    client: Browser, inventorypro_client: Credentials, header: str
) -> None:
    answer = client.post(
        TOKEN, {"grant_type": "client_credentials"}, headers={"Authorization": header}
    )

    assert_error(answer, 401, "unauthorized")


@pytest.mark.parametrize(
    "changed",
    [
        {"grant_type": ""},
        {"grant_type": "password"},
        {"grant_type": "refresh_token"},
        {"grant_type": "x\0"},
        {"scope": "admin"},
    ],
)
def test_it_refuses_other_grants_and_scopes(
    client: Browser, inventorypro_client: Credentials, changed: dict[str, str]
) -> None:
    assert_error(client.post(TOKEN, form(inventorypro_client, **changed)), 400, "bad_request")


@pytest.mark.parametrize("body", [b"", b"{}", b"[1", b"\xff\x00", b"grant_type", b"&&==&%zz"])
@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded"])
def test_it_refuses_odd_bodies(
    client: Browser, inventorypro_client: Credentials, body: bytes, content_type: str
) -> None:
    answer = client.generic("POST", TOKEN, body, content_type=content_type)

    assert_error(answer, 400, "bad_request")


def test_a_client_of_another_dialect_gets_none(
    client: Browser, inventorypro_client: Credentials
) -> None:
    Client.objects.update(dialect="another")

    assert_error(client.post(TOKEN, form(inventorypro_client)), 401, "unauthorized")


def test_an_expired_token_opens_nothing(api: Api) -> None:
    AccessToken.objects.update(expires=timezone.now())

    assert_error(api.get("Customer/All"), 401, "unauthorized")


def test_a_token_lives_for_four_hours(api: Api) -> None:
    left = AccessToken.objects.get().expires - timezone.now()

    assert timedelta(seconds=14_300) < left <= timedelta(seconds=14_399)


def test_a_token_of_another_dialect_opens_nothing(api: Api) -> None:
    Client.objects.update(dialect="another")

    assert_error(api.get("Customer/All"), 401, "unauthorized")


def _client_off(client: Client) -> None:
    Client.objects.update(is_active=False)


def _user_off(client: Client) -> None:
    User.objects.filter(is_integration=True).update(is_active=False)


def _account_off(client: Client) -> None:
    Account.objects.filter(clients=client).update(is_active=False)


@pytest.mark.parametrize("switch_off", [_client_off, _user_off, _account_off, revoke])
def test_what_is_switched_off_gets_in_no_more(
    api: Api, switch_off: Callable[[Client], None]
) -> None:
    switch_off(api.credentials.client)

    assert_error(api.get("Customer/All"), 401, "unauthorized")
    assert_error(api.browser.post(TOKEN, form(api.credentials)), 401, "unauthorized")


def test_after_a_rotation_the_old_secret_is_refused_and_old_tokens_live_on(api: Api) -> None:
    secret = rotate_secret(api.credentials.client)

    assert api.get("Customer/All").status_code == 200
    assert_error(api.browser.post(TOKEN, form(api.credentials)), 401, "unauthorized")
    answer = api.browser.post(TOKEN, form(api.credentials, client_secret=secret))
    assert answer.status_code == 200


def test_a_token_can_be_issued_in_code(api: Api) -> None:
    api.token = issue_token(api.credentials.client, timedelta(minutes=1))

    assert api.get("Customer/All").status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer unknown",
        "Bearer a\u00e9",
        "Basic YTpi",
        "bearer\tx",
        "Token x",
        "Bearer " + "x" * 10_000,
    ],
)
def test_without_a_good_token_nothing_opens(
    client: Browser, inventorypro_client: Credentials, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}

    answer = client.get(f"{BASE}Customer/All", headers=headers)

    assert_error(answer, 401, "unauthorized")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_the_scheme_is_read_in_any_case(api: Api) -> None:
    headers: Any = {"Authorization": f"bearer {api.token}"}

    assert api.browser.get(f"{BASE}Customer/All", headers=headers).status_code == 200
