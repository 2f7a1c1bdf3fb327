"""What is offered stays inside the account; what is asked of the database stays small."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.accounts.models import Account
from customers.changes import CustomerChange, Source
from customers.models import Change, Customer, CustomerGroup, CustomField, Order
from customers.services import create

from .conftest import browser_with
from .pages import form_of

AUTOCOMPLETE = reverse("admin:autocomplete")


def offered(browser: Browser, model: str, field: str, term: str = "") -> list[str]:
    app_label, _, model_name = model.partition(".")
    query = {
        "app_label": app_label,
        "model_name": model_name,
        "field_name": field,
        "term": term,
    }
    response = browser.get(AUTOCOMPLETE, query)
    assert response.status_code == 200
    return [row["text"] for row in json.loads(response.content)["results"]]


RELATIONS = [
    ("customers.customer", "group"),
    ("customers.customer", "home_store"),
    ("customers.customer", "lead_source"),
    ("customers.order", "customer"),
    ("customers.order", "account"),
    ("access.client", "stores"),
    ("customers.change", "user"),
]


@pytest.mark.parametrize(("model", "field"), RELATIONS)
def test_autocomplete_offers_the_own_account_only(
    browser: Browser, operators_browser: Browser, foreign: Customer, model: str, field: str
) -> None:
    assert offered(operators_browser, model, field)
    assert [text for text in offered(browser, model, field) if text not in ("alice", "Acme")] == []


@pytest.mark.parametrize("term", ["\0", "x" * 100_000, "%", "' or 1=1"])
def test_autocomplete_survives_odd_terms(browser: Browser, furnished: Customer, term: str) -> None:
    assert offered(browser, "customers.order", "customer", term) == []


def test_code_130_is_enough_to_pick_a_group(furnished: Customer) -> None:
    bob = browser_with(furnished.account, 130, 131)

    assert offered(bob, "customers.customer", "group") == ["Regulars of acme"]


def test_filters_name_no_row_of_another_account(
    browser: Browser, furnished: Customer, foreign: Customer
) -> None:
    page = browser.get(reverse("admin:customers_customer_changelist")).content.decode()

    assert "Regulars of mallory" not in page
    assert "Main of mallory" not in page


def test_an_order_takes_no_customer_of_another_account(
    browser: Browser, operators_browser: Browser, furnished: Customer, foreign: Customer
) -> None:
    order = Order.objects.filter(account=furnished.account)[0]
    address = reverse("admin:customers_order_change", args=[order.pk])

    for somebody in (browser, operators_browser):
        posted = form_of(somebody, address, "order_form") | {"customer": str(foreign.pk)}
        assert somebody.post(address, posted).status_code == 200
    order.refresh_from_db()
    assert order.customer == furnished


def test_new_order_lines_are_of_the_orders_account(browser: Browser, furnished: Customer) -> None:
    order = Order.objects.all()[0]
    address = reverse("admin:customers_order_change", args=[order.pk])
    posted = form_of(browser, address, "order_form") | {
        "lines-TOTAL_FORMS": "3",
        "lines-2-position": "3",
        "lines-2-product_id": "P-3",
        "lines-2-quantity": "1",
        "lines-2-unit_price": "5",
        "lines-2-total": "5",
    }

    assert browser.post(address, posted).status_code == 302
    assert order.lines.get(position=3).account == furnished.account


def test_an_untouched_order_keeps_its_microseconds(browser: Browser, furnished: Customer) -> None:
    order = Order.objects.all()[0]
    Order.objects.filter(pk=order.pk).update(
        order_date=datetime.fromisoformat("2024-11-03T07:30:00.123456+00:00")
    )
    address = reverse("admin:customers_order_change", args=[order.pk])

    posted = form_of(browser, address, "order_form") | {"currency": "EUR"}
    assert browser.post(address, posted).status_code == 302

    order.refresh_from_db()
    assert (order.currency, order.order_date.isoformat()) == (
        "EUR",
        "2024-11-03T07:30:00.123456+00:00",
    )


def test_a_list_entry_stands_once_in_its_account(browser: Browser, account: Account) -> None:
    CustomerGroup.objects.create(account=account, name="VIPs")
    address = reverse("admin:customers_customergroup_add")

    refused = browser.post(address, {"name": "vips"})

    assert refused.status_code == 200
    assert CustomerGroup.objects.count() == 1


@pytest.mark.parametrize(
    ("written", "choices"),
    [
        ({"type": "choice", "choices": "North\r\n\r\n South \r\n"}, ["North", "South"]),
        ({"type": "choice", "choices": ""}, None),
        ({"type": "choice", "choices": "North\nNorth"}, None),
        ({"type": "choice", "choices": "a\0b"}, None),
        ({"type": "text", "choices": "North"}, None),
        ({"type": "text"}, []),
        ({"type": "colour"}, None),
    ],
)
def test_choices_of_a_custom_field_are_lines(
    browser: Browser, account: Account, written: dict[str, str], choices: Any
) -> None:
    address = reverse("admin:customers_customfield_add")
    posted = {"target": "customer", "name": "Region", "position": "0"} | written

    assert browser.post(address, posted).status_code == (200 if choices is None else 302)

    made = CustomField.objects.filter(account=account)
    assert [field.choices for field in made] == ([] if choices is None else [choices])


def test_a_change_of_the_ledger_is_told_and_never_edited(
    browser: Browser, furnished: Customer
) -> None:
    change = Change.objects.get(customer=furnished)
    address = reverse("admin:customers_change_change", args=[change.pk])

    assert "Main St 1" in browser.get(address).content.decode()
    assert browser.post(address, {"dialect": "x"}).status_code == 403


LISTS = ["customer", "change", "contact", "phonenumber", "address", "order", "alias", "user"]


@pytest.mark.parametrize("model", LISTS)
def test_a_longer_list_asks_no_more_queries(
    browser: Browser,
    account: Account,
    furnished: Customer,
    model: str,
    django_assert_num_queries: Any,
) -> None:
    apps = {"contact": "contacts", "phonenumber": "contacts", "user": "accounts"}
    address = reverse(f"admin:{apps.get(model, 'customers')}_{model}_changelist")
    for number in range(5):
        create(account, CustomerChange(company=f"No. {number}"), source=Source(dialect="tests"))

    # session, user, account, count, rows; then a query for each filter by relation, and one for the
    # custom fields that customers are filtered by
    filters = {"customer": 4, "user": 1}.get(model, 0)
    browser.get(address)
    with django_assert_num_queries(5 + filters):
        browser.get(address)


@pytest.mark.parametrize(
    ("asked", "counts"), [("", 0), ("?o=1&p=1", 0), ("?is_active__exact=1", 1), ("?q=acme", 1)]
)
def test_all_customers_are_not_counted(
    browser: Browser, furnished: Customer, asked: str, counts: int
) -> None:
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(reverse("admin:customers_customer_changelist") + asked)

    said = [query["sql"] for query in captured if "COUNT(*)" in query["sql"]]
    assert (page.context["cl"].result_count, len(said)) == (1, counts)


def test_an_operators_list_has_the_customers_of_all_accounts(
    operators_browser: Browser, furnished: Customer, account: Account, other_account: Account
) -> None:
    for owner in (account, other_account):
        create(owner, CustomerChange(company="More"), source=Source(dialect="tests"))

    page = operators_browser.get(reverse("admin:customers_customer_changelist"))

    assert page.context["cl"].result_count == Customer.objects.count()


def test_the_customers_page_asks_few_queries(
    browser: Browser, furnished: Customer, django_assert_max_num_queries: Any
) -> None:
    address = reverse("admin:customers_customer_change", args=[furnished.pk])

    with django_assert_max_num_queries(18):
        browser.get(address)


def test_only_the_admin_has_a_looser_policy(browser: Browser) -> None:
    for address in (reverse("admin:index"), reverse("admin:login")):
        policy = browser.get(address, follow=True)["Content-Security-Policy"]
        assert "'unsafe-eval'" in policy
        assert "nonce-" not in policy
        assert "http" not in policy
    elsewhere = browser.get("/nowhere")["Content-Security-Policy"]
    assert "unsafe" not in elsewhere
