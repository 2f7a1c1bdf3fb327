"""What all endpoints share: the token in the query, parameters in any case, the shape of errors."""

from collections.abc import Sequence
from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from crm.access.authentication import Caller, find_caller
from crm.accounts.models import User
from crm.dialects.transport import DialectViewSet

from .body import UploadParser
from .errors import handle_exception


def parameter(request: Request, name: str) -> str:
    """A parameter of the query, its name in any case, sent twice with a comma between; ``""`` without."""
    values = (value for sent, value in request.query_params.lists() if sent.lower() == name.lower())
    return ",".join(text for texts in values for text in texts)


class TokenAuthentication(BaseAuthentication):
    """``?Token=<token>``"""

    def authenticate(self, request: Request) -> tuple[User, Caller] | None:
        """
        Raises:
            AuthenticationFailed: there is a token, but no good one.
        """
        token = parameter(request, "Token").strip()
        if not token:
            return None
        caller = find_caller(token, "franpos")
        if caller is None or caller.client.user is None:
            raise AuthenticationFailed
        return caller.client.user, caller


class FranposViewSet(DialectViewSet):
    """An endpoint. Its answers are kept by nobody on the way: their address holds the token."""

    authentication_classes: Sequence[type[BaseAuthentication]] = (TokenAuthentication,)
    parser_classes: Sequence[type[BaseParser]] = (UploadParser,)

    def get_exception_handler(self) -> Any:
        return handle_exception

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response
