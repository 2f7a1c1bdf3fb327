"""Single values of the body: what each must be, in the page's words where it has any."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from crm.accounts.texts import is_storable

from .fields import TITLES

LARGEST_CHANNEL = 2**31 - 1
LARGEST_ID = 2**63 - 1
#: A date, perhaps a time, perhaps a zone. Python would read more, a NUL at the end included.
INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}(:\d{2})?)?)?",
    re.ASCII,
)


class Problem(Exception):
    """What is wrong with a value: messages, or the same nested for an object or a list."""

    def __init__(self, said: Any) -> None:
        self.said = said
        super().__init__(said)


def read_text(model: type[Any], column: str) -> Callable[[object], str]:
    """A reader of texts that fit the column. ``null`` is an empty text."""
    longest = model._meta.get_field(column).max_length

    def read(value: object) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Problem(["Not a valid string."])
        if not is_storable(value):
            raise Problem(["Null characters are not allowed."])
        if longest is not None and len(value) > longest:
            raise Problem([f"Ensure this field has no more than {longest} characters."])
        return value

    return read


def read_title(value: object) -> str:
    if value in (None, "", *TITLES):
        return str(value or "")
    raise Problem([f"Must be one of: {', '.join(TITLES)}"])


def read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Problem(["Must be a valid boolean."])
    return value


def read_group(value: object) -> int | None:
    return None if value is None else _whole_number(value, LARGEST_ID)


def read_channel(value: object) -> int:
    return _whole_number(value, LARGEST_CHANNEL)


def _whole_number(value: object, largest: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= largest:
        raise Problem(["A valid integer is required."])
    return value


def read_birthday(value: object, zone: ZoneInfo) -> datetime | None:
    """An instant, to the second: the answers show no fraction.

    Without a zone it is UTC, as the page says of the format; a date alone is the day's beginning in
    the account's zone.
    """
    if value is None or value == "":
        return None
    try:
        if not isinstance(value, str) or not INSTANT.fullmatch(value):
            raise ValueError
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC if ":" in value else zone)
        moment = moment.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        raise Problem(["Datetime has wrong format. Use YYYY-MM-DDTHH:mm:ss.sssZ."]) from None
    return moment
