"""POST auth/token/, and what its tokens open."""

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

from crm.access.clients import Credentials, create_client, issue_token, revoke, rotate_secret
from crm.access.models import Client
from crm.accounts.models import Account, User

from .conftest import BASE, Api, assert_error, sample

TOKEN = f"{BASE}auth/token/"


def form(credentials: Credentials, **changed: str) -> dict[str, str]:
    return {
        "grant_type": "refresh_token",
        "refresh_token": credentials.shown["refresh_token"],
    } | changed


def basic(credentials: Credentials, **changed: str) -> dict[str, str]:
    shown = credentials.shown | changed
    pair = f"{shown['client_id']}:{shown['client_secret']}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def refresh(credentials: Credentials, token: str = "", **changed: str) -> Any:
    """Ask for new tokens as the page's clients do: the client by Basic, the rest in the form."""
    token = token or credentials.shown["refresh_token"]
    data = form(credentials, refresh_token=token) | changed
    return Browser().post(TOKEN, data, headers=basic(credentials))


def opens(api: Api, access_token: str) -> bool:
    answer = api("GET", "customers/", Authorization=f"Bearer {access_token}")
    assert answer.status_code in {200, 401}
    return bool(answer.status_code == 200)


def test_a_client_is_shown_its_first_tokens(credentials: Credentials, api: Api) -> None:
    assert list(credentials.shown) == [
        "base_url",
        "client_id",
        "client_secret",
        "access_token",
        "refresh_token",
    ]
    assert credentials.shown["base_url"] == "http://testserver/inventorum/api/"
    assert opens(api, credentials.shown["access_token"])


def test_it_answers_as_the_page_prints(credentials: Credentials) -> None:
    answer = refresh(credentials)

    expected = sample("token.response")
    assert answer.status_code == 200
    body = answer.json()
    assert list(body) == list(expected)
    tokens = {key: body[key] for key in ("access_token", "refresh_token")}
    assert body == expected | tokens | {"scope": "customers"}
    assert body["expires_in"] == 36_000
    assert answer["Cache-Control"] == "no-store"


def test_it_knows_the_client_by_the_form_too(client: Browser, credentials: Credentials) -> None:
    shown = credentials.shown

    answer = client.post(
        TOKEN,
        form(credentials, client_id=shown["client_id"], client_secret=shown["client_secret"]),
    )

    assert answer.status_code == 200


def test_it_answers_without_the_slash_too(client: Browser, credentials: Credentials) -> None:
    answer = client.post(TOKEN.rstrip("/"), form(credentials), headers=basic(credentials))

    assert answer.status_code == 200


def test_it_answers_on_its_own_host(client: Browser, credentials: Credentials) -> None:
    answer = client.post(
        "/api/auth/token/",
        form(credentials),
        headers=basic(credentials) | {"Host": "inventorum.localhost"},
    )

    assert answer.status_code == 200


def test_it_takes_the_form_with_a_charset(client: Browser, credentials: Credentials) -> None:
    answer = client.generic(
        "POST",
        TOKEN,
        f"grant_type=refresh_token&refresh_token={credentials.shown['refresh_token']}",
        content_type="application/x-www-form-urlencoded; charset=utf-8",
        headers=basic(credentials),
    )

    assert answer.status_code == 200


def test_each_refresh_gives_new_tokens(credentials: Credentials, api: Api) -> None:
    seen = [credentials.shown["refresh_token"]]
    for _ in range(4):
        body = refresh(credentials, seen[-1]).json()
        assert opens(api, body["access_token"])
        seen.append(body["refresh_token"])

    assert len(set(seen)) == 5


def test_a_new_token_lives_for_ten_hours(credentials: Credentials) -> None:
    refresh(credentials)

    left = AccessToken.objects.latest("pk").expires - timezone.now()
    assert timedelta(seconds=35_900) < left <= timedelta(seconds=36_000)


def test_an_expired_token_can_still_be_refreshed(credentials: Credentials, api: Api) -> None:
    AccessToken.objects.update(expires=timezone.now())
    assert not opens(api, api.token)

    assert opens(api, refresh(credentials).json()["access_token"])


def test_a_refresh_token_is_good_once(credentials: Credentials) -> None:
    assert refresh(credentials).status_code == 200

    assert_error(refresh(credentials), 400, "auth.invalid_grant")


