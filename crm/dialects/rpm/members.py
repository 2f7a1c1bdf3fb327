"""The body of a call and the objects in it, read member by member. ``null`` counts as empty."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from customers.changes import UNSET, Unset
from customers.queries import LARGEST_ID

from .errors import Refused

MOST_DIGITS = len(str(LARGEST_ID))
BEYOND_ALL_IDS = LARGEST_ID + 1


@dataclass(frozen=True, slots=True)
class Members:
    """An object.

    Attributes:
        path: where in the body it stands, for messages: ``Customer.Contacts``.
    """

    values: Mapping[str, Any]
    path: str = ""

    def __contains__(self, member: str) -> bool:
        return member in self.values

    def text(self, member: str) -> str | Unset:
        """
        Raises:
            Refused: no text.
        """
        if member not in self.values:
            return UNSET
        value = self.values[member]
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Refused(f"{self._name(member)} must be a text")
        return value

    def said(self, member: str) -> str:
        """The text of a member, empty if it is left out."""
        text = self.text(member)
        return "" if isinstance(text, Unset) else text

    def id(self, member: str) -> int | None:
        """An id, which may come as a text; ``None`` if it is left out, empty or 0.

        Raises:
            Refused: no whole number.
        """
        value = self.values.get(member)
        if value is None or value == "":
            return None
        if isinstance(value, str) and value.isascii() and value.isdigit():
            digits = value.lstrip("0") or "0"
            value = int(digits) if len(digits) <= MOST_DIGITS else BEYOND_ALL_IDS
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refused(f"{self._name(member)} must be a number")
        return value or None

    def flag(self, member: str) -> bool | None:
        """
        Raises:
            Refused: neither true nor false.
        """
        value = self.values.get(member)
        if value is None:
            return None
        if value not in (0, 1):  # as one page has ``IsPrimary``; True and False are equal to them
            raise Refused(f"{self._name(member)} must be true or false")
        return bool(value)

    def inner(self, member: str) -> "Members | None":
        """
        Raises:
            Refused: no object.
        """
        value = self.values.get(member)
        return None if value is None else self._object(member, value)

    def items(self, member: str) -> "Iterator[Members]":
        """
        Raises:
            Refused: no list of objects.
        """
        value = self.values.get(member)
        if value is None:
            return
        if not isinstance(value, list):
            raise Refused(f"{self._name(member)} must be a list")
        for item in value:
            yield self._object(member, item)

    def required(self, member: str) -> "Members":
        """
        Raises:
            Refused: there is none, or no object.
        """
        found = self.inner(member)
        if found is None:
            raise Refused(f'Call requires parameter: "{member}" which was not found')
        return found

    def _object(self, member: str, value: object) -> "Members":
        if not isinstance(value, dict):
            raise Refused(f"{self._name(member)} must be an object")
        return Members(value, self._name(member))

    def _name(self, member: str) -> str:
        return f"{self.path}.{member}" if self.path else member


def members_of(body: object) -> Members:
    """The members of a body.

    Raises:
        Refused: it is no object.
    """
    if not isinstance(body, dict):
        raise Refused("The body must be an object")
    return Members(body)
