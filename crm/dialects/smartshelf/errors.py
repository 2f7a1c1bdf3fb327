"""Everything that can go wrong, in this dialect's envelope. The page shows no error: see ``page.md``."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from crm.faults import Unavailable
from customers import errors

from .fields import member_of_path

logger = logging.getLogger(__name__)

#: Member or parameter -> messages; ``billing_address.city``, ``contacts.0.name``.
Details = dict[str, list[str]]


class Refused(Exception):
    """Members or parameters that were refused."""

    def __init__(self, details: Details) -> None:
        self.details = details
        super().__init__(details)


class NoSuch(Exception):
    """What a part of the path names is not there."""

    def __init__(self, part: str, what: str) -> None:
        self.details: Details = {part: [f"No such {what}."]}
        super().__init__(part)


Saying = tuple[tuple[type[Exception], ...], HTTPStatus, str, str]

#: Exceptions -> status, code, message; ``""`` is the exception's own. The first match counts.
SAYINGS: tuple[Saying, ...] = (
    (
        (Refused, errors.Invalid),
        HTTPStatus.BAD_REQUEST,
        "validation_error",
        "The request has values that cannot be accepted.",
    ),
    ((exceptions.ParseError,), HTTPStatus.BAD_REQUEST, "bad_request", ""),
    (
        (RequestDataTooBig,),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "payload_too_large",
        "The body is too large.",
    ),
    (
        (exceptions.NotAuthenticated, exceptions.AuthenticationFailed),
        HTTPStatus.UNAUTHORIZED,
        "unauthorized",
        "A valid access token is required.",
    ),
    (
        (exceptions.PermissionDenied, PermissionDenied),
        HTTPStatus.FORBIDDEN,
        "forbidden",
        "The permission for this is missing.",
    ),
    (
        (NoSuch, errors.NotFound, exceptions.NotFound, Http404),
        HTTPStatus.NOT_FOUND,
        "not_found",
        "The resource does not exist.",
    ),
    (
        (exceptions.MethodNotAllowed,),
        HTTPStatus.METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "This method is not available here.",
    ),
    (
        (exceptions.Throttled,),
        HTTPStatus.TOO_MANY_REQUESTS,
        "rate_limited",
        "Too many requests.",
    ),
    (
        (Unavailable,),
        HTTPStatus.SERVICE_UNAVAILABLE,
        "service_unavailable",
        "The server cannot answer right now. Try again later.",
    ),
)
FAILURE = (HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", "The server failed to answer.")


def envelope(code: str, message: str, details: Details | None = None) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "details": details or {}}}


def handle_exception(exception: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler for this dialect: answers every exception there is."""
    status, code, message = _classify(exception)
    headers = {}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(exception, exceptions.Throttled):
        headers["Retry-After"] = str(int(getattr(exception, "wait", None) or 0) + 1)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.exception("Unhandled", exc_info=exception)
    return Response(envelope(code, message, _details(exception)), status=status, headers=headers)


def _classify(exception: Exception) -> tuple[HTTPStatus, str, str]:
    for kinds, status, code, message in SAYINGS:
        if isinstance(exception, kinds):
            return status, code, message or str(exception)
    return FAILURE


def _details(exception: Exception) -> Details:
    if isinstance(exception, Refused | NoSuch):
        return exception.details
    details: Details = {}
    if isinstance(exception, errors.Invalid):
        for path, messages in exception.fields.items():
            details.setdefault(member_of_path(path), []).extend(messages)
    return details
