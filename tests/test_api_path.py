"""What requests of programs go through, and what they are spared."""

from typing import Any

import pytest
from django.test import Client as Browser

from crm.dialects import DIALECTS

#: A path that each dialect refuses without credentials, and one that it does not have.
PATHS = {
    "inventorypro": ("get", "api/v1/Customer/All"),
    "inventorum": ("get", "api/customers/"),
    "smartshelf": ("get", "api/customers"),
    "rpm": ("post", "Api2.svc/Customers"),
    "franpos": ("get", "api/customers/1"),
}


def ask(browser: Browser, dialect: str, path: str | None = None, **extra: Any) -> Any:
    method, known = PATHS[dialect]
    return getattr(browser, method)(f"/{dialect}/{known if path is None else path}", **extra)


def test_every_dialect_is_looked_at() -> None:
    assert sorted(PATHS) == sorted(DIALECTS)


@pytest.mark.parametrize("path", [None, "api/nowhere", "", "docs/nowhere"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_answer_sets_no_cookie_and_has_its_headers(
    client: Browser, db: Any, dialect: str, path: str | None
) -> None:
    answer = ask(client, dialect, path)

    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Content-Type"] == "application/json"
    assert int(answer["Content-Length"]) == len(answer.content)
    assert len(answer["X-Request-ID"]) == 32
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_session_of_a_browser_is_not_looked_at(
    client: Browser, alice: Any, dialect: str, django_assert_num_queries: Any
) -> None:
    client.force_login(alice)

    with django_assert_num_queries(0):
        answer = ask(client, dialect)

    assert not answer.cookies
    assert answer.status_code == (200 if dialect == "rpm" else 401)  # RPM tells all with 200


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_token_needs_no_csrf_cookie(db: Any, dialect: str) -> None:
    answer = Browser(enforce_csrf_checks=True).post(f"/{dialect}/api/nowhere", {"a": "b"})

    assert answer.status_code == (200 if dialect == "rpm" else 404)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_unknown_host_is_refused_before_a_dialect_answers(client: Browser, dialect: str) -> None:
    assert ask(client, dialect, headers={"Host": "evil.example.com"}).status_code == 400


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("on_own_host", [False, True])
def test_the_reference_is_a_page_for_browsers(
    client: Browser, db: Any, dialect: str, *, on_own_host: bool
) -> None:
    path = "/docs/" if on_own_host else f"/{dialect}/docs/"
    host = f"{dialect}.localhost" if on_own_host else "testserver"

    answer = client.get(path, headers={"Host": host})

    assert answer["Content-Type"].startswith("text/html")
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_dialect_answers_on_its_own_host_as_under_its_name(
    client: Browser, db: Any, dialect: str
) -> None:
    method, path = PATHS[dialect]

    answer = getattr(client, method)(f"/{path}", headers={"Host": f"{dialect}.localhost"})

    named = ask(client, dialect)
    assert (answer.status_code, answer.content) == (named.status_code, named.content)
    assert answer["Content-Security-Policy"] == named["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/inventorypro", "/Inventorypro/api/v1/Customer/All", "/nowhere/"]
)
def test_what_only_looks_like_a_dialect_is_the_staffs(client: Browser, db: Any, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/admin/"])
def test_pages_of_the_staff_keep_their_session(client: Browser, alice: Any, path: str) -> None:
    client.force_login(alice)

    answer = client.get(path)

    assert "Cookie" in answer["Vary"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
