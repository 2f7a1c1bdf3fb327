"""Which customers a list has, and in which order."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from customers.models import Customer

from .once import Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which customers are listed, and how.

    Attributes:
        by: columns of an index, without ties.
        is_active: ``None`` for discontinued ones too.
        changed: only those changed at or after an instant.
    """

    by: tuple[str, ...] = ("pk",)
    descending: bool = False
    is_active: bool | None = None
    favourites: bool = False
    changed: bool = False

    def of(self, account: Any) -> "QuerySet[Customer]":
        customers = Customer.objects.filter(account=account)
        if self.is_active is not None:
            customers = customers.filter(is_active=self.is_active)
        return customers.filter(is_favourite=True) if self.favourites else customers

    def order(self, *, back: bool = False) -> list[str]:
        """For ``order_by``, from the beginning or from the end."""
        sign = "-" if self.descending is not back else ""
        return [f"{sign}{column}" for column in self.by]

    def after(self, customer: Any) -> Q:
        """Behind the customer of this id."""
        beyond = "lt" if self.descending else "gt"
        first, *ties = self.by
        behind = Q(**{f"{ties[0] if ties else first}__{beyond}": customer})
        if self.by == ("pk",):
            return behind
        place = Subquery(Customer.objects.filter(pk=customer).values(first))
        if not ties:
            return Q(**{f"{first}__{beyond}": place})
        return Q(**{f"{first}__{beyond}e": place}) & (Q(**{f"{first}__{beyond}": place}) | behind)

    def gathered(self, some: "QuerySet[Customer]") -> "QuerySet[Customer]":
        """Those of a query, known by what the index of the order has: without a look at each that the
        query skips."""
        if self.by == ("code_key",):
            codes = some.values("code_key")
            return Customer.objects.filter(account=Given("account"), code_key__gathered=codes)
        return Customer.objects.filter(pk__gathered=some.values("pk"))

    @property
    def is_counted(self) -> bool:
        """Whether its length is kept, and only what the ledger tells changes it."""
        return not (self.changed or self.favourites)

    @property
    def name(self) -> str:
        """One word for it."""
        return f"{'-' if self.descending else ''}{','.join(self.by)}:{self.is_active}"
