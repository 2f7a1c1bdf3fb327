"""The parameters that narrow the lists."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django_filters import CharFilter, ChoiceFilter, Filter, FilterSet

from crm.accounts.models import Account
from customers import queries
from customers.models import Customer, Order

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


class FlagFilter(Filter):  # type: ignore[misc]
    field_class = Flag


class MomentFilter(Filter):  # type: ignore[misc]
    field_class = Moment


class CustomerFilter(FilterSet):  # type: ignore[misc]
    """Of ``GET customers``. The search comes first: it chooses the way through the table."""

    search = CharFilter(method="find", max_length=LONGEST_SEARCH)
    is_active = FlagFilter(field_name="is_active")

    class Meta:
        model = Customer
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any, account: Account) -> None:
        self.account = account
        super().__init__(data, Customer.objects.filter(account=account))

    def find(self, queryset: QuerySet[Customer], name: str, text: str) -> QuerySet[Customer]:
        return queries.matching(self.account, text)


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


def filtered(filters: Any) -> Any:
    """The rows that a filter set lets through.

    Raises:
        Refused: with every parameter that is wrong.
    """
    if not filters.is_valid():
        problems = filters.form.errors.get_json_data()
        raise Refused({n: [p["message"] for p in said] for n, said in problems.items()})
    asked = filters.form.cleaned_data
    start, end = asked.get("date_from"), asked.get("date_to")
    if start and end and start[0] >= end[1]:
        raise Refused({"date_to": ["Must not be before date_from."]})
    return filters.qs
