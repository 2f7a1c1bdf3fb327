"""``CustomerContactAdd`` and ``CustomerContactEdit``."""

from typing import Any

import pytest

from contacts.models import PhoneNumber
from crm.accounts.models import Account
from customers import services
from customers.changes import ContactChange, CustomerChange, PhoneChange, Source

from .conftest import Api, recorded, sample

ANN = {"FirstName": "Ann", "LastName": "Lee"}


@pytest.fixture
def acme(api: Api) -> dict[str, Any]:
    return api.add()


def add(api: Api, customer: dict[str, Any], **members: Any) -> dict[str, Any]:
    contact: dict[str, Any] = api(
        "CustomerContactAdd", CustomerID=customer["CustomerID"], Contact=ANN | members
    )["Contact"]
    return contact


def edit(api: Api, customer: dict[str, Any], contact: dict[str, Any], **members: Any) -> Any:
    which = {"ContactID": contact["ContactID"]}
    body = {"CustomerID": customer["CustomerID"], "Contact": which | members}
    return api("CustomerContactEdit", body)["Contact"]


def numbers_of(contact: dict[str, Any]) -> list[tuple[int, str]]:
    """Those that are there."""
    return [(p["Type"], p["Number"]) for p in contact["PhoneNumbers"] if p["PhoneNumberID"]]


def test_it_answers_like_the_sample_with_all_four_types(api: Api, acme: dict[str, Any]) -> None:
    printed = sample("customer_contact_edit.response")["Result"]["Contact"]

    added = add(api, acme, PhoneNumbers=[{"Type": 3, "Number": "3"}], Title="Buyer")

    assert list(added) == list(printed)
    assert [list(phone) for phone in added["PhoneNumbers"]] == [
        list(phone) for phone in printed["PhoneNumbers"]
    ]
    shown = [(phone["Type"], phone["Number"]) for phone in added["PhoneNumbers"]]
    assert shown == [(1, ""), (2, ""), (3, "3"), (6, "")]
    assert added["Title"] == "Buyer"


def test_it_takes_the_documented_sample(api: Api, acme: dict[str, Any]) -> None:
    numbers = [{"Type": 1, "Number": "1"}, {"Type": 3, "Number": "707-555-8901"}]
    made = add(api, acme, PhoneNumbers=numbers)
    sent = sample("customer_contact_edit.request") | {"CustomerID": acme["CustomerID"]}
    sent["Contact"]["ContactID"] = made["ContactID"]
    business, _, fax, _ = made["PhoneNumbers"]
    sent["Contact"]["PhoneNumbers"][0]["PhoneNumberID"] = business["PhoneNumberID"]

    edited = api("CustomerContactEdit", sent)["Contact"]

    printed = sample("customer_contact_edit.response")["Result"]["Contact"]
    printed["ContactID"] = made["ContactID"]
    printed["PhoneNumbers"][0]["PhoneNumberID"] = business["PhoneNumberID"]
    printed["PhoneNumbers"][2]["PhoneNumberID"] = fax["PhoneNumberID"]
    assert edited == printed


def test_the_first_contact_is_the_primary_one(api: Api, acme: dict[str, Any]) -> None:
    add(api, acme)
    add(api, acme, FirstName="Bob")

    contacts = api.get(acme)["Contacts"]
    assert [contact["IsPrimary"] for contact in contacts] == [True, False]


def test_another_one_becomes_primary(api: Api, acme: dict[str, Any]) -> None:
    add(api, acme)
    bob = add(api, acme, FirstName="Bob")

    api(
        "CustomerContactEdit",
        CustomerID=acme["CustomerID"],
        IsPrimary=True,
        Contact={"ContactID": bob["ContactID"]},
    )

    assert [contact["IsPrimary"] for contact in api.get(acme)["Contacts"]] == [False, True]


def test_nobody_is_made_not_primary(api: Api, acme: dict[str, Any]) -> None:
    ann = add(api, acme)
    add(api, acme, FirstName="Bob")
    before = recorded()

    api(
        "CustomerContactEdit",
        CustomerID=acme["CustomerID"],
        IsPrimary=False,
        Contact={"ContactID": ann["ContactID"]},
    )

    assert recorded() == before


