"""What the texts and figures of a customer's terms mean."""

import re
from decimal import ROUND_HALF_UP, Decimal

#: Where the terms do not say.
USUAL_DAYS = 30

NET = re.compile(r"\bnet[ _-]?([0-9]{1,3})(?![0-9])", re.IGNORECASE)
AT_ONCE = re.compile(r"receipt|immediate|advance|prepaid|\bcod\b", re.IGNORECASE)


def terms_days(payment_terms: str) -> int:
    """Within how many days of the order its invoice is to be paid.

    ``net_15``, ``Net 30`` and ``2/10 Net 30`` say so; ``due_on_receipt``, ``COD`` and payment in
    advance are 0 days; of any other text, or none, it is ``USUAL_DAYS``.
    """
    if net := NET.search(payment_terms.replace("/", " ")):
        return int(net[1])
    return 0 if AT_ONCE.search(payment_terms) else USUAL_DAYS


def utilization(balance: Decimal, limit: Decimal | None) -> Decimal | None:
    """How much of the credit limit is used, in per cent with one decimal, half up.

    0.0 for who owes nothing, with a limit or without; over 100 beyond the limit; ``None`` where
    something is owed and there is no limit, or a limit of nothing, to measure it by.
    """
    if balance <= 0:
        return Decimal("0.0")
    if not limit:
        return None
    return (balance * 100 / limit).quantize(Decimal("0.1"), ROUND_HALF_UP)
