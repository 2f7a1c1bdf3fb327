import json

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management.base import CommandError

from crm.access.authentication import find_caller
from crm.access.codes import has_code
from crm.access.models import Client
from crm.accounts.models import Account, Store, User

from .conftest import Run


def codes_of(client: Client) -> list[int]:
    user = client.user
    assert user is not None
    return [number for number in (130, 131) if has_code(user, number)]


def test_it_prints_one_json_object_and_nothing_else(run: Run, account: Account) -> None:
    shown = json.loads(run("create_client", "acme", "inventorypro", "Warehouse"))

    client = Client.objects.get()
    assert list(shown) == ["base_url", "client_id", "client_secret"]
    assert shown["base_url"] == "http://testserver/inventorypro/api/v1/"
    assert shown["client_id"] == client.client_id
    assert check_password(shown["client_secret"], client.client_secret)
    assert (client.account, client.dialect, client.name) == (account, "inventorypro", "Warehouse")


@pytest.mark.usefixtures("account")
def test_without_codes_it_may_do_all_that_the_dialect_can(run: Run) -> None:
    run("create_client", "acme", "inventorypro", "Warehouse")

    assert codes_of(Client.objects.get()) == [130, 131]


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["--code", 130], [130]),
        (["--code", 130, 131], [130, 131]),
        (["--code", 131, "--code", 130], [130, 131]),
        (["--code=130", "--code=130"], [130]),
    ],
)
def test_it_gives_the_codes_asked_for(run: Run, arguments: list[object], codes: list[int]) -> None:
    run("create_client", "acme", "inventorypro", "Warehouse", *arguments)

    assert codes_of(Client.objects.get()) == codes


def test_it_confines_to_scopes_and_stores(run: Run, account: Account) -> None:
    north = Store.objects.create(account=account, name="North")
    Store.objects.create(account=account, name="South")

    run(
        *("create_client", "acme", "inventorum", "Till"),
        *("--scope", "customers:read", "customers:update", "--store", north.pk),
    )

    client = Client.objects.get()
    assert client.scopes == "customers:read customers:update"
    assert list(client.stores.all()) == [north]


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody", "inventorypro", "X"], "no account 'nobody'.*acme"),
        (["a\0", "inventorypro", "X"], "no account"),
        (["acme", "esperanto", "X"], "no dialect 'esperanto'.*inventorypro"),
        (["acme", "../access", "X"], "no dialect"),
        (["acme", "inventorypro", " "], "name"),
        (["acme", "inventorypro", "x\0"], "NUL"),
        (["acme", "inventorypro", "x" * 256], "name"),
        (["acme", "inventorypro", "X", "--code", 999], "no permission code 999.*130, 131"),
        (["acme", "inventorypro", "X", "--code", 130, 999], "no permission code 999"),
        (["acme", "inventorypro", "X", "--code", "all"], "code"),
        (["acme", "inventorypro", "X", "--store", 4711], "no store 4711"),
        (["acme", "inventorypro", "X", "--store", 10**30], "no store"),
        (["acme", "inventorypro", "X", "--scope", "a\0"], "NUL"),
        (["acme", "inventorypro", "X", "--scope", "a" * 501], "scopes"),
        (["acme", "inventorypro", "X", "--scope", "customers"], "has no scopes"),
        (["acme", "inventorum", "X", "--scope", "orders:read"], "Not a scope: orders:read"),
    ],
)
def test_it_rejects_a_bad_value(run: Run, arguments: list[object], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run("create_client", *arguments)

    assert not Client.objects.exists()
    assert not User.objects.exists()


def test_it_rejects_a_store_of_another_account(
    run: Run, account: Account, other_account: Account
) -> None:
    foreign = Store.objects.create(account=other_account, name="Mallory's")

    with pytest.raises(CommandError, match="no store"):
        run("create_client", account.slug, "inventorypro", "Till", "--store", foreign.pk)

    assert not Client.objects.exists()


@pytest.mark.usefixtures("account", "other_account")
def test_a_name_stands_once_per_account(run: Run) -> None:
    run("create_client", "acme", "inventorypro", "Warehouse")
    run("create_client", "mallory", "inventorypro", "Warehouse")

    with pytest.raises(CommandError, match="already exists"):
        run("create_client", "acme", "inventorypro", "Warehouse")

    assert Client.objects.count() == User.objects.count() == 2


def test_a_dialect_with_refresh_tokens_comes_with_a_pair(run: Run, account: Account) -> None:
    shown = json.loads(run("create_client", account.slug, "inventorum", "Till"))

    assert list(shown) == [
        "base_url",
        "client_id",
        "client_secret",
        "access_token",
        "refresh_token",
    ]
    assert shown["base_url"] == "http://testserver/inventorum/api/"
    assert Client.objects.get().scopes == "customers"


def test_a_token_that_lasts_is_all_that_some_dialects_need(run: Run, account: Account) -> None:
    shown = json.loads(run("create_client", "acme", "franpos", "Till"))

    assert list(shown) == ["base_url", "token"]
    assert shown["base_url"] == "http://testserver/franpos/api/"
    assert find_caller(shown["token"], "franpos") is not None
