"""How much each client asks and how often it is told no, as the staff's pages show it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q, Sum
from django.utils import timezone

from crm.accounts.models import Account

from .models import Client, ClientUse

DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Use:
    """What a client did.

    Attributes:
        requests, errors: of the last 24 hours, begun hours counted whole.
    """

    last_used: datetime
    requests: int
    errors: int


@dataclass(frozen=True, slots=True)
class HourOfUse:
    """An hour, by its beginning."""

    hour: datetime
    requests: int
    errors: int


def of(account: Account) -> dict[int, Use]:
    """Client id -> its use, for each client of the account that ever asked: one query. Lags behind by
    the seconds that pass until counts are stored."""
    lately = Q(hour__gt=timezone.now() - DAY)
    rows = (
        ClientUse.objects.filter(client__account=account)
        .values("client_id")
        .annotate(
            last=Max("last_at"),
            asked=Sum("requests", filter=lately, default=0),
            refused=Sum("errors", filter=lately, default=0),
        )
        .values_list("client_id", "last", "asked", "refused")
    )
    return {client: Use(last, requests, errors) for client, last, requests, errors in rows}


def by_hour(client: Client, hours: int = 24) -> list[HourOfUse]:
    """The last hours, oldest first, the one that runs included, those without a request too."""
    this_hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    first = this_hour - (hours - 1) * HOUR
    counts = {
        hour: (requests, errors)
        for hour, requests, errors in ClientUse.objects.filter(
            client=client, hour__gte=first
        ).values_list("hour", "requests", "errors")
    }
    return [
        HourOfUse(hour, *counts.get(hour, (0, 0)))
        for hour in (first + n * HOUR for n in range(hours))
    ]
