"""From the facts to a score, by tables that anybody can follow.

A score begins at 300, the worst, and adds points for seven things, to at most 850:

====================  ======  ================================================================
part                  points  for
====================  ======  ================================================================
``punctuality``          150  how many days after the terms invoices are paid on the average
``overdue_share``         80  how many of a hundred invoices are overdue
``oldest_overdue``        70  for how many days the oldest of these should have been paid
``utilization``          100  how much of the credit limit is used
``tenure``                80  for how long the customer has bought
``orders``                40  how many orders it placed in the last year it bought
``cover``                 30  how many times that year's revenue covers what it owes
====================  ======  ================================================================

What cannot be known, because nothing was ordered, invoiced or paid yet, or there is no limit to
measure by, is neither good nor bad and earns half. Somebody without any orders, who owes nothing,
therefore has 575, the middle.

An outside bureau takes the place of ``score`` in ``check``; what follows from a score stays.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TypeAlias

from .facts import MONTHS_PER_YEAR, CreditFacts
from .terms import utilization

LOWEST, HIGHEST = 300, 850

Number: TypeAlias = Decimal | int
#: Bounds and points, best first.
Bands: TypeAlias = Sequence[tuple[int, int]]

# At most so much earns so many points; more than the last earns none.
DAYS_LATE: Bands = ((0, 150), (5, 130), (15, 90), (30, 50), (60, 20))
OVERDUE_PER_CENT: Bands = ((0, 80), (5, 60), (10, 40), (25, 20))
OLDEST_OVERDUE_DAYS: Bands = ((0, 70), (14, 50), (30, 35), (60, 15), (90, 5))
UTILIZATION_PER_CENT: Bands = ((10, 100), (30, 70), (50, 50), (75, 25), (100, 10))

# At least so much earns so many points; less than the last earns none.
TENURE_DAYS: Bands = ((1825, 80), (1095, 65), (730, 55), (365, 40), (180, 30), (90, 15), (0, 5))
YEAR_ORDERS: Bands = ((100, 40), (50, 30), (20, 20), (5, 10), (1, 5))
TIMES_COVERED: Bands = ((24, 30), (12, 20), (6, 15), (3, 10))

#: From which score on -> the rating.
RATINGS = ((750, "excellent"), (650, "good"), (550, "fair"), (450, "poor"), (LOWEST, "very_poor"))

#: From which score on -> the risk.
RISKS = ((650, "low"), (550, "medium"), (LOWEST, "high"))

#: How many average months' revenue a customer of a rating is trusted with.
MONTHS_OF_CREDIT = {"excellent": 4, "good": 3, "fair": 2, "poor": 1, "very_poor": 0}

LIMIT_STEP = 500
HIGHEST_LIMIT = Decimal(999_999_999_500)  # the last step that the column holds


@dataclass(frozen=True, slots=True)
class Score:
    """A score from 300 to 850 and its parts, which add up to it."""

    value: int
    parts: Mapping[str, int]


#: What makes a score out of the facts: ``score`` here, or an outside bureau.
Scorer: TypeAlias = Callable[[CreditFacts], Score]


def score(facts: CreditFacts) -> Score:
    """The score by the tables of this module. The same facts always give the same score."""
    parts = {
        "base": LOWEST,
        "punctuality": _punctuality(facts),
        "overdue_share": _overdue_share(facts),
        "oldest_overdue": _oldest_overdue(facts),
        "utilization": _utilization(facts),
        "tenure": _at_least(facts.tenure_days, TENURE_DAYS),
        "orders": _at_least(facts.year_orders or None, YEAR_ORDERS),
        "cover": _cover(facts),
    }
    return Score(sum(parts.values()), parts)


def rating_of(score: int) -> str:
    """``excellent`` from 750, ``good`` from 650, ``fair`` from 550, ``poor`` from 450, else
    ``very_poor``."""
    return next(rating for least, rating in RATINGS if score >= least)


def risk_of(score: int) -> str:
    """``low`` from 650, ``medium`` from 550, else ``high``: low is who is rated good or better."""
    return next(risk for least, risk in RISKS if score >= least)


def recommended_limit(facts: CreditFacts, score: int) -> Decimal:
    """The average month of the last year bought, times ``MONTHS_OF_CREDIT``, up to the next 500.

    Without any orders it stays what it is, or 0.
    """
    if not facts.orders:
        return facts.limit or Decimal(0)
    wanted = facts.year_revenue * MONTHS_OF_CREDIT[rating_of(score)] / MONTHS_PER_YEAR
    steps = (wanted / LIMIT_STEP).to_integral_value(ROUND_CEILING)
    return min(steps * LIMIT_STEP, HIGHEST_LIMIT)


def _punctuality(facts: CreditFacts) -> int:
    late = None if facts.days_to_pay is None else facts.days_to_pay - facts.terms_days
    return _at_most(late, DAYS_LATE)


def _overdue_share(facts: CreditFacts) -> int:
    if not facts.invoices:
        return _at_most(None, OVERDUE_PER_CENT)
    return _at_most(Decimal(100 * facts.overdue_invoices) / facts.invoices, OVERDUE_PER_CENT)


def _oldest_overdue(facts: CreditFacts) -> int:
    if not facts.overdue_invoices:
        return _at_most(0 if facts.invoices else None, OLDEST_OVERDUE_DAYS)
    # Overdue since today is not the same as nothing overdue.
    return _at_most(max(facts.oldest_overdue_days or 0, 1), OLDEST_OVERDUE_DAYS)


def _utilization(facts: CreditFacts) -> int:
    if facts.balance <= 0 and not facts.orders:
        return _at_most(None, UTILIZATION_PER_CENT)
    if facts.balance > 0 and facts.limit == 0:
        return 0  # owes where nothing may be owed
    return _at_most(utilization(facts.balance, facts.limit), UTILIZATION_PER_CENT)


def _cover(facts: CreditFacts) -> int:
    if not facts.orders:
        return _at_least(None, TIMES_COVERED)
    if facts.balance <= 0:
        return TIMES_COVERED[0][1]
    return _at_least(facts.year_revenue / facts.balance, TIMES_COVERED)


def _at_most(value: Number | None, bands: Bands) -> int:
    if value is None:
        return bands[0][1] // 2
    return next((points for most, points in bands if value <= most), 0)


def _at_least(value: Number | None, bands: Bands) -> int:
    if value is None:
        return bands[0][1] // 2
    return next((points for least, points in bands if value >= least), 0)
