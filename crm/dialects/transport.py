"""What endpoints of every dialect share: JSON in and out whatever the headers say, the caller, no
methods but those on the page."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import orjson
from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import NotFound, ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from crm.access.authentication import Caller
from crm.access.permissions import HasCode
from crm.faults import RETRY_AFTER, Unavailable, told

UNREADABLE = "The body cannot be read."
#: What Django says to forms that are none: in another charset, of too many fields, cut off.
UNREADABLE_FORMS = (
    BadRequest,
    MultiPartParserError,
    TooManyFieldsSent,
    TooManyFilesSent,
    UnreadablePostError,
)


class AnyAccept(BaseContentNegotiation):
    """JSON only, as all the pages say, whatever else the client says it accepts."""

    def select_parser(self, request: Request, parsers: list[BaseParser]) -> BaseParser:  # type: ignore[override]
        return parsers[0]

    def select_renderer(  # type: ignore[override]
        self, request: Request, renderers: list[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], "application/json"


def read_body(stream: Any, longest: int) -> bytes:
    """A request's body, without the byte order mark that some clients begin with.

    Raises:
        RequestDataTooBig: it has more bytes than that.
    """
    body: bytes = stream.read(longest + 1)
    if len(body) > longest:
        raise RequestDataTooBig
    return body.removeprefix(b"\xef\xbb\xbf")


class JsonBody(BaseParser):
    """Reads the body as JSON, whatever its content type says: ``curl -d`` says it is a form."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """
        Raises:
            ParseError: the body is no JSON.
            RequestDataTooBig: it is longer than ``MAX_BODY_BYTES``.
        """
        try:
            return orjson.loads(read_body(stream, settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
        except orjson.JSONDecodeError:
            raise ParseError("The body is not valid JSON.") from None


class OrjsonRenderer(BaseRenderer):
    """Writes JSON as UTF-8. ``orjson.Fragment`` is written as it is: numbers with two decimals."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data)


class DialectViewSet(ViewSet):
    """Endpoints of a dialect. Its subclass says how callers prove who they are and, in
    ``get_exception_handler``, how errors are told; each view what its methods need."""

    authentication_classes: Sequence[type[BaseAuthentication]] = ()
    permission_classes: Sequence[Any] = (HasCode,)
    permission_codes: ClassVar[dict[str, int]] = {}
    parser_classes: Sequence[type[BaseParser]] = (JsonBody,)
    renderer_classes: Sequence[type[BaseRenderer]] = (OrjsonRenderer,)
    content_negotiation_class = AnyAccept

    def handle_exception(self, exc: Exception) -> Response:
        """The dialect tells every exception; a fault of the database comes to it as ``Unavailable``,
        what Django finds wrong with a form as ``ParseError``."""
        exc = ParseError(UNREADABLE) if isinstance(exc, UNREADABLE_FORMS) else told(exc)
        response: Response = super().handle_exception(exc)
        if isinstance(exc, Unavailable):
            response["Retry-After"] = str(RETRY_AFTER)
        return response

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        """Refused like any other method that is not on the page; DRF would describe the view."""
        return self.http_method_not_allowed(request)


class UnknownPath(DialectViewSet):
    """Every path that is not on the page, in every method. Mixed into a dialect's view set."""

    authentication_classes: Sequence[type[BaseAuthentication]] = ()
    permission_classes: Sequence[Any] = (AllowAny,)
    throttle_classes: Sequence[Any] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound

    @extend_schema(exclude=True)
    def unknown(self, request: Request) -> Response:
        raise NotFound


def caller_of(request: Request) -> Caller:
    """Who asks, in a view that only the authenticated reach."""
    caller = request.auth
    assert isinstance(caller, Caller)
    return caller
