"""The form of a new client."""

from importlib import import_module
from typing import Any

from django import forms
from django.db.models import QuerySet

from crm.access.codes import CODES, has_code
from crm.access.models import Client
from crm.accounts.models import Account, Store, User
from crm.accounts.texts import is_storable
from crm.dialects import DIALECTS
from crm.staff.ui.forms import HubRenderer


def title(dialect: str) -> str:
    """What people call it."""
    return str(import_module(f"crm.dialects.{dialect}").TITLE)


def all_scopes() -> list[tuple[str, str]]:
    """Each scope that some system has, and which."""
    return [
        (scope, f"{scope} ({title(dialect)})")
        for dialect in DIALECTS
        for scope in import_module(f"crm.dialects.{dialect}").SCOPES
    ]


class UserChoice(forms.ModelChoiceField[User]):
    """Integration users, each with its codes and the clients that act as it already."""

    def label_from_instance(self, user: User) -> str:
        groups = ", ".join(group.name for group in user.groups.all()) or "nothing"
        names = ", ".join(str(client) for client in user.access_client.all())
        return f"{user} ({f'of {names}; ' if names else ''}{groups})"


def integration_users(account: Account) -> QuerySet[User]:
    """Whom programs of the account act as."""
    users = User.objects.filter(account=account, is_integration=True, is_active=True)
    return users.order_by("username").prefetch_related("groups", "access_client")


def may_more(user: User, than: User) -> bool:
    """Whether the user holds a code that the other does not."""
    return any(has_code(user, code) and not has_code(than, code) for code in CODES)


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
    user = UserChoice(
        queryset=User.objects.none(),
        required=False,
        empty_label="A new user of its own",
        label="It acts as",
        help_text="An integration user that exists brings the codes that it has.",
    )
    codes = forms.TypedMultipleChoiceField(
        label="It may",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="For a new user.",
    )
    scopes = forms.MultipleChoiceField(
        required=False,
        choices=all_scopes,
        widget=forms.CheckboxSelectMultiple,
        help_text="They narrow what the codes allow. None chosen: the widest.",
    )
    stores = forms.ModelMultipleChoiceField(
        queryset=Store.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="None chosen: all of them.",
    )

    def __init__(self, account: Account, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.account, self.maker = account, user
        users = self.fields["user"]
        assert isinstance(users, forms.ModelChoiceField)
        users.queryset = integration_users(account)
        held = [code for code in CODES.values() if has_code(user, code.number)]
        codes = self.fields["codes"]
        assert isinstance(codes, forms.TypedMultipleChoiceField)
        codes.choices = [(code.number, code.group_name) for code in held]
        codes.initial = [code.number for code in held]
        stores = self.fields["stores"]
        assert isinstance(stores, forms.ModelMultipleChoiceField)
        stores.queryset = Store.objects.filter(account=account)

    def clean_user(self) -> User | None:
        user: User | None = self.cleaned_data["user"]
        if user and may_more(user, self.maker):
            raise forms.ValidationError("This user may do more than you: not yours to hand out.")
        return user

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
        unknown = set(cleaned.get("scopes", ())).difference(known)
        if unknown:
            has = f"has only: {', '.join(known)}" if known else "has no scopes"
            self.add_error("scopes", f"Not a scope: {' '.join(sorted(unknown))}. It {has}.")
        return cleaned
