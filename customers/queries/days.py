"""Calendar days in an account's time zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The day on which it happened there; at the ends of the calendar, the day in UTC."""
    try:
        return at.astimezone(zone).date()
    except OverflowError:
        return at.date()


def days_between(earlier: datetime, later: datetime, zone: ZoneInfo) -> int:
    """How many midnights lie between; 0 where the earlier one is the later."""
    return max((local_day(later, zone) - local_day(earlier, zone)).days, 0)
