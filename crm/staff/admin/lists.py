"""The short lists of an account, its custom fields and its segment rules."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminTextareaWidget

from customers.models import (
    CustomerGroup,
    CustomField,
    LeadSource,
    NoteType,
    SegmentRule,
    Supplier,
)

from .base import SeenWithCustomers
from .forms import KeptTextField, SameAccountForm


class NamedItemAdmin(SeenWithCustomers):
    list_display: Sequence[Any] = ("name",)
    list_select_related = ("account",)
    search_fields: Sequence[str] = ("name",)


@admin.register(CustomerGroup)
class CustomerGroupAdmin(NamedItemAdmin):
    list_display = ("name", "description")
    search_fields = ("name", "description")


@admin.register(LeadSource)
class LeadSourceAdmin(NamedItemAdmin):
    pass


@admin.register(NoteType)
class NoteTypeAdmin(NamedItemAdmin):
    pass


@admin.register(Supplier)
class SupplierAdmin(NamedItemAdmin):
    pass


class CustomFieldForm(SameAccountForm):
    choices = KeptTextField(
        required=False,
        widget=UnfoldAdminTextareaWidget(),
        help_text="For type choice: what can be chosen, one a line.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["choices"] = "\n".join(map(str, self.instance.choices))

    def clean_choices(self) -> list[str]:
        lines = self.cleaned_data["choices"].split("\n")
        return [line.strip() for line in lines if line.strip()]


@admin.register(CustomField)
class CustomFieldAdmin(SeenWithCustomers):
    """What a field is of and its type stand once it is made: values are read by them."""

    form = CustomFieldForm
    list_display = ("name", "target", "type", "position")
    list_select_related = ("account",)
    list_filter = ("target", "type")
    search_fields = ("name",)
    fields = ("target", "name", "type", "choices", "position")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        fields = super().get_readonly_fields(request, obj)
        return fields if obj is None else [*fields, "target", "type"]


@admin.register(SegmentRule)
class SegmentRuleAdmin(SeenWithCustomers):
    """Without rules of its own an account has the default ones."""

    list_display = (
        "position",
        "segment",
        "min_lifetime_value",
        "min_orders",
        "max_orders",
        "min_days_since_last_order",
        "max_days_since_last_order",
        "max_days_since_first_order",
    )
    list_display_links = ("position", "segment")
    list_select_related = ("account",)
    search_fields = ("segment",)
