"""The use of clients in the database: added to in one statement, forgotten after a month."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .models import ClientUse


class Count(NamedTuple):
    """Of a client's hour. ``last`` is the moment of its last request, in seconds since 1970."""

    requests: int
    errors: int
    last: float


#: (client id, hours since 1970) -> what was counted.
Counts = dict[tuple[int, int], Count]

KEPT = timedelta(days=30)
ROWS = 1000  # in one statement: five parameters each, of which SQLite takes 32,766
ADD = """
    INSERT INTO access_clientuse (client_id, hour, requests, errors, last_at)
    SELECT column1, column2, column3, column4, column5 FROM (VALUES {rows}) AS counted
    WHERE EXISTS (SELECT 1 FROM access_client WHERE id = column1)
    ON CONFLICT (client_id, hour) DO UPDATE SET
        requests = access_clientuse.requests + excluded.requests,
        errors = access_clientuse.errors + excluded.errors,
        last_at = {later}(access_clientuse.last_at, excluded.last_at)
"""  # a client that is gone meanwhile is left out


def store(counts: Counts) -> None:
    """Add the counts to what is there.

    Raises:
        django.db.Error: the database does not take them; none of them is stored.
    """
    later = "greatest" if connection.vendor == "postgresql" else "max"
    # In one order everywhere: two processes that add to the same rows never wait for each other.
    rows = iter(sorted(counts.items()))
    with transaction.atomic():
        while some := list(islice(rows, ROWS)):
            places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(some))
            with connection.cursor() as cursor:
                cursor.execute(ADD.format(rows=places, later=later), list(_parameters(some)))


def prune() -> None:
    """Forget the hours of a month ago, but not when a client asked last."""
    later = ClientUse.objects.filter(client=OuterRef("client"), hour__gt=OuterRef("hour"))
    ClientUse.objects.filter(Exists(later), hour__lt=timezone.now() - KEPT).delete()


def _parameters(some: Sequence[tuple[tuple[int, int], Count]]) -> Iterator[Any]:
    stored = connection.ops.adapt_datetimefield_value
    for (client_id, hour), count in some:
        yield client_id
        yield stored(datetime.fromtimestamp(hour * 3600, UTC))
        yield count.requests
        yield count.errors
        yield stored(datetime.fromtimestamp(count.last, UTC))
