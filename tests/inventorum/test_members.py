"""Members of a customer that have rules of their own."""

from datetime import UTC, datetime
from typing import Any

import pytest

from crm.accounts.models import Account
from customers.models import Customer, CustomerGroup

from .conftest import (
    WRONG,
    Api,
    assert_invalid,
)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1985-04-30T10:49:52Z", "1985-04-30T12:49:52+02:00"),
        ("1985-04-30T10:49:52.000Z", "1985-04-30T12:49:52+02:00"),
        ("1985-04-30T10:49:52.999Z", "1985-04-30T12:49:52+02:00"),
        ("1985-04-30T12:49:52+02:00", "1985-04-30T12:49:52+02:00"),
        ("1985-04-30T05:49:52-05:00", "1985-04-30T12:49:52+02:00"),
        ("1985-04-30T10:49:52", "1985-04-30T12:49:52+02:00"),  # without a zone it is UTC
        ("1985-01-30T10:49:52Z", "1985-01-30T11:49:52+01:00"),  # in winter
        ("1985-04-30", "1985-04-30T00:00:00+02:00"),  # a date is that day's start in the shop
        ("2024-02-29T23:30:00Z", "2024-03-01T00:30:00+01:00"),
        ("", None),
        (None, None),
    ],
)
def test_a_birthday_is_an_instant_shown_in_the_accounts_zone(
    api: Api, written: str | None, shown: str | None
) -> None:
    created = api.create(first_name="Ana", birthday=written)

    assert created["birthday"] == shown


@pytest.mark.parametrize("zone", ["America/Chicago", "Asia/Kolkata", "UTC"])
def test_the_zone_is_the_accounts(api: Api, account: Account, zone: str) -> None:
    Account.objects.filter(pk=account.pk).update(timezone=zone)

    shown = api.create(birthday="1985-04-30T10:49:52Z")["birthday"]

    local = datetime.fromisoformat(shown)
    account.refresh_from_db()
    assert local == datetime(1985, 4, 30, 10, 49, 52, tzinfo=UTC)
    assert local.utcoffset() == local.replace(tzinfo=account.zone).utcoffset()


