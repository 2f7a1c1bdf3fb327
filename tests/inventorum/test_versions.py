"""X-Api-Version: up to 9 a list of phone numbers, from 10 one."""

from typing import Any

import pytest

from contacts.models import PhoneNumber
from crm.accounts.models import Account
from customers import services
from customers.changes import ContactChange, CustomerChange, PhoneChange, Source
from customers.models import Change, Customer, CustomerContact

from .conftest import WRONG, Api, assert_invalid, recorded, sample

OLD = ["3", "8", "9"]
NEW = [None, "10", "11", "12"]
NEWER = ["13", "99", "9" * 30, "9" * 5_000]
HOME = {"country_code": "49", "type": "home", "national_number": "030 5678"}
MOBILE = {"country_code": "49", "type": "mobile", "national_number": "0171 2345678"}
OWN = {"country_code": "49", "type": "normal", "national_number": "030 12341234"}


@pytest.fixture
def reached(api: Api) -> dict[str, Any]:
    """A customer with three numbers, as version 9 shows it."""
    return api.create(first_name="Ana", phone_numbers=[OWN, HOME, MOBILE], version=9)


def rows() -> list[tuple[int, str, str, str]]:
    """The numbers of all contacts, with their ids."""
    columns = ("pk", "type", "number", "calling_code")
    return list(PhoneNumber.objects.order_by("pk").values_list(*columns))


# -- The header ----------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [*OLD, *NEW, *NEWER])
def test_the_version_decides_between_the_list_and_the_number(api: Api, version: str | None) -> None:
    phone = "phone_numbers" if version in OLD else "phone_number"
    written = [key.replace("phone_number", phone) for key in sample("create.response")]
    listed = [key.replace("phone_number", phone) for key in sample("get.response")]

    created = api.create(version=version)
    one = api.one(created["id"], version=version).json()
    put = api.put(created["id"], {"is_favourite": True}, version=version).json()
    in_list = api.get(version=version).json()["data"][0]
    in_favourites = api.get("customers/favourites/", version=version).json()["data"][0]

    assert list(created) == list(put) == written
    assert list(one) == list(in_list) == list(in_favourites) == listed


@pytest.mark.parametrize(
    "version",
    ["x", "2", "0", "-1", "-12", "9.5", "1e1", "0x0c", "v12", "12;", "\u00b2", "9\u00b2", "12, 9"],
)
def test_it_rejects_a_version_that_there_is_not(api: Api, version: str) -> None:
    created = api.create()
    before = recorded()
    one = f"customers/{created['id']}/"

    for method, path in [
        ("GET", "customers/"),
        ("GET", "customers/favourites/"),
        ("GET", one),
        ("POST", "customers/"),
        ("PUT", one),
        ("DELETE", one),
    ]:
        body = {"company": "B"} if method in {"POST", "PUT"} else None
        answer = api(method, path, body, version=version)
        assert_invalid(answer, **{"X-Api-Version": WRONG})
    assert recorded() == before


@pytest.mark.parametrize(
    ("asked", "told"), [(None, "12"), ("3", "3"), ("9", "9"), ("10", "10"), ("99", "12")]
)
def test_the_ledger_tells_the_version_that_was_served(
    api: Api, asked: str | None, told: str
) -> None:
    api.create(version=asked)

    assert Change.objects.get().version == told


def test_the_member_of_the_other_version_is_unknown(api: Api) -> None:
    old = api.create(phone_number="1", version=9)
    new = api.create(phone_numbers=[OWN], version=10)

    assert old["phone_numbers"] == []
    assert new["phone_number"] == ""
    for created, version in ((old, 9), (new, 10)):
        body = {"phone_number": 5} if version == 9 else {"phone_numbers": "x"}
        assert api.put(created["id"], body, version=version).json() == created
    assert Change.objects.count() == 2


# -- Version 10: the number ----------------------------------------------------------------------


def test_the_number_is_the_first_of_the_list(api: Api, reached: dict[str, Any]) -> None:
    assert api.one(reached["id"], version=10).json()["phone_number"] == "030 12341234"


def test_a_number_written_alone_leaves_the_others(api: Api, reached: dict[str, Any]) -> None:
    before = rows()

    api.put(reached["id"], {"phone_number": "040 99"}, version=10)

    old = api.one(reached["id"], version=9).json()
    first = {"country_code": "", "type": "normal", "national_number": "040 99"}
    assert old["phone_numbers"] == [first, HOME, MOBILE]
    assert rows() == before


def test_a_number_that_stays_keeps_its_calling_code(api: Api, reached: dict[str, Any]) -> None:
    before = recorded()

    api.put(reached["id"], {"phone_number": "030 12341234"}, version=10)

    assert recorded() == before
    assert api.one(reached["id"], version=9).json()["phone_numbers"][0] == OWN


