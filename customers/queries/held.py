"""Customers narrowed by rows of theirs."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.lookups import IsNull

from customers.models import Customer

#: Of so many rows the customers are known before any customer is looked at.
MOST_GATHERED = 10_000


def holding(
    customers: QuerySet[Customer], rows: "QuerySet[Any]", *, is_by_customer: bool = False
) -> QuerySet[Customer]:
    """Those of the customers that have one of the rows. One query, made at once.

    Customers are named where few rows are, so that the planner knows how many to expect. Where many
    are, each customer is asked for one, in a way that the planner cannot take for a join of all.

    Args:
        rows: of the same account, each with a ``customer``.
        is_by_customer: an index has the rows in the order of the customers, so that a join is quick.
    """
    ids = list(rows.order_by().values_list("customer", flat=True)[: MOST_GATHERED + 1])
    if len(ids) <= MOST_GATHERED:
        return customers.filter(pk__among=sorted(set(ids)))
    of_one = rows.order_by().filter(customer=OuterRef("pk"))
    if is_by_customer:
        return customers.filter(Exists(of_one))
    return customers.filter(IsNull(Subquery(of_one.values("pk")[:1]), rhs=False))
