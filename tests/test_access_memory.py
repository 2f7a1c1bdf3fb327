"""What a process keeps of who may do what, and how soon it hears of a change."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client as Browser
from django.utils import timezone
from oauth2_provider.models import AccessToken

from crm.access.apps import make_groups
from crm.access.authentication import find_caller
from crm.access.clients import create_client, issue_token, revoke, rotate_credentials
from crm.access.memory import Memory
from crm.access.models import Client
from crm.accounts.models import Account, Store, User

ROOT = Path(__file__).parent.parent

Queries = Callable[[int], Any]


@pytest.fixture(autouse=True)
def _long(settings: Any) -> None:
    """No change is noticed because time has passed."""
    settings.ACCESS_CACHE_SECONDS = 3600


@pytest.fixture
def client_and_token(account: Account) -> tuple[Client, str]:
    credentials = create_client(account, "smartshelf", "Shelf")
    token = credentials.shown["access_token"]
    assert find_caller(token, "smartshelf")
    return credentials.client, token


def test_a_token_is_looked_up_once(
    client_and_token: tuple[Client, str], django_assert_num_queries: Queries
) -> None:
    with django_assert_num_queries(0):
        caller = find_caller(client_and_token[1], "smartshelf")

        assert caller is not None
        assert caller.account.slug == "acme"
        assert caller.has_code(130)


def test_a_token_that_is_kept_opens_no_other_dialect(client_and_token: tuple[Client, str]) -> None:
    assert find_caller(client_and_token[1], "inventorypro") is None


def test_after_its_time_it_is_looked_up_again(
    client_and_token: tuple[Client, str], settings: Any, django_assert_num_queries: Queries
) -> None:
    settings.ACCESS_CACHE_SECONDS = 0
    save_again(client_and_token[0])
    for _ in range(2):
        with django_assert_num_queries(3):
            assert find_caller(client_and_token[1], "smartshelf")


def save_again(client: Client) -> None:
    """Some change that takes nothing from anybody."""
    client.save(update_fields=["updated"])


def test_an_unknown_token_is_asked_for_each_time(
    account: Account, django_assert_num_queries: Queries
) -> None:
    for _ in range(2):
        with django_assert_num_queries(1):
            assert find_caller("unknown", "smartshelf") is None


def test_without_the_file_nothing_is_kept(
    client_and_token: tuple[Client, str], settings: Any, tmp_path: Path
) -> None:
    settings.ACCESS_STAMP = tmp_path / "stamp"
    AccessToken.objects.update(expires=timezone.now())  # which nobody is told of

    assert find_caller(client_and_token[1], "smartshelf") is None


def test_a_file_that_cannot_be_seen_is_no_file(
    client_and_token: tuple[Client, str], settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings.ACCESS_STAMP = tmp_path / "file" / "stamp"

    assert find_caller(client_and_token[1], "smartshelf")


def test_a_process_hears_itself_where_it_cannot_write_the_file(
    account: Account, settings: Any, tmp_path: Path
) -> None:
    settings.ACCESS_STAMP = tmp_path  # it is there, and nobody can append to it
    credentials = create_client(account, "smartshelf", "Shelf")
    assert find_caller(credentials.shown["access_token"], "smartshelf")

    revoke(credentials.client)

    assert find_caller(credentials.shown["access_token"], "smartshelf") is None


def test_a_token_that_expires_is_refused_at_once(account: Account) -> None:
    client = create_client(account, "smartshelf", "Shelf").client
    token = issue_token(client, timedelta(minutes=1))
    assert find_caller(token, "smartshelf")

    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        assert find_caller(token, "smartshelf") is None


def switch_off_user(client: Client) -> None:
    assert client.user is not None
    client.user.is_active = False
    client.user.save()


def switch_off_account(client: Client) -> None:
    account = Account.objects.get(pk=client.account_id)
    account.is_active = False
    account.save(update_fields=["is_active"])


def delete_tokens(client: Client) -> None:
    AccessToken.objects.filter(application=client).delete()


def end_tokens(client: Client) -> None:
    """As in the admin, where their last day can be written."""
    for token in AccessToken.objects.filter(application=client):
        token.expires = timezone.now() - timedelta(seconds=1)
        token.save()


@pytest.mark.parametrize(
    "shut_out",
    [revoke, rotate_credentials, switch_off_user, switch_off_account, delete_tokens, end_tokens],
)
def test_who_is_shut_out_is_refused_at_once(
    client_and_token: tuple[Client, str], shut_out: Callable[[Client], Any]
) -> None:
    client, token = client_and_token

    shut_out(client)

    assert find_caller(token, "smartshelf") is None


def test_it_is_let_in_again_at_once(client_and_token: tuple[Client, str]) -> None:
    client, token = client_and_token
    client.is_active = False
    client.save()
    assert find_caller(token, "smartshelf") is None

    client.is_active = True
    client.save()

    assert find_caller(token, "smartshelf")


def leave_groups(user: User) -> None:
    user.groups.clear()


def empty_groups(user: User) -> None:
    for group in user.groups.all():
        group.permissions.clear()


def delete_groups(user: User) -> None:
    Group.objects.filter(user=user).delete()


@pytest.mark.parametrize("take", [leave_groups, empty_groups, delete_groups])
def test_a_permission_that_is_taken_away_is_gone_at_once(
    client_and_token: tuple[Client, str], take: Callable[[User], None]
) -> None:
    client, token = client_and_token
    assert client.user is not None

    take(client.user)

    caller = find_caller(token, "smartshelf")
    assert caller is not None
    assert not caller.has_code(130)


def test_a_permission_that_is_given_is_there_at_once(account: Account) -> None:
    credentials = create_client(account, "smartshelf", "Shelf", codes=[130])
    token = credentials.shown["access_token"]
    caller = find_caller(token, "smartshelf")
    assert caller is not None
    assert not caller.has_code(131)

    assert credentials.client.user is not None
    credentials.client.user.groups.add(Group.objects.get(name="Manager"))

    caller = find_caller(token, "smartshelf")
    assert caller is not None
    assert caller.has_code(131)


def test_changed_scopes_count_at_once(account: Account) -> None:
    shown = create_client(account, "inventorum", "Till", scopes=["customers"]).shown
    token = shown["access_token"]
    assert find_caller(token, "inventorum")

    stored = AccessToken.objects.get(application__client_id=shown["client_id"])
    stored.scope = "customers:read"
    stored.save()

    caller = find_caller(token, "inventorum")
    assert caller is not None
    assert caller.scopes == {"customers:read"}


def test_a_token_that_was_refreshed_opens_nothing_at_once(account: Account) -> None:
    shown = create_client(account, "inventorum", "Till").shown
    assert find_caller(shown["access_token"], "inventorum")

    answer = Browser().post(
        "/inventorum/api/auth/token/",
        {
            "grant_type": "refresh_token",
            "refresh_token": shown["refresh_token"],
            "client_id": shown["client_id"],
            "client_secret": shown["client_secret"],
        },
    )

    assert answer.status_code == 200
    assert find_caller(shown["access_token"], "inventorum") is None
    assert find_caller(answer.json()["access_token"], "inventorum")


def test_a_store_that_is_taken_away_is_out_of_reach_at_once(account: Account) -> None:
    here, there = (Store.objects.create(account=account, name=name) for name in ("A", "B"))
    credentials = create_client(account, "franpos", "Till", stores=[here, there])

    def status(store: Store) -> int:
        path = f"/franpos/api/datadump/v1/customers/1/0/2024-05-31/{store.pk}"
        answer = Browser().get(path, {"Token": credentials.shown["token"]})
        return answer.status_code

    assert (status(here), status(there)) == (200, 200)

    credentials.client.stores.remove(there)

    assert status(here) == 200
    assert status(there) != 200


def test_expired_tokens_that_are_swept_away_disturb_nobody(
    client_and_token: tuple[Client, str], django_assert_num_queries: Queries
) -> None:
    client, token = client_and_token
    issue_token(client, timedelta(minutes=-1))

    AccessToken.objects.filter(expires__lt=timezone.now()).delete()

    with django_assert_num_queries(0):
        assert find_caller(token, "smartshelf")


def test_no_more_is_kept_than_was_agreed() -> None:
    memory: Memory[int, int] = Memory(most=3)
    for number in range(10):
        memory.get(number, lambda key: key)

    assert len(memory._kept) <= 3


ASKING = """
import sys, django
django.setup()
from django.db import connection
from django.test import Client
browser = Client()
for token in sys.stdin:
    with connection.execute_wrapper(lambda run, *args: (said.append(1), run(*args))[1]):
        said = []
        headers = {"Authorization": "Bearer " + token.strip()}
        answer = browser.get("/smartshelf/api/customers/cust_1x", headers=headers)
    print(answer.status_code, len(said), flush=True)
