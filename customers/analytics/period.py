"""The time that figures are asked for."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Period(StrEnum):
    """A rolling window, or a customer's whole life. It has no end: orders dated ahead are in it."""

    DAYS_30 = "30d"
    DAYS_90 = "90d"
    YEAR = "1y"
    ALL = "all"

    def since(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When it begins: the first moment of the day there, so many days or a calendar year ago.

        ``None`` for the whole life.
        """
        today = now.astimezone(zone).date()
        match self:
            case Period.DAYS_30:
                day = today - timedelta(days=30)
            case Period.DAYS_90:
                day = today - timedelta(days=90)
            case Period.YEAR:
                leaps = (today.month, today.day) == (2, 29)
                day = today.replace(year=today.year - 1, day=28 if leaps else today.day)
            case Period.ALL:
                return None
        # In UTC: a midnight that the clocks leave out equals no other zone's time.
        return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
