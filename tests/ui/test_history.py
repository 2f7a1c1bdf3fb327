"""Who changed what, and taking it back."""

from datetime import datetime
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
from customers.ledger import Told
from customers.models import Address, Change, Customer
from customers.services import discontinue, update


@pytest.fixture
def warehouse(alice: Any) -> Source:
    return Source(
        user=alice, client_id=7, client_name="Till 4", dialect="inventorypro", version="v1"
    )


def undo(browser: Browser, change: Change | Told | None) -> str:
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
    for query in (
        *("field=\0", 'field="$.x', f"field={'x' * 5000}", "before=9" + "9" * 30),
        *("field=contacts.7.", "field=contacts..", "field=.", "client=x", "user=" + "9" * 30),
        *("version=%00", "from=2024-02-31", "to=9999-12-31", "from=0001-01-01"),
    ):
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


def test_a_creation_is_undone_by_discontinuing(browser: Browser, customer: Customer) -> None:
    made = Change.objects.get(customer=customer)

    assert "Discontinued." in undo(browser, made)
    assert not Customer.objects.get(pk=customer.pk).is_active


def test_a_creation_stays_when_more_has_happened_since(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    made = Change.objects.get(customer=customer)
    update(account, customer.pk, CustomerChange(fax="1"), source=source)

    assert "cannot be unmade" in undo(browser, made)
    assert Customer.objects.get(pk=customer.pk).is_active


def test_a_revived_customer_ends_again_by_undo(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    discontinue(account, customer_id=customer.pk, source=source)
    done = update(account, customer.pk, CustomerChange(is_active=True), source=source).change
    assert done is not None
    assert done.action == Change.Action.REVIVED
    undo(browser, done)

    assert not Customer.objects.get(pk=customer.pk).is_active


def test_why_a_change_stays_is_told_with_what_is_there_now(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    done = update(account, customer.pk, CustomerChange(email="a@x.example"), source=source).change
    update(account, customer.pk, CustomerChange(email="b@x.example"), source=source)

    assert "e-mail (now b@x.example)" in undo(browser, done)


def test_undo_leads_back_to_the_page_it_was_pressed_on(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    def after(referer: str) -> str:
        done = update(account, customer.pk, CustomerChange(fax=referer[-9:]), source=source).change
        assert done is not None
        url = f"/customers/{customer.pk}/history/{done.sequence}/undo/"
        return browser.post(url, headers={"referer": f"http://testserver{referer}"})["Location"]

    record, history = f"/customers/{customer.pk}/", f"/customers/{customer.pk}/history/"
    assert after(record) == record
    assert after(f"{history}?field=fax") == f"{history}?field=fax"
    assert after(f"{record}edit/") == history
    assert after("/clients/") == history


def told(browser: Browser, customer: Customer, query: str) -> list[list[str]]:
    page = browser.get(f"/customers/{customer.pk}/history/?{query}")
    return [sorted(told.change.fields) for told in page.context["told"]]


def test_it_is_filtered_by_client_version_user_and_time(
    browser: Browser, account: Account, customer: Customer, warehouse: Source, alice: Any
) -> None:
    update(account, customer.pk, CustomerChange(email="a@example.com"), source=warehouse)
    long_ago = Source(dialect="admin", at=datetime(2020, 1, 31, 23, tzinfo=account.zone))
    update(account, customer.pk, CustomerChange(fax="1"), source=long_ago)

    assert told(browser, customer, "client=7") == [["email"]]
    assert told(browser, customer, "version=v1") == [["email"]]
    assert told(browser, customer, f"user={alice.pk}") == [["email"]]
    assert told(browser, customer, "from=2020-01-31&to=2020-01-31") == [["fax"]]
    assert told(browser, customer, "to=2020-01-30") == []
    assert told(browser, customer, "client=8") == []


def test_it_offers_only_what_there_is(
    browser: Browser, account: Account, customer: Customer, warehouse: Source
) -> None:
    update(account, customer.pk, CustomerChange(email="a@example.com"), source=warehouse)
    wanted = browser.get(f"/customers/{customer.pk}/history/").context["wanted"]

    assert wanted.sources == [("inventorypro", "InventoryPro")]
    assert wanted.versions == [("v1", "v1 of InventoryPro")]
    assert wanted.clients == [("7", "Till 4")]
    assert [name for _, name in wanted.users] == ["alice"]


def test_all_changes_of_one_contact_are_found(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    ana = Contact.objects.get(account=account, first_name="Ana")
    ben = Contact.objects.get(account=account, first_name="Ben")
    for person in (ana, ben):
        change = ContactChange(id=person.pk, job_title=f'"contacts.{ana.pk}.x": [')
        update(account, customer.pk, CustomerChange(contacts=(change,)), source=source)
    found = told(browser, customer, f"field=contacts.{ana.pk}.")

    assert found[:-1] == [[f"contacts.{ana.pk}.job_title"]]


def test_people_and_places_go_by_their_names(
    browser: Browser, account: Account, customer: Customer, source: Source
) -> None:
    ana = Contact.objects.get(account=account, first_name="Ana")
    dock = Address.objects.get(customer=customer, line1="Dock 2")
    change = CustomerChange(
        contacts=(ContactChange(id=ana.pk, job_title="Buyer"),),
        addresses=(AddressChange(id=dock.pk, remove=True),),
    )
    update(account, customer.pk, change, source=source)
    page = browser.get(f"/customers/{customer.pk}/history/").content.decode()

    assert "Contact Ana Schmidt: job title" in page
    assert "Address Dock 2: street" in page


def test_a_change_of_another_customer_is_not_found(browser: Browser, foreign: Customer) -> None:
    theirs = Change.objects.get(customer=foreign)
    url = f"/customers/{foreign.pk}/history/{theirs.sequence}/undo/"

    assert browser.post(url).status_code == 404
    assert browser.post(f"/customers/{foreign.pk}/history/{'9' * 30}/undo/").status_code == 404
