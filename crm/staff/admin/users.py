"""People who sign in, and the integration users that clients act as."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.http import Http404, HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from crm.accounts.models import User

from .base import AccountScopedAdmin, link_to
from .forms import SameAccountForm
from .scope import is_operator, viewer

#: Who may change these could give himself everything.
POWERS = ("is_superuser", "groups", "user_permissions")

#: Untyped, as the theme's admin is that it is mixed with.
DjangoUserAdmin: Any = auth_admin.UserAdmin


class UserForm(SameAccountForm, UserChangeForm):
    pass


class PasswordForm(AdminPasswordChangeForm):
    """For people: an integration user has no such page."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        if user.is_integration:
            raise Http404
        super().__init__(user, *args, **kwargs)


class NewUserForm(SameAccountForm, UserCreationForm):
    pass


@admin.register(User)
class UserAdmin(AccountScopedAdmin, DjangoUserAdmin):
    """Superusers give and take rights; others may at most keep the names and passwords of those who
    are no superusers. Inside an account everybody stays in that account."""

    form = UserForm
    add_form = NewUserForm
    change_password_form = PasswordForm
    list_display = (
        "username",
        "get_full_name",
        "email",
        "is_active",
        "is_staff",
        "is_superuser",
        "is_integration",
    )
    list_select_related = ("account",)
    list_filter = ("is_integration", "is_active", "is_staff", "is_superuser", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    filter_horizontal = ("groups", "user_permissions")
    autocomplete_fields = ()

    @admin.display(description="acts for")
    def clients(self, user: User) -> SafeString:
        shown = format_html_join(", ", "{}", ((link_to(c),) for c in user.access_client.all()))
        return shown or SafeString("-")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        account = ["account"] if is_operator(request) else []
        if obj is None:
            passwords = ["usable_password", "password1", "password2"]
            return [(None, {"fields": ["username", *account, "is_staff", *passwords]})]
        powers = POWERS if viewer(request).is_superuser else ("is_superuser", "groups")
        dates = ("Dates", {"fields": ["last_login", "date_joined"]})
        if obj.is_integration:
            return [
                (None, {"fields": ["username", *account, "is_integration", "clients"]}),
                ("Permissions", {"fields": ["is_active", *powers[1:]]}),
                dates,
            ]
        return [
            (None, {"fields": ["username", "password", *account]}),
            ("Person", {"fields": ["first_name", "last_name", "email"]}),
            ("Permissions", {"fields": ["is_active", "is_staff", *powers]}),
            dates,
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        fields = ["last_login", "date_joined", "is_integration", "clients"]
        if not viewer(request).is_superuser:
            fields += POWERS
        if obj is not None and obj.is_integration:
            fields += ["username", "account"]
        return fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_touch(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Deleting an integration user would take its client along.
        is_person = obj is None or not obj.is_integration
        return (
            is_person and _may_touch(request, obj) and super().has_delete_permission(request, obj)
        )

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}  # one at a time: the list mixes people and integration users


def _may_touch(request: HttpRequest, user: object) -> bool:
    return not isinstance(user, User) or not user.is_superuser or bool(viewer(request).is_superuser)
