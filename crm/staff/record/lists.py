"""What the forms of one account offer, each list read once and only if it is asked for."""

from functools import cached_property

from crm.accounts.models import Account, Store
from customers import queries
from customers.models import CustomerGroup, CustomField, LeadSource, NoteType, Supplier

Choices = list[tuple[str, str]]


class AccountLists:
    """The short lists that an account picks from, and the fields that it added."""

    def __init__(self, account: Account) -> None:
        self.account = account

    @cached_property
    def definitions(self) -> list[CustomField]:
        return queries.definitions_of(self.account)

    def custom_fields(self, target: str) -> list[CustomField]:
        """Those of customers or of addresses."""
        return [field for field in self.definitions if field.target == target]

    @cached_property
    def group_id(self) -> Choices:
        return self._choices(CustomerGroup)

    @cached_property
    def lead_source_id(self) -> Choices:
        return self._choices(LeadSource)

    @cached_property
    def home_store_id(self) -> Choices:
        return self._choices(Store)

    @cached_property
    def supplier_id(self) -> Choices:
        return self._choices(Supplier)

    @cached_property
    def type_id(self) -> Choices:
        return self._choices(NoteType)

    def _choices(
        self, table: type[CustomerGroup | LeadSource | Store | Supplier | NoteType]
    ) -> Choices:
        rows = queries.names_of(self.account, table)
        return [("", "–"), *((str(pk), name) for pk, name in rows)]
