"""Tokens are issued by the OAuth2 library; each dialect's token endpoint is a small server of its own."""

import json
from functools import cache
from typing import Any

from django.db import DataError
from django.http import HttpRequest
from oauth2_provider.oauth2_backends import OAuthLibCore
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes
from oauth2_provider.settings import oauth2_settings
from oauthlib.oauth2 import BackendApplicationServer

from .models import Client


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
        return bool(request.client.dialect == self.dialect)


@cache
def _server(dialect: str, lifetime: int) -> OAuthLibCore:
    return OAuthLibCore(  # type: ignore[no-untyped-call]
        BackendApplicationServer(DialectValidator(dialect), token_expires_in=lifetime)
    )


def issue_token(dialect: str, lifetime: int, request: HttpRequest) -> tuple[int, dict[str, Any]]:
    """Answer a request for a token by the client credentials grant, in the form or by HTTP Basic.

    Args:
        lifetime: of the token, in seconds.

    Returns:
        Status and body as OAuth2 has them: a token, or an ``error`` with ``error_description``.
    """
    server = _server(dialect, lifetime)
    _, _, body, status = server.create_token_response(request)  # type: ignore[no-untyped-call]
    return status, json.loads(body)
