"""A customer's orders: found among many, a page at a time, one with its lines."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from crm.accounts.models import Account
from customers.models import Customer, Order, OrderLine


@pytest.fixture
def buyer(customer: Customer) -> Customer:
    """Has 60 orders, one a day; every third is cancelled, the oldest one is of screws."""
    Order.objects.filter(customer=customer).delete()
    now = timezone.now()
    orders = [
        Order(
            account=customer.account,
            customer=customer,
            order_number=f"N-{number:03}",
            order_date=now - timedelta(days=number),
            status="cancelled" if number % 3 == 0 else "delivered",
        )
        for number in range(60)
    ]
    Order.objects.bulk_create(orders)
    OrderLine.objects.create(
        account=customer.account,
        order=Order.objects.get(order_number="N-059"),
        product_id="S-8",
        product_name="Screw M8",
        quantity=3,
        unit_price=2,
        total=6,
    )
    return customer


def numbers(browser: Browser, customer: Customer, query: str = "") -> list[str]:
    page = browser.get(f"/customers/{customer.pk}/orders/?{query}")
    assert page.status_code == 200
    return [order.order_number for order in page.context["orders"].page.rows]


def test_a_page_leads_to_the_older_ones_and_back(browser: Browser, buyer: Customer) -> None:
    first = numbers(browser, buyer)
    at = Order.objects.get(order_number=first[-1]).pk
    second = numbers(browser, buyer, f"older={at}")
    at = Order.objects.get(order_number=second[0]).pk

    assert (len(first), first[0], second[0]) == (25, "N-000", "N-025")
    assert numbers(browser, buyer, f"newer={at}") == first
    assert (
        numbers(browser, buyer, f"older={Order.objects.get(order_number='N-049').pk}")[-1]
        == "N-059"
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=cancelled", 20),
        ("q=n-01", 10),
        ("q=screw", 1),
        ("q=S-8", 1),
        ("q=nothing", 0),
        ("q=%00", 0),
        ("period=30d", 31),
        ("status=cancelled&q=screw", 0),
    ],
)
def test_orders_are_narrowed(browser: Browser, buyer: Customer, query: str, found: int) -> None:
    page = browser.get(f"/customers/{buyer.pk}/orders/?{query}")

    assert page.context["orders"].page.count == found


def test_from_and_to_are_days_of_the_account(browser: Browser, buyer: Customer) -> None:
    tenth = Order.objects.get(order_number="N-010").order_date
    day = tenth.astimezone(buyer.account.zone).date().isoformat()

    assert numbers(browser, buyer, f"from={day}&to={day}") == ["N-010"]


@pytest.mark.parametrize(
    "query",
    ["older=x", "older=99999999999999999999", "from=x&to=2024-02-31", "to=9999-12-31", "q=\0"],
)
def test_nonsense_breaks_nothing(browser: Browser, buyer: Customer, query: str) -> None:
    assert browser.get(f"/customers/{buyer.pk}/orders/?{query}").status_code == 200


def test_htmx_gets_the_list_alone(browser: Browser, buyer: Customer) -> None:
    url = f"/customers/{buyer.pk}/orders/?q=N-007"
    piece = browser.get(url, headers={"HX-Request": "true"}).content.decode()

    assert "N-007" in piece
    assert "<html" not in piece


def test_no_order_says_what_to_do(browser: Browser, buyer: Customer) -> None:
    assert b"Show all orders" in browser.get(f"/customers/{buyer.pk}/orders/?q=nope").content
    OrderLine.objects.all().delete()
    Order.objects.all().delete()
    assert b"import_orders" in browser.get(f"/customers/{buyer.pk}/orders/").content


def test_an_order_shows_its_lines_and_their_sum(browser: Browser, buyer: Customer) -> None:
    order = Order.objects.get(order_number="N-059")
    page = browser.get(f"/customers/{buyer.pk}/orders/{order.pk}/").content.decode()

    for text in ("Order N-059", "Screw M8", "S-8", "6.00"):
        assert text in page


def test_an_order_of_another_customer_is_not_there(
    browser: Browser, buyer: Customer, foreign: Customer
) -> None:
    theirs = Order.objects.filter(customer=foreign).first()
    assert theirs is not None

    for customer in (buyer, foreign):
        url = f"/customers/{customer.pk}/orders/{theirs.pk}/"
        assert browser.get(url).status_code == 404
    assert browser.get(f"/customers/{foreign.pk}/orders/").status_code == 404


def test_a_page_of_orders_costs_as_many_queries_as_ever(
    browser: Browser, account: Account, buyer: Customer, django_assert_max_num_queries: object
) -> None:
    url, headers = f"/customers/{buyer.pk}/orders/?status=delivered", {"HX-Request": "true"}
    browser.get(url, headers=headers)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        browser.get(url, headers=headers)
