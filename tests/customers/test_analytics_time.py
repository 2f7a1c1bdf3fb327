"""Months, days and periods are those of the account's calendar, whatever its clocks do."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.accounts.models import Account
from customers import analytics
from customers.analytics import CustomerAnalytics, Period
from customers.models import Customer, Order

from .orders import an_order, at, move, place

ZONES = [
    "UTC",
    "America/Chicago",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",  # 14 hours ahead
    "Pacific/Niue",  # 11 hours behind
    "Australia/Lord_Howe",  # shifts by half an hour
    "America/Santiago",  # shifts at midnight
]


def figures(customer: Customer, period: Period, now: datetime) -> CustomerAnalytics:
    return analytics.customer_analytics(customer.account, customer.pk, period, now=now)


def months(customer: Customer, now: datetime | None = None) -> dict[str, int]:
    shown = figures(customer, Period.ALL, now or at("2024-12-31"))
    return {month.month: month.orders for month in shown.order_history}


def test_an_order_is_of_the_month_it_was_in_the_account(customer: Customer) -> None:
    place(customer, "2024-02-01T03:00")
    assert months(customer) == {"2024-01": 1}

    place(customer, "2024-02-01T05:59:59")
    place(customer, "2024-02-01T06:00")
    assert months(customer) == {"2024-02": 1, "2024-01": 2}

    move(customer.account, "Europe/Berlin")
    assert months(customer) == {"2024-02": 3}


def test_months_begin_at_midnight_in_summer_too(customer: Customer) -> None:
    place(customer, "2024-04-01T04:59:59")
    place(customer, "2024-04-01T05:00")  # it was six in winter
    place(customer, "2024-11-01T04:59:59")
    place(customer, "2024-12-01T05:59:59")  # clocks went back on the 3rd of November

    assert months(customer) == {"2024-11": 1, "2024-10": 1, "2024-04": 1, "2024-03": 1}


def test_the_hour_that_comes_twice_counts_once(customer: Customer) -> None:
    for hour in ("06:30", "07:30"):  # 01:30 in Chicago, both
        place(customer, f"2024-11-03T{hour}")

    assert months(customer) == {"2024-11": 2}


def test_history_is_newest_first_without_empty_months(customer: Customer) -> None:
    for day in ("2022-12-10", "2024-03-10", "2023-11-10"):
        place(customer, day)

    assert list(months(customer)) == ["2024-03", "2023-11", "2022-12"]


@pytest.mark.parametrize(
    ("period", "first"),
    [
        # 20 January 2024, 17:00 in Chicago
        (Period.DAYS_30, "2023-12-21T06:00"),
        (Period.DAYS_90, "2023-10-22T05:00"),  # summer time there and then
        (Period.YEAR, "2023-01-20T06:00"),
    ],
)
def test_a_period_begins_with_a_day_of_the_account(
    customer: Customer, period: Period, first: str
) -> None:
    now = at("2024-01-20T23:00")
    assert period.since(now, customer.account.zone) == at(first)

    before, begins = place(customer, f"{first[:10]}T00:00", 1), place(customer, first, 10)
    assert before.order_date < begins.order_date
    place(customer, now, 100)

    shown = figures(customer, period, now)
    assert (shown.total_orders, shown.total_revenue) == (2, Decimal(110))
    assert shown.lifetime_value == 111


def test_all_has_no_beginning(customer: Customer) -> None:
    assert Period.ALL.since(at("2024-01-20"), customer.account.zone) is None


def test_a_year_before_a_leap_day_is_the_day_before_march(account: Account) -> None:
    since = Period.YEAR.since(at("2024-02-29T12:00"), account.zone)

    assert since == at("2023-02-28T06:00")


def test_where_midnight_is_left_out_the_day_begins_an_hour_later(account: Account) -> None:
    move(account, "America/Santiago")  # from 24:00 on 7 September to 01:00

    since = Period.DAYS_30.since(at("2024-10-08T12:00"), account.zone)

    assert since == at("2024-09-08T04:00")


@pytest.mark.parametrize("period", ["", "30", "30D", "1Y", "ALL", "7d", "90d ", "\0", "x" * 1_000])
def test_there_is_no_other_period(period: str) -> None:
    with pytest.raises(ValueError, match="is not a valid Period"):
        Period(period)


@pytest.mark.parametrize(
    ("now", "days"),
    [("2024-01-15T05:59", 0), ("2024-01-15T06:00", 1), ("2024-01-14T01:00", 0)],
)
def test_days_since_the_last_order_are_midnights_in_the_account(
    customer: Customer, now: str, days: int
) -> None:
    place(customer, "2024-01-15T05:00")  # 23:00 on the 14th in Chicago

    assert figures(customer, Period.ALL, at(now)).days_since_last_order == days


@pytest.mark.parametrize("zone", ZONES)
def test_the_ends_of_the_calendar_are_no_trouble(customer: Customer, zone: str) -> None:
    move(customer.account, zone)
    ends = [at("0001-01-01"), at("9999-12-31T23:59:59.999999")]
    for end in ends:
        place(customer, end)
    Order.objects.create(
        account=customer.account,
        customer=customer,
        order_number="paid much later",
        order_date=ends[0],
        paid_date=ends[1],
    )

    shown = figures(customer, Period.ALL, at("2024-01-20"))

    assert [month.month for month in shown.order_history] == ["9999-12", "0001-01"]
    assert shown.total_orders == 3
    assert shown.avg_payment_days == 3_652_059


AMOUNTS = st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2)


@given(
    orders=st.lists(
        st.tuples(
            st.datetimes(datetime(2022, 6, 1), datetime(2024, 7, 1)),  # noqa: DTZ001  in UTC
            AMOUNTS,
            st.sampled_from(Order.Status),
        ),
        max_size=30,
    ),
    zone=st.sampled_from(ZONES),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_order_and_no_cent_is_lost_between_the_figures(
    customer: Customer, orders: list[tuple[datetime, Decimal, Order.Status]], zone: str
) -> None:
    move(customer.account, zone)
    Order.objects.all().delete()
    Order.objects.bulk_create(
        an_order(customer, moment.isoformat(), str(amount), status=status)
        for moment, amount, status in orders
    )
    now = at("2024-02-29T12:00")
    for period in Period:
        since = period.since(now, customer.account.zone)
        sales = [
            (at(moment.isoformat()), amount)
            for moment, amount, status in orders
            if status not in analytics.NO_SALE
        ]
        wanted = [sale for sale in sales if since is None or sale[0] >= since]
        local = {f"{moment.astimezone(customer.account.zone):%Y-%m}" for moment, _ in wanted}

        shown = figures(customer, period, now)

        assert shown.total_orders == len(wanted) == sum(m.orders for m in shown.order_history)
        assert shown.total_revenue == sum(amount for _, amount in wanted)
        assert shown.total_revenue == sum(month.revenue for month in shown.order_history)
        assert shown.lifetime_value == sum(amount for _, amount in sales)
        assert [month.month for month in shown.order_history] == sorted(local, reverse=True)
