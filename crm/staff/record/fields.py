"""A form field for a path, and the value that the posted text stands for."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models

from contacts.canonical import fold
from crm.accounts.texts import is_storable
from customers.models import CustomField
from customers.writing.custom_values import read_custom_value

from .lists import AccountLists, Choices
from .paths import FieldPath

LONG = frozenset({"note", "customer_note", "text"})
TIMES = frozenset({"birthday", "customer_since"})
FLAGS: Choices = [("yes", "yes"), ("no", "no"), ("", "–")]
HINTS = {
    "code": "Made from the number when left empty.",
    "discount_rate": "Per cent.",
    "phone_calling_code": "Where it is written apart: 49.",
    "currency": "Three capital letters: EUR.",
    "is_main": "Found here first.",
}


class RawField(forms.CharField):
    """A text as it was written, lines ending as the record's do."""

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        if not is_storable(text):
            raise ValidationError("May not contain a NUL or half a character.")
        return text


class OfferedField(forms.ChoiceField):
    """One of the choices, or what the record holds although it is none any more."""

    def __init__(self, *, kept: str, choices: Choices, **kwargs: Any) -> None:
        if kept and kept not in dict(choices):
            choices = [*choices, (kept, kept)]
        super().__init__(choices=choices, **kwargs)


def form_field(path: FieldPath, lists: AccountLists, text: str) -> forms.Field:
    """The field for a path that now holds ``text``."""
    options: dict[str, Any] = {"label": path.label, "required": False}
    if path.is_custom:
        return _custom(_definition(path, lists), text, options)
    if path.column in TIMES:
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **options)
    if path.column == "is_primary":
        return forms.BooleanField(**options)
    return _of_column(path, lists, text, options)


def _of_column(
    path: FieldPath, lists: AccountLists, text: str, options: dict[str, Any]
) -> forms.Field:
    column = path.part.model._meta.get_field(path.column)
    assert isinstance(column, models.Field)
    options["help_text"] = HINTS.get(path.column, "")
    if isinstance(column, models.ForeignKey):
        return OfferedField(kept=text, choices=getattr(lists, path.column), **options)
    if column.choices:
        return OfferedField(kept=text, choices=[*column.choices], **options)
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(**options)
    if isinstance(column, models.DecimalField):
        return _amount(column, options)
    if isinstance(column, models.IntegerField):
        return forms.IntegerField(min_value=0, max_value=2**31 - 1, **options)
    widget = forms.Textarea(attrs={"rows": 3}) if path.column in LONG else _input(path.column)
    made = RawField(max_length=column.max_length, strip=False, widget=widget, **options)
    length = (MaxLengthValidator, ProhibitNullCharactersValidator)
    made.validators += [check for check in column.validators if not isinstance(check, length)]
    return made


def _amount(column: "models.DecimalField[Any, Any]", options: dict[str, Any]) -> forms.DecimalField:
    number = forms.DecimalField(
        max_digits=column.max_digits,
        decimal_places=column.decimal_places,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        **options,
    )
    number.validators += column.validators
    return number


def value_of(path: FieldPath, cleaned: Any, lists: AccountLists) -> Any:
    """What the record takes for a field's cleaned value."""
    if path.is_custom:
        return cleaned.isoformat() if isinstance(cleaned, date) else cleaned
    if path.is_reference:
        return int(cleaned) if cleaned else None
    if isinstance(cleaned, date):
        try:
            return datetime.combine(cleaned, time(), lists.account.zone)
        except OverflowError:
            raise ValidationError("This day cannot be stored.") from None
    return cleaned


def _input(column: str) -> forms.TextInput:
    kinds = {"email": "email", "phone": "tel", "fax": "tel", "number": "tel"}
    mode = kinds.get(column)
    # No type="email": a browser would refuse what the systems send, and the record keeps as it is.
    return forms.TextInput(attrs={"inputmode": mode} if mode else {})


def _definition(path: FieldPath, lists: AccountLists) -> CustomField:
    target = path.part.name if path.part.name == "customer" else "address"
    for definition in lists.custom_fields(target):
        if fold(definition.name) == fold(path.column):
            return definition
    raise ValueError(path.text)


def _custom(definition: CustomField, text: str, options: dict[str, Any]) -> forms.Field:
    types = CustomField.Type
    match definition.type:
        case types.YES_NO:
            return OfferedField(kept=text, choices=[FLAGS[2], *FLAGS[:2]], **options)
        case types.CHOICE:
            choices = [("", "–"), *((choice, choice) for choice in definition.choices)]
            return OfferedField(kept=text, choices=choices, **options)
        case types.DATE:
            options["widget"] = forms.DateInput(attrs={"type": "date"})

    def check(value: str) -> None:
        read_custom_value(definition, value)

    return RawField(max_length=5_000, validators=[check], strip=False, **options)
