"""The form over fields of a customer, each named by its path."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from crm.staff.ui.forms import HubRenderer
from customers.changes import CustomerChange
from customers.errors import CodeTaken, CustomerError, Invalid

from .build import Item, customer_change
from .fields import form_field, value_of
from .lists import AccountLists
from .paths import FieldPath
from .values import as_text, plain


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else changed while it was being changed here, as texts."""

    path: str
    label: str
    mine: str
    theirs: str


class RecordForm(forms.Form):
    """Fields of one customer.

    What is posted is compared with what the form showed: only what somebody changed is written. What
    somebody else changed meanwhile stays, unless both changed it: that is a conflict.
    """

    default_renderer = HubRenderer

    def __init__(
        self,
        paths: Iterable[FieldPath],
        texts: Mapping[str, str],
        lists: AccountLists,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.paths = {path.text: path for path in paths}
        self.texts, self.lists = texts, lists
        super().__init__(data, auto_id="f-%s")
        for name, path in self.paths.items():
            text = texts.get(name, "")
            self.fields[name] = form_field(path, lists, text)
            flag = isinstance(self.fields[name], forms.BooleanField)
            self.initial[name] = text == "yes" if flag else text

    def shown(self, name: str) -> str:
        """A posted value as the form would show it."""
        value = self.cleaned_data.get(name)
        field = self.fields[name]
        if isinstance(value, Decimal) and isinstance(field, forms.DecimalField):
            value = value.quantize(Decimal(1).scaleb(-(field.decimal_places or 0)))
        return as_text(plain(value), self.lists.account.zone)

    def changed(self, before: Mapping[str, Any]) -> list[str]:
        """The fields that the user changed.

        Args:
            before: what those held when the form was made that have changed since.
        """
        zone = self.lists.account.zone
        return [
            name
            for name in self.paths
            if name in self.cleaned_data
            and self.shown(name)
            != (as_text(before[name], zone) if name in before else self.texts.get(name, ""))
        ]

    def conflicts(self, before: Mapping[str, Any]) -> list[Conflict]:
        """Where both changed the same field to different values."""
        return [
            Conflict(name, self.paths[name].label, self.shown(name), self.texts.get(name, ""))
            for name in self.changed(before)
            if name in before and self.texts.get(name, "") != self.shown(name)
        ]

    def change(
        self, names: Iterable[str], removed: frozenset[Item] = frozenset()
    ) -> CustomerChange:
        """The change that writes these fields.

        Raises:
            ValidationError: a value that cannot be stored.
        """
        values = {
            self.paths[name]: value_of(self.paths[name], self.cleaned_data[name], self.lists)
            for name in names
        }
        return customer_change(values, removed)

    def say(self, error: CustomerError) -> None:
        """Show why the record refused."""
        match error:
            case CodeTaken():
                self._say("code", ["Another customer has this code."])
            case Invalid(fields=fields):
                for name, messages in fields.items():
                    self._say(name, messages)
            case _:
                self._say("", ["Somebody took this away meanwhile. Open the page again."])

    def _say(self, name: str, messages: list[str]) -> None:
        found = name if name in self.fields else self._new_one(name)
        text = " ".join(messages)
        self.add_error(found, ValidationError(text if found or not name else f"{name}: {text}"))

    def _new_one(self, name: str) -> str | None:
        """The record calls every new item ``new``."""
        head, is_new, rest = name.partition(".new.")
        return next(
            (n for n in self.fields if is_new and n.startswith(f"{head}.new") and n.endswith(rest)),
            None,
        )
