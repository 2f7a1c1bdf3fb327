"""The first page."""

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.access.clients import Credentials
from crm.access.models import ClientUse
from crm.accounts.models import Account
from customers.changes import CustomerChange, Source
from customers.services import create


def counts_months(browser: Browser) -> bool:
    with CaptureQueriesContext(connection) as queries:
        page = browser.get("/")
    assert page.context["chart"].bars[-1].text == f"{page.context['total']:,}"
    return any('AS "made"' in query["sql"] for query in queries)


def test_months_are_counted_again_only_when_there_is_one_more_customer(
    browser: Browser, account: Account, source: Source
) -> None:
    create(account, CustomerChange(company="Ada"), source=source)
    assert counts_months(browser)
    assert not counts_months(browser)

    create(account, CustomerChange(company="Bert"), source=source)
    assert counts_months(browser)


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
