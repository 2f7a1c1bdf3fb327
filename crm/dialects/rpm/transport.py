"""What all calls share: whose key it is, the envelope for errors."""

from collections.abc import Sequence
from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from crm.access.authentication import Caller, find_caller, is_shut_out
from crm.accounts.models import User
from crm.dialects.transport import DialectViewSet

from .errors import KEY_UNKNOWN, USER_SHUT_OUT, Refused, handle_exception

DIALECT = "rpm"
HEADER = "RpmApiKey"
MEMBER = "Key"  # older clients send it in the body


class KeyAuthentication(BaseAuthentication):
    """The key in the header or, without one there, in the body."""

    def authenticate(self, request: Request) -> tuple[User, Caller] | None:
        """
        Raises:
            Refused: there is a key, but not a good one.
        """
        key = request.headers.get(HEADER, "").strip() or _key_of(request.data)
        if key is None or key == "":
            return None
        if not isinstance(key, str):
            raise Refused(KEY_UNKNOWN)
        caller = find_caller(key, DIALECT)
        if caller is None or caller.client.user is None:
            raise Refused(USER_SHUT_OUT if is_shut_out(key, DIALECT) else KEY_UNKNOWN)
        return caller.client.user, caller


def _key_of(body: object) -> object:
    return body.get(MEMBER) if isinstance(body, dict) else None


class RpmViewSet(DialectViewSet):
    authentication_classes: Sequence[type[BaseAuthentication]] = (KeyAuthentication,)

    def get_exception_handler(self) -> Any:
        return handle_exception
