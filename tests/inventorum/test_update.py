"""PUT customers/{id}/"""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, Source
from customers.models import Address, Change, CustomerGroup, Order

from .conftest import (
    Api,
    assert_invalid,
    keys_of,
    recorded,
    sample,
    without_ids,
)


@pytest.fixture
def ana(api: Api) -> dict[str, Any]:
    """The page's customer, as the answer to its creation shows it."""
    return api.create(**sample("create.request"))


def test_it_answers_as_the_page_prints(api: Api, ana: dict[str, Any]) -> None:
    expected = sample("update.response")

    answer = api.put(ana["id"], sample("update.request"))

    assert answer.status_code == 200
    assert keys_of(answer.json()) == keys_of(expected)
    assert without_ids(answer.json()) == without_ids(expected)
    assert answer.json() == ana | {"phone_number": expected["phone_number"]}  # every id is kept
    assert Change.objects.latest("sequence").fields == {"phone": ["", "7873676"]}


def test_it_answers_without_the_slash_too(api: Api, ana: dict[str, Any]) -> None:
    assert api("PUT", f"customers/{ana['id']}", {"note": "x"}).json()["note"] == "x"


MEMBERS = [
    ("first_name", "Eva"),
    ("middle_name", "Maria"),
    ("last_name", "Lang"),
    ("company", "Acme"),
    ("title", "Ms."),
    ("email", "eva@example.com"),
    ("phone_number", "030 1234"),
    ("note", "Another"),
    ("customer_note", "Ring twice"),
    ("tax_number", "DE1"),
    ("birthday", "1990-12-24T18:00:00+01:00"),
    ("is_b2b", False),
    ("is_vip", False),
    ("is_favourite", False),
    ("is_confirmed", True),
    ("email_marketing_agreed", False),
]


@pytest.mark.parametrize(("member", "value"), MEMBERS)
def test_a_put_of_one_member_leaves_the_rest(
    api: Api, ana: dict[str, Any], member: str, value: Any
) -> None:
    answer = api.put(ana["id"], {member: value})

    assert answer.status_code == 200
    assert answer.json() == ana | {member: value}
    assert answer.json() == api.one(ana["id"]).json() | {"total_sales": "0"}
    assert Change.objects.count() == 2


@pytest.mark.parametrize(
    ("member", "cleared"),
    [
        ("first_name", ""),
        ("middle_name", None),
        ("last_name", ""),
        ("company", ""),
        ("title", ""),
        ("email", ""),
        ("phone_number", ""),
        ("note", ""),
        ("customer_note", None),
        ("tax_number", ""),
        ("birthday", None),
    ],
)
@pytest.mark.parametrize("empty", ["", None])
def test_empty_and_null_clear(
    api: Api, ana: dict[str, Any], member: str, cleared: str | None, empty: str | None
) -> None:
    api.put(ana["id"], {"middle_name": "Maria", "customer_note": "x", "phone_number": "1"})

    answer = api.put(ana["id"], {member: empty})

    assert answer.status_code == 200
    assert answer.json()[member] == cleared


def test_a_group_is_set_and_cleared(api: Api, account: Account, ana: dict[str, Any]) -> None:
    group = CustomerGroup.objects.create(account=account, name="Wholesale")

    assert api.put(ana["id"], {"group": group.pk}).json()["group"] == group.pk
    assert api.put(ana["id"], {"note": "x"}).json()["group"] == group.pk
    assert api.put(ana["id"], {"group": None}).json()["group"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"note": "Some additional data"},
        {"birthday": "1985-04-30T12:49:52.123+02:00"},
        {"billing_address": {"city": "Berlin", "country": "DE"}},
        {"billing_address": {}},
        {"country": "DE", "address1": "Voltastrasse"},
        {"colour": "red", "id": 5, "account_scoped_id": 7, "total_sales": "9"},
        sample("create.request"),
    ],
)
def test_what_is_so_already_changes_nothing(api: Api, ana: dict[str, Any], body: Any) -> None:
    before = recorded()

    answer = api.put(ana["id"], body)

    assert answer.status_code == 200
    assert answer.json() == ana
    assert recorded() == before


