"""The parts of customers in lists of their own, to search. The customer's page edits them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from contacts.models import Contact, PhoneNumber
from customers.models import (
    Address,
    Alias,
    Customer,
    CustomFieldValue,
    NoteEntry,
    SupplierAccount,
)

from .base import ReadOnlyAdmin, SeenWithCustomers, link_to


class PartAdmin(SeenWithCustomers, ReadOnlyAdmin):
    """To look at, with the way to the page where it is edited."""

    linked_by = ("customer",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        names = [field.name for field in self.opts.fields if field.name not in {"id", "account"}]
        skipped = {"customer", "contact", "email_key", "name_key"}
        return ["of_customer", *(name for name in names if name not in skipped)]

    @admin.display(description="customer")
    def of_customer(self, part: Any) -> str:
        return link_to(self.customer_of(part))

    def customer_of(self, part: Any) -> Customer | None:
        customer: Customer | None = part.customer
        return customer


@admin.register(Contact)
class ContactAdmin(PartAdmin):
    list_display = ("full_name", "of_customer", "job_title", "email")
    list_select_related = ("account", "link__customer")
    list_filter = ("created",)
    search_fields = ("first_name", "last_name", "email", "phones__number", "phones__e164")

    def customer_of(self, part: Any) -> Customer | None:
        link = getattr(part, "link", None)
        return link and link.customer


@admin.register(PhoneNumber)
class PhoneNumberAdmin(PartAdmin):
    list_display = ("number", "type", "contact", "of_customer")
    list_select_related = ("account", "contact__link__customer")
    list_filter = ("type",)
    search_fields = ("number", "e164")

    def customer_of(self, part: Any) -> Customer | None:
        link = getattr(part.contact, "link", None)
        return link and link.customer


@admin.register(Address)
class AddressAdmin(PartAdmin):
    list_display = ("line1", "postal_code", "city", "country", "kind", "is_primary", "of_customer")
    list_select_related = ("account", "customer")
    list_filter = ("kind", "is_primary")
    search_fields = ("line1", "postal_code", "city", "company", "last_name", "label")


@admin.register(CustomFieldValue)
class CustomFieldValueAdmin(PartAdmin):
    list_display = ("field", "value", "of_customer", "address")
    list_select_related = ("account", "customer", "field", "address")
    list_filter = ("field",)
    search_fields = ("value", "field__name")


@admin.register(Alias)
class AliasAdmin(PartAdmin):
    list_display = ("name", "of_customer")
    list_select_related = ("account", "customer")
    search_fields = ("name",)


@admin.register(SupplierAccount)
class SupplierAccountAdmin(PartAdmin):
    list_display = ("name", "supplier", "of_customer")
    list_select_related = ("account", "customer", "supplier")
    list_filter = ("supplier",)
    search_fields = ("name", "supplier__name")


@admin.register(NoteEntry)
class NoteEntryAdmin(PartAdmin):
    list_display = ("__str__", "type", "for_staff", "author", "created", "of_customer")
    list_select_related = ("account", "customer", "type", "author")
    list_filter = ("type", "for_staff", "created")
    search_fields = ("text",)
