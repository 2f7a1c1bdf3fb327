"""Who may do what: scopes and codes, accounts, and what is not on the page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from oauth2_provider.models import AccessToken

from crm.access.clients import Credentials, create_client, issue_token
from crm.accounts.models import Account
from crm.dialects.inventorum import views
from customers.models import Change, Customer

from .conftest import BASE, Api, assert_error, recorded

TABLE = [
    ("GET", "customers/", "read", 130),
    ("GET", "customers/favourites/", "read", 130),
    ("GET", "customers/{id}/", "read", 130),
    ("POST", "customers/", "create", 131),
    ("PUT", "customers/{id}/", "update", 131),
    ("DELETE", "customers/{id}/", "delete", 131),
]
ACTIONS = ("read", "create", "update", "delete")


def ask(program: Api, api: Api, method: str, path: str) -> Any:
    """The row of the table, asked by the program of a customer that the other one made."""
    path = path.format(id=api.create()["id"])
    before = recorded()
    answer = program(method, path, {"company": "B"} if method in {"POST", "PUT"} else None)
    if answer.status_code >= 400 or method == "GET":
        assert recorded() == before
    return answer


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(("method", "path", "action", "code"), TABLE)
def test_with_its_scope_and_code_an_action_is_allowed(
    api: Api,
    api_with: Callable[..., Api],
    method: str,
    path: str,
    action: str,
    code: int,
    whole: bool,  # noqa: FBT001
) -> None:
    program = api_with("customers" if whole else f"customers:{action}", codes=[code])

    assert ask(program, api, method, path).status_code in {200, 201}


@pytest.mark.parametrize(("method", "path", "action", "code"), TABLE)
def test_without_its_scope_an_action_is_refused(
    api: Api, api_with: Callable[..., Api], method: str, path: str, action: str, code: int
) -> None:
    others = [f"customers:{other}" for other in ACTIONS if other != action]

    for scopes in (others, ["orders", f"orders:{action}"], ["customers:", "customer", action]):
        program = api_with("customers", name=" ".join(scopes))
        AccessToken.objects.filter(application=program.credentials.client).update(
            scope=" ".join(scopes)
        )
        answer = ask(program, api, method, path)
        assert_error(answer, 403, "common.permission_denied")


@pytest.mark.parametrize("others", [(), (130, 131)])
@pytest.mark.parametrize(("method", "path", "action", "code"), TABLE)
def test_without_its_code_no_scope_helps(
    api: Api,
    api_with: Callable[..., Api],
    method: str,
    path: str,
    action: str,
    code: int,
    others: tuple[int, ...],
) -> None:
    program = api_with("customers", codes=[other for other in others if other != code])

    assert_error(ask(program, api, method, path), 403, "common.permission_denied")


def test_the_table_names_every_endpoint_of_the_page() -> None:
    assert sorted(views.CustomerViewSet.permission_codes.values()) == sorted(
        code for *_, code in TABLE
    )


def test_nothing_of_another_account_can_be_reached(api: Api, other_api: Api) -> None:
    created = api.create(is_favourite=True)
    before = recorded()

    assert_error(other_api.one(created["id"]), 404, "common.unknown")
    assert_error(other_api.put(created["id"], {"note": "mine"}), 404, "common.unknown")
    assert_error(other_api.delete(created["id"]), 404, "common.unknown")
    for path in ("customers/", "customers/favourites/"):
        assert other_api.get(path).json() == {"total": 0, "data": []}

    assert recorded() == before
    assert api.one(created["id"]).status_code == 200


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize(
    ("methods", "path"),
    [
        ("PUT PATCH DELETE OPTIONS TRACE", "customers"),
        ("POST PUT PATCH DELETE OPTIONS TRACE", "customers/favourites"),
        ("POST PATCH OPTIONS TRACE", "customers/{id}"),
        ("GET PUT PATCH DELETE OPTIONS TRACE", "auth/token"),
    ],
)
def test_a_method_that_is_not_on_the_page_is_not_allowed(
    api: Api, methods: str, path: str, slash: str
) -> None:
    path = path.format(id=api.create()["id"]) + slash

    for method in methods.split():
        assert_error(api(method, path), 405, "common.method_not_allowed")


def test_a_method_that_nobody_routed_needs_a_token_first(client: Browser, db: Any) -> None:
    assert_error(client.patch(f"{BASE}customers/"), 401, "common.not_authenticated")


@pytest.mark.parametrize(("method", "path", "action", "code"), TABLE)
def test_without_a_token_nothing_opens(
    api: Api, client: Browser, method: str, path: str, action: str, code: int
) -> None:
    url = BASE + path.format(id=api.create()["id"])
    before = recorded()

    answer = client.generic(method, url, '{"company": "B"}', content_type="application/json")

    assert_error(answer, 401, "common.not_authenticated")
    assert answer["WWW-Authenticate"] == "Bearer"
    assert recorded() == before


@pytest.mark.parametrize(
    "path",
    [
        "/inventorum/",
        "/inventorum/api",
        "/inventorum/api/",
        "/inventorum/api/customer/",
        "/inventorum/api/Customers/",
        "/inventorum/api/customers//",
        "/inventorum/api/customers/1/2/",
        "/inventorum/api/customers/1//",
        "/inventorum/api/customers/favourites/1/",
        "/inventorum/api/customers/favorites/1",
        "/inventorum/api/orders/",
        "/inventorum/api/auth/",
        "/inventorum/api/auth/token/x",
        "/inventorum/api/v1/customers/",
        "/inventorum/api/%00",
        "/inventorum/docs",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_an_unknown_path_is_not_found(client: Browser, db: Any, method: str, path: str) -> None:
    answer = client.generic(method, path)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/json"
    if method != "HEAD":
        assert_error(answer, 404, "common.unknown")


def test_a_token_of_another_dialect_opens_nothing(
    api: Api, inventorypro_client: Credentials
) -> None:
    theirs = issue_token(inventorypro_client.client, timedelta(hours=1))

    answer = api("GET", "customers/", Authorization=f"Bearer {theirs}")

    assert_error(answer, 401, "common.not_authenticated")


def test_its_token_opens_no_other_dialect(api: Api) -> None:
    answer = api.browser.get(
        "/inventorypro/api/v1/Customer/All", headers={"Authorization": f"Bearer {api.token}"}
    )

    assert answer.status_code == 401


def test_without_scopes_named_a_client_has_them_all(account: Account) -> None:
    assert create_client(account, "inventorum", "Till").client.scopes == "customers"


@pytest.mark.parametrize("path", ["/api/customers/", "/api/customers", "/api/customers/{id}/"])
def test_it_answers_at_the_root_of_its_own_host(api: Api, path: str) -> None:
    created = api.create()

    answer = api.browser.get(
        path.format(id=created["id"]),
        headers={"Host": "inventorum.localhost:8000", "Authorization": f"Bearer {api.token}"},
    )

    assert answer.status_code == 200
    assert answer.json().get("total", 1) == 1


def test_on_its_own_host_there_is_nothing_else(api: Api) -> None:
    for path in ("/admin/", "/inventorum/api/customers/", "/healthz", "/"):
        answer = api.browser.get(path, headers={"Host": "inventorum.localhost"})
        assert_error(answer, 404, "common.unknown")


def test_a_failure_of_our_own_is_told_in_the_envelope(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unheard of")

    created = api.create()
    monkeypatch.setattr(views, "render_item", fail)

    answer = api.one(created["id"])

    assert_error(answer, 500, "common.server_error")
    assert b"unheard of" not in answer.content


def test_a_write_that_fails_on_its_way_out_is_told_so(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unheard of")

    monkeypatch.setattr(views, "render_written", fail)

    assert_error(api.post({"company": "Acme"}), 500, "common.server_error")
    assert Customer.objects.count() == Change.objects.count()
