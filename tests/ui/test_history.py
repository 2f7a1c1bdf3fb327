"""Who changed what, and taking it back."""

from typing import Any

import pytest
from django.test import Client as Browser

from contacts.models import Contact
from crm.accounts.models import Account
from customers.changes import (
    AddressChange,
    ContactChange,
    CustomerChange,
    PhoneChange,
    Source,
)
from customers.models import Address, Change, Customer
from customers.services import discontinue, update


@pytest.fixture
def warehouse(alice: Any) -> Source:
    return Source(
        user=alice, client_id=7, client_name="Till 4", dialect="inventorypro", version="v1"
    )


def undo(browser: Browser, change: Change | None) -> str:
    assert change is not None
    url = f"/customers/{change.customer_id}/history/{change.sequence}/undo/"
    return browser.post(url, follow=True).content.decode()


def test_it_tells_who_when_through_what_and_from_what_to_what(
    browser: Browser, account: Account, customer: Customer, warehouse: Source
) -> None:
    update(account, customer.pk, CustomerChange(email="a@example.com"), source=warehouse)
    page = browser.get(f"/customers/{customer.pk}/history/").content.decode()

    for text in ("Updated", "alice", "InventoryPro v1", "client Till 4", "a@example.com"):
        assert text in page


def test_it_is_filtered_by_field_and_by_source(
    browser: Browser, account: Account, customer: Customer, warehouse: Source
) -> None:
    update(account, customer.pk, CustomerChange(email="a@example.com"), source=warehouse)
    update(account, customer.pk, CustomerChange(fax="1"), source=Source(dialect="admin"))

    def told(query: str) -> list[list[str]]:
        page = browser.get(f"/customers/{customer.pk}/history/{query}")
        return [sorted(told.change.fields) for told in page.context["told"]]

    assert told("?field=email") == [["email"]]
    assert told("?source=admin") == [["fax"]]
    assert told("?field=email&source=admin") == []
    assert len(told("?source=nothing")) == 3


def test_nonsense_breaks_nothing(browser: Browser, customer: Customer) -> None:
    for query in ("field=\0", 'field="$.x', f"field={'x' * 5000}", "before=9" + "9" * 30):
        assert browser.get(f"/customers/{customer.pk}/history/?{query}").status_code == 200


def test_a_change_is_taken_back_as_a_new_change(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    change = CustomerChange(email="a@example.com", credit_limit=5, is_vip=True)  # type: ignore[arg-type]
    done = update(account, customer.pk, change, source=source).change
    page = undo(browser, done)
    last = Change.objects.latest("sequence")

    assert "Undone." in page
    assert last.fields["email"] == ["a@example.com", ""]
    assert last.fields["credit_limit"] == ["5.00", None]
    assert last.dialect == "staff"

    undo(browser, last)
    assert Customer.objects.get(pk=customer.pk).email == "a@example.com"


def test_what_was_changed_again_stays(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    done = update(account, customer.pk, CustomerChange(email="a@x.example"), source=source).change
    update(account, customer.pk, CustomerChange(email="b@x.example"), source=source)

    assert "Somebody changed this again since." in undo(browser, done)
    assert Customer.objects.get(pk=customer.pk).email == "b@x.example"


def test_an_item_that_came_goes(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    person = ContactChange(first_name="Zoe", phones=(PhoneChange(type="cell", number="1"),))
    done = update(account, customer.pk, CustomerChange(contacts=(person,)), source=source).change
    undo(browser, done)

    assert not Contact.objects.filter(first_name="Zoe").exists()


def test_an_earlier_field_that_is_no_more_stands_in_no_ones_way(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    made = Change.objects.get(customer=customer)
    made.fields = {**made.fields, "fidelity": ["", "gold"]}
    Change.objects.filter(pk=made.pk).update(fields=made.fields)
    person = CustomerChange(contacts=(ContactChange(first_name="Zoe"),))
    done = update(account, customer.pk, person, source=source).change

    assert "Undone." in undo(browser, done)


def test_an_item_that_went_comes_back(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    dock = Address.objects.get(customer=customer, line1="Dock 2")
    gone = CustomerChange(addresses=(AddressChange(id=dock.pk, remove=True),))
    done = update(account, customer.pk, gone, source=source).change
    undo(browser, done)
    back = Address.objects.get(customer=customer, line1="Dock 2")

    assert (back.kind, back.country, back.state) == ("shipping", "US", "IL")


def test_a_contact_that_went_comes_back_with_its_numbers(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    ana = Contact.objects.get(account=account, first_name="Ana")
    gone = CustomerChange(contacts=(ContactChange(id=ana.pk, remove=True),))
    done = update(account, customer.pk, gone, source=source).change
    undo(browser, done)
    back = Contact.objects.get(account=account, first_name="Ana")

    assert [phone.type for phone in back.phones.order_by("pk")] == ["cell", "home"]


def test_an_item_that_was_there_stays_when_its_first_birthday_is_taken_back(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    ana = Contact.objects.get(account=account, first_name="Ana")
    born = ContactChange(id=ana.pk, birthday=ana.created)
    done = update(account, customer.pk, CustomerChange(contacts=(born,)), source=source).change
    undo(browser, done)
    ana.refresh_from_db()

    assert ana.birthday is None


def test_a_discontinued_customer_comes_back_by_undo(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    done = discontinue(account, customer_id=customer.pk, source=source).change
    undo(browser, done)

    assert Customer.objects.get(pk=customer.pk).is_active


def test_a_creation_is_not_undone(browser: Browser, customer: Customer) -> None:
    made = Change.objects.get(customer=customer)

    assert "cannot be unmade" in undo(browser, made)


def test_a_change_of_another_customer_is_not_found(browser: Browser, foreign: Customer) -> None:
    theirs = Change.objects.get(customer=foreign)
    url = f"/customers/{foreign.pk}/history/{theirs.sequence}/undo/"

    assert browser.post(url).status_code == 404
    assert browser.post(f"/customers/{foreign.pk}/history/{'9' * 30}/undo/").status_code == 404
