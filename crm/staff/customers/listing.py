"""What the address of the list says: search, filters, order, columns, place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from crm.accounts.models import Account
from customers import queries
from customers.queries import StaffListPage
from customers.queries.staff_list import ORDERS, in_order

from .columns import COLUMNS, SHOWN_AT_FIRST
from .filters import CustomerFilters, Customers

ROWS = 50
COUNTED_TO = 1_000
LARGEST_ID = 2**63 - 1

#: Parameters that are no filter.
PLACE = ("after", "before")
NOT_KEPT = ("csrfmiddlewaretoken", "columns", *PLACE)


@dataclass
class Listing:
    """One request for the list, as its address says it."""

    account: Account
    params: QueryDict
    columns_kept: object = None

    @cached_property
    def text(self) -> str:
        return self.params.get("q", "").strip()

    @cached_property
    def order(self) -> str:
        wanted = self.params.get("sort", "").removeprefix("-")
        return wanted if wanted in ORDERS else "name"

    @property
    def descending(self) -> bool:
        return self.params.get("sort", "").startswith("-")

    @property
    def columns(self) -> list[str]:
        """Chosen in the address, else as kept, else the first ones."""
        wanted = self.params.getlist("columns") or self.columns_kept or SHOWN_AT_FIRST
        chosen = wanted if isinstance(wanted, list | tuple) else ()
        return [name for name in COLUMNS if name in chosen]

    @cached_property
    def filters(self) -> CustomerFilters:
        found = queries.matching(self.account, self.text, everywhere=True)
        return CustomerFilters(self.params, found, self.account)

    @cached_property
    def customers(self) -> Customers:
        """All that the list shows, on whatever page."""
        return self.filters.customers

    @property
    def ordered(self) -> Customers:
        """The same, as they are listed."""
        return in_order(self.customers, self.order, descending=self.descending)

    @cached_property
    def page(self) -> StaffListPage:
        return queries.staff_list_page(
            self.account,
            self.customers,
            order=self.order,
            descending=self.descending,
            after=_id(self.params, "after"),
            before=_id(self.params, "before"),
            limit=ROWS,
        )

    @cached_property
    def count(self) -> tuple[int, bool]:
        """How many there are, and whether that is all. Kept, not counted, where nothing narrows."""
        if self.text or [name for name, _ in self.filters.chips if name != "state"]:
            return queries.counted(self.customers, COUNTED_TO)
        active = queries.total_active(self.account)
        match self.params.get("state"):
            case "all":
                return queries.total_customers(self.account), True
            case "discontinued":
                return queries.total_customers(self.account) - active, True
        return active, True

    @property
    def similar(self) -> list[queries.StaffListRow]:
        """Whom the text may have meant."""
        found = queries.similar(self.account, self.text) if self.text else None
        if found is None:
            return []
        return list(queries.staff_list_page(self.account, found, order="name", limit=5).customers)

    @property
    def address(self) -> str:
        """The list's parameters without the place in it."""
        kept = self.params.copy()
        for name in NOT_KEPT:
            kept.pop(name, None)
        return kept.urlencode()


def _id(params: Mapping[str, Any], name: str) -> int | None:
    text = params.get(name, "")
    if not (text.isascii() and text.isdigit()):
        return None
    number = int(text[:20])
    return number if 0 < number <= LARGEST_ID else None
