"""Everything that can go wrong: with a row, in its ``Message``; with the call, in Web API's shape."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from crm.faults import Unavailable
from customers import errors

from .fields import KEYS, MEMBER_OF_PATH

logger = logging.getLogger(__name__)


class RowRefused(Exception):
    """A customer that cannot be read; the message is for its row."""


class Refused(Exception):
    """A body or a parameter that cannot be read; the message names it."""


class TooMany(Exception):
    """More customers than one call may bring."""


class NoSuchLocation(Exception):
    """A location that the token does not reach."""


Saying = tuple[tuple[type[Exception], ...], HTTPStatus, str]

#: Exceptions -> status, message; ``""`` is the exception's own. The first match counts.
SAYINGS: tuple[Saying, ...] = (
    ((Refused, exceptions.ParseError), HTTPStatus.BAD_REQUEST, ""),
    (
        (exceptions.NotAuthenticated, exceptions.AuthenticationFailed),
        HTTPStatus.UNAUTHORIZED,
        "Authorization has been denied for this request.",
    ),
    (
        (exceptions.PermissionDenied, PermissionDenied),
        HTTPStatus.FORBIDDEN,
        "The permission for this request is missing.",
    ),
    ((NoSuchLocation,), HTTPStatus.NOT_FOUND, ""),
    ((errors.NotFound,), HTTPStatus.NOT_FOUND, "The customer was not found."),
    (
        (exceptions.NotFound, Http404),
        HTTPStatus.NOT_FOUND,
        "No HTTP resource was found that matches the request URI.",
    ),
    (
        (exceptions.MethodNotAllowed,),
        HTTPStatus.METHOD_NOT_ALLOWED,
        "The requested resource does not support this HTTP method.",
    ),
    ((TooMany,), HTTPStatus.REQUEST_ENTITY_TOO_LARGE, ""),
    ((RequestDataTooBig,), HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large."),
    ((SuspiciousOperation,), HTTPStatus.BAD_REQUEST, "The request is invalid."),
    (
        (Unavailable,),
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The service is unavailable. Try again later.",
    ),
)
FAILURE = (HTTPStatus.INTERNAL_SERVER_ERROR, "An error has occurred.")


def handle_exception(exception: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler for this dialect: answers every exception there is."""
    status, message = _classify(exception)
    headers = {"WWW-Authenticate": "Token"} if status == HTTPStatus.UNAUTHORIZED else {}
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.exception("Unhandled", exc_info=exception)
    return Response({"Message": message}, status=status, headers=headers)


def _classify(exception: Exception) -> tuple[HTTPStatus, str]:
    for kinds, status, message in SAYINGS:
        if isinstance(exception, kinds):
            return status, message or str(exception)
    return FAILURE


def row_message(error: errors.CustomerError) -> str:
    """Why the record refuses a row, in the page's words."""
    match error:
        case errors.Invalid():
            return " ".join(
                f"{MEMBER_OF_PATH.get(path, path)}: {' '.join(messages)}"
                for path, messages in error.fields.items()
            )
        case errors.CodeTaken():
            return f"CustomerCode: {error.code!r} belongs to another customer."
        case errors.Ambiguous(candidates=candidates):
            named = "; ".join(
                f"{c.code} ({c.name or 'no name'}) by {KEYS[c.matched_by]}" for c in candidates
            )
            return f"More than one customer matches, none was changed: {named}."
        case _:
            return str(error)
