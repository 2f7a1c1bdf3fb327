"""The form of a new client."""

from importlib import import_module
from typing import Any

from django import forms

from crm.access.codes import CODES, has_code
from crm.access.models import Client
from crm.accounts.models import Account, Store, User
from crm.accounts.texts import is_storable
from crm.dialects import DIALECTS
from crm.staff.ui.forms import HubRenderer


def title(dialect: str) -> str:
    """What people call it."""
    return str(import_module(f"crm.dialects.{dialect}").TITLE)


class NewClientForm(forms.Form):
    """Everything that a client is made of. Scopes are checked by the dialect that has them.

    Nobody hands out a code that they do not hold.
    """

    default_renderer = HubRenderer

    dialect = forms.ChoiceField(
        label="System", choices=lambda: [(name, title(name)) for name in DIALECTS]
    )
    name = forms.CharField(
        max_length=255, help_text="What the program is called, as the history will tell it."
    )
    codes = forms.TypedMultipleChoiceField(
        label="It may",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    scopes = forms.CharField(
        required=False,
        max_length=500,
        help_text="For systems with scopes, separated by spaces; the widest when left empty.",
    )
    stores = forms.ModelMultipleChoiceField(
        queryset=Store.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="None chosen: all of them.",
    )

    def __init__(self, account: Account, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.account = account
        held = [code for code in CODES.values() if has_code(user, code.number)]
        codes = self.fields["codes"]
        assert isinstance(codes, forms.TypedMultipleChoiceField)
        codes.choices = [(code.number, code.group_name) for code in held]
        codes.initial = [code.number for code in held]
        stores = self.fields["stores"]
        assert isinstance(stores, forms.ModelMultipleChoiceField)
        stores.queryset = Store.objects.filter(account=account)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        dialect, name = cleaned.get("dialect"), cleaned.get("name", "")
        if not dialect:
            return cleaned
        if not is_storable(name):
            self.add_error("name", "May not contain half a character.")
            return cleaned
        taken = Client.objects.filter(account=self.account, dialect=dialect, name=name)
        if name and taken.exists():
            self.add_error("name", f"There is a client of this name for {title(dialect)} already.")
        known = import_module(f"crm.dialects.{dialect}").SCOPES
        unknown = set(cleaned.get("scopes", "").split()).difference(known)
        if unknown:
            has = f"has only: {', '.join(known)}" if known else "has no scopes"
            self.add_error("scopes", f"Not a scope: {' '.join(sorted(unknown))}. It {has}.")
        return cleaned