def test_one_used_again_ends_all_that_came_of_it(credentials: Credentials, api: Api) -> None:
    first = refresh(credentials).json()
    second = refresh(credentials, first["refresh_token"]).json()

    assert_error(refresh(credentials), 400, "auth.invalid_grant")

    for body in (first, second):
        assert_error(refresh(credentials, body["refresh_token"]), 400, "auth.invalid_grant")
    assert not opens(api, second["access_token"])


def test_the_end_of_one_client_is_not_that_of_another(
    account: Account, credentials: Credentials
) -> None:
    other = create_client(account, "inventorum", "Other till")
    refresh(credentials)
    refresh(credentials)

    assert refresh(other).status_code == 200


def test_it_keeps_neither_tokens_nor_secret(credentials: Credentials) -> None:
    body = refresh(credentials).json()

    raw = [*body.values(), *credentials.shown.values()]
    secrets = [text for text in raw if isinstance(text, str) and len(text) > 20]
    stored = [
        str(value)
        for model in (AccessToken, RefreshToken, Client)
        for row in model.objects.values_list()
        for value in row
    ]
    public = {credentials.shown["base_url"], credentials.shown["client_id"]}
    for secret in set(secrets) - public:
        assert not [value for value in stored if secret in value]


# -- Scopes --------------------------------------------------------------------------------------


def test_a_token_has_the_scopes_of_its_client(account: Account) -> None:
    scopes = ("customers:read", "customers:create")
    reader = create_client(account, "inventorum", "Reader", scopes=scopes)

    body = refresh(reader).json()

    assert sorted(body["scope"].split()) == sorted(scopes)
    api = Api(reader)
    api.token = body["access_token"]
    assert api.get().status_code == 200
    assert api.post({"company": "Acme"}).status_code == 201
    assert_error(api.delete(1), 403, "common.permission_denied")


def test_a_program_may_ask_for_less(account: Account) -> None:
    scopes = ("customers:read", "customers:create")
    program = create_client(account, "inventorum", "Shop", scopes=scopes)

    body = refresh(program, scope="customers:read").json()

    assert body["scope"] == "customers:read"
    api = Api(program)
    api.token = body["access_token"]
    assert api.get().status_code == 200
    assert_error(api.post({"company": "Acme"}), 403, "common.permission_denied")


@pytest.mark.parametrize("scope", ["customers", "customers:read customers:delete", "admin"])
def test_a_program_may_not_ask_for_more(account: Account, scope: str) -> None:
    program = create_client(account, "inventorum", "Shop", scopes=("customers:read",))

    assert_error(refresh(program, scope=scope), 400, "auth.invalid_scope")


def test_the_refused_scope_does_not_cost_the_token(account: Account) -> None:
    program = create_client(account, "inventorum", "Shop", scopes=("customers:read",))
    refresh(program, scope="admin")

    assert refresh(program).status_code == 200


# -- Refusals ------------------------------------------------------------------------------------


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
@pytest.mark.parametrize("by_form", [True, False])
def test_it_refuses_a_wrong_client(
    client: Browser,
    credentials: Credentials,
    changed: dict[str, str],
    by_form: bool,  # noqa: FBT001
) -> None:
    shown = credentials.shown | changed
    if by_form:
        pair = {key: shown[key] for key in ("client_id", "client_secret")}
        answer = client.post(TOKEN, form(credentials, **pair))
    else:
        answer = client.post(TOKEN, form(credentials), headers=basic(credentials, **changed))

    assert_error(answer, 401, "auth.invalid_client")
    assert AccessToken.objects.count() == 1
    assert refresh(credentials).status_code == 200


@pytest.mark.parametrize(
    "header", ["Basic", "Basic ???", "Basic AAAA", "Basic YTpi", "Basic AGE6Yg==", "Bearer x"]
)
def test_it_refuses_odd_basic_headers(
    client: Browser, credentials: Credentials, header: str
) -> None:
    answer = client.post(TOKEN, form(credentials), headers={"Authorization": header})

    assert_error(answer, 401, "auth.invalid_client")


def test_it_refuses_a_client_that_does_not_say_who_it_is(
    client: Browser, credentials: Credentials
) -> None:
    assert_error(client.post(TOKEN, form(credentials)), 401, "auth.invalid_client")


@pytest.mark.parametrize("token", ["unknown", "a\0b", "\u00e9", "x" * 100_000])
def test_it_refuses_an_unknown_refresh_token(credentials: Credentials, token: str) -> None:
    assert_error(refresh(credentials, token), 400, "auth.invalid_grant")


def test_an_access_token_refreshes_nothing(credentials: Credentials) -> None:
    answer = refresh(credentials, credentials.shown["access_token"])

    assert_error(answer, 400, "auth.invalid_grant")


