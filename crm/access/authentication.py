"""From a token to who asks."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeAlias

from django.http import HttpRequest
from django.utils import timezone
from oauth2_provider.models import AccessToken
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from crm.accounts.models import Account, User
from customers.changes import Source

from .codes import CODES
from .memory import Memory
from .models import Client


@dataclass(frozen=True, slots=True)
class Caller:
    """The client that asks, as a view needs it: ``request.auth``. Kept between requests.

    Attributes:
        permissions: of the client's user, by groups or directly.
        token_id: of the token it asks with; not the token itself.
        expires: when that token does.
    """

    client: Client
    permissions: frozenset[str]
    scopes: frozenset[str]
    token_id: int
    expires: datetime

    @property
    def account(self) -> Account:
        return self.client.account

    def has_code(self, number: int) -> bool:
        """Whether it may do all that the permission code stands for.

        Raises:
            KeyError: there is no such code.
        """
        return self.permissions.issuperset(CODES[number].permissions)

    def source(self, request: Request, version: str = "") -> Source:
        """What the ledger will say of a write of this request."""
        return Source(
            user=self.client.user,
            client_id=self.client.pk,
            client_name=self.client.name,
            dialect=self.client.dialect,
            version=version,
            request_id=getattr(request, "request_id", ""),
        )


def client_of(request: HttpRequest) -> Client | None:
    """The client that asked, once the request is answered; ``None`` if nobody proved to be one."""
    caller = getattr(request, "auth", None)
    if isinstance(caller, Caller):
        return caller.client
    return getattr(request, "token_client", None)


#: Hash of a token, and the dialect it is asked for.
Key: TypeAlias = tuple[str, str]

callers: Memory[Key, Caller] = Memory()


def find_caller(raw_token: str, dialect: str) -> Caller | None:
    """Whose token it is. ``None`` if it is unknown, expired, of another dialect, or if its client,
    user or account is switched off. No query if it was asked for a moment ago, else three."""
    caller = callers.get((_checksum(raw_token), dialect), _read_caller)
    return caller if caller is not None and caller.expires > timezone.now() else None


def _read_caller(key: Key) -> Caller | None:
    checksum, dialect = key
    token = (
        AccessToken.objects.select_related("application__account", "application__user")
        .filter(
            token_checksum=checksum,
            expires__gt=timezone.now(),
            application__dialect=dialect,
        )
        .first()
    )
    client = token.application if token else None
    if token is None or client is None or client.user is None or not client.is_usable(None):
        return None
    return Caller(
        client=client,
        permissions=frozenset(client.user.get_all_permissions()),
        scopes=frozenset(token.scope.split()),
        token_id=token.pk,
        expires=token.expires,
    )


def is_shut_out(raw_token: str, dialect: str) -> bool:
    """Whether a token is known, though ``find_caller`` lets nobody in with it."""
    known = AccessToken.objects.filter(
        token_checksum=_checksum(raw_token), application__dialect=dialect
    )
    return known.exists()


def _checksum(raw_token: str) -> str:
    return hashlib.sha256(raw_token.encode(errors="surrogateescape")).hexdigest()


class BearerAuthentication(BaseAuthentication):
    """``Authorization: Bearer <token>``. A dialect's subclass says which tokens open its doors."""

    dialect: ClassVar[str]

    def authenticate(self, request: Request) -> tuple[User, Caller] | None:
        """
        Raises:
            AuthenticationFailed: there is a header, but it does not name a good token.
        """
        header = get_authorization_header(request).decode("latin-1")
        if not header:
            return None
        scheme, _, raw_token = header.partition(" ")
        caller = find_caller(raw_token.strip(), self.dialect)
        if scheme.lower() != "bearer" or caller is None or caller.client.user is None:
            raise AuthenticationFailed
        return caller.client.user, caller

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
