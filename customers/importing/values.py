"""Single values of a file as their columns store them."""

import re
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models

from customers.models import Order
from customers.writing.clean import FIRST_YEAR, LAST_YEAR, clean
from customers.writing.parts import CUSTOMER, Part

NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?")
LARGEST_ID = 2**63 - 1
LONGEST_ID = len(str(LARGEST_ID))
REMEMBERED = 4096


def is_empty(value: object) -> bool:
    return value is None or value == ""


def text(part: Part, column: str, value: object) -> str:
    """A text without NUL or half a character, and not too long.

    Raises:
        ValidationError: it is not such.
    """
    # Cleaning a text costs far more than remembering it, and files say the same over and over.
    cleaned = _known(part, column, value) if isinstance(value, str) else clean(part, column, value)
    assert isinstance(cleaned, str)
    return cleaned


@lru_cache(REMEMBERED)
def _known(part: Part, column: str, value: str) -> object:
    return clean(part, column, value)


def status(value: object) -> str:
    """
    Raises:
        ValidationError: orders have no such status.
    """
    if not isinstance(value, str) or value not in Order.Status.values:
        raise ValidationError(f"Must be one of {', '.join(Order.Status.values)}.")
    return value


def customer_id(value: object) -> int | None:
    """
    Raises:
        ValidationError: no customer can have that id.
    """
    if is_empty(value):
        return None
    digits = str(value) if type(value) is int else value
    if not isinstance(digits, str) or not (digits.isascii() and digits.isdigit()):
        raise ValidationError("Not an id.")
    if len(digits) > LONGEST_ID or not 0 < int(digits) <= LARGEST_ID:
        raise ValidationError("Not an id.")
    return int(digits)


def customer_code(value: object) -> str:
    """
    Raises:
        ValidationError: no customer can have that code.
    """
    return text(CUSTOMER, "code", value)


def time(value: object, zone: ZoneInfo) -> datetime:
    """An instant, from a day (its beginning) or an ISO 8601 time.

    Args:
        zone: in which days begin, and which is meant where a time names none.

    Raises:
        ValidationError: it is neither, or of a year that cannot be shown everywhere.
    """
    if is_empty(value):
        raise ValidationError("May not be empty.")
    if not isinstance(value, str):
        raise ValidationError("Must be a text: 2024-01-15.")
    return _instant(value, zone)


def optional_time(value: object, zone: ZoneInfo) -> datetime | None:
    """As ``time``; empty is none."""
    return None if is_empty(value) else time(value, zone)


@lru_cache(REMEMBERED)
def _instant(value: str, zone: ZoneInfo) -> datetime:
    try:
        told = datetime.fromisoformat(value)
    except ValueError:
        raise ValidationError("Must be a day, 2024-01-15, or an ISO 8601 time.") from None
    if not FIRST_YEAR <= told.year <= LAST_YEAR:
        raise ValidationError(f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.")
    return (told if told.tzinfo else told.replace(tzinfo=zone)).astimezone(UTC)


def amount(model: type[models.Model], column: str, value: object) -> Decimal:
    """A number with no digit lost.

    Raises:
        ValidationError: it is none, is negative, or does not fit the column.
    """
    if type(value) is int or (isinstance(value, str) and NUMBER.fullmatch(value)):
        value = Decimal(value)
    if not isinstance(value, Decimal):
        raise ValidationError("Must be a number: 1234.50.")
    exact = _quantized(model, column, value)
    if exact != value:
        raise ValidationError("Has too many decimals.")
    return exact


def rounded(model: type[models.Model], column: str, value: Decimal) -> Decimal:
    """A computed number, half a unit rounded up.

    Raises:
        ValidationError: it does not fit the column.
    """
    return _quantized(model, column, value)


def _quantized(model: type[models.Model], column: str, value: Decimal) -> Decimal:
    field = model._meta.get_field(column)
    assert isinstance(field, models.DecimalField)
    assert field.max_digits is not None
    assert field.decimal_places is not None
    if value < 0:
        raise ValidationError("May not be negative.")
    try:
        fitting = value.quantize(Decimal(1).scaleb(-field.decimal_places), ROUND_HALF_UP)
    except InvalidOperation:  # more digits than any column has
        raise ValidationError("Is too large.") from None
    if fitting >= Decimal(10) ** (field.max_digits - field.decimal_places):
        raise ValidationError("Is too large.")
    return fitting
