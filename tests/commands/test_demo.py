"""The demo's data. Its credentials are in ``test_demo_credentials``."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db.models import F, Sum
from pytest_django.fixtures import Settings

from crm.accounts.models import Account, Store, User
from crm.demo.pages import PAGE_CUSTOMERS
from crm.dialects import inventorum, rpm
from crm.dialects.inventorum.render import render_item
from crm.dialects.rpm.render import render_customer
from customers.changes import CustomerChange, Source
from customers.models import (
    AccountCounters,
    Address,
    Change,
    Customer,
    CustomerContact,
    Order,
)
from customers.queries import active_by_id, whole_by_id
from customers.services import create

from .conftest import Run

pytestmark = pytest.mark.django_db

EXAMPLES = Path(inventorum.__file__).parent / "examples"
RPM_EXAMPLES = Path(rpm.__file__).parent / "examples"
PAGE = {
    "ACME-CORP": {
        "shortID": "ACME-CORP",
        "name": "Acme Corporation",
        "address1": "123 Industrial Way",
        "address2": "",
        "city": "Springfield",
        "state": "IL",
        "zip": "62701",
        "country": "US",
        "phone": "555-0100",
        "fax": "",
        "email": "orders@acme.example.com",
        "contact": "Jane Smith",
        "active": True,
        "created": "2023-04-15T08:30:00",
        "modified": "2024-11-02T14:22:00",
    },
    "BRIGHT-MFG": {
        "shortID": "BRIGHT-MFG",
        "name": "Bright Manufacturing LLC",
        "address1": "88 Factory Rd",
        "address2": "Suite 200",
        "city": "Rockford",
        "state": "IL",
        "zip": "61101",
        "country": "US",
        "phone": "555-0201",
        "fax": "555-0202",
        "email": "inventory@brightmfg.example.com",
        "contact": "Tom Briggs",
        "active": True,
        "created": "2022-09-01T09:00:00",
        "modified": "2025-01-15T11:05:00",
    },
}


def as_on_the_page(customer: Customer) -> dict[str, Any]:
    address = Address.objects.get(customer=customer, kind="billing")
    zone = customer.account.zone
    return {
        "shortID": customer.code,
        "name": customer.name,
        "address1": address.line1,
        "address2": address.line2,
        "city": address.city,
        "state": address.state,
        "zip": address.postal_code,
        "country": address.country,
        "phone": customer.phone,
        "fax": customer.fax,
        "email": customer.email,
        "contact": str(customer.contact_links.get(is_primary=True)),
        "active": customer.is_active,
        "created": f"{customer.created.astimezone(zone):%Y-%m-%dT%H:%M:%S}",
        "modified": f"{customer.modified.astimezone(zone):%Y-%m-%dT%H:%M:%S}",
    }


INVENTORUM_PAGE = {"ANA-SCHMIDT": "update.response", "J-K": "get.response"}


def on_inventorums_page(customer: Customer) -> dict[str, Any]:
    """As Inventorum's list shows it, with 0 for every id; the birthday as an instant."""
    shown = render_item(active_by_id(customer.account, customer.pk), customer.account.zone, 12)
    return _comparable(shown)


def _comparable(customer: dict[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in customer.items() if key != "total_sales"}
    born = plain["birthday"]
    return plain | {
        "id": 0,
        "account_scoped_id": 0,
        "birthday": born and datetime.fromisoformat(born).astimezone(UTC),
        "billing_address": plain["billing_address"] | {"id": 0},
        "shipping_address": [place | {"id": 0} for place in plain["shipping_address"]],
    }


RPM_PAGE = ["ACME-INC", "WESTVAN"]


def on_rpms_page(customer: Customer) -> dict[str, Any]:
    """As RPM's page shows it, less what each account has of its own."""
    whole = whole_by_id(customer.account, customer.pk)
    return render_customer(whole, customer.account.zone)


def test_it_holds_the_customers_of_rpms_page(run: Run) -> None:
    run("demo", "--customers", 0)

    acme, westvan = (
        on_rpms_page(Customer.objects.select_related("account").get(code=code)) for code in RPM_PAGE
    )
    printed = json.loads((RPM_EXAMPLES / "customer.response.json").read_text())["Result"]
    for member in ("Name", "Website", "Aliases"):
        assert acme[member] == printed[member]
    assert [held["Account"] for held in acme["Accounts"]] == ["000123456"]
    assert [note["Note"] for note in acme["Notes"]] == ["Asked for a new quote."]
    assert [note["Note"] for note in acme["NotesForStaff"]] == ["Pays late in December."]
    for member in ("Address", "City", "StateProvince", "Country", "ZipPostalCode", "Name"):
        assert acme["Locations"][0][member] == printed["Locations"][0][member]
    sent = json.loads((RPM_EXAMPLES / "customer_add.request.json").read_text())["Customer"]
    assert westvan["Name"] == sent["Name"]
    assert {"Field": "Region", "Value": "Midwest"} in westvan["Fields"]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list())
        for model in (Account, User, Customer, Address, Change, Order, AccountCounters)
    }


@pytest.mark.parametrize("code", PAGE)
def test_it_holds_the_page_customers_as_printed(run: Run, code: str) -> None:
    run("demo", "--customers", 0)

    customer = Customer.objects.select_related("account").get(code=code)
    assert as_on_the_page(customer) == PAGE[code]
    actions = Change.objects.filter(customer=customer).order_by("sequence")
    assert [change.action for change in actions] == ["created", "updated"]


