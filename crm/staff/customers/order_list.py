"""What the address of a customer's orders says: the time, the filters, the place in the list."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import QueryDict
from django.utils import timezone

from crm.accounts.models import Account
from crm.staff.ui.days import as_day, begin_of, end_of
from crm.staff.ui.ids import as_id
from customers import queries
from customers.analytics import Period
from customers.models import Order
from customers.queries.staff_orders import COUNTED_TO, OrderFilter, StaffOrderPage

LONGEST_TEXT = 100


@dataclass
class OrderList:
    """One request for the orders of a customer."""

    account: Account
    customer_id: int
    params: QueryDict

    @property
    def period(self) -> Period:
        wanted = self.params.get("period", "")
        return Period(wanted) if wanted in list(Period) else Period.ALL

    @property
    def text(self) -> str:
        return self.params.get("q", "").strip()[:LONGEST_TEXT]

    @property
    def status(self) -> str:
        wanted = self.params.get("status", "")
        return wanted if wanted in Order.Status.values else ""

    @property
    def since(self) -> date | None:
        return as_day(self.params.get("from", ""))

    @property
    def until(self) -> date | None:
        """The last day."""
        return as_day(self.params.get("to", ""))

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.status or self.since or self.until)

    @property
    def statuses(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Order.Status.choices]

    @cached_property
    def page(self) -> StaffOrderPage:
        zone = self.account.zone
        begins = self.period.since(timezone.now(), zone)
        if self.since:
            begins = begin_of(self.since, zone)
        wanted = OrderFilter(
            text=self.text,
            status=self.status,
            since=begins,
            until=end_of(self.until, zone) if self.until else None,
        )
        return queries.staff_orders(
            self.account,
            self.customer_id,
            wanted,
            older_than=as_id(self.params.get("older", "")),
            newer_than=as_id(self.params.get("newer", "")),
        )

    @property
    def count(self) -> str:
        """``1,234``, ``more than 10,000``."""
        found = self.page.count
        return f"more than {COUNTED_TO:,}" if found > COUNTED_TO else f"{found:,}"

    @property
    def address(self) -> str:
        """The parameters without the place in the list."""
        kept = self.params.copy()
        for name in ("older", "newer"):
            kept.pop(name, None)
        return kept.urlencode()
