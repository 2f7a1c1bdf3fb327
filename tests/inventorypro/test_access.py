"""Who may do what: codes, accounts, and what is not on the page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from crm.dialects.inventorypro import views
from customers.models import Change, Customer

from .conftest import BASE, Api, assert_error

TABLE = [
    ("GET", "Customer/All", 130),
    ("GET", "Customer/A", 130),
    ("POST", "Customer", 131),
    ("DELETE", "Customer/A", 131),
]


@pytest.mark.parametrize(("method", "path", "code"), TABLE)
def test_with_its_code_an_action_is_allowed(
    api: Api, api_with: Callable[..., Api], method: str, path: str, code: int
) -> None:
    api.post({"shortID": "A"})

    answer = api_with(code)(method, path, {"shortID": "B"} if method == "POST" else None)

    assert answer.status_code in {200, 201, 204}


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
    api.post({"shortID": "A"})
    program = api_with(*(other for other in others if other != code))

    answer = program(method, path, {"shortID": "B"} if method == "POST" else None)

    assert_error(answer, 403, "forbidden")
    assert Change.objects.count() == 1


def test_the_table_names_every_endpoint_of_the_page() -> None:
    assert sorted(views.CustomerViewSet.permission_codes.values()) == sorted(
        code for _, _, code in TABLE
    )


def test_nothing_of_another_account_can_be_reached(api: Api, other_api: Api) -> None:
    api.post({"shortID": "A", "name": "Acme", "email": "a@example.com"})
    told = Change.objects.count()

    assert_error(other_api.get("Customer/A"), 404, "not_found")
    assert_error(other_api.delete("A"), 404, "not_found")
    assert other_api.get("Customer/All").json()["totalCount"] == 0
    assert Change.objects.count() == told

    assert other_api.post({"shortID": "A", "name": "Mine"}).status_code == 201
    assert api.get("Customer/A").json()["name"] == "Acme"
    assert api.get("Customer/All").json()["totalCount"] == 1
    assert Customer.objects.count() == 2


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "Customer"),
        ("GET", "Customer"),
        ("PATCH", "Customer/A"),
        ("PUT", "Customer/A"),
        ("POST", "Customer/A"),
        ("POST", "Customer/All"),
        ("OPTIONS", "Customer/All"),
        ("TRACE", "Customer/All"),
        ("GET", "Token"),
        ("DELETE", "Token"),
        ("OPTIONS", "Token"),
    ],
)
def test_a_method_that_is_not_on_the_page_is_not_implemented(
    api: Api, method: str, path: str
) -> None:
    assert_error(api(method, path), 501, "not_implemented")


def test_a_method_that_nobody_routed_needs_a_token_first(client: Browser, db: Any) -> None:
    assert_error(client.put(f"{BASE}Customer/A"), 401, "unauthorized")


@pytest.mark.parametrize(
    "path",
    [
        "/inventorypro/",
        "/inventorypro/api",
        "/inventorypro/api/v1/",
        "/inventorypro/api/v1/Customers",
        "/inventorypro/api/v1/Customer/",
        "/inventorypro/api/v1/Token/",
        "/inventorypro/api/v2/Customer/All",
        "/inventorypro/%00",
        "/inventorypro/docs",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_an_unknown_path_is_not_found(client: Browser, db: Any, method: str, path: str) -> None:
    answer = client.generic(method, path)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/json"
    if method != "HEAD":
        assert_error(answer, 404, "not_found")


def test_it_answers_at_the_root_of_its_own_host(api: Api) -> None:
    api.post({"shortID": "A"})

    answer = api.browser.get(
        "/api/v1/Customer/A",
        headers={"Host": "inventorypro.localhost:8000", "Authorization": f"Bearer {api.token}"},
    )

    assert answer.json()["shortID"] == "A"


def test_on_its_own_host_there_is_nothing_else(api: Api) -> None:
    for path in ("/admin/", "/inventorypro/api/v1/Customer/All", "/healthz"):
        answer = api.browser.get(path, headers={"Host": "inventorypro.localhost"})
        assert_error(answer, 404, "not_found")


def test_a_failure_of_our_own_is_told_in_the_envelope(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("unheard of")

    monkeypatch.setattr(views, "render_customer", fail)
    api.post({"shortID": "A"})

    answer = api.get("Customer/A")

    assert_error(answer, 500, "internal_error")
    assert b"unheard of" not in answer.content
