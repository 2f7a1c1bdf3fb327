"""Accounts and their stores."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from crm.accounts.models import Account, Store

from .base import AccountScopedAdmin, SeenWithCustomers
from .scope import is_operator


@admin.register(Account)
class AccountAdmin(AccountScopedAdmin):
    """Operators make accounts; an account's own people see and correct just theirs."""

    account_path = "pk"
    list_display = ("name", "slug", "timezone", "country", "currency", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "slug")
    fields = ("slug", "name", "timezone", "country", "currency", "is_active")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        return () if is_operator(request) else ("slug", "is_active")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_operator(request) and super().has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_operator(request) and super().has_delete_permission(request, obj)


@admin.register(Store)
class StoreAdmin(SeenWithCustomers):
    list_display = ("name", "parent")
    list_select_related = ("account", "parent")
    list_filter = ("parent",)
    search_fields = ("name",)
    fields = ("name", "parent")
    autocomplete_fields: ClassVar = ("parent",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody's: a client that was confined to it would be confined no more."""
        return False
