"""The first page."""

from collections.abc import Sequence
from datetime import datetime

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from crm.access import usage
from crm.access.models import Client
from crm.accounts.models import Account
from crm.staff.history.sources import SOURCES
from crm.staff.telling import tell
from crm.staff.ui.charts import Chart, Point, bar_chart
from crm.staff.ui.door import StaffRequest, staff_page
from customers import queries
from customers.queries import overview
from customers.queries.overview import Growth

MONTHS = 24
KEPT_SECONDS = 24 * 60 * 60
ADDED = 2_000  # customers since they were counted; more are counted anew
CHANGES = 12
BUSY_SHOWN = 8


@require_safe
@staff_page(130)
def dashboard(request: StaffRequest) -> HttpResponse:
    """``GET /``"""
    account = request.account
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    total, active = queries.total_customers(account), queries.total_active(account)
    rows, is_all = overview.traffic(account, day=day, month=day.replace(day=1))
    changes = overview.last_changes(account, CHANGES)
    context = {
        "total": total,
        "active": active,
        "discontinued": total - active,
        "traffic": rows,
        "today": sum(row.today for row in rows),
        "this_month": sum(row.this_month for row in rows),
        "counted": None if is_all else overview.CHANGES_COUNTED,
        "told": tell(changes, account.zone),
        "chart": _growth(account, day, total),
        "by_system": _by_system(rows),
    }
    if request.user.has_perm("access.view_client"):
        context["busy"] = _busy(account)
    return render(request, "staff/dashboard/page.html", context)


def _by_system(rows: list[overview.Traffic]) -> Chart | None:
    """This month's changes, each system a bar, today's part drawn apart."""
    systems: dict[str, tuple[int, int]] = {}
    for row in rows:
        month, today = systems.get(row.dialect, (0, 0))
        systems[row.dialect] = month + row.this_month, today + row.today
    points = [
        Point(SOURCES.get(name, name or "unknown"), month, f"{month:,}", today, f"{today:,}")
        for name, (month, today) in systems.items()
    ]
    title = "Changes this month by system, today's apart"
    chart = bar_chart(title, points, heading="System", unit="This month", part_unit="Today")
    return chart if points else None


def _busy(account: Account) -> list[dict[str, object]]:
    """The clients that asked in the last day, those with the most errors first."""
    used = {pk: use for pk, use in usage.of(account).items() if use.requests}
    clients = Client.objects.filter(account=account, pk__in=used)
    rows = sorted(clients, key=lambda c: (-used[c.pk].errors, -used[c.pk].requests, c.pk))
    return [{"client": client, "use": used[client.pk]} for client in rows[:BUSY_SHOWN]]


def _growth(account: Account, today: datetime, total: int) -> Chart:
    """How many customers there were at the end of each month, discontinued ones included."""
    months = [_months_back(today, back) for back in range(MONTHS - 1, -1, -1)]
    made = _made(account, months, total)
    count = total - sum(made)
    points = []
    for month, came in zip(months, made, strict=True):
        count += came
        points.append(Point(month.strftime("%b %y"), count, f"{count:,}"))
    return bar_chart(
        "Customers at the end of each month", points, heading="Month", unit="Customers"
    )


def _made(account: Account, months: list[datetime], total: int) -> Sequence[int]:
    """How many customers each month brought. Counted once a day; in between those are added that came
    since."""
    key = f"dashboard-growth:{account.pk}:{account.timezone}:{months[0]:%Y-%m}"
    kept: Growth | None = cache.get(key)
    if kept is None or not kept.total <= total <= kept.total + ADDED:
        kept = overview.growth(account, months)
        cache.set(key, kept, KEPT_SECONDS)
    elif kept.total < total:
        kept = overview.grown(account, kept, months)
        cache.set(key, kept, KEPT_SECONDS)
    return kept.made


def _months_back(today: datetime, back: int) -> datetime:
    month = today.year * 12 + today.month - 1 - back
    return today.replace(year=month // 12, month=month % 12 + 1, day=1)
