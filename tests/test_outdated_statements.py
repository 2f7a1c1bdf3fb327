"""A migration while the server runs: statements that were prepared before it are prepared anew."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import Error, connection

from crm.accounts.models import Account
from crm.faults import is_unavailable
from customers import queries, services
from customers.changes import CustomerChange, Source

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prepares for itself"),
    pytest.mark.django_db(transaction=True),
]
OFTEN = 8  # times until a connection has a statement prepared

Migrate = Callable[[str], None]


@pytest.fixture
def migrate() -> Iterator[Migrate]:
    """Give the customers' column of free text another type, as another process would."""
    database = connection.settings_dict
    login = {key: database[key.upper()] for key in ("host", "port", "user", "password")}

    def alter(kind: str) -> None:
        with psycopg.connect(dbname=database["NAME"], **login) as other:
            other.execute(f"ALTER TABLE customers_customer ALTER COLUMN note TYPE {kind}")

    yield alter
    alter("text")


@pytest.fixture
def customer(account: Account, source: Source) -> int:
    return services.create(account, CustomerChange(name="Acme"), source=source).customer_id


def test_a_read_answers_as_before(account: Account, customer: int, migrate: Migrate) -> None:
    for _ in range(OFTEN):
        queries.active_by_id(account, customer)

    migrate("varchar(9000)")

    for _ in range(OFTEN):
        assert queries.active_by_id(account, customer).id == customer


def test_a_write_is_taken_back_and_can_be_sent_again(
    account: Account, customer: int, source: Source, migrate: Migrate
) -> None:
    def write(note: str) -> Any:
        return services.update(account, customer, CustomerChange(note=note), source=source)

    for number in range(OFTEN):
        write(str(number))
    migrate("varchar(9000)")

    with pytest.raises(Error) as refused:
        write("Said twice")

    assert is_unavailable(refused.value)
    assert queries.active_by_id(account, customer).note == str(OFTEN - 1)
    assert write("Said twice").change
