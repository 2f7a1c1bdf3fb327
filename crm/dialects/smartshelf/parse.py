"""From Smart Shelf's JSON to a ``CustomerChange``. Members that the page does not list, and those it
only shows, are ignored."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from customers.changes import UNSET, AddressChange, CustomerChange, Maybe, Text
from customers.models import Address, Customer
from customers.queries import Place, TradeCustomer

from .errors import Details, Refused
from .fields import ADDRESS, TEXTS
from .parse_contact import parse_contacts, parse_new_contacts
from .render import render_contact
from .values import Reading, read_currency, read_flag, read_money, read_name, read_rate, text_of


def parse_object(request: Request) -> dict[str, Any]:
    """The body of a request.

    Raises:
        ParseError: it is empty, or no object.
    """
    if request.stream is None or not isinstance(request.data, dict):
        raise ParseError("The body must be a JSON object.")
    return request.data


def parse_create(body: Mapping[str, Any], now: datetime) -> CustomerChange:
    """The body of ``POST customers``.

    Raises:
        Refused: with every member that is wrong.
    """
    reading = Reading(body, {})
    if "name" not in reading.body:
        reading.refuse("name", "Is required.")
    written = _customer(reading) | {
        "customer_since": now,
        "billing": _address(reading, "billing_address", "billing", None),
        "addresses": _shipping(reading, None),
        "contacts": parse_new_contacts(reading),
    }
    return _change(written, reading.problems)


def parse_update(body: Mapping[str, Any], customer: TradeCustomer) -> CustomerChange:
    """The body of ``PUT customers/{id}``.

    Args:
        customer: as it is now.

    Raises:
        Refused: as for ``parse_create``.
    """
    shown = {
        "name": customer.name,
        "currency": customer.currency,
        "contacts": [render_contact(person) for person in customer.people],
    }
    reading = Reading(body, {}, shown)
    contacts, keeps_person = parse_contacts(reading, customer.people)
    written = _customer(reading) | {
        "billing": _address(reading, "billing_address", "billing", customer.billing),
        "addresses": _shipping(reading, customer.shipping),
        "contacts": contacts,
    }
    if written["name"] is UNSET and not keeps_person:
        written["company"] = kept_company(customer)
    return _change(written, reading.problems)


def kept_company(customer: TradeCustomer) -> Text:
    """The company that keeps a customer's name when another person becomes its primary contact: without
    one it would be called by that person."""
    return UNSET if customer.company else customer.name


def _change(written: dict[str, Any], problems: Details) -> CustomerChange:
    if problems:
        raise Refused(problems)
    return CustomerChange(**written)


def _customer(reading: Reading) -> dict[str, Any]:
    texts = {
        column: reading.read(member, text_of(Customer, column)) for member, column in TEXTS.items()
    }
    return texts | {
        "name": reading.read("name", read_name),
        "currency": reading.read("currency", read_currency),
        "credit_limit": reading.read("credit_limit", read_money),
        "discount_rate": reading.read("discount_rate", read_rate),
        "is_active": reading.read("is_active", read_flag),
    }


def _address(reading: Reading, member: str, kind: str, shown: Place | None) -> Maybe[AddressChange]:
    """An edit of the address shown, or a new one. ``null`` clears its members; the row stays, with
    what other dialects keep in it."""
    if member not in reading.body:
        return UNSET
    if reading.body[member] is None:
        columns: dict[str, Any] = dict.fromkeys(ADDRESS, "")
    else:
        inner = reading.within(member)
        columns = (
            {column: inner.read(column, text_of(Address, column)) for column in ADDRESS}
            if inner
            else {}
        )
    return AddressChange(id=shown.id if shown else None, kind=kind, **columns)


def _shipping(reading: Reading, shown: Place | None) -> tuple[AddressChange, ...]:
    """The edit of the primary shipping address; the others are not seen here, and stay."""
    change = _address(reading, "shipping_address", "shipping", shown)
    if change is UNSET or (shown is None and not _says_anything(change)):
        return ()
    return (change,)


def _says_anything(change: AddressChange) -> bool:
    return any(getattr(change, column) not in ("", UNSET) for column in ADDRESS)
