"""The form of a contact: the person, whether he or she is the primary one, and the numbers."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextInputWidget,
)

from contacts.models import Contact
from crm.staff.admin.forms import KeptTextField, instant

from .form import RecordForm
from .phones import PhonesField, rows_of

TEXTS = ("salutation", "first_name", "middle_name", "last_name", "job_title", "email", "gender")


def _text(name: str) -> Any:
    column: Any = Contact._meta.get_field(name)
    return column.formfield(form_class=KeptTextField, widget=UnfoldAdminTextInputWidget())


class ContactForm(RecordForm):
    salutation = _text("salutation")
    first_name = _text("first_name")
    middle_name = _text("middle_name")
    last_name = _text("last_name")
    job_title = _text("job_title")
    email = _text("email")
    gender = forms.ChoiceField(
        choices=Contact.Gender.choices, required=False, widget=UnfoldAdminSelectWidget()
    )
    birthday = forms.DateField(required=False, widget=UnfoldAdminSingleDateWidget())
    phones = PhonesField(required=False)
    #: Which contact it is. The admin itself sends keys only that are numbers made by the database.
    contact = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            return
        contact = self.instance.contact
        zone = self.page.account.zone
        birthday = contact.birthday
        phones = list(contact.phones.all())
        self.initial.update({name: getattr(contact, name) for name in TEXTS})
        self.initial["birthday"] = birthday and birthday.astimezone(zone).date()
        self.initial["phones"] = rows_of(phones)
        for name in (*TEXTS, "birthday"):  # where the page only shows it
            setattr(self.instance, name, self.initial[name])
        self.instance.phones = ", ".join(f"{phone.number} ({phone.type})" for phone in phones)

    def clean_birthday(self) -> datetime | None:
        """The day's first moment in the account's time zone."""
        day: date | None = self.cleaned_data["birthday"]
        return instant(day, time.min, self.page.account.zone) if day else None
