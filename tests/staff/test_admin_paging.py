"""Long lists in the admin."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from crm.accounts.models import Account
from customers.changes import CustomerChange, Source
from customers.services import create

ADDRESS = reverse("admin:customers_customer_changelist")


@pytest.fixture
def seven(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """Customers, of whom a page shows two."""
    monkeypatch.setattr("crm.staff.admin.customer.admin.CustomerAdmin.list_per_page", 2)
    monkeypatch.setattr("crm.staff.admin.paging.COUNTED", 2)
    for code in ("b", "A", "c", "D", "e", "F", "g"):
        create(account, CustomerChange(code=code, company="Same"), source=Source(dialect="tests"))


def words(page: Any) -> str:
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


@pytest.mark.usefixtures("seven")
def test_a_filtered_list_is_counted_a_little_further_than_it_is_shown(browser: Browser) -> None:
    first = words(browser.get(f"{ADDRESS}?is_active__exact=1"))
    later = words(browser.get(f"{ADDRESS}?is_active__exact=1&p=3"))

    assert "more than 4 customers" in first
    assert "Select all more than 4 customers" in first
    assert "more than" not in later
    assert "7 customers" in later


@pytest.mark.usefixtures("seven")
def test_every_page_of_a_filtered_list_can_be_reached(browser: Browser) -> None:
    pages = [browser.get(f"{ADDRESS}?is_active__exact=1&o=1&p={number}") for number in range(1, 5)]
    shown = [row.code for page in pages for row in page.context["cl"].result_list]

    assert shown == ["A", "b", "c", "D", "e", "F", "g"]


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize("page", ["x", "-1", "0", "9" * 30, "\0", "é", "²"])
def test_a_page_that_there_is_not_breaks_nothing(browser: Browser, page: str) -> None:
    asked = browser.get(ADDRESS, {"is_active__exact": "1", "p": page}, follow=True)

    assert asked.status_code == 200


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize(
    ("column", "by"), [(1, "code_key"), (3, "email_key"), (4, "-id"), (6, "-id")]
)
def test_customers_are_sorted_by_what_is_indexed(browser: Browser, column: int, by: str) -> None:
    page = browser.get(f"{ADDRESS}?o={column}").context["cl"]

    assert page.queryset.query.order_by[0] == by