@pytest.mark.parametrize(
    "birthday",
    [
        "yesterday",
        "1985-02-30T10:00:00Z",
        "1985-13-01",
        "1985-04-30T25:00:00Z",
        "30.04.1985",
        "0999-12-31T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1985-04-30T10:49:52\0",
        "1" * 10_000,
        482_000_000,
        True,
        [],
        {},
    ],
)
def test_it_rejects_a_bad_birthday(api: Api, birthday: Any) -> None:
    assert_invalid(api.post({"company": "Acme", "birthday": birthday}), "birthday")
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("DE", "DE"),
        ("de", "DE"),
        ("DEU", "DE"),
        ("Deutschland", "DE"),
        ("germany", "DE"),
        ("Allemagne", "DE"),
        ("Federal Republic of Germany", "DE"),
        ("\u30c9\u30a4\u30c4", "DE"),
        ("\u00d6sterreich", "AT"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_country_by_code_or_name_comes_back_as_its_code(
    api: Api, written: str | None, shown: str
) -> None:
    created = api.create(
        billing_address={"city": "X", "country": written},
        shipping_address=[{"city": "X", "country": written}],
    )

    assert created["billing_address"]["country"] == shown
    assert created["shipping_address"][0]["country"] == shown


@pytest.mark.parametrize("title", ["Mr.", "Mrs.", "Ms.", "", None])
def test_it_knows_the_pages_titles(api: Api, title: str | None) -> None:
    created = api.create(title=title, billing_address={"city": "X", "title": title})

    assert created["title"] == (title or "")
    assert created["billing_address"]["title"] == (title or "")


@pytest.mark.parametrize("title", ["Dr.", "mr.", "Mr", 5, True, []])
def test_it_rejects_other_titles(api: Api, title: Any) -> None:
    body = {
        "company": "Acme",
        "title": title,
        "billing_address": {"title": title},
        "shipping_address": [{"title": title}],
    }

    assert_invalid(
        api.post(body),
        "title",
        billing_address={"title": WRONG},
        shipping_address=[{"title": WRONG}],
    )


@pytest.mark.parametrize("group", [0, -1, 4711, 10**30, "1", True, 1.5, [], {}])
def test_it_rejects_an_unknown_group(api: Api, group: Any) -> None:
    assert_invalid(api.post({"company": "Acme", "group": group}), "group")


def test_it_rejects_a_group_of_another_account(api: Api, other_account: Account) -> None:
    group = CustomerGroup.objects.create(account=other_account, name="Theirs")

    assert_invalid(api.post({"company": "Acme", "group": group.pk}), "group")


@pytest.mark.parametrize("channel", [0, -1, "1", True, 1.5, 10**30, []])
def test_it_rejects_a_bad_channel(api: Api, channel: Any) -> None:
    assert_invalid(api.post({"company": "Acme", "channel": channel}), "channel")


def test_a_country_code_is_the_calling_code_of_the_number(api: Api) -> None:
    for country_code in ("1", "+1"):
        created = api.create(phone_number="312 555 0100", country_code=country_code)

        customer = Customer.objects.get(pk=created["id"])
        assert created["phone_number"] == "312 555 0100"
        assert customer.phone_calling_code == "1"
        assert customer.phone_e164 == "+13125550100"


@pytest.mark.parametrize("country_code", ["", None])
def test_an_empty_country_code_is_as_in_the_pages_sample(
    api: Api, country_code: str | None
) -> None:
    created = api.create(phone_number="030 901820", country_code=country_code)

    assert Customer.objects.get(pk=created["id"]).phone_e164 == "+4930901820"


@pytest.mark.parametrize("country_code", ["DE", "12345", "+", "4 9", "-4", "\u0664\u0669", 49, []])
def test_it_rejects_a_bad_country_code(api: Api, country_code: Any) -> None:
    body = {"company": "Acme", "phone_number": "030 1", "country_code": country_code}

    assert_invalid(api.post(body), "country_code")


FLAT = {
    "address1": "Voltastrasse 5",
    "address2": "Siedlung",
    "zipcode": "11-200",
    "city": "Berlin",
    "country": "Deutschland",
    "state": "Brandenburg",
}


def test_flat_members_of_the_address_are_the_billing_address(api: Api) -> None:
    billing = api.create(**FLAT)["billing_address"]

    assert {member: billing[member] for member in FLAT} == FLAT | {"country": "DE"}


def test_where_the_billing_address_is_sent_the_flat_members_do_not_count(api: Api) -> None:
    billing = api.create(**FLAT, billing_address={"city": "Bremen"})["billing_address"]

    assert (billing["city"], billing["address1"], billing["country"]) == ("Bremen", "", "")


@pytest.mark.parametrize("member", FLAT)
def test_a_wrong_flat_member_is_named_as_it_was_sent(api: Api, member: str) -> None:
    answer = api.post({"company": "Acme", member: 5})

    assert_invalid(answer, member)


def test_an_unknown_country_is_named_as_it_was_sent(api: Api) -> None:
    assert_invalid(api.post({"company": "Acme", "country": "Atlantis"}), "country")
    assert_invalid(
        api.post({"company": "Acme", "billing_address": {"country": "Atlantis"}}),
        billing_address={"country": WRONG},
    )
    assert_invalid(
        api.post({"company": "A", "shipping_address": [{}, {"country": "Atlantis"}, {}]}),
        shipping_address=[{}, {"country": WRONG}],
    )


def test_many_shipping_addresses_come_back_in_their_order(api: Api) -> None:
    cities = [f"City {row}" for row in range(12)]

    created = api.create(shipping_address=[{"city": city} for city in cities])

    assert [place["city"] for place in created["shipping_address"]] == cities
