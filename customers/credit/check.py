"""A credit check, kept."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.utils import timezone

from crm.accounts.models import Account
from customers.changes import Source
from customers.models import CreditCheck
from customers.queries.by_id import LARGEST_ID
from customers.queries.one import customer_by_id
from customers.queries.sales import sales_months

from .facts import CreditFacts, credit_facts
from .scoring import Scorer, rating_of, recommended_limit, risk_of, score
from .terms import terms_days


def check(
    account: Account, customer_id: int, *, source: Source, scorer: Scorer = score
) -> CreditCheck:
    """Score a customer, discontinued or not, and keep the check with its facts and its parts.

    The customer itself stays as it is. Three queries, however many orders there are.

    Args:
        scorer: who makes the score: our own tables, or an outside bureau.

    Raises:
        NotFound: the account has no such customer.
    """
    now = source.at or timezone.now()
    customer = customer_by_id(account, customer_id)
    terms = terms_days(customer.payment_terms)
    months = sales_months(account, customer_id, since=None, now=now, terms_days=terms)
    facts = credit_facts(customer, months, now=now, zone=account.zone)
    made = scorer(facts)
    return CreditCheck.objects.create(
        account=account,
        customer_id=customer_id,
        score=made.value,
        parts=dict(made.parts),
        rating=rating_of(made.value),
        risk=risk_of(made.value),
        current_limit=facts.limit,
        recommended_limit=recommended_limit(facts, made.value),
        facts=_as_json(facts),
        checked_at=now,
        checked_by=source.user,
    )


def last_check(account: Account, customer_id: int) -> CreditCheck | None:
    """The latest check of a customer, ``None`` if there is none, or no such customer."""
    if not 0 < customer_id <= LARGEST_ID:
        return None
    checks = CreditCheck.objects.filter(account=account, customer=customer_id)
    return checks.order_by("-checked_at", "-pk").first()


def _as_json(facts: CreditFacts) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in asdict(facts).items()
    }