def test_a_read_written_straight_back_changes_nothing(api: Api, ana: dict[str, Any]) -> None:
    before = recorded()

    for read in (ana, api.one(ana["id"]).json(), api.get().json()["data"][0]):
        assert api.put(ana["id"], read).json() == ana

    assert recorded() == before


# -- The name ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        {"company": "", "first_name": "", "last_name": ""},
        {"company": None, "first_name": None, "last_name": None, "note": "changed"},
    ],
)
def test_a_name_must_be_left(api: Api, ana: dict[str, Any], body: Any) -> None:
    before = recorded()

    answer = api.put(ana["id"], body)

    assert answer.status_code == 400
    assert answer.json() == sample("name.error")
    assert recorded() == before


@pytest.mark.parametrize("member", ["company", "first_name", "last_name"])
def test_the_last_name_that_is_left_cannot_be_cleared(api: Api, member: str) -> None:
    created = api.create(**{"company": ""} | {member: "Acme"})

    assert api.put(created["id"], {member: ""}).json() == sample("name.error")
    assert api.put(created["id"], {"note": "x"}).status_code == 200


def test_a_customer_without_a_name_can_be_written_in_all_else(
    api: Api, account: Account, source: Source
) -> None:
    outcome = services.create(account, CustomerChange(code="A"), source=source)

    assert api.put(outcome.customer_id, {"note": "x"}).json()["note"] == "x"
    read = api.one(outcome.customer_id).json()
    assert api.put(outcome.customer_id, read).status_code == 200
    assert Change.objects.count() == 2


# -- The channel ---------------------------------------------------------------------------------


def test_the_channel_cannot_be_changed(api: Api, ana: dict[str, Any]) -> None:
    before = recorded()

    answer = api.put(ana["id"], {"channel": 2, "note": "changed"})

    assert_invalid(answer, "channel")
    assert answer.json()["error"]["fields"]["channel"] == ["Cannot be changed."]
    assert recorded() == before


def test_the_channel_may_be_said_again(api: Api) -> None:
    created = api.create(channel=3)

    assert api.put(created["id"], {"channel": 3}).status_code == 200
    assert_invalid(api.put(created["id"], {"channel": 1}), "channel")


# -- The billing address -------------------------------------------------------------------------


def test_a_member_of_the_billing_address_leaves_the_others(api: Api, ana: dict[str, Any]) -> None:
    answer = api.put(
        ana["id"], {"billing_address": {"city": "Bremen", "country": "\u00d6sterreich"}}
    )

    billing = ana["billing_address"] | {"city": "Bremen", "country": "AT"}
    assert answer.json() == ana | {"billing_address": billing}


def test_flat_members_go_to_the_billing_address(api: Api, ana: dict[str, Any]) -> None:
    answer = api.put(ana["id"], {"city": "Bremen", "zipcode": "28195"})

    billing = ana["billing_address"] | {"city": "Bremen", "zipcode": "28195"}
    assert answer.json() == ana | {"billing_address": billing}


def test_null_clears_the_billing_address_and_its_row_stays(api: Api, ana: dict[str, Any]) -> None:
    answer = api.put(ana["id"], {"billing_address": None})

    billing = dict.fromkeys(ana["billing_address"], "") | {"id": ana["billing_address"]["id"]}
    assert answer.json() == ana | {"billing_address": billing}
    assert api.put(ana["id"], answer.json()).json() == answer.json()
    assert Change.objects.count() == 2


def test_null_where_there_is_none_is_no_change(api: Api) -> None:
    created = api.create()

    assert api.put(created["id"], {"billing_address": None}).json() == created
    assert not Address.objects.exists()
    assert Change.objects.count() == 1