"""


@pytest.fixture
def other_process(
    transactional_db: Any, settings: Any
) -> Iterator[Callable[[str], tuple[int, int]]]:
    """A server of its own on the tests' database: asked with a token it tells the status of its
    answer and how many statements that took."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        login = f"{database['USER']}:{database['PASSWORD']}"
        url = f"postgres://{login}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": url,
        "ACCESS_CACHE_SECONDS": "3600",
        "ACCESS_STAMP": str(settings.ACCESS_STAMP),
    }
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", ASKING],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def ask(token: str) -> tuple[int, int]:
            assert process.stdin is not None
            assert process.stdout is not None
            print(token, file=process.stdin, flush=True)
            status, statements = json.loads(f"[{process.stdout.readline().replace(' ', ',')}]")
            return status, statements

        yield ask
        assert process.stdin is not None
        process.stdin.close()


@pytest.mark.django_db(transaction=True)
def test_another_process_hears_of_it_when_it_is_committed(
    other_process: Callable[[str], tuple[int, int]],
) -> None:
    make_groups(apps.get_app_config("access"))
    account = Account.objects.create(slug="two", name="Two")
    credentials = create_client(account, "smartshelf", "Shelf")
    token = credentials.shown["access_token"]
    assert other_process("unknown")[0] == 401  # PostgreSQL's driver learns its types
    assert other_process(token) == (404, 3)
    assert other_process(token) == (404, 0)

    with transaction.atomic():
        revoke(credentials.client)
        assert other_process(token)[0] == 404

    assert other_process(token) == (401, 1)
