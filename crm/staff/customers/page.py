"""What all pages of one customer share."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from crm.staff.record.lists import AccountLists
from crm.staff.record.paths import FieldPath, parse_path
from crm.staff.record.values import texts, values_of
from crm.staff.telling import names_of_items
from crm.staff.ui.door import StaffRequest
from customers import queries
from customers.errors import NotFound
from customers.models import Customer
from customers.queries.staff_record import StaffRecord

from .facts import Section, fact, sections


@dataclass
class CustomerPage:
    """A customer and what its pages say of it."""

    whole: StaffRecord
    lists: AccountLists

    @property
    def customer(self) -> Customer:
        return self.whole.customer

    @cached_property
    def values(self) -> dict[str, Any]:
        return values_of(self.whole)

    @cached_property
    def texts(self) -> dict[str, str]:
        return texts(self.values, self.lists.account.zone)

    @cached_property
    def called(self) -> dict[str, str]:
        """What its items are called, by the beginning of their paths."""
        return names_of_items(self.values.items())

    @property
    def sections(self) -> list[Section]:
        return sections(self.values, self.lists)

    def fact(self, path: str) -> Any:
        """One line of the sections."""
        return fact(path, self.values.get(path), self.lists)


def open_page(request: StaffRequest, customer_id: int) -> CustomerPage:
    """The customer of that id.

    Raises:
        Http404: the account has none.
    """
    try:
        whole = queries.staff_record(request.account, customer_id)
    except NotFound:
        raise Http404 from None
    return CustomerPage(whole, AccountLists(request.account))


def known_path(text: str, lists: AccountLists) -> FieldPath:
    """A path taken apart.

    Raises:
        Http404: there is no such field, or the account has not made it.
    """
    try:
        path = parse_path(text)
    except ValueError:
        raise Http404 from None
    target = path.part.name if path.part.name == "customer" else "address"
    if path.is_custom and path.column not in {f.name for f in lists.custom_fields(target)}:
        raise Http404
    return path


def customer_path(text: str, lists: AccountLists) -> str:
    """The path of a field of the customer itself that a page may edit on the spot.

    Raises:
        Http404: there is none.
    """
    path = known_path(text, lists)
    if path.items or path.column == "is_active":
        raise Http404
    return path.text
