"""What every answer tells a browser that it may not do."""

from typing import Any

import pytest
from django.test import Client as Browser
from pytest_django.fixtures import Settings

from crm.accounts.models import User
from crm.dialects import DIALECTS

STAFF = [
    "/",
    "/customers/",
    "/customers/new/",
    "/clients/",
    "/clients/new/",
    "/sign-in/",
    "/password/",
]
ADMIN = ["/admin/", "/admin/login/", "/admin/customers/customer/", "/admin/access/client/add/"]
REFERENCES = [f"/{dialect}/docs/" for dialect in DIALECTS]
#: One endpoint each, asked without credentials, and a path that is none.
ENDPOINTS = [f"/{dialect}/{path}" for dialect in DIALECTS for path in ("api/v1/Customer/All", "x")]
OTHERS = ["/nowhere/", "/healthz", "/readyz", "/inventorum/openapi.json"]


@pytest.fixture
def browser(alice: User, client: Browser, settings: Settings) -> Browser:
    settings.DEBUG = False
    client.force_login(alice)
    return client


def policy_of(answer: Any) -> dict[str, list[str]]:
    """Directive -> sources."""
    directives = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in directives}


@pytest.mark.parametrize("path", [*STAFF, *ADMIN, *REFERENCES, *ENDPOINTS, *OTHERS])
def test_no_answer_may_be_framed_sniffed_or_tell_where_one_was(browser: Browser, path: str) -> None:
    answer = browser.get(path, follow=True)

    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", [*STAFF, *REFERENCES, "/nowhere/"])
def test_a_page_runs_and_wears_only_what_comes_from_here(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    policy = policy_of(answer)

    assert "unsafe" not in answer["Content-Security-Policy"]
    assert (policy["default-src"], policy["object-src"]) == (["'self'"], ["'none'"])
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["form-action"] == policy["base-uri"] == ["'self'"]
    assert all(
        source in ("'self'", "'none'", "data:") or source.startswith("'nonce-")
        for sources in policy.values()
        for source in sources
    )


@pytest.mark.parametrize("path", STAFF)
def test_no_page_holds_anything_inline(browser: Browser, path: str) -> None:
    page = browser.get(path, follow=True).content.decode()

    for inline in (' style="', " onclick=", " onload=", " onsubmit=", "<style", "javascript:"):
        assert inline not in page


@pytest.mark.parametrize("path", ADMIN)
def test_the_admins_theme_may_evaluate_and_nobody_may_write_scripts_into_its_pages(
    browser: Browser, path: str
) -> None:
    policy = policy_of(browser.get(path, follow=True))

    assert policy["script-src"] == ["'self'", "'unsafe-eval'"]
    assert policy["default-src"] == ["'self'"]


@pytest.mark.parametrize("path", ENDPOINTS)
def test_an_endpoint_is_no_page_and_sets_no_cookie(browser: Browser, path: str) -> None:
    answer = Browser().get(path)

    assert policy_of(answer)["default-src"] == ["'none'"]
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/sign-in/", "/inventorum/api/customers/", "/admin/login/"])
def test_over_https_browsers_are_told_to_stay_there(
    client: Browser, settings: Settings, path: str, db: Any
) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True

    answer = client.get(path, secure=True)

    wanted = "max-age=31536000; includeSubDomains; preload"
    assert answer["Strict-Transport-Security"] == wanted


def test_over_http_one_is_sent_to_https(client: Browser, settings: Settings, db: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get("/customers/?q=x")

    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/customers/?q=x")


def test_cookies_are_for_this_site_and_not_for_scripts(alice: User) -> None:
    browser = Browser()
    browser.get("/sign-in/")
    browser.post("/sign-in/", {"username": "alice", "password": "alice"})

    session, csrf = browser.cookies["sessionid"], browser.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], session["secure"]) == (True, "Lax", True)
    assert (csrf["samesite"], csrf["secure"]) == ("Lax", True)


@pytest.mark.parametrize("path", ["/", "/inventorypro/api/v1/Customer/All", "/admin/"])
def test_a_host_that_is_not_ours_is_refused(client: Browser, path: str, db: Any) -> None:
    assert client.get(path, headers={"Host": "evil.example.com"}).status_code == 400


def test_a_form_from_elsewhere_is_refused(alice: User) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(alice)

    answer = browser.post("/customers/new/", {}, headers={"Origin": "https://evil.example.com"})

    assert answer.status_code == 403
