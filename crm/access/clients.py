"""Credentials: made, shown once, rotated, revoked."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
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
    client_id: str = "",
    client_secret: str = "",
) -> Credentials:
    """A new client with an integration user of its own, in the groups of its permission codes.

    Args:
        codes: what it may do; everything that the dialect can do when ``None``.
        scopes: what its tokens may at most do; the dialect's widest when left out.
        client_id, client_secret: fixed ones, for the demo; random ones when left out.

    Raises:
        KeyError: a code that does not exist.
    """
    spoken = import_module(f"crm.dialects.{dialect}")
    numbers = spoken.PERMISSION_CODES if codes is None else codes
    user = User(
        username=f"{account.slug}-{dialect}-{get_random_string(8).lower()}",
        account=account,
        is_integration=True,
    )
    user.set_unusable_password()
    user.save()
    user.groups.set(Group.objects.filter(name__in=[CODES[n].group_name for n in numbers]))
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
    shown = {"base_url": base_url(dialect), "client_id": client.client_id, "client_secret": secret}
    if spoken.GIVES_TOKENS:
        shown |= issue_token_pair(client, timedelta(seconds=spoken.TOKEN_LIFETIME))
    return Credentials(client, shown)


def rotate_credentials(client: Client) -> dict[str, str]:
    """New credentials for the client, to be shown once: a secret and, where its dialect comes with
    them, a pair of tokens. Tokens that it has live until they expire."""
    shown = {
        "base_url": base_url(client.dialect),
        "client_id": client.client_id,
        "client_secret": rotate_secret(client),
    }
    spoken = import_module(f"crm.dialects.{client.dialect}")
    if spoken.GIVES_TOKENS:
        shown |= issue_token_pair(client, timedelta(seconds=spoken.TOKEN_LIFETIME))
    return shown


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


def issue_token(client: Client, lifetime: timedelta) -> str:
    """A new access token of the client, in clear text; only its hash is stored."""
    raw = get_random_string(TOKEN_LENGTH, ALPHABET)
    _store_token(client, raw, lifetime)
    return raw


def issue_token_pair(client: Client, lifetime: timedelta) -> dict[str, str]:
    """An access token and the refresh token that comes after it, in clear text."""
    access, refresh = (get_random_string(TOKEN_LENGTH, ALPHABET) for _ in range(2))
    refresh_token = RefreshToken(
        user=client.user,
        application=client,
        access_token=_store_token(client, access, lifetime),
        token_family=uuid4(),
    )
    set_token_value(refresh_token, refresh)
    refresh_token.save()
    return {"access_token": access, "refresh_token": refresh}


def _store_token(client: Client, raw: str, lifetime: timedelta) -> AccessToken:
    token = AccessToken(application=client, expires=timezone.now() + lifetime, scope=client.scopes)
    set_token_value(token, raw)
    token.save()
    return token


def _new_secret() -> str:
    return secrets.token_urlsafe(48)
