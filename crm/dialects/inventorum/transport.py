"""What all endpoints share: who asks, in which version, JSON in and out, the envelope for errors."""

from collections.abc import Sequence
from typing import Any, ClassVar

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.authentication import BaseAuthentication
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from crm.access.authentication import BearerAuthentication
from crm.access.permissions import HasCode, HasScope

from .errors import Unreadable, handle_exception
from .throttle import TokenRate
from .versions import HEADER, parse_version

DIALECT = "inventorum"


class Authentication(BearerAuthentication):
    dialect = DIALECT


class AnyAccept(BaseContentNegotiation):
    """JSON only, as the page says, whatever else the client would accept."""

    def select_parser(self, request: Request, parsers: list[BaseParser]) -> BaseParser:  # type: ignore[override]
        return parsers[0]

    def select_renderer(  # type: ignore[override]
        self, request: Request, renderers: list[JSONRenderer], format_suffix: str | None = None
    ) -> tuple[JSONRenderer, str]:
        return renderers[0], "application/json"


class JsonBody(BaseParser):
    """Reads the body as JSON, whatever its content type says."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """
        Raises:
            Unreadable: the body is no JSON.
            RequestDataTooBig: it is longer than ``MAX_BODY_BYTES``.
        """
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            return orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
        except orjson.JSONDecodeError:
            raise Unreadable("The body is not valid JSON.") from None


class InventorumViewSet(ViewSet):
    """An endpoint, with the version that it is to speak in ``self.version``."""

    authentication_classes: Sequence[type[BaseAuthentication]] = (Authentication,)
    permission_classes: Sequence[Any] = (HasCode, HasScope)
    throttle_classes: Sequence[Any] = (TokenRate,)
    permission_codes: ClassVar[dict[str, int]] = {}
    scopes: ClassVar[dict[str, str]] = {}
    parser_classes = (JsonBody,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AnyAccept

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.version = parse_version(request.headers.get(HEADER))

    def get_exception_handler(self) -> Any:
        return handle_exception

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        """Refused like any other method that is not on the page; DRF would describe the view."""
        return self.http_method_not_allowed(request)
