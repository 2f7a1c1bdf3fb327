"""Into which segment a customer falls.

Rules are asked in order and the first that holds wins: the account's own (``SegmentRule``), or the
default ones where it has none. Whom none of them takes is ``regular``, or ``prospect`` without a
single order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from customers.models import SegmentRule

#: As a sales manager would sort. Value comes first: who spent that much is called, and not mailed a
#: welcome or a we-miss-you, however new or quiet.
DEFAULT_RULES = (
    SegmentRule(segment="high_value", min_lifetime_value=Decimal(25_000)),
    SegmentRule(segment="inactive", min_days_since_last_order=366),
    SegmentRule(segment="new", max_days_since_first_order=90),
)

#: What is left, whatever the rules.
LAST_RULES = (
    SegmentRule(segment="regular", min_orders=1),
    SegmentRule(segment="prospect"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFacts:
    """What rules ask for, of the whole life; days are ``None`` without an order."""

    lifetime_value: Decimal
    orders: int
    days_since_last_order: int | None
    days_since_first_order: int | None


def segment_of(own: Sequence[SegmentRule], facts: SegmentFacts) -> str:
    """The segment of a customer with these facts.

    Args:
        own: the account's rules, as they are asked.
    """
    rules = (*(own or DEFAULT_RULES), *LAST_RULES)
    return next(rule.segment for rule in rules if holds(rule, facts))


def holds(rule: SegmentRule, facts: SegmentFacts) -> bool:
    """Whether all that the rule sets is so. Days since an order are of nobody without one."""
    last, first = facts.days_since_last_order, facts.days_since_first_order
    return (
        _at_least(facts.lifetime_value, rule.min_lifetime_value)
        and _at_least(facts.orders, rule.min_orders)
        and _at_most(facts.orders, rule.max_orders)
        and _at_least(last, rule.min_days_since_last_order)
        and _at_most(last, rule.max_days_since_last_order)
        and _at_most(first, rule.max_days_since_first_order)
    )


def _at_least(value: Decimal | int | None, least: Decimal | int | None) -> bool:
    return least is None or (value is not None and value >= least)


def _at_most(value: int | None, most: int | None) -> bool:
    return most is None or (value is not None and value <= most)
