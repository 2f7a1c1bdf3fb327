"""RPM's calls about customers: a method each."""

from collections.abc import Collection
from typing import ClassVar

from django.http import StreamingHttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from crm.access.authentication import Caller
from crm.dialects.transport import UnknownPath, caller_of
from customers import queries, services
from customers.changes import CustomerChange
from customers.queries import ListedCustomer, WholeCustomer

from . import API_VERSION
from .errors import Refused
from .lookup import check_name, find_customer
from .members import Members, members_of
from .parse import parse_add, parse_edit
from .parse_contact import CONTACT_NOT_FOUND, find_contact, is_blank, parse_contact
from .parse_location import ID_MISSING, find_location, location_name, parse_location
from .parse_search import parse_search
from .render import (
    render_customer,
    render_listed,
    render_written_contact,
    render_written_location,
)
from .schema import describe
from .streaming import stream, stream_some
from .transport import RpmViewSet


class CustomerViewSet(RpmViewSet):
    permission_codes: ClassVar = {
        "customers": 130,
        "customer": 130,
        "customer_search": 130,
        "customer_add": 131,
        "customer_edit": 131,
        "customer_contact_add": 131,
        "customer_contact_edit": 131,
        "customer_location_add": 131,
        "customer_location_edit": 131,
    }

    @describe
    def customers(self, request: Request) -> StreamingHttpResponse:
        """Get a full list of customers"""
        account = caller_of(request).account
        zone = account.zone

        def render(row: ListedCustomer) -> dict[str, object]:
            return render_listed(row, zone)

        # Before the rows: what changes while they are read makes the next Age a greater one.
        age = queries.last_sequence(account)
        return stream_some(queries.active_list(account), "Customers", render, Age=age)

    @describe
    def customer(self, request: Request) -> Response:
        """Get a customer by name or id; the id wins"""
        account, members = caller_of(request).account, members_of(request.data)
        with_locations = members.flag("IncludeLocations") is not False
        customer = queries.whole_by_id(account, find_customer(account, members))
        return _result(render_customer(customer, account.zone, with_locations=with_locations))

    @describe
    def customer_search(self, request: Request) -> StreamingHttpResponse:
        """Find customers by part of a name, an alias or an account, or of a custom field"""
        account = caller_of(request).account
        found = parse_search(account, members_of(request.data))
        zone = account.zone

        def render(row: ListedCustomer) -> dict[str, object]:
            return render_listed(row, zone)

        return stream(found, "Customers", render)

    @describe
    def customer_add(self, request: Request) -> Response:
        """Add a customer"""
        caller, body = caller_of(request), members_of(request.data)
        account, members = caller.account, body.inner("Customer") or Members({}, "Customer")
        change = parse_add(members, queries.custom_fields(account))
        with services.locked(account):
            outcome = services.create(account, change, source=caller.source(request, API_VERSION))
            customer = queries.whole_by_id(account, outcome.customer_id)
            check_name(account, customer, "")
        return _result(render_customer(customer, account.zone))

    @describe
    def customer_edit(self, request: Request) -> Response:
        """Edit a customer; what is left out stays, what is blank is cleared"""
        caller = caller_of(request)
        members = members_of(request.data).required("Customer")
        if members.id("CustomerID") is None and not members.said("Name"):
            raise Refused("Customer name or ID must be specified")
        with services.locked(caller.account):
            customer_id = find_customer(caller.account, members, "Name")
            before = queries.whole_by_id(caller.account, customer_id)
            after = self._write(request, before, parse_edit(members, before))
        return _result(render_customer(after, caller.account.zone))

    @describe
    def customer_contact_add(self, request: Request) -> Response:
        """Add a contact to a customer"""
        return self._write_contact(request, is_new=True)

    @describe
    def customer_contact_edit(self, request: Request) -> Response:
        """Edit a contact of a customer"""
        return self._write_contact(request, is_new=False)

    @describe
    def customer_location_add(self, request: Request) -> Response:
        """Add a location to a customer"""
        return self._write_location(request, is_new=True)

    @describe
    def customer_location_edit(self, request: Request) -> Response:
        """Edit a location of a customer"""
        return self._write_location(request, is_new=False)

    def _write_contact(self, request: Request, *, is_new: bool) -> Response:
        account, body = caller_of(request).account, members_of(request.data)
        members = body.required("Contact")
        contact_id = None if is_new else members.id("ContactID")
        with services.locked(account):
            before = queries.whole_by_id(account, find_customer(account, body))
            shown = find_contact(before.contacts, contact_id) if contact_id else None
            if shown is None and (not is_new or is_blank(members)):
                raise Refused("A contact requires a name" if is_new else CONTACT_NOT_FOUND)
            is_primary = body.flag("IsPrimary")
            edit = parse_contact(members, shown, is_primary=is_primary, needs_name=False)
            after = self._write(request, before, CustomerChange(contacts=(edit,)))
        wanted = contact_id or _new({c.id for c in before.contacts}, {c.id for c in after.contacts})
        contact = find_contact(after.contacts, wanted)
        return _result({"Contact": render_written_contact(contact)})

    def _write_location(self, request: Request, *, is_new: bool) -> Response:
        account, body = caller_of(request).account, members_of(request.data)
        members = body.inner("Location") or Members({}, "Location")
        location_id = None if is_new else members.id("LocationID")
        if not is_new and location_id is None:
            raise Refused(ID_MISSING)
        location_name(members)
        with services.locked(account):
            before = queries.whole_by_id(account, find_customer(account, body))
            shown = find_location(before, location_id) if location_id else None
            edit = parse_location(members, before, shown)
            after = self._write(request, before, CustomerChange(addresses=(edit,)))
        ids = ({a.id for a in before.addresses}, {a.id for a in after.addresses})
        location = find_location(after, location_id or _new(*ids))
        return _result({"Location": render_written_location(after, location)})

    def _write(
        self, request: Request, before: WholeCustomer, change: CustomerChange
    ) -> WholeCustomer:
        """Write the change, under the caller's lock, and see what the customer is called now."""
        caller: Caller = caller_of(request)
        source = caller.source(request, API_VERSION)
        services.update(caller.account, before.id, change, source=source)
        after = queries.whole_by_id(caller.account, before.id)
        check_name(caller.account, after, before.name)
        return after


class UnknownCallViewSet(UnknownPath, RpmViewSet):
    """All that is no call."""


def _new(before: Collection[int], after: Collection[int]) -> int:
    """The id that came."""
    (new,) = set(after) - set(before)
    return new


def _result(result: object) -> Response:
    return Response({"Result": result})
