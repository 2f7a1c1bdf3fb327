"""Single values of the body: what each must be."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pycountry

from contacts.models import Contact, split_name
from crm.accounts.texts import is_storable
from customers.changes import UNSET
from customers.models import Customer

from .errors import Details

MOST_MONEY = Decimal("999999999999.99")
CENT = Decimal("0.01")


class Reading:
    """An object of the body, read member by member, and all that is wrong with it.

    What another dialect stored may be what this one would refuse. Sent back as it is shown it is no
    change, and no error.

    Attributes:
        problems: shared by the objects within one body.
        shown: what may be so, of the object as it is answered now.
        place: what stands before its members' names: ``billing_address.``.
    """

    def __init__(
        self,
        body: Mapping[str, Any],
        problems: Details,
        shown: Mapping[str, Any] | None = None,
        place: str = "",
    ) -> None:
        self.body, self.problems, self.shown, self.place = body, problems, shown or {}, place

    def read(self, member: str, reader: Callable[[Any], Any]) -> Any:
        """What the reader makes of the member; ``UNSET`` if it is left out or was refused."""
        if member not in self.body:
            return UNSET
        try:
            return reader(self.body[member])
        except ValueError as error:
            self.refuse(member, str(error))
            return UNSET

    def within(self, member: str) -> "Reading | None":
        """An object that is the member; ``None`` if it is none, which is then a problem."""
        value = self.body[member]
        if not isinstance(value, dict):
            self.refuse(member, "Must be an object.")
            return None
        return Reading(value, self.problems, place=f"{self.place}{member}.")

    def refuse(self, member: str, message: str) -> None:
        """Note what is wrong with a member, unless it is as it is shown."""
        if member not in self.body or not self.is_as_shown(member):
            self.problems.setdefault(f"{self.place}{member}", []).append(message)

    def is_as_shown(self, member: str) -> bool:
        """Whether the member is what would be answered for it."""
        return member in self.shown and bool(self.body[member] == self.shown[member])


def text_of(model: type[Any], column: str) -> Callable[[object], str]:
    """A reader of texts that fit the column. ``null`` is an empty text."""
    longest: int | None = model._meta.get_field(column).max_length

    def read(value: object) -> str:
        return _text(value, longest)

    return read


def _text(value: object, longest: int | None) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("Must be a string.")
    if not is_storable(value):
        raise ValueError("Must not contain a NUL or half a character.")
    if longest is not None and len(value) > longest:
        raise ValueError(f"Must have at most {longest} characters.")
    return value


def read_name(value: object) -> str:
    """A customer's name, which may not be blank."""
    return _not_blank(text_of(Customer, "company")(value))


def read_person_name(value: object) -> str:
    """A contact's name, whose parts must fit the record."""
    longest: int | None = Contact._meta.get_field("first_name").max_length
    name = _not_blank(_text(value, None))
    for part in split_name(name):
        _text(part, longest)
    return name


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("Must not be empty.")
    return text


def read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("Must be true or false.")
    return value


def read_money(value: object) -> Decimal | None:
    """An amount of 0 or more, with at most two decimals; ``null`` is none."""
    amount = _number(value)
    if amount is not None and not 0 <= amount <= MOST_MONEY:
        raise ValueError(f"Must be from 0 to {MOST_MONEY}.")
    return _cents(amount)


def read_rate(value: object) -> Decimal | None:
    """A percentage with at most two decimals; ``null`` is none."""
    rate = _number(value)
    if rate is not None and not 0 <= rate <= 100:  # noqa: PLR2004  per cent
        raise ValueError("Must be from 0 to 100.")
    return _cents(rate)


def _number(value: object) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("Must be a number.")
    # A float's shortest text is the number that was sent: up to fifteen digits nothing is lost.
    return Decimal(str(value))


def _cents(number: Decimal | None) -> Decimal | None:
    if number is None:
        return None
    rounded = number.quantize(CENT)
    if rounded != number:
        raise ValueError("Must have at most two decimals.")
    return abs(rounded)  # there is a -0.0


def read_currency(value: object) -> str:
    """A currency of ISO 4217, in capitals as the record keeps it."""
    code = _text(value, None).strip().upper()
    if code and (len(code) > 3 or pycountry.currencies.get(alpha_3=code) is None):  # noqa: PLR2004
        raise ValueError("Must be a currency code of ISO 4217.")
    return code
