"""A credit check of a customer: the facts it finds, what it keeps, what it leaves alone."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from crm.accounts.models import Account, User
from customers import credit, services
from customers.changes import CustomerChange, Source
from customers.credit import CreditFacts, Score
from customers.errors import NotFound
from customers.models import Change, CreditCheck, Customer, Order

from .orders import an_order, at, page_orders, place

NOW = at("2024-06-30T12:00")


@pytest.fixture
def then(source: Source) -> Source:
    """Alice, at noon of 30 June 2024."""
    return replace(source, at=NOW)


@pytest.fixture
def xyz(account: Account, source: Source) -> Customer:
    """The page's customer."""
    change = CustomerChange(
        company="Customer XYZ",
        payment_terms="net_15",
        credit_limit=Decimal(10_000),
        current_balance=Decimal(2_500),
        customer_since=at("2023-06-15"),
    )
    pk = services.create(account, change, source=source).customer_id
    return Customer.objects.get(pk=pk)


def facts_of(customer: Customer, source: Source) -> dict[str, Any]:
    facts: dict[str, Any] = credit.check(customer.account, customer.pk, source=source).facts
    return facts


def test_the_pages_customer_gets_the_pages_answer(xyz: Customer, source: Source) -> None:
    page_orders(xyz)

    made = credit.check(xyz.account, xyz.pk, source=source)

    assert (made.score, made.rating, made.risk) == (750, "excellent", "low")
    assert (made.recommended_limit, made.current_limit) == (Decimal(15_000), Decimal(10_000))


def test_a_check_is_kept_with_its_facts_and_its_parts(
    xyz: Customer, then: Source, alice: User
) -> None:
    page_orders(xyz)

    made = credit.check(xyz.account, xyz.pk, source=then)

    kept = CreditCheck.objects.get()
    assert (kept, kept.account, kept.customer) == (made, xyz.account, xyz)
    assert (kept.checked_at, kept.checked_by) == (NOW, alice)
    assert kept.facts == made.facts == {
        "terms_days": 15,
        "orders": 75,
        "year_orders": 75,
        "year_revenue": "45000.00",
        "tenure_days": 214,
        "invoices": 75,
        "overdue_invoices": 0,
        "oldest_overdue_days": None,
        "days_to_pay": "12.0",
        "balance": "2500.00",
        "limit": "10000.00",
    }  # fmt: skip
    assert sum(kept.parts.values()) == kept.score
    assert str(kept.recommended_limit) == "15000.00"


def test_it_changes_nothing_of_the_customer(xyz: Customer, source: Source) -> None:
    place(xyz, "2024-01-10")
    before = Customer.objects.values().get(pk=xyz.pk)
    entries = Change.objects.count()

    credit.check(xyz.account, xyz.pk, source=source)

    assert Customer.objects.values().get(pk=xyz.pk) == before
    assert Change.objects.count() == entries


def test_one_without_orders_is_in_the_middle(customer: Customer, source: Source) -> None:
    made = credit.check(customer.account, customer.pk, source=source)

    assert (made.score, made.rating, made.risk) == (575, "fair", "medium")
    assert (made.current_limit, made.recommended_limit) == (None, Decimal(0))


def test_a_discontinued_customer_can_be_checked(customer: Customer, source: Source) -> None:
    services.discontinue(customer.account, customer_id=customer.pk, source=source)

    assert credit.check(customer.account, customer.pk, source=source).score == 575


def test_the_last_check_is_the_latest(xyz: Customer, source: Source) -> None:
    assert credit.last_check(xyz.account, xyz.pk) is None
    later = credit.check(xyz.account, xyz.pk, source=replace(source, at=at("2024-02-02")))
    credit.check(xyz.account, xyz.pk, source=replace(source, at=at("2024-01-01")))

    assert credit.last_check(xyz.account, xyz.pk) == later


def test_checks_stay_in_their_account(
    xyz: Customer, other_account: Account, source: Source
) -> None:
    credit.check(xyz.account, xyz.pk, source=source)

    assert credit.last_check(other_account, xyz.pk) is None
    with pytest.raises(NotFound):
        credit.check(other_account, xyz.pk, source=source)
    assert CreditCheck.objects.count() == 1


@pytest.mark.parametrize("nobody", [0, -1, 999_999, 2**63, 10**30])
def test_nobody_cannot_be_checked(account: Account, source: Source, nobody: int) -> None:
    with pytest.raises(NotFound):
        credit.check(account, nobody, source=source)
    assert credit.last_check(account, nobody) is None


