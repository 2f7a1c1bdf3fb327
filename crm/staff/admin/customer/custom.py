"""A form field for each custom field of the account. Values are texts; the record reads them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextInputWidget,
)

from contacts.canonical import fold
from crm.staff.admin.forms import KeptTextField
from customers.models import CustomField
from customers.writing.custom_values import YES_NO

EMPTY = ("", "-")


def form_name(definition: CustomField) -> str:
    """What a custom field is called in a form."""
    return f"custom_{definition.pk}"


class YesNoField(forms.ChoiceField):
    """Yes, no or nothing; ``true`` and ``1`` are shown as yes and left as they are."""

    def prepare_value(self, value: Any) -> str:
        word = fold(str(value or ""))
        return ("no", "yes")[YES_NO[word]] if word in YES_NO else word

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)


class PickField(forms.ChoiceField):
    """One of the definition's choices, or what the record holds although it is none any more."""

    def valid_value(self, value: Any) -> bool:
        return True  # the record refuses what is none, unless it is there already


def form_field(definition: CustomField, value: str = "") -> forms.Field:
    """The field with the widget of its type."""
    options: dict[str, Any] = {"label": definition.name, "required": False}
    match definition.type:
        case CustomField.Type.YES_NO:
            choices = [EMPTY, ("yes", "yes"), ("no", "no")]
            return YesNoField(choices=choices, widget=UnfoldAdminSelectWidget(), **options)
        case CustomField.Type.CHOICE:
            texts = [*definition.choices, *([value] if value else [])]
            choices = [EMPTY, *((text, text) for text in dict.fromkeys(texts))]
            return PickField(choices=choices, widget=UnfoldAdminSelectWidget(), **options)
        case CustomField.Type.DATE:
            return KeptTextField(widget=UnfoldAdminSingleDateWidget(), **options)
        case CustomField.Type.NUMBER:
            # No <input type="number">: it would show nothing for what it cannot read, and clear it.
            widget = UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal"})
            return KeptTextField(widget=widget, max_length=5_000, **options)
    return KeptTextField(widget=UnfoldAdminTextInputWidget(), max_length=5_000, **options)


def declared(definitions: Iterable[CustomField]) -> dict[str, forms.Field]:
    """The fields as attributes of a form class."""
    return {form_name(definition): form_field(definition) for definition in definitions}


def fill(
    form: "forms.ModelForm[Any]", definitions: Iterable[CustomField], values: Mapping[int, str]
) -> None:
    """Give a form the values that its record holds, by the id of the custom field."""
    for definition in definitions:
        name, value = form_name(definition), values.get(definition.pk, "")
        form.fields[name] = form_field(definition, value)
        form.initial[name] = value
        setattr(form.instance, name, value)  # where the page only shows it


def written(
    form: "forms.ModelForm[Any]", definitions: Iterable[CustomField]
) -> dict[str, str | None]:
    """The values that were changed, by the name of the custom field."""
    changed = set(form.changed_data) & form.cleaned_data.keys()
    return {
        definition.name: form.cleaned_data[form_name(definition)]
        for definition in definitions
        if form_name(definition) in changed
    }


def named(definitions: Iterable[CustomField], name: str) -> str | None:
    """What the form calls the custom field of that name."""
    return next((form_name(d) for d in definitions if fold(d.name) == fold(name)), None)
