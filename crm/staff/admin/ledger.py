"""The ledger, to read, and the counters of accounts."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from crm.dialects import DIALECTS
from crm.staff.telling import tell
from customers.models import AccountCounters, Change

from .base import ReadOnlyAdmin, SeenWithCustomers, link_to
from .scope import is_operator


class DialectFilter(admin.SimpleListFilter):
    """By a fixed list: to ask the ledger for all its dialects would read all of it."""

    title = "dialect"
    parameter_name = "dialect"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(name, name) for name in (*DIALECTS, "admin")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Change]") -> "QuerySet[Change]":
        return queryset.filter(dialect=self.value()) if self.value() else queryset


@admin.register(Change)
class ChangeAdmin(SeenWithCustomers, ReadOnlyAdmin):
    list_display = ("at", "customer", "action", "user", "dialect", "client_name", "request_id")
    list_select_related = ("account", "customer", "user")
    list_filter = ("action", DialectFilter, "at")
    linked_by = ("customer",)
    search_fields = ("customer__code", "customer__name", "=request_id")
    fields = (
        "of_customer",
        "sequence",
        "at",
        "action",
        "user",
        "dialect",
        "version",
        "client_name",
        "matched_by",
        "request_id",
        "what_changed",
    )

    def get_ordering(self, request: HttpRequest) -> tuple[str]:
        return ("-id",) if is_operator(request) else ("-sequence",)

    @admin.display(description="customer")
    def of_customer(self, change: Change) -> str:
        return link_to(change.customer)

    @admin.display(description="what changed")
    def what_changed(self, change: Change) -> SafeString:
        (told,) = tell([change], change.account.zone)
        return SafeString(
            render_to_string("admin/customers/change_lines.html", {"lines": told.lines})
        )


@admin.register(AccountCounters)
class AccountCountersAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "customers", "active_customers", "last_number", "last_sequence")
    list_select_related = ("account",)
    search_fields = ("account__slug", "account__name")
    fields = ("customers", "active_customers", "last_number", "last_sequence")
