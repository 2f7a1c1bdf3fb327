"""The rows of the list of customers."""

from django.test import Client as Browser
from django.urls import reverse
from pytest_django.asserts import assertInHTML

from crm.accounts.models import Account
from crm.staff.ui.addresses import by_id
from customers.changes import CustomerChange, Source
from customers.models import Customer
from customers.services import Outcome, create, update


def test_a_row_shows_what_the_customer_is(
    browser: Browser, account: Account, source: Source
) -> None:
    change = CustomerChange(
        company='<b> & "Co"', code="B'1", email="a@b.de", is_vip=True, is_favourite=True
    )
    pk = create(account, change, source=source).customer_id
    page = browser.get("/customers/").content.decode()
    name = "&lt;b&gt; &amp; &quot;Co&quot;"

    assertInHTML(f'<a href="/customers/{pk}/" data-open>{name}</a>', page)
    assertInHTML(f'<input type="checkbox" name="id" value="{pk}" aria-label="Select {name}">', page)
    assertInHTML(
        f'<a href="/customers/{pk}/edit/" data-row-key="e" tabindex="-1" hidden>Edit</a>', page
    )
    assertInHTML('<td data-column="code">B&#x27;1</td>', page)
    assertInHTML('<td data-column="email">a@b.de</td>', page)
    assertInHTML('<span class="chip accent">VIP</span>', page)
    assert 'title="Favourite"' in page
    assert "<tr data-row>" in page


def test_one_that_is_discontinued_is_marked(
    browser: Browser, account: Account, source: Source
) -> None:
    made: Outcome = create(account, CustomerChange(code="ONLY-A-CODE"), source=source)
    update(account, made.customer_id, CustomerChange(is_active=False), source=source)
    page = browser.get("/customers/?state=all").content.decode()

    assert '<tr data-row class="ended">' in page
    assertInHTML('<span class="chip bad">Discontinued</span>', page)
    assertInHTML(f'<a href="/customers/{made.customer_id}/" data-open>ONLY-A-CODE</a>', page)


def test_who_only_reads_gets_neither_boxes_nor_the_way_to_edit(
    reader: Browser, customer: Customer
) -> None:
    page = reader.get("/customers/").content.decode()

    assert f'href="/customers/{customer.pk}/"' in page
    assert 'name="id"' not in page
    assert f"/customers/{customer.pk}/edit/" not in page


def test_addresses_by_id_are_those_of_the_resolver() -> None:
    for name in ("customer", "edit-customer"):
        assert by_id(name)(71) == reverse(name, args=[71])
