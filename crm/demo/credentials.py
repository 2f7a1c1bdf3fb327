"""Who gets into the demo account: a person, and a program for each dialect.

While ``DEBUG`` is on their secrets are fixed, so that the lines that ``make run`` prints work at
every start. Without it the fixed ones are replaced wherever they are found.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db.models import Q
from django.utils.crypto import get_random_string
from oauth2_provider.models import AccessToken, RefreshToken

from crm.access.clients import create_client, hand_out
from crm.access.models import Client
from crm.accounts.models import Account, User
from crm.dialects import DIALECTS

USERNAME = "demo"
FIXED_PASSWORD = "demo-password"  # noqa: S105 - only while DEBUG is on
CLIENT_NAME = "Demo"
PASSWORD_LENGTH = 24
SECRET_LENGTH = 64
ID_LENGTH = 40


def has_fixed_credentials() -> bool:
    """Whether a secret that everybody knows opens something in this database."""
    people = User.objects.filter(username=USERNAME, is_active=True)
    ids = [fixed_client_id(dialect) for dialect in DIALECTS]
    return (
        any(check_password(FIXED_PASSWORD, person.password) for person in people)
        or Client.objects.filter(client_id__in=ids, is_active=True).exists()
    )


def fixed_client_id(dialect: str) -> str:
    return f"demo-{dialect}"


def fixed_client_secret(dialect: str) -> str:
    return f"demo-{dialect}-secret"


def fixed_token(dialect: str) -> str:
    """For the dialects whose token lasts."""
    return f"demo-{dialect}-token"


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonEntry:
    """A person who gets in.

    Attributes:
        password: in clear text; empty if only its hash is known.
        is_new: the password was made now, and is shown now or never.
    """

    user: User
    password: str
    is_new: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ClientEntry:
    """A program that gets in.

    Attributes:
        shown: its credentials in clear text, as ``create_client`` prints them; empty if only their
            hashes are known.
        is_new: they were made now, and are shown now or never.
    """

    client: Client
    shown: Mapping[str, str]
    is_new: bool


def ensure_person(account: Account, *, reset: bool) -> PersonEntry:
    """The demo's staff user, who may do everything in the account.

    Args:
        reset: a new password, and back in if it was shut out.
    """
    user = User.objects.filter(username=USERNAME, account=account).first()
    is_fixed = user is not None and check_password(FIXED_PASSWORD, user.password)
    if user is not None and _may_stay(is_fixed=is_fixed, reset=reset):
        password = FIXED_PASSWORD if is_fixed else ""
        return PersonEntry(user=user, password=password, is_new=False)
    if user is None:
        user = User(username=USERNAME, account=account, is_staff=True, is_superuser=True)
    password = FIXED_PASSWORD if settings.DEBUG else get_random_string(PASSWORD_LENGTH)
    user.set_password(password)
    user.is_active |= reset
    user.full_clean()
    user.save()
    return PersonEntry(user=user, password=password, is_new=True)


def ensure_clients(account: Account, *, reset: bool) -> list[ClientEntry]:
    """The demo's program for each dialect.

    Args:
        reset: new secrets, and back in for those that were shut out.
    """
    return [_ensure_client(account, dialect, reset=reset) for dialect in DIALECTS]


def _ensure_client(account: Account, dialect: str, *, reset: bool) -> ClientEntry:
    fixed_id, fixed_secret = fixed_client_id(dialect), fixed_client_secret(dialect)
    token = fixed_token(dialect) if settings.DEBUG else ""
    client = _find_client(account, dialect)
    if client is None:
        made = create_client(
            account,
            dialect,
            CLIENT_NAME,
            client_id=fixed_id if settings.DEBUG else "",
            client_secret=fixed_secret if settings.DEBUG else "",
            token=token,
        )
        return ClientEntry(client=made.client, shown=made.shown, is_new=True)
    fixed = (client.client_id == fixed_id, check_password(fixed_secret, client.client_secret))
    if _may_stay(is_fixed=all(fixed) if settings.DEBUG else any(fixed), reset=reset):
        shown = hand_out(client, fixed_secret, token=token) if all(fixed) else {}
        return ClientEntry(client=client, shown=shown, is_new=False)
    secret = fixed_secret if settings.DEBUG else get_random_string(SECRET_LENGTH)
    _replace(
        client, fixed_id if settings.DEBUG else get_random_string(ID_LENGTH), secret, reset=reset
    )
    return ClientEntry(client=client, shown=hand_out(client, secret, token=token), is_new=True)


def _may_stay(*, is_fixed: bool, reset: bool) -> bool:
    """Whether a secret that is there is of the kind that belongs in this installation."""
    return is_fixed if settings.DEBUG else not (is_fixed or reset)


def _find_client(account: Account, dialect: str) -> Client | None:
    """The one with the fixed id, whatever it is called now, else the one called Demo."""
    fixed_id = fixed_client_id(dialect)
    clients = Client.objects.select_related("user").filter(
        Q(client_id=fixed_id) | Q(name=CLIENT_NAME), account=account, dialect=dialect
    )
    return next(iter(sorted(clients, key=lambda client: client.client_id != fixed_id)), None)


def _replace(client: Client, client_id: str, secret: str, *, reset: bool) -> None:
    """Give the client another id and secret; what was got with the old ones opens nothing more."""
    client.client_id, client.client_secret = client_id, secret
    client.is_active |= reset
    client.full_clean(exclude=["client_secret"])
    client.save()
    RefreshToken.objects.filter(application=client).delete()
    AccessToken.objects.filter(application=client).delete()
