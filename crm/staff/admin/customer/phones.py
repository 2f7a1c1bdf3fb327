"""The phone numbers of one contact as one field of its form: a few rows of type and number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from unfold.widgets import INPUT_CLASSES, SELECT_CLASSES

from contacts.models import PhoneNumber
from crm.accounts.texts import is_storable
from customers.changes import PhoneChange

ROWS = 4  # shown at least; one more than there are numbers
MOST_ROWS = 200
ID_DIGITS = 18  # a longer one fits into no column
LONGEST_NUMBER = PhoneNumber._meta.get_field("number").max_length or 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row as shown or as posted."""

    id: str = ""
    type: str = PhoneNumber.Type.BUSINESS
    number: str = ""


def rows_of(phones: Iterable[PhoneNumber]) -> list[Row]:
    return [Row(str(phone.pk), phone.type, phone.number) for phone in phones]


class PhonesWidget(forms.Widget):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        rows = []
        for place in range(MOST_ROWS):
            prefix = f"{name}-{place}"
            if f"{prefix}-number" not in data:
                break
            values = (data.get(f"{prefix}-{part}", "") for part in ("id", "type", "number"))
            rows.append(Row(*values))
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0-number" not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        rows = list(value or [])
        blanks = max(ROWS - len(rows), 0 if rows and not rows[-1].number else 1)
        context = {
            "name": name,
            "rows": [*rows, *[Row()] * blanks],
            "types": PhoneNumber.Type.choices,
            "input_classes": " ".join(INPUT_CLASSES),
            "select_classes": " ".join(SELECT_CLASSES),
        }
        return SafeString(render_to_string("admin/customers/customer/phones.html", context))


class PhonesField(forms.Field):
    """Cleans to rows. An emptied number goes."""

    widget = PhonesWidget

    def clean(self, value: Any) -> list[Row]:
        for row in value:
            if len(row.number) > LONGEST_NUMBER:
                raise ValidationError(f"A number may have at most {LONGEST_NUMBER} characters.")
            if not is_storable(row.number):
                raise ValidationError("A number may not contain a NUL.")
            if row.type not in PhoneNumber.Type.values:
                raise ValidationError("Not a type of phone number.")
            if row.id and not (row.id.isascii() and row.id.isdigit() and len(row.id) <= ID_DIGITS):
                raise ValidationError("Not an id.")
        return list(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(_changed(initial or [], data or []))


def phone_changes(before: Sequence[Row], after: Sequence[Row]) -> tuple[PhoneChange, ...]:
    """The edits that lead from what was shown to what was posted."""
    return tuple(
        PhoneChange(
            id=int(row.id) if row.id else None,
            remove=not row.number.strip(),
            type=row.type,
            number=row.number.strip(),
        )
        for row in _changed(before, after)
    )


def _changed(before: Sequence[Row], after: Sequence[Row]) -> list[Row]:
    """The rows that are not as they were shown; a blank one is a number that is not there."""
    shown = {row.id: (row.type, row.number.strip()) for row in before}
    return [
        row
        for row in after
        if (row.id or row.number.strip()) and shown.get(row.id) != (row.type, row.number.strip())
    ]
