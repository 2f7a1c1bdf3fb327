"""Reads with their lists, and the figures that follow from orders."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from crm.accounts.models import Account
from customers import analytics, queries, services
from customers.changes import AddressChange, ContactChange, CustomerChange, PhoneChange, Source
from customers.errors import NotFound
from customers.models import Customer, Order


def test_a_full_customer_has_its_lists_oldest_first(account: Account, source: Source) -> None:
    pk = services.create(
        account,
        CustomerChange(
            company="Acme",
            primary=ContactChange(
                first_name="Ann",
                phones=(PhoneChange(type="cell", number="1"), PhoneChange(type="fax", number="2")),
            ),
            contacts=(ContactChange(first_name="Tom", phones=(PhoneChange(number="3"),)),),
            billing=AddressChange(city="Bill"),
            addresses=(
                AddressChange(kind="shipping", city="Ship 1"),
                AddressChange(kind="other", city="Other"),
                AddressChange(kind="shipping", city="Ship 2"),
            ),
        ),
        source=source,
    ).customer_id

    customer = queries.active_by_id(account, pk)

    assert (customer.company, customer.first_name) == ("Acme", "Ann")
    assert [phone.number for phone in customer.phones] == ["1", "2"]
    assert customer.billing is not None
    assert customer.billing.city == "Bill"
    assert [place.city for place in customer.shipping] == ["Ship 1", "Ship 2"]


def test_one_without_anything_is_empty(account: Account, source: Source) -> None:
    pk = services.create(account, CustomerChange(), source=source).customer_id

    customer = queries.active_by_id(account, pk)

    assert (customer.first_name, customer.birthday, customer.billing) == ("", None, None)
    assert (list(customer.shipping), list(customer.phones)) == ([], [])


def test_a_page_costs_the_same_queries_however_many_rows(
    account: Account, source: Source, django_assert_num_queries: Any
) -> None:
    person = ContactChange(first_name="Ann", phones=(PhoneChange(number="1"),))
    for _ in range(5):
        change = CustomerChange(primary=person, billing=AddressChange(city="x"), is_favourite=True)
        services.create(account, change, source=source)

    for limit in (1, 5):
        with django_assert_num_queries(1):
            total, customers = queries.active_page(account, offset=0, limit=limit)
        assert (total, len(customers)) == (5, limit)
        with django_assert_num_queries(1):
            queries.active_page(account, offset=0, limit=limit, favourites=True)


def test_discontinued_and_foreign_customers_are_not_found(
    account: Account, other_account: Account, source: Source
) -> None:
    pk = services.create(account, CustomerChange(is_favourite=True), source=source).customer_id

    with pytest.raises(NotFound):
        queries.active_by_id(other_account, pk)
    services.discontinue(account, customer_id=pk, source=source)

    with pytest.raises(NotFound):
        queries.active_by_id(account, pk)
    for favourites in (False, True):
        page = queries.active_page(account, offset=0, limit=9, favourites=favourites)
        assert page == (0, [])


@pytest.mark.parametrize("customer_id", [0, -1, 2**63, 10**40])
def test_an_id_that_cannot_be_is_not_found(account: Account, customer_id: int) -> None:
    with pytest.raises(NotFound):
        queries.active_by_id(account, customer_id)


def test_total_sales_are_of_sales_only(
    account: Account, source: Source, customer: Customer
) -> None:
    assert analytics.total_sales(account, customer.pk) == 0
    for place, status in enumerate(Order.Status.values):
        Order.objects.create(
            account=account,
            customer=customer,
            order_number=f"SO-{place}",
            status=status,
            order_date=datetime(2024, 1, 1, tzinfo=UTC),
            total_amount=Decimal("10.10"),
        )

    assert analytics.total_sales(account, customer.pk) == Decimal("30.30")
