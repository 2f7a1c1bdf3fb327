"""The demo's door must not stand open in production."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from .credentials import has_fixed_credentials


@checks.register(checks.Tags.database)
def check_demo_credentials(
    databases: Sequence[str] | None = None, **_: Any
) -> list[checks.CheckMessage]:
    """The secrets that ``make run`` prints open nothing where DEBUG is off. Asked by ``migrate``."""
    if settings.DEBUG or not databases:
        return []
    try:
        is_open = has_fixed_credentials()
    except DatabaseError:  # before the first migration there is nothing to find
        return []
    if not is_open:
        return []
    return [
        checks.Error(
            "This database holds the demo's publicly known credentials, and DEBUG is off.",
            hint="Run: manage.py demo --reset-credentials",
            id="hub.E002",
        )
    ]
