"""Inventorum's endpoints: a method each."""

from http import HTTPStatus
from typing import ClassVar

from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from crm.access.authentication import Caller
from crm.access.oauth import answer_token_request
from crm.dialects.transport import UnknownPath, caller_of
from customers import analytics, queries, services

from . import TOKEN_LIFETIME
from .errors import TokenRefused
from .paging import parse_paging
from .parse import parse_create, parse_id, parse_update
from .render import render_item, render_written
from .schema import (
    describe_create,
    describe_delete,
    describe_favourites,
    describe_get,
    describe_list,
    describe_token,
    describe_update,
)
from .transport import DIALECT, InventorumViewSet


class CustomerViewSet(InventorumViewSet):
    permission_codes: ClassVar = {
        "create_customer": 131,
        "list_customers": 130,
        "list_favourites": 130,
        "get_customer": 130,
        "update_customer": 131,
        "delete_customer": 131,
    }
    scopes: ClassVar = {
        "create_customer": "customers:create",
        "list_customers": "customers:read",
        "list_favourites": "customers:read",
        "get_customer": "customers:read",
        "update_customer": "customers:update",
        "delete_customer": "customers:delete",
    }

    @describe_create
    def create_customer(self, request: Request) -> Response:
        """``POST customers``"""
        caller = caller_of(request)
        change = parse_create(request.data, self.version, caller.account.zone)
        source = caller.source(request, str(self.version))
        outcome = services.create(caller.account, change, source=source)
        return self._written(caller, outcome.customer_id, HTTPStatus.CREATED)

    @describe_list
    def list_customers(self, request: Request) -> Response:
        """``GET customers``"""
        return self._page(request, favourites=False)

    @describe_favourites
    def list_favourites(self, request: Request) -> Response:
        """``GET customers/favourites``"""
        return self._page(request, favourites=True)

    @describe_get
    def get_customer(self, request: Request, customer_id: str) -> Response:
        """``GET customers/{id}``"""
        account = caller_of(request).account
        customer = queries.active_by_id(account, parse_id(customer_id))
        return Response(render_item(customer, account.zone, self.version))

    @describe_update
    def update_customer(self, request: Request, customer_id: str) -> Response:
        """``PUT customers/{id}``"""
        caller = caller_of(request)
        account = caller.account
        body = request.data
        # What is no change, and whether a name is left, depends on what is there.
        with services.locked(account):
            customer = queries.active_by_id(account, parse_id(customer_id))
            shown = render_item(customer, account.zone, self.version)
            change = parse_update(body, self.version, account.zone, shown)
            source = caller.source(request, str(self.version))
            services.update(account, customer.id, change, source=source)
            return self._written(caller, customer.id, HTTPStatus.OK)

    @describe_delete
    def delete_customer(self, request: Request, customer_id: str) -> Response:
        """``DELETE customers/{id}``: discontinued, and gone for this dialect."""
        caller = caller_of(request)
        with services.locked(caller.account):
            customer = queries.active_by_id(caller.account, parse_id(customer_id))
            source = caller.source(request, str(self.version))
            services.discontinue(caller.account, customer_id=customer.id, source=source)
        return Response({})

    def _page(self, request: Request, *, favourites: bool) -> Response:
        account = caller_of(request).account
        offset, limit = parse_paging(request.query_params)
        total, customers = queries.active_page(
            account, offset=offset, limit=limit, favourites=favourites
        )
        zone = account.zone
        data = [render_item(customer, zone, self.version) for customer in customers]
        return Response({"total": total, "data": data})

    def _written(self, caller: Caller, customer_id: int, status: HTTPStatus) -> Response:
        account = caller.account
        customer = queries.active_by_id(account, customer_id)
        total = analytics.total_sales(account, customer_id)
        return Response(render_written(customer, account.zone, self.version, total), status=status)


class TokenViewSet(InventorumViewSet):
    """Where refresh tokens are turned in."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()

    @describe_token
    def refresh_token(self, request: Request) -> Response:
        """``POST auth/token``: a new access token and a new refresh token for the old one."""
        form = request._request.POST
        if form.get("grant_type") == "refresh_token" and not form.get("refresh_token"):
            raise TokenRefused("invalid_request", "Missing refresh token parameter.")
        status, answer = answer_token_request(
            DIALECT, TOKEN_LIFETIME, request._request, grant="refresh_token"
        )
        if status != HTTPStatus.OK:
            error = answer["error"]
            raise TokenRefused(error, answer.get("error_description") or error.replace("_", " "))
        return Response(
            {
                "access_token": answer["access_token"],
                "token_type": "Bearer",
                "expires_in": answer["expires_in"],
                "refresh_token": answer["refresh_token"],
                "scope": answer["scope"],
            },
            headers={"Cache-Control": "no-store"},
        )


class UnknownPathViewSet(UnknownPath, InventorumViewSet):
    """All that is not on the page."""
