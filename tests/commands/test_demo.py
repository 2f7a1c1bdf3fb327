"""The demo's data. Its credentials are in ``test_demo_credentials``."""

from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db.models import F, Sum
from pytest_django.fixtures import Settings

from crm.accounts.models import Account, User
from customers.changes import CustomerChange, Source
from customers.models import AccountCounters, Address, Change, Customer, Order
from customers.services import create

from .conftest import Run

pytestmark = pytest.mark.django_db

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


def test_it_makes_the_account(run: Run) -> None:
    said = run("demo", "--customers", 5)

    account = Account.objects.get()
    assert (account.slug, account.name) == ("demo", "Demo Company")
    assert (account.timezone, account.country) == ("America/Chicago", "US")
    assert account.currency == "USD"
    assert "7 customers" in said


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

    assert Customer.objects.count() == 3
    assert Customer.objects.get(code="ACME-CORP").company == "Acme & Sons"


def test_every_customer_is_in_the_ledger_in_the_order_of_time(run: Run) -> None:
    run("demo", "--customers", 60)

    changes = list(Change.objects.order_by("sequence").select_related("customer"))
    assert [change.sequence for change in changes] == list(range(1, len(changes) + 1))
    assert [change.at for change in changes] == sorted(change.at for change in changes)
    born = [change.customer for change in changes if change.action == "created"]
    assert [customer.number for customer in born] == list(range(1, 63))
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
    hosts = {customer.email.rpartition("@")[2] for customer in customers if customer.email}
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
