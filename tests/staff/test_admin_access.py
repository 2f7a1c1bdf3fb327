"""Clients, groups and users: who gives which rights to whom, and secrets that are shown once."""

from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.test import Client as Browser
from django.urls import reverse
from oauth2_provider.models import AccessToken

from crm.access.clients import Credentials
from crm.access.codes import CODES, has_code
from crm.access.models import Client
from crm.accounts.models import Account, User
from customers.models import Customer

from .pages import form_of

ADD_CLIENT = reverse("admin:access_client_add")
CLIENTS = reverse("admin:access_client_changelist")
ADD_USER = reverse("admin:accounts_user_add")


def client_page(client: Client, page: str = "change") -> str:
    address = reverse("admin:access_client_change", args=[client.pk])
    return f"{address.removesuffix('change/')}{page}/"


def user_page(user: User, page: str = "change") -> str:
    return f"{reverse('admin:accounts_user_changelist')}{user.pk}/{page}/"


def group_page(group: Group) -> str:
    return reverse("admin:auth_group_change", args=[group.pk])


def works(client: Client, secret: str) -> bool:
    client.refresh_from_db()
    return check_password(secret, client.client_secret)


def test_a_new_clients_secret_is_shown_once(browser: Browser, account: Account) -> None:
    posted = form_of(browser, ADD_CLIENT, "client_form")
    posted |= {"dialect": "inventorypro", "name": "Warehouse", "codes": ["130"]}

    shown = browser.post(ADD_CLIENT, posted)

    client = Client.objects.get(account=account)
    secret = shown.context["shown"]["client_secret"]
    assert shown.status_code == 200
    assert secret in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert works(client, secret)
    assert client.user is not None
    assert (has_code(client.user, 130), has_code(client.user, 131)) == (True, False)
    assert secret not in browser.get(client_page(client)).content.decode()
    assert secret not in str([session.get_decoded() for session in Session.objects.all()])


@pytest.mark.parametrize(
    "written",
    [
        {"dialect": "morse"},
        {"name": ""},
        {"name": "a\0b"},
        {"name": "x" * 100_000},
        {"name": "Taken"},
        {"codes": ["999"]},
        {"codes": ["x"]},
        {"stores": ["x"]},
        {"stores": ["999999"]},
        {"scopes": "x" * 501},
    ],
)
def test_it_refuses_a_bad_client(
    browser: Browser, account: Account, written: dict[str, Any]
) -> None:
    taken = {"dialect": "inventorypro", "name": "Taken"}
    assert "shown" in browser.post(ADD_CLIENT, taken).context

    refused = browser.post(ADD_CLIENT, {"dialect": "inventorypro", "name": "Good"} | written)

    assert refused.status_code == 200
    assert "shown" not in refused.context
    assert Client.objects.count() == 1
    assert User.objects.filter(is_integration=True).count() == 1


def test_it_refuses_a_store_of_another_account(
    browser: Browser, operators_browser: Browser, account: Account, foreign: Customer
) -> None:
    store = foreign.account.stores.all()[0]
    posted = {"dialect": "inventorypro", "name": "New", "stores": [str(store.pk)]}

    for somebody, more in ((browser, {}), (operators_browser, {"account": str(account.pk)})):
        assert "shown" not in somebody.post(ADD_CLIENT, posted | more).context
    assert not Client.objects.filter(account=account).exists()


def test_a_rotated_secret_is_shown_once_and_the_old_one_is_dead(
    browser: Browser, inventorypro_client: Credentials
) -> None:
    client, old = inventorypro_client.client, inventorypro_client.shown["client_secret"]
    address = client_page(client, "rotate_secret")

    assert browser.get(address).status_code == 200
    assert works(client, old)

    new = browser.post(address).context["shown"]["client_secret"]
    assert works(client, new)
    assert not works(client, old)


