"""The figures of one customer, as the page prints them."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.accounts.models import Account
from customers import analytics, services
from customers.analytics import CustomerAnalytics, HistoryMonth, Period, ProductSales, Sales
from customers.changes import CustomerChange, Source
from customers.errors import NotFound
from customers.models import Customer, Order

from .orders import an_order, at, page_orders, place, sell

NOW = at("2024-01-20T23:00")


def figures(customer: Customer, period: Period = Period.ALL, now: Any = NOW) -> CustomerAnalytics:
    return analytics.customer_analytics(customer.account, customer.pk, period, now=now)


def test_the_pages_customer_has_the_pages_figures(customer: Customer, source: Source) -> None:
    change = CustomerChange(
        payment_terms="net_15",
        credit_limit=Decimal(10_000),
        current_balance=Decimal(2_500),
        customer_since=at("2023-06-15"),
    )
    services.update(customer.account, customer.pk, change, source=source)
    page_orders(customer)

    shown = figures(customer)

    assert (shown.customer_id, shown.customer_name) == (customer.pk, "Acme")
    assert (shown.lifetime_value, shown.total_orders) == (Decimal("45000.00"), 75)
    assert shown.avg_order_value == Decimal("600.00")
    assert shown.last_order_date == at("2024-01-15")
    assert shown.customer_since == at("2023-06-15")
    assert shown.days_since_last_order == 6  # the 14th to the 20th in Chicago
    assert shown.total_revenue == Decimal("45000.00")
    assert (shown.current_balance, shown.credit_limit) == (Decimal(2_500), Decimal(10_000))
    assert shown.credit_utilization == Decimal("25.0")
    assert shown.avg_payment_days == 12
    assert shown.order_history[0].month == "2024-01"
    assert shown.order_history[-1].month == "2023-06"
    assert (shown.customer_segment, shown.risk_score) == ("high_value", "low")


def test_one_without_orders_has_zeros_and_nulls(customer: Customer) -> None:
    for period in Period:
        shown = figures(customer, period)

        assert shown.lifetime_value == shown.total_revenue == 0
        assert shown.total_orders == shown.avg_order_value == 0
        assert (shown.last_order_date, shown.days_since_last_order) == (None, None)
        assert shown.avg_payment_days is None
        assert (list(shown.order_history), list(shown.top_products)) == ([], [])
        assert shown.customer_since == customer.created
        assert (shown.customer_segment, shown.risk_score) == ("prospect", "medium")


def test_drafts_and_cancelled_orders_do_not_count(customer: Customer) -> None:
    for status in Order.Status:
        order = place(customer, "2024-01-10", 100, status=status)
        sell(order, "P-1", 1, 100)

    shown = figures(customer)

    assert (shown.total_orders, shown.total_revenue, shown.lifetime_value) == (
        3,
        Decimal(300),
        Decimal(300),
    )
    assert [product.quantity_ordered for product in shown.top_products] == [3]


def test_another_customers_orders_do_not_count(
    customer: Customer, account: Account, source: Source
) -> None:
    outcome = services.create(account, CustomerChange(company="Other"), source=source)
    order = place(Customer.objects.get(pk=outcome.customer_id), "2024-01-10")
    sell(order, "P-1", 1, 100)

    shown = figures(customer)

    assert (shown.total_orders, list(shown.top_products)) == (0, [])


@pytest.mark.parametrize("nobody", [0, -1, 999_999, 2**63, 10**30])
def test_nobody_has_no_figures(account: Account, nobody: int) -> None:
    with pytest.raises(NotFound):
        analytics.customer_analytics(account, nobody, Period.ALL)


def test_another_accounts_customer_is_not_found(customer: Customer, other_account: Account) -> None:
    place(customer, "2024-01-10")

    with pytest.raises(NotFound):
        analytics.customer_analytics(other_account, customer.pk, Period.ALL)
    assert analytics.sales_of(other_account, [customer.pk]) == {customer.pk: Sales(Decimal(0), 0)}


def test_a_discontinued_customer_keeps_its_figures(customer: Customer, source: Source) -> None:
    place(customer, "2024-01-10")
    services.discontinue(customer.account, customer_id=customer.pk, source=source)

    assert figures(customer).total_orders == 1


def test_averages_are_rounded_half_up(customer: Customer) -> None:
    for day in range(1, 9):
        place(customer, f"2024-01-0{day}", "0.01" if day == 1 else "0.00", paid_after=day / 8)

    shown = figures(customer)

    assert shown.avg_order_value == Decimal("0.00")
    assert shown.avg_payment_days == 1  # 4.5 / 8 days
    place(customer, "2024-01-09", "0.03")
    place(customer, "2024-01-09", "0.01")
    assert figures(customer).avg_order_value == Decimal("0.01")  # 0.005


def test_paying_before_the_order_is_no_time_at_all(customer: Customer) -> None:
    place(customer, "2024-01-10", paid_after=-7)

    assert figures(customer).avg_payment_days == 0


@pytest.mark.parametrize(
    ("balance", "limit", "used"),
    [
        ("2500", "10000", "25.0"),
        ("0.01", "3", "0.3"),
        ("12.25", "1000", "1.2"),
        ("12.50", "1000", "1.3"),
        ("15000", "10000", "150.0"),
        ("0", "10000", "0.0"),
        ("-5", "10000", "0.0"),
        ("0", None, "0.0"),
        ("0", "0", "0.0"),
        ("5", None, None),
        ("5", "0", None),
        ("999999999999.99", "0.01", "9999999999999900.0"),
    ],
)
def test_utilization_is_the_balance_in_per_cent_of_the_limit(
    customer: Customer, balance: str, limit: str | None, used: str | None
) -> None:
    Customer.objects.update(current_balance=balance, credit_limit=limit)

    assert figures(customer).credit_utilization == (None if used is None else Decimal(used))


def test_an_order_dated_ahead_counts_and_is_no_day_old(customer: Customer) -> None:
    place(customer, "2024-03-01", 50)

    for period in Period:
        shown = figures(customer, period)
        assert (shown.total_orders, shown.days_since_last_order) == (1, 0)
        assert [month.month for month in shown.order_history] == ["2024-02"]  # still, in Chicago


def test_large_amounts_are_exact(customer: Customer) -> None:
    for number in range(1_000):
        order = place(customer, "2024-01-10", "999999999999.99", paid_after=1)
        if number % 10 == 0:
            sell(order, "P-1", "99999999999.999", "999999999999.99")

    shown = figures(customer)

    total = Decimal("999999999999990.00")
    assert (shown.lifetime_value, shown.total_revenue) == (total, total)
    assert shown.avg_order_value == Decimal("999999999999.99")
    assert shown.order_history == [
        HistoryMonth(
            month="2024-01", orders=1_000, revenue=total, avg_order_value=shown.avg_order_value
        )
    ]
    assert shown.top_products == [
        ProductSales("P-1", "", Decimal("9999999999999.900"), Decimal("99999999999999.00"))
    ]
    assert analytics.total_sales(customer.account, customer.pk) == total


def test_cents_do_not_drift(customer: Customer) -> None:
    Order.objects.bulk_create(an_order(customer, "2024-01-10", "0.1") for _ in range(1_000))

    assert str(figures(customer).lifetime_value) == "100.00"


def test_top_products_are_the_ten_that_brought_most(customer: Customer) -> None:
    order, later = place(customer, "2023-12-10"), place(customer, "2024-01-10")
    for number in range(12):
        sell(order, f"P-{number:02}", 1, 100 - number)
    sell(later, "P-11", "2.5", 50, "Smart Widget")

    shown = figures(customer)

    assert [product.product_id for product in shown.top_products] == [
        "P-11", *(f"P-{number:02}" for number in range(9))
    ]  # fmt: skip
    assert shown.top_products[0] == ("P-11", "Smart Widget", Decimal("3.5"), Decimal(139))
    assert figures(customer, Period.DAYS_30).top_products == [
        ("P-11", "Smart Widget", Decimal("2.5"), Decimal(50))
    ]


def test_products_that_brought_as_much_come_by_their_id(customer: Customer) -> None:
    order = place(customer, "2024-01-10")
    for product in ("B", "C", "A"):
        sell(order, product, 1, 10)

    assert [product.product_id for product in figures(customer).top_products] == ["A", "B", "C"]


def test_sales_of_many_are_told_in_one_query(
    customer: Customer, account: Account, source: Source, django_assert_num_queries: Any
) -> None:
    other = services.create(account, CustomerChange(company="Other"), source=source).customer_id
    place(customer, "2024-01-10", "0.10")
    place(customer, "2024-01-11", "0.20")

    with django_assert_num_queries(1):
        sales = analytics.sales_of(account, [customer.pk, other])

    assert sales == {customer.pk: Sales(Decimal("0.30"), 2), other: Sales(Decimal(0), 0)}


@pytest.mark.parametrize("orders", [0, 10, 1_000])
def test_it_asks_two_queries_however_many_orders(
    customer: Customer, orders: int, django_assert_num_queries: Any
) -> None:
    Order.objects.bulk_create(an_order(customer, "2024-01-10") for _ in range(orders))
    account = customer.account

    with django_assert_num_queries(2):
        shown = analytics.customer_analytics(account, customer.pk, Period.YEAR, now=NOW)

    assert shown.total_orders == orders


def plan_of(sql: str) -> str:
    """How the database would go about it; PostgreSQL as for a table too long to scan."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}")
        return " ".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("period", Period)
def test_it_reads_the_customers_orders_only(customer: Customer, period: Period) -> None:
    with CaptureQueriesContext(connection) as asked:
        figures(customer, period)

    about_orders = [q["sql"] for q in asked if "customers_order" in q["sql"]]
    assert len(about_orders) == 2
    for sql in about_orders:
        plan = plan_of(sql)
        assert "order_of_customer" in plan
        # What is gathered in lists has been read by then.
        assert set(re.findall(r"SCAN (\w+)", plan)) <= {"listed"}
        assert "Seq Scan on customers_order" not in plan
