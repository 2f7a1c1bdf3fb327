"""What a good file does to the record."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from crm.accounts.models import Account
from customers.models import Customer, Order, OrderLine

from .conftest import Import

pytestmark = pytest.mark.usefixtures("buyer")

CSV = """\
order_number,customer_code,status,order_date,ship_date,delivery_date,paid_date,currency,total_amount,\
ship_line1,ship_city,ship_state,ship_postal_code,ship_country,\
product_id,product_name,quantity,unit_price,line_total
SO-1,acme,delivered,2024-01-15,2024-01-16,2024-01-18T10:00:00Z,,USD,299.95,\
456 Customer Blvd,Customer City,NY,10001,US,P-1,Widget,2,100,
SO-1,,,,,,,,,,,,,,P-2,Gadget,0.5,120.10,60.00
SO-2,ACME,draft,2024-02-01,,,,,,,,,,,P-1,Widget,1,9.99,
"""
SHORT = "order_number,customer_code,order_date,product_id,unit_price\n"


def lines_of(number: str) -> list[tuple[Any, ...]]:
    columns = ("position", "product_id", "product_name", "quantity", "unit_price", "total")
    lines = OrderLine.objects.filter(order__order_number=number).order_by("position")
    return [tuple(line) for line in lines.values_list(*columns)]


def everything() -> list[list[tuple[Any, ...]]]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Order, OrderLine)]


@pytest.mark.django_db(transaction=True)
def test_the_planner_sees_what_came(import_orders: Import, looked_at: list[str]) -> None:
    import_orders(CSV, "--dry-run")
    assert looked_at == []

    import_orders(CSV)
    assert looked_at == ["ANALYZE customers_order, customers_orderline"]


def test_it_adds_orders_with_their_lines(import_orders: Import, buyer: Customer) -> None:
    done = import_orders(CSV)

    assert done.summary == "2 orders: 2 added, 0 updated, 0 unchanged, 0 bad."
    assert (done.told, done.error) == ([], "")
    order = Order.objects.get(order_number="SO-1")
    assert (order.account, order.customer) == (buyer.account, buyer)
    assert (order.status, order.currency, order.total_amount) == (
        "delivered",
        "USD",
        Decimal("299.95"),
    )
    assert (order.ship_line1, order.ship_line2, order.ship_city, order.ship_state) == (
        "456 Customer Blvd",
        "",
        "Customer City",
        "NY",
    )
    assert (order.ship_postal_code, order.ship_country) == ("10001", "US")
    assert lines_of("SO-1") == [
        (1, "P-1", "Widget", 2, 100, 200),
        (2, "P-2", "Gadget", Decimal("0.5"), Decimal("120.10"), 60),
    ]


def test_days_begin_in_the_accounts_zone(import_orders: Import) -> None:
    import_orders(CSV)

    order = Order.objects.get(order_number="SO-1")
    assert order.order_date == datetime.fromisoformat("2024-01-15T06:00:00Z")
    assert order.delivery_date == datetime.fromisoformat("2024-01-18T10:00:00Z")
    assert order.paid_date is None


def test_a_time_without_zone_is_the_accounts(import_orders: Import) -> None:
    import_orders(SHORT + "SO-1,ACME,2024-07-15T08:30,P-1,1\n")

    assert Order.objects.get().order_date == datetime.fromisoformat("2024-07-15T13:30:00Z")


def test_what_a_file_leaves_out_has_a_default(import_orders: Import, buyer: Customer) -> None:
    Customer.objects.filter(pk=buyer.pk).update(currency="CAD")

    import_orders(SHORT + "SO-1,ACME,2024-01-15,P-1,1.50\nSO-1,ACME,2024-01-15,P-2,2\n")

    order = Order.objects.get()
    assert (order.status, order.currency, order.total_amount) == (
        "confirmed",
        "CAD",
        Decimal("3.50"),
    )
    assert lines_of("SO-1")[0] == (1, "P-1", "", 1, Decimal("1.50"), Decimal("1.50"))


def test_a_line_total_is_rounded_half_up(import_orders: Import) -> None:
    header = SHORT.replace("product_id", "product_id,quantity")

    import_orders(f"{header}SO-1,ACME,2024-01-15,P-1,0.5,0.05\n")

    assert lines_of("SO-1") == [(1, "P-1", "", Decimal("0.5"), Decimal("0.05"), Decimal("0.03"))]


def test_it_reads_json_lines(import_orders: Import, buyer: Customer) -> None:
    order = {
        "order_number": "SO-1",
        "customer_id": buyer.pk,
        "order_date": "2024-01-15T00:00:00Z",
        "total_amount": 299.95,
        "lines": [
            {"product_id": "P-1", "product_name": "Widget", "quantity": 2, "unit_price": 100},
            {"product_id": "P-2", "unit_price": "99.95"},
        ],
    }

    done = import_orders(f"{json.dumps(order)}\n\n", name="orders.jsonl")

    assert done.summary == "1 orders: 1 added, 0 updated, 0 unchanged, 0 bad."
    stored = Order.objects.get()
    assert (stored.customer, stored.total_amount) == (buyer, Decimal("299.95"))
    assert lines_of("SO-1") == [
        (1, "P-1", "Widget", 2, 100, 200),
        (2, "P-2", "", 1, Decimal("99.95"), Decimal("99.95")),
    ]


def test_a_second_run_changes_nothing(import_orders: Import) -> None:
    import_orders(CSV)
    before = everything()

    done = import_orders(CSV)

    assert done.summary == "2 orders: 0 added, 0 updated, 2 unchanged, 0 bad."
    assert everything() == before


def test_what_differs_is_updated(import_orders: Import) -> None:
    import_orders(CSV)
    before = {
        line.position: line.pk for line in OrderLine.objects.filter(order__order_number="SO-1")
    }
    kept = Order.objects.get(order_number="SO-1").pk

    done = import_orders(
        SHORT
        + "SO-1,ACME,2024-01-15,P-9,5\nSO-1,ACME,2024-01-15,P-2,6\nSO-1,ACME,2024-01-15,P-3,7\n"
    )

    assert done.summary == "1 orders: 0 added, 1 updated, 0 unchanged, 0 bad."
    order = Order.objects.get(order_number="SO-1")
    assert (order.pk, order.total_amount) == (kept, Decimal(18))
    lines = OrderLine.objects.filter(order=order)
    assert [line.product_id for line in lines] == ["P-9", "P-2", "P-3"]
    assert {line.position: line.pk for line in lines if line.position in before} == before


def test_lines_that_the_file_has_no_more_go(import_orders: Import) -> None:
    import_orders(CSV)

    import_orders(SHORT + "SO-1,ACME,2024-01-15,P-1,5\n")

    assert [line[1] for line in lines_of("SO-1")] == ["P-1"]
    assert lines_of("SO-2")


def test_a_column_that_the_file_has_not_is_left_alone(import_orders: Import) -> None:
    import_orders(CSV)

    import_orders(SHORT + "SO-1,ACME,2024-01-15,P-1,5\n")

    order = Order.objects.get(order_number="SO-1")
    assert (order.status, order.ship_city) == ("delivered", "Customer City")
    assert order.ship_date is not None


def test_an_empty_date_clears_and_an_empty_status_does_not(import_orders: Import) -> None:
    import_orders(CSV)

    import_orders(
        "order_number,customer_code,status,order_date,ship_date,ship_city,product_id,unit_price\n"
        "SO-1,ACME,,2024-01-15,,,P-1,5\n"
    )

    order = Order.objects.get(order_number="SO-1")
    assert (order.status, order.ship_date, order.ship_city) == ("delivered", None, "")


def test_an_order_may_go_to_another_customer(import_orders: Import, account: Account) -> None:
    import_orders(CSV)
    other = Customer.objects.get()
    other.pk, other.number, other.code, other.code_key = None, 2, "B", "b"
    other.save()

    import_orders(SHORT + "SO-2,B,2024-02-01,P-1,9.99\n")

    assert Order.objects.get(order_number="SO-2").customer == other


def test_a_discontinued_customer_keeps_its_history(import_orders: Import, buyer: Customer) -> None:
    Customer.objects.filter(pk=buyer.pk).update(is_active=False)

    assert import_orders(CSV).error == ""
    assert Order.objects.count() == 2


def test_the_same_number_in_another_account_is_another_order(
    import_orders: Import, buyer: Customer, other_account: Account
) -> None:
    stranger = Customer.objects.get(pk=buyer.pk)
    stranger.pk, stranger.account = None, other_account
    stranger.save()
    import_orders(CSV, account="mallory")
    before = everything()

    done = import_orders(CSV)

    assert done.summary.startswith("2 orders: 2 added")
    assert Order.objects.filter(account=other_account).count() == 2
    assert [rows[: len(old)] for rows, old in zip(everything(), before, strict=True)] == before


def test_a_dry_run_says_the_same_and_writes_nothing(import_orders: Import) -> None:
    import_orders(SHORT + "SO-1,ACME,2024-01-15,P-1,5\n")
    before = everything()

    done = import_orders(CSV + "SO-3,nobody,,2024-01-15,,,,,,,,,,,P-1,,1,1,\n", "--dry-run")

    assert done.summary == (
        "Dry run, nothing written. 3 orders: 1 added, 1 updated, 0 unchanged, 1 bad."
    )
    assert everything() == before
