"""One customer by its id."""

from typing import Any

from crm.accounts.models import Account
from customers.errors import NotFound

from .once import Once, Row

LARGEST_ID = 2**63 - 1


def row_by_id(query: Once, account: Account, customer_id: int, **given: Any) -> Row:
    """The row of a query that takes an ``account`` and an ``id``.

    Args:
        given: what else the query takes.

    Raises:
        NotFound: there is none.
    """
    rows = []
    if 0 < customer_id <= LARGEST_ID:
        rows = query.rows(account=account.pk, id=customer_id, **given)
    if not rows:
        raise NotFound
    return rows[0]
