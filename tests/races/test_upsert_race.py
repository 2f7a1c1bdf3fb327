"""Writers at the same moment, with real threads, real connections and real commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

import pytest
from django.apps import apps
from django.db import connection

from crm.access.apps import make_groups
from crm.access.clients import create_client
from crm.accounts.models import Account
from customers import services
from customers.changes import ContactChange, CustomerChange, Source
from customers.models import AccountCounters, Change, Customer, CustomerContact
from tests.inventorypro.conftest import Api

T = TypeVar("T")

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count: int, work: Callable[[int], T]) -> list[T]:
    """Run the work in so many threads that all start together, each on a connection of its own."""
    barrier = Barrier(count)

    def run(number: int) -> T:
        try:
            barrier.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.fixture
def tenant(transactional_db: Any) -> Account:
    return Account.objects.create(slug="racing", name="Racing")


@pytest.fixture(autouse=True)
def _groups(transactional_db: Any) -> None:
    """The groups of the permission codes, which the flush after a transactional test takes away."""
    make_groups(apps.get_app_config("access"))


def test_two_clients_upserting_the_same_new_short_id_make_one_customer(tenant: Account) -> None:
    apis = [Api(create_client(tenant, "inventorypro", f"Client {n}")) for n in range(2)]

    answers = at_once(2, lambda n: apis[n].post({"shortID": "NEW", "name": f"From {n}"}))

    assert sorted(answer.status_code for answer in answers) == [200, 201]
    assert all(answer.json()["shortID"] == "NEW" for answer in answers)
    assert Customer.objects.count() == 1
    assert [change.action for change in Change.objects.order_by("sequence")] == [
        "created",
        "updated",
    ]


def test_numbers_and_sequences_have_no_gaps_and_no_doubles(tenant: Account) -> None:
    def work(number: int) -> None:
        for step in range(5):
            change = CustomerChange(code=f"{number}-{step}", name="x")
            services.upsert(tenant, change, source=Source())

    at_once(6, work)

    assert list(Customer.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, 31)
    )
    assert list(Change.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, 31)
    )
    assert AccountCounters.objects.get().customers == 30


def test_one_contact_stays_primary_whoever_writes(tenant: Account) -> None:
    pk = services.create(tenant, CustomerChange(code="A"), source=Source()).customer_id

    def work(number: int) -> None:
        contact = ContactChange(first_name=f"C{number}", is_primary=True)
        services.update(tenant, pk, CustomerChange(contacts=(contact,)), source=Source())

    at_once(6, work)

    assert CustomerContact.objects.count() == 6
    assert CustomerContact.objects.filter(is_primary=True).count() == 1


def test_no_update_is_lost(tenant: Account) -> None:
    pk = services.create(tenant, CustomerChange(code="A"), source=Source()).customer_id
    fields = ["note", "website", "fax", "phone", "tax_number", "email"]

    at_once(
        6,
        lambda n: services.update(
            tenant,
            pk,
            CustomerChange(**{fields[n]: "x"}),  # type: ignore[arg-type]
            source=Source(),
        ),
    )

    customer = Customer.objects.get()
    assert [getattr(customer, field) for field in fields] == ["x"] * 6
