"""Who may do what: tokens, codes, accounts, and what is not on the page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from crm.access.clients import create_client, revoke, rotate_credentials
from crm.accounts.models import Account
from crm.dialects.franpos import upload, views
from customers.models import Change, Customer

from .conftest import BASE, Api, assert_error

DUMP = "datadump/v1/customers/1/0/2024-01-01/0"
TABLE = [
    ("POST", "customers", 131),
    ("GET", "Customers/{}", 130),
    ("GET", DUMP, 130),
]
ANN = [{"Email": "ann@example.com"}]


def ask(api: Api, method: str, path: str) -> Any:
    customer = Customer.objects.values_list("pk", flat=True).first()
    return api(method, path.format(customer), ANN if method == "POST" else None)


@pytest.mark.parametrize(("method", "path", "code"), TABLE)
def test_with_its_code_an_action_is_allowed(
    api: Api, api_with: Callable[..., Api], method: str, path: str, code: int
) -> None:
    api.post(ANN)

    assert ask(api_with(codes=[code]), method, path).status_code == 200


@pytest.mark.parametrize("others", [(), (130, 131)])
@pytest.mark.parametrize(("method", "path", "code"), TABLE)
def test_without_its_code_an_action_is_refused(
    api: Api,
    api_with: Callable[..., Api],
    method: str,
    path: str,
    code: int,
    others: tuple[int, ...],
) -> None:
    api.post(ANN)
    program = api_with(codes=[other for other in others if other != code])

    assert_error(ask(program, method, path), 403)
    assert Change.objects.count() == 1


def test_the_table_names_every_endpoint() -> None:
    assert sorted(views.CustomerViewSet.permission_codes.values()) == sorted(
        code for _, _, code in TABLE
    )


@pytest.mark.parametrize(("method", "path", "code"), TABLE)
@pytest.mark.parametrize("token", ["", " ", "wrong", "\0", "\u2713", "x" * 100_000])
def test_it_rejects_what_is_no_token(
    api: Api, method: str, path: str, code: int, token: str
) -> None:
    api.token = token

    assert_error(ask(api, method, path), 401, "Authorization has been denied")


def test_it_rejects_a_request_without_token(client: Browser, db: Any) -> None:
    answer = client.post(f"{BASE}customers", ANN, content_type="application/json")

    assert_error(answer, 401)
    assert answer["WWW-Authenticate"] == "Token"


@pytest.mark.parametrize("name", ["Token", "token", "TOKEN"])
def test_the_token_goes_by_its_name_in_any_case(api: Api, name: str) -> None:
    answer = api.browser.post(
        f"{BASE}customers?{name}={api.token}", ANN, content_type="application/json"
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("dialect", ["inventorypro", "inventorum"])
def test_a_token_of_another_dialect_opens_nothing(api: Api, account: Account, dialect: str) -> None:
    shown = create_client(account, dialect, "Other").shown
    api.token = shown.get("access_token", shown[list(shown)[-1]])

    assert_error(api.post(ANN), 401)


def test_the_token_opens_no_other_dialect(api: Api) -> None:
    answer = api.browser.get(
        "/inventorum/api/customers/", headers={"Authorization": f"Bearer {api.token}"}
    )

    assert answer.status_code == 401


def test_a_token_lasts_until_it_is_rotated_or_revoked(api: Api) -> None:
    client = api.credentials.client
    rotated = rotate_credentials(client)["token"]
    assert_error(api.post(ANN), 401)
    api.token = rotated
    assert api.post(ANN).status_code == 200

    revoke(client)

    assert_error(api.post(ANN), 401)


def test_nothing_of_another_account_can_be_reached(api: Api, other_api: Api) -> None:
    api.post(ANN)
    pk = Customer.objects.get().pk

    assert_error(other_api.get(pk), 404)
    assert api.get(pk).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "customers"),
        ("PUT", "customers"),
        ("PATCH", "customers"),
        ("DELETE", "customers"),
        ("OPTIONS", "customers"),
        ("TRACE", "customers"),
        ("POST", "customers/1"),
        ("DELETE", "customers/1"),
        ("POST", DUMP),
    ],
)
def test_a_method_that_is_not_there_is_not_allowed(api: Api, method: str, path: str) -> None:
    assert_error(api(method, path), 405)


@pytest.mark.parametrize("path", ["API/CUSTOMERS", "Api/customers", "api/Customers"])
def test_paths_count_in_any_case(api: Api, path: str) -> None:
    answer = api.browser.post(
        f"/franpos/{path}?Token={api.token}", ANN, content_type="application/json"
    )

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/franpos/",
        "/franpos/api",
        "/franpos/api/",
        "/franpos/api/customers/",
        "/franpos/api/customers/1/",
        "/franpos/api/datadump/v2/customers/1/0/2024-01-01/0",
        "/franpos/api/datadump/v1/customers/1/0/2024-01-01",
        "/franpos/docs",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_an_unknown_path_is_not_found(api: Api, method: str, path: str) -> None:
    answer = api.browser.generic(method, path, QUERY_STRING=f"Token={api.token}")

    assert_error(answer, 404)


def test_it_answers_at_the_root_of_its_own_host(api: Api) -> None:
    answer = api.browser.post(
        f"/api/Customers?Token={api.token}",
        ANN,
        content_type="application/json",
        headers={"Host": "franpos.localhost:8000"},
    )

    assert answer.status_code == 200


def test_answers_are_kept_by_nobody(api: Api) -> None:
    for answer in (api.post(ANN), api.get(1), api.post(b"")):
        assert answer["Cache-Control"] == "no-store"


def test_a_failure_of_our_own_is_told_without_the_token(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unheard of")

    monkeypatch.setattr(upload, "render_result", fail)

    answer = api.post(ANN)

    assert_error(answer, 500, "An error has occurred.")
    assert "unheard of" in caplog.text
    assert api.token not in caplog.text


def test_too_many_parameters_are_refused(api: Api) -> None:
    query = "&".join(f"p{number}=1" for number in range(10_001))

    answer = api.browser.generic("GET", f"{BASE}{DUMP}", QUERY_STRING=query)

    assert_error(answer, 400)


def test_no_number_of_calls_is_too_many(api: Api) -> None:
    assert {api.post([]).status_code for _ in range(100)} == {200}
