import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.core.checks import Tags, run_checks
from oauth2_provider.models import AccessToken
from pytest_django.fixtures import Settings

from crm.access.clients import issue_token, revoke
from crm.access.models import Client
from crm.accounts.models import User
from crm.dialects import DIALECTS

from .conftest import Run

pytestmark = pytest.mark.django_db


def passwords() -> dict[str, str]:
    """The hashes as they are stored."""
    return dict(User.objects.filter(username="demo").values_list("username", "password")) | dict(
        Client.objects.values_list("client_id", "client_secret")
    )


def shown(said: str, name: str) -> str:
    found = re.search(rf"{name}:? +(\S+)", said)
    return found.group(1) if found else ""


@pytest.fixture
def debug(settings: Settings) -> None:
    settings.DEBUG = True


def test_it_makes_a_staff_user_and_a_client_per_dialect(run: Run) -> None:
    run("demo", "--customers", 0)

    user = User.objects.select_related("account").get(username="demo")
    assert user.account is not None
    assert user.account.slug == "demo"
    assert user.is_staff
    assert user.is_superuser
    clients = Client.objects.order_by("dialect").values_list("dialect", "name")
    assert list(clients) == [(dialect, "Demo") for dialect in sorted(DIALECTS)]


@pytest.mark.usefixtures("debug")
def test_with_debug_the_secrets_are_the_fixed_ones(run: Run) -> None:
    for _ in range(2):
        said = run("demo", "--customers", 0, "--hints")

        assert "user demo, password demo-password" in said
        assert "client_id=demo-inventorypro -d client_secret=demo-inventorypro-secret" in said
        assert '"RpmApiKey: demo-rpm-token"' in said
    assert User.objects.get(username="demo").check_password("demo-password")
    client = Client.objects.get(client_id="demo-inventorypro")
    assert check_password("demo-inventorypro-secret", client.client_secret)


def test_without_debug_they_are_random_and_shown_once(run: Run) -> None:
    said = run("demo", "--customers", 0)

    password, secret = shown(said, "staff user demo"), shown(said, "client_secret")
    assert User.objects.get(username="demo").check_password(password)
    client = Client.objects.get(client_id=shown(said, "client_id"))
    assert check_password(secret, client.client_secret)
    again = run("demo", "--customers", 0, "--hints")
    assert password not in again
    assert secret not in again
    assert "curl" not in again


def test_without_debug_a_later_run_leaves_them_alone(run: Run) -> None:
    run("demo", "--customers", 0)
    before = passwords()

    run("demo", "--customers", 0)

    assert passwords() == before


def test_new_ones_are_made_on_request(run: Run) -> None:
    before = run("demo", "--customers", 0)

    after = run("demo", "--customers", 0, "--reset-credentials")

    for name in ("staff user demo", "client_id", "client_secret"):  # InventoryPro's come first
        assert shown(after, name)
        assert shown(after, name) != shown(before, name)
    assert User.objects.get(username="demo").check_password(shown(after, "staff user demo"))
    client = Client.objects.get(dialect="inventorypro")
    assert client.client_id == shown(after, "client_id")
    assert check_password(shown(after, "client_secret"), client.client_secret)


@pytest.mark.parametrize("renamed", [False, True])
def test_without_debug_fixed_ones_are_replaced(
    run: Run, settings: Settings, *, renamed: bool
) -> None:
    settings.DEBUG = True
    run("demo", "--customers", 0)
    issue_token(Client.objects.get(dialect="inventorypro"), timedelta(hours=1))
    if renamed:
        Client.objects.filter(dialect="inventorypro").update(name="Warehouse")
    old = set(AccessToken.objects.values_list("token_checksum", flat=True))
    settings.DEBUG = False

    said = run("demo", "--customers", 0)

    user = User.objects.get(username="demo")
    assert not user.check_password("demo-password")
    assert user.check_password(shown(said, "staff user demo"))
    client = Client.objects.get(dialect="inventorypro")
    assert client.client_id == shown(said, "client_id") != "demo-inventorypro"
    assert not check_password("demo-inventorypro-secret", client.client_secret)
    assert check_password(shown(said, "client_secret"), client.client_secret)
    assert not AccessToken.objects.filter(token_checksum__in=old).exists()


def test_back_in_debug_they_are_the_fixed_ones_again(run: Run, settings: Settings) -> None:
    run("demo", "--customers", 0)
    settings.DEBUG = True

    run("demo", "--customers", 0)

    assert User.objects.get(username="demo").check_password("demo-password")
    client = Client.objects.get(dialect="inventorypro")
    assert client.client_id == "demo-inventorypro"
    assert check_password("demo-inventorypro-secret", client.client_secret)


def test_who_was_shut_out_stays_out_until_reset(run: Run) -> None:
    run("demo", "--customers", 0)
    revoke(Client.objects.get(dialect="inventorypro"))
    User.objects.filter(username="demo").update(is_active=False)

    run("demo", "--customers", 0)

    assert not Client.objects.get(dialect="inventorypro").is_active
    assert not User.objects.get(username="demo").is_active
    run("demo", "--customers", 0, "--reset-credentials")
    assert Client.objects.get(dialect="inventorypro").is_active
    assert User.objects.get(username="demo").is_active


@pytest.mark.parametrize("debug", [True, False])
def test_migrate_is_told_of_known_credentials_where_debug_is_off(
    run: Run,
    settings: Settings,
    debug: bool,  # noqa: FBT001
) -> None:
    settings.DEBUG = True
    run("demo", "--customers", 0)
    settings.DEBUG = debug

    found = [error.id for error in run_checks(tags=[Tags.database], databases=["default"])]

    assert found == ([] if debug else ["hub.E002"])


def test_a_reset_settles_it(run: Run, settings: Settings) -> None:
    settings.DEBUG = True
    run("demo", "--customers", 0)
    settings.DEBUG = False

    run("demo", "--customers", 0, "--reset-credentials")

    assert run_checks(tags=[Tags.database], databases=["default"]) == []
