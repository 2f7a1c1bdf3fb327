"""Orders. They are no part of the customer's record, so not in its ledger: edited as they are."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from customers.models import CreditCheck, Order, OrderLine

from .base import (
    AccountScopedAdmin,
    ReadOnlyAdmin,
    ScopedTabularInline,
    SeenWithCustomers,
    link_to,
)


class OrderLineInline(ScopedTabularInline):
    model = OrderLine
    fields = ("position", "product_id", "product_name", "quantity", "unit_price", "total")


@admin.register(Order)
class OrderAdmin(AccountScopedAdmin):
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
