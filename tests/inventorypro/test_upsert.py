"""POST Customer"""

from datetime import datetime
from typing import Any

import pytest
from time_machine import travel

from contacts.models import Contact
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, PhoneChange
from customers.models import Address, Change, Customer, CustomerContact, CustomField

from .conftest import Api, assert_error, sample
from .test_list import write_sample


def test_it_creates_then_updates_the_pages_sample(api: Api) -> None:
    expected = sample("upsert.response")

    created = api.post(sample("upsert.request"))
    updated = api.post(sample("upsert.request") | {"city": "Rockford"})

    assert created.status_code == 201
    assert updated.status_code == 200
    times = {key: created.json()[key] for key in ("created", "modified")}
    assert list(created.json()) == list(expected)
    assert created.json() == expected | times
    assert updated.json()["city"] == "Rockford"
    assert updated.json()["created"] == created.json()["created"]


def test_a_read_written_straight_back_changes_nothing(api: Api) -> None:
    api.post(sample("upsert.request"))
    before = Customer.objects.get()

    for _ in range(2):
        assert api.post(api.get("Customer/ACME-CORP").json()).status_code == 200

    assert Customer.objects.get().modified == before.modified
    assert Change.objects.count() == 1


@pytest.mark.parametrize(
    "customer",
    [
        {"shortID": "A"},
        {"shortID": "A", "name": "Ann Lee", "contact": "Ann Lee"},
        {"shortID": "A", "name": " Acme ", "contact": " Ann  Lee ", "city": " Berlin\n"},
        {"shortID": "A", "contact": "Ann"},
        {"shortID": "A", "contact": "Ann Maria van der Berg", "country": "Deutschland"},
    ],
)
def test_round_trips_of_every_shape_change_nothing(api: Api, customer: dict[str, str]) -> None:
    api.post(customer)

    api.post(api.get("Customer/A").json())

    assert Change.objects.count() == 1


def test_its_answer_is_what_a_read_says(api: Api) -> None:
    whole = sample("upsert.request")
    writes: list[dict[str, Any]] = [
        {"shortID": " b "},
        {"shortID": "B", "name": " Ann  Lee ", "contact": "Ann Lee", "email": "Ann@Example.org"},
        {"shortID": "B", "contact": "Ann Maria Lee", "city": "Berlin "},
        {"shortID": "B", "contact": "", "city": ""},
        whole,
        whole,
        whole | {"shortID": "acme-corp", "city": "Rockford", "name": ""},
    ]
    with travel("2026-03-01T12:00:00.123456Z", tick=False) as clock:
        for write in writes:
            clock.shift(86_400)
            written = api.post(write)

            assert written.json() == api.get(f"Customer/{write['shortID'].strip()}").json()
    api.delete("ACME-CORP")
    assert api.post(whole).json() == api.get("Customer/ACME-CORP").json()


def test_it_costs_a_steady_few_queries(api: Api, django_assert_num_queries: Any) -> None:
    api.post(sample("upsert.request"))

    with django_assert_num_queries(9):  # two of them the savepoint of the test
        api.post(sample("upsert.request") | {"city": "Rockford"})


def test_a_discontinued_customer_read_and_written_back_stays_so(api: Api) -> None:
    api.post({"shortID": "A", "name": "Acme"})
    api.delete("A")

    answer = api.post(api.get("Customer/A").json())

    assert answer.json()["active"] is False
    assert Change.objects.count() == 2


def test_only_the_short_id_is_required(api: Api) -> None:
    answer = api.post({"shortID": "A"})

    assert answer.status_code == 201
    texts = {key: value for key, value in answer.json().items() if value == ""}
    assert len(texts) == 11
    assert answer.json()["active"] is True


def test_it_finds_the_customer_in_any_case_and_keeps_its_spelling(api: Api) -> None:
    api.post({"shortID": "Acme-Corp"})

    answer = api.post({"shortID": "ACME-CORP", "name": "Acme"})

    assert answer.status_code == 200
    assert answer.json()["shortID"] == "Acme-Corp"


def test_left_out_stays_and_empty_clears(api: Api) -> None:
    api.post(sample("upsert.request"))

    answer = api.post({"shortID": "ACME-CORP", "phone": "", "email": None, "contact": None})

    assert answer.json()["phone"] == ""
    assert answer.json()["email"] == ""
    assert answer.json()["contact"] == ""
    assert answer.json()["city"] == "Springfield"


