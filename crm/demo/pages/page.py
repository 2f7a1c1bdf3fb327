"""What a page of a dialect prints of a customer."""

from dataclasses import dataclass
from datetime import datetime

from crm.demo.orders import OrderDraft
from customers.changes import CustomerChange


@dataclass(frozen=True, kw_only=True, slots=True)
class PageCustomer:
    """A customer of a page.

    Attributes:
        created, modified: as printed, in the account's time zone where no other is.
        entered: what was written when it was created.
        corrected: what was written when it was modified; nothing if it never was.
        orders: what it bought.
        accounts: what it holds, as supplier and number; entered with it.
    """

    created: datetime
    modified: datetime
    entered: CustomerChange
    corrected: CustomerChange | None
    orders: tuple[OrderDraft, ...] = ()
    accounts: tuple[tuple[str, str], ...] = ()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)