@pytest.mark.parametrize(("code", "example"), INVENTORUM_PAGE.items())
def test_it_holds_the_customers_of_inventorums_page(run: Run, code: str, example: str) -> None:
    run("demo", "--customers", 0)

    printed = json.loads((EXAMPLES / f"{example}.json").read_text())
    # One page has several numbers for the same customer; the list's is the one that was kept.
    printed |= {"phone_number": "8277236"} if code == "J-K" else {}
    customer = Customer.objects.select_related("account").get(code=code)
    assert on_inventorums_page(customer) == _comparable(printed)
    actions = Change.objects.filter(customer=customer).order_by("sequence")
    assert [change.action for change in actions] == ["created", "updated"]
    assert customer.created < customer.modified


def test_a_later_run_adds_the_page_customers_that_are_missing(run: Run) -> None:
    run("demo", "--customers", 0)
    for model in (Change, Address, CustomerContact):
        model.objects.filter(customer__code="J-K").delete()
    Customer.objects.filter(code="J-K").delete()

    said = run("demo", "--customers", 0)

    assert "1 customers" in said
    assert Customer.objects.filter(code="J-K").count() == 1
    assert Customer.objects.count() == len(PAGE_CUSTOMERS)


def test_it_makes_the_account(run: Run) -> None:
    said = run("demo", "--customers", 5)

    account = Account.objects.get()
    assert (account.slug, account.name) == ("demo", "Demo Company")
    assert (account.timezone, account.country) == ("America/Chicago", "US")
    assert account.currency == "USD"
    assert f"{5 + len(PAGE_CUSTOMERS)} customers" in said


def test_a_second_run_changes_nothing(run: Run) -> None:
    run("demo", "--customers", 40)
    before = everything()

    run("demo", "--customers", 40)
    run("demo", "--customers", 80, "--hints")

    assert everything() == before


def test_a_second_run_leaves_the_work_of_people_alone(run: Run) -> None:
    run("demo", "--customers", 0)
    account = Account.objects.get()
    create(account, CustomerChange(code="OURS", company="Ours"), source=Source())
    Customer.objects.filter(code="ACME-CORP").update(company="Acme & Sons")

    run("demo", "--customers", 0)

    assert Customer.objects.count() == len(PAGE_CUSTOMERS) + 1
    assert Customer.objects.get(code="ACME-CORP").company == "Acme & Sons"


def test_every_customer_is_in_the_ledger_in_the_order_of_time(run: Run) -> None:
    run("demo", "--customers", 60)

    changes = list(Change.objects.order_by("sequence").select_related("customer"))
    assert [change.sequence for change in changes] == list(range(1, len(changes) + 1))
    assert [change.at for change in changes] == sorted(change.at for change in changes)
    born = [change.customer for change in changes if change.action == "created"]
    assert [customer.number for customer in born] == list(range(1, len(PAGE_CUSTOMERS) + 61))
    assert {change.dialect for change in changes} == {"demo", "admin", "inventorypro"}


def test_it_spreads_over_years_and_countries(run: Run) -> None:
    run("demo", "--customers", 200)

    customers = Customer.objects.all()
    assert {customer.created.year for customer in customers} == set(range(2019, 2026))
    assert Address.objects.values("country_code").distinct().count() >= 10
    assert not Address.objects.filter(country_code="").exists()
    assert not Address.objects.exclude(state="").filter(state_code="").exists()
    assert customers.filter(is_active=False).exists()
    assert customers.filter(company="").exists()
    printed = [page.entered.code for page in PAGE_CUSTOMERS]
    plausible = customers.exclude(code__in=printed).exclude(email="")
    hosts = {customer.email.rpartition("@")[2] for customer in plausible}
    assert all(host.endswith(".example") or host.split(".")[-2] == "example" for host in hosts)


def test_orders_add_up(run: Run) -> None:
    run("demo", "--customers", 100)

    orders = Order.objects.annotate(lines_total=Sum("lines__total"))
    assert orders.count() > 100
    assert all(order.total_amount == order.lines_total for order in orders)
    assert not orders.filter(order_date__lt=F("customer__created")).exists()
    assert not orders.filter(ship_date__lt=F("order_date")).exists()


def test_two_installations_hold_the_same(run: Run, settings: Settings) -> None:
    said = []
    for debug in (False, True):
        settings.DEBUG = debug
        run("demo", "--customers", 30)
        said.append(
            [
                (c.number, c.code, c.name, c.email, c.phone, c.current_balance, c.created)
                for c in Customer.objects.order_by("number")
            ]
        )
        Order.objects.all().delete()
        Change.objects.all().delete()
        Customer.objects.all().delete()
        AccountCounters.objects.all().delete()

    assert said[0] == said[1]


def test_it_refuses_an_account_of_someone_else(run: Run) -> None:
    account = Account.objects.create(slug="demo", name="Democracy Ltd")
    create(account, CustomerChange(code="OURS", company="Ours"), source=Source())

    with pytest.raises(CommandError, match="not the demo's"):
        run("demo", "--customers", 5)

    assert Customer.objects.count() == 1
    assert not User.objects.exists()


def test_it_refuses_a_user_of_someone_else(run: Run, account: Account) -> None:
    User.objects.create_user("demo", account=account)

    with pytest.raises(CommandError, match="user 'demo'"):
        run("demo", "--customers", 5)

    assert not Customer.objects.exists()


@pytest.mark.parametrize("count", ["-1", "x", "1e3", "999999"])
def test_it_rejects_a_bad_number_of_customers(run: Run, count: str) -> None:
    with pytest.raises(CommandError, match="customers"):
        run("demo", f"--customers={count}")


def test_one_store_is_the_parent_of_two(run: Run) -> None:
    run("demo", "--customers", 1)

    stores = Store.objects.order_by("pk").values_list("name", "parent__name")
    assert list(stores) == [
        ("Chicago Main", None),
        ("Rockford Outlet", "Chicago Main"),
        ("Evanston Corner", "Chicago Main"),
    ]
