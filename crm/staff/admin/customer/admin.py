"""The customer in the admin. It never saves a model: a posted page is one change of the record."""

from collections.abc import Sequence
from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from crm.accounts.models import Account
from customers import queries, services
from customers.errors import CustomerError
from customers.models import Customer, CustomField

from ..base import LARGEST_ID, AccountScopedAdmin
from ..forms import InstantField, KeptTextField
from ..paging import IndexedList
from ..scope import is_operator, viewer
from . import custom
from .change import customer_change
from .ending import Ending, source
from .filters import CustomFilter, custom_filters
from .form import CustomerForm
from .history import history_page
from .inlines import INLINES
from .layout import FIELDSETS
from .page import PickedField, open_page, page_of

MOST_DIGITS = 19  # of an id
#: Parameters that narrow no list: its page and its order.
PLACE_IN_LIST = {PAGE_VAR, ORDER_VAR}


@admin.register(Customer)
class CustomerAdmin(Ending, AccountScopedAdmin):
    form = CustomerForm
    formfield_overrides = {  # noqa: RUF012
        models.CharField: {"form_class": KeptTextField},
        models.TextField: {"form_class": KeptTextField},
        models.DateTimeField: {"form_class": InstantField},
    }
    list_display = ("code", "name", "email", "phone", "group", "is_active", "modified")
    list_display_links = ("code", "name")
    sortable_by = ("code", "name", "email", "modified")  # what there are indexes for
    list_select_related = ("account", "group")
    list_filter = (
        "is_active",
        "group",
        "home_store",
        "lead_source",
        "is_b2b",
        "is_vip",
        "is_favourite",
        "created",
        "modified",
    )
    list_filter_submit = True
    search_fields = ("name",)  # shows the search box; what it finds is said below
    ordering = ("-id",)
    readonly_fields = ("number", "name", "is_active", "created", "modified", "credit_checks")
    autocomplete_fields = ("group", "lead_source", "home_store")
    inlines = INLINES
    compressed_fields = False

    # -- the list

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        """Customers who have all the words anywhere; if nobody has, those who have similar ones."""
        if not search_term.strip():
            return queryset, False
        account = viewer(request).account
        found = queries.matching(account, search_term, everywhere=True)
        if not found.exists():
            found = queries.similar(account, search_term)
        return queryset.filter(pk__in=found.values("pk")), False

    def get_paginator(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """The total of all customers is kept and need not be counted."""
        paginator = super().get_paginator(request, *args, **options)
        if not request.GET.keys() - PLACE_IN_LIST:
            paginator.count = queries.total_customers(viewer(request).account)
        return paginator

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[IndexedList]:
        return IndexedList

    def get_list_filter(self, request: HttpRequest) -> Sequence[Any]:
        return [*super().get_list_filter(request), *self._custom_filters(request)]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        if any(lookup in spec.parameters() for spec in self._custom_filters(request)):
            return True
        return super().lookup_allowed(lookup, value, request)

    def _custom_filters(self, request: HttpRequest) -> list[type[CustomFilter]]:
        """Of the viewer's account; an operator's once he has narrowed the list to one."""
        if "_custom_filters" not in request.__dict__:
            account_id: int | None = viewer(request).account_id
            wanted = request.GET.get("account__id__exact", "")
            if account_id is None and wanted.isascii() and wanted.isdigit():
                account_id = min(int(wanted[:MOST_DIGITS]), LARGEST_ID)
            definitions = CustomField.objects.filter(account=account_id, target="customer")
            request.__dict__["_custom_filters"] = custom_filters(definitions if account_id else ())
        filters: list[type[CustomFilter]] = request.__dict__["_custom_filters"]
        return filters

    # -- the page

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Customer | None:
        """The customer, read once in a request; a copy, because forms write into theirs."""
        seen: dict[str, Customer | None] = request.__dict__.setdefault("_customers", {})
        if object_id not in seen:
            seen[object_id] = super().get_object(request, object_id, from_field)
        return copy(seen[object_id])

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        account = self._account(request, object_id)
        if account is None:
            return self._choose_account(request)
        page = open_page(request, account)
        timezone.activate(account.zone)
        try:
            return self._form_page(request, object_id, form_url, extra_context)
        except CustomerError as error:  # everything is taken back; the forms say why
            page.refused = error
            return self._form_page(request, object_id, form_url, extra_context)

    def _form_page(self, *args: Any) -> HttpResponse:
        response: HttpResponse = super().changeform_view(*args)
        return response

    def _account(self, request: HttpRequest, object_id: str | None) -> Account | None:
        """Whose customer it is; ``None`` if an operator has not said so yet."""
        if object_id is not None:
            if not self.has_view_or_change_permission(request):
                raise PermissionDenied
            customer = self.get_object(request, unquote(object_id))
            if customer is None:
                raise Http404
            return customer.account
        if not self.has_add_permission(request):
            raise PermissionDenied
        if not is_operator(request):
            return viewer(request).account
        wanted = request.GET.get("account", "")
        return Account.objects.filter(slug=wanted).first() if wanted.isprintable() else None

    def _choose_account(self, request: HttpRequest) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Add customer: of which account?",
            "opts": self.opts,
            "accounts": Account.objects.all(),
        }
        return TemplateResponse(request, "admin/customers/customer/choose_account.html", context)

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> Any:
        page = page_of(request)
        declared = custom.declared(page.definitions("customer"))
        kwargs["form"] = type("CustomerForm", (self.form,), {"page": page, **declared})
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.Field:
        kwargs |= {"form_class": PickedField, "picked": page_of(request).picked}
        field: forms.Field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        names = [custom.form_name(d) for d in page_of(request).definitions("customer")]
        own = [("Custom fields", {"classes": ["tab"], "fields": names})] if names else []
        return [*FIELDSETS, *own]

    @admin.display(description="credit checks")
    def credit_checks(self, customer: Customer) -> str:
        if customer._state.adding:
            return "-"
        url = reverse("admin:customers_creditcheck_changelist")
        return format_html(
            '<a class="text-link" href="{}?customer__id__exact={}">See them</a>', url, customer.pk
        )

    # -- the write

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """Nothing here: ``save_related`` writes all of the page at once."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        wanted, account = customer_change(form, formsets), page_of(request).account
        if change:
            services.update(account, form.instance.pk, wanted, source=source(request))
        else:
            created = services.create(account, wanted, source=source(request))
            form.instance.pk = created.customer_id
        form.instance.refresh_from_db()

    def construct_change_message(self, *args: Any, **kwargs: Any) -> list[Any]:
        return []

    def log_addition(self, *args: Any) -> None:
        """The ledger has it."""

    def log_change(self, *args: Any) -> None:
        """The ledger has it."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # -- the history

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        customer = self.get_object(request, unquote(object_id))
        if customer is None:
            raise Http404
        return history_page(self, request, customer, extra_context or {})
