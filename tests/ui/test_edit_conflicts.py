"""An item of a customer that two people edit at once."""

import pytest
from django.test import Client as Browser

from contacts.models import Contact
from crm.accounts.models import Account
from customers.changes import ContactChange, CustomerChange, Source
from customers.models import Customer
from customers.services import update
from tests.staff.pages import fields_of

from .test_customer import edit_form, reloaded


def test_what_was_written_into_a_contact_that_somebody_removed_is_asked(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    data = edit_form(browser, customer)
    ana = Contact.objects.get(account=account, first_name="Ana")
    gone = CustomerChange(contacts=(ContactChange(id=ana.pk, remove=True),))
    update(account, customer.pk, gone, source=source)
    mine = {f"contacts.{ana.pk}.job_title": "Buyer", "fax": "555-2"}
    asked = browser.post(f"/customers/{customer.pk}/edit/", data | mine)

    (conflict,) = asked.context["conflicts"]
    assert (conflict.mine, conflict.theirs) == ("Buyer", "removed")
    assert reloaded(customer).fax == ""

    browser.post(f"/customers/{customer.pk}/edit/", dict(fields_of(asked, "edit-form")))
    assert reloaded(customer).fax == "555-2"


@pytest.mark.parametrize("mine", [{"fax": "555-2"}, {"contacts.{}.remove": "on"}])
def test_a_contact_that_both_left_or_both_removed_is_not_asked_about(
    browser: Browser,
    account: Account,
    customer: Customer,
    source: Source,
    mine: dict[str, str],
) -> None:
    data = edit_form(browser, customer)
    ana = Contact.objects.get(account=account, first_name="Ana")
    gone = CustomerChange(contacts=(ContactChange(id=ana.pk, remove=True),))
    update(account, customer.pk, gone, source=source)
    data |= {name.format(ana.pk): text for name, text in mine.items()}

    assert browser.post(f"/customers/{customer.pk}/edit/", data).status_code == 302


def test_removing_a_contact_that_somebody_changed_is_asked(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    data = edit_form(browser, customer)
    ana = Contact.objects.get(account=account, first_name="Ana")
    theirs = CustomerChange(contacts=(ContactChange(id=ana.pk, job_title="Chief"),))
    update(account, customer.pk, theirs, source=source)
    data[f"contacts.{ana.pk}.remove"] = "on"
    asked = browser.post(f"/customers/{customer.pk}/edit/", data)

    assert b"Changed meanwhile" in asked.content
    assert b"Chief" in asked.content
    assert Contact.objects.filter(pk=ana.pk).exists()

    browser.post(f"/customers/{customer.pk}/edit/", dict(fields_of(asked, "edit-form")))
    assert not Contact.objects.filter(pk=ana.pk).exists()
