"""A list of any length as one JSON document, sent piece by piece."""

import logging
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeVar

import orjson
from django.db import connections
from django.http import StreamingHttpResponse

from crm.faults import told

from .errors import NO_CUSTOMERS, Refused, message_of

logger = logging.getLogger(__name__)

T = TypeVar("T")
Render = Callable[[T], dict[str, Any]]


def stream(
    pieces: Iterator[Sequence[T]], member: str, render: Render[T], **before: Any
) -> StreamingHttpResponse:
    """``{"Result": {..., "Customers": [...]}}``, begun at once however long the list is.

    The first piece is read here, so that what goes wrong with it is answered like any error. What
    goes wrong later is told in an ``Error`` member behind the list, where clients look first.

    Args:
        before: members that stand before the list.
    """
    first = list(next(pieces, ()))
    head = orjson.dumps({"Result": {**before, member: []}}).removesuffix(b"]}}")
    body = _body(head, chain([first], pieces), render)
    return StreamingHttpResponse(body, content_type="application/json")


def stream_some(pieces: Iterator[Sequence[T]], *args: Any, **before: Any) -> StreamingHttpResponse:
    """The same for a list that must not be empty.

    Raises:
        Refused: it is.
    """
    first = next(pieces, ())
    if not first:
        raise Refused(NO_CUSTOMERS)
    return stream(chain([first], pieces), *args, **before)


def _body(head: bytes, pieces: Iterator[Sequence[T]], render: Render[T]) -> Iterator[bytes]:
    yield head
    separator = b""
    try:
        for piece in pieces:
            _let_go_of_connections()
            if piece:
                yield separator + orjson.dumps([render(row) for row in piece])[1:-1]
                separator = b","
    except Exception as exception:  # noqa: BLE001 - told behind what was sent already
        logger.warning("Broke off a list")
        message = message_of(told(exception))
        yield b"]," + orjson.dumps({"Error": {"Message": message}})[1:-1] + b"}}"
    else:
        yield b"]}}"


def _let_go_of_connections() -> None:
    """A slow reader must not keep connections of the pools to itself."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
