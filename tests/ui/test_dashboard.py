"""The first page."""

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

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
