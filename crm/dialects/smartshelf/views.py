"""Smart Shelf's endpoints: a method each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import Any, ClassVar

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from crm.access.authentication import Caller
from crm.accounts.models import Account
from crm.dialects.transport import UnknownPath, caller_of
from customers import analytics, credit, errors, queries, services
from customers.analytics import Period
from customers.changes import UNSET, ContactChange, CustomerChange
from customers.queries import Person, TradeCustomer

from .errors import NoSuch, Refused
from .filters import CustomerFilter, OrderFilter, checked
from .ids import CONTACT, CUSTOMER, read_id
from .paging import parse_paging, render_page
from .parse import kept_company, parse_create, parse_object, parse_update
from .parse_contact import parse_contact
from .render import (
    render_added_contact,
    render_analytics,
    render_credit_check,
    render_detail,
    render_item,
    render_order,
    render_updated_contact,
)
from .schema import (
    describe_add_contact,
    describe_analytics,
    describe_create,
    describe_credit_check,
    describe_get,
    describe_list,
    describe_orders,
    describe_remove_contact,
    describe_update,
    describe_update_contact,
)
from .transport import SmartShelfViewSet


class CustomerViewSet(SmartShelfViewSet):
    permission_codes: ClassVar = {
        "list_customers": 130,
        "get_customer": 130,
        "create_customer": 131,
        "update_customer": 131,
        "list_orders": 130,
        "get_analytics": 130,
        "check_credit": 131,
    }

    @describe_list
    def list_customers(self, request: Request) -> Response:
        """``GET customers``"""
        account = caller_of(request).account
        paging = parse_paging(request.query_params)
        asked = checked(CustomerFilter(request.query_params))
        found, rows = queries.trade_found(
            account,
            asked["search"],
            offset=paging.offset,
            limit=paging.limit,
            is_active=asked["is_active"],
        )
        data = [render_item(row) for row in rows]
        return Response(render_page(data, paging, total=found.total, has_more=found.has_more))

    @describe_get
    def get_customer(self, request: Request, customer_id: str) -> Response:
        """``GET customers/{id}``"""
        account = caller_of(request).account
        with _named_in_path():
            return _detail(account, read_id(CUSTOMER, customer_id))

    @describe_create
    def create_customer(self, request: Request) -> Response:
        """``POST customers``"""
        caller = caller_of(request)
        now = timezone.now()
        change = parse_create(parse_object(request), now)
        source = replace(caller.source(request), at=now)  # customer_since is created_at
        outcome = services.create(caller.account, change, source=source)
        return _detail(caller.account, outcome.customer_id, HTTPStatus.CREATED)

    @describe_update
    def update_customer(self, request: Request, customer_id: str) -> Response:
        """``PUT customers/{id}``"""
        caller = caller_of(request)
        body = parse_object(request)
        # Which contact an item of the list stands for depends on what is there.
        with services.locked(caller.account):
            shown = _customer(caller, customer_id)
            change = parse_update(body, shown)
            services.update(caller.account, shown.id, change, source=caller.source(request))
            return _detail(caller.account, shown.id)

    @describe_orders
    def list_orders(self, request: Request, customer_id: str) -> Response:
        """``GET customers/{id}/orders``"""
        account = caller_of(request).account
        paging = parse_paging(request.query_params)
        with _named_in_path():
            orders = queries.orders_of(account, read_id(CUSTOMER, customer_id))
        filters = OrderFilter(request.query_params, orders)
        checked(filters.form)
        total, rows = queries.order_page(filters.qs, offset=paging.offset, limit=paging.limit)
        data = [render_order(order) for order in rows]
        has_more = paging.offset + paging.limit < total
        return Response(render_page(data, paging, total=total, has_more=has_more))

    @describe_analytics
    def get_analytics(self, request: Request, customer_id: str) -> Response:
        """``GET customers/{id}/analytics``"""
        account = caller_of(request).account
        period = _period(request.query_params.get("period") or Period.ALL)
        with _named_in_path():
            figures = analytics.customer_analytics(account, read_id(CUSTOMER, customer_id), period)
        return Response({"data": render_analytics(figures)})

    @describe_credit_check
    def check_credit(self, request: Request, customer_id: str) -> Response:
        """``POST customers/{id}/credit-check``; whatever its body says."""
        caller = caller_of(request)
        with _named_in_path():
            check = credit.check(
                caller.account, read_id(CUSTOMER, customer_id), source=caller.source(request)
            )
        return Response({"data": render_credit_check(check)})


class ContactViewSet(SmartShelfViewSet):
    permission_codes: ClassVar = {
        "add_contact": 131,
        "update_contact": 131,
        "remove_contact": 131,
    }

    @describe_add_contact
    def add_contact(self, request: Request, customer_id: str) -> Response:
        """``POST customers/{id}/contacts``"""
        change = parse_contact(parse_object(request), None)
        with services.locked(caller_of(request).account):
            shown = _customer(caller_of(request), customer_id)
            takes_over = change.is_primary is True or not shown.people
            people = _write(request, shown, change, keeps_person=not takes_over)
            data = render_added_contact(people[-1], shown.id)
        return Response({"data": data}, status=HTTPStatus.CREATED)

    @describe_update_contact
    def update_contact(self, request: Request, customer_id: str, contact_id: str) -> Response:
        """``PUT customers/{id}/contacts/{contact_id}``"""
        body = parse_object(request)
        with services.locked(caller_of(request).account):
            shown = _customer(caller_of(request), customer_id)
            person = _person(shown, contact_id)
            change = parse_contact(body, person)
            switches = change.is_primary is (not person.is_primary) and len(shown.people) > 1
            people = _write(request, shown, change, keeps_person=not switches)
            data = render_updated_contact(_of_id(people, person.id), shown.id)
        return Response({"data": data})

    @describe_remove_contact
    def remove_contact(self, request: Request, customer_id: str, contact_id: str) -> Response:
        """``DELETE customers/{id}/contacts/{contact_id}``"""
        with services.locked(caller_of(request).account):
            shown = _customer(caller_of(request), customer_id)
            person = _person(shown, contact_id)
            change = ContactChange(id=person.id, remove=True)
            _write(request, shown, change, keeps_person=not person.is_primary)
        return Response({"data": {"message": "Contact successfully removed"}})


class UnknownPathViewSet(UnknownPath, SmartShelfViewSet):
    """All that is not on the page."""


@contextmanager
def _named_in_path() -> Iterator[None]:
    """A customer that is not there is told by the part of the path that names it."""
    try:
        yield
    except errors.NotFound:
        raise NoSuch("id", "customer") from None


def _customer(caller: Caller, customer_id: str) -> TradeCustomer:
    with _named_in_path():
        return queries.trade_by_id(caller.account, read_id(CUSTOMER, customer_id))


def _person(customer: TradeCustomer, contact_id: str) -> Person:
    try:
        return _of_id(customer.people, read_id(CONTACT, contact_id))
    except (errors.NotFound, StopIteration):
        raise NoSuch("contact_id", "contact of this customer") from None


def _of_id(people: Any, contact_id: int) -> Person:
    found: Person = next(person for person in people if person.id == contact_id)
    return found


def _write(
    request: Request, shown: TradeCustomer, contact: ContactChange, *, keeps_person: bool
) -> Any:
    """Write one contact and read all of them again.

    Args:
        keeps_person: the primary contact stays who it is.
    """
    caller = caller_of(request)
    company = UNSET if keeps_person else kept_company(shown)
    change = CustomerChange(contacts=(contact,), company=company)
    services.update(caller.account, shown.id, change, source=caller.source(request))
    return queries.trade_by_id(caller.account, shown.id).people


def _detail(account: Account, customer_id: int, status: HTTPStatus = HTTPStatus.OK) -> Response:
    customer, sales = queries.trade_record(account, customer_id)
    return Response({"data": render_detail(customer, sales)}, status=status)


def _period(text: str) -> Period:
    try:
        return Period(text)
    except ValueError:
        periods = ", ".join(period.value for period in Period)
        raise Refused({"period": [f"Must be one of: {periods}."]}) from None