# -- Version 9: the list -------------------------------------------------------------------------


def test_entries_come_back_as_they_were_sent(api: Api, reached: dict[str, Any]) -> None:
    assert reached["phone_numbers"] == [OWN, HOME, MOBILE]
    assert [list(entry) for entry in reached["phone_numbers"]] == [list(OWN)] * 3
    assert api.one(reached["id"], version=9).json()["phone_numbers"] == [OWN, HOME, MOBILE]


def test_the_first_is_the_customers_own_and_the_rest_are_the_persons(
    api: Api, reached: dict[str, Any]
) -> None:
    customer = Customer.objects.get(pk=reached["id"])
    assert (customer.phone, customer.phone_calling_code) == ("030 12341234", "49")
    assert customer.phone_e164 == "+493012341234"
    person = CustomerContact.objects.get(customer=customer, is_primary=True).contact
    assert list(person.phones.values_list("type", "number", "calling_code", "e164")) == [
        ("home", "030 5678", "49", "+49305678"),
        ("cell", "0171 2345678", "49", "+491712345678"),
    ]


@pytest.mark.parametrize(
    ("wire", "record"),
    [
        ("normal", "business"),
        ("home", "home"),
        ("mobile", "cell"),
        ("fax", "fax"),
        ("other", "other"),
    ],
)
def test_types_are_the_records_types(api: Api, wire: str, record: str) -> None:
    entry = MOBILE | {"type": wire}

    created = api.create(phone_numbers=[OWN, entry], version=9)

    assert created["phone_numbers"] == [OWN, entry]
    assert PhoneNumber.objects.get().type == record


def test_the_type_of_the_first_is_always_normal(api: Api) -> None:
    created = api.create(phone_numbers=[MOBILE], version=9)

    assert created["phone_numbers"] == [MOBILE | {"type": "normal"}]
    assert not PhoneNumber.objects.exists()


def test_the_documented_typo_of_the_country_code_is_understood(api: Api) -> None:
    typo = {"county_code": "49", "type": "normal", "national_number": "030 12341234"}

    created = api.create(phone_numbers=[typo, typo | {"type": "home"}], version=9)

    assert created["phone_numbers"] == [OWN, OWN | {"type": "home"}]


@pytest.mark.parametrize(
    ("written", "shown"),
    [("49", "49"), ("+49", "49"), ("1", "1"), ("1684", "1684"), ("", ""), (None, "")],
)
def test_a_country_code_comes_back_without_its_plus(
    api: Api, written: str | None, shown: str
) -> None:
    entry = {"country_code": written, "type": "home", "national_number": "1234567"}

    created = api.create(phone_numbers=[entry, entry], version=9)

    assert [e["country_code"] for e in created["phone_numbers"]] == [shown, shown]


def test_the_number_is_all_that_an_entry_needs(api: Api) -> None:
    created = api.create(phone_numbers=[{"national_number": "1"}] * 2, version=9)

    entry = {"country_code": "", "type": "normal", "national_number": "1"}
    assert created["phone_numbers"] == [entry, entry]


def test_a_customer_without_a_person_has_numbers_too(api: Api) -> None:
    created = api.create(company="Acme", phone_numbers=[OWN, HOME], version=9)

    assert created["phone_numbers"] == [OWN, HOME]
    assert created["first_name"] == ""
    assert created["company"] == "Acme"


def test_the_list_replaces_the_list(api: Api, reached: dict[str, Any]) -> None:
    answer = api.put(reached["id"], {"phone_numbers": [HOME]}, version=9)

    assert answer.json()["phone_numbers"] == [HOME | {"type": "normal"}]
    assert rows() == []


def test_numbers_that_stay_keep_their_rows(api: Api, reached: dict[str, Any]) -> None:
    _, mobile = rows()

    answer = api.put(reached["id"], {"phone_numbers": [OWN, MOBILE]}, version=9)

    assert answer.json() == reached | {"phone_numbers": [OWN, MOBILE]}
    assert rows() == [mobile]


def test_a_further_number_leaves_the_rows_of_the_others(api: Api, reached: dict[str, Any]) -> None:
    before = rows()
    fax = HOME | {"type": "fax"}

    answer = api.put(reached["id"], {"phone_numbers": [OWN, HOME, MOBILE, fax]}, version=9)

    assert answer.json()["phone_numbers"] == [OWN, HOME, MOBILE, fax]
    assert rows()[:2] == before