def test_a_refresh_token_opens_no_door(credentials: Credentials, api: Api) -> None:
    assert not opens(api, credentials.shown["refresh_token"])


def test_it_refuses_the_refresh_token_of_another(
    account: Account, other_account: Account, credentials: Credentials
) -> None:
    for owner in (account, other_account):
        other = create_client(owner, "inventorum", "Other")

        answer = refresh(credentials, other.shown["refresh_token"])

        assert_error(answer, 400, "auth.invalid_grant")
        assert refresh(other).status_code == 200


@pytest.mark.parametrize(
    "grant", ["client_credentials", "password", "authorization_code", "implicit", "x", "x\0"]
)
def test_it_refuses_other_grants(credentials: Credentials, grant: str) -> None:
    answer = refresh(credentials, grant_type=grant)

    assert_error(answer, 400, "auth.unsupported_grant_type")


@pytest.mark.parametrize("empty", [True, False])
def test_it_refuses_a_request_without_a_refresh_token(
    client: Browser,
    credentials: Credentials,
    empty: bool,  # noqa: FBT001
) -> None:
    data = form(credentials, refresh_token="")
    if not empty:
        del data["refresh_token"]

    answer = client.post(TOKEN, data, headers=basic(credentials))

    # What is sent without a value is as good as left out, says OAuth2.
    assert_error(answer, 400, "auth.invalid_request")


@pytest.mark.parametrize("empty", [True, False])
def test_it_refuses_a_request_without_a_grant_type(
    client: Browser,
    credentials: Credentials,
    empty: bool,  # noqa: FBT001
) -> None:
    data = form(credentials, grant_type="")
    if not empty:
        del data["grant_type"]

    answer = client.post(TOKEN, data, headers=basic(credentials))

    assert answer.status_code == 400
    assert answer.json()["error"]["key"] in {
        "auth.invalid_request",
        "auth.unsupported_grant_type",
    }


@pytest.mark.parametrize("body", [b"", b"{}", b"[1", b"\xff\x00", b"grant_type", b"&&==&%zz"])
@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded"])
def test_it_refuses_odd_bodies(
    client: Browser, credentials: Credentials, body: bytes, content_type: str
) -> None:
    answer = client.generic(
        "POST", TOKEN, body, content_type=content_type, headers=basic(credentials)
    )

    assert answer.status_code == 400
    error = answer.json()["error"]
    assert list(error) == ["fields", "description", "key"]
    assert error["key"].startswith("auth.")


def test_a_client_of_another_dialect_gets_none(credentials: Credentials, api: Api) -> None:
    Client.objects.update(dialect="inventorypro")

    assert_error(refresh(credentials), 401, "auth.invalid_client")
    assert not opens(api, api.token)


# -- The end of access ---------------------------------------------------------------------------


def _client_off(client: Client) -> None:
    Client.objects.update(is_active=False)


def _user_off(client: Client) -> None:
    User.objects.filter(is_integration=True).update(is_active=False)


def _account_off(client: Client) -> None:
    Account.objects.filter(clients=client).update(is_active=False)


@pytest.mark.parametrize("switch_off", [_client_off, _user_off, _account_off, revoke])
def test_what_is_switched_off_gets_in_no_more(
    api: Api, credentials: Credentials, switch_off: Callable[[Client], None]
) -> None:
    switch_off(credentials.client)

    assert_error(api.get(), 401, "common.not_authenticated")
    answer = refresh(credentials)
    assert answer.status_code in {400, 401}
    assert answer.json()["error"]["key"] in {"auth.invalid_client", "auth.invalid_grant"}


def test_after_a_rotation_of_the_secret_the_tokens_live_on(
    api: Api, credentials: Credentials
) -> None:
    secret = rotate_secret(credentials.client)

    assert opens(api, api.token)
    assert_error(refresh(credentials), 401, "auth.invalid_client")
    credentials.shown["client_secret"] = secret
    assert refresh(credentials).status_code == 200


def test_a_token_can_be_issued_in_code(api: Api, credentials: Credentials) -> None:
    assert opens(api, issue_token(credentials.client, timedelta(minutes=1)))


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
    client: Browser, credentials: Credentials, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}

    answer = client.get(f"{BASE}customers/", headers=headers)

    assert_error(answer, 401, "common.not_authenticated")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_the_scheme_is_read_in_any_case(api: Api) -> None:
    answer = api("GET", "customers/", Authorization=f"bearer {api.token}")

    assert answer.status_code == 200
