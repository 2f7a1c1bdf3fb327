"""Permission codes on pages: as words, and as checkboxes."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.db.models import Prefetch, Q, QuerySet
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from crm.access.codes import CODES, PermissionCode


def permissions_prefetch(path: str) -> "Prefetch[Any, Any, Any]":
    """All that ``codes_of`` needs of the rows of a list, in one query."""
    return Prefetch(path, Permission.objects.select_related("content_type"))


def names(permissions: Iterable[Permission]) -> set[str]:
    """Permissions as Django calls them: ``customers.view_customer``."""
    return {f"{p.content_type.app_label}.{p.codename}" for p in permissions}


def codes_of(permissions: Iterable[Permission]) -> list[PermissionCode]:
    """The codes all of whose permissions are there."""
    held = names(permissions)
    return [code for code in CODES.values() if held.issuperset(code.permissions)]


def in_words(codes: Iterable[PermissionCode]) -> str:
    return ", ".join(code.group_name for code in codes) or "-"


def permissions_of(numbers: Iterable[int]) -> "QuerySet[Permission]":
    """The rows behind some codes."""
    wanted = {name for number in numbers for name in CODES[number].permissions}
    if not wanted:
        return Permission.objects.none()
    pairs = [name.split(".") for name in sorted(wanted)]
    return Permission.objects.filter(
        reduce(or_, (Q(content_type__app_label=app, codename=code) for app, code in pairs))
    )


class CodesField(forms.TypedMultipleChoiceField):
    """Checkboxes, a code each. Cleans to a list of numbers."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            coerce=int,
            choices=[(code.number, code.group_name) for code in CODES.values()],
            widget=UnfoldAdminCheckboxSelectMultipleWidget(),
            required=False,
            label="Permission codes",
            **kwargs,
        )
