"""What a custom field's text means, by the type of the field."""

import re
from datetime import date
from decimal import Context, Decimal

from django.core.exceptions import ValidationError

from contacts.canonical import fold
from customers.models import CustomField

from .parts import Values

YES_NO = {"yes": 1, "true": 1, "1": 1, "no": 0, "false": 0, "0": 0}
MOST_DIGITS = 20  # before the point; ten more behind it
ALL_DIGITS = Context(prec=MOST_DIGITS + 10)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def read_custom_value(definition: CustomField, text: str) -> Values:
    """The canonical columns of a value: ``number`` and ``date``, ``None`` where they do not apply.

    A number is written with a point, a date as ``2024-05-31``, yes/no also as true/false or 1/0.

    Raises:
        ValidationError: the text is no value of the field's type.
    """
    values: Values = {"number": None, "date": None}
    match definition.type:
        case CustomField.Type.NUMBER:
            values["number"] = _number(text)
        case CustomField.Type.DATE:
            values["date"] = _date(text)
        case CustomField.Type.YES_NO:
            if fold(text) not in YES_NO:
                raise ValidationError("Must be yes or no.")
            values["number"] = Decimal(YES_NO[fold(text)])
        case CustomField.Type.CHOICE:
            if text not in definition.choices:
                raise ValidationError(f"Must be one of: {', '.join(definition.choices)}.")
    return values


def _number(text: str) -> Decimal:
    if not NUMBER.fullmatch(text):
        raise ValidationError("Must be a number.")
    number = Decimal(text)
    if number.adjusted() >= MOST_DIGITS:
        raise ValidationError("Must be a number of at most twenty digits.")
    return number.quantize(Decimal("1e-10"), context=ALL_DIGITS)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValidationError("Must be a date like 2024-05-31.") from None