def test_the_order_is_the_one_that_was_sent(api: Api, reached: dict[str, Any]) -> None:
    answer = api.put(reached["id"], {"phone_numbers": [OWN, MOBILE, HOME]}, version=9)

    assert answer.json()["phone_numbers"] == [OWN, MOBILE, HOME]


def test_an_empty_list_clears_all(api: Api, reached: dict[str, Any]) -> None:
    answer = api.put(reached["id"], {"phone_numbers": []}, version=9)

    assert answer.json() == reached | {"phone_numbers": []}
    customer = Customer.objects.get()
    assert (customer.phone, customer.phone_calling_code, customer.phone_e164) == ("", "", "")
    assert rows() == []


def test_left_out_the_list_stays(api: Api, reached: dict[str, Any]) -> None:
    answer = api.put(reached["id"], {"note": "x"}, version=9)

    assert answer.json() == reached | {"note": "x"}


@pytest.mark.parametrize("version", [9, 10])
def test_a_read_written_straight_back_changes_nothing(
    api: Api, reached: dict[str, Any], version: int
) -> None:
    before = recorded(), rows()
    read = api.one(reached["id"], version=version).json()

    answer = api.put(reached["id"], read, version=version)

    assert answer.json() == read | {"total_sales": "0"}
    assert (recorded(), rows()) == before


@pytest.mark.parametrize("phone", ["", "030 1"])
@pytest.mark.parametrize("version", [9, 10])
def test_numbers_that_others_stored_are_written_straight_back_too(
    api: Api, account: Account, source: Source, phone: str, version: int
) -> None:
    phones = tuple(PhoneChange(type=kind, number="1") for kind in PhoneNumber.Type.values)
    outcome = services.create(
        account,
        CustomerChange(company="Acme", phone=phone, primary=ContactChange(phones=phones)),
        source=source,
    )
    before = recorded(), rows()
    read = api.one(outcome.customer_id, version=version).json()

    answer = api.put(outcome.customer_id, read, version=version)

    assert answer.json() == read | {"total_sales": "0"}
    assert (recorded(), rows()) == before


@pytest.mark.parametrize("kind", ["", "cell", "business", "Normal", 5, True, [], {}])
def test_it_rejects_an_unknown_type(api: Api, reached: dict[str, Any], kind: Any) -> None:
    before = recorded()
    numbers = [OWN, HOME | {"type": kind}]

    answer = api.put(reached["id"], {"phone_numbers": numbers}, version=9)

    assert_invalid(answer, phone_numbers=[{}, {"type": WRONG}])
    assert recorded() == before


@pytest.mark.parametrize("member", ["country_code", "county_code"])
@pytest.mark.parametrize("value", ["DE", "12345", "+", "4 9", "\u0664\u0669", "\0", 49, True, []])
def test_it_rejects_a_bad_country_code(api: Api, member: str, value: Any) -> None:
    bad = {"type": "home", "national_number": "1", member: value}

    answer = api.post({"company": "A", "phone_numbers": [OWN, bad]}, version=9)

    assert answer.status_code == 400
    fields = answer.json()["error"]["fields"]
    assert list(fields) == ["phone_numbers"]
    assert fields["phone_numbers"][0] == {}
    assert list(fields["phone_numbers"][1]) in (["country_code"], ["county_code"])


@pytest.mark.parametrize("value", [5, True, [], {}, "\0", "x" * 101])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_it_rejects_what_is_no_number(api: Api, place: int, value: Any) -> None:
    numbers = [OWN, HOME, MOBILE]
    numbers[place] = numbers[place] | {"national_number": value}

    answer = api.post({"company": "A", "phone_numbers": numbers}, version=9)

    assert_invalid(answer, phone_numbers=[*({} for _ in range(place)), {"national_number": WRONG}])
    assert not Customer.objects.exists()


@pytest.mark.parametrize("value", ["030 1", "", 5, True, OWN])
def test_the_numbers_are_a_list(api: Api, value: Any) -> None:
    answer = api.post({"company": "A", "phone_numbers": value}, version=9)

    assert_invalid(answer, "phone_numbers")


@pytest.mark.parametrize("item", ["030 1", 5, True, None, []])
def test_a_number_of_the_list_is_an_object(api: Api, item: Any) -> None:
    answer = api.post({"company": "A", "phone_numbers": [OWN, item]}, version=9)

    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == ["phone_numbers"]
    assert not Customer.objects.exists()


@pytest.mark.parametrize("empty", [None, ""])
def test_the_typo_counts_where_the_right_member_is_empty(api: Api, empty: str | None) -> None:
    number = {"country_code": empty, "county_code": "49", "national_number": "030 1"}

    answer = api.post({"company": "A", "phone_numbers": [number]}, version=9)

    assert answer.json()["phone_numbers"][0]["country_code"] == "49"