def test_what_the_server_owns_and_what_it_does_not_know_is_ignored(api: Api) -> None:
    answer = api.post(
        {
            "shortID": "A",
            "active": False,
            "created": "1999-01-01T00:00:00",
            "modified": 5,
            "colour": {"red": [1]},
        }
    )

    assert answer.status_code == 201
    assert answer.json()["active"] is True
    assert answer.json()["created"] > "2000"


def test_it_rewrites_the_flat_address_and_loses_nothing_it_does_not_carry(
    api: Api, account: Any, source: Any
) -> None:
    CustomField.objects.create(account=account, target="customer", name="Region")
    services.create(
        account,
        CustomerChange(
            code="A",
            company="Acme",
            website="https://acme.example.com",
            is_vip=True,
            primary=ContactChange(
                salutation="Ms.",
                first_name="Jane",
                last_name="Smith",
                phones=(PhoneChange(type="cell", number="1"),),
            ),
            contacts=(ContactChange(first_name="Tom"),),
            billing=AddressChange(line1="1 Main St", label="Head office"),
            addresses=(
                AddressChange(kind="shipping", city="One"),
                AddressChange(kind="shipping", city="Two"),
            ),
            custom_fields={"Region": "North"},
        ),
        source=source,
    )

    api.post({"shortID": "A", "address1": "2 Main St", "contact": "Ann Lee"})

    customer = Customer.objects.get()
    assert (customer.website, customer.is_vip) == ("https://acme.example.com", True)
    assert sorted(customer.addresses.values_list("kind", "line1", "label", "city")) == [
        ("billing", "2 Main St", "Head office", ""),
        ("shipping", "", "", "One"),
        ("shipping", "", "", "Two"),
    ]
    contacts = CustomerContact.objects.select_related("contact")
    assert [link.contact.full_name for link in contacts] == ["Ann Lee", "Tom"]
    assert contacts[0].contact.salutation == "Ms."
    assert contacts[0].contact.phones.get().number == "1"
    assert customer.custom_field_values.get().value == "North"


def test_the_ledger_says_who_wrote_through_what(api: Api) -> None:
    api("POST", "Customer", {"shortID": "A"}, **{"X-Request-ID": "erp-17"})
    api.post({"shortID": "a", "name": "Acme"})

    created, updated = Change.objects.order_by("sequence")
    assert created.request_id == "erp-17"
    assert (updated.dialect, updated.version, updated.client_name, updated.matched_by) == (
        "inventorypro",
        "v1",
        "Warehouse",
        "code",
    )
    assert updated.user == api.credentials.client.user
    assert updated.client_id == api.credentials.client.pk


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["shortID"]),
        ({"shortID": None}, ["shortID"]),
        ({"shortID": ""}, ["shortID"]),
        ({"shortID": "  "}, ["shortID"]),
        ({"shortID": 5}, ["shortID"]),
        ({"shortID": ["A"]}, ["shortID"]),
        ({"shortID": "A\0"}, ["shortID"]),
        ({"shortID": "x" * 101}, ["shortID"]),
        ({"shortID": "x" * 100_000}, ["shortID"]),
        ({"shortID": "all"}, ["shortID"]),
        ({"shortid": "A"}, ["shortID"]),
        ({"shortID": "A", "name": 5}, ["name"]),
        ({"shortID": "A", "name": {"first": "A"}}, ["name"]),
        ({"shortID": "A", "name": "x" * 301}, ["name"]),
        ({"shortID": "A", "name": "x" * 100_000}, ["name"]),
        ({"shortID": "A", "zip": 62701}, ["zip"]),
        ({"shortID": "A", "city": True, "state": []}, ["city", "state"]),
        ({"shortID": "A", "phone": "\0"}, ["phone"]),
        ({"shortID": "A", "contact": "x" * 100_000}, ["contact"]),
        ({"shortID": "A", "contact": "x" * 201}, ["contact"]),
        ({"shortID": "A", "email": "x" * 255}, ["email"]),
        ([], [""]),
        ([{"shortID": "A"}], [""]),
        ("A", [""]),
        (5, [""]),
        (None, [""]),
    ],
)
def test_it_names_every_field_that_is_wrong(api: Api, body: Any, fields: list[str]) -> None:
    data = "null" if body is None else body if not isinstance(body, str) else f'"{body}"'

    assert_error(api.post(data), 400, "validation_error", *fields)

    assert not Customer.objects.exists()
    assert not Change.objects.exists()


