"""POST customers/"""

from datetime import UTC, datetime
from typing import Any

import pytest

from contacts.models import Contact
from crm.accounts.models import Account
from customers.models import Address, Change, Customer, CustomerGroup

from .conftest import (
    Api,
    keys_of,
    recorded,
    sample,
    without_ids,
)


def test_it_answers_as_the_page_prints(api: Api) -> None:
    expected: Any = sample("create.response")

    # The page's answer has a number that its request lacks.
    answer = api.post(sample("create.request") | {"phone_number": expected["phone_number"]})

    assert answer.status_code == 201
    assert answer["Content-Type"] == "application/json"
    assert keys_of(answer.json()) == keys_of(expected)
    assert without_ids(answer.json()) == without_ids(expected)


def test_it_writes_the_record(api: Api) -> None:
    created = api.create(**sample("create.request"))

    customer = Customer.objects.get(pk=created["id"])
    assert (customer.company, customer.tax_number, customer.number) == (
        "Inventorum",
        "DE288362273",
        created["account_scoped_id"],
    )
    person = Contact.objects.get()
    assert (person.salutation, person.first_name, person.last_name) == ("Mrs.", "Ana", "Schmidt")
    assert person.birthday == datetime(1985, 4, 30, 10, 49, 52, tzinfo=UTC)
    billing = Address.objects.get(kind="billing")
    assert (billing.line1, billing.line2, billing.country_code) == ("Voltastrasse", "5", "DE")
    shipping = Address.objects.get(kind="shipping")
    assert (shipping.salutation, shipping.postal_code) == ("Mr.", "44-444")
    assert created["billing_address"]["id"] == billing.pk
    assert created["shipping_address"][0]["id"] == shipping.pk


@pytest.mark.parametrize("path", ["customers", "customers/"])
def test_it_answers_with_and_without_the_slash(api: Api, path: str) -> None:
    assert api("POST", path, {"company": "Acme"}).status_code == 201


def test_customers_are_counted_per_account(api: Api, other_api: Api) -> None:
    numbers = [program.create()["account_scoped_id"] for program in (api, other_api, api)]

    assert numbers == [1, 1, 2]


@pytest.mark.parametrize("member", ["company", "first_name", "last_name"])
def test_one_name_is_enough(api: Api, member: str) -> None:
    answer = api.post({member: "Acme"})

    assert answer.status_code == 201
    body = answer.json()
    expected: Any = {
        "billing_address": None,
        "shipping_address": [],
        "is_vip": False,
        "is_favourite": False,
        "first_name": "",
        "phone_number": "",
        "last_name": "",
        "middle_name": None,
        "company": "",
        "email_marketing_agreed": False,
        "note": "",
        "group": None,
        "email": "",
        "is_b2b": False,
        "tax_number": "",
        "title": "",
        "customer_note": None,
        "is_confirmed": False,
        "channel": 1,
        "birthday": None,
        "total_sales": "0",
    } | {member: "Acme"}
    assert {key: body[key] for key in expected} == expected


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"company": ""},
        {"company": None, "first_name": None, "last_name": None},
        {"company": "", "first_name": "", "last_name": "", "note": "Some additional data"},
        {"middle_name": "Maria"},
        {"title": "Mrs."},
    ],
)
def test_without_a_name_it_answers_as_the_page_prints(api: Api, body: Any) -> None:
    answer = api.post(body)

    expected: Any = sample("name.error")
    assert answer.status_code == 400
    assert answer.json() == expected
    assert list(answer.json()["error"]["fields"]) == list(expected["error"]["fields"])
    assert not Customer.objects.exists()


def test_the_name_of_an_address_does_not_count(api: Api) -> None:
    answer = api.post({"billing_address": {"company": "Acme"}})

    assert answer.json() == sample("name.error")


def test_every_member_of_the_page_is_kept(api: Api, account: Account) -> None:
    group = CustomerGroup.objects.create(account=account, name="Wholesale")
    written = {
        "company": "Acme",
        "title": "Ms.",
        "first_name": "Ana",
        "middle_name": "Maria",
        "last_name": "Schmidt",
        "email": "no address at all",
        "phone_number": "030 1234",
        "note": "Line one\nline two",
        "customer_note": "Ring twice",
        "tax_number": "DE1",
        "is_b2b": True,
        "is_vip": True,
        "is_favourite": True,
        "is_confirmed": True,
        "email_marketing_agreed": True,
        "group": group.pk,
        "channel": 2,
    }

    created = api.create(**written)

    assert {member: created[member] for member in written} == written


def test_an_e_mail_need_not_be_unique(api: Api) -> None:
    for _ in range(2):
        api.create(email="ana.schmidt@inventorum.com")

    assert Customer.objects.count() == 2


def test_what_the_server_owns_and_what_it_does_not_know_is_ignored(api: Api) -> None:
    created = api.create(
        id=4711,
        account_scoped_id="x",
        total_sales=5,
        colour={"red": [1]},
        billing_address={"id": "x", "city": "Berlin", "colour": 5},
    )

    assert created["id"] != 4711
    assert created["account_scoped_id"] == 1
    assert created["total_sales"] == "0"
    assert created["billing_address"]["city"] == "Berlin"


def test_the_ledger_says_who_wrote_through_what(api: Api) -> None:
    api("POST", "customers/", {"company": "Acme"}, **{"X-Request-ID": "shop-17"})

    change = Change.objects.get()
    assert (change.action, change.dialect, change.version, change.request_id) == (
        "created",
        "inventorum",
        "12",
        "shop-17",
    )
    assert (change.client_name, change.client_id) == ("Till", api.credentials.client.pk)
    assert change.user == api.credentials.client.user
    assert change.fields["company"][1] == "Acme"


def test_a_refused_customer_leaves_nothing_behind(api: Api) -> None:
    before = recorded()

    api.post(sample("create.request") | {"is_vip": "yes"})

    assert recorded() == before
    assert not Address.objects.exists()
    assert not Contact.objects.exists()
    assert api.create()["account_scoped_id"] == 1
