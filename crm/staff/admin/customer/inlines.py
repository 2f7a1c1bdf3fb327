"""The parts of the record, as inlines of the customer's page. None of them saves anything."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import StackedInline, TabularInline
from unfold.widgets import UnfoldAdminSelectWidget

from customers.errors import Invalid
from customers.models import (
    Address,
    Alias,
    Customer,
    CustomerContact,
    NoteEntry,
    SupplierAccount,
)

from ..forms import InstantField, KeptTextField, KnownRowsFormSet
from . import custom
from .contact import ContactForm
from .form import RecordForm
from .page import page_of


class RecordFormSet(KnownRowsFormSet):
    """Items of one part.

    Attributes:
        part: what the record and the ledger call the part.
    """

    part: ClassVar[str]

    def validate_unique(self) -> None:
        """The record does, which sees the whole change."""

    def clean(self) -> None:
        super().clean()
        refused = self.form.page.refused
        fields = refused.fields if isinstance(refused, Invalid) else {}
        left = []
        for path, messages in fields.items():
            part, _, rest = path.partition(".")
            if part != self.part:
                continue
            key, _, column = rest.partition(".")
            form = self._form_of(key)
            if form is None:
                left += messages
            else:
                form.say(column, messages)
        if left:
            raise ValidationError(left)

    def _form_of(self, key: str) -> Any:
        """The form of an item by its id. Of several new ones the record cannot say which."""
        if key == "new":
            return next((f for f in reversed(self.extra_forms) if f.has_changed()), None)
        return next((f for f in self.initial_forms if str(f.instance.pk) == key), None)


class RecordInline:
    """Who may see the customer sees its parts; who may change it changes them."""

    part: ClassVar[str]
    form: type[RecordForm] = RecordForm
    formset = RecordFormSet
    extra = 0
    tab = True
    formfield_overrides: ClassVar = {
        models.CharField: {"form_class": KeptTextField},
        models.TextField: {"form_class": KeptTextField},
        models.DateTimeField: {"form_class": InstantField},
    }

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        page = page_of(request)
        hidden = self.model._meta.pk.name  # type: ignore[attr-defined]
        names = flatten_fieldsets(self.get_fieldsets(request, obj))  # type: ignore[attr-defined]
        kwargs["fields"] = [name for name in names if name != hidden]
        kwargs["form"] = type(self.form.__name__, (self.form,), {"page": page, **self.extras(page)})
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        return type(formset.__name__, (formset,), {"part": self.part})

    def extras(self, page: Any) -> dict[str, Any]:
        """Form fields that only this account has."""
        return {}

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("customers.view_customer") or self._may_write(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_write(request, obj)

    def _may_write(self, request: HttpRequest, customer: Customer | None) -> bool:
        verb = "change" if customer is not None and customer.pk else "add"
        return request.user.has_perm(f"customers.{verb}_customer")


class ContactInline(RecordInline, StackedInline):
    model = CustomerContact
    part = "contacts"
    form = ContactForm
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("is_primary", "salutation", "job_title"),
                    ("first_name", "middle_name", "last_name"),
                    ("email", "birthday", "gender"),
                    "phones",
                    "contact",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[CustomerContact]":
        links: QuerySet[CustomerContact] = super().get_queryset(request)
        return links.select_related("contact").prefetch_related("contact__phones")


class AddressForm(RecordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values: dict[int, str] = {}
        if not self.instance._state.adding:
            held = self.instance.custom_field_values.all()
            values = {value.field_id: value.value for value in held}
        custom.fill(self, self.page.definitions("address"), values)


class AddressInline(RecordInline, StackedInline):
    model = Address
    part = "addresses"
    form = AddressForm

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Address]":
        addresses: QuerySet[Address] = super().get_queryset(request)
        return addresses.prefetch_related("custom_field_values")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        names = [custom.form_name(d) for d in page_of(request).definitions("address")]
        rows = (
            ("kind", "is_primary", "is_main", "label"),
            ("company", "salutation"),
            ("first_name", "last_name"),
            ("line1", "line2"),
            ("postal_code", "city"),
            ("state", "country"),
            *names,
        )
        return [(None, {"fields": rows})]

    def extras(self, page: Any) -> dict[str, Any]:
        return custom.declared(page.definitions("address"))


class AliasInline(RecordInline, TabularInline):
    model = Alias
    part = "aliases"
    fields = ("name",)


class PickForm(RecordForm):
    """A form that picks from a short list of the account, read once for all rows.

    Attributes:
        relation: the field of the model that is picked.
        picked: the form's field for it.
        offered: the list of the page that it picks from.
    """

    relation: ClassVar[str]
    picked: ClassVar[str]
    offered: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = getattr(self.page, self.offered)
        self.fields[self.picked].choices = offered  # type: ignore[attr-defined]
        if not self.instance._state.adding:
            self.initial[self.picked] = getattr(self.instance, f"{self.relation}_id")
            setattr(self.instance, self.picked, getattr(self.instance, self.relation))


class SupplierAccountForm(PickForm):
    relation, picked, offered = "supplier", "at_supplier", "suppliers"
    at_supplier = forms.TypedChoiceField(
        coerce=int, empty_value=None, label="Supplier", widget=UnfoldAdminSelectWidget()
    )


class SupplierAccountInline(RecordInline, TabularInline):
    model = SupplierAccount
    part = "supplier_accounts"
    form = SupplierAccountForm
    fields = ("at_supplier", "name")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[SupplierAccount]":
        accounts: QuerySet[SupplierAccount] = super().get_queryset(request)
        return accounts.select_related("supplier")


class NoteEntryForm(PickForm):
    relation, picked, offered = "type", "about", "note_types"
    about = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        label="Type",
        required=False,
        widget=UnfoldAdminSelectWidget(),
    )


class NoteEntryInline(RecordInline, StackedInline):
    """Written once, like a diary: new ones only."""

    model = NoteEntry
    part = "note_entries"
    form = NoteEntryForm
    fieldsets = ((None, {"fields": (("created", "author"), ("about", "for_staff"), "text")}),)
    readonly_fields = ("created", "author")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[NoteEntry]":
        entries: QuerySet[NoteEntry] = super().get_queryset(request)
        return entries.select_related("type", "author")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


INLINES = (ContactInline, AddressInline, AliasInline, SupplierAccountInline, NoteEntryInline)
