"""Days in addresses, and the moments at which they begin."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_date

FIRST_YEAR, LAST_YEAR = 1000, 9998  # as far as the record's own times go


def as_day(text: str) -> date | None:
    """The day that a date field sent; ``None`` for anything else."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def begin_of(day: date, zone: ZoneInfo) -> datetime:
    """Its first moment there."""
    # In UTC: a midnight that the clocks leave out equals no other zone's time.
    return datetime.combine(day, time(), zone).astimezone(UTC)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of the day after."""
    return begin_of(day + timedelta(days=1), zone)
