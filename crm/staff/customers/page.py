"""What all pages of one customer share."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from crm.staff.record.lists import AccountLists
from crm.staff.record.paths import FieldPath, parse_path
from crm.staff.record.values import texts, values_of
from crm.staff.telling import Told, names_of_items, tell
from crm.staff.ui.door import StaffRequest
from customers import queries
from customers.errors import NotFound
from customers.models import Customer
from customers.queries.staff_record import StaffRecord, newest_change

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

    @cached_property
    def edit_field_url(self) -> str:
        """Where each of its fields is edited, but for which one it is."""
        return reverse("edit-field", args=[self.customer.pk])

    @cached_property
    def history_url(self) -> str:
        return reverse("customer-history", args=[self.customer.pk])

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


def editable_path(text: str, page: CustomerPage) -> str:
    """The path of a field that a page may edit on the spot: the customer's own, or of an item that it
    has. Which item is the primary one is no field of its own.

    Raises:
        Http404: there is none.
    """
    path = known_path(text, page.lists)
    if path.column in ("is_active", "is_primary", "is_main") and not path.is_custom:
        raise Http404
    if path.items and not any(held.startswith(path.prefix) for held in page.values):
        raise Http404
    return path.text


def last_change(page: CustomerPage) -> Told | None:
    """The last change that is told of the customer; ``None`` if none is."""
    change = newest_change(page.whole)
    told = tell([change], page.lists.account.zone, page.called) if change else []
    return told[0] if told else None
