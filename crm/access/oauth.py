"""Tokens are issued by the OAuth2 library; each dialect's token endpoint is a small server of its own."""

from functools import cache
from typing import Any

from oauth2_provider.oauth2_backends import OAuthLibCore
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes
from oauth2_provider.settings import oauth2_settings
from oauthlib.oauth2 import BackendApplicationServer

from .models import Client


class ClientScopes(BaseScopes):  # type: ignore[misc]
    """A client may ask for the scopes it was given, and gets them all if it asks for none."""

    def get_all_scopes(self) -> dict[str, str]:
        return dict(oauth2_settings.SCOPES)

    def get_available_scopes(self, application: Client, *args: Any, **kwargs: Any) -> list[str]:
        return application.scopes.split()

    def get_default_scopes(self, application: Client, *args: Any, **kwargs: Any) -> list[str]:
        return application.scopes.split()


class DialectValidator(OAuth2Validator):  # type: ignore[misc]
    """Knows only the clients of one dialect: a token endpoint gives tokens to its own."""

    def __init__(self, dialect: str) -> None:
        super().__init__()
        self.dialect = dialect

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        try:
            if not super().authenticate_client(request, *args, **kwargs):
                return False
        except ValueError:  # a NUL in the client id, which PostgreSQL cannot look up
            return False
        return bool(request.client.dialect == self.dialect)


@cache
def client_credentials_server(dialect: str, lifetime: int) -> OAuthLibCore:
    """A token endpoint for the client credentials grant, by form or by HTTP Basic.

    Args:
        lifetime: of its tokens, in seconds.
    """
    return OAuthLibCore(
        BackendApplicationServer(DialectValidator(dialect), token_expires_in=lifetime)
    )
