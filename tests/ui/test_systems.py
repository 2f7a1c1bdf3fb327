"""A customer as each system sees it, its orders, the first page."""

from typing import Any

import orjson
import pytest
from django.test import Client as Browser

from crm.access.clients import Credentials, create_client
from crm.accounts.models import Account
from crm.staff.systems.views import SEEN_BY
from customers.changes import ContactChange, CustomerChange, Source
from customers.models import CreditCheck, Customer
from customers.services import create, discontinue
from tests.inventorypro.conftest import Api
from tests.whole_customer import add_whole_customer


def secret_of(account: Account, dialect: str) -> str:
    made = create_client(account, dialect, "Till")
    if dialect == "inventorypro":
        return Api(made).get_token()
    names = {"inventorum": "access_token", "smartshelf": "access_token", "rpm": "key"}
    return made.shown[names.get(dialect, "token")]


@pytest.mark.parametrize(("dialect", "version"), [*((d, "") for d in SEEN_BY), ("inventorum", "9")])
def test_the_answer_is_what_a_client_gets_that_sends_the_call(
    browser: Browser, account: Account, source: Source, dialect: str, version: str
) -> None:
    customer_id = add_whole_customer(account, source)
    page = browser.get(f"/customers/{customer_id}/systems/{dialect}/?version={version}")
    seen, secret = page.context["seen"], secret_of(account, dialect)
    sent = dict(header.replace("$TOKEN", secret).split(": ", 1) for header in seen.headers)
    url = page.context["curl"].rpartition('"http')[2].rpartition('"')[0].partition("/")[2]
    theirs = Browser().generic(
        seen.method,
        f"/{url.partition('/')[2].partition('/')[2].replace('$TOKEN', secret)}",
        seen.body,
        "application/json",
        headers=sent,
    )

    assert theirs.status_code == 200, theirs.content
    assert orjson.loads(page.context["answer"]) == theirs.json()


def told(browser: Browser, customer_id: int, dialect: str, of: str = "losses") -> dict[str, Any]:
    """What is lost in words, and the values that it is."""
    page = browser.get(f"/customers/{customer_id}/systems/{dialect}/")
    return {loss.words: [value.text for value in loss.values] for loss in page.context[of]}


@pytest.mark.parametrize("dialect", SEEN_BY)
def test_every_system_has_its_answer_and_its_losses(
    browser: Browser, customer: Customer, dialect: str
) -> None:
    page = browser.get(f"/customers/{customer.pk}/systems/{dialect}/")

    assert page.status_code == 200
    assert page.context["seen"].answer
    assert ("Group" in told(browser, customer.pk, dialect)) == (dialect != "inventorum")


def test_losses_name_what_is_held_and_not_carried_with_its_values(
    browser: Browser, customer: Customer
) -> None:
    lost = told(browser, customer.pk, "inventorypro")

    assert lost["2 shipping addresses"] == ["Dock 2", "Dock 3"]
    assert lost["1 more contact"] == ["Ben"]
    assert lost["2 phones of the contacts"] == ["+1 312 555 0100, cell", " 312-555-0101 , home"]
    assert lost["2 dated notes"] == ["Called again.", "Called."]
    assert lost["Group"] == ["Regulars of acme"]
    assert lost["2 orders"] == []
    assert told(browser, customer.pk, "smartshelf")["1 more shipping address"] == ["Dock 3"]
    assert "4 custom fields" not in told(browser, customer.pk, "rpm")
    assert told(browser, customer.pk, "franpos")["1 older dated note"] == ["Called."]
    assert told(browser, customer.pk, "franpos")["1 custom field of the addresses"] == ["Gate: 7"]


def test_what_is_shown_otherwise_is_named_with_both(
    browser: Browser, account: Account, source: Source
) -> None:
    customer_id = add_whole_customer(account, source)

    def folds(dialect: str) -> dict[str, Any]:
        return told(browser, customer_id, dialect, "folds")

    assert folds("inventorypro")["The parts of a name are one"] == ["Jane", "Maria", "Smith"]
    assert folds("inventorum")["The country is its code"] == ["Deutschland"]
    assert folds("rpm")["The type of 0171 2345678"] == ["cell"]
    assert folds("franpos")["The gender is a number"] == ["female"]
    page = browser.get(f"/customers/{customer_id}/systems/franpos/").content.decode()
    assert "<code>2</code>" in page


def test_a_version_shows_what_it_can_carry(
    browser: Browser, account: Account, source: Source
) -> None:
    customer_id = add_whole_customer(account, source)

    def lost(version: str) -> set[str]:
        url = f"/customers/{customer_id}/systems/inventorum/?version={version}"
        return {loss.words for loss in browser.get(url).context["losses"]}

    assert "2 phones of the contacts" in lost("12")
    assert lost("12") == lost("x")
    assert "2 phones of the contacts" not in lost("9")
    assert lost("12") - lost("9") == {"2 phones of the contacts", "Calling code"}


def test_a_bare_customer_loses_nothing(browser: Browser, account: Account, source: Source) -> None:
    person = ContactChange(first_name="Bo", last_name="Bare")
    made = create(account, CustomerChange(contacts=(person,)), source=source)

    for dialect in SEEN_BY:
        assert told(browser, made.customer_id, dialect) == {}


@pytest.mark.parametrize("dialect", SEEN_BY)
def test_an_empty_customer_breaks_nothing(
    browser: Browser, account: Account, source: Source, dialect: str
) -> None:
    made = create(account, CustomerChange(code='a "b" $c/é'), source=source)
    page = browser.get(f"/customers/{made.customer_id}/systems/{dialect}/")

    assert page.status_code == 200
    assert "$c" not in page.context["curl"]


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
