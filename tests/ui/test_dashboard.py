"""The first page."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.access.clients import Credentials
from crm.access.models import ClientUse
from crm.accounts.models import Account
from customers.changes import CustomerChange, Source
from customers.models import Customer
from customers.services import create


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def months(browser: Browser) -> tuple[list[int], int]:
    """How many customers there were at the end of each month, and what the statements for it were:
    2 for all of them, 1 for those that came since, 0."""
    with CaptureQueriesContext(connection) as queries:
        page = browser.get("/")
    points = [int(bar.text.replace(",", "")) for bar in page.context["chart"].bars]
    assert points[-1] == page.context["total"]
    asked = [query["sql"] for query in queries]
    counted = 2 * any("UNION ALL" in sql for sql in asked)
    return points, counted + any('"number" > ' in sql for sql in asked)


def make(account: Account, source: Source, *created: datetime | None) -> None:
    for at in created:
        pk = create(account, CustomerChange(company="Ada"), source=source).customer_id
        if at:
            Customer.objects.filter(pk=pk).update(created=at)


def test_months_are_counted_once_and_then_only_who_came_since(
    browser: Browser, account: Account, source: Source
) -> None:
    begin = timezone.localtime(timezone=account.zone).replace(day=1, hour=0, minute=0, second=0)
    make(account, source, begin - timedelta(minutes=1), begin + timedelta(minutes=1))
    make(account, source, begin - timedelta(days=800), None)

    assert months(browser) == ([1] * 22 + [2, 4], 2)
    assert months(browser) == ([1] * 22 + [2, 4], 0)

    make(account, source, begin - timedelta(minutes=1), None)
    assert months(browser) == ([1] * 22 + [3, 6], 1)
    assert months(browser) == ([1] * 22 + [3, 6], 0)


def test_months_are_counted_anew_after_many_came(
    browser: Browser, account: Account, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.staff.dashboard.views.ADDED", 1)
    make(account, source, None)
    assert months(browser) == ([0] * 23 + [1], 2)
    make(account, source, None, None)
    assert months(browser) == ([0] * 23 + [3], 2)


def test_months_are_those_of_the_account_alone(
    browser: Browser, account: Account, other_account: Account, source: Source
) -> None:
    make(other_account, source, None, None)
    assert months(browser) == ([0] * 24, 2)

    make(account, source, None)
    make(other_account, source, None)
    assert months(browser) == ([0] * 23 + [1], 1)


def test_each_system_is_a_bar_with_the_part_of_today(
    browser: Browser, account: Account, source: Source
) -> None:
    create(account, CustomerChange(company="Ada"), source=source)
    (bar,) = browser.get("/").context["by_system"].bars

    assert (bar.text, bar.part_text, bar.height) == ("1", "1", bar.part_height)


def test_it_tells_which_clients_had_errors_in_the_last_day(
    browser: Browser, reader: Browser, inventorypro_client: Credentials
) -> None:
    now = timezone.now()
    client = inventorypro_client.client
    hour = now.replace(minute=0, second=0, microsecond=0)
    ClientUse.objects.create(client=client, hour=hour, requests=9, errors=2, last_at=now)

    assert [row["use"].errors for row in browser.get("/").context["busy"]] == [2]
    assert f"/clients/{client.pk}/" in browser.get("/").content.decode()
    assert f"/clients/{client.pk}/" not in reader.get("/").content.decode()
