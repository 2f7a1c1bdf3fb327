"""What the posted forms want, as one ``CustomerChange``: only what somebody changed."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from customers.changes import (
    AddressChange,
    AliasChange,
    ContactChange,
    CustomerChange,
    ItemChange,
    NoteEntryChange,
    SupplierAccountChange,
)

from . import custom
from .form import FORM_NAMES, CustomerForm
from .phones import phone_changes

COLUMNS = {name: column for column, name in FORM_NAMES.items()}

ITEMS: dict[str, type[ItemChange]] = {
    "contacts": ContactChange,
    "addresses": AddressChange,
    "aliases": AliasChange,
    "supplier_accounts": SupplierAccountChange,
    "note_entries": NoteEntryChange,
}


def customer_change(form: CustomerForm, formsets: list[Any]) -> CustomerChange:
    """The change that valid forms ask for."""
    parts: dict[str, Any] = {formset.part: tuple(_items(formset)) for formset in formsets}
    definitions = form.page.definitions("customer")
    return CustomerChange(
        **_columns(form), **parts, custom_fields=custom.written(form, definitions)
    )


def _items(formset: Any) -> Iterator[ItemChange]:
    kind = ITEMS[formset.part]
    for form in formset.forms:
        item_id = None if form.instance._state.adding else form.instance.pk
        if form in formset.deleted_forms:
            if item_id is not None:
                yield kind(id=item_id, remove=True)
        elif form.has_changed():
            yield kind(id=item_id, **_columns(form), **_nested(form, formset.part))


def _columns(form: Any) -> dict[str, Any]:
    """The columns of the record that the form changed."""
    skipped = {"phones", "DELETE", form._meta.model._meta.pk.name}
    columns = {}
    for name in form.changed_data:
        if name in form.cleaned_data and name not in skipped and not name.startswith("custom_"):
            value = form.cleaned_data[name]
            value = value.pk if isinstance(value, models.Model) else value
            columns[COLUMNS.get(name, name)] = value
    return columns


def _nested(form: Any, part: str) -> dict[str, Any]:
    if part == "contacts" and "phones" in form.changed_data:
        before = form.initial.get("phones", ())
        return {"phones": phone_changes(before, form.cleaned_data["phones"])}
    if part == "addresses":
        return {"custom_fields": custom.written(form, form.page.definitions("address"))}
    return {}
