"""A hub beside a copy of its database that follows by streaming replication."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from crm.accounts.models import Account

from .cluster import HAS_POSTGRESQL, Cluster, Standby
from .doors import Door, open_doors
from .server import Answer, Server, database_url, wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="Replication is tested with the tests on PostgreSQL",
    ),
    pytest.mark.skipif(
        not HAS_POSTGRESQL,
        reason="No PostgreSQL programs on this machine: apt-get install postgresql",
    ),
]
#: What only a statement that reads customers has in it.
OF_CUSTOMERS = 'FROM "customers_customer"'


class Pair:
    """A server with its database, the copy, and the programs of the account."""

    def __init__(self, server: Server, copy: Standby, doors: dict[str, Door]) -> None:
        self.server, self.copy, self.doors = server, copy, doors

    def write(self, code: str) -> None:
        body = {"shortID": code, "name": f"Customer {code}"}
        headers = self.doors["inventorypro"].headers
        answer = self.server.ask("POST", "/inventorypro/api/v1/Customer", body, headers)
        assert answer.status == 201, answer.body

    def full_list(self) -> Answer:
        headers = self.doors["rpm"].headers
        return self.server.ask("POST", "/rpm/Api2.svc/Customers", {}, headers)

    def listed(self) -> list[str]:
        return [customer["Customer"] for customer in self.full_list().json()["Result"]["Customers"]]

    def asks_the_copy(self) -> bool:
        """Whether the copy is asked for the full list."""
        before = self.copy.asked(OF_CUSTOMERS)
        self.full_list()
        return self.copy.asked(OF_CUSTOMERS) > before


@pytest.fixture
def pair(tenant: Account) -> Iterator[Pair]:
    doors = open_doors(tenant)
    with Cluster() as main:
        main.fill(database_url())
        with Standby(main) as copy, Server(main.url, REPLICA_URL=copy.url) as server:
            pair = Pair(server, copy, doors)
            pair.write("A-1")
            wait_until("the copy has everything", copy.has_all)
            yield pair


def test_long_reads_are_the_copys_as_long_as_it_has_all_changes(pair: Pair) -> None:
    assert pair.listed() == ["Customer A-1"]
    assert pair.asks_the_copy()

    pair.copy.pause()
    pair.write("A-2")
    assert pair.listed() == ["Customer A-1", "Customer A-2"]  # who writes finds it at once
    assert not pair.asks_the_copy()

    pair.copy.resume()
    assert pair.listed() == ["Customer A-1", "Customer A-2"]
    assert pair.asks_the_copy()

    pair.copy.stop()
    pair.write("A-3")
    assert pair.listed() == ["Customer A-1", "Customer A-2", "Customer A-3"]
