"""The lists of a customer: in the whole form, and item by item where they stand."""

from urllib.parse import quote

import pytest
from django.test import Client as Browser

from crm.accounts.models import Account, User
from crm.staff.record.values import values_of
from customers.changes import AliasChange, CustomerChange, NoteEntryChange, Source
from customers.models import (
    Address,
    Alias,
    Change,
    Customer,
    NoteEntry,
    NoteType,
    Supplier,
    SupplierAccount,
)
from customers.queries import staff_record
from customers.services import update
from tests.staff.pages import fields_of

from .test_customer import edit_form


def save(browser: Browser, customer: Customer, **data: str) -> Change:
    form = edit_form(browser, customer)
    response = browser.post(f"/customers/{customer.pk}/edit/", form | data)
    assert response.status_code == 302, response.content.decode()
    return Change.objects.latest("sequence")


def test_an_account_at_a_supplier_comes_changes_and_goes(
    browser: Browser, customer: Customer
) -> None:
    bolts = Supplier.objects.get(account=customer.account)
    first, second = SupplierAccount.objects.filter(customer=customer)
    change = save(
        browser,
        customer,
        **{
            f"supplier_accounts.{first.pk}.name": "A-100",
            f"supplier_accounts.{second.pk}.remove": "on",
            "supplier_accounts.new1.supplier_id": str(bolts.pk),
            "supplier_accounts.new1.name": "A-3",
        },
    )
    names = SupplierAccount.objects.filter(customer=customer).values_list("name", flat=True)

    assert set(names) == {"A-100", "A-3"}
    assert change.fields[f"supplier_accounts.{first.pk}.name"] == ["A-1", "A-100"]
    assert change.fields[f"supplier_accounts.{second.pk}.name"] == ["A-2", None]


def test_a_dated_note_is_written_by_who_writes_it(
    browser: Browser, customer: Customer, alice: User
) -> None:
    call = NoteType.objects.get(account=customer.account)
    new = {"text": "Asked for a price.", "type_id": str(call.pk), "for_staff": "on"}
    save(browser, customer, **{f"note_entries.new1.{name}": text for name, text in new.items()})
    note = NoteEntry.objects.get(text="Asked for a price.")

    assert (note.author, note.type, note.for_staff) == (alice, call, True)


def test_a_dated_note_is_corrected_and_stays_its_authors(
    browser: Browser, customer: Customer
) -> None:
    note = NoteEntry.objects.get(customer=customer, text="Called.")
    change = save(browser, customer, **{f"note_entries.{note.pk}.text": "Called twice."})
    corrected = NoteEntry.objects.get(pk=note.pk)

    assert change.fields == {f"note_entries.{note.pk}.text": ["Called.", "Called twice."]}
    assert (corrected.author, corrected.created) == (note.author, note.created)


def test_a_new_account_needs_its_supplier(
    browser: Browser, account: Account, customer: Customer
) -> None:
    form = edit_form(browser, customer)
    new = {"supplier_accounts.new1.supplier_id": "", "supplier_accounts.new1.name": "A-9"}
    response = browser.post(f"/customers/{customer.pk}/edit/", form | new)

    assert b"May not be empty." in response.content
    assert not SupplierAccount.objects.filter(name="A-9").exists()


def test_two_accounts_of_one_name_at_a_supplier_are_refused(
    browser: Browser, customer: Customer
) -> None:
    form = edit_form(browser, customer)
    second = SupplierAccount.objects.get(customer=customer, name="A-2")
    response = browser.post(
        f"/customers/{customer.pk}/edit/",
        form | {f"supplier_accounts.{second.pk}.name": "A-1"},
    )

    assert b"The customer has this one already." in response.content


def test_an_alias_is_corrected(browser: Browser, customer: Customer) -> None:
    alias = Alias.objects.get(customer=customer, name="Furni")
    save(browser, customer, **{f"aliases.{alias.pk}.name": "Furnitura"})

    assert Alias.objects.get(pk=alias.pk).name == "Furnitura"


