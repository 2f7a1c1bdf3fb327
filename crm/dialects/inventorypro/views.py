"""InventoryPro's endpoints: a method each."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from crm.access.authentication import BearerAuthentication, Caller
from crm.access.oauth import issue_token
from crm.access.permissions import HasCode
from customers import queries, services

from .errors import BadRequest, Unauthorized, handle_exception
from .paging import paging_headers, parse_list_request
from .parse import parse_customer
from .render import render_customer, render_page
from .schema import (
    describe_discontinue,
    describe_get,
    describe_list,
    describe_token,
    describe_upsert,
)

DIALECT = "inventorypro"
API_VERSION = "v1"
TOKEN_LIFETIME = 14399  # seconds, as in both token examples


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


class CustomerViewSet(InventoryProViewSet):
    """A customer record represents a company or individual who owns stock held in your warehouses or
    receives shipments."""

    permission_codes: ClassVar = {
        "list_customers": 130,
        "get_customer": 130,
        "upsert_customer": 131,
        "discontinue_customer": 131,
    }

    @describe_list
    def list_customers(self, request: Request) -> Response:
        """``GET Customer/All``"""
        account = _caller(request).account
        asked = parse_list_request(request.query_params, account.zone)
        page = queries.flat_page(
            account,
            order=asked.order,
            descending=asked.descending,
            offset=asked.offset,
            limit=asked.page_size,
            modified_since=asked.modified_since,
        )
        zone = account.zone
        return Response(
            render_page(
                [render_customer(customer, zone) for customer in page.customers],
                total=page.total,
                asked=asked,
            ),
            headers=paging_headers(asked, page.total),
        )

    @describe_get
    def get_customer(self, request: Request, short_id: str) -> Response:
        """``GET Customer/{id}``"""
        account = _caller(request).account
        return Response(render_customer(queries.flat_by_code(account, short_id), account.zone))

    @describe_upsert
    def upsert_customer(self, request: Request) -> Response:
        """``POST Customer``"""
        caller = _caller(request)
        change = parse_customer(request.data)
        outcome = services.upsert(
            caller.account, change, source=caller.source(request, API_VERSION)
        )
        customer = queries.flat_by_code(caller.account, str(change.code))
        return Response(
            render_customer(customer, caller.account.zone), status=201 if outcome.created else 200
        )

    @describe_discontinue
    def discontinue_customer(self, request: Request, short_id: str) -> Response:
        """``DELETE Customer/{id}``"""
        caller = _caller(request)
        services.discontinue(
            caller.account, code=short_id, source=caller.source(request, API_VERSION)
        )
        return Response(status=204)


class TokenViewSet(InventoryProViewSet):
    """The one endpoint that is open."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @describe_token
    def issue_token(self, request: Request) -> Response:
        """``POST Token``: client credentials in the form, or by HTTP Basic."""
        status, answer = issue_token(DIALECT, TOKEN_LIFETIME, request._request)
        if status == HTTPStatus.OK:
            return Response(
                {
                    "access_token": answer["access_token"],
                    "token_type": "bearer",
                    "expires_in": answer["expires_in"],
                },
                headers={"Cache-Control": "no-store"},
            )
        if answer["error"] == "invalid_client":
            raise Unauthorized("The client ID or the client secret is wrong.")
        if answer["error"] == "unsupported_grant_type":
            raise BadRequest("The grant_type must be client_credentials.")
        raise BadRequest(answer.get("error_description") or answer["error"])


class UnknownPathViewSet(InventoryProViewSet):
    """Every other path under the prefix, in every method."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound

    @extend_schema(exclude=True)
    def unknown(self, request: Request) -> Response:
        raise NotFound


def _caller(request: Request) -> Caller:
    caller = request.auth
    assert isinstance(caller, Caller)
    return caller
