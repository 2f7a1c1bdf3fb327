"""One customer without its lists, for what is computed about it."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import OuterRef, QuerySet

from crm.accounts.models import Account
from customers.models import Customer, SegmentRule

from .by_id import row_by_id
from .nested import Nested
from .once import Given, Once
from .sales import ProductSales, top_products

#: In the order of the model's.
COLUMNS = (
    *("id", "name", "payment_terms", "credit_limit", "current_balance"),
    *("customer_since", "created"),
)
TOP = 10


class Dealings(NamedTuple):
    """A customer, and what its figures are made from but for the months of its orders.

    Attributes:
        products: at most ten, best first.
        rules: the account's own for its segments, as they are asked.
    """

    customer: Customer
    products: Sequence[ProductSales]
    rules: Sequence[SegmentRule]


def customer_by_id(account: Account, customer_id: int) -> Customer:
    """A customer, discontinued or not, with its name, its terms and its money.

    Raises:
        NotFound: the account has none of that id.
    """
    return _customer(row_by_id(_BY_ID, account, customer_id))


def dealings(account: Account, customer_id: int, *, since: datetime | None) -> Dealings:
    """A customer, discontinued or not, and what it bought most of. One query.

    Args:
        since: from when on; ``None`` for the whole life.

    Raises:
        NotFound: the account has none of that id.
    """
    query = _dealings(is_narrowed=since is not None)
    *columns, products, rules = row_by_id(query, account, customer_id, since=since)
    return Dealings(
        _customer(columns),
        [ProductSales._make(row) for row in products],
        [SegmentRule(*row) for row in rules],
    )


def _by_id() -> "QuerySet[Any, Any]":
    customer = Customer.objects.filter(account=Given("account"), pk=Given("id"))
    return customer.order_by().values_list(*COLUMNS)


_BY_ID = Once(_by_id)


@cache
def _dealings(*, is_narrowed: bool) -> Once:
    products = top_products(OuterRef("pk"), limit=TOP, is_narrowed=is_narrowed)
    # All columns, in their order.
    rules = SegmentRule.objects.filter(account=Given("account")).order_by("position").values_list()
    return Once(lambda: _by_id().annotate(products=Nested(products), rules=Nested(rules)))


def _customer(columns: Sequence[Any]) -> Customer:
    return Customer.from_db(DEFAULT_DB_ALIAS, COLUMNS, columns)