def test_it_says_which_field_is_required_in_the_pages_words(api: Api) -> None:
    assert api.post({"name": "Acme"}).json() == sample("error.response")


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b'{"shortID": "A",}',
        b"shortID=A&name=B",
        b"\xff\xfe",
        b'{"shortID": "\xff"}',
        b'{"shortID": "\\ud800"}',
        b'{"shortID": NaN}',
        b"[" * 100_000,
        b'{"a":' * 5_000,
        b"<customer/>",
    ],
)
def test_it_refuses_a_body_that_is_no_json(api: Api, body: bytes) -> None:
    assert_error(api.post(body), 400, "bad_request")
    assert not Customer.objects.exists()


def test_no_body_is_an_empty_one(api: Api) -> None:
    assert_error(api.post(b""), 400, "validation_error", "shortID")


def test_it_refuses_a_huge_body(api: Api, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    assert_error(api.post(b'{"shortID": "' + b"x" * 1_000 + b'"}'), 400, "bad_request")


def test_it_refuses_huge_numbers(api: Api) -> None:
    body = b'{"shortID": "A", "zip": ' + b"9" * 10_000 + b"}"

    assert api.post(body).status_code == 400


def test_it_reads_json_whatever_the_content_type_says(api: Api) -> None:
    answer = api.browser.generic(
        "POST",
        "/inventorypro/api/v1/Customer",
        '\ufeff{"shortID": "A"}',
        content_type="application/x-www-form-urlencoded",
        headers={"Authorization": f"Bearer {api.token}", "Accept": "text/html"},
    )

    assert answer.status_code == 201
    assert answer["Content-Type"] == "application/json"


def test_a_short_id_may_hold_what_a_path_can_carry(api: Api) -> None:
    api.post({"shortID": "Größe/7 %"})

    assert api.get("Customer/gr%C3%B6%C3%9Fe/7%20%25").json()["shortID"] == "Größe/7 %"


def test_a_failed_update_changes_nothing(api: Api) -> None:
    api.post(sample("upsert.request"))
    before = api.get("Customer/ACME-CORP").json()

    api.post({"shortID": "ACME-CORP", "name": "New", "city": "x" * 1_000})

    assert api.get("Customer/ACME-CORP").json() == before
    assert Address.objects.count() == 1


def test_an_update_keeps_created_and_moves_modified(api: Api, account: Any, source: Any) -> None:
    printed = sample("upsert.response")
    write_sample(account, source, printed | {"modified": "2024-11-02T14:22:00"})

    at = datetime.fromisoformat(printed["modified"]).replace(tzinfo=account.zone)
    with travel(at, tick=False):
        api.token = api.get_token()
        answer = api.post(sample("upsert.request") | {"phone": "555-0199"})

    assert answer.json() == printed | {"phone": "555-0199"}


def test_a_short_id_is_trimmed(api: Api) -> None:
    assert api.post({"shortID": " A\n"}).json()["shortID"] == "A"
    assert api.post({"shortID": "A "}).status_code == 200


def test_contact_splits_at_its_last_space(api: Api) -> None:
    api.post({"shortID": "A", "name": "Acme", "contact": "Ann Maria Lee"})

    person = Contact.objects.get()
    assert (person.first_name, person.middle_name, person.last_name) == ("Ann Maria", "", "Lee")


@pytest.mark.parametrize(
    ("field", "length"),
    [
        ("shortID", 100),
        ("phone", 100),
        ("fax", 100),
        ("zip", 40),
        ("city", 200),
        ("state", 200),
        ("country", 200),
        ("email", 254),
        ("address1", 300),
        ("address2", 300),
        ("name", 300),
    ],
)
def test_a_text_is_as_long_as_the_record_has_room(api: Api, field: str, length: int) -> None:
    longest = {"shortID": "A", "contact": "Ann Lee", field: "x" * length}

    assert api.post(longest).json()[field] == "x" * length
    too_long = longest | {field: "x" * (length + 1)}
    assert_error(api.post(too_long), 400, "validation_error", field)
