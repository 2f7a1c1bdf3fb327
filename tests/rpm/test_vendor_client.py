"""What the vendor's library does, over HTTP against a real server on the host it wants."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps

from crm.access.apps import make_groups
from crm.access.clients import create_client
from crm.accounts.models import Account
from customers.models import AccountCounters, Customer, CustomField, Supplier

from .vendor_client import RpmError, VendorClient

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tenant(transactional_db: Any) -> Account:
    make_groups(apps.get_app_config("access"))
    account = Account.objects.create(slug="vendor", name="Vendor", timezone="America/Chicago")
    CustomField.objects.create(account=account, target="customer", name="Region")
    Supplier.objects.create(account=account, name="Qwest")
    return account


@pytest.fixture
def vendor(tenant: Account, live_server: Any) -> VendorClient:
    key = create_client(tenant, "rpm", "Library").shown["key"]
    port = urlsplit(live_server.url).port or 0
    return VendorClient(f"http://API.localhost:{port}/RPM/", key, port)


def test_it_lives_a_customers_life(vendor: VendorClient) -> None:
    assert "Subscriber" in vendor.request("Info")
    with pytest.raises(RpmError, match="No customers"):
        vendor.customers()
    ages = [vendor.ages()["CustomerAndAliasList"]]

    made = vendor.create({"Name": "Acme, Inc."})
    assert vendor.customer("ACME, Inc.") == vendor.customer(made["CustomerID"])
    assert vendor.customer("Nobody") is None
    fields = [{"Field": "Region", "Value": ""}]
    edited = vendor.edit(made["CustomerID"], {"Website": "acme.example.com", "Fields": fields})
    assert edited["Website"] == "acme.example.com"
    which = {"CustomerID": made["CustomerID"]}
    contact = {"FirstName": "Ann", "LastName": "Lee"}
    added = vendor.request("CustomerContactAdd", {**which, "IsPrimary": True, "Contact": contact})
    vendor.request(
        "CustomerContactEdit", {**which, "Contact": {**added["Contact"], "Title": "CEO"}}
    )
    location = vendor.request("CustomerLocationAdd", {**which, "Location": {"Name": "HQ"}})
    vendor.request(
        "CustomerLocationEdit", {**which, "Location": {**location["Location"], "City": "Chicago"}}
    )
    account = {"Name": "000123456", **which, "SupplierName": "Qwest"}
    vendor.request("AccountAdd", {"Account": account})

    whole = vendor.customer(made["CustomerID"])
    assert whole["Contacts"][0]["Contact"]["Title"] == "CEO"
    assert whole["Locations"][0]["City"] == "Chicago"
    assert "StateProvince" not in whole["Locations"][0]
    assert [held["Supplier"] for held in whole["Accounts"]] == ["Qwest"]
    accounts = vendor.request("Accounts", {"ModifiedAfter": "1970-01-01 00:00:00"})["Accounts"]
    assert [held["Account"] for held in accounts] == ["000123456"]
    ages.append(vendor.ages()["CustomerAndAliasList"])
    assert ages == [0, 7]


def test_twenty_customers_added_at_once_all_succeed(vendor: VendorClient, tenant: Account) -> None:
    names = [f"Customer {number}" for number in range(20)]

    made = vendor.in_parallel([partial(vendor.create, {"Name": name}) for name in names])

    assert [customer["Name"] for customer in made] == names
    assert len({customer["CustomerID"] for customer in made}) == 20
    assert len(vendor.customers()) == Customer.objects.count() == 20
    counters = AccountCounters.objects.get(account=tenant)
    assert (counters.active_customers, counters.last_sequence) == (20, 20)


def test_of_twenty_of_one_name_one_succeeds(vendor: VendorClient) -> None:
    def add(name: str) -> str:
        try:
            vendor.create({"Name": name})
        except RpmError as error:
            return str(error)
        return ""

    names = ["acme" if number % 2 else "ACME" for number in range(20)]
    said = vendor.in_parallel([partial(add, name) for name in names])

    assert sorted(said) == [""] + ["A unique customer name is required"] * 19
    assert Customer.objects.count() == 1


def test_reading_and_writing_at_once(vendor: VendorClient) -> None:
    made = vendor.create({"Name": "Acme"})["CustomerID"]

    calls: list[Callable[[], object]] = [
        *(partial(vendor.edit, made, {"Website": str(n)}) for n in range(6)),
        *(partial(vendor.customer, made) for _ in range(6)),
        *(vendor.customers for _ in range(6)),
    ]
    vendor.in_parallel(calls)

    assert vendor.ages()["CustomerAndAliasList"] == 7
