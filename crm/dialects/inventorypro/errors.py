"""Everything that can go wrong, in InventoryPro's envelope and its nine codes."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from customers import errors

from .fields import FIELD_OF_PATH

logger = logging.getLogger(__name__)


class ValidationFailed(Exception):
    """Fields that were refused, in the page's words: name of the field -> messages."""

    def __init__(self, details: Mapping[str, Sequence[str]]) -> None:
        self.details = {field: list(messages) for field, messages in details.items()}
        super().__init__(self.details)


class BadRequest(Exception):
    """A request that cannot be read at all."""


class Unauthorized(Exception):
    """Credentials that are missing or wrong."""


def envelope(
    status: int, error: str, message: str, details: Mapping[str, list[str]] | None = None
) -> dict[str, Any]:
    return {"statusCode": status, "error": error, "message": message, "details": details}


def handle_exception(exception: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler for this dialect: answers every exception there is."""
    status, error, message, details = _classify(exception)
    headers = {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(exception, exceptions.Throttled) and exception.wait is not None:
        headers["Retry-After"] = str(int(exception.wait) + 1)
    if status == 500:
        logger.exception("Unhandled", exc_info=exception)
    return Response(envelope(status, error, message, details), status=status, headers=headers)


def _classify(  # noqa: PLR0911
    exception: Exception,
) -> tuple[int, str, str, Mapping[str, list[str]] | None]:
    match exception:
        case ValidationFailed():
            return 400, "validation_error", "Model validation failed.", exception.details
        case errors.Invalid():
            details = _in_our_words(exception)
            return 400, "validation_error", "Model validation failed.", details
        case BadRequest() | exceptions.ParseError():
            return 400, "bad_request", str(exception), None
        case RequestDataTooBig():
            return 400, "bad_request", "The body is too large.", None
        case Unauthorized():
            return 401, "unauthorized", str(exception), None
        case exceptions.NotAuthenticated():
            return 401, "unauthorized", "A bearer token is required.", None
        case exceptions.AuthenticationFailed():
            return 401, "unauthorized", "The token is invalid or has expired.", None
        case exceptions.PermissionDenied() | PermissionDenied():
            return 403, "forbidden", "The permission for this action is missing.", None
        case errors.NotFound() | exceptions.NotFound() | Http404():
            return 404, "not_found", "The resource does not exist.", None
        case errors.CodeTaken():
            return 409, "conflict", f"The shortID {exception.code} is taken.", None
        case exceptions.Throttled():
            return 429, "rate_limited", "Too many requests.", None
        case exceptions.MethodNotAllowed():
            message = "The endpoint exists, but this operation is not available."
            return 501, "not_implemented", message, None
        case _:
            return 500, "internal_error", "The server failed to answer.", None


def _in_our_words(invalid: errors.Invalid) -> dict[str, list[str]]:
    details: dict[str, list[str]] = {}
    for path, messages in invalid.fields.items():
        name = FIELD_OF_PATH.get(path, path)
        details.setdefault(name, []).extend(f"The field {name}: {m}" for m in messages)
    return details
