"""The score from the facts: its parts, its bands, and that nobody gains by paying worse."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers.credit import CreditFacts, score
from customers.credit.scoring import rating_of, recommended_limit, risk_of
from customers.credit.terms import terms_days

#: The page's customer: 75 orders in seven months, a quarter of its limit used, paid in 12 of 15 days.
PAGE = CreditFacts(
    terms_days=15,
    orders=75,
    year_orders=75,
    year_revenue=Decimal("45000.00"),
    tenure_days=214,
    invoices=75,
    overdue_invoices=0,
    oldest_overdue_days=None,
    days_to_pay=Decimal("12.0"),
    balance=Decimal("2500.00"),
    limit=Decimal("10000.00"),
)
NOTHING = CreditFacts(
    terms_days=30,
    orders=0,
    year_orders=0,
    year_revenue=Decimal(0),
    tenure_days=None,
    invoices=0,
    overdue_invoices=0,
    oldest_overdue_days=None,
    days_to_pay=None,
    balance=Decimal(0),
    limit=None,
)
BEST = replace(PAGE, year_orders=100, tenure_days=1825, balance=Decimal(0), days_to_pay=Decimal(0))
WORST = replace(
    PAGE,
    orders=1,
    year_orders=1,
    year_revenue=Decimal(1),
    tenure_days=0,
    invoices=1,
    overdue_invoices=1,
    oldest_overdue_days=1_000,
    days_to_pay=Decimal(1_015),
    balance=Decimal(1_000_000),
)


def test_the_pages_customer_has_the_pages_score() -> None:
    made = score(PAGE)

    assert made.parts == {
        "base": 300,
        "punctuality": 150,
        "overdue_share": 80,
        "oldest_overdue": 70,
        "utilization": 70,
        "tenure": 30,
        "orders": 30,
        "cover": 20,
    }
    assert made.value == 750
    assert (rating_of(750), risk_of(750)) == ("excellent", "low")
    assert recommended_limit(PAGE, 750) == Decimal(15_000)


def test_who_never_ordered_stands_in_the_middle() -> None:
    assert score(NOTHING).value == (300 + 850) // 2
    assert score(replace(NOTHING, limit=Decimal(500))).value == 575


def test_the_best_and_the_worst_of_customers() -> None:
    assert score(BEST).value == 850
    assert score(WORST).value == 310  # it bought once, and only just


@pytest.mark.parametrize(
    ("made", "rating", "risk"),
    [
        (850, "excellent", "low"),
        (750, "excellent", "low"),
        (749, "good", "low"),
        (650, "good", "low"),
        (649, "fair", "medium"),
        (550, "fair", "medium"),
        (549, "poor", "high"),
        (450, "poor", "high"),
        (449, "very_poor", "high"),
        (300, "very_poor", "high"),
    ],
)
def test_rating_and_risk_follow_from_the_score(made: int, rating: str, risk: str) -> None:
    assert (rating_of(made), risk_of(made)) == (rating, risk)


@pytest.mark.parametrize(
    ("part", "facts", "points"),
    [
        ("punctuality", {"days_to_pay": None}, 75),
        ("punctuality", {"days_to_pay": Decimal("15.0")}, 150),
        ("punctuality", {"days_to_pay": Decimal("15.1")}, 130),
        ("punctuality", {"days_to_pay": Decimal("75.1")}, 0),
        ("overdue_share", {"invoices": 0}, 40),
        ("overdue_share", {"invoices": 20, "overdue_invoices": 1}, 60),
        ("overdue_share", {"invoices": 3, "overdue_invoices": 1}, 0),
        ("oldest_overdue", {"invoices": 0}, 35),
        ("oldest_overdue", {"overdue_invoices": 1, "oldest_overdue_days": 0}, 50),
        ("oldest_overdue", {"overdue_invoices": 1, "oldest_overdue_days": 90}, 5),
        ("oldest_overdue", {"overdue_invoices": 1, "oldest_overdue_days": 91}, 0),
        ("utilization", {"balance": Decimal(1_000)}, 100),
        ("utilization", {"balance": Decimal(10_001)}, 10),  # 100.0 per cent
        ("utilization", {"balance": Decimal(10_010)}, 0),
        ("utilization", {"balance": Decimal(-1)}, 100),
        ("utilization", {"limit": None}, 50),
        ("utilization", {"limit": Decimal(0)}, 0),
        ("utilization", {"limit": Decimal(0), "balance": Decimal(0)}, 100),
        ("tenure", {"tenure_days": 0}, 5),
        ("tenure", {"tenure_days": 365}, 40),
        ("orders", {"year_orders": 1}, 5),
        ("cover", {"balance": Decimal(0)}, 30),
        ("cover", {"balance": Decimal(1_875)}, 30),
        ("cover", {"balance": Decimal("1875.01")}, 20),
        ("cover", {"balance": Decimal(15_001)}, 0),
    ],
)
def test_a_part_earns_its_points(part: str, facts: dict[str, Any], points: int) -> None:
    assert score(replace(PAGE, **facts)).parts[part] == points


def test_who_never_ordered_and_owes_too_much_is_no_middle() -> None:
    owing = replace(NOTHING, balance=Decimal(200), limit=Decimal(100))

    assert score(owing).parts["utilization"] == 0


#: The most that the record's columns hold.
MOST = Decimal("999999999999.99")
MONEY = st.decimals(min_value=-MOST, max_value=MOST, places=2)
DAYS = st.integers(min_value=0, max_value=4_000)


@st.composite
def any_facts(draw: st.DrawFn) -> CreditFacts:
    orders = draw(st.integers(0, 200))
    invoices = draw(st.integers(0, orders))
    overdue = draw(st.integers(0, invoices))
    return CreditFacts(
        terms_days=draw(st.sampled_from([0, 15, 30, 60])),
        orders=orders,
        year_orders=draw(st.integers(min(orders, 1), orders)),
        year_revenue=draw(st.decimals(min_value=0, max_value=10**14, places=2)),
        tenure_days=draw(DAYS) if orders else None,
        invoices=invoices,
        overdue_invoices=overdue,
        oldest_overdue_days=draw(DAYS) if overdue else None,
        days_to_pay=draw(st.none() | st.decimals(0, 4_000, places=1)),
        balance=draw(MONEY),
        limit=draw(st.none() | st.decimals(min_value=0, max_value=MOST, places=2)),
    )


@given(facts=any_facts())
def test_the_parts_explain_the_score(facts: CreditFacts) -> None:
    made = score(facts)

    assert sum(made.parts.values()) == made.value
    assert 300 <= made.value <= 850
    assert score(facts) == made
    limit = recommended_limit(facts, made.value)
    assert 0 <= limit < 10**12
    assert not facts.orders or limit % 500 == 0


@given(
    facts=any_facts(),
    days=st.decimals(0, 4_000, places=1),
    money=st.decimals(min_value=0, max_value=10**12, places=2),
    count=st.integers(0, 200),
)
def test_nobody_gains_by_doing_worse(
    facts: CreditFacts, days: Decimal, money: Decimal, count: int
) -> None:
    made = score(facts).value
    worse: list[dict[str, Any]] = [{"balance": facts.balance + money}] if facts.orders else []
    if facts.days_to_pay is not None:
        worse.append({"days_to_pay": facts.days_to_pay + days})
    if facts.oldest_overdue_days is not None:
        worse.append({"oldest_overdue_days": facts.oldest_overdue_days + count})
        more = min(facts.invoices, facts.overdue_invoices + count)
        worse.append({"overdue_invoices": more})
    if facts.tenure_days is not None:
        worse.append({"tenure_days": max(facts.tenure_days - count, 0)})
        worse.append({"year_orders": max(facts.year_orders - count, 1)})
        worse.append({"year_revenue": max(facts.year_revenue - money, Decimal(0))})
    for change in worse:
        assert score(replace(facts, **change)).value <= made, change


@pytest.mark.parametrize(
    ("made", "revenue", "limit"),
    [
        (750, "45000.00", 15_000),
        (650, "45000.00", 11_500),  # 11,250
        (550, "45000.00", 7_500),
        (450, "45000.00", 4_000),  # 3,750
        (449, "45000.00", 0),
        (750, "0.01", 500),
        (750, "0.00", 0),
        (850, "99999999999999.99", 999_999_999_500),
    ],
)
def test_the_limit_follows_from_an_average_month(made: int, revenue: str, limit: int) -> None:
    assert recommended_limit(replace(PAGE, year_revenue=Decimal(revenue)), made) == limit


def test_without_orders_the_limit_stays() -> None:
    assert recommended_limit(replace(NOTHING, limit=Decimal("1234.50")), 575) == Decimal("1234.50")
    assert recommended_limit(NOTHING, 575) == 0


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("net_15", 15),
        ("net_30", 30),
        ("NET-45", 45),
        ("Net 60", 60),
        ("net0", 0),
        ("2/10 Net 30", 30),
        ("2/10net 30", 30),
        ("Due on receipt", 0),
        ("due_on_receipt", 0),
        ("COD", 0),
        ("Cash in advance", 0),
        ("", 30),
        ("magnet_15", 30),
        ("net_1000", 30),
        ("net_\u0661\u0665", 30),
        ("as agreed", 30),
    ],
)
def test_terms_say_when_to_pay(text: str, days: int) -> None:
    assert terms_days(text) == days
