"""How an account's record is doing: for its first page."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Value

from crm.accounts.models import Account
from customers.models import AccountCounters, Change, Customer
from customers.replica import may_lag

#: Only so many of the last changes are counted, so that a busy account's page costs what any does.
CHANGES_COUNTED = 20_000


@dataclass(frozen=True, slots=True)
class Traffic:
    """What came through one API, by one client or by people."""

    dialect: str
    client_name: str
    today: int
    this_month: int


@dataclass(frozen=True, slots=True)
class Growth:
    """How many customers came in each of some months, as of one moment.

    Attributes:
        total: all customers that there were.
        number: the highest of theirs.
        made: of each month.
    """

    total: int
    number: int
    made: Sequence[int]


def growth(account: Account, months: Sequence[datetime]) -> Growth:
    """How many customers came in each of the months that begin then, the last up to now. One statement
    that reads a row of an index for each of them.

    A month is a range of the index: grouping by months takes ten times as long.
    """
    customers = Customer.objects.filter(account=account).order_by()
    parts = [
        _named("number", customers.values("account").annotate(count=Max("number"))),
        _named(
            "total", AccountCounters.objects.filter(account=account).annotate(count=F("customers"))
        ),
    ]
    for place, begin in enumerate(months):
        rows = customers.filter(created__gte=begin)
        if place + 1 < len(months):
            rows = rows.filter(created__lt=months[place + 1])
        parts.append(_named(str(place), rows.values("account").annotate(count=Count("pk"))))
    with may_lag(account):
        found = dict(parts[0].union(*parts[1:], all=True))
    made = [found.get(str(place), 0) for place in range(len(months))]
    return Growth(found.get("total", 0), found.get("number", 0), made)


def grown(account: Account, before: Growth, months: Sequence[datetime]) -> Growth:
    """The same, from what there was before in these months, and the customers that came since."""
    later = Customer.objects.filter(account=account, number__gt=before.number).order_by("number")
    rows = list(later.values_list("number", "created"))
    made = list(before.made)
    for _, created in rows:
        if created >= months[0]:
            made[bisect(months, created) - 1] += 1
    number = rows[-1][0] if rows else before.number
    return Growth(before.total + len(rows), number, made)


def _named(name: str, counted: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    named: QuerySet[Any, Any] = counted.annotate(name=Value(name)).values_list("name", "count")
    return named


def traffic(account: Account, *, day: datetime, month: datetime) -> tuple[list[Traffic], bool]:
    """Changes by API and client since these two instants, the busiest first, and whether all of them
    are counted."""
    last = list(
        Change.objects.filter(account=account)
        .order_by("-sequence")
        .values_list("sequence", "at")[CHANGES_COUNTED - 1 : CHANGES_COUNTED]
    )
    changes = Change.objects.filter(account=account, at__gte=month)
    if last:
        changes = changes.filter(sequence__gte=last[0][0])
    rows = (
        changes.order_by()
        .values("dialect", "client_name")
        .annotate(this_month=Count("pk"), today=Count("pk", filter=Q(at__gte=day)))
        .order_by("-this_month", "dialect", "client_name")
    )
    return [Traffic(**row) for row in rows], not last or last[0][1] < month


def last_changes(account: Account, limit: int) -> Sequence[Change]:
    """The newest changes with their customers and users."""
    changes = Change.objects.filter(account=account).select_related("customer", "user")
    return list(changes.order_by("-sequence")[:limit])