def test_a_customer_gets_a_billing_address_later(api: Api) -> None:
    created = api.create()

    billing = api.put(created["id"], {"billing_address": {"city": "Berlin"}}).json()[
        "billing_address"
    ]

    assert billing["city"] == "Berlin"
    assert billing["id"] == Address.objects.get(kind="billing").pk


def test_the_id_of_the_billing_address_is_the_servers(api: Api, ana: dict[str, Any]) -> None:
    shipping_id = ana["shipping_address"][0]["id"]

    answer = api.put(ana["id"], {"billing_address": {"id": shipping_id, "city": "Bremen"}})

    assert answer.json()["billing_address"]["id"] == ana["billing_address"]["id"]
    assert answer.json()["shipping_address"] == ana["shipping_address"]


# -- What other dialects stored ------------------------------------------------------------------


def test_what_others_stored_and_is_not_on_the_page_is_left_alone(
    api: Api, account: Account, source: Source
) -> None:
    odd = AddressChange(country="Atlantis", salutation="Dr.", city="X")
    outcome = services.create(
        account,
        CustomerChange(
            company="Acme",
            email="not an address",
            primary=ContactChange(first_name="Jane", salutation="Dr."),
            billing=odd,
            shipping=(odd, odd),
        ),
        source=source,
    )
    read = api.one(outcome.customer_id).json()
    before = recorded()

    assert api.put(outcome.customer_id, read).json() == read | {"total_sales": "0"}
    assert recorded() == before
    answer = api.put(outcome.customer_id, read | {"note": "x"})
    assert answer.json() == read | {"note": "x", "total_sales": "0"}
    for member in ({"title": "Prof."}, {"billing_address": {"country": "Lemuria"}}):
        assert api.put(outcome.customer_id, member).status_code == 400


def test_a_country_written_by_name_stays_as_it_was_written(
    api: Api, account: Account, source: Source
) -> None:
    outcome = services.create(
        account,
        CustomerChange(company="Acme", billing=AddressChange(country="Deutschland")),
        source=source,
    )

    answer = api.put(outcome.customer_id, {"billing_address": {"country": "DE", "city": "X"}})

    assert answer.json()["billing_address"]["country"] == "DE"
    assert Address.objects.get().country == "Deutschland"


# -- What follows --------------------------------------------------------------------------------


def test_total_sales_are_the_orders_that_stand(
    api: Api, other_api: Api, account: Account, ana: dict[str, Any]
) -> None:
    other = api.create()
    amounts = {
        Order.Status.DRAFT: "1",
        Order.Status.CONFIRMED: "1000.00",
        Order.Status.SHIPPED: "900.50",
        Order.Status.DELIVERED: "99.49",
        Order.Status.CANCELLED: "5000",
    }
    for number, (status, amount) in enumerate(amounts.items()):
        for customer in (ana, other):
            Order.objects.create(
                account=account,
                customer_id=customer["id"],
                order_number=f"{customer['id']}-{number}",
                status=status,
                order_date=timezone.now(),
                total_amount=Decimal(amount),
            )

    answer = api.put(ana["id"], {})

    assert answer.json()["total_sales"] == "1999.99"
    assert "total_sales" not in api.one(ana["id"]).json()
    assert "total_sales" not in api.get().json()["data"][0]


def test_the_ledger_says_what_was_changed_through_what(api: Api, ana: dict[str, Any]) -> None:
    body = {"company": "Acme", "is_vip": False}

    api("PUT", f"customers/{ana['id']}/", body, version=11, **{"X-Request-ID": "shop-18"})

    change = Change.objects.latest("sequence")
    assert (change.action, change.dialect, change.version) == ("updated", "inventorum", "11")
    assert (change.request_id, change.client_name) == ("shop-18", "Till")
    assert change.fields == {"company": ["Inventorum", "Acme"], "is_vip": [True, False]}
