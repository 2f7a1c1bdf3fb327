"""InventoryPro's endpoints: a method each."""

from http import HTTPStatus
from typing import ClassVar

from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from crm.access.oauth import answer_token_request
from crm.dialects.transport import UnknownPath, caller_of
from customers import queries, services

from . import API_VERSION, TOKEN_LIFETIME
from .errors import BadRequest, Unauthorized
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
from .transport import DIALECT, InventoryProViewSet


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
        account = caller_of(request).account
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
        account = caller_of(request).account
        return Response(render_customer(queries.flat_by_code(account, short_id), account.zone))

    @describe_upsert
    def upsert_customer(self, request: Request) -> Response:
        """``POST Customer``"""
        caller = caller_of(request)
        change = parse_customer(request.data)
        outcome = services.upsert(
            caller.account, change, source=caller.source(request, API_VERSION)
        )
        assert outcome.record is not None
        customer = queries.flat_of(outcome.record)
        return Response(
            render_customer(customer, caller.account.zone), status=201 if outcome.created else 200
        )

    @describe_discontinue
    def discontinue_customer(self, request: Request, short_id: str) -> Response:
        """``DELETE Customer/{id}``"""
        caller = caller_of(request)
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
        status, answer = answer_token_request(DIALECT, TOKEN_LIFETIME, request._request)
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


class UnknownPathViewSet(UnknownPath, InventoryProViewSet):
    """All that is not on the page."""
