"""Tokens of clients: that they are there and until when, never what they are."""

from django.contrib import admin
from oauth2_provider.models import AccessToken, Grant, IDToken, RefreshToken

from .base import ReadOnlyAdmin

for model in (AccessToken, RefreshToken, Grant, IDToken):  # no flow uses the last two
    admin.site.unregister(model)


class TokenAdmin(ReadOnlyAdmin):
    account_path = "application__account"
    list_select_related = ("application", "user")
    linked_by = ("application",)
    search_fields = ("application__name", "application__client_id")
    ordering = ("-created",)


@admin.register(AccessToken)
class AccessTokenAdmin(TokenAdmin):
    list_display = ("id", "application", "scope", "created", "expires")
    list_filter = ("created", "expires")
    fields = ("application", "user", "scope", "created", "expires")


@admin.register(RefreshToken)
class RefreshTokenAdmin(TokenAdmin):
    list_display = ("id", "application", "created", "revoked")
    list_filter = ("created", "revoked")
    fields = ("application", "user", "created", "revoked")