@pytest.mark.parametrize("orders", [0, 10, 1_000])
def test_it_asks_three_queries_however_many_orders(
    xyz: Customer, orders: int, source: Source, django_assert_num_queries: Any
) -> None:
    Order.objects.bulk_create(an_order(xyz, "2024-01-10", paid_after=3) for _ in range(orders))
    account = xyz.account

    with django_assert_num_queries(3):
        made = credit.check(account, xyz.pk, source=source)

    assert made.facts["orders"] == orders


def test_drafts_and_cancelled_orders_are_no_facts(xyz: Customer, then: Source) -> None:
    for status in Order.Status:
        place(xyz, "2024-01-10", status=status)

    facts = facts_of(xyz, then)

    assert (facts["orders"], facts["year_revenue"]) == (3, "300.00")
    assert (facts["invoices"], facts["overdue_invoices"]) == (2, 2)  # shipped, delivered


def test_an_invoice_is_overdue_once_its_terms_are_over(xyz: Customer, then: Source) -> None:
    place(xyz, "2024-06-15T12:00")  # 15 days ago to the second
    assert facts_of(xyz, then)["overdue_invoices"] == 0

    place(xyz, "2024-06-15T11:59")
    place(xyz, "2024-05-31T12:00")
    facts = facts_of(xyz, then)
    assert (facts["overdue_invoices"], facts["oldest_overdue_days"]) == (2, 15)


def test_what_is_overdue_counts_as_paid_today(xyz: Customer, then: Source) -> None:
    place(xyz, "2024-06-01T12:00", paid_after=9)
    assert facts_of(xyz, then)["days_to_pay"] == "9.0"

    place(xyz, "2024-06-10T12:00")
    assert facts_of(xyz, then)["days_to_pay"] == "14.5"


def test_paying_later_or_never_gains_nothing(xyz: Customer, then: Source) -> None:
    for day in range(1, 9):
        place(xyz, f"2024-04-0{day}", paid_after=10)
    last = place(xyz, "2024-04-09", paid_after=1)
    scores = []
    for paid in ("2024-04-12", "2024-04-30", "2024-05-20", "2024-06-29", None):
        Order.objects.filter(pk=last.pk).update(paid_date=None if paid is None else at(paid))
        scores.append(credit.check(xyz.account, xyz.pk, source=then).score)

    assert scores == sorted(scores, reverse=True)
    assert scores[-1] < scores[0]


def test_the_year_ends_with_the_last_order(xyz: Customer, then: Source) -> None:
    place(xyz, "2021-04-30T12:00", 1)
    place(xyz, "2021-05-01T12:00", 10)
    place(xyz, "2022-04-30T12:00", 100)

    facts = facts_of(xyz, then)

    assert (facts["orders"], facts["year_orders"], facts["year_revenue"]) == (3, 2, "110.00")
    assert facts["tenure_days"] == 365  # since the first order, which is earlier


def test_an_order_dated_ahead_makes_nobody_older(xyz: Customer, then: Source) -> None:
    place(xyz, "2024-06-01", 1)
    place(xyz, "2034-06-01", 10)

    facts = facts_of(xyz, then)

    assert (facts["year_orders"], facts["year_revenue"]) == (2, "11.00")
    assert facts["tenure_days"] == 382  # 15 June 2023 in Chicago is the 14th


def test_the_customers_own_figures_may_be_as_large_as_they_go(
    xyz: Customer, source: Source
) -> None:
    most = Decimal("999999999999.99")
    Customer.objects.update(credit_limit=most, current_balance=most, payment_terms="net_999")
    for day in range(1, 10):
        place(xyz, f"2024-01-0{day}", str(most), paid_after=2)

    made = credit.check(xyz.account, xyz.pk, source=source)

    made.refresh_from_db()
    assert made.facts["year_revenue"] == "8999999999999.91"
    assert (made.current_limit, made.recommended_limit) == (most, Decimal(999_999_999_500))


def test_an_outside_bureau_takes_the_scores_place(xyz: Customer, source: Source) -> None:
    asked: list[CreditFacts] = []

    def bureau(facts: CreditFacts) -> Score:
        asked.append(facts)
        return Score(449, {"bureau": 449})

    page_orders(xyz)

    made = credit.check(xyz.account, xyz.pk, source=source, scorer=bureau)

    assert [facts.orders for facts in asked] == [75]
    assert (made.score, made.parts) == (449, {"bureau": 449})
    assert (made.rating, made.risk, made.recommended_limit) == ("very_poor", "high", Decimal(0))
