"""What a dialect that knows less than the record writes back leaves the rest alone."""

from datetime import UTC, date, datetime

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import ContactChange, CustomerChange, NoteEntryChange, PhoneChange, Source
from customers.models import Change, CustomerContact, NoteEntry, NoteType

AFTERNOON = datetime(1985, 4, 30, 21, 30, tzinfo=UTC)


def make(account: Account, source: Source, change: CustomerChange) -> int:
    return services.create(account, change, source=source).customer_id


def person(account: Account) -> CustomerContact:
    return CustomerContact.objects.select_related("contact").get(account=account)


def test_a_date_leaves_the_instant_of_that_day(account: Account, source: Source) -> None:
    pk = make(account, source, CustomerChange(primary=ContactChange(birthday=AFTERNOON)))
    change = CustomerChange(primary=ContactChange(birthday=date(1985, 4, 30)))

    outcome = services.update(account, pk, change, source=source)

    assert outcome.change is None
    assert person(account).contact.birthday == AFTERNOON


def test_another_date_is_its_beginning_in_the_accounts_zone(
    account: Account, source: Source
) -> None:
    pk = make(account, source, CustomerChange(primary=ContactChange(birthday=AFTERNOON)))
    change = CustomerChange(primary=ContactChange(birthday=date(1985, 5, 1)))

    services.update(account, pk, change, source=source)

    assert person(account).contact.birthday == datetime(1985, 5, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(("said", "kept"), [("", "other"), ("male", "male")])
def test_an_empty_gender_leaves_one_that_cannot_be_said(
    account: Account, source: Source, said: str, kept: str
) -> None:
    pk = make(account, source, CustomerChange(primary=ContactChange(gender="other")))
    told = ContactChange(gender=said, unsaid_genders=frozenset({"other"}))

    services.update(account, pk, CustomerChange(primary=told), source=source)

    assert person(account).contact.gender == kept


def test_a_number_shown_with_its_calling_code_stays_as_it_is(
    account: Account, source: Source
) -> None:
    phone = PhoneChange(type="cell", number="1512 3456789", calling_code="49")
    pk = make(account, source, CustomerChange(primary=ContactChange(phones=(phone,))))
    shown = ContactChange(typed_phones={"cell": "+49 1512 3456789"})

    outcome = services.update(account, pk, CustomerChange(primary=shown), source=source)

    assert outcome.change is None


def test_a_note_to_be_there_once_is_not_repeated(account: Account, source: Source) -> None:
    kind = NoteType.objects.create(account=account, name="General")
    note = NoteEntryChange(text="Rang", type_id=kind.pk, once=True)
    pk = make(account, source, CustomerChange(note_entries=(note, note)))
    told = Change.objects.count()

    services.update(account, pk, CustomerChange(note_entries=(note,)), source=source)

    assert [entry.text for entry in NoteEntry.objects.all()] == ["Rang"]
    assert Change.objects.count() == told


def test_the_same_text_of_another_type_is_another_note(account: Account, source: Source) -> None:
    kind = NoteType.objects.create(account=account, name="General")
    plain = NoteEntryChange(text="Rang", once=True)
    typed = NoteEntryChange(text="Rang", type_id=kind.pk, once=True)

    make(account, source, CustomerChange(note_entries=(plain, typed)))

    assert NoteEntry.objects.count() == 2
