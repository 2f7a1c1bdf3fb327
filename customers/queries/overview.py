"""How an account's record is doing: for its first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from crm.accounts.models import Account
from customers.models import Change, Customer
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


def new_customers_by_month(account: Account, since: datetime) -> list[tuple[datetime, int]]:
    """The months since then in which customers were made, in the current time zone, and how many."""
    rows = (
        Customer.objects.filter(account=account, created__gte=since)
        .annotate(month=TruncMonth("created"))
        .values("month")
        .annotate(made=Count("pk"))
        .order_by("month")
    )
    with may_lag(account):
        return [(row["month"], row["made"]) for row in rows]


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
