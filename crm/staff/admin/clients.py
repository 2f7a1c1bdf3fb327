"""Clients: made here with a secret that is shown once, given another one, revoked."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.decorators import action

from crm.access.clients import Credentials, create_client, revoke, rotate_credentials
from crm.access.codes import CODES
from crm.access.models import Client

from .base import AccountScopedAdmin, ask, link_to
from .codes import CodesField, codes_of, in_words, permissions_prefetch
from .forms import SameAccountForm

CODE_GROUPS = {code.group_name: code.number for code in CODES.values()}


class ClientForm(SameAccountForm):
    """Codes are the groups of that name that the client's integration user is in."""

    codes = CodesField(help_text="What the program may do.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"].required = True
        if self.instance._state.adding:
            self.initial["codes"] = list(CODES)
        elif self.instance.user is not None:
            groups = list(self.instance.user.groups.all())
            self.initial["codes"] = [CODE_GROUPS[g.name] for g in groups if g.name in CODE_GROUPS]
            self.other_groups = [g for g in groups if g.name not in CODE_GROUPS]


admin.site.unregister(Client)


@admin.register(Client)
class ClientAdmin(AccountScopedAdmin):
    """A client's account and dialect stand once it is made. It is revoked, never deleted: the
    ledger tells of it."""

    form = ClientForm
    list_display = ("name", "dialect", "held_codes", "is_active", "last_token")
    list_select_related = ("account", "user")
    list_filter = ("dialect", "is_active", "created")
    search_fields = ("name", "client_id")
    ordering = ("name", "id")
    autocomplete_fields: ClassVar = ("stores",)
    readonly_fields = ("client_id", "acts_as", "is_active", "held_codes", "created", "updated")
    actions_detail = ("rotate_secret", "revoke", "reactivate")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Client]":
        clients: QuerySet[Client] = super().get_queryset(request)
        clients = clients.prefetch_related(
            permissions_prefetch("user__user_permissions"),
            permissions_prefetch("user__groups__permissions"),
        )
        dated: QuerySet[Client] = clients.annotate(last_token_at=Max("accesstoken__created"))
        return dated

    @admin.display(description="permission codes")
    def held_codes(self, client: Client) -> str:
        user = client.user
        if user is None:
            return "-"
        groups = user.groups.all()
        in_groups = (permission for group in groups for permission in group.permissions.all())
        return in_words(codes_of([*user.user_permissions.all(), *in_groups]))

    @admin.display(description="last token", ordering="last_token_at")
    def last_token(self, client: Any) -> Any:
        return client.last_token_at

    @admin.display(description="acts as")
    def acts_as(self, client: Client) -> str:
        return link_to(client.user)

    # -- the page

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        account = ["account"] if self._shows_account(request) else []
        editable = [*account, "dialect", "name", "codes", "stores", "scopes"]
        if obj is None:
            return editable
        if not self.has_change_permission(request, obj):
            editable[editable.index("codes")] = "held_codes"
        return [*editable, "client_id", "acts_as", "is_active", "created", "updated"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        fields = super().get_readonly_fields(request, obj)
        return fields if obj is None else [*fields, "dialect"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        given = form.cleaned_data
        credentials = create_client(
            obj.account,
            obj.dialect,
            obj.name,
            codes=given["codes"],
            scopes=obj.scopes.split(),
            stores=list(given["stores"]),
        )
        obj.pk = credentials.client.pk
        request.credentials = credentials  # type: ignore[attr-defined]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        if not change:
            return
        super().save_related(request, form, formsets, change)
        user = form.instance.user
        if "codes" in form.changed_data and user is not None:
            numbers = form.cleaned_data["codes"]
            groups = Group.objects.filter(name__in=[CODES[n].group_name for n in numbers])
            user.groups.set([*groups, *form.other_groups])

    # -- the secret

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        credentials: Credentials = request.credentials  # type: ignore[attr-defined]
        return self._show_once(request, credentials.client, credentials.shown)

    @action(description="Rotate secret", permissions=["change"], icon="key")
    def rotate_secret(self, request: HttpRequest, object_id: str) -> HttpResponse:
        client = self._client(request, object_id)
        if request.method == "POST":
            shown = rotate_credentials(client)
            self.log_change(request, client, "Rotated the secret.")
            return self._show_once(request, client, shown)
        return self._ask(
            request,
            client,
            "Rotate secret",
            "The old secret stops working at once. Tokens that it has live until they expire.",
        )

    @action(description="Revoke", permissions=["change"], icon="block")
    def revoke(self, request: HttpRequest, object_id: str) -> HttpResponse:
        client = self._client(request, object_id)
        if request.method == "POST":
            revoke(client)
            self.log_change(request, client, "Revoked.")
            return self._done(request, client, f"{client} is revoked.")
        return self._ask(
            request, client, "Revoke", "It gets no new token, and those it has are gone at once."
        )

    @action(description="Reactivate", permissions=["change"], icon="undo")
    def reactivate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        client = self._client(request, object_id)
        if request.method == "POST":
            client.is_active = True
            client.save(update_fields=["is_active", "updated"])
            self.log_change(request, client, "Reactivated.")
            return self._done(request, client, f"{client} is active again.")
        return self._ask(request, client, "Reactivate", "Its secret works again as it was.")

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        client = self.get_object(request, str(object_id))
        useless = "_reactivate" if client is None or client.is_active else "_revoke"
        shown = super().get_actions_detail(request, object_id)
        return [button for button in shown if not button.action_name.endswith(useless)]

    def _client(self, request: HttpRequest, object_id: str) -> Client:
        client: Client | None = self.get_object(request, object_id)
        if client is None:
            raise Http404
        return client

    def _page_of(self, client: Client) -> str:
        return reverse("admin:access_client_change", args=[client.pk])

    def _ask(
        self, request: HttpRequest, client: Client, verb: str, consequence: str
    ) -> HttpResponse:
        return ask(
            self,
            request,
            verb,
            question=f"{verb}: {client}?",
            consequence=consequence,
            button=verb,
            variant="primary" if verb == "Reactivate" else "danger",
            back=self._page_of(client),
        )

    def _done(self, request: HttpRequest, client: Client, text: str) -> HttpResponse:
        messages.success(request, text)
        return HttpResponseRedirect(self._page_of(client))

    def _show_once(
        self, request: HttpRequest, client: Client, shown: dict[str, str]
    ) -> HttpResponse:
        """In the answer to the POST itself: nowhere stored, in no address, in no session."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"Credentials of {client}",
            "opts": self.opts,
            "shown": shown,
            "back": self._page_of(client),
        }
        response = TemplateResponse(request, "admin/access/client/credentials.html", context)
        response["Cache-Control"] = "no-store"
        return response
