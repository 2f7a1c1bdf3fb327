"""Everything that can go wrong, in Inventorum's envelope."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from itertools import pairwise
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from crm.faults import Unavailable
from customers import errors

from .fields import member_of_path

logger = logging.getLogger(__name__)

#: Member of the body -> messages, nested like the body.
Fields = dict[str, Any]

NAME_MISSING: Fields = {
    member: ["Name or company must be set"] for member in ("first_name", "last_name", "company")
}


class Refused(Exception):
    """Members that were refused, in the page's words."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        super().__init__(fields)


class Unreadable(Exception):
    """A body that is no JSON object."""


class TokenRefused(Exception):
    """What the token endpoint refuses, by OAuth2's name for it."""

    def __init__(self, error: str, description: str) -> None:
        self.error = error
        super().__init__(description)


Saying = tuple[tuple[type[Exception], ...], HTTPStatus, str, str | None]

#: Exceptions -> status, key, description; ``""`` is the exception's own. The first match counts.
SAYINGS: tuple[Saying, ...] = (
    (
        (Refused, errors.Invalid),
        HTTPStatus.BAD_REQUEST,
        "common.serializer_error",
        "Serialization error",
    ),
    ((Unreadable, exceptions.ParseError), HTTPStatus.BAD_REQUEST, "common.parse_error", ""),
    (
        (RequestDataTooBig,),
        HTTPStatus.BAD_REQUEST,
        "common.parse_error",
        "The body is too large.",
    ),
    (
        (exceptions.NotAuthenticated, exceptions.AuthenticationFailed),
        HTTPStatus.UNAUTHORIZED,
        "common.not_authenticated",
        "A valid access token is required.",
    ),
    (
        (exceptions.PermissionDenied, PermissionDenied),
        HTTPStatus.FORBIDDEN,
        "common.permission_denied",
        "The token or its user lacks the scope or the permission for this.",
    ),
    # As the page prints it: no description, no key of its own.
    ((errors.NotFound, exceptions.NotFound, Http404), HTTPStatus.NOT_FOUND, "common.unknown", None),
    (
        (exceptions.MethodNotAllowed,),
        HTTPStatus.METHOD_NOT_ALLOWED,
        "common.method_not_allowed",
        "This method is not available here.",
    ),
    (
        (exceptions.Throttled,),
        HTTPStatus.TOO_MANY_REQUESTS,
        "common.throttled",
        "Too many requests.",
    ),
    (
        (Unavailable,),
        HTTPStatus.SERVICE_UNAVAILABLE,
        "common.unavailable",
        "The server cannot answer right now. Try again later.",
    ),
)
FAILURE = (HTTPStatus.INTERNAL_SERVER_ERROR, "common.server_error", "The server failed to answer.")


def envelope(key: str, description: str | None, fields: Fields | None = None) -> dict[str, Any]:
    return {"error": {"fields": fields or {}, "description": description, "key": key}}


def handle_exception(exception: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler for this dialect: answers every exception there is."""
    status, key, description = _classify(exception)
    headers = {}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(exception, exceptions.Throttled):
        headers["Retry-After"] = str(getattr(exception, "wait", None) or 1)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.exception("Unhandled", exc_info=exception)
    body = envelope(key, description, _fields(exception))
    return Response(body, status=status, headers=headers)


def _classify(exception: Exception) -> tuple[HTTPStatus, str, str | None]:
    if isinstance(exception, TokenRefused):
        wrong_client = exception.error == "invalid_client"
        status = HTTPStatus.UNAUTHORIZED if wrong_client else HTTPStatus.BAD_REQUEST
        return status, f"auth.{exception.error}", str(exception)
    for kinds, status, key, description in SAYINGS:
        if isinstance(exception, kinds):
            return status, key, str(exception) if description == "" else description
    return FAILURE


def _fields(exception: Exception) -> Fields:
    if isinstance(exception, Refused):
        return exception.fields
    if isinstance(exception, errors.Invalid):
        return _in_our_words(exception)
    return {}


def _in_our_words(invalid: errors.Invalid) -> Fields:
    """The record's reasons, nested like the body: ``billing.city``, ``shipping.1.city``."""
    fields: Fields = {}
    for path, messages in invalid.fields.items():
        keys = member_of_path(path)
        node: Any = fields
        for here, following in pairwise(keys):
            if isinstance(here, int):
                node.extend({} for _ in range(len(node), here + 1))
                node = node[here]
            else:
                node = node.setdefault(here, [] if isinstance(following, int) else {})
        node.setdefault(keys[-1], []).extend(messages)
    return fields