def test_a_client_is_revoked_with_its_tokens_and_reactivated(
    browser: Browser, furnished: Customer
) -> None:
    client = Client.objects.all()[0]

    browser.post(client_page(client, "revoke"))
    client.refresh_from_db()
    assert not client.is_active
    assert not AccessToken.objects.filter(application=client).exists()

    browser.post(client_page(client, "reactivate"))
    client.refresh_from_db()
    assert client.is_active


def test_a_get_changes_no_client(browser: Browser, inventorypro_client: Credentials) -> None:
    client = inventorypro_client.client
    before = Client.objects.filter(pk=client.pk).values().get()

    for page in ("rotate_secret", "revoke", "reactivate"):
        assert browser.get(client_page(client, page)).status_code == 200

    assert Client.objects.filter(pk=client.pk).values().get() == before


def test_an_existing_client_keeps_dialect_and_account(
    browser: Browser, inventorypro_client: Credentials, other_account: Account
) -> None:
    client = inventorypro_client.client
    posted = form_of(browser, client_page(client), "client_form") | {
        "name": "Renamed",
        "codes": ["130"],
        "dialect": "morse",
        "account": str(other_account.pk),
        "client_secret": "mine",
        "is_active": "",
    }

    assert browser.post(client_page(client), posted).status_code == 302

    client.refresh_from_db()
    assert (client.name, client.dialect, client.is_active) == ("Renamed", "inventorypro", True)
    assert client.account != other_account
    assert works(client, inventorypro_client.shown["client_secret"])
    assert not has_code(User.objects.get(access_client=client), 131)


def test_another_accounts_client_is_not_there(browser: Browser, foreign: Customer) -> None:
    client = Client.objects.filter(account=foreign.account)[0]

    assert client.name not in browser.get(CLIENTS).content.decode()
    for page in ("change", "history", "rotate_secret", "revoke", "reactivate"):
        assert browser.post(client_page(client, page)).status_code in (403, 404, 405)
    client.refresh_from_db()
    assert client.is_active


def test_without_the_permission_no_client_is_touched(
    account: Account, inventorypro_client: Credentials
) -> None:
    bob = User.objects.create_user("bob", password="bob", account=account, is_staff=True)
    bob.user_permissions.add(Permission.objects.get(codename="view_client"))
    browser = Browser()
    browser.force_login(bob)
    client = inventorypro_client.client

    seen = browser.get(client_page(client))
    assert "130 Customers List" in seen.content.decode()
    for page in ("change", "rotate_secret", "revoke", "reactivate"):
        assert browser.post(client_page(client, page)).status_code == 403
    assert browser.get(ADD_CLIENT).status_code == 403


def test_a_groups_codes_are_permissions(operators_browser: Browser) -> None:
    group = Group.objects.create(name="Desk")
    view_order = Permission.objects.get(codename="view_order")
    posted = {"name": "Desk", "codes": ["130", "131"], "permissions": [str(view_order.pk)]}

    assert operators_browser.post(group_page(group), posted).status_code == 302
    held = set(group.permissions.values_list("codename", flat=True))
    wanted = {name.partition(".")[2] for code in CODES.values() for name in code.permissions}
    assert held == wanted | {"view_order"}

    operators_browser.post(group_page(group), posted | {"codes": ["130"]})
    assert set(group.permissions.values_list("codename", flat=True)) == {
        "view_customer",
        "view_order",
    }


def test_a_group_keeps_half_a_code(operators_browser: Browser) -> None:
    group = Group.objects.create(name="Half")
    group.permissions.add(Permission.objects.get(codename="change_customer"))

    posted = form_of(operators_browser, group_page(group), "group_form") | {"name": "Halves"}
    assert operators_browser.post(group_page(group), posted).status_code == 302

    assert [p.codename for p in group.permissions.all()] == ["change_customer"]


def test_groups_are_the_operators(browser: Browser) -> None:
    group = Group.objects.all()[0]

    assert browser.get(group_page(group)).status_code == 200
    assert browser.post(group_page(group), {"name": "Mine"}).status_code == 403
    assert browser.get(reverse("admin:auth_group_add")).status_code == 403


