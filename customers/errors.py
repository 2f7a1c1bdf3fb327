"""Why the record says no. Fields and facts; each dialect finds its own words and status for them."""

from collections.abc import Mapping, Sequence


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
