"""Why the record says no. Fields and facts; each dialect finds its own words and status for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class CustomerError(Exception):
    """Anything the record refuses. Nothing was written."""


class Invalid(CustomerError):
    """Values that cannot be stored.

    Attributes:
        fields: field path as in the ledger (``code``, ``billing.city``) to what is wrong with it.
    """

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self.fields = {field: list(messages) for field, messages in fields.items()}
        super().__init__("; ".join(f"{f}: {' '.join(m)}" for f, m in self.fields.items()))


class NotFound(CustomerError):
    """The account has no such customer, or the customer no such part."""


class CodeTaken(CustomerError):
    """Another customer of the account has the code, perhaps a discontinued one."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"The code {code!r} belongs to another customer.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A customer that an upsert may have meant.

    Attributes:
        id: 0 for one that an earlier row of the same batch adds.
        matched_by: the first key that hit it: ``email``, ``code``, ``cell phone``.
    """

    id: int
    code: str
    name: str
    matched_by: str


class Ambiguous(CustomerError):
    """The keys hit more than one customer, and none is picked.

    Attributes:
        candidates: those that were hit; the first ten, if there are more.
    """

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = list(candidates)
        named = ", ".join(f"{c.code!r} by {c.matched_by}" for c in self.candidates)
        super().__init__(f"More than one customer matches: {named}.")
