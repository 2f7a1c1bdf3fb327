"""Customer XYZ and New Customer Corp, as Smart Shelf's page prints them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Avg, Count, F, Sum
from django.db.models.functions import TruncMonth

from customers.models import Address, Change, Customer, CustomerContact, Order, OrderLine

from .conftest import Run

pytestmark = pytest.mark.django_db


@pytest.fixture
def xyz(run: Run) -> Customer:
    run("demo", "--customers", 0)
    return Customer.objects.get(code="CUSTOMER-XYZ")


def place_of(customer: Customer, kind: str) -> tuple[str, ...]:
    columns = ("line1", "line2", "city", "state", "postal_code", "country")
    place: tuple[str, ...] = Address.objects.values_list(*columns).get(customer=customer, kind=kind)
    return place


def contacts_of(customer: Customer) -> list[tuple[Any, ...]]:
    links = CustomerContact.objects.filter(customer=customer)
    return list(
        links.values_list(
            "contact__first_name",
            "contact__last_name",
            "contact__job_title",
            "contact__email",
            "contact__phones__number",
            "is_primary",
        )
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_customer_xyz_is_as_printed(xyz: Customer) -> None:
    assert (xyz.name, xyz.email, xyz.phone, xyz.fax, xyz.website, xyz.tax_number) == (
        "Customer XYZ",
        "orders@customerxyz.com",
        "+1-555-0456",
        "+1-555-0457",
        "https://customerxyz.com",
        "98-7654321",
    )
    assert (xyz.payment_terms, xyz.currency, xyz.preferred_shipping, xyz.note) == (
        "net_15",
        "USD",
        "UPS_GROUND",
        "High-value customer with consistent orders",
    )
    assert (xyz.credit_limit, xyz.current_balance, xyz.discount_rate) == (
        Decimal(10_000),
        Decimal(2_500),
        Decimal(5),
    )
    assert xyz.customer_since == xyz.created == at("2023-06-15T00:00:00Z")
    assert xyz.modified == at("2024-01-15T10:30:00Z")
    assert xyz.is_active


def test_customer_xyz_has_the_printed_places_and_people(xyz: Customer) -> None:
    street, rest = "456 Customer Blvd", ("Customer City", "NY", "10001", "US")
    assert place_of(xyz, "billing") == (street, "Floor 3", *rest)
    assert place_of(xyz, "shipping") == (street, "", *rest)
    assert contacts_of(xyz) == [
        (
            "Alice",
            "Johnson",
            "Procurement Manager",
            "alice.johnson@customerxyz.com",
            "+1-555-0458",
            True,
        )
    ]


def test_customer_xyz_has_a_history(xyz: Customer) -> None:
    changes = Change.objects.filter(customer=xyz).order_by("sequence")

    assert [change.action for change in changes] == ["created", "updated"]


def test_new_customer_corp_is_as_printed(run: Run) -> None:
    run("demo", "--customers", 0)

    customer = Customer.objects.get(name="New Customer Corp")
    assert (customer.email, customer.phone) == ("orders@newcustomer.com", "+1-555-0999")
    assert (customer.credit_limit, customer.current_balance) == (Decimal(5_000), Decimal(0))
    assert customer.discount_rate == Decimal("2.5")
    moments = {customer.customer_since, customer.created, customer.modified}
    assert moments == {at("2024-01-15T21:30:00Z")}
    city = ("Business City", "CA", "90210", "US")
    assert place_of(customer, "billing") == ("123 New Customer St", "", *city)
    assert contacts_of(customer) == [
        (
            "Bob",
            "Wilson",
            "Operations Manager",
            "bob.wilson@newcustomer.com",
            "+1-555-1000",
            True,
        )
    ]
    assert not Order.objects.filter(customer=customer).exists()


def test_the_orders_add_up_to_the_printed_figures(xyz: Customer) -> None:
    orders = Order.objects.filter(customer=xyz)

    figures = orders.aggregate(
        Count("pk"), Sum("total_amount"), days=Avg(F("paid_date") - F("order_date"))
    )
    assert (figures["pk__count"], figures["total_amount__sum"]) == (75, Decimal(45_000))
    assert figures["days"].total_seconds() == 12 * 24 * 3600
    assert {(order.status, order.currency) for order in orders} == {("delivered", "USD")}
    assert orders.latest("order_date").order_date == at("2024-01-15T00:00:00Z")
    assert min(order.order_date for order in orders) > xyz.created


def test_each_months_figures_are_as_printed(xyz: Customer) -> None:
    months = (
        Order.objects.filter(customer=xyz)
        .annotate(month=TruncMonth("order_date", tzinfo=xyz.account.zone))
        .values_list("month")
        .annotate(Count("pk"), Sum("total_amount"))
        .order_by("-month")
    )

    assert [(f"{month:%Y-%m}", count, revenue) for month, count, revenue in months] == [
        ("2024-01", 8, Decimal(4_800)),
        ("2023-12", 6, Decimal(3_600)),
        ("2023-11", 11, Decimal(6_600)),
        ("2023-10", 12, Decimal(7_200)),
        ("2023-09", 11, Decimal(6_600)),
        ("2023-08", 11, Decimal(6_600)),
        ("2023-07", 10, Decimal(6_000)),
        ("2023-06", 6, Decimal(3_600)),
    ]


def test_a_month_in_utc_is_the_same_month(xyz: Customer) -> None:
    zone = xyz.account.zone

    for order in Order.objects.filter(customer=xyz):
        assert order.order_date.astimezone(zone).month == order.order_date.month


def test_the_printed_order_is_there(xyz: Customer) -> None:
    order = Order.objects.get(order_number="SO-2024-001")

    assert (order.customer, order.status, order.total_amount) == (
        xyz,
        "delivered",
        Decimal("299.95"),
    )
    assert (order.order_date, order.ship_date, order.delivery_date) == (
        at("2024-01-15T00:00:00Z"),
        at("2024-01-16T00:00:00Z"),
        at("2024-01-18T00:00:00Z"),
    )
    assert order.lines.count() == 3
    assert (order.ship_line1, order.ship_line2, order.ship_city, order.ship_state) == (
        "456 Customer Blvd",
        "",
        "Customer City",
        "NY",
    )


def test_the_printed_product_is_the_top_one(xyz: Customer) -> None:
    products = list(
        OrderLine.objects.filter(order__customer=xyz)
        .values_list("product_id", "product_name")
        .annotate(quantity=Sum("quantity"), revenue=Sum("total"))
        .order_by("-revenue")
    )

    assert products[0] == ("prod_123", "Smart Widget", Decimal(150), Decimal(7_500))
    assert all(revenue < 7_500 and quantity < 150 for _, _, quantity, revenue in products[1:])


def test_an_older_demo_gets_them_too(run: Run, xyz: Customer) -> None:
    OrderLine.objects.all().delete()
    Order.objects.all().delete()
    for model in (Change, Address, CustomerContact):
        model.objects.filter(customer=xyz).delete()
    Customer.objects.filter(pk=xyz.pk).delete()

    said = run("demo", "--customers", 50)

    assert "1 customers, 75 orders" in said
    assert Order.objects.count() == 75
