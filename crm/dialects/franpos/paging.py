"""The path and the parameters of the export."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .errors import Refused
from .values import Problem, read_day

MOST_DAYS = 35
DEFAULT_PAGE_SIZE = 100
MAX_PAGE_SIZE = 500
MOST_DIGITS = 9
#: Years whose days can be counted on in every time zone there is.
FIRST_YEAR, LAST_YEAR = 1000, 9998


@dataclass(frozen=True, slots=True)
class DumpRequest:
    """What a client wants to see of the export.

    Attributes:
        since, before: local days of the account, as instants.
        page: counts from 0.
        location: 0 for all that are reached.
    """

    since: datetime
    before: datetime
    page: int
    page_size: int
    location: int

    @property
    def offset(self) -> int:
        return self.page * self.page_size

    def pages(self, total: int) -> int:
        return -(-total // self.page_size)


def parse_dump_request(path: Mapping[str, str], page_size: str, zone: ZoneInfo) -> DumpRequest:
    """
    Args:
        path: its parts by name.
        page_size: the parameter; more than ``MAX_PAGE_SIZE`` is so many.

    Raises:
        Refused: with the first that is wrong.
    """
    days = _number("days", path["days"])
    if not 1 <= days <= MOST_DAYS:
        raise Refused(f"days must be from 1 to {MOST_DAYS}.")
    first = _day(path["date"])
    size = _number("pageSize", page_size.strip() or str(DEFAULT_PAGE_SIZE))
    if size < 1:
        raise Refused("pageSize must be 1 or more.")
    return DumpRequest(
        since=datetime.combine(first, time(), zone),
        before=datetime.combine(first + timedelta(days=days), time(), zone),
        page=_number("page", path["page"]),
        page_size=min(size, MAX_PAGE_SIZE),
        location=_number("locationId", path["location_id"]),
    )


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text.lstrip("0")) <= MOST_DIGITS):
        raise Refused(f"{name} must be a whole number.")
    return int(text[-MOST_DIGITS:])


def _day(text: str) -> date:
    try:
        day = read_day(text)
    except Problem:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused("The date must be like 2024-05-31.")
    return day
