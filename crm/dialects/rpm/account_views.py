"""RPM's calls about accounts at suppliers, and about the service itself."""

from typing import ClassVar

from django.http import StreamingHttpResponse
from django.utils import timezone
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from crm.accounts.models import Account
from crm.dialects.transport import caller_of
from customers import queries, services
from customers.changes import CustomerChange, SupplierAccountChange
from customers.queries import SupplierAccountRow

from . import API_VERSION
from .errors import Refused
from .lookup import find_customer
from .members import Members, members_of
from .parse_account import (
    NUMBER_MISSING,
    NUMBER_TAKEN,
    SUPPLIER_NOT_FOUND,
    find_account,
    find_supplier,
    parse_moment,
    parse_number,
)
from .render import render_account, render_offset
from .schema import describe
from .streaming import stream
from .transport import RpmViewSet


class AccountViewSet(RpmViewSet):
    permission_codes: ClassVar = {
        "suppliers": 130,
        "accounts": 130,
        "account": 130,
        "account_add": 131,
        "account_edit": 131,
        "modified": 130,
    }

    @describe
    def suppliers(self, request: Request) -> Response:
        """Get a list of suppliers, A to Z"""
        found = queries.suppliers(caller_of(request).account)
        listed = [{"Supplier": name, "SupplierID": pk} for pk, name in found]
        return Response({"Result": {"Suppliers": listed}})

    @describe
    def accounts(self, request: Request) -> StreamingHttpResponse:
        """Get a list of accounts at suppliers: of a customer, of a supplier, or modified lately"""
        account, members = caller_of(request).account, members_of(request.data)
        zone = account.zone
        customer_id = None
        if members.id("CustomerID") is not None or members.said("Customer"):
            customer_id = queries.whole_by_id(account, find_customer(account, members)).id

        def render(row: SupplierAccountRow) -> dict[str, object]:
            return render_account(row, zone)

        pieces = queries.supplier_accounts(
            account,
            customer_id=customer_id,
            supplier_id=find_supplier(account, members),
            modified_after=parse_moment(members, "ModifiedAfter", zone),
        )
        return stream(pieces, "Accounts", render)

    @describe
    def account(self, request: Request) -> Response:
        """Get an account by id, or by number and supplier"""
        account = caller_of(request).account
        found = find_account(account, members_of(request.data))
        return Response({"Result": render_account(found, account.zone)})

    @describe
    def account_add(self, request: Request) -> Response:
        """Add an account at a supplier to a customer"""
        account, members = caller_of(request).account, members_of(request.data).required("Account")
        number = parse_number(members)
        if number is None:
            raise Refused(NUMBER_MISSING)
        with services.locked(account):
            called = "CustomerName" if "CustomerName" in members else "Customer"
            customer = queries.whole_by_id(account, find_customer(account, members, called))
            at = "SupplierName" if "SupplierName" in members else "Supplier"
            supplier = find_supplier(account, members, at)
            if supplier is None:
                raise Refused(SUPPLIER_NOT_FOUND)
            edit = SupplierAccountChange(supplier_id=supplier, name=number)
            _check_number(account, supplier, number)
            self._write(request, customer.id, edit)
            (written,) = queries.supplier_accounts_by_name(account, supplier, number)
        return Response({"Result": render_account(written, account.zone)})

    @describe
    def account_edit(self, request: Request) -> Response:
        """Change the number of an account; it stays with its customer and supplier"""
        account, members = caller_of(request).account, members_of(request.data).required("Account")
        number = parse_number(members)
        with services.locked(account):
            only_id = Members({"AccountID": members.id("AccountID")})
            held = find_account(account, only_id)
            _check_stays(members, held)
            if number is not None and number != held.name:
                _check_number(account, held.supplier_id, number)
                edit = SupplierAccountChange(id=held.id, name=number)
                self._write(request, held.customer_id, edit)
            written = queries.supplier_account_by_id(account, held.id)
        return Response({"Result": render_account(written, account.zone)})

    @describe
    def modified(self, request: Request) -> Response:
        """Get the age of the list of customers: it grows with each of their changes"""
        age = queries.last_sequence(caller_of(request).account)
        return Response({"Result": {"Modified": [{"Type": "CustomerAndAliasList", "Age": age}]}})

    def _write(self, request: Request, customer_id: int, edit: SupplierAccountChange) -> None:
        caller = caller_of(request)
        change = CustomerChange(supplier_accounts=(edit,))
        source = caller.source(request, API_VERSION)
        services.update(caller.account, customer_id, change, source=source)


class InfoViewSet(RpmViewSet):
    """Open to every good key: programs try theirs with it."""

    permission_classes = (IsAuthenticated,)

    @describe
    def info(self, request: Request) -> Response:
        """Get the basic information of the key that is used"""
        caller = caller_of(request)
        account, user = caller.account, caller.client.user
        assert user is not None
        offset = render_offset(timezone.now(), account.zone)
        return Response(
            {
                "Result": {
                    "Subscriber": account.name,
                    "SubscriberID": account.pk,
                    "SubscriberTimeOffset": offset,
                    "RPM": "AGENT",
                    "User": user.username,
                    "UserID": user.pk,
                    "TimeOffset": offset,
                    "Role": ", ".join(user.groups.order_by("name").values_list("name", flat=True)),
                }
            }
        )


def _check_number(account: Account, supplier: int, number: str) -> None:
    """At one supplier a number stands once."""
    if queries.supplier_accounts_by_name(account, supplier, number):
        raise Refused(NUMBER_TAKEN)


def _check_stays(members: Members, held: SupplierAccountRow) -> None:
    wanted = (members.id("CustomerID"), members.id("SupplierID"))
    if wanted[0] not in (None, held.customer_id) or wanted[1] not in (None, held.supplier_id):
        raise Refused("An account cannot move to another customer or supplier")
