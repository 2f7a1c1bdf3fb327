"""What a batch is asked to write."""

from dataclasses import dataclass
from enum import Enum

from customers.changes import CustomerChange
from customers.errors import CustomerError
from customers.stores import Stores

from .matching import Key


class Mode(Enum):
    """What a write does when its customer is there, or is not."""

    CREATE = "create"
    UPDATE = "update"
    UPSERT = "upsert"


@dataclass(frozen=True, kw_only=True, slots=True)
class Write:
    """One row of a batch.

    Attributes:
        customer_id, code: which customer an update means: one of the two.
        by: by which keys of its change an upsert finds its customer, in order.
        within: the home stores to whose customers an upsert keeps, ``None`` among them for customers
            without; every customer when left out.
        defaults: what a customer starts with that the row creates; ``change`` is written over it.
        refuse_new: the error of an upsert that finds nobody, instead of creating.
    """

    mode: Mode
    change: CustomerChange
    customer_id: int | None = None
    code: str | None = None
    by: tuple[Key, ...] = (Key.CODE,)
    within: Stores = None
    defaults: CustomerChange | None = None
    refuse_new: CustomerError | None = None

    def changes(self) -> tuple[CustomerChange, ...]:
        """What is written to a customer that the row creates, in order."""
        return (self.change,) if self.defaults is None else (self.defaults, self.change)
