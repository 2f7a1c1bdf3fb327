"""The parameters and headers of the list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from .errors import ValidationFailed

DEFAULT_PAGE_SIZE = 25
MAX_PAGE_SIZE = 250
#: Column of the page that can be sorted by -> ``customers.queries.ORDERS``.
SORTS = {
    "shortID": "code",
    "name": "name",
    "email": "email",
    "created": "created",
    "modified": "modified",
}
DIRECTIONS = {"asc": False, "desc": True}
INTEGER = re.compile(r"[0-9]+")
MOST_DIGITS = 9

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What a client wants to see of the list. ``page`` counts from 1."""

    page: int
    page_size: int
    order: str
    descending: bool
    modified_since: datetime | None

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size


def parse_list_request(parameters: Mapping[str, str], zone: ZoneInfo) -> ListRequest:
    """The query of ``GET Customer/All``. An empty parameter counts as left out.

    Raises:
        ValidationFailed: with every parameter that is wrong.
    """
    problems: dict[str, list[str]] = {}
    page = _positive(parameters, "page", 1, problems)
    page_size = _positive(parameters, "pageSize", DEFAULT_PAGE_SIZE, problems)
    order = _choice(parameters, "sort", SORTS, default="code", problems=problems)
    descending = _choice(parameters, "direction", DIRECTIONS, default=False, problems=problems)
    modified_since = _moment(parameters, "modifiedSince", zone, problems)
    if len(str(page)) > MOST_DIGITS:
        problems["page"] = ["The field page must be less than 1000000000."]
    if problems:
        raise ValidationFailed(problems)
    return ListRequest(page, min(page_size, MAX_PAGE_SIZE), order, descending, modified_since)


def _positive(
    parameters: Mapping[str, str], name: str, default: int, problems: dict[str, list[str]]
) -> int:
    text = parameters.get(name, "").strip()
    if not text:
        return default
    # Zeros in front do not count; the rest is cut where no real value reaches.
    digits = text.lstrip("0")[: MOST_DIGITS + 1] if INTEGER.fullmatch(text) else ""
    if not digits:
        problems[name] = [f"The field {name} must be an integer of 1 or more."]
        return default
    return int(digits)


def _choice(
    parameters: Mapping[str, str],
    name: str,
    choices: Mapping[str, T],
    *,
    default: T,
    problems: dict[str, list[str]],
) -> T:
    text = parameters.get(name, "").strip()
    if not text:
        return default
    for choice, meaning in choices.items():
        if choice.lower() == text.lower():
            return meaning
    allowed = ", ".join(choice.upper() if name == "direction" else choice for choice in choices)
    problems[name] = [f"The field {name} must be one of: {allowed}."]
    return default


def _moment(
    parameters: Mapping[str, str], name: str, zone: ZoneInfo, problems: dict[str, list[str]]
) -> datetime | None:
    """A date or a time; without a zone it is the account's local time, as the answers show it."""
    # A plus sign that the client did not escape arrives as a space: 2024-05-31T10:00:00 02:00.
    text = re.sub(r"(?<=:\d\d) (?=\d\d:?\d\d$)", "+", parameters.get(name, "").strip())
    if not text:
        return None
    try:
        if not text.isprintable():  # Python would pass over a NUL at the end
            raise ValueError
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            # In the hour that a clock change repeats the earlier instant, so that nothing is missed.
            return min(moment.replace(tzinfo=zone, fold=f).astimezone(UTC) for f in (0, 1))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        problems[name] = [f"The field {name} must be a date and time like 2024-05-31T10:00:00."]
        return None


def paging_headers(asked: ListRequest, total: int) -> dict[str, str]:
    """The headers of a paged answer."""
    return {
        "X-Total-Count": str(total),
        "X-Page-Size": str(asked.page_size),
        "X-Page": str(asked.page),
    }
