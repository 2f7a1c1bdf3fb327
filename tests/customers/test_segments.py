"""Segments: by the account's own rules, or by the default ones."""

from decimal import Decimal
from typing import Any

import pytest

from crm.accounts.models import Account
from customers import analytics
from customers.analytics import Period
from customers.analytics.segments import SegmentFacts, holds
from customers.models import Customer, SegmentRule

from .orders import at, place

NOW = at("2024-06-30T12:00")


def segment(customer: Customer, period: Period = Period.ALL) -> str:
    shown = analytics.customer_analytics(customer.account, customer.pk, period, now=NOW)
    return shown.customer_segment


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ({}, "prospect"),
        ({"2024-06-29": 10}, "new"),
        ({"2024-04-01T12:00": 10}, "new"),  # 90 days
        ({"2024-03-31T12:00": 10}, "regular"),
        ({"2023-01-01": 10, "2024-06-29": 10}, "regular"),
        ({"2023-07-01T12:00": 10}, "regular"),  # 365 days
        ({"2023-06-30T12:00": 10}, "inactive"),
        ({"2024-06-01": 24_999, "2024-06-02": "0.99"}, "new"),
        ({"2024-06-01": 24_999, "2024-06-02": "1.00"}, "high_value"),
        ({"2014-06-01": 25_000}, "high_value"),  # who spent that much is called, and not mailed
    ],
)
def test_default_rules(customer: Customer, orders: dict[str, Any], expected: str) -> None:
    for when, amount in orders.items():
        place(customer, when, amount)

    assert segment(customer) == expected


def test_a_segment_is_of_the_whole_life_whatever_the_period(customer: Customer) -> None:
    place(customer, "2020-01-01", 30_000)

    assert {segment(customer, period) for period in Period} == {"high_value"}


def test_the_accounts_own_rules_stand_instead(customer: Customer) -> None:
    place(customer, "2024-06-01", 30_000)
    rules = SegmentRule.objects
    rules.create(account=customer.account, position=20, segment="big", min_lifetime_value=30_000)
    rules.create(account=customer.account, position=10, segment="huge", min_lifetime_value=30_001)
    rules.create(account=customer.account, position=30, segment="all")

    assert segment(customer) == "big"
    rules.filter(segment="big").update(position=40)
    assert segment(customer) == "all"
    rules.filter(segment="all").delete()
    assert segment(customer) == "big"


def test_whom_no_own_rule_takes_is_regular_or_a_prospect(customer: Customer) -> None:
    SegmentRule.objects.create(account=customer.account, position=1, segment="vip", min_orders=2)

    assert segment(customer) == "prospect"
    place(customer, "2020-01-01", 30_000)
    assert segment(customer) == "regular"
    place(customer, "2020-01-02")
    assert segment(customer) == "vip"


def test_another_accounts_rules_are_nothing_to_it(
    customer: Customer, other_account: Account
) -> None:
    SegmentRule.objects.create(account=other_account, position=1, segment="all")

    assert segment(customer) == "prospect"


BOUGHT = SegmentFacts(
    lifetime_value=Decimal(500), orders=5, days_since_last_order=30, days_since_first_order=300
)
NEVER = SegmentFacts(
    lifetime_value=Decimal(0), orders=0, days_since_last_order=None, days_since_first_order=None
)


@pytest.mark.parametrize(
    ("condition", "least", "beyond"),
    [
        ("min_lifetime_value", Decimal(500), Decimal("500.01")),
        ("min_orders", 5, 6),
        ("max_orders", 5, 4),
        ("min_days_since_last_order", 30, 31),
        ("max_days_since_last_order", 30, 29),
        ("max_days_since_first_order", 300, 299),
    ],
)
def test_a_condition_holds_up_to_its_bound(condition: str, least: Any, beyond: Any) -> None:
    assert holds(SegmentRule(**{condition: least}), BOUGHT)
    assert not holds(SegmentRule(**{condition: beyond}), BOUGHT)


@pytest.mark.parametrize(
    "condition",
    ["min_days_since_last_order", "max_days_since_last_order", "max_days_since_first_order"],
)
def test_days_since_an_order_are_of_nobody_without_one(condition: str) -> None:
    assert not holds(SegmentRule(**{condition: 0}), NEVER)


def test_all_conditions_must_hold_and_none_is_true_of_all() -> None:
    assert holds(SegmentRule(), NEVER)
    assert holds(SegmentRule(min_orders=5, max_orders=5), BOUGHT)
    assert not holds(SegmentRule(min_orders=5, min_lifetime_value=501), BOUGHT)
