"""The parameters that narrow the lists."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django_filters import ChoiceFilter, Filter, FilterSet

from customers.models import Order

from .errors import Refused

LONGEST_SEARCH = 300
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
#: A day, or a moment; without a zone it is UTC, as all times of this dialect. The ``+`` of an offset
#: that is sent bare arrives as a space.
MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+ -]\d{2}:\d{2})?)?",
    re.ASCII,
)

LAST = datetime.max.replace(tzinfo=UTC)


class Flag(forms.Field):
    """``true`` or ``false``."""

    def to_python(self, value: Any) -> bool | None:
        if value in self.empty_values:
            return None
        try:
            return BOOLEANS[value.strip().lower()]
        except KeyError:
            raise ValidationError("Must be true or false.") from None


class Moment(forms.Field):
    """A day or a moment, as the first instant of it and the first after it."""

    def to_python(self, value: Any) -> tuple[datetime, datetime] | None:
        if value in self.empty_values:
            return None
        try:
            match = MOMENT.fullmatch(value)
            if match is None:
                raise ValueError
            day, clock, offset = match.groups()
            written = f"{day}T{clock or '00:00'}{(offset or 'Z').replace(' ', '+')}"
            start = datetime.fromisoformat(written).astimezone(UTC)
            length = timedelta(microseconds=1) if clock else timedelta(days=1)
            return start, start + min(length, LAST - start)
        except (ValueError, OverflowError):
            raise ValidationError("Must be YYYY-MM-DD or a time of ISO 8601.") from None


class MomentFilter(Filter):  # type: ignore[misc]
    field_class = Moment


class CustomerFilter(forms.Form):
    """Of ``GET customers``."""

    search = forms.CharField(required=False, max_length=LONGEST_SEARCH)
    is_active = Flag(required=False)


class OrderFilter(FilterSet):  # type: ignore[misc]
    """Of ``GET customers/{id}/orders``."""

    status = ChoiceFilter(choices=Order.Status.choices)
    date_from = MomentFilter(method="since")
    date_to = MomentFilter(method="until")

    class Meta:
        model = Order
        fields: tuple[str, ...] = ()

    def since(self, orders: QuerySet[Order], name: str, moment: Any) -> QuerySet[Order]:
        return orders.filter(order_date__gte=moment[0])

    def until(self, orders: QuerySet[Order], name: str, moment: Any) -> QuerySet[Order]:
        return orders.filter(order_date__lt=moment[1])


def checked(form: forms.Form) -> dict[str, Any]:
    """What the parameters say, by their names.

    Raises:
        Refused: with every parameter that is wrong.
    """
    if not form.is_valid():
        problems = form.errors.get_json_data()
        raise Refused({n: [p["message"] for p in said] for n, said in problems.items()})
    asked = form.cleaned_data
    start, end = asked.get("date_from"), asked.get("date_to")
    if start and end and start[0] >= end[1]:
        raise Refused({"date_to": ["Must not be before date_from."]})
    return asked
