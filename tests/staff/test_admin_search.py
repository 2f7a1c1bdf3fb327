"""The search box over the customers of the admin."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from customers.models import Customer


def found(browser: Browser, text: str, **filters: str) -> list[str]:
    address = reverse("admin:customers_customer_changelist")
    shown = browser.get(address, {"q": text, **filters}).context["cl"].result_list
    return sorted(customer.name for customer in shown)


@pytest.mark.parametrize(
    "text", ["furnished", "ACME-1", "schmidt furni", "ana@", "(312) 555-01", "0312 5550101"]
)
def test_it_finds_by_any_part(browser: Browser, furnished: Customer, text: str) -> None:
    assert found(browser, text) == ["Furnished acme"]


def test_it_forgives_a_typing_error_where_nothing_matches(
    browser: Browser, furnished: Customer
) -> None:
    assert found(browser, "schmitd") == ["Furnished acme"]
    assert found(browser, "xyzzyx") == []


def test_it_keeps_to_the_filters(browser: Browser, furnished: Customer) -> None:
    assert found(browser, "schmidt", is_active__exact="1") == ["Furnished acme"]
    assert found(browser, "schmidt", is_active__exact="0") == []


def test_an_operator_searches_all_accounts_and_nobody_else_does(
    browser: Browser, operators_browser: Browser, furnished: Customer, foreign: Customer
) -> None:
    both = ["Furnished acme", "Furnished mallory"]

    assert found(browser, "schmidt") == found(browser, "schmitd") == both[:1]
    assert found(operators_browser, "schmidt") == found(operators_browser, "schmitd") == both
    assert found(operators_browser, "mallory") == both[1:]
