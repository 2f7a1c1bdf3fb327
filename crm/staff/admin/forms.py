"""Fields and forms that every page of the admin is made of."""

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from unfold.forms import PaginationInlineFormSet

from crm.accounts.models import Account, User

OUT_OF_RANGE = "This time cannot be stored."
GONE = "Somebody else has changed this meanwhile. Open the page again."


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time as an instant; the earlier one where the clocks show it twice.

    Raises:
        ValidationError: too near to the first or last year to be one.
    """
    try:
        value = datetime.combine(day, at, tzinfo=zone)
        value.astimezone(UTC)
    except OverflowError:
        raise ValidationError(OUT_OF_RANGE) from None
    return value


class InstantField(forms.SplitDateTimeField):
    """A date and a time in the page's time zone. Django's own refuses the hour that comes twice in
    autumn, so that a record stamped in it could not be saved any more."""

    def compress(self, data_list: Any) -> datetime | None:
        if not data_list:
            return None
        day, at = data_list
        if day in self.empty_values:
            raise ValidationError(self.error_messages["invalid_date"], code="invalid_date")
        if at in self.empty_values:
            raise ValidationError(self.error_messages["invalid_time"], code="invalid_time")
        return instant(day, at, ZoneInfo(timezone.get_current_timezone_name()))


class KeptTextField(forms.CharField):
    """A text that stays as it was written until somebody changes it.

    A browser sends lines back with other ends, drops them in one-line inputs, and people do not see
    outer space; none of this is a change.
    """

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = self.to_python(initial or "")
        after = self.to_python(data or "")
        if before == after:
            return False
        if isinstance(self.widget, forms.Textarea):
            return True
        return before.replace("\n", "").strip() != after


class KnownRowsFormSet(PaginationInlineFormSet):
    """Which row a form is of is looked up among those loaded, not by a query for each."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields[self.model._meta.pk.name] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=form.instance.pk
        )

    def clean(self) -> None:
        super().clean()
        for form in self.initial_forms:
            if form.instance._state.adding:
                form.add_error(None, GONE)


class SameAccountForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    """The form of a row that belongs to one account and refers to rows of the same only.

    Attributes:
        viewer: who fills it in; its account is the row's.
    """

    viewer: ClassVar[User | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        account_id = self.viewer.account_id if self.viewer else None
        if account_id is not None and self.instance._state.adding and self._is_of_an_account():
            self.instance.account_id = account_id

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        account = cleaned.get("account") or getattr(self.instance, "account_id", None)
        account_id = account.pk if isinstance(account, Account) else account
        if account_id is not None and self._is_of_an_account():
            for name, value in list(cleaned.items()):
                self._refuse_strangers(name, value, account_id)
        if not self.instance._state.adding:
            self._keep_unchanged(cleaned)
        return cleaned

    def _is_of_an_account(self) -> bool:
        return any(field.attname == "account_id" for field in self.instance._meta.fields)

    def _refuse_strangers(self, name: str, value: Any, account_id: int) -> None:
        rows = value if isinstance(value, models.QuerySet) else [value]
        for row in rows:
            if isinstance(row, models.Model) and getattr(row, "account_id", None) not in (
                None,
                account_id,
            ):
                self.add_error(name, "This belongs to another account.")
                return

    def _keep_unchanged(self, cleaned: dict[str, Any]) -> None:
        """What nobody changed is not written back as the widgets rounded it (microseconds ...)."""
        kept = {field.name for field in self.instance._meta.concrete_fields}
        for name in (kept & cleaned.keys()) - set(self.changed_data):
            del cleaned[name]

    def validate_unique(self) -> None:
        super().validate_unique()
        if self.errors:
            return
        # Django leaves out constraints on fields that the page does not ask for, as the account: a
        # name that stands twice in it would be refused by the database only.
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]