def test_left_out_stays_and_blank_clears(api: Api, acme: dict[str, Any]) -> None:
    ann = add(api, acme, Title="Buyer", Email="a@example.com", Salutation="Ms.")

    edited = edit(api, acme, ann, Title="", Email=None, LastName="Leigh")

    assert edited == ann | {"Title": "", "Email": "", "LastName": "Leigh"}


def test_an_answer_can_be_sent_back_unchanged(api: Api, acme: dict[str, Any]) -> None:
    ann = add(api, acme, PhoneNumbers=[{"Type": 1, "Number": "1"}])
    before = recorded()

    assert edit(api, acme, ann, **ann) == ann
    assert recorded() == before


def test_a_number_is_meant_by_its_id(api: Api, acme: dict[str, Any]) -> None:
    ann = add(api, acme, PhoneNumbers=[{"Type": 1, "Number": "1"}, {"Type": 2, "Number": "2"}])
    business = ann["PhoneNumbers"][0]["PhoneNumberID"]

    edited = edit(
        api, acme, ann, PhoneNumbers=[{"PhoneNumberID": business, "Type": 3, "Number": "3"}]
    )

    assert numbers_of(edited) == [(2, "2"), (3, "3")]
    assert PhoneNumber.objects.get(pk=business).type == "fax"


def test_without_an_id_it_is_the_one_of_its_type(api: Api, acme: dict[str, Any]) -> None:
    ann = add(api, acme, PhoneNumbers=[{"Type": 1, "Number": "1"}, {"Type": 2, "Number": "2"}])

    edited = edit(
        api, acme, ann, PhoneNumbers=[{"Type": 1, "Number": "9"}, {"Type": 6, "Number": "6"}]
    )

    assert numbers_of(edited) == [(1, "9"), (2, "2"), (6, "6")]
    ids = [phone["PhoneNumberID"] for phone in edited["PhoneNumbers"][:2]]
    assert ids == [phone["PhoneNumberID"] for phone in ann["PhoneNumbers"][:2]]


@pytest.mark.parametrize(
    "emptied",
    [
        {"PhoneNumbers": [{"Type": 1, "Number": ""}]},
        {"PhoneNumbers": [{"Type": 1, "Number": None}]},
        {"PhoneBusiness": {"Number": ""}},
        {"PhoneBusiness": ""},
        {"Phone": {"Business": ""}},
    ],
    ids=str,
)
def test_an_emptied_number_goes(api: Api, acme: dict[str, Any], emptied: dict[str, Any]) -> None:
    ann = add(api, acme, PhoneNumbers=[{"Type": 1, "Number": "1"}, {"Type": 2, "Number": "2"}])

    assert numbers_of(edit(api, acme, ann, **emptied)) == [(2, "2")]


@pytest.mark.parametrize(
    "old",
    [
        {"PhoneHome": {"Number": "2"}, "PhoneFax": {"Number": "3"}},
        {"Phone": {"Home": "2", "Fax": "3"}},
    ],
    ids=str,
)
def test_the_old_forms_are_understood(api: Api, acme: dict[str, Any], old: dict[str, Any]) -> None:
    assert numbers_of(add(api, acme, **old)) == [(2, "2"), (3, "3")]


def test_a_mobile_number_stays_one(api: Api, account: Account, source: Source) -> None:
    phones = (PhoneChange(type="cell", number="1"),)
    person = ContactChange(first_name="Ann", last_name="Lee", phones=phones)
    pk = services.create(account, CustomerChange(primary=person), source=source).customer_id
    shown = api("Customer", CustomerID=pk)

    edit(api, shown, shown["Contacts"][0]["Contact"], PhoneNumbers=[{"Type": 6, "Number": "2"}])

    assert PhoneNumber.objects.values_list("type", "number").get() == ("cell", "2")


def test_a_contact_gets_no_fifth_number(api: Api, acme: dict[str, Any]) -> None:
    four = [{"Type": kind, "Number": str(kind)} for kind in (1, 2, 3, 6)]
    ann = add(api, acme, PhoneNumbers=four)
    fifth = {"ContactID": ann["ContactID"], "PhoneNumbers": [*four, {"Type": 1, "Number": "5"}]}

    said = api.error("CustomerContactEdit", CustomerID=acme["CustomerID"], Contact=fifth)

    assert said == "A contact can have up to 4 phone numbers"