def test_the_group_of_a_code_keeps_its_name(operators_browser: Browser) -> None:
    group = Group.objects.get(name="130 Customers List")

    operators_browser.post(group_page(group), {"name": "Other", "codes": ["130"]})
    delete = reverse("admin:auth_group_delete", args=[group.pk])

    assert operators_browser.post(delete, {"post": "yes"}).status_code == 403
    assert Group.objects.filter(name="130 Customers List").exists()


def new_user(**written: Any) -> dict[str, Any]:
    return {
        "username": "carol",
        "usable_password": "true",
        "password1": "a long pass phrase",
        "password2": "a long pass phrase",
    } | written


def test_people_of_an_account_make_people_of_that_account(
    browser: Browser, account: Account, other_account: Account
) -> None:
    assert browser.post(ADD_USER, new_user(account=str(other_account.pk))).status_code == 302

    assert User.objects.get(username="carol").account == account


def test_an_operator_says_whose_the_user_is(
    operators_browser: Browser, other_account: Account
) -> None:
    posted = new_user(account=str(other_account.pk))

    assert operators_browser.post(ADD_USER, posted).status_code == 302
    assert User.objects.get(username="carol").account == other_account


def test_nobody_of_an_account_moves_a_user(
    browser: Browser, account: Account, other_account: Account
) -> None:
    carol = User.objects.create_user("carol", account=account)
    posted = form_of(browser, user_page(carol), "user_form")

    assert browser.post(user_page(carol), posted | {"account": ""}).status_code == 302

    carol.refresh_from_db()
    assert carol.account == account


def test_only_superusers_give_rights(account: Account) -> None:
    bob = User.objects.create_user("bob", password="bob", account=account, is_staff=True)
    verbs = ("view", "add", "change", "delete")
    bob.user_permissions.set(
        Permission.objects.filter(codename__in=[f"{verb}_user" for verb in verbs])
    )
    browser = Browser()
    browser.force_login(bob)
    posted = form_of(browser, user_page(bob), "user_form") | {
        "first_name": "Bob",
        "is_superuser": "on",
        "groups": [str(Group.objects.all()[0].pk)],
        "user_permissions": [str(Permission.objects.all()[0].pk)],
    }

    assert browser.post(user_page(bob), posted).status_code == 302

    bob = User.objects.get(pk=bob.pk)
    assert (bob.first_name, bob.is_superuser) == ("Bob", False)
    assert not bob.groups.exists()
    assert bob.user_permissions.count() == 4


def test_only_superusers_touch_superusers(account: Account, alice: User) -> None:
    bob = User.objects.create_user("bob", password="bob", account=account, is_staff=True)
    bob.user_permissions.add(Permission.objects.get(codename="change_user"))
    browser = Browser()
    browser.force_login(bob)

    for page in ("change", "password"):
        assert browser.post(user_page(alice, page), {}).status_code == 403


def test_integration_users_have_no_password_page(
    browser: Browser, inventorypro_client: Credentials
) -> None:
    user = inventorypro_client.client.user
    assert user is not None

    page = browser.get(user_page(user)).content.decode()
    assert "../password/" not in page
    assert 'name="password"' not in page
    assert inventorypro_client.client.name in page
    assert browser.get(user_page(user, "password")).status_code == 404


@pytest.mark.parametrize("field", ["is_staff", "account", "is_integration"])
def test_who_may_not_come_in_is_sent_to_the_door(account: Account, field: str) -> None:
    bob = User.objects.create_user("bob", account=account, is_staff=True, is_superuser=True)
    if field == "account":
        Account.objects.update(is_active=False)
    else:
        User.objects.update(**{field: field == "is_integration"})
    browser = Browser()
    browser.force_login(bob)

    response = browser.get(reverse("admin:index"))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_no_token_is_ever_shown(browser: Browser, furnished: Customer) -> None:
    token = AccessToken.objects.all()[0]
    address = reverse("admin:oauth2_provider_accesstoken_change", args=[token.pk])

    assert token.token_checksum not in browser.get(address).content.decode()
