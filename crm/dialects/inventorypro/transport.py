"""What all endpoints share: who asks, JSON in and out, the envelope for errors, the version header."""

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
from crm.access.permissions import HasCode

from .errors import BadRequest, handle_exception

DIALECT = "inventorypro"
API_VERSION = "v1"


class Authentication(BearerAuthentication):
    dialect = DIALECT


class AnyAccept(BaseContentNegotiation):
    """The API speaks JSON only, whatever the client says it accepts."""

    def select_parser(self, request: Request, parsers: list[BaseParser]) -> BaseParser:  # type: ignore[override]
        return parsers[0]

    def select_renderer(  # type: ignore[override]
        self, request: Request, renderers: list[JSONRenderer], format_suffix: str | None = None
    ) -> tuple[JSONRenderer, str]:
        return renderers[0], "application/json"


class JsonBody(BaseParser):
    """Reads the body as JSON, whatever its content type says: ``curl -d`` says it is a form."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """
        Raises:
            BadRequest: the body is no JSON.
            RequestDataTooBig: it is longer than ``MAX_BODY_BYTES``.
        """
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            return orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
        except orjson.JSONDecodeError:
            raise BadRequest("The body is not valid JSON.") from None


class InventoryProViewSet(ViewSet):
    """What all endpoints share: the caller, the envelope, the version header."""

    authentication_classes: Sequence[type[BaseAuthentication]] = (Authentication,)
    permission_classes: Sequence[Any] = (HasCode,)
    permission_codes: ClassVar[dict[str, int]] = {}
    parser_classes = (JsonBody,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AnyAccept

    def get_exception_handler(self) -> Any:
        return handle_exception

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["X-API-Version"] = API_VERSION
        return response

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        """Refused like any other method that is not on the page; DRF would describe the view."""
        return self.http_method_not_allowed(request)
