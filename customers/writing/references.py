"""What a batch refers to outside its customers: groups, stores, suppliers, custom field definitions."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models

from contacts.canonical import fold
from crm.accounts.models import Account, Store
from customers.changes import CustomerChange
from customers.models import CustomerGroup, CustomField, LeadSource, NoteType, Supplier

#: Column of a change -> the table whose rows of the same account it may name.
TABLES: dict[str, type[models.Model]] = {
    "group_id": CustomerGroup,
    "lead_source_id": LeadSource,
    "home_store_id": Store,
    "supplier_id": Supplier,
    "type_id": NoteType,
}


@dataclass(slots=True)
class References:
    """The rows of the account that the batch may refer to.

    Attributes:
        ids: column to the ids that exist in the account, of those that the batch names.
        custom_fields: ``(target, folded name)`` to the definition.
    """

    ids: dict[str, frozenset[int]] = field(default_factory=dict)
    custom_fields: dict[tuple[str, str], CustomField] = field(default_factory=dict)

    def check(self, column: str, value: int | None) -> None:
        """Refuse the id of a row that the account does not have.

        Raises:
            ValidationError: no such row.
        """
        if value is not None and value not in self.ids.get(column, ()):
            raise ValidationError("The account has no such entry.")

    def custom_field(self, target: str, name: str) -> CustomField:
        """The definition of a custom field by its name, in any case.

        Raises:
            ValidationError: the account has no such field.
        """
        try:
            return self.custom_fields[target, fold(name)]
        except KeyError:
            raise ValidationError(f"The account has no {target} field {name!r}.") from None


def load_references(account: Account, changes: Iterable[CustomerChange]) -> References:
    """Look up what the changes name: a query per table that is named at all."""
    named: dict[str, set[int]] = {}
    wants_fields = False
    for change in changes:
        wants_fields |= bool(change.custom_fields) or any(
            address.custom_fields for address in change.places()
        )
        for part in (change, *change.supplier_accounts, *change.note_entries):
            for column in TABLES:
                value = getattr(part, column, None)
                if isinstance(value, int) and 0 < value < 2**63:
                    named.setdefault(column, set()).add(value)
    return References(
        ids={
            column: frozenset(
                TABLES[column]
                ._default_manager.filter(account=account, pk__in=ids)
                .values_list("pk", flat=True)
            )
            for column, ids in named.items()
        },
        custom_fields={
            (definition.target, fold(definition.name)): definition
            for definition in (CustomField.objects.filter(account=account) if wants_fields else ())
        },
    )
