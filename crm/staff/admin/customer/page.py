"""What the parts of one customer page share while a request lasts."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django import forms
from django.db import models
from django.http import HttpRequest

from crm.accounts.models import Account
from customers.errors import CustomerError
from customers.models import CustomField, NoteType, Supplier

Choices = list[tuple[Any, str]]


@dataclass
class Page:
    """The account of the customer and what its forms offer, each read once.

    Attributes:
        picked: rows that the posted form refers to.
        refused: why the record said no to what this request posts; its forms show it.
    """

    account: Account
    refused: CustomerError | None = None
    picked: dict[tuple[type[models.Model], str], Any] = field(default_factory=dict)

    @cached_property
    def _definitions(self) -> list[CustomField]:
        return list(CustomField.objects.filter(account=self.account))

    def definitions(self, target: str) -> list[CustomField]:
        return [field for field in self._definitions if field.target == target]

    @cached_property
    def suppliers(self) -> Choices:
        rows = Supplier.objects.filter(account=self.account)
        return [("", "Select value"), *rows.values_list("pk", "name")]

    @cached_property
    def note_types(self) -> Choices:
        rows = NoteType.objects.filter(account=self.account)
        return [("", "Select value"), *rows.values_list("pk", "name")]


class PickedField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """A relation that is looked up once, however often the request cleans its form."""

    def __init__(
        self, *args: Any, picked: dict[tuple[type[models.Model], str], Any], **kwargs: Any
    ) -> None:
        self.picked = picked
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        assert self.queryset is not None
        key = (self.queryset.model, str(value))
        if key not in self.picked:
            self.picked[key] = super().to_python(value)
        return self.picked[key]


def open_page(request: HttpRequest, account: Account) -> Page:
    page = Page(account)
    request.customer_page = page  # type: ignore[attr-defined]
    return page


def page_of(request: HttpRequest) -> Page:
    return cast("Page", request.customer_page)  # type: ignore[attr-defined]
