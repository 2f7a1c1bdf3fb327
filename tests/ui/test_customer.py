"""A customer's page: seen, corrected on the spot, edited as a whole."""

from typing import Any

import pytest
from django.test import Client as Browser

from contacts.models import Contact, PhoneNumber
from crm.accounts.models import Account, User
from customers.changes import CustomerChange, Source
from customers.models import Address, Change, Customer
from customers.services import create, update
from tests.staff.pages import fields_of, form_of


def field_url(customer: Customer, path: str) -> str:
    return f"/customers/{customer.pk}/field/edit/?path={path}"


def reloaded(customer: Customer) -> Customer:
    return Customer.objects.get(pk=customer.pk)


def test_the_page_shows_every_part(browser: Browser, customer: Customer) -> None:
    page = browser.get(f"/customers/{customer.pk}/").content.decode()

    for text in (
        "Furnished acme", "Ana Schmidt", "+1 312 555 0100", "Main St 1", "Dock 2",
        "Regulars of acme", "North", "Called again.", "The Furnished", "A-2", "Bolts Inc",
    ):  # fmt: skip
        assert text in page


@pytest.mark.parametrize("page", ["", "edit/", "history/", "field/?path=email"])
def test_another_accounts_customer_is_not_there(
    browser: Browser, foreign: Customer, page: str
) -> None:
    assert browser.get(f"/customers/{foreign.pk}/{page}").status_code == 404


def test_a_field_is_corrected_on_the_spot(
    browser: Browser, customer: Customer, alice: object
) -> None:
    response = browser.post(field_url(customer, "email"), {"email": "new@example.com"})
    change = Change.objects.latest("sequence")

    assert b"new@example.com" in response.content
    assert b"E-mail is saved." in response.content
    assert change.fields == {"email": ["", "new@example.com"]}
    assert (change.user, change.dialect) == (alice, "staff")


def test_what_looks_odd_is_saved_and_said(browser: Browser, customer: Customer) -> None:
    response = browser.post(field_url(customer, "email"), {"email": "half an e-mail"})

    assert b"E-mail is saved. This does not look like an e-mail address." in response.content
    assert reloaded(customer).email == "half an e-mail"


@pytest.mark.parametrize(
    ("path", "text", "stored"),
    [
        ("custom_fields.Region", "South", None),
        ("credit_limit", "1234.5", None),
        ("customer_since", "2020-02-29", None),
        ("is_vip", "on", None),
        ("note", "one\r\ntwo", "one\ntwo"),
        ("nop_external_id", "NOP-7", "NOP-7"),
    ],
)
def test_every_kind_of_field_can_be_written(
    browser: Browser, customer: Customer, path: str, text: str, stored: str | None
) -> None:
    sequence = Change.objects.latest("sequence").sequence
    response = browser.post(field_url(customer, path), {path: text, "sequence": sequence})

    (after,) = [after for _, after in Change.objects.latest("sequence").fields.values()]
    assert response.status_code == 200
    assert list(Change.objects.latest("sequence").fields) == [path]
    assert stored is None or after == stored


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("code", "x" * 101),
        ("credit_limit", "NaN"),
        ("credit_limit", "-1"),
        ("currency", "euro"),
        ("customer_since", "yesterday"),
        ("customer_since", "0001-01-01"),
        ("custom_fields.Size", "big"),
        ("group_id", "99999999"),
        ("email", "a\0b"),
        ("channel", "9" * 40),
    ],
)
def test_it_rejects_what_the_field_cannot_hold_and_says_so(
    browser: Browser, customer: Customer, path: str, text: str
) -> None:
    sequence = Change.objects.latest("sequence").sequence
    response = browser.post(field_url(customer, path), {path: text})

    assert response.status_code == 200
    assert b'class="problem"' in response.content
    assert Change.objects.latest("sequence").sequence == sequence


@pytest.mark.parametrize(
    "path",
    [
        *("", "id", "is_active", "contacts.99999999.email", "code_key", "\0", "x.y"),
        *("custom_fields.Nope", "custom_fields.\0", "custom_fields.Gate"),
    ],
)
def test_only_fields_that_the_customer_has_are_edited_on_the_spot(
    browser: Browser, customer: Customer, path: str
) -> None:
    assert browser.get(field_url(customer, path)).status_code == 404
    assert browser.post(field_url(customer, path), {path: "x"}).status_code == 404


