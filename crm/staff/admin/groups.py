"""Groups: who is in one may do what its permission codes say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.http import HttpRequest

from crm.access.codes import CODES
from crm.access.roles import ROLES

from .base import AccountScopedAdmin
from .codes import CodesField, codes_of, in_words, permissions_of, permissions_prefetch
from .forms import SameAccountForm
from .scope import is_operator, viewer


class GroupForm(SameAccountForm):
    """A code that is ticked or unticked gives or takes the permissions behind it; one that is left
    as it is leaves them, so that a group with half a code keeps that half."""

    codes = CodesField(help_text="What the group's people and programs may do.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held: set[Permission] = set()
        if self.instance.pk:
            held = set(self.instance.permissions.select_related("content_type"))
        self._held = held
        self.initial["codes"] = [code.number for code in codes_of(held)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "codes" in cleaned and "permissions" in cleaned:
            before, after = set(self.initial["codes"]), set(cleaned["codes"])
            behind = set(permissions_of(CODES))
            taken = set(permissions_of(before - after)) - set(permissions_of(after))
            kept = (self._held & behind) - taken
            given = set(permissions_of(after - before))
            cleaned["permissions"] = [*cleaned["permissions"], *(kept | given)]
        return cleaned


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(AccountScopedAdmin):
    """All accounts share the groups, so only an operator who may do everything changes them."""

    account_path = ""
    form = GroupForm
    list_display = ("name", "codes")
    search_fields = ("name",)
    ordering = ("name",)
    fields = ("name", "codes", "permissions")
    filter_horizontal = ("permissions",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Group]":
        return super().get_queryset(request).prefetch_related(permissions_prefetch("permissions"))

    @admin.display(description="Permission codes")
    def codes(self, group: Group) -> str:
        return in_words(codes_of(group.permissions.all()))

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> "forms.ModelMultipleChoiceField[Any]":
        others = Permission.objects.exclude(pk__in=permissions_of(CODES).values("pk"))
        kwargs |= {
            "queryset": others.select_related("content_type"),
            "label": "Other permissions",
            "help_text": "Those of the codes are not among them.",
        }
        field: forms.ModelMultipleChoiceField[Any] = super().formfield_for_manytomany(
            db_field, request, **kwargs
        )
        return field

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _may_change(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_change(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and not is_made_by_us(obj) and _may_change(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        return ("name",) if obj is not None and is_made_by_us(obj) else ()


def is_made_by_us(group: Group) -> bool:
    """Whether it is the group of a code, which new clients find by its name, or of a role."""
    return group.name in {code.group_name for code in CODES.values()} | {r.name for r in ROLES}


def _may_change(request: HttpRequest) -> bool:
    return is_operator(request) and viewer(request).is_superuser
