"""Orders in the admin: their lines, their totals, how they are found."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from customers.models import Customer, Order, OrderLine

from .pages import Posted, fields_of, form_of

ADD = reverse("admin:customers_order_add")
LIST = reverse("admin:customers_order_changelist")


@pytest.fixture
def order(furnished: Customer) -> Order:
    return Order.objects.get(account=furnished.account, order_number="O-1")


def page_of(order: Order) -> str:
    return reverse("admin:customers_order_change", args=[order.pk])


def line(place: int, **values: str) -> Posted:
    written = {"product_id": f"N-{place}", "quantity": "1", "unit_price": "0"} | values
    return {f"lines-{place}-{column}": value for column, value in written.items()}


def posted_to(browser: Browser, address: str, lines: int, *changes: Posted) -> Any:
    form = form_of(browser, address, "order_form") | {"lines-TOTAL_FORMS": str(lines)}
    for change in changes:
        form |= change
    return browser.post(address, form)


def new(customer: Customer) -> Posted:
    return {
        "order_number": "N-1",
        "customer": str(customer.pk),
        "order_date_0": "2024-01-15",
        "order_date_1": "09:30",
    }


def test_a_new_orders_lines_are_numbered_and_added_up(
    browser: Browser, furnished: Customer
) -> None:
    response = posted_to(
        browser,
        ADD,
        2,
        new(furnished),
        line(0, quantity="1.5", unit_price="9.99"),
        line(1, quantity="2", unit_price="10", total="18"),
    )

    assert response.status_code == 302
    made = Order.objects.get(order_number="N-1")
    assert made.total_amount == Decimal("32.99")
    lines = made.lines.values_list("position", "product_id", "total")
    assert list(lines) == [(1, "N-0", Decimal("14.99")), (2, "N-1", Decimal(18))]


def test_a_written_total_stands(browser: Browser, furnished: Customer) -> None:
    posted_to(browser, ADD, 1, new(furnished), {"total_amount": "12"}, line(0, unit_price="10"))

    assert Order.objects.get(order_number="N-1").total_amount == 12


def test_a_total_that_was_the_sum_follows_the_lines(browser: Browser, order: Order) -> None:
    posted_to(browser, page_of(order), 3, line(2, quantity="3", unit_price="5"))

    order.refresh_from_db()
    assert order.total_amount == 15
    assert order.lines.get(product_id="N-2").position == 3


def test_a_total_with_shipping_does_not_follow(browser: Browser, order: Order) -> None:
    Order.objects.filter(pk=order.pk).update(total_amount=7)

    posted_to(browser, page_of(order), 3, line(2, unit_price="5"))

    order.refresh_from_db()
    assert order.total_amount == 7


def test_an_emptied_total_is_the_sum(browser: Browser, order: Order) -> None:
    OrderLine.objects.filter(order=order).update(total=4)
    Order.objects.filter(pk=order.pk).update(total_amount=7)

    posted_to(browser, page_of(order), 2, {"total_amount": ""})

    order.refresh_from_db()
    assert order.total_amount == 8


def test_a_removed_line_is_no_part_of_the_total(browser: Browser, order: Order) -> None:
    OrderLine.objects.filter(order=order).update(total=4)
    Order.objects.filter(pk=order.pk).update(total_amount=8)

    posted_to(browser, page_of(order), 2, {"lines-0-DELETE": "on"})

    order.refresh_from_db()
    assert (order.total_amount, order.lines.count()) == (Decimal(4), 1)


@pytest.mark.parametrize(
    "change",
    [
        {"total_amount": "-1"},
        {"total_amount": "1e15"},
        {"total_amount": "NaN"},
        {"status": "lost"},
        {"currency": "dollars"},
        {"order_number": ""},
        {"order_number": "O-2"},
        {"order_number": "a\0b"},
        {"customer": "x"},
        {"order_date_0": "0000-01-01"},
        {"lines-0-quantity": "-1"},
        {"lines-0-unit_price": "-1"},
        {"lines-0-total": "-1"},
        {"lines-0-total": "x"},
        {"lines-0-total": "", "lines-0-quantity": "99999999999", "lines-0-unit_price": "9999999"},
        {"lines-0-total": "999999999999", "lines-1-total": "999999999999"},
        {"lines-0-position": "2"},
        {"lines-0-position": "-1"},
        {"lines-0-product_id": ""},
    ],
    ids=lambda change: " ".join(f"{name}={value}" for name, value in change.items()),
)
def test_it_rejects_a_bad_value(browser: Browser, order: Order, change: Posted) -> None:
    before = list(OrderLine.objects.order_by("pk").values_list())

    response = posted_to(browser, page_of(order), 2, change)

    assert response.status_code == 200
    assert fields_of(response, "order_form")["order_number"] is not None
    assert list(OrderLine.objects.order_by("pk").values_list()) == before
    unchanged = Order.objects.get(pk=order.pk)
    assert (unchanged.order_number, unchanged.total_amount) == ("O-1", Decimal(0))


def found(browser: Browser, **query: str) -> list[str]:
    rows = browser.get(LIST, query).context["cl"].result_list
    return sorted(order.order_number for order in rows)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"q": "o-2"}, ["O-2"]),
        ({"q": "Furnished"}, ["O-1", "O-2"]),
        ({"q": "acme-1"}, ["O-1", "O-2"]),
        ({"q": "mallory"}, []),
        ({"status__exact": "shipped"}, ["O-2"]),
        ({"order_date__gte": "2024-01-01 00:00:00+00:00"}, ["O-1", "O-2"]),
        ({"order_date__lt": "2024-01-01 00:00:00+00:00"}, []),
        ({"paid_date__isnull": "False"}, ["O-2"]),
    ],
    ids=str,
)
@pytest.mark.usefixtures("order", "foreign")
def test_orders_are_found(browser: Browser, query: dict[str, str], numbers: list[str]) -> None:
    Order.objects.filter(order_number="O-2").update(status="shipped", paid_date=timezone.now())

    assert found(browser, **query) == numbers


def test_more_lines_ask_no_more_queries(
    browser: Browser, order: Order, django_assert_num_queries: Any
) -> None:
    browser.get(page_of(order))
    with django_assert_num_queries(6):
        browser.get(page_of(order))
    OrderLine.objects.bulk_create(
        OrderLine(account=order.account, order=order, position=position, product_id="P")
        for position in range(10, 30)
    )

    with django_assert_num_queries(6):
        browser.get(page_of(order))
