"""The boundary: who sees rows of which account, in lists, in choices, in filters."""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest

from crm.accounts.models import Account, User

FIRST_IMPOSSIBLE_ID = 2**63

M = TypeVar("M", bound=models.Model)


def viewer(request: HttpRequest) -> User:
    """Who looks at the page. The admin lets nobody else than users in."""
    return cast("User", request.user)


def is_operator(request: HttpRequest) -> bool:
    """Whether the viewer belongs to no account and so sees all."""
    return viewer(request).account_id is None


def account_lookup(model: type[models.Model]) -> str:
    """By what rows are filtered for one account; empty if all accounts share them."""
    if issubclass(model, Account):
        return "pk"
    try:
        model._meta.get_field("account")
    except FieldDoesNotExist:
        return ""
    return "account"


def in_account(
    rows: "models.QuerySet[M]", account_id: int | None, lookup: str = ""
) -> "models.QuerySet[M]":
    """The rows that somebody of this account may see: all of them for ``None``, an operator."""
    lookup = lookup or account_lookup(rows.model)
    if account_id is None or not lookup:
        return rows
    return rows.filter(**{lookup: account_id})


class Autocomplete(AutocompleteSelect):
    """Django's, which asks the database for whatever was posted, shows a page again with an id that
    is none."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        return super().optgroups(name, _ids(value), attrs)


class MultipleAutocomplete(AutocompleteSelectMultiple):
    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        return super().optgroups(name, _ids(value), attrs)


def _ids(values: Sequence[Any]) -> list[str]:
    texts = [str(value) for value in values]
    return [t for t in texts if t.isascii() and t.isdigit() and int(t) < FIRST_IMPOSSIBLE_ID]


class ScopedChoices:
    """For admins and inlines: what a form offers is of the viewer's account."""

    def formfield_for_foreignkey(
        self, db_field: "models.ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs["queryset"] = self._choices(db_field, request, kwargs)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = Autocomplete(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(
        self, db_field: "models.ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs["queryset"] = self._choices(db_field, request, kwargs)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = MultipleAutocomplete(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def _choices(
        self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]
    ) -> "models.QuerySet[Any]":
        rows = kwargs.get("queryset")
        if rows is None:
            rows = db_field.remote_field.model._default_manager.all()
        return in_account(rows, viewer(request).account_id)


class SameAccountFilter(admin.RelatedFieldListFilter):
    """A filter by relation that names rows of the viewer's account only."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]"
    ) -> list[tuple[Any, Any]]:
        rows = in_account(field.remote_field.model._default_manager.all(), _account(request))
        choices: list[tuple[Any, Any]] = field.get_choices(
            include_blank=False,
            ordering=self.field_admin_ordering(field, request, model_admin),
            limit_choices_to={"pk__in": rows.values("pk")} if _account(request) else {},
        )
        return choices


def _account(request: HttpRequest) -> int | None:
    return viewer(request).account_id
