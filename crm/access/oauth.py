"""Tokens are issued by the OAuth2 library; each dialect's token endpoint is a small server of its own."""

import hashlib
import json
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.db import DataError, transaction
from django.http import HttpRequest
from oauth2_provider.models import RefreshToken
from oauth2_provider.oauth2_backends import OAuthLibCore
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes
from oauth2_provider.settings import oauth2_settings
from oauthlib.oauth2 import BackendApplicationServer, BearerToken, RefreshTokenGrant, TokenEndpoint

from .guessing import count_wrong_guess, refuse_guessing
from .models import Client

#: What OAuth2 calls a wrong secret, and a wrong refresh token.
WRONG = {"invalid_client", "invalid_grant"}
#: Who proved to be what client in the token request that this thread answers.
_proven: ContextVar[Client | None] = ContextVar("_proven", default=None)


class ClientScopes(BaseScopes):
    """A client may ask for the scopes it was given, and gets them all if it asks for none."""

    def get_all_scopes(self) -> dict[str, str]:
        return dict(oauth2_settings.SCOPES)

    def get_available_scopes(
        self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        assert isinstance(application, Client)
        return application.scopes.split()

    get_default_scopes = get_available_scopes


class DialectValidator(OAuth2Validator):
    """Knows only the clients of one dialect: a token endpoint gives tokens to its own."""

    def __init__(self, dialect: str) -> None:
        super().__init__()
        self.dialect = dialect

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        try:
            if not super().authenticate_client(request, *args, **kwargs):  # type: ignore[no-untyped-call]
                return False
        except DataError:  # a NUL in the client id, which PostgreSQL cannot look up
            return False
        if request.client.dialect != self.dialect:
            return False
        _proven.set(request.client)
        return True


class RefreshServer(TokenEndpoint):  # type: ignore[misc]
    """A token endpoint that knows the refresh grant only; each token refreshes once."""

    def __init__(self, validator: OAuth2Validator, lifetime: int) -> None:
        bearer = BearerToken(validator, expires_in=lifetime)
        grant = RefreshTokenGrant(validator)
        super().__init__("refresh_token", bearer, {"refresh_token": grant})


@cache
def _server(dialect: str, grant: str, lifetime: int) -> OAuthLibCore:
    validator = DialectValidator(dialect)
    if grant == "refresh_token":
        return OAuthLibCore(RefreshServer(validator, lifetime))  # type: ignore[no-untyped-call]
    return OAuthLibCore(  # type: ignore[no-untyped-call]
        BackendApplicationServer(validator, token_expires_in=lifetime)
    )


def answer_token_request(
    dialect: str, lifetime: int, request: HttpRequest, *, grant: str = "client_credentials"
) -> tuple[int, dict[str, Any]]:
    """Answer a request for a token; the client names itself in the form or by HTTP Basic.

    Args:
        lifetime: of the token, in seconds.
        grant: the one that the dialect knows: ``client_credentials`` or ``refresh_token``.

    Returns:
        Status and body as OAuth2 has them: a token, or an ``error`` with ``error_description``.

    Raises:
        Throttled: too many were wrong within a minute: see ``guessing``.
    """
    refuse_guessing(request)
    server = _server(dialect, grant, lifetime)
    _proven.set(None)
    with transaction.atomic():
        if grant == "refresh_token":
            _hold_refresh_token(request.POST.get("refresh_token", ""))
        _, _, body, status = server.create_token_response(request)  # type: ignore[no-untyped-call]
    request.token_client = _proven.get()  # type: ignore[attr-defined]
    answer: dict[str, Any] = json.loads(body)
    if answer.get("error") in WRONG:
        count_wrong_guess(request)
    return status, answer


def _hold_refresh_token(raw: str) -> None:
    """Let one request at a time turn a refresh token in, so that the next sees that it was used.

    The library checks a token before it locks it, and two requests could pass the check.
    """
    checksum = hashlib.sha256(raw.encode()).hexdigest()
    list(RefreshToken.objects.select_for_update().filter(token_checksum=checksum))
