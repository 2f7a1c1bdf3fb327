"""POST customers/"""

from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from contacts.models import Contact
from crm.accounts.models import Account
from customers.models import Address, Change, Customer, CustomerGroup

from .conftest import (
    WRONG,
    Api,
    assert_error,
    assert_invalid,
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


# -- Members with rules of their own -------------------------------------------------------------


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


# -- Bad input -----------------------------------------------------------------------------------

TEXTS = [
    "company",
    "first_name",
    "middle_name",
    "last_name",
    "email",
    "phone_number",
    "note",
    "customer_note",
    "tax_number",
    *FLAT,
]
FLAGS = ["is_b2b", "is_vip", "is_favourite", "is_confirmed", "email_marketing_agreed"]


@pytest.mark.parametrize("value", [5, 1.5, True, [], {}, ["A"], "\0", "A\0B", "x" * 20_001])
@pytest.mark.parametrize("member", TEXTS)
def test_it_rejects_what_is_no_text(api: Api, member: str, value: Any) -> None:
    answer = api.post({"company": "Acme", "first_name": "Ana"} | {member: value})

    assert_invalid(answer, member)
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("member", "length"),
    [
        ("company", 300),
        ("first_name", 200),
        ("middle_name", 200),
        ("last_name", 200),
        ("email", 254),
        ("phone_number", 100),
        ("note", 20_000),
        ("customer_note", 20_000),
        ("tax_number", 100),
    ],
)
def test_a_text_is_as_long_as_the_record_has_room(api: Api, member: str, length: int) -> None:
    assert api.create(**{member: "x" * length})[member] == "x" * length
    assert_invalid(api.post({"company": "Acme", member: "x" * (length + 1)}), member)


@pytest.mark.parametrize("value", ["true", 1, 0, None, "", []])
@pytest.mark.parametrize("member", FLAGS)
def test_it_rejects_what_is_no_boolean(api: Api, member: str, value: Any) -> None:
    assert_invalid(api.post({"company": "Acme", member: value}), member)


@pytest.mark.parametrize(
    ("member", "length"),
    [
        ("address1", 300),
        ("address2", 300),
        ("zipcode", 40),
        ("city", 200),
        ("state", 200),
        ("first_name", 200),
        ("last_name", 200),
        ("company", 300),
    ],
)
def test_it_names_the_member_of_the_address_that_is_wrong(
    api: Api, member: str, length: int
) -> None:
    values: tuple[Any, ...] = (5, True, [], {}, "\0", "x" * (length + 1))
    for value in values:
        answer = api.post(
            {
                "company": "Acme",
                "billing_address": {member: value},
                "shipping_address": [{}, {member: "x" * length}, {member: value}],
            }
        )

        assert_invalid(
            answer, billing_address={member: WRONG}, shipping_address=[{}, {}, {member: WRONG}]
        )
    assert not Customer.objects.exists()


@pytest.mark.parametrize("value", ["Berlin", "", 5, True, []])
def test_a_billing_address_is_an_object(api: Api, value: Any) -> None:
    assert_invalid(api.post({"company": "Acme", "billing_address": value}), "billing_address")


@pytest.mark.parametrize("value", ["Berlin", "", 5, True, {"city": "Berlin"}])
def test_the_shipping_addresses_are_a_list(api: Api, value: Any) -> None:
    assert_invalid(api.post({"company": "Acme", "shipping_address": value}), "shipping_address")


@pytest.mark.parametrize("item", ["Berlin", 5, True, None, []])
def test_a_shipping_address_is_an_object(api: Api, item: Any) -> None:
    answer = api.post({"company": "Acme", "shipping_address": [{"city": "Berlin"}, item]})

    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == ["shipping_address"]
    assert not Customer.objects.exists()


@pytest.mark.parametrize("item_id", [4711, 0, -1, 10**30, "x", True, 1.5, [], {}])
def test_a_new_customer_has_no_shipping_address_to_name(api: Api, item_id: Any) -> None:
    answer = api.post({"company": "Acme", "shipping_address": [{"id": item_id, "city": "X"}]})

    assert_invalid(answer, shipping_address=[{"id": WRONG}])
    assert not Customer.objects.exists()


def test_it_names_all_that_is_wrong_at_once(api: Api) -> None:
    answer = api.post(
        {
            "company": "x" * 301,
            "is_vip": "yes",
            "birthday": "never",
            "billing_address": {"country": "Atlantis", "city": 5},
            "shipping_address": [{}, {"title": "Dr."}],
            "group": "Gold",
        }
    )

    assert_invalid(
        answer,
        "company",
        "is_vip",
        "birthday",
        "group",
        billing_address={"country": WRONG, "city": WRONG},
        shipping_address=[{}, {"title": WRONG}],
    )


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b'{"company": "A",}',
        b"company=A&note=B",
        b"\xff\xfe",
        b'{"company": "\xff"}',
        b'{"company": "\\ud800"}',
        b'{"company": NaN}',
        b"[" * 100_000,
        b'{"a":' * 5_000,
        b"<customer/>",
        b"[]",
        b'[{"company": "A"}]',
        b'"A"',
        b"5",
        b"null",
        b"true",
    ],
)
def test_it_rejects_a_body_that_is_no_json_object(api: Api, body: bytes) -> None:
    assert_error(api.post(body), 400, "common.parse_error")
    assert not Customer.objects.exists()


def test_it_rejects_no_body(api: Api) -> None:
    assert api.post(b"").status_code == 400
    assert not Customer.objects.exists()


def test_it_rejects_a_huge_body(api: Api, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    assert_error(api.post(b'{"note": "' + b"x" * 1_000 + b'"}'), 400, "common.parse_error")


def test_it_rejects_huge_numbers(api: Api) -> None:
    body = b'{"company": "A", "channel": ' + b"9" * 10_000 + b"}"

    assert api.post(body).status_code == 400


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "text/plain", ""])
def test_it_reads_json_whatever_the_content_type_says(api: Api, content_type: str) -> None:
    answer = api.browser.generic(
        "POST",
        "/inventorum/api/customers/",
        '\ufeff{"company": "Acme"}',
        content_type=content_type,
        headers={"Authorization": f"Bearer {api.token}", "Accept": "text/html"},
    )

    assert answer.status_code == 201
    assert answer["Content-Type"] == "application/json"


# -- What follows --------------------------------------------------------------------------------


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
