"""Single values of a row. Types are read as kindly as the vendor's Json.NET does: a number is a text
where one belongs, and the other way round."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from .fields import GENDERS

LARGEST_ID = 2**63 - 1
#: A date, perhaps a time, perhaps a zone: of a timestamp the date counts as written.
DAY = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
WHOLE = re.compile(r"[+-]?\d{1,19}", re.ASCII)
FLAG_WORDS = {"true": True, "false": False, "1": True, "0": False}
AMOUNT = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)

Reader = Callable[[object], Any]


class Problem(Exception):
    """What is wrong with a value."""


def read_text(value: object) -> str:
    """A text. Whether the record has room for it, the record says."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Problem("Must be a text.")


def read_id(value: object) -> int:
    """An id, 0 for none."""
    if value is None or value == "":
        return 0
    if isinstance(value, str) and WHOLE.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_ID:
        raise Problem("Must be an id.")
    return value


def read_reference(value: object) -> int | None:
    """An id of a list of the account, ``None`` for none."""
    return read_id(value) or None


def read_amount(value: object) -> Decimal:
    """A number, 0 for none. How large it may be, the record says."""
    if value is None or value == "":
        return Decimal(0)
    if isinstance(value, str) and AMOUNT.fullmatch(value.strip()):
        return _shortest(Decimal(value.strip()))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _shortest(Decimal(str(value)))
    raise Problem("Must be a number.")


def _shortest(number: Decimal) -> Decimal:
    """Without zeros at the end, which the vendor's decimals may have four of."""
    return number.normalize() if number.as_tuple().exponent else number


def read_day(value: object) -> date | None:
    """A date, ``None`` for none."""
    if value is None or value == "":
        return None
    found = DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        if found is not None:
            return date.fromisoformat(found[1])
    except ValueError:
        pass
    raise Problem("Must be a date like 1990-05-31.")


def read_gender(value: object) -> str:
    """What is no code of the two is unknown, and never an error."""
    try:
        return GENDERS.get(read_id(value), "")
    except Problem:
        return ""


def read_flag(value: object) -> bool:
    """
    Raises:
        Problem: it is no boolean, nor a text or a number that stands for one.
    """
    if value is None or value == "":
        return False
    if isinstance(value, bool | int):
        return bool(value)
    if isinstance(value, str) and value.strip().lower() in FLAG_WORDS:
        return FLAG_WORDS[value.strip().lower()]
    raise Problem("Must be true or false.")
