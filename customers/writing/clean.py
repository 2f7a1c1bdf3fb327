"""What a value must be to go into a column."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

from crm.accounts.texts import is_storable

from .parts import Part

Field = models.Field[Any, Any]

#: Years whose instants can be shown in every time zone there is.
FIRST_YEAR, LAST_YEAR = 1000, 9998

#: Values that the cleaning of such a field gives back as they are.
AS_IT_IS: dict[type[Field], type] = {models.BooleanField: bool, models.DateTimeField: datetime}


def clean(part: Part, column: str, value: Any) -> Any:
    """A value as the column stores it.

    Raises:
        ValidationError: it cannot be stored: too long, of the wrong kind, with a NUL in it ...
    """
    return _cleaner(part, column)(value)


@cache
def _cleaner(part: Part, column: str) -> Callable[[Any], Any]:
    """What cleans the values of a column. Made once: a batch cleans hundreds of thousands."""
    if column == "is_primary":
        return bool
    field = part.model._meta.get_field(column)
    assert isinstance(field, models.Field)
    if isinstance(field, models.ForeignKey):
        return lambda value: _clean_id(field, value)
    if isinstance(field, models.CharField | models.TextField):
        return _text_cleaner(field)
    return lambda value: _clean_other(field, value)


def _text_cleaner(field: Field) -> Callable[[Any], str]:
    most = field.max_length or 0
    is_plain = all(isinstance(validator, MaxLengthValidator) for validator in field.validators)
    choices = None if field.choices is None else frozenset(key for key, _ in field.flatchoices)

    def is_fine(value: str) -> bool:
        """Whether the field's own cleaning, ten times as slow, would find nothing wrong."""
        return is_plain and bool(value or field.blank) and (choices is None or value in choices)

    def clean_text(value: Any) -> str:
        if value is None:
            value = ""
        if not isinstance(value, str):
            raise ValidationError("Must be a text.")
        if not is_storable(value):
            raise ValidationError("May not contain a NUL or half a character.")
        if most and len(value) > most:
            raise ValidationError(f"May have at most {most} characters.")
        if is_fine(value):
            return value
        cleaned: str = field.clean(value, None)
        return cleaned

    return clean_text


def _clean_other(field: Field, value: Any) -> Any:
    if value is None and not field.null:
        raise ValidationError("May not be empty.")
    if type(value) is not AS_IT_IS.get(type(field)):
        value = field.clean(value, None)
    if isinstance(field, models.DateTimeField) and value is not None:
        _check_instant(value)
    if isinstance(field, models.DecimalField) and value is not None:
        value = value.quantize(Decimal(1).scaleb(-field.decimal_places))
    return value


def _check_instant(instant: datetime) -> None:
    if instant.tzinfo is None:
        raise ValidationError("Must have a time zone.")
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise ValidationError(f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.")


def _clean_id(field: Field, value: Any) -> int | None:
    if value is None and field.null:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**63:
        raise ValidationError("Not an id.")
    return value
