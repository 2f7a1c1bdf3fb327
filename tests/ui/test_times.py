"""How the pages tell times."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from crm.staff.templatetags.hub import exact, moment

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize("at", [(33, 2, 3, 4, 5, 6), (1999, 12, 31, 23, 59, 59), (2024, 5, 9)])
def test_they_are_written_as_django_writes_them(at: tuple[int, ...]) -> None:
    instant = datetime(*at, tzinfo=CHICAGO)  # type: ignore[arg-type,misc]
    day, seconds = date_format(instant, "j M Y"), date_format(instant, "j M Y, H:i:s")

    with timezone.override(CHICAGO):
        assert exact(instant) == date_format(instant, "j M Y, H:i")
        assert f'title="{seconds}" class="nowrap">{day}</time>' in moment(instant)


def test_no_time_is_written_as_nothing() -> None:
    assert exact(None) == moment(None) == ""