def test_one_more_contact_of_a_customer_that_has_one_is_not_the_primary_one(
    browser: Browser, customer: Customer
) -> None:
    block = browser.get(f"/customers/new/contacts/?place=1&customer={customer.pk}").content.decode()

    assert 'id="f-contacts.new1.is_primary">' in block  # and not: checked>


def test_one_more_address_of_a_customer_that_is_billed_somewhere_is_for_shipping(
    browser: Browser, customer: Customer
) -> None:
    block = browser.get(f"/customers/new/addresses/?place=1&customer={customer.pk}")

    assert '<option value="shipping" selected>' in block.content.decode()


def test_blocks_of_another_accounts_customer_are_not_there(
    browser: Browser, foreign: Customer
) -> None:
    for customer in (foreign.pk, "x", "9" * 30):
        url = f"/customers/new/contacts/?place=1&customer={customer}"
        assert browser.get(url).status_code == 404


def test_the_form_asks_for_the_newest_notes_and_tells_of_the_others(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    many = tuple(NoteEntryChange(text=f"Note {number}") for number in range(30))
    update(account, customer.pk, CustomerChange(note_entries=many), source=source)
    url = f"/customers/{customer.pk}/edit/"
    page = browser.get(url)
    form = dict(fields_of(page, "edit-form"))
    assert b"12 older ones" in page.content
    assert sum(name.endswith(".text") for name in form) == 20

    newer = CustomerChange(note_entries=(NoteEntryChange(text="Meanwhile"),))
    update(account, customer.pk, newer, source=source)
    assert browser.post(url, form | {"fax": "555-1"}).status_code == 302
    assert NoteEntry.objects.filter(customer=customer).count() == 33


# -- On the spot


def items_url(customer: Customer, name: str, item: object = "add") -> str:
    end = "add/" if item == "add" else f"{item}/edit/"
    return f"/customers/{customer.pk}/items/{name}/{end}"


def sequence() -> int:
    return Change.objects.latest("sequence").sequence


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("aliases", {"name": "Furnitura"}),
        ("note_entries", {"text": "Asked."}),
        (
            "contacts",
            {"first_name": "Cora", "phones.new1.type": "cell", "phones.new1.number": "1"},
        ),
        ("addresses", {"kind": "other", "city": "Paris"}),
    ],
)
def test_an_item_is_added_and_taken_back_again(
    browser: Browser, customer: Customer, name: str, written: dict[str, str]
) -> None:
    before = dict(values_of(staff_record(customer.account, customer.pk)))
    data = {f"{name}.new1.{column}": text for column, text in written.items()}
    response = browser.post(items_url(customer, name), data | {"sequence": sequence()})
    change = Change.objects.latest("sequence")

    assert b"Saved." in response.content
    assert (change.dialect, change.action) == ("staff", "updated")
    browser.post(f"/customers/{customer.pk}/history/{change.sequence}/undo/")
    assert dict(values_of(staff_record(customer.account, customer.pk))) == before


def test_a_supplier_account_is_edited_removed_and_brought_back(
    browser: Browser, customer: Customer
) -> None:
    held = SupplierAccount.objects.get(customer=customer, name="A-1")
    prefix, url = f"supplier_accounts.{held.pk}.", items_url(customer, "supplier_accounts", held.pk)
    data = {f"{prefix}supplier_id": str(held.supplier_id), f"{prefix}name": "A-100"}
    browser.post(url, data | {"sequence": str(sequence())})
    assert SupplierAccount.objects.get(pk=held.pk).name == "A-100"

    removed = browser.post(url, {f"{prefix}remove": "on", "sequence": sequence()})
    assert b"Removed." in removed.content
    assert not SupplierAccount.objects.filter(pk=held.pk).exists()

    browser.post(f"/customers/{customer.pk}/history/{sequence()}/undo/")
    assert SupplierAccount.objects.filter(customer=customer, name="A-100").exists()


def test_an_item_without_anything_in_it_is_not_written(
    browser: Browser, customer: Customer
) -> None:
    before = sequence()
    response = browser.post(items_url(customer, "aliases"), {"aliases.new1.name": ""})

    assert b"Nothing was written yet." in response.content
    assert sequence() == before


