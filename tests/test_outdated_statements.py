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
from customers.models import Customer

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prepares for itself"),
    pytest.mark.django_db(transaction=True),
]
OFTEN = 8  # times until a connection has a statement prepared

Migrate = Callable[..., None]


@pytest.fixture
def migrate() -> Iterator[Migrate]:
    """Give columns of the customers other types, as another process would."""
    database = connection.settings_dict
    login = {key: database[key.upper()] for key in ("host", "port", "user", "password")}

    def alter(note: str, website: str = "varchar(999)") -> None:
        with psycopg.connect(dbname=database["NAME"], **login) as other:
            for column, kind in (("note", note), ("website", website)):
                other.execute(f"ALTER TABLE customers_customer ALTER COLUMN {column} TYPE {kind}")

    yield alter
    alter("text", str(Customer._meta.get_field("website").db_type(connection)))


@pytest.fixture
def customer(account: Account, source: Source) -> int:
    return services.create(account, CustomerChange(name="Acme"), source=source).customer_id


@pytest.mark.parametrize("read", [queries.active_by_id, queries.whole_by_id])
def test_a_read_answers_as_before(
    account: Account, customer: int, migrate: Migrate, read: Callable[..., Any]
) -> None:
    for _ in range(OFTEN):
        read(account, customer)

    migrate("varchar(9000)")

    for _ in range(OFTEN):
        assert read(account, customer).id == customer


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
