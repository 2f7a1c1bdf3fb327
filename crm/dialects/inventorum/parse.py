"""From Inventorum's JSON to a ``CustomerChange``."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from contacts.models import Contact
from customers import errors
from customers.changes import ContactChange, CustomerChange
from customers.models import Customer

from .errors import NAME_MISSING, Fields, Refused, Unreadable
from .fields import FLAGS, FLAT_ADDRESS, PERSON, TEXTS
from .parse_address import parse_billing, parse_shipping
from .parse_phone import parse_calling_code, parse_phone_numbers
from .values import (
    Problem,
    read_birthday,
    read_channel,
    read_flag,
    read_group,
    read_text,
    read_title,
)
from .versions import has_phone_list

MOST_DIGITS = 19
NAMES = tuple(NAME_MISSING)


def parse_id(text: str) -> int:
    """The id of a path.

    Raises:
        NotFound: no id that a customer could have.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise errors.NotFound
    return int(text)


def parse_create(body: object, version: int, zone: ZoneInfo) -> CustomerChange:
    """The body of ``POST customers``. Members that the page does not list are ignored.

    Raises:
        Unreadable: it is no object.
        Refused: with every member that is wrong.
    """
    return _parse(_object(body), version, zone, shown=None)


def parse_update(
    body: object, version: int, zone: ZoneInfo, shown: Mapping[str, Any]
) -> CustomerChange:
    """The body of ``PUT customers/{id}``: what is left out, or is as it is shown, stays as it is.

    Args:
        shown: the customer as it is answered now.

    Raises:
        Unreadable, Refused: as for ``parse_create``.
    """
    sent = _object(body)
    written = {
        member: value
        for member, value in sent.items()
        if (member not in shown or not _is_same(value, shown[member]))
        and not (member in FLAT_ADDRESS and "billing_address" in sent)
    }
    return _parse(written, version, zone, shown=shown)


def _object(body: object) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise Unreadable("The body must be a JSON object.")
    return body


def _is_same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other  # true is not 1


def _parse(
    body: dict[str, Any], version: int, zone: ZoneInfo, shown: Mapping[str, Any] | None
) -> CustomerChange:
    reading = _Reading(dict(body))
    for member, column in TEXTS.items():
        if member != "phone_number" or not has_phone_list(version):
            reading.read(member, column, read_text(Customer, column))
    for member in FLAGS:
        reading.read(member, member, read_flag)
    reading.read("group", "group_id", read_group)
    reading.read("channel", "channel", read_channel if shown is None else _keep_channel)
    for member, column in PERSON.items():
        reader = read_title if member == "title" else read_text(Contact, column)
        reading.read(member, column, reader, of="primary")
    reading.read("birthday", "birthday", lambda value: read_birthday(value, zone), of="primary")
    if has_phone_list(version):
        reading.spread("phone_numbers", parse_phone_numbers)
    elif body.get("country_code") not in (None, ""):
        reading.read("country_code", "phone_calling_code", parse_calling_code)
    _addresses(reading, shown)
    if reading.problems:
        raise Refused(reading.problems)
    _check_name(body, shown)
    return reading.change()


class _Reading:
    """The members read so far, and what is wrong with them."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = body
        self.problems: Fields = {}
        self._written: dict[str, Any] = {}
        self._primary: dict[str, Any] = {}

    def read(self, member: str, column: str, reader: Any, of: str = "") -> None:
        """Read a member, if it is there, into a column."""
        if member not in self.body:
            return
        try:
            into = self._primary if of else self._written
            into[column] = reader(self.body[member])
        except Problem as problem:
            self.problems[member] = problem.said

    def spread(self, member: str, reader: Any) -> None:
        """Read a member that is more than one column: ``(customer's, primary contact's)``."""
        if member not in self.body:
            return
        try:
            written, primary = reader(self.body[member])
            self._written |= written
            self._primary |= primary
        except Problem as problem:
            self.problems[member] = problem.said

    def change(self) -> CustomerChange:
        if self._primary:
            self._written["primary"] = ContactChange(**self._primary)
        return CustomerChange(**self._written)


def _keep_channel(value: object) -> int:
    raise Problem(["Cannot be changed."])


def _addresses(reading: _Reading, shown: Mapping[str, Any] | None) -> None:
    shown = shown or {}
    flat = {member: reading.body[member] for member in FLAT_ADDRESS if member in reading.body}
    billing = shown.get("billing_address")
    if flat and "billing_address" not in reading.body:
        # The page's table lists them at the top level; its samples nest them.
        reading.body["billing_address"] = flat
        reading.read("billing_address", "billing", lambda value: parse_billing(value, billing))
        reading.problems |= reading.problems.pop("billing_address", {})
    else:
        reading.read("billing_address", "billing", lambda value: parse_billing(value, billing))
    shipping = shown.get("shipping_address", [])
    reading.read("shipping_address", "shipping", lambda value: parse_shipping(value, shipping))


def _check_name(body: Mapping[str, Any], shown: Mapping[str, Any] | None) -> None:
    if shown is not None and not any(member in body for member in NAMES):
        return
    names = [body.get(member, (shown or {}).get(member)) for member in NAMES]
    if not any((name or "").strip() for name in names):
        raise Refused(NAME_MISSING)
