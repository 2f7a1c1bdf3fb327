"""Rows within a row: the same as those that are asked for by themselves."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import OuterRef, QuerySet

from crm.accounts.models import Account
from customers import services
from customers.changes import ContactChange, CustomerChange, PhoneChange, Source
from customers.models import (
    Customer,
    CustomerContact,
    CustomField,
    CustomFieldValue,
    Order,
    OrderLine,
)
from customers.queries.exact import ExactSum
from customers.queries.nested import Nested
from customers.queries.once import Given, Once

ODD = '"quoted" \\ back, new\nline, \x01, \' %s % {n} é \U0001f600'
LONG_AGO = datetime(1, 1, 3, 4, 5, 6, tzinfo=UTC)


def read(customer: Customer, rows: "QuerySet[Any, Any]") -> Any:
    """The rows as a list of the customer's."""
    query = Once(lambda: Customer.objects.filter(pk=Given("id")).values_list("pk", Nested(rows)))
    ((pk, found),) = query.rows(id=customer.pk)
    assert pk == customer.pk
    return found


def the_same(customer: Customer, rows: "QuerySet[Any, Any]", *columns: Any) -> Any:
    """The rows, read both ways."""
    alone = rows.filter(customer=customer).values_list(*columns)
    within = read(customer, rows.filter(customer=OuterRef("pk")).values_list(*columns))
    assert within == [list(row) for row in alone]
    assert [list(map(type, row)) for row in within] == [list(map(type, row)) for row in alone]
    return within


def test_values_of_every_type_are_what_they_are(customer: Customer) -> None:
    field = CustomField.objects.create(account=customer.account, target="customer", name="Since")
    CustomFieldValue.objects.create(
        account=customer.account,
        customer=customer,
        field=field,
        value=ODD,
        number=Decimal("-12345.0000000001"),
        date=date(2024, 2, 29),
    )
    values = CustomFieldValue.objects.order_by("pk")

    found = the_same(customer, values, "field_id", "address_id", "value", "number", "date")

    assert found == [[field.pk, None, ODD, Decimal("-12345.0000000001"), date(2024, 2, 29)]]


@pytest.mark.parametrize(
    "at",
    [LONG_AGO, LONG_AGO.replace(year=9999, microsecond=120_000), LONG_AGO + timedelta.resolution],
)
def test_times_are_exact(customer: Customer, at: datetime) -> None:
    Order.objects.create(
        account=customer.account, customer=customer, order_number="1", order_date=at
    )

    assert the_same(customer, Order.objects.order_by("pk"), "order_date", "paid_date") == [
        [at, None]
    ]


def test_truth_and_joined_columns(account: Account, source: Source) -> None:
    people = (ContactChange(first_name="Tom", phones=(PhoneChange(number="1"),)),)
    change = CustomerChange(primary=ContactChange(first_name="Ann"), contacts=people)
    outcome = services.create(account, change, source=source)
    customer = Customer.objects.get(pk=outcome.customer_id)
    links = CustomerContact.objects.order_by("-contact__first_name")

    found = the_same(customer, links, "is_primary", "contact__first_name", "contact__phones__type")

    assert [row[:2] for row in found] == [[False, "Tom"], [True, "Ann"]]


def test_they_may_be_summed_up_ordered_and_cut(customer: Customer) -> None:
    order = Order.objects.create(
        account=customer.account, customer=customer, order_number="1", order_date=LONG_AGO
    )
    for number, total in enumerate(["0.10", "99999999.99", "0.20"]):
        OrderLine.objects.create(
            order=order,
            account=customer.account,
            position=number,
            product_id=f"P-{number % 2}",
            product_name="Widget",
            quantity=1,
            unit_price=total,
            total=total,
        )
    lines = OrderLine.objects.filter(order__customer=OuterRef("pk")).order_by()
    sums = lines.values_list("product_id").annotate(revenue=ExactSum("total"))

    assert read(customer, sums.order_by("-revenue")) == [
        ["P-1", Decimal("99999999.99")],
        ["P-0", Decimal("0.30")],
    ]
    assert read(customer, sums.order_by("revenue")[:1]) == [["P-0", Decimal("0.30")]]


def test_no_rows_are_an_empty_list(customer: Customer) -> None:
    assert the_same(customer, Order.objects.order_by("pk"), "order_date") == []
