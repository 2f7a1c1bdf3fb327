"""A customer that has everything: what is read and written back changes nothing, and a write changes
what it says and nothing else."""

from typing import Any

import pytest

from crm.accounts.models import Account
from customers.changes import Source
from customers.models import Address, CustomFieldValue
from tests.whole_customer import add_whole_customer, changed, everything

from .conftest import Api, recorded


@pytest.fixture
def whole(api: Api, account: Account, source: Source) -> dict[str, Any]:
    """As RPM shows it."""
    pk = add_whole_customer(account, source)
    shown: dict[str, Any] = api("Customer", CustomerID=pk)
    return shown


def test_what_is_read_and_written_back_changes_nothing(api: Api, whole: dict[str, Any]) -> None:
    before = recorded(), everything()
    which = {"CustomerID": whole["CustomerID"]}

    assert api("CustomerEdit", Customer=whole) == whole
    for contact in whole["Contacts"]:
        api("CustomerContactEdit", which | contact)
    for location in whole["Locations"]:
        api("CustomerLocationEdit", which | {"Location": location})
    for held in whole["Accounts"]:
        api("AccountEdit", Account=held)

    assert (recorded(), everything()) == before


@pytest.mark.parametrize(
    ("members", "columns"),
    [
        ({"Name": "New"}, {"Customer.company", "Customer.name"}),
        ({"Website": ""}, {"Customer.website"}),
        ({"Address": "New"}, {"Address.line1"}),
        ({"City": ""}, {"Address.city"}),
        ({"ZipPostalCode": "1"}, {"Address.postal_code"}),
        ({"AliasAdd": "New"}, {"+Alias"}),
        ({"Fields": [{"Field": "Region", "Value": "New"}]}, {"CustomFieldValue.value"}),
        ({"Fields": [{"Field": "Region", "Value": ""}]}, {"-CustomFieldValue"}),
        ({"PrimaryContact": {"Title": "New"}}, {"Contact.job_title"}),
        ({"PrimaryContact": {"FirstName": "New"}}, {"Contact.first_name"}),
        ({"PrimaryContact": {"Salutation": None}}, {"Contact.salutation"}),
        ({"PrimaryContact": {"PhoneFax": {"Number": "1"}}}, {"+PhoneNumber"}),
        (
            {"PrimaryContact": {"PhoneBusiness": {"Number": "1"}}},
            {"PhoneNumber.number", "PhoneNumber.calling_code", "PhoneNumber.e164"},
        ),
        ({"PrimaryContact": {"PhoneOther": {"Number": ""}}}, {"-PhoneNumber"}),
    ],
)
def test_an_edit_changes_what_it_says_and_nothing_else(
    api: Api, whole: dict[str, Any], members: dict[str, Any], columns: set[str]
) -> None:
    before = everything()

    api.edit(whole, **members)

    assert changed(before, everything()) == columns


def test_a_location_keeps_what_is_not_rpms(api: Api, whole: dict[str, Any]) -> None:
    billing = next(place for place in whole["Locations"] if place["IsPrimary"])
    before = everything()

    moved = billing | {"Address": "New", "Name": "Moved", "Fields": []}
    api("CustomerLocationEdit", CustomerID=whole["CustomerID"], Location=moved)

    assert changed(before, everything()) == {"Address.line1", "Address.label"}
    address = Address.objects.get(pk=billing["LocationID"])
    assert (address.kind, address.line2, address.company) == ("billing", "5", "Acme")
    assert CustomFieldValue.objects.get(address=address).value == "North"


def test_additions_leave_the_others(api: Api, whole: dict[str, Any]) -> None:
    which = {"CustomerID": whole["CustomerID"]}
    before = everything()

    api("CustomerContactAdd", which | {"Contact": {"FirstName": "Eva", "LastName": "Lang"}})
    api("CustomerLocationAdd", which | {"Location": {"Name": "New"}})
    api("AccountAdd", Account=which | {"Name": "T-2", "SupplierName": "Telco"})

    assert changed(before, everything()) == {
        "+Address",
        "+Contact",
        "+CustomerContact",
        "+SupplierAccount",
    }
