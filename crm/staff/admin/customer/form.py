"""The form of the customer itself."""

from typing import Any, ClassVar

from customers.errors import CodeTaken, Invalid, NotFound
from customers.models import CustomFieldValue

from ..forms import GONE, SameAccountForm
from . import custom
from .page import Page

#: Parts that have inlines of their own, which show what is wrong with them.
PARTS = frozenset({"contacts", "addresses", "aliases", "supplier_accounts", "note_entries"})

#: Columns of the record -> their names in the forms.
FORM_NAMES = {
    "group_id": "group",
    "lead_source_id": "lead_source",
    "home_store_id": "home_store",
    "supplier_id": "at_supplier",
    "type_id": "about",
}


class RecordForm(SameAccountForm):
    """A form over a part of the record. What is unique is checked by the record, which sees the
    whole change; row by row, swapping two primary addresses would be refused."""

    page: ClassVar[Page]

    def validate_unique(self) -> None:
        pass

    def say(self, column: str, messages: list[str]) -> None:
        """Show why the record refused a column, at its field or, if it has none, above them all."""
        name: str | None = FORM_NAMES.get(column, column)
        if column.startswith("custom_fields."):
            target = "address" if self._meta.model.__name__ == "Address" else "customer"
            name = custom.named(self.page.definitions(target), column.partition(".")[2])
        elif column.startswith("phones."):
            name = "phones"
        if name in self.fields:
            self.add_error(name, messages)
        else:
            self.add_error(None, [f"{column}: {message}" for message in messages])


class CustomerForm(RecordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values: dict[int, str] = {}
        if self.instance._state.adding:
            self.instance.account = self.page.account
        else:
            held = CustomFieldValue.objects.filter(customer=self.instance, address=None)
            values = dict(held.values_list("field_id", "value"))
        custom.fill(self, self.page.definitions("customer"), values)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        match self.page.refused:
            case CodeTaken():
                self.add_error("code", "Another customer of the account has this code.")
            case Invalid(fields=fields):
                for path, messages in fields.items():
                    if path.partition(".")[0] not in PARTS:
                        self.say(path, messages)
            case NotFound():
                self.add_error(None, GONE)
            case None:
                pass
            case other:
                self.add_error(None, str(other))
        return cleaned
