"""The lists of a customer: accounts at suppliers, dated notes, aliases, in the whole form."""

from django.test import Client as Browser

from crm.accounts.models import Account, User
from customers.models import Alias, Change, Customer, NoteEntry, NoteType, Supplier, SupplierAccount

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
