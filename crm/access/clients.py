"""Credentials: made, shown once, rotated, revoked."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from oauth2_provider.models import AccessToken, RefreshToken, set_token_value

from crm.accounts.models import Account, Store, User

from .codes import CODES
from .models import Client

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
        scopes=" ".join(scopes),
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
    return Credentials(client, shown)


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
    raw = get_random_string(43, ALPHABET)
    token = AccessToken(application=client, expires=timezone.now() + lifetime, scope=client.scopes)
    set_token_value(token, raw)
    token.save()
    return raw


def _new_secret() -> str:
    return secrets.token_urlsafe(48)
