"""A customer as each system sees it, its orders, the first page."""

import orjson
import pytest
from django.test import Client as Browser

from crm.access.clients import Credentials
from crm.accounts.models import Account
from crm.staff.systems.views import SEEN_BY
from customers.changes import ContactChange, CustomerChange, Source
from customers.models import CreditCheck, Customer
from customers.services import create, discontinue
from tests.inventorypro.conftest import Api


def test_inventorypros_answer_is_what_its_client_gets(
    browser: Browser, customer: Customer, inventorypro_client: Credentials
) -> None:
    page = browser.get(f"/customers/{customer.pk}/systems/inventorypro/")

    theirs = Api(inventorypro_client).get(f"Customer/{customer.code}").json()
    assert orjson.loads(page.context["answer"]) == theirs


@pytest.mark.parametrize("dialect", SEEN_BY)
def test_every_system_has_its_answer_and_its_losses(
    browser: Browser, customer: Customer, dialect: str
) -> None:
    page = browser.get(f"/customers/{customer.pk}/systems/{dialect}/")

    assert page.status_code == 200
    assert page.context["seen"].answer
    assert "Group" in page.context["losses"] or dialect == "inventorum"


def test_losses_name_what_is_held_and_not_carried(browser: Browser, customer: Customer) -> None:
    def losses(dialect: str) -> list[str]:
        page = browser.get(f"/customers/{customer.pk}/systems/{dialect}/")
        lost: list[str] = page.context["losses"]
        return lost

    assert "2 shipping addresses" in losses("inventorypro")
    assert "1 more contact" in losses("inventorypro")
    assert "1 more shipping address" in losses("smartshelf")
    assert not any("shipping address" in text for text in losses("inventorum"))
    assert "4 custom fields" in losses("franpos")
    assert "4 custom fields" not in losses("rpm")


def test_a_bare_customer_loses_nothing(browser: Browser, account: Account, source: Source) -> None:
    person = ContactChange(first_name="Bo", last_name="Bare")
    made = create(account, CustomerChange(contacts=(person,)), source=source)

    for dialect in SEEN_BY:
        page = browser.get(f"/customers/{made.customer_id}/systems/{dialect}/")
        assert page.context["losses"] == []


def test_a_discontinued_customer_is_not_found_where_the_system_says_so(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    discontinue(account, customer_id=customer.pk, source=source)

    assert b"Not found" in browser.get(f"/customers/{customer.pk}/systems/inventorum/").content
    assert browser.get(f"/customers/{customer.pk}/systems/inventorypro/").context["seen"].answer


def test_there_is_no_other_system(browser: Browser, customer: Customer) -> None:
    assert browser.get(f"/customers/{customer.pk}/systems/nothing/").status_code == 404


@pytest.mark.parametrize("period", ["", "30d", "90d", "1y", "all", "x"])
def test_orders_are_shown_for_a_time(browser: Browser, customer: Customer, period: str) -> None:
    page = browser.get(f"/customers/{customer.pk}/orders/?period={period}")

    assert page.status_code == 200
    assert b"O-1" in page.content


def test_a_credit_check_is_run_by_who_may_write(
    browser: Browser, reader: Browser, customer: Customer
) -> None:
    checks = CreditCheck.objects.filter(customer=customer).count()
    url = f"/customers/{customer.pk}/credit-check/"

    assert reader.post(url).status_code == 403
    assert browser.post(url)["Location"] == f"/customers/{customer.pk}/orders/"
    assert CreditCheck.objects.filter(customer=customer).count() == checks + 1


def test_the_first_page_counts_and_tells(
    browser: Browser, customer: Customer, inventorypro_client: Credentials
) -> None:
    page = browser.get("/")

    assert (page.context["active"], page.context["discontinued"]) == (1, 0)
    assert [row.this_month for row in page.context["traffic"]] == [1]
    assert b"Furnished acme" in page.content
    assert page.context["chart"].bars[-1].text == "1"


def test_the_first_page_of_an_empty_account_says_what_to_do(browser: Browser) -> None:
    assert b"Nothing has happened yet" in browser.get("/").content
