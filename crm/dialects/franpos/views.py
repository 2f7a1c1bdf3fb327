"""Franpos' endpoints: a method each."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from crm.dialects.transport import UnknownPath, caller_of
from customers import queries

from .paging import parse_dump_request
from .parse import parse_customer_id, parse_location, parse_upload
from .render import render_customer, render_dumped
from .schema import describe_dump, describe_get, describe_upsert
from .stores import Reach, find_reach
from .transport import FranposViewSet, parameter
from .upload import run_upload


class CustomerViewSet(FranposViewSet):
    """Customers of the locations that a token reaches."""

    permission_codes: ClassVar = {
        "upsert_customers": 131,
        "get_customer": 130,
        "dump_customers": 130,
    }

    @describe_upsert
    def upsert_customers(self, request: Request) -> Response:
        """``POST customers``"""
        caller = caller_of(request)
        reach = _reach_of(request)
        upload = parse_upload(request.data)
        return Response(run_upload(caller.account, upload, reach, caller.source(request)))

    @describe_get
    def get_customer(self, request: Request, customer_id: str) -> Response:
        """``GET Customers/{id}``"""
        account = caller_of(request).account
        reach = _reach_of(request)
        reach.check(parse_location(parameter(request, "locationId")))
        customer = queries.retail_by_id(account, parse_customer_id(customer_id), reach.stores)
        return Response(render_customer(customer, account.zone))

    @describe_dump
    def dump_customers(self, request: Request, **path: Any) -> Response:
        """``GET datadump/v1/customers/{days}/{page}/{date}/{locationId}``"""
        account = caller_of(request).account
        asked = parse_dump_request(path, parameter(request, "pageSize"), account.zone)
        reach = _reach_of(request)
        store = reach.check(asked.location)
        total, customers = queries.retail_page(
            account,
            since=asked.since,
            before=asked.before,
            stores=frozenset({store}) if store else reach.stores,
            offset=asked.offset,
            limit=asked.page_size,
        )
        values = queries.custom_values_of(customers)
        data = [render_dumped(c, values.get(c.id, []), account.zone) for c in customers]
        return Response({"pages": asked.pages(total), "data": data})


def _reach_of(request: Request) -> Reach:
    return find_reach(caller_of(request).client, parameter(request, "restrictByLocations"))


class UnknownPathViewSet(UnknownPath, FranposViewSet):
    """All that is not on the page."""