def test_a_number_may_come_where_one_goes(api: Api, acme: dict[str, Any]) -> None:
    four = [{"Type": kind, "Number": str(kind)} for kind in (1, 2, 3, 6)]
    ann = add(api, acme, PhoneNumbers=four)
    gone = {"PhoneNumberID": ann["PhoneNumbers"][3]["PhoneNumberID"], "Number": ""}

    edit(api, acme, ann, PhoneNumbers=[*four[:3], {"Type": 1, "Number": "999"}, gone])

    numbers = PhoneNumber.objects.filter(contact=ann["ContactID"]).order_by("pk")
    assert list(numbers.values_list("number", flat=True)) == ["1", "2", "3", "999"]


def test_more_numbers_of_other_systems_stay(api: Api, account: Account, source: Source) -> None:
    phones = tuple(PhoneChange(type="business", number=str(n)) for n in range(6))
    person = ContactChange(first_name="Ann", last_name="Lee", phones=phones)
    pk = services.create(account, CustomerChange(primary=person), source=source).customer_id
    shown = api("Customer", CustomerID=pk)
    before = recorded()

    edit(api, shown, shown["Contacts"][0]["Contact"], **shown["Contacts"][0]["Contact"])

    assert recorded() == before


def test_a_contact_may_lack_a_name_but_not_everything(api: Api, acme: dict[str, Any]) -> None:
    body = {"CustomerID": acme["CustomerID"], "Contact": {"Email": "a@example.com"}}

    assert api("CustomerContactAdd", body)["Contact"]["Email"] == "a@example.com"
    assert api.error("CustomerContactAdd", body | {"Contact": {}})


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ({"ContactID": 999_999}, "Contact not found"),
        ({"FirstName": "A"}, "Contact not found"),
        (None, 'Call requires parameter: "Contact" which was not found'),
        ([], "Contact must be an object"),
    ],
)
def test_it_rejects_what_names_no_contact(
    api: Api, acme: dict[str, Any], contact: Any, said: str
) -> None:
    body = {"CustomerID": acme["CustomerID"], "Contact": contact}

    assert api.error("CustomerContactEdit", body) == said


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"FirstName": " "}, "A contact requires a first and last name"),
        ({"PhoneNumbers": [{"Type": 5, "Number": "1"}]}, "Unrecognized type for phone number: 5"),
        ({"PhoneNumbers": [{"Number": "1"}]}, "A phone number requires a Type"),
        ({"PhoneNumbers": [{"PhoneNumberID": 999_999}]}, "Phone number not found"),
        ({"Email": "x" * 255}, "Email: May have at most 254 characters."),
        ({"PhoneBusiness": {"Number": "1" * 101}}, "Number: May have at most 100 characters."),
    ],
    ids=str,
)
def test_it_rejects_bad_members_and_saves_nothing(
    api: Api, acme: dict[str, Any], members: dict[str, Any], said: str
) -> None:
    ann = add(api, acme)
    before = recorded()

    body = {"CustomerID": acme["CustomerID"], "Contact": {**ann, "Title": "New", **members}}

    assert api.error("CustomerContactEdit", body) == said
    assert recorded() == before


@pytest.mark.parametrize("call", ["CustomerContactAdd", "CustomerContactEdit"])
def test_the_customer_must_be_there(api: Api, other_api: Api, call: str) -> None:
    theirs = other_api.add("Theirs", PrimaryContact=ANN)
    contact = theirs["Contacts"][0]["Contact"]

    for which in ({"CustomerID": 999_999}, {"CustomerID": theirs["CustomerID"]}, {}):
        assert api.error(call, which | {"Contact": contact}) == "Customer not found"


def test_a_contact_of_another_customer_is_not_found(api: Api, acme: dict[str, Any]) -> None:
    ann = add(api, acme)
    other = api.add("Other")

    body = {"CustomerID": other["CustomerID"], "Contact": ann}
    assert api.error("CustomerContactEdit", body) == "Contact not found"
