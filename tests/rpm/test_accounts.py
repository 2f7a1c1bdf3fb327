"""``Suppliers``, ``Accounts``, ``Account``, ``AccountAdd`` and ``AccountEdit``."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.accounts.models import Account
from customers import services
from customers.changes import CustomerChange, Source, SupplierAccountChange
from customers.models import Change, Supplier, SupplierAccount
from customers.queries import suppliers

from .conftest import Api, recorded, sample


@pytest.fixture
def acme(api: Api) -> dict[str, Any]:
    return api.add()


def add(api: Api, customer: dict[str, Any], number: str, supplier: str = "Qwest") -> Any:
    account = {"Name": number, "CustomerID": customer["CustomerID"], "SupplierName": supplier}
    return api("AccountAdd", Account=account)


def test_suppliers_are_listed_a_to_z(api: Api, account: Account, other_account: Account) -> None:
    for name in ("qwest", "ATT", "Bell"):
        Supplier.objects.create(account=account, name=name)
    Supplier.objects.create(account=other_account, name="Theirs")

    listed = api("Suppliers")["Suppliers"]

    assert [list(supplier) for supplier in listed] == [["Supplier", "SupplierID"]] * 3
    assert [supplier["Supplier"] for supplier in listed] == ["ATT", "Bell", "qwest"]


def test_it_is_added_and_shown_everywhere(api: Api, acme: dict[str, Any], qwest: Supplier) -> None:
    added = add(api, acme, "000123456")

    printed = sample("accounts.response")["Result"]["Accounts"][0]
    assert list(added) == list(printed)
    assert (added["Account"], added["Supplier"]) == ("000123456", "Qwest")
    assert (added["CustomerID"], added["Customer"]) == (acme["CustomerID"], "Acme, Inc.")
    assert api("Account", AccountID=added["AccountID"]) == added
    assert api("Account", Account="000123456", Supplier="QWEST") == added
    assert api("Account", Account="000123456", SupplierID=qwest.pk) == added
    assert api("Accounts", Customer="acme, inc.")["Accounts"] == [added]
    (held,) = api.get(acme)["Accounts"]
    assert held == {name: added[name] for name in held}
    assert Change.objects.order_by("sequence").last().action == "updated"  # type: ignore[union-attr]


@pytest.mark.usefixtures("qwest")
def test_customer_and_supplier_may_be_named(api: Api, acme: dict[str, Any]) -> None:
    account = {"Name": "1", "CustomerName": "ACME, INC.", "SupplierName": "qwest"}

    assert api("AccountAdd", Account=account)["CustomerID"] == acme["CustomerID"]


def test_accounts_are_narrowed_by_customer_and_supplier(
    api: Api, account: Account, acme: dict[str, Any], qwest: Supplier
) -> None:
    bell, other = Supplier.objects.create(account=account, name="Bell"), api.add("Other")
    for customer, number, at in (
        (acme, "3", "Qwest"),
        (acme, "1", "Bell"),
        (other, "2", "Qwest"),
    ):
        add(api, customer, number, at)

    def numbers(**body: Any) -> list[str]:
        return [row["Account"] for row in api("Accounts", body)["Accounts"]]

    assert numbers() == ["1", "2", "3"]
    assert numbers(CustomerID=acme["CustomerID"]) == ["1", "3"]
    assert numbers(Supplier="Qwest") == ["2", "3"]
    assert numbers(SupplierID=bell.pk, Customer="Acme, Inc.") == ["1"]
    assert numbers(SupplierID=qwest.pk, CustomerID=str(other["CustomerID"])) == ["2"]
    assert numbers(Customer="Other", Supplier="Bell") == []


@pytest.mark.usefixtures("qwest")
def test_it_takes_the_documented_request(api: Api, acme: dict[str, Any]) -> None:
    added = add(api, acme, "000123456")

    asked = sample("accounts.request") | {"CustomerID": acme["CustomerID"]}

    assert api("Accounts", asked)["Accounts"] == [added]


@pytest.mark.usefixtures("qwest")
def test_accounts_modified_after_a_time_of_the_account(api: Api, acme: dict[str, Any]) -> None:
    for number in ("old", "new"):
        add(api, acme, number)
    at = datetime(2024, 7, 1, 14, tzinfo=UTC)  # 9 in Chicago
    SupplierAccount.objects.filter(name="old").update(modified=at)

    for moment, expected in (
        ("1970-01-01 00:00:00", ["new", "old"]),
        ("2024-07-01", ["new", "old"]),
        ("2024-07-01 08:59:59", ["new", "old"]),
        ("2024-07-01 09:00:00", ["new"]),
        ("", ["new", "old"]),
        ("2999-12-31", []),
    ):
        rows = api("Accounts", ModifiedAfter=moment)["Accounts"]
        assert [row["Account"] for row in rows] == expected, moment


@pytest.mark.parametrize("moment", ["soon", "2024-02-30", "2024-07-01 25:00:00", 5, "0001-01-01"])
def test_it_rejects_a_time_that_is_none(api: Api, moment: Any) -> None:
    if moment == "0001-01-01":  # the first day is one in Chicago
        assert api("Accounts", ModifiedAfter=moment) == {"Accounts": []}
    else:
        assert "ModifiedAfter" in api.error("Accounts", ModifiedAfter=moment)


@pytest.mark.usefixtures("qwest")
def test_a_number_stands_once_at_a_supplier(
    api: Api, account: Account, acme: dict[str, Any]
) -> None:
    Supplier.objects.create(account=account, name="Bell")
    add(api, acme, "1")
    add(api, acme, "1", "Bell")
    second = add(api, acme, "2")
    before = recorded()

    other = api.add("Other")["CustomerID"]
    taken = {"Name": "1", "CustomerID": other, "SupplierName": "Qwest"}
    said = api.error("AccountAdd", Account=taken)
    assert said == "A unique account number is required"
    renamed = {"AccountID": second["AccountID"], "Name": "1"}
    said = api.error("AccountEdit", Account=renamed)
    assert said == "A unique account number is required"
    assert recorded()[1] == before[1] + 1  # Other's creation


@pytest.mark.usefixtures("qwest")
def test_the_number_can_be_changed(api: Api, acme: dict[str, Any]) -> None:
    added = add(api, acme, "1")

    edited = api("AccountEdit", Account={"AccountID": str(added["AccountID"]), "Name": "2"})

    assert edited == added | {"Account": "2", "Modified": edited["Modified"]}


@pytest.mark.usefixtures("qwest")
def test_sent_back_nothing_changes(api: Api, acme: dict[str, Any]) -> None:
    added = add(api, acme, "1")
    before = recorded()

    assert api("AccountEdit", Account=added) == added
    assert recorded() == before


@pytest.mark.usefixtures("qwest")
def test_an_account_stays_where_it_is(api: Api, acme: dict[str, Any]) -> None:
    added = add(api, acme, "1")
    other = api.add("Other")

    for moved in ({"CustomerID": other["CustomerID"]}, {"SupplierID": 999_999}):
        said = api.error("AccountEdit", Account={"AccountID": added["AccountID"]} | moved)
        assert said == "An account cannot move to another customer or supplier"


@pytest.mark.usefixtures("qwest")
@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"Name": None}, "An account number is required"),
        ({"Name": " "}, "An account number is required"),
        ({"SupplierName": "Nobody"}, "Supplier not found"),
        ({"SupplierName": ""}, "Supplier not found"),
        ({"SupplierID": 999_999}, "Supplier not found"),
        ({"CustomerID": 999_999}, "Customer not found"),
        ({"CustomerID": 0}, "Customer not found"),
        ({"LocationID": 5}, "LocationID is not supported"),
        ({"Fields": [{"Field": "X", "Value": ""}]}, "Field not found: X"),
        ({"Name": "x" * 201}, "Name: May have at most 200 characters."),
        ({"Name": "a\0"}, "Name: May not contain a NUL"),
        ({"Name": 5}, "Account.Name must be a text"),
    ],
    ids=str,
)
def test_it_rejects_bad_members_and_saves_nothing(
    api: Api, acme: dict[str, Any], members: dict[str, Any], said: str
) -> None:
    before = recorded()
    account = {"Name": "1", "CustomerID": acme["CustomerID"], "SupplierName": "Qwest"}

    message = api.error("AccountAdd", Account=account | members)

    assert message.startswith(said)
    assert recorded() == before


@pytest.mark.usefixtures("qwest")
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"AccountID": 999_999},
        {"AccountID": 2**62},
        {"Account": "1"},
        {"Supplier": "Qwest"},
        {"Account": "a\0", "Supplier": "Qwest"},
        {"Account": "nobody's", "Supplier": "Qwest"},
    ],
    ids=str,
)
def test_an_account_that_is_not_there(api: Api, body: dict[str, Any]) -> None:
    assert api.error("Account", body) == "Account not found"


def test_accounts_of_others_are_not_there(api: Api, other_api: Api, other_account: Account) -> None:
    Supplier.objects.create(account=other_account, name="Theirs")
    theirs = add(other_api, other_api.add(), "1", "Theirs")

    assert api("Accounts") == {"Accounts": []}
    assert api.error("Account", AccountID=theirs["AccountID"]) == "Account not found"
    assert api.error("AccountEdit", Account=theirs) == "Account not found"
    assert api.error("Accounts", CustomerID=theirs["CustomerID"]) == "Customer not found"
    assert api.error("Accounts", Supplier="Theirs") == "Supplier not found"


@pytest.mark.usefixtures("qwest")
def test_a_number_that_other_systems_wrote_twice_is_refused_with_the_ids(
    api: Api, account: Account, source: Source, acme: dict[str, Any]
) -> None:
    ((supplier, _),) = suppliers(account)
    ids = [acme["CustomerID"], api.add("Other")["CustomerID"]]
    for pk in ids:
        held = SupplierAccountChange(supplier_id=supplier, name="1")
        services.update(account, pk, CustomerChange(supplier_accounts=(held,)), source=source)

    said = api.error("Account", Account="1", Supplier="Qwest")

    assert all(str(row.pk) in said for row in SupplierAccount.objects.all())


@pytest.mark.usefixtures("qwest")
def test_those_of_a_discontinued_customer_are_not_there(
    api: Api, account: Account, source: Source, acme: dict[str, Any]
) -> None:
    added = add(api, acme, "1")
    services.discontinue(account, customer_id=acme["CustomerID"], source=source)

    assert api("Accounts") == {"Accounts": []}
    assert api.error("Account", AccountID=added["AccountID"]) == "Account not found"
    assert add(api, api.add("Other"), "1")["Account"] == "1"


@pytest.mark.usefixtures("qwest")
def test_the_queries_do_not_grow_with_the_list(api: Api, acme: dict[str, Any]) -> None:
    counts = []
    for numbers in (["1"], ["2", "3", "4"]):
        for number in numbers:
            add(api, acme, number)
        with CaptureQueriesContext(connection) as queries:
            api("Accounts", CustomerID=acme["CustomerID"])
        counts.append(len(queries))

    assert counts[0] == counts[1]
