"""The customer's page: one form over the record, one row in the ledger."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from contacts.models import Contact
from crm.accounts.models import Account, User
from crm.staff.admin.customer import ending
from customers.changes import CustomerChange, Source
from customers.models import Change, Customer, CustomerGroup, Supplier
from customers.services import create, update

from .conftest import browser_with
from .pages import Posted, form_of

ADD = reverse("admin:customers_customer_add")
LIST = reverse("admin:customers_customer_changelist")
FORM = "customer_form"


def page(customer: Customer) -> str:
    return reverse("admin:customers_customer_change", args=[customer.pk])


def save(browser: Browser, customer: Customer, **written: Any) -> Any:
    """Open the page, write into some fields, save."""
    posted = form_of(browser, page(customer), FORM) | written
    return browser.post(page(customer), posted)


def item(posted: Posted, prefix: str, row_id: int) -> str:
    """The prefix of the inline form that is of this row."""
    ids = {k: v for k, v in posted.items() if k.startswith(f"{prefix}-")}
    for field in ("id", "contact"):
        for place in range(20):
            if ids.get(f"{prefix}-{place}-{field}") == str(row_id):
                return f"{prefix}-{place}"
    raise AssertionError(f"no form for {row_id}")


def errors(response: Any) -> str:
    assert response.status_code == 200, "it was saved"
    return str(response.context["errors"])


def ledger(customer: Customer) -> list[Change]:
    return list(Change.objects.filter(customer=customer).order_by("sequence"))


def test_saving_an_untouched_page_writes_nothing(browser: Browser, furnished: Customer) -> None:
    before = Customer.objects.filter(pk=furnished.pk).values().get()

    assert save(browser, furnished).status_code == 302

    assert len(ledger(furnished)) == 1
    assert Customer.objects.filter(pk=furnished.pk).values().get() == before


def test_one_save_is_one_row_in_the_ledger(
    browser: Browser, furnished: Customer, ana: Contact, alice: User
) -> None:
    posted = form_of(browser, page(furnished), FORM)
    contact = item(posted, "contact_links", ana.pk)
    region = furnished.custom_field_values.get(field__name="Region").field_id
    posted |= {
        "company": "Renamed",
        f"{contact}-job_title": "Buyer",
        f"{contact}-phones-0-number": "+1 312 555 0199",
        "addresses-0-city": "Chicago",
        "aliases-0-name": "Furnish",
        "note_entries-TOTAL_FORMS": "3",
        "note_entries-2-text": "A third call.",
        f"custom_{region}": "South",
    }

    response = browser.post(page(furnished), posted, headers={"X-Request-ID": "r-77"})

    assert response.status_code == 302
    _, change = ledger(furnished)
    fields = change.fields
    assert fields["company"] == ["Furnished acme", "Renamed"]
    assert fields[f"contacts.{ana.pk}.job_title"] == ["", "Buyer"]
    assert fields["custom_fields.Region"] == ["North", "South"]
    assert len(fields) == 7, fields
    assert (change.user, change.dialect, change.request_id) == (alice, "admin", "r-77")


def test_it_adds_a_customer_with_its_parts(browser: Browser, account: Account) -> None:
    posted = form_of(browser, ADD, FORM) | {
        "company": "Fresh",
        "contact_links-TOTAL_FORMS": "1",
        "contact_links-0-first_name": "Zoe",
        "contact_links-0-phones-0-type": "cell",
        "contact_links-0-phones-0-number": "312 555 0144",
        "addresses-TOTAL_FORMS": "1",
        "addresses-0-kind": "billing",
        "addresses-0-line1": "Elm St 9",
    }

    response = browser.post(ADD, posted)

    assert response.status_code == 302, errors(response)
    customer = Customer.objects.get(account=account)
    assert (customer.company, customer.code) == ("Fresh", "1")
    assert [str(contact) for contact in customer.contacts.all()] == ["Zoe"]
    assert customer.addresses.get().line1 == "Elm St 9"
    assert len(ledger(customer)) == 1


def test_an_operator_says_first_whose_customer_it_is(
    operators_browser: Browser, account: Account, other_account: Account
) -> None:
    assert "?account=acme" in operators_browser.get(ADD).content.decode()

    address = f"{ADD}?account=mallory"
    posted = form_of(operators_browser, address, FORM) | {"company": "Theirs"}
    assert operators_browser.post(address, posted).status_code == 302
    assert Customer.objects.get().account == other_account


def test_it_takes_items_out(browser: Browser, furnished: Customer, ana: Contact) -> None:
    posted = form_of(browser, page(furnished), FORM)
    contact = item(posted, "contact_links", ana.pk)
    posted |= {f"{contact}-DELETE": "on", "aliases-0-DELETE": "on", "addresses-1-DELETE": "on"}

    assert browser.post(page(furnished), posted).status_code == 302

    assert [str(contact) for contact in furnished.contacts.all()] == ["Ben"]
    assert furnished.aliases.count() == 1
    assert furnished.addresses.count() == 2
    assert len(ledger(furnished)) == 2


def test_an_emptied_number_goes(browser: Browser, furnished: Customer, ana: Contact) -> None:
    posted = form_of(browser, page(furnished), FORM)
    contact = item(posted, "contact_links", ana.pk)

    browser.post(page(furnished), posted | {f"{contact}-phones-0-number": ""})

    assert [phone.number for phone in ana.phones.all()] == [" 312-555-0101 "]


def test_another_contact_becomes_the_primary_one(
    browser: Browser, furnished: Customer, ana: Contact
) -> None:
    posted = form_of(browser, page(furnished), FORM)
    ben = furnished.contacts.get(first_name="Ben")
    was, is_now = (item(posted, "contact_links", c.pk) for c in (ana, ben))
    assert posted.pop(f"{was}-is_primary") == "on"

    browser.post(page(furnished), posted | {f"{is_now}-is_primary": "on"})

    assert furnished.contact_links.get(is_primary=True).contact == ben


def test_note_entries_stay_as_written(browser: Browser, furnished: Customer) -> None:
    save(
        browser, furnished, **{"note_entries-0-text": "Never said.", "note_entries-0-DELETE": "on"}
    )

    texts = [entry.text for entry in furnished.note_entries.all()]
    assert texts == ["Called.", "Called again."]
    assert len(ledger(furnished)) == 1


def test_it_says_at_the_field_that_a_code_is_taken(
    browser: Browser, furnished: Customer, account: Account, source: Source
) -> None:
    create(account, CustomerChange(code="Taken"), source=source)

    response = save(browser, furnished, code="tAKEN", company="Not saved")

    assert "code" in response.context["adminform"].form.errors
    furnished.refresh_from_db()
    assert furnished.company == "Furnished acme"
    assert len(ledger(furnished)) == 1


def test_it_says_at_the_field_what_is_no_number(browser: Browser, furnished: Customer) -> None:
    size = furnished.custom_field_values.get(field__name="Size").field_id

    response = save(browser, furnished, **{f"custom_{size}": "many"})

    assert "Must be a number" in errors(response)
    assert f"custom_{size}" in response.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"company": "a\0b"}, "Null characters"),
        ({"company": "x" * 100_000}, "at most 300"),
        ({"note": "x" * 100_000}, "at most 20000"),
        ({"credit_limit": "-1"}, "greater than or equal to 0"),
        ({"credit_limit": "NaN"}, "number"),
        ({"channel": "-1"}, "greater than or equal to 0"),
        ({"currency": "euro"}, "at most 3"),
        ({"customer_since_0": "0001-01-01", "customer_since_1": "00:00"}, ""),
        ({"customer_since_0": "9999-12-31", "customer_since_1": "23:59"}, "cannot be stored"),
        ({"group": "x"}, "valid choice"),
        ({"aliases-0-name": ""}, "required"),
        ({"aliases-0-name": "the furnished"}, "already"),
        ({"aliases-0-id": "999999"}, "meanwhile"),
        ({"aliases-0-id": "x"}, "whole number"),
        ({"addresses-1-kind": "billing"}, "one billing address"),
        ({"addresses-1-kind": "lunar"}, "valid choice"),
        ({"supplier_accounts-0-at_supplier": "x"}, "valid choice"),
        ({"contact_links-0-phones-0-number": "1\0"}, "NUL"),
        ({"contact_links-0-phones-0-number": "1" * 101}, "at most 100"),
        ({"contact_links-0-phones-0-type": "drum"}, "type of phone"),
        ({"contact_links-0-phones-0-id": "x"}, "Not an id"),
        ({"contact_links-0-phones-0-id": "999999"}, "meanwhile"),
        ({"contact_links-0-birthday": "9999-12-31"}, ""),
        ({"contact_links-0-birthday": "soon"}, "valid date"),
        ({"addresses-TOTAL_FORMS": "x"}, "ManagementForm"),
        ({"addresses-TOTAL_FORMS": "999999999"}, "at most 1000"),
        ({"addresses-INITIAL_FORMS": ""}, "ManagementForm"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_it_refuses_bad_input_and_saves_nothing(
    browser: Browser, furnished: Customer, written: dict[str, str], said: str
) -> None:
    response = save(browser, furnished, **{"website": "new.example"} | written)

    if said:
        assert said in errors(response) + response.content.decode()
        furnished.refresh_from_db()
        assert furnished.website == ""
        assert len(ledger(furnished)) == 1


def test_it_refuses_ids_of_another_account(
    browser: Browser, furnished: Customer, foreign: Customer
) -> None:
    theirs = {
        "group": str(CustomerGroup.objects.get(account=foreign.account).pk),
        "supplier_accounts-0-at_supplier": str(Supplier.objects.get(account=foreign.account).pk),
        "aliases-0-id": str(foreign.aliases.all()[0].pk),
        "addresses-0-id": str(foreign.addresses.all()[0].pk),
        "contact_links-0-contact": str(foreign.contacts.all()[0].pk),
    }
    for field, value in theirs.items():
        response = save(browser, furnished, **{field: value, "website": "new.example"})
        assert errors(response), field

    assert len(ledger(furnished)) == len(ledger(foreign)) == 1


def test_an_operator_cannot_mix_accounts(
    operators_browser: Browser, furnished: Customer, foreign: Customer
) -> None:
    theirs = CustomerGroup.objects.get(account=foreign.account)

    response = save(operators_browser, furnished, group=str(theirs.pk))

    assert "belongs to another account" in errors(response)


def test_code_130_alone_only_looks(furnished: Customer) -> None:
    bob = browser_with(furnished.account, 130)

    seen = bob.get(page(furnished)).content.decode()

    assert "Ana" in seen
    assert "+1 312 555 0100 (cell)" in seen
    assert "Called again." in seen
    assert 'name="_save"' not in seen
    assert bob.post(page(furnished), {"company": "x"}).status_code == 403
    assert bob.get(ADD).status_code == 403


def test_codes_130_and_131_edit_all_of_it(furnished: Customer, ana: Contact) -> None:
    bob = browser_with(furnished.account, 130, 131)

    posted = form_of(bob, page(furnished), FORM)
    contact = item(posted, "contact_links", ana.pk)
    response = bob.post(page(furnished), posted | {f"{contact}-job_title": "Buyer"})

    assert response.status_code == 302
    assert Contact.objects.get(pk=ana.pk).job_title == "Buyer"
    assert bob.get(ADD).status_code == 200


def test_without_a_code_nothing_opens(furnished: Customer) -> None:
    bob = browser_with(furnished.account)

    history = reverse("admin:customers_customer_history", args=[furnished.pk])
    for address in (LIST, ADD, page(furnished), history):
        assert bob.get(address).status_code == 403


def test_nothing_deletes_a_customer(operators_browser: Browser, furnished: Customer) -> None:
    delete = reverse("admin:customers_customer_delete", args=[furnished.pk])

    assert operators_browser.post(delete, {"post": "yes"}).status_code == 403
    assert "delete_selected" not in operators_browser.get(LIST).content.decode()


def test_a_discontinued_customer_is_revived(browser: Browser, furnished: Customer) -> None:
    for word in ("discontinue", "revive"):
        address = f"{page(furnished).removesuffix('change/')}{word}/"
        assert address in browser.get(page(furnished)).content.decode()
        assert browser.get(address).status_code == 200
        assert browser.post(address).status_code == 302

    actions = [change.action for change in ledger(furnished)]
    assert actions == ["created", "discontinued", "revived"]


def test_selected_customers_are_discontinued_after_a_question(
    browser: Browser, furnished: Customer, foreign: Customer
) -> None:
    posted: dict[str, Any] = {
        "action": "discontinue_selected",
        "_selected_action": [str(furnished.pk), str(foreign.pk)],
    }

    asked = browser.post(LIST, posted)
    assert "Discontinue 1 customer?" in asked.content.decode()
    assert Customer.objects.filter(is_active=False).count() == 0

    browser.post(LIST, posted | {"confirmed": "yes"})
    assert [c.pk for c in Customer.objects.filter(is_active=False)] == [furnished.pk]


def test_very_many_selected_customers_are_not_counted_to_the_last(
    browser: Browser, furnished: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "COUNTED", 2)
    monkeypatch.setattr(ending, "NAMES_SHOWN", 1)
    others = [
        create(furnished.account, CustomerChange(company=f"No. {n}"), source=Source()).customer_id
        for n in range(2)
    ]
    posted = {"action": "discontinue_selected", "_selected_action": [furnished.pk, *others]}

    asked = browser.post(LIST, posted).content.decode()

    assert "Discontinue more than 2 customers?" in asked
    assert "and more than 1 more" in asked


def test_discontinuing_needs_code_131(furnished: Customer) -> None:
    bob = browser_with(furnished.account, 130)
    address = f"{page(furnished).removesuffix('change/')}discontinue/"

    assert bob.post(address).status_code == 403
    assert "discontinue_selected" not in bob.get(LIST).content.decode()


def test_the_history_tells_the_ledger_in_words(
    browser: Browser, furnished: Customer, ana: Contact, account: Account
) -> None:
    vips = CustomerGroup.objects.create(account=account, name="VIPs")
    posted = form_of(browser, page(furnished), FORM) | {"group": str(vips.pk), "is_vip": "on"}
    browser.post(page(furnished), posted)

    told = browser.get(reverse("admin:customers_customer_history", args=[furnished.pk]))

    page_text = told.content.decode()
    for words in (f"contact {ana}: first name", "Regulars of acme", "VIPs", "through admin"):
        assert words in page_text
    assert [entry.change.sequence for entry in told.context["told"]] == [2, 1]


def test_the_history_has_pages(browser: Browser, furnished: Customer, account: Account) -> None:
    for number in range(30):
        change = CustomerChange(company=f"No. {number}")
        update(account, furnished.pk, change, source=Source(dialect="tests"))
    history = reverse("admin:customers_customer_history", args=[furnished.pk])

    for wanted, entries in (("1", 25), ("2", 6), ("x", 25)):
        assert len(browser.get(history, {"p": wanted}).context["told"]) == entries
