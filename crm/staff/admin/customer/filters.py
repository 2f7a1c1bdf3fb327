"""A filter of the customers' list for each custom field of the account, by the type of the field."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import TextFilter
from unfold.contrib.filters.forms import RangeDateForm, RangeNumericForm

from customers import queries
from customers.models import Customer, CustomField, CustomFieldValue
from customers.writing.custom_values import read_custom_value

from . import custom

YES_NO = {"yes": 1, "no": 0}


def custom_filters(definitions: Iterable[CustomField]) -> "list[type[CustomFilter]]":
    """The filter classes, in the order of the fields."""
    return [
        type(
            "CustomFilter",
            (KINDS[definition.type],),
            {
                "definition": definition,
                "title": definition.name,
                "parameter_name": custom.form_name(definition),
            },
        )
        for definition in definitions
    ]


class CustomFilter:
    """By one custom field.

    Attributes:
        ends: what follows the name of the field in the names of the parameters.
    """

    definition: ClassVar[CustomField]
    parameter_name: Any
    ends: ClassVar[tuple[str, ...]] = ("",)

    @classmethod
    def parameters(cls) -> set[str]:
        return {f"{cls.parameter_name}{end}" for end in cls.ends}

    def holding(self, customers: "QuerySet[Customer]", **what: Any) -> "QuerySet[Customer]":
        """Those whose value is so."""
        held = CustomFieldValue.objects.filter(
            account=self.definition.account_id, address=None, field=self.definition, **what
        )
        return queries.holding(customers, held)


class ChoiceFilter(CustomFilter, admin.SimpleListFilter):
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(text, text) for text in self.definition.choices]

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[Customer]"
    ) -> "QuerySet[Customer]":
        chosen = self.value()
        return queryset if chosen is None else self.holding(queryset, value=chosen)


class YesNoFilter(ChoiceFilter):
    """Whatever the words are in which yes and no were written."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(word, word) for word in YES_NO]

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[Customer]"
    ) -> "QuerySet[Customer]":
        chosen = self.value()
        return queryset if chosen is None else self.holding(queryset, number=YES_NO.get(chosen, -1))


class ContainsFilter(CustomFilter, TextFilter):
    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[Customer]"
    ) -> "QuerySet[Customer]":
        text = (self.value() or "").strip()
        return self.holding(queryset, value__icontains=text) if text else queryset


class RangeFilter(CustomFilter, admin.ListFilter):
    """From one value to another, each of which may be left out.

    Attributes:
        column: where the meaning of the value is.
    """

    ends = ("_from", "_to")
    column: ClassVar[str] = "number"
    form_class: ClassVar[Any] = RangeNumericForm
    template = "unfold/filters/filters_numeric_range.html"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.parameters() & params.keys():
            self.used_parameters[name] = params.pop(name)[-1]

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return [*self.parameters()]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        yield {"form": self.form_class(name=self.parameter_name, data=self.used_parameters)}

    def queryset(
        self, request: HttpRequest, queryset: "QuerySet[Customer]"
    ) -> "QuerySet[Customer]":
        what = {}
        for end, lookup in zip(self.ends, ("gte", "lte"), strict=True):
            text = str(self.used_parameters.get(f"{self.parameter_name}{end}", "")).strip()
            if text:
                what[f"{self.column}__{lookup}"] = self._meaning(text)
        return self.holding(queryset, **what) if what else queryset

    def _meaning(self, text: str) -> Any:
        try:
            return read_custom_value(self.definition, text)[self.column]
        except ValidationError as error:
            raise IncorrectLookupParameters(error) from error


class DateRangeFilter(RangeFilter):
    column = "date"
    form_class = RangeDateForm
    template = "unfold/filters/filters_date_range.html"


KINDS: dict[str, type[CustomFilter]] = {
    CustomField.Type.TEXT: ContainsFilter,
    CustomField.Type.NUMBER: RangeFilter,
    CustomField.Type.DATE: DateRangeFilter,
    CustomField.Type.YES_NO: YesNoFilter,
    CustomField.Type.CHOICE: ChoiceFilter,
}