def test_an_item_that_somebody_else_changed_shows_both_values(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    note = NoteEntry.objects.get(customer=customer, text="Called.")
    path, url = f"note_entries.{note.pk}.text", items_url(customer, "note_entries", note.pk)
    data = {
        path: "Mine",
        f"note_entries.{note.pk}.type_id": str(note.type_id),
        "sequence": sequence(),
    }
    theirs = CustomerChange(note_entries=(NoteEntryChange(id=note.pk, text="Theirs"),))
    update(account, customer.pk, theirs, source=source)
    asked = browser.post(url, data).content.decode()

    for text in ("Changed meanwhile", "Theirs", "Mine"):
        assert text in asked
    assert NoteEntry.objects.get(pk=note.pk).text == "Theirs"

    browser.post(url, data | {"sequence": sequence()})
    assert NoteEntry.objects.get(pk=note.pk).text == "Mine"


def test_removing_an_item_that_somebody_else_changed_is_asked(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    alias = Alias.objects.get(customer=customer, name="Furni")
    gone = {f"aliases.{alias.pk}.remove": "on", "sequence": sequence()}
    theirs = CustomerChange(aliases=(AliasChange(id=alias.pk, name="Theirs"),))
    update(account, customer.pk, theirs, source=source)
    url = items_url(customer, "aliases", alias.pk)
    asked = browser.post(url, gone)

    assert b"Changed meanwhile" in asked.content
    assert b"Remove it all the same" in asked.content
    browser.post(url, gone | {"sequence": sequence()})
    assert not Alias.objects.filter(pk=alias.pk).exists()


def test_an_item_that_somebody_else_removed_is_said_to_be_gone(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    alias = Alias.objects.get(customer=customer, name="Furni")
    theirs = CustomerChange(aliases=(AliasChange(id=alias.pk, remove=True),))
    update(account, customer.pk, theirs, source=source)
    data = {f"aliases.{alias.pk}.name": "Mine", "sequence": sequence()}
    response = browser.post(items_url(customer, "aliases", alias.pk), data)

    assert b"Somebody took this away meanwhile" in response.content
    assert b"Mine" in response.content


def test_a_field_of_an_item_is_corrected_on_the_spot(browser: Browser, customer: Customer) -> None:
    dock = Address.objects.get(customer=customer, line1="Dock 2")
    path = f"addresses.{dock.pk}.city"
    url = f"/customers/{customer.pk}/field/edit/?path={path}"
    response = browser.post(url, {path: "Chicago", "sequence": sequence()})

    assert b"City is saved." in response.content
    assert Address.objects.get(pk=dock.pk).city == "Chicago"


def test_every_value_leads_to_the_change_that_set_it(browser: Browser, customer: Customer) -> None:
    page = browser.get(f"/customers/{customer.pk}/").content.decode()
    held = values_of(staff_record(customer.account, customer.pk))
    lists = ("aliases", "supplier_accounts", "note_entries")
    for path, value in held.items():
        item = ".".join(path.split(".")[:2]) + "." if path.startswith(lists) else path
        if value and path != "is_active" and ".phones." not in path:
            assert f'/history/?field={quote(item)}"' in page, path


@pytest.mark.parametrize(
    "url", ["items/nothing/", "items/nothing/add/", "items/aliases/999999/edit/"]
)
def test_no_other_items_are_there(browser: Browser, customer: Customer, url: str) -> None:
    assert browser.get(f"/customers/{customer.pk}/{url}").status_code == 404


def test_items_of_another_account_are_not_there(
    browser: Browser, customer: Customer, foreign: Customer
) -> None:
    theirs = Alias.objects.filter(customer=foreign).first()
    assert theirs is not None
    data = {f"aliases.{theirs.pk}.name": "Mine"}

    assert browser.post(items_url(foreign, "aliases", theirs.pk), data).status_code == 404
    browser.post(items_url(customer, "aliases", theirs.pk), data)
    assert Alias.objects.get(pk=theirs.pk).name != "Mine"
