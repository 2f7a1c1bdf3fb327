"""Into the staff's pages and out of them."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser

from crm.access.clients import Credentials
from crm.accounts.models import Account, User

from .conftest import browser_with

WRONG = b"User name or password is wrong."


def sign_in(browser: Browser, name: str, password: str, **more: str) -> Any:
    return browser.post("/sign-in/", {"username": name, "password": password, **more})


def test_the_right_password_opens_the_page_that_was_wanted(client: Browser, alice: User) -> None:
    wanted = client.get("/password/")
    response = sign_in(client, "alice", "alice", next="/password/")

    assert wanted["Location"] == "/sign-in/?next=/password/"
    assert response["Location"] == "/password/"


def test_it_leads_to_no_other_host(client: Browser, alice: User) -> None:
    response = sign_in(client, "alice", "alice", next="https://elsewhere.example/")

    assert response["Location"] == "/"


@pytest.mark.parametrize("name", ["alice", "nobody", "x" * 150])
def test_it_rejects_a_wrong_password_in_the_same_words(
    client: Browser, alice: User, name: str
) -> None:
    response = sign_in(client, name, "wrong")

    assert response.status_code == 200
    assert WRONG in response.content


@pytest.mark.parametrize("name", ["al\0ice", "x" * 10_000, ""])
def test_it_rejects_names_that_are_none(client: Browser, alice: User, name: str) -> None:
    response = sign_in(client, name, "wrong")

    assert response.status_code == 200
    assert b'class="problem"' in response.content


def test_it_locks_a_name_after_too_many_tries(client: Browser, alice: User) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = sign_in(client, "alice", "wrong")
    even_right = sign_in(client, "alice", "alice")

    assert response.status_code == even_right.status_code == 429
    assert b"Too many tries" in even_right.content


def test_the_last_tries_are_told(client: Browser, alice: User) -> None:
    def tries() -> str:
        wrong = {"username": alice.username, "password": "wrong"}
        return " ".join(client.post("/sign-in/", wrong).content.decode().split())

    pages = [tries() for _ in range(settings.AXES_FAILURE_LIMIT - 1)]

    assert [page.count(" more tr") for page in pages] == [0, 0, 0, 0, 1, 1, 1]
    assert "1 more try, then this name" in pages[-1]


def test_it_says_as_whom_one_is_in(browser: Browser, operators_browser: Browser) -> None:
    page = browser.get("/me/").content.decode()

    assert "131 Create/Modify Customer" in page
    assert "alice" in page
    assert operators_browser.get("/me/").headers["Location"] == "/accounts/"


def test_a_lock_is_for_one_name_from_one_address(client: Browser, alice: User) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "mallory", "wrong")

    assert sign_in(client, "alice", "alice").status_code == 302


def test_it_rejects_people_of_an_account_that_is_switched_off(
    client: Browser, alice: User, account: Account
) -> None:
    account.is_active = False
    account.save()

    assert b"Acme is switched off" in sign_in(client, "alice", "alice").content


def test_an_account_switched_off_meanwhile_ends_the_visit(
    browser: Browser, account: Account
) -> None:
    account.is_active = False
    account.save()

    assert browser.get("/").status_code == 403


def test_a_programs_user_does_not_come_in(
    client: Browser, inventorypro_client: Credentials
) -> None:
    user = inventorypro_client.client.user
    assert user is not None
    client.force_login(user)

    assert client.get("/").status_code == 403


def test_without_code_130_it_says_which_permission_is_missing(account: Account) -> None:
    response = browser_with(account).get("/")

    assert response.status_code == 403
    assert b"130 Customers List" in response.content


def test_signing_out_needs_a_post_and_closes_the_door(browser: Browser) -> None:
    assert browser.get("/sign-out/").status_code == 405
    assert browser.post("/sign-out/")["Location"] == "/sign-in/"
    assert browser.get("/")["Location"] == "/sign-in/?next=/"


def test_htmx_is_sent_to_sign_in_with_the_whole_page(client: Browser, db: Any) -> None:
    response = client.get(
        "/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/password/"}
    )

    assert response["HX-Redirect"] == "/sign-in/?next=/password/"


def test_a_password_is_changed_with_the_old_one(browser: Browser, alice: User) -> None:
    new = "correct horse battery"
    fields = {"old_password": "alice", "new_password1": new, "new_password2": new}
    response = browser.post("/password/", fields)
    alice.refresh_from_db()

    assert response["Location"] == "/"
    assert alice.check_password(new)


def test_an_operator_chooses_the_account_to_work_in(
    operators_browser: Browser, account: Account, other_account: Account
) -> None:
    first = operators_browser.get("/")
    choice = operators_browser.get("/accounts/")
    operators_browser.post("/accounts/", {"account": other_account.pk})

    assert first["Location"] == "/accounts/"
    assert b"Acme" in choice.content
    assert "Mallory&#x27;s" in operators_browser.get("/").content.decode()


@pytest.mark.parametrize("wanted", ["", "x", "99999999999999999999999", "0", "\0"])
def test_no_account_is_chosen_by_nonsense(
    operators_browser: Browser, account: Account, wanted: str
) -> None:
    assert operators_browser.post("/accounts/", {"account": wanted}).status_code == 200


def test_people_of_an_account_do_not_choose(browser: Browser, other_account: Account) -> None:
    response = browser.post("/accounts/", {"account": other_account.pk})

    assert response["Location"] == "/"
    assert b"Mallory" not in browser.get("/").content


@pytest.mark.parametrize("path", ["/sign-in/", "/"])
def test_the_policy_allows_no_inline_script_or_style(browser: Browser, path: str) -> None:
    page = browser.get(path, follow=path == "/")
    policy = page.headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert b"<style" not in page.content
    assert b' style="' not in page.content
    assert b" onclick" not in page.content


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_names(
    client: Browser, alice: User, settings: Any
) -> None:
    settings.BEHIND_PROXY = True
    for _ in range(settings.AXES_FAILURE_LIMIT):
        away = {"X-Forwarded-For": "10.0.0.1, 203.0.113.9"}
        data = {"username": "alice", "password": "wrong"}
        response = client.post("/sign-in/", data, headers=away)
    near = {"X-Forwarded-For": "203.0.113.9, 10.0.0.1"}
    data = {"username": "alice", "password": "alice"}

    assert response.status_code == 429
    assert client.post("/sign-in/", data, headers=near).status_code == 302
