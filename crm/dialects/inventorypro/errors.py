"""Everything that can go wrong, in InventoryPro's envelope and its nine codes."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from crm.faults import Unavailable
from customers import errors

from .fields import FIELD_OF_PATH

logger = logging.getLogger(__name__)

#: Field -> messages, for validation errors.
Details = Mapping[str, list[str]] | None


class ValidationFailed(Exception):
    """Fields that were refused, in the page's words: name of the field -> messages."""

    def __init__(self, details: Mapping[str, Sequence[str]]) -> None:
        self.details = {field: list(messages) for field, messages in details.items()}
        super().__init__(self.details)


class BadRequest(Exception):
    """A request that cannot be read at all."""


class Unauthorized(Exception):
    """Credentials that are missing or wrong."""


#: Exceptions -> status, code, message; without a message the exception's own. The first match counts.
SAYINGS: tuple[tuple[tuple[type[Exception], ...], int, str, str], ...] = (
    ((ValidationFailed, errors.Invalid), 400, "validation_error", "Model validation failed."),
    ((BadRequest, exceptions.ParseError), 400, "bad_request", ""),
    ((RequestDataTooBig,), 400, "bad_request", "The body is too large."),
    ((Unauthorized,), 401, "unauthorized", ""),
    ((exceptions.NotAuthenticated,), 401, "unauthorized", "A bearer token is required."),
    (
        (exceptions.AuthenticationFailed,),
        401,
        "unauthorized",
        "The token is invalid or has expired.",
    ),
    (
        (exceptions.PermissionDenied, PermissionDenied),
        403,
        "forbidden",
        "The permission for this action is missing.",
    ),
    (
        (errors.NotFound, exceptions.NotFound, Http404),
        404,
        "not_found",
        "The resource does not exist.",
    ),
    ((errors.CodeTaken,), 409, "conflict", ""),
    ((exceptions.Throttled,), 429, "rate_limited", "Too many requests."),
    (
        (exceptions.MethodNotAllowed,),
        501,
        "not_implemented",
        "The endpoint exists, but this operation is not available.",
    ),
    ((Unavailable,), 503, "internal_error", "The server cannot answer now. Try again later."),
)


def envelope(status: int, error: str, message: str, details: Details = None) -> dict[str, Any]:
    return {"statusCode": status, "error": error, "message": message, "details": details}


def handle_exception(exception: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler for this dialect: answers every exception there is."""
    status, error, message, details = _classify(exception)
    headers = {}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(exception, exceptions.Throttled) and (wait := getattr(exception, "wait", None)):
        headers["Retry-After"] = str(int(wait) + 1)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.exception("Unhandled", exc_info=exception)
    return Response(envelope(status, error, message, details), status=status, headers=headers)


def _classify(exception: Exception) -> tuple[int, str, str, Details]:
    for kinds, status, error, message in SAYINGS:
        if isinstance(exception, kinds):
            return status, error, message or str(exception), _details(exception)
    return 500, "internal_error", "The server failed to answer.", None


def _details(exception: Exception) -> Details:
    if isinstance(exception, ValidationFailed):
        return exception.details
    if isinstance(exception, errors.Invalid):
        return _in_our_words(exception)
    return None


def _in_our_words(invalid: errors.Invalid) -> dict[str, list[str]]:
    details: dict[str, list[str]] = {}
    for path, messages in invalid.fields.items():
        name = FIELD_OF_PATH.get(path, path)
        details.setdefault(name, []).extend(f"The field {name}: {m}" for m in messages)
    return details
