"""Who may do what: codes, roles, accounts, and what is not on the page."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client as Browser

from crm.access.clients import (
    Credentials,
    create_client,
    issue_token,
    revoke,
    rotate_credentials,
)
from crm.accounts.models import Account, User
from crm.dialects.smartshelf import views
from customers.models import Change, CreditCheck, Customer

from .conftest import BASE, Api, assert_error, recorded, sample

TABLE = [
    ("GET", "customers", 130),
    ("GET", "customers/{id}", 130),
    ("GET", "customers/{id}/orders", 130),
    ("GET", "customers/{id}/analytics", 130),
    ("POST", "customers", 131),
    ("PUT", "customers/{id}", 131),
    ("POST", "customers/{id}/contacts", 131),
    ("PUT", "customers/{id}/contacts/{contact}", 131),
    ("DELETE", "customers/{id}/contacts/{contact}", 131),
    ("POST", "customers/{id}/credit-check", 131),
]
ROLES = [("Admin", True), ("Manager", True), ("Employee", True), ("Viewer", False)]


@pytest.fixture
def path(api: Api, xyz: str) -> Callable[[str], str]:
    """A path of the table, of Customer XYZ and Alice."""

    def fill(template: str) -> str:
        return template.format(id=xyz, contact=api.shown(xyz)["contacts"][0]["id"])

    return fill


Path = Callable[[str], str]


def kept() -> tuple[Any, ...]:
    return (*recorded(), CreditCheck.objects.count())


def ask(program: Api, method: str, path: str) -> Any:
    """A row of the table. What is refused, or only reads, leaves all as it was."""
    before = kept()
    answer = program(method, path, {"name": "Bob"} if method in {"POST", "PUT"} else None)
    if answer.status_code >= 400 or method == "GET":
        assert kept() == before
    else:
        assert kept() != before
    return answer


@pytest.mark.parametrize(("method", "template", "code"), TABLE)
def test_with_its_code_an_action_is_allowed(
    api_with: Callable[[Sequence[int]], Api], path: Path, method: str, template: str, code: int
) -> None:
    assert ask(api_with([code]), method, path(template)).status_code in {200, 201}


@pytest.mark.parametrize("others", [(), (130, 131)])
@pytest.mark.parametrize(("method", "template", "code"), TABLE)
def test_without_its_code_an_action_is_refused(
    api_with: Callable[[Sequence[int]], Api],
    path: Path,
    method: str,
    template: str,
    code: int,
    others: tuple[int, ...],
) -> None:
    program = api_with([other for other in others if other != code])

    answer = ask(program, method, path(template))

    assert_error(answer, 403, "forbidden")
    assert answer.json() == sample("forbidden.error")


@pytest.mark.parametrize(("role", "writes"), ROLES)
@pytest.mark.parametrize(("method", "template", "code"), TABLE)
def test_a_viewer_only_reads_and_the_other_roles_write_too(
    api_with: Callable[[Sequence[int]], Api],
    path: Path,
    method: str,
    template: str,
    code: int,
    role: str,
    writes: bool,  # noqa: FBT001
) -> None:
    program = api_with([])
    user = program.credentials.client.user
    assert isinstance(user, User)
    user.groups.set([Group.objects.get(name=role)])

    answer = ask(program, method, path(template))

    assert answer.status_code in ({200, 201} if writes or method == "GET" else {403})


def test_the_table_names_every_endpoint_of_the_page() -> None:
    spoken = views.CustomerViewSet.permission_codes | views.ContactViewSet.permission_codes

    assert sorted(spoken.values()) == sorted(code for *_, code in TABLE)


@pytest.mark.parametrize(("method", "template", "code"), TABLE)
def test_without_a_token_nothing_opens(
    client: Browser, path: Path, method: str, template: str, code: int
) -> None:
    url, before = BASE + path(template), kept()

    answer = client.generic(method, url, '{"name": "Bob"}', content_type="application/json")

    assert_error(answer, 401, "unauthorized")
    assert answer.json() == sample("unauthorized.error")
    assert answer["WWW-Authenticate"] == "Bearer"
    assert kept() == before


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer " + "x" * 10_000,
        "Bearer {token}x",
        "Bearer {token} {token}",
        "{token}",
        "Basic {token}",
        "Token {token}",
        "Bearer\t{token}",
        "\xff\xfe",
        "Bearer \u00fc",
    ],
)
def test_garbage_opens_nothing(api: Api, header: str) -> None:
    answer = api("GET", "customers", Authorization=header.format(token=api.token))

    assert_error(answer, 401, "unauthorized")
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("query", ["?access_token={token}", "?token={token}", "?Token={token}"])
def test_a_token_in_the_address_opens_nothing(api: Api, client: Browser, query: str) -> None:
    answer = client.get(f"{BASE}customers{query.format(token=api.token)}")

    assert_error(answer, 401, "unauthorized")


def test_the_schemes_name_counts_in_any_case(api: Api) -> None:
    assert api("GET", "customers", Authorization=f"bearer {api.token}").status_code == 200


@pytest.mark.parametrize("dialect", ["inventorypro", "inventorum"])
@pytest.mark.parametrize(("method", "template", "code"), TABLE)
def test_a_token_of_another_dialect_opens_nothing(
    account: Account, api: Api, path: Path, method: str, template: str, code: int, dialect: str
) -> None:
    theirs = issue_token(create_client(account, dialect, "Theirs").client, timedelta(hours=1))

    answer = api(method, path(template), {"name": "Bob"}, Authorization=f"Bearer {theirs}")

    assert_error(answer, 401, "unauthorized")


def test_its_token_opens_no_other_dialect(api: Api) -> None:
    for url in ("/inventorypro/api/v1/Customer/All", "/inventorum/api/customers/"):
        answer = api.browser.get(url, headers={"Authorization": f"Bearer {api.token}"})
        assert answer.status_code == 401


@pytest.mark.parametrize(("method", "template", "code"), TABLE[1:4] + TABLE[5:])
def test_nothing_of_another_account_can_be_reached(
    other_api: Api, path: Path, method: str, template: str, code: int
) -> None:
    assert_error(ask(other_api, method, path(template)), 404, "not_found", "id")


def test_nothing_of_another_account_is_listed(other_api: Api, xyz: str) -> None:
    assert other_api.get().json()["data"] == []


def test_a_token_lives_until_it_is_rotated_or_revoked(api: Api, credentials: Credentials) -> None:
    shown = rotate_credentials(credentials.client)
    assert list(shown) == ["base_url", "access_token"]
    assert shown["base_url"] == "http://testserver/smartshelf/api/"
    assert_error(api.get(), 401, "unauthorized")
    assert (
        api("GET", "customers", Authorization=f"Bearer {shown['access_token']}").status_code == 200
    )

    revoke(credentials.client)
    answer = api("GET", "customers", Authorization=f"Bearer {shown['access_token']}")
    assert_error(answer, 401, "unauthorized")


def test_switched_off_accounts_are_out(api: Api, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)

    assert_error(api.get(), 401, "unauthorized")


@pytest.mark.parametrize(
    ("methods", "template"),
    [
        ("PUT PATCH DELETE OPTIONS TRACE", "customers"),
        ("POST PATCH DELETE OPTIONS TRACE", "customers/{id}"),
        ("POST PUT PATCH DELETE OPTIONS TRACE", "customers/{id}/orders"),
        ("POST PUT PATCH DELETE OPTIONS TRACE", "customers/{id}/analytics"),
        ("GET PUT PATCH DELETE OPTIONS TRACE", "customers/{id}/contacts"),
        ("GET POST PATCH OPTIONS TRACE", "customers/{id}/contacts/{contact}"),
        ("GET PUT PATCH DELETE OPTIONS TRACE", "customers/{id}/credit-check"),
    ],
)
def test_a_method_that_is_not_on_the_page_is_not_allowed(
    api: Api, path: Path, methods: str, template: str
) -> None:
    for method in methods.split():
        assert_error(ask(api, method, path(template)), 405, "method_not_allowed")


def test_a_method_that_nobody_routed_needs_a_token_first(client: Browser, db: Any) -> None:
    assert_error(client.patch(f"{BASE}customers"), 401, "unauthorized")


@pytest.mark.parametrize(
    "url",
    [
        "/smartshelf/",
        "/smartshelf/api",
        "/smartshelf/api/",
        "/smartshelf/api/customers/",
        "/smartshelf/api/customers/cust_1/",
        "/smartshelf/api/customers/cust_1/orders/",
        "/smartshelf/api/customers/cust_1/contacts/cont_1/",
        "/smartshelf/api/customers/cust_1/credit-check/",
        "/smartshelf/api/customers/cust_1/credit_check",
        "/smartshelf/api/customers/cust_1/invoices",
        "/smartshelf/api/customers//orders",
        "/smartshelf/api/Customers",
        "/smartshelf/api/customer",
        "/smartshelf/api/suppliers",
        "/smartshelf/api/v1/customers",
        "/smartshelf/api/%00",
        "/smartshelf/docs",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_an_unknown_path_is_not_found(client: Browser, db: Any, method: str, url: str) -> None:
    answer = client.generic(method, url)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/json"
    if method != "HEAD":
        assert_error(answer, 404, "not_found")


@pytest.mark.parametrize(
    "url", ["/api/customers", "/api/customers/{id}", "/api/customers/{id}/orders"]
)
def test_it_answers_at_the_root_of_its_own_host(api: Api, xyz: str, url: str) -> None:
    answer = api.browser.get(
        url.format(id=xyz),
        headers={"Host": "smartshelf.localhost:8000", "Authorization": f"Bearer {api.token}"},
    )

    assert answer.status_code == 200


def test_on_its_own_host_there_is_nothing_else(api: Api) -> None:
    for url in ("/admin/", "/smartshelf/api/customers", "/healthz", "/"):
        answer = api.browser.get(url, headers={"Host": "smartshelf.localhost"})
        assert_error(answer, 404, "not_found")


def test_a_failure_of_our_own_is_told_in_the_envelope(
    api: Api, xyz: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unheard of")

    monkeypatch.setattr(views, "render_detail", fail)

    answer = api.one(xyz)

    assert_error(answer, 500, "internal_error")
    assert b"unheard of" not in answer.content


def test_a_write_that_fails_on_its_way_out_is_told_so(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unheard of")

    monkeypatch.setattr(views, "render_detail", fail)

    assert_error(api.post({"name": "Acme"}), 500, "internal_error")
    assert Customer.objects.count() == Change.objects.count()


def test_no_number_of_calls_is_too_many(api: Api) -> None:
    assert {api.get().status_code for _ in range(100)} == {200}
