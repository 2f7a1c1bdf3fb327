"""Credentials: made, shown once, rotated, revoked."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from oauth2_provider.models import AccessToken, RefreshToken, set_token_value

from crm.accounts.models import Account, Store, User

from .codes import CODES
from .models import Client

TOKEN_LENGTH = 43
#: When tokens run out that live until they are replaced or revoked.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A client with its secrets in clear text, to be shown once.

    Attributes:
        shown: what the dialect's programs need, by the names of ``create_client``'s JSON:
            ``base_url``, ``client_id``, ``client_secret`` ...
    """

    client: Client
    shown: dict[str, str]


def base_url(dialect: str) -> str:
    """The address that an existing client of the dialect is given instead of its own."""
    return f"{settings.BASE_URL}/{dialect}/{import_module(f'crm.dialects.{dialect}').API_PATH}"


@transaction.atomic
def create_client(  # noqa: PLR0913  keyword-only, as the command has options
    account: Account,
    dialect: str,
    name: str,
    *,
    codes: Iterable[int] | None = None,
    scopes: Sequence[str] = (),
    stores: Sequence[Store] = (),
    user: User | None = None,
    client_id: str = "",
    client_secret: str = "",
    token: str = "",
) -> Credentials:
    """A new client with an integration user of its own, in the groups of its permission codes.

    Args:
        codes: what it may do; everything that the dialect can do when ``None``.
        user: an integration user of the account for it to act as instead, with the codes that it has.
        scopes: what its tokens may at most do; the dialect's widest when left out.
        client_id, client_secret, token: fixed ones, for the demo; random ones when left out.

    Raises:
        KeyError: a code that does not exist.
    """
    spoken = import_module(f"crm.dialects.{dialect}")
    numbers = spoken.PERMISSION_CODES if codes is None else codes
    user = user or _new_user(account, dialect, numbers)
    secret = client_secret or _new_secret()
    client = Client(
        account=account,
        dialect=dialect,
        name=name,
        user=user,
        scopes=" ".join(scopes or spoken.SCOPES[:1]),
        client_type=Client.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Client.GRANT_CLIENT_CREDENTIALS,
        client_secret=secret,
    )
    if client_id:
        client.client_id = client_id
    client.full_clean(exclude=["client_secret"])
    client.save()
    client.stores.set(stores)
    return Credentials(client, hand_out(client, secret, token=token))


def _new_user(account: Account, dialect: str, codes: Iterable[int]) -> User:
    user = User(
        username=f"{account.slug}-{dialect}-{get_random_string(8).lower()}",
        account=account,
        is_integration=True,
    )
    user.set_unusable_password()
    user.save()
    user.groups.set(Group.objects.filter(name__in=[CODES[n].group_name for n in codes]))
    return user


def hand_out(client: Client, secret: str, *, token: str = "") -> dict[str, str]:
    """What the client's programs need, by the names of ``create_client``'s JSON. Tokens among it are
    made now.

    Args:
        secret: the client's, in clear text.
        token: a fixed one for a dialect whose token lasts; a random one when left out.
    """
    spoken = import_module(f"crm.dialects.{client.dialect}")
    known = {"client_id": client.client_id, "client_secret": secret}
    if "refresh_token" in spoken.CREDENTIALS:
        known |= issue_token_pair(client, timedelta(seconds=spoken.TOKEN_LIFETIME))
    for name in set(spoken.CREDENTIALS).difference(known):
        known[name] = _keep_token(client, token or _new_token(name))
    return {
        "base_url": base_url(client.dialect),
        **{name: known[name] for name in spoken.CREDENTIALS},
    }


@transaction.atomic
def rotate_credentials(client: Client) -> dict[str, str]:
    """New credentials for the client, to be shown once. A token that lasts is replaced at once; those
    that expire live until they do."""
    AccessToken.objects.filter(application=client, expires__gte=NEVER).delete()
    return hand_out(client, rotate_secret(client))


def rotate_secret(client: Client) -> str:
    """Give the client a new secret and return it. Tokens that it has live until they expire."""
    secret = _new_secret()
    client.client_secret = secret
    client.save(update_fields=["client_secret", "updated"])
    return secret


@transaction.atomic
def revoke(client: Client) -> None:
    """Take the client's access away at once: it gets no new token, and those it has are gone."""
    client.is_active = False
    client.save(update_fields=["is_active", "updated"])
    RefreshToken.objects.filter(application=client).delete()
    AccessToken.objects.filter(application=client).delete()


def stopped_by_rotating(client: Client) -> bool:
    """Whether the client works with a token that lasts, which a new one replaces at once."""
    return AccessToken.objects.filter(application=client, expires__gte=NEVER).exists()


def living_tokens(client: Client) -> int:
    """How many tokens the client could ask with now."""
    alive: int = AccessToken.objects.filter(application=client, expires__gt=timezone.now()).count()
    return alive


def issue_token(client: Client, lifetime: timedelta) -> str:
    """A new access token of the client, in clear text; only its hash is stored."""
    raw = _new_token()
    _store_token(client, raw, timezone.now() + lifetime)
    return raw


def issue_token_pair(client: Client, lifetime: timedelta) -> dict[str, str]:
    """An access token and the refresh token that comes after it, in clear text."""
    access, refresh = _new_token(), _new_token()
    refresh_token = RefreshToken(
        user=client.user,
        application=client,
        access_token=_store_token(client, access, timezone.now() + lifetime),
        token_family=uuid4(),
    )
    set_token_value(refresh_token, refresh)
    refresh_token.save()
    return {"access_token": access, "refresh_token": refresh}


def _keep_token(client: Client, raw: str) -> str:
    """Let this token open the dialect's doors until it is replaced or revoked."""
    checksum = hashlib.sha256(raw.encode()).hexdigest()
    if not AccessToken.objects.filter(application=client, token_checksum=checksum).exists():
        _store_token(client, raw, NEVER)
    return raw


def _store_token(client: Client, raw: str, expires: datetime) -> AccessToken:
    token = AccessToken(application=client, expires=expires, scope=client.scopes)
    set_token_value(token, raw)
    token.save()
    return token


def _new_token(name: str = "token") -> str:
    """A key looks like a GUID, as the vendor's does; every other token is letters and digits."""
    return str(uuid4()) if name == "key" else get_random_string(TOKEN_LENGTH, ALPHABET)


def _new_secret() -> str:
    return secrets.token_urlsafe(48)
