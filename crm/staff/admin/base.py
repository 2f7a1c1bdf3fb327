"""What every page of the admin has in common."""

from collections.abc import Sequence
from typing import Any, ClassVar, NoReturn

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import BadRequest, FieldDoesNotExist
from django.db import DataError, IntegrityError, models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin, TabularInline

from crm.accounts.texts import is_storable

from .forms import InstantField, KnownRowsFormSet, SameAccountForm
from .paging import NearPaginator, page_asked
from .scope import SameAccountFilter, ScopedChoices, in_account, is_operator, viewer

LONGEST_SEARCH = 200  # SQLite refuses long patterns; nobody types one
LONGEST_PARAMETER = 1_000
LARGEST_ID = 2**63 - 1

#: What the filters of a list may ask of a field; all else in the address of a list is refused.
LOOKUPS = frozenset({"", "exact", "isnull", "gte", "lt", "id__exact"})


class AccountScopedAdmin(ScopedChoices, ModelAdmin):
    """Rows of the viewer's account only; an operator, who has no account, sees all.

    Attributes:
        account_path: the lookup from a row to its account; empty for rows that all accounts share.
        linked_by: fields by which other pages link to this list (``?customer__id__exact=7``).
    """

    account_path: ClassVar[str] = "account"
    linked_by: ClassVar[Sequence[str]] = ()
    list_select_related: Sequence[str] = ()
    form = SameAccountForm
    formfield_overrides: ClassVar[dict[Any, Any]] = {
        models.DateTimeField: {"form_class": InstantField}
    }
    list_per_page = 50
    show_full_result_count = False
    paginator = NearPaginator
    show_facets = admin.ShowFacets.NEVER
    warn_unsaved_form = True

    # -- what is seen

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows: QuerySet[Any] = super().get_queryset(request)
        if self.list_select_related:
            rows = rows.select_related(*self.list_select_related)  # for the single row too
        if not self.account_path:
            return rows
        return in_account(rows, viewer(request).account_id, self.account_path)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        try:
            return super().get_object(request, object_id, from_field)
        except OverflowError:  # SQLite, when the key is a relation
            return None

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        shown = list(super().get_list_display(request))
        return [*shown, "account"] if self._shows_account(request) else shown

    def get_list_filter(self, request: HttpRequest) -> Sequence[Any]:
        filters = [self._scoped_filter(spec) for spec in super().get_list_filter(request)]
        if self._shows_account(request):
            filters.insert(0, ("account", SameAccountFilter))
        return filters

    def _shows_account(self, request: HttpRequest) -> bool:
        return self.account_path == "account" and is_operator(request)

    def _scoped_filter(self, spec: Any) -> Any:
        if not isinstance(spec, str):
            return spec
        try:
            field = self.opts.get_field(spec)
        except FieldDoesNotExist:
            return spec
        return (spec, SameAccountFilter) if field.remote_field else spec

    # -- what is asked

    def get_paginator(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        paginator = super().get_paginator(request, *args, **options)
        paginator.page_asked = page_asked(request, PAGE_VAR)
        return paginator

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        filters = self.get_list_filter(request)
        paths = {spec[0] if isinstance(spec, tuple) else spec for spec in filters}
        for path in {path for path in paths if isinstance(path, str)} | {*self.linked_by}:
            if lookup == path or (
                lookup.startswith(f"{path}__") and lookup.removeprefix(f"{path}__") in LOOKUPS
            ):
                return True
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        if len(search_term) > LONGEST_SEARCH or not is_storable(search_term):
            return queryset.none(), False
        found: tuple[QuerySet[Any], bool] = super().get_search_results(
            request, queryset, search_term
        )
        return found

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        nonsense = HttpResponseRedirect(f"{request.path}?e=1")
        if any(
            len(value) > LONGEST_PARAMETER or not is_storable(value)
            for values in request.GET.lists()
            for value in values[1]
        ):
            return nonsense
        try:
            response: HttpResponse = super().changelist_view(request, extra_context)
        except (OverflowError, DataError):  # a filter's value that no column can hold
            return nonsense
        return response

    def response_action(self, request: HttpRequest, queryset: "QuerySet[Any]") -> Any:
        ids = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(text.isascii() and text.isdigit() and int(text) <= LARGEST_ID for text in ids):
            raise BadRequest("Not an id.")
        return super().response_action(request, queryset)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: object, object_id: str
    ) -> NoReturn:
        raise Http404

    # -- what is written

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            response: HttpResponse = super().changeform_view(
                request, object_id, form_url, extra_context
            )
        except IntegrityError:  # between our check and our write somebody else was quicker
            messages.error(
                request, "Somebody else saved the same at this moment. Nothing was saved."
            )
            return HttpResponseRedirect(request.get_full_path())
        return response

    def get_form(
        self,
        request: HttpRequest,
        obj: models.Model | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> type[forms.ModelForm[Any]]:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"viewer": viewer(request)})

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Sequence[Any]:
        fields = [name for name in super().get_fields(request, obj) if name != "account"]
        return ["account", *fields] if self._shows_account(request) else fields

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> Sequence[Any]:
        fields = super().get_readonly_fields(request, obj)
        moves = obj is None or not self._shows_account(request)
        return fields if moves else [*fields, "account"]  # no row moves to another account

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        for row in formset.forms:
            if "account_id" in row.instance.__dict__:
                row.instance.account_id = form.instance.account_id
        super().save_formset(request, form, formset, change)


class ReadOnlyAdmin(AccountScopedAdmin):
    """Rows to look at, that something else writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SeenWithCustomers(AccountScopedAdmin):
    """Who may see customers (code 130) sees these too: they are on the customer's page."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or viewer(request).has_perm(
            "customers.view_customer"
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class ScopedTabularInline(ScopedChoices, TabularInline):
    formfield_overrides: ClassVar = {models.DateTimeField: {"form_class": InstantField}}
    formset = KnownRowsFormSet
    extra = 0


def link_to(row: models.Model | None, text: object = None) -> SafeString | str:
    """A link to a row's page in the admin."""
    if row is None:
        return "-"
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a class="text-link" href="{}">{}</a>', url, text or row)


def ask(
    model_admin: AccountScopedAdmin, request: HttpRequest, title: str, **context: Any
) -> TemplateResponse:
    """A page that says what is about to happen and posts back to itself."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        **context,
    }
    return TemplateResponse(request, "admin/confirm.html", context)