def test_a_field_that_somebody_else_changed_shows_both_values(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    form = browser.get(field_url(customer, "email"))
    sequence = form.context["page"].whole.sequence
    update(account, customer.pk, CustomerChange(email="theirs@example.com"), source=source)
    data = {"email": "mine@example.com", "sequence": sequence}
    refused = browser.post(field_url(customer, "email"), data)

    assert b"Changed meanwhile" in refused.content
    assert b"theirs@example.com" in refused.content
    assert b"mine@example.com" in refused.content
    assert reloaded(customer).email == "theirs@example.com"

    data["sequence"] = refused.context["page"].whole.sequence
    browser.post(field_url(customer, "email"), data)
    assert reloaded(customer).email == "mine@example.com"


# -- The whole form


def edit_form(browser: Browser, customer: Customer) -> dict[str, Any]:
    return dict(form_of(browser, f"/customers/{customer.pk}/edit/", "edit-form"))


def test_a_draft_is_kept_for_its_user_and_account_alone(
    browser: Browser, customer: Customer, alice: User
) -> None:
    path = f"/customers/{customer.pk}/edit/"
    page = browser.get(path).content.decode()

    assert f'data-draft="{alice.pk}:{customer.account_id}:{path}"' in page
    assert "data-sign-out" in page


def test_saving_the_form_as_it_is_changes_nothing(browser: Browser, customer: Customer) -> None:
    before = Change.objects.count()
    response = browser.post(f"/customers/{customer.pk}/edit/", edit_form(browser, customer))

    assert response.status_code == 302
    assert Change.objects.count() == before


def test_the_form_writes_customer_contacts_phones_and_addresses_in_one_change(
    browser: Browser, customer: Customer
) -> None:
    data = edit_form(browser, customer)
    ana = Contact.objects.get(account=customer.account, first_name="Ana")
    phone = PhoneNumber.objects.filter(contact=ana).first()
    dock = Address.objects.get(customer=customer, line1="Dock 3")
    assert phone is not None
    data |= {
        "website": "https://furnished.example",
        f"contacts.{ana.pk}.job_title": "Buyer",
        f"contacts.{ana.pk}.phones.{phone.pk}.number": "+1 312 555 0199",
        f"contacts.{ana.pk}.phones.new1.number": "312 555 0177",
        f"addresses.{dock.pk}.remove": "on",
        "contacts.new1.salutation": "",
        "contacts.new1.first_name": "Cora",
        "custom_fields.Motto": "Onwards",
    }
    response = browser.post(f"/customers/{customer.pk}/edit/", data)
    change = Change.objects.latest("sequence")

    assert response.status_code == 302
    assert change.fields["website"] == ["", "https://furnished.example"]
    assert change.fields[f"contacts.{ana.pk}.job_title"] == ["", "Buyer"]
    assert change.fields["custom_fields.Motto"] == [None, "Onwards"]
    assert change.fields[f"addresses.{dock.pk}.line1"] == ["Dock 3", None]
    assert Contact.objects.filter(link__customer=customer, first_name="Cora").exists()
    assert ana.phones.count() == 3


def test_what_two_people_changed_in_different_fields_fits_together(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    data = edit_form(browser, customer)
    update(account, customer.pk, CustomerChange(fax="555-1"), source=source)
    browser.post(f"/customers/{customer.pk}/edit/", data | {"website": "w.example"})

    assert (reloaded(customer).fax, reloaded(customer).website) == ("555-1", "w.example")


def test_what_two_people_changed_in_the_same_field_is_asked(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    data = edit_form(browser, customer)
    update(account, customer.pk, CustomerChange(fax="555-1"), source=source)
    asked = browser.post(f"/customers/{customer.pk}/edit/", data | {"fax": "555-2"})

    assert b"Changed meanwhile" in asked.content
    assert reloaded(customer).fax == "555-1"

    browser.post(f"/customers/{customer.pk}/edit/", dict(fields_of(asked, "edit-form")))
    assert reloaded(customer).fax == "555-2"


def test_a_taken_code_is_said_at_its_field(
    browser: Browser, customer: Customer, account: Account, source: Source
) -> None:
    update(account, customer.pk, CustomerChange(code="TAKEN"), source=source)
    response = browser.post("/customers/new/", {"code": "taken", "company": "Other"})

    assert b"Another customer has this code." in response.content


def test_a_new_customer_has_what_the_form_says(browser: Browser, account: Account) -> None:
    data = dict(form_of(browser, "/customers/new/", "edit-form"))
    data |= {
        "company": "Fresh",
        "contacts.new1.first_name": "Fay",
        "contacts.new1.phones.new1.number": "312 555 0100",
        "addresses.new1.line1": "1 Way",
    }
    response = browser.post("/customers/new/", data)
    made = Customer.objects.get(account=account, company="Fresh")

    assert response["Location"] == f"/customers/{made.pk}/"
    assert made.code == "1"
    assert Address.objects.get(customer=made).kind == "billing"
    assert PhoneNumber.objects.get(contact__link__customer=made).e164 == "+13125550100"


def test_an_empty_new_form_makes_no_empty_people_or_places(
    browser: Browser, account: Account
) -> None:
    data = dict(form_of(browser, "/customers/new/", "edit-form")) | {"company": "Bare"}
    browser.post("/customers/new/", data)
    made = Customer.objects.get(account=account, company="Bare")

    assert not made.contact_links.exists()
    assert not made.addresses.exists()


def test_a_field_is_checked_when_it_is_left(browser: Browser) -> None:
    wrong = browser.post("/customers/check/", {"check": "currency", "currency": "eur"})
    right = browser.post("/customers/check/", {"check": "currency", "currency": "EUR"})

    assert b"Three capital letters" in wrong.content
    assert b"problem" not in right.content


def test_a_field_of_what_is_there_is_checked_too(browser: Browser) -> None:
    long = {"check": "contacts.7.first_name", "contacts.7.first_name": "x" * 1_000}

    assert b"problem" in browser.post("/customers/check/", long).content


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("email", "nobody", b"does not look like an e-mail address"),
        ("email", "ann@example.com", b""),
        ("phone", "ask Ann", b"cannot be read as a phone number"),
        ("contacts.7.phones.9.number", "312 555 0100", b""),
        ("addresses.7.country", "Atlantis", b"not known as a country"),
        ("addresses.7.country", "Deutschland", b""),
        ("addresses.7.state", "Bavaria", b"not known as a state of US"),
    ],
)
def test_what_looks_odd_is_said_and_may_stay(
    browser: Browser, db: Any, name: str, text: str, said: bytes
) -> None:
    posted = {"addresses.7.country": "US", "check": name, name: text}
    answer = browser.post("/customers/check/", posted).content

    assert said in answer
    assert (b"hint" in answer) == bool(said)
    assert b"problem" not in answer


def test_a_code_of_somebody_else_is_told_when_the_field_is_left(
    browser: Browser, customer: Customer, account: Account, source: Source
) -> None:
    create(account, CustomerChange(code="Taken"), source=source)

    def answer(code: str) -> bytes:
        posted = {"check": "code", "code": code, "customer": customer.pk}
        return browser.post("/customers/check/", posted).content

    assert b"Another customer has this code." in answer("TAKEN")
    assert b"problem" not in answer(customer.code)


@pytest.mark.parametrize("name", ["", "x", "\0", "custom_fields.Nope", "contacts.x.email"])
def test_nothing_is_said_of_what_is_no_field(browser: Browser, name: str) -> None:
    assert browser.post("/customers/check/", {"check": name, name: "x"}).content == b""


@pytest.mark.parametrize("place", ["1", "20"])
def test_one_more_contact_can_be_asked_for(browser: Browser, db: Any, place: str) -> None:
    block = browser.get(f"/customers/new/contacts/?place={place}")

    assert f'name="contacts.new{place}.first_name"'.encode() in block.content


@pytest.mark.parametrize("url", ["contacts/?place=21", "contacts/", "orders/?place=1"])
def test_no_other_blocks_are_there(browser: Browser, db: Any, url: str) -> None:
    assert browser.get(f"/customers/new/{url}").status_code == 404


def test_a_customer_is_discontinued_and_revived(browser: Browser, customer: Customer) -> None:
    browser.post(f"/customers/{customer.pk}/discontinue/")
    assert not reloaded(customer).is_active

    browser.post(f"/customers/{customer.pk}/revive/")
    assert reloaded(customer).is_active


# -- Permissions

WRITES = [
    *("edit/", "field/edit/?path=email", "discontinue/", "revive/", "history/1/undo/"),
    *("items/aliases/add/", "items/aliases/1/edit/"),
]


@pytest.mark.parametrize("url", WRITES)
def test_without_code_131_nothing_is_written(reader: Browser, customer: Customer, url: str) -> None:
    before = Change.objects.count()
    response = reader.post(f"/customers/{customer.pk}/{url}", {"email": "x@example.com"})

    assert response.status_code == 403
    assert b"131 Create/Modify Customer" in response.content
    assert Change.objects.count() == before


def test_without_code_131_there_are_no_buttons_that_write(
    reader: Browser, customer: Customer
) -> None:
    for url in ("", "history/"):
        page = reader.get(f"/customers/{customer.pk}/{url}").content.decode()
        for word in ("/edit/", "/discontinue/", "/undo/"):
            assert word not in page
    assert b"/customers/new/" not in reader.get("/customers/").content
