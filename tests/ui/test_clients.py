"""Clients, made, rotated and revoked by people who may."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client as Browser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from crm.access.clients import Credentials, create_client
from crm.access.models import Client, ClientUse
from crm.accounts.models import Account, Store, User
from crm.dialects import DIALECTS


def makes(browser: Browser, **fields: object) -> object:
    data = {"dialect": "inventorypro", "name": "Till", "codes": ["130"], **fields}
    return browser.post("/clients/new/", data)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_secret_is_shown_once_with_a_ready_curl(
    browser: Browser, account: Account, dialect: str
) -> None:
    response = browser.post("/clients/new/", {"dialect": dialect, "name": "Till", "codes": ["130"]})
    shown = response.context["shown"]

    assert all(value in response.content.decode() for value in shown.values())
    assert b"curl" in response.content
    assert "no-store" in response["Cache-Control"]
    secrets = [value for name, value in shown.items() if name not in ("base_url", "client_id")]
    later = browser.get("/clients/").content.decode()
    assert not any(secret in later for secret in secrets)


def test_it_gets_the_codes_scopes_and_stores_of_the_form(
    browser: Browser, account: Account
) -> None:
    store = Store.objects.create(account=account, name="Main")
    makes(browser, dialect="inventorum", scopes="customers:read", stores=[store.pk])
    client = Client.objects.get(account=account)

    assert client.scopes == "customers:read"
    assert list(client.stores.all()) == [store]
    assert client.user is not None
    assert [group.name for group in client.user.groups.all()] == ["130 Customers List"]


def test_it_acts_as_a_user_that_exists(
    browser: Browser, account: Account, inventorypro_client: Credentials
) -> None:
    user = inventorypro_client.client.user
    assert user is not None
    makes(browser, user=user.pk, codes=[])

    assert Client.objects.get(name="Till").user == user
    assert user.groups.count() == 2


def test_it_acts_as_nobody_of_another_account_and_as_no_person(
    browser: Browser, account: Account, other_account: Account, alice: User
) -> None:
    theirs = create_client(other_account, "inventorypro", "Theirs").client.user
    assert theirs is not None
    for user in (theirs, alice):
        assert b'class="problem"' in makes(browser, user=user.pk).content  # type: ignore[attr-defined]

    assert not Client.objects.filter(account=account).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"user": "99999999999999999999"},
        {"name": ""},
        {"name": "x" * 300},
        {"name": "a\0b"},
        {"dialect": "none"},
        {"codes": ["999"]},
        {"dialect": "inventorum", "scopes": "everything"},
        {"scopes": "customers"},
        {"stores": ["99999999"]},
    ],
)
def test_it_rejects_what_cannot_be(
    browser: Browser, account: Account, fields: dict[str, object]
) -> None:
    response = makes(browser, **fields)

    assert b'class="problem"' in response.content  # type: ignore[attr-defined]
    assert not Client.objects.exists()


def test_a_name_stands_once_in_a_system(browser: Browser, account: Account) -> None:
    makes(browser)
    again = makes(browser)

    assert b"There is a client of this name" in again.content  # type: ignore[attr-defined]


def test_rotating_gives_another_secret(browser: Browser, inventorypro_client: Credentials) -> None:
    url = f"/clients/{inventorypro_client.client.pk}/rotate/"
    shown = browser.post(url).context["shown"]

    assert shown["client_secret"] != inventorypro_client.shown["client_secret"]


def test_revoking_ends_it(browser: Browser, inventorypro_client: Credentials) -> None:
    client = inventorypro_client.client
    browser.post(f"/clients/{client.pk}/revoke/")
    client.refresh_from_db()

    assert not client.is_active
    assert browser.post(f"/clients/{client.pk}/rotate/").status_code == 404
    assert b"Revoked" in browser.get("/clients/").content


def used(client: Client, hours_ago: float, requests: int, errors: int) -> None:
    at = timezone.now() - timedelta(hours=hours_ago)
    hour = at.replace(minute=0, second=0, microsecond=0)
    ClientUse.objects.create(client=client, hour=hour, requests=requests, errors=errors, last_at=at)


def test_the_list_tells_last_use_and_errors_of_the_last_day(
    browser: Browser, inventorypro_client: Credentials
) -> None:
    used(inventorypro_client.client, 2, requests=70, errors=3)
    used(inventorypro_client.client, 48, requests=500, errors=500)
    page = browser.get("/clients/").content.decode()

    assert "2\xa0hours ago" in page
    assert '<span class="chip bad">3</span>' in page
    assert ">70</td>" in page


def test_one_that_never_asked_says_so(browser: Browser, inventorypro_client: Credentials) -> None:
    page = browser.get(f"/clients/{inventorypro_client.client.pk}/").content.decode()

    assert "never" in browser.get("/clients/").content.decode()
    assert "It has not asked yet." in page


def test_a_clients_page_draws_its_day_and_has_the_numbers_in_a_table(
    browser: Browser, inventorypro_client: Credentials
) -> None:
    used(inventorypro_client.client, 1, requests=70, errors=3)
    page = browser.get(f"/clients/{inventorypro_client.client.pk}/")
    *_, hour, _ = page.context["chart"].bars

    assert (hour.text, hour.part_text) == ("70", "3")
    assert '<td class="number">70</td><td class="number">3</td>' in "".join(
        line.strip() for line in page.content.decode().splitlines()
    )
    assert "It is in use: 70 requests" in page.content.decode()


def test_statements_do_not_grow_with_the_clients(
    browser: Browser, account: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rows in (2, 9):
        for number in range(rows):
            client = create_client(account, "inventorypro", f"Till {rows}-{number}").client
            used(client, 1, requests=1, errors=0)
        with django_assert_num_queries(7):
            browser.get("/clients/")


def test_another_accounts_client_is_not_there(browser: Browser, other_account: Account) -> None:
    theirs = create_client(other_account, "inventorypro", "Theirs").client

    assert b"Theirs" not in browser.get("/clients/").content
    assert browser.get(f"/clients/{theirs.pk}/").status_code == 404
    for action in ("rotate", "revoke"):
        assert browser.post(f"/clients/{theirs.pk}/{action}/").status_code == 404


def test_customers_codes_do_not_open_clients(
    reader: Browser, inventorypro_client: Credentials
) -> None:
    pk = inventorypro_client.client.pk

    assert b"/clients/" not in reader.get("/customers/").content
    assert reader.get("/clients/").status_code == 403
    assert reader.get(f"/clients/{pk}/").status_code == 403
    for url in ("new/", f"{pk}/rotate/", f"{pk}/revoke/"):
        assert reader.post(f"/clients/{url}").status_code == 403


@pytest.mark.parametrize(
    ("url", "words"),
    [("", "see clients"), ("new/", "make clients"), ("7/revoke/", "rotate and revoke clients")],
)
def test_the_refusal_says_in_words_what_is_missing(reader: Browser, url: str, words: str) -> None:
    refused = reader.post(f"/clients/{url}") if url else reader.get("/clients/")

    assert f"This needs the permission to {words}." in refused.content.decode()


def test_the_role_admin_opens_them(client: Browser, account: Account) -> None:
    user = User.objects.create_user("carol", account=account)
    user.groups.add(Group.objects.get(name="Admin"))
    client.force_login(user)

    assert client.get("/clients/").status_code == 200


@pytest.fixture
def keeper(account: Account, client: Browser) -> Browser:
    """Of somebody who makes clients and may only read customers."""
    user = User.objects.create_user("dave", account=account)
    user.groups.add(Group.objects.get(name="130 Customers List"))
    rights = ("view_client", "add_client", "change_client")
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return client


def test_nobody_hands_out_a_code_that_they_do_not_hold(keeper: Browser) -> None:
    refused = makes(keeper, codes=["130", "131"])

    assert b"131 Create" not in keeper.get("/clients/new/").content
    assert b'class="problem"' in refused.content  # type: ignore[attr-defined]
    assert not Client.objects.exists()
    assert makes(keeper, codes=["130"]).status_code == 200  # type: ignore[attr-defined]
    assert Client.objects.count() == 1


def test_nobody_hands_out_a_user_that_may_more(
    keeper: Browser, inventorypro_client: Credentials
) -> None:
    user = inventorypro_client.client.user
    assert user is not None
    refused = makes(keeper, user=user.pk)

    assert b"may do more than you" in refused.content  # type: ignore[attr-defined]
    assert Client.objects.count() == 1


def test_nobody_rotates_a_client_that_may_do_more(
    keeper: Browser, account: Account, inventorypro_client: Credentials
) -> None:
    weaker = create_client(account, "inventorypro", "Reader", codes=[130]).client

    url = f"/clients/{inventorypro_client.client.pk}/rotate/"
    assert keeper.post(url).status_code == 403
    assert keeper.post(f"/clients/{weaker.pk}/rotate/").status_code == 200
