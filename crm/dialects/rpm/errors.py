"""Everything that can go wrong. It is told with status 200: the vendor's client looks into no other
answer. But for a server that is away for the moment, which is for the transport to see."""

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

from .fields import MEMBERS

logger = logging.getLogger(__name__)


class Refused(Exception):
    """What is wrong with a call, in the vendor's words where it has any."""


KEY_MISSING = "Valid key required"
KEY_UNKNOWN = 'Key not found.  A valid "Key" must appear as the first input data item.'
USER_SHUT_OUT = "Unauthorized user"
NO_CUSTOMERS = "No customers"
CUSTOMER_NOT_FOUND = "Customer not found"
NAME_MISSING = "A customer name is required"
NAME_TAKEN = "A unique customer name is required"
FAILURE = "The server failed to answer"
UNAVAILABLE = "The server cannot answer right now, try again later"

#: Exceptions -> message; without one the exception's own. The first match counts.
SAYINGS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((Refused,), ""),
    ((errors.NotFound,), CUSTOMER_NOT_FOUND),
    ((exceptions.NotAuthenticated,), KEY_MISSING),
    ((exceptions.PermissionDenied, PermissionDenied), "Permission denied"),
    ((exceptions.ParseError,), "The body is not valid JSON"),
    ((RequestDataTooBig,), "The body is too large"),
    ((exceptions.MethodNotAllowed,), "Only POST is answered here"),
    ((exceptions.NotFound, Http404), "There is no such call"),
    ((Unavailable,), UNAVAILABLE),
)


def envelope(message: str) -> dict[str, Any]:
    return {"Result": {"Error": {"Message": message}}}


def handle_exception(exception: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler for this dialect: answers every exception there is."""
    status = HTTPStatus.SERVICE_UNAVAILABLE if isinstance(exception, Unavailable) else HTTPStatus.OK
    return Response(envelope(message_of(exception)), status=status)


def message_of(exception: Exception) -> str:
    """What the caller is told; what nobody foresaw is logged."""
    if isinstance(exception, errors.Invalid):
        return _in_our_words(exception)
    for kinds, message in SAYINGS:
        if isinstance(exception, kinds):
            return message or str(exception)
    logger.exception("Unhandled", exc_info=exception)
    return FAILURE


def _in_our_words(invalid: errors.Invalid) -> str:
    """The record's reasons: ``ZipPostalCode: May have at most 40 characters.``"""
    said = []
    for path, messages in invalid.fields.items():
        before, is_custom, name = path.partition("custom_fields.")
        column = before.rstrip(".").rpartition(".")[2]
        said.append(f"{name if is_custom else MEMBERS.get(column, column)}: {' '.join(messages)}")
    return " ".join(said)
