"""Orders. They are no part of the customer's record, so not in its ledger: edited as they are."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import HttpRequest

from customers.models import CreditCheck, Order, OrderLine

from .base import (
    AccountScopedAdmin,
    ReadOnlyAdmin,
    ScopedTabularInline,
    SeenWithCustomers,
    link_to,
)
from .forms import KnownRowsFormSet, SameAccountForm

CENT = Decimal("0.01")
#: The first sum that an order cannot hold.
TOO_MUCH = Decimal(10) ** 12


class OrderLineForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    """A line. Without a position it comes last, without a total it is quantity times price."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("position", "total"):
            if name in self.fields:
                self.fields[name].required = False
                if self.instance._state.adding:
                    self.initial[name] = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        price, quantity = cleaned.get("unit_price"), cleaned.get("quantity")
        for name in ("unit_price", "total"):
            if (cleaned.get(name) or 0) < 0:
                self.add_error(name, "May not be negative.")
        is_empty = "total" in cleaned and cleaned["total"] is None
        if is_empty and price is not None and quantity is not None:
            cleaned["total"] = (quantity * price).quantize(CENT, ROUND_HALF_UP)
        return cleaned


class OrderLines(KnownRowsFormSet):
    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms]
        written = [f for f in kept if f.is_valid() and (f.has_changed() or f.instance.pk)]
        positions = [form.cleaned_data.get("position") for form in written]
        last = max((position or 0 for position in positions), default=0)
        for form, position in zip(written, positions, strict=True):
            if position is None:
                last += 1
                form.instance.position = last
        given = [position for position in positions if position is not None]
        if len(set(given)) < len(given):
            raise ValidationError("Two lines have the same position.")
        if sum(form.instance.total or 0 for form in written) >= TOO_MUCH:
            raise ValidationError("The lines come to more than an order can hold.")


class OrderLineInline(ScopedTabularInline):
    model = OrderLine
    form = OrderLineForm
    formset = OrderLines
    fields = ("position", "product_id", "product_name", "quantity", "unit_price", "total")


class OrderForm(SameAccountForm):
    """An order.

    Attributes:
        adds_up: the total is the sum of the lines, and so follows them.
    """

    adds_up = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        total = self.fields.get("total_amount")
        if total is not None:
            total.required = False
            total.help_text = "Empty: the sum of the lines. Else as written, with tax and shipping."
            if self.instance._state.adding:
                self.initial["total_amount"] = None


@admin.register(Order)
class OrderAdmin(AccountScopedAdmin):
    form = OrderForm
    list_display = (
        "order_number",
        "customer",
        "status",
        "order_date",
        "total_amount",
        "currency",
        "paid_date",
    )
    list_select_related = ("account", "customer")
    list_filter = ("status", "order_date", "paid_date")
    linked_by = ("customer",)
    search_fields = ("order_number", "customer__code", "customer__name")
    autocomplete_fields: ClassVar = ("customer",)
    inlines = (OrderLineInline,)
    fieldsets = (
        (None, {"fields": ("order_number", "customer", "status", "total_amount", "currency")}),
        ("Dates", {"fields": ("order_date", "ship_date", "delivery_date", "paid_date")}),
        (
            "Shipped to",
            {
                "fields": (
                    "ship_line1",
                    "ship_line2",
                    "ship_postal_code",
                    "ship_city",
                    "ship_state",
                    "ship_country",
                )
            },
        ),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self._shows_account(request):
            return fieldsets
        return ((None, {"fields": ("account",)}), *fieldsets)

    def save_model(self, request: HttpRequest, obj: Order, form: Any, change: Any) -> None:
        if "total_amount" in form.changed_data or not change:
            form.adds_up = form.cleaned_data["total_amount"] is None
        else:
            form.adds_up = obj.total_amount == _sum_of_lines(obj)
        if form.adds_up:
            obj.total_amount = Decimal(0)  # until the lines are stored
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        total = _sum_of_lines(form.instance)
        if form.adds_up and form.instance.total_amount != total:
            form.instance.total_amount = total
            form.instance.save(update_fields=["total_amount"])


def _sum_of_lines(order: Order) -> Decimal:
    lines = OrderLine.objects.filter(order_id=order.pk)
    return lines.aggregate(total=Sum("total"))["total"] or Decimal(0)


@admin.register(OrderLine)
class OrderLineAdmin(ReadOnlyAdmin):
    """To search; lines are edited in their order."""

    list_display = ("product_id", "product_name", "quantity", "unit_price", "total", "of_order")
    list_select_related = ("account", "order")
    search_fields = ("product_id", "product_name", "order__order_number")
    fields = (
        "of_order",
        "position",
        "product_id",
        "product_name",
        "quantity",
        "unit_price",
        "total",
    )

    @admin.display(description="order", ordering="order")
    def of_order(self, line: OrderLine) -> str:
        return link_to(line.order)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # With its order only: the order's page asks this for the lines that go with it.
        return obj is not None and request.user.has_perm("customers.delete_orderline")


@admin.register(CreditCheck)
class CreditCheckAdmin(SeenWithCustomers, ReadOnlyAdmin):
    list_display = ("of_customer", "score", "rating", "risk", "recommended_limit", "checked_at")
    list_select_related = ("account", "customer")
    list_filter = ("rating", "risk", "checked_at")
    linked_by = ("customer",)
    search_fields = ("customer__code", "customer__name")
    fields = (
        "of_customer",
        "score",
        "rating",
        "risk",
        "current_limit",
        "recommended_limit",
        "facts",
        "parts",
        "checked_at",
        "checked_by",
    )

    @admin.display(description="customer", ordering="customer__name")
    def of_customer(self, check: CreditCheck) -> str:
        return link_to(check.customer)
