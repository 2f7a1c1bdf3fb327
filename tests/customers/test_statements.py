"""What a single write costs: statements, and how rows are looked up."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, Source
from customers.queries.once import Given
from customers.writing.load import By, _records
from customers.writing.parts import ITEMS
from customers.writing.search_texts import _READ


def upsert(account: Account, source: Source, name: str) -> int:
    """How many statements it takes to write a customer with an address and a person."""
    change = CustomerChange(
        code="C1",
        company=name,
        primary=ContactChange(full_name="Ann Lee"),
        billing=AddressChange(line1=f"{name} St", city="Rockford", country="US"),
    )
    with CaptureQueriesContext(connection) as asked:
        services.upsert(account, change, source=source)
    return len(asked)


def test_a_single_upsert_costs_few_statements(account: Account, source: Source) -> None:
    services.create(account, CustomerChange(), source=source)  # the counters are there

    # Two for the transaction, and: the lock, who has the code, ids; five tables, ledger, counters.
    assert upsert(account, source, "Acme") == 12
    # The lock, and who has the code, with all its parts. Nothing changes.
    assert upsert(account, source, "Acme") == 4
    # The same, two tables, the search text, ledger, counters.
    assert upsert(account, source, "Zenith") == 9


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite plans without figures")
@pytest.mark.parametrize("by", By)
def test_the_rows_of_a_few_customers_are_not_looked_for_in_the_whole_account(
    db: None, by: By
) -> None:
    for query in (_records(by, ITEMS), _READ):
        sql, params, _ = query._made
        given: dict[str, Any] = {"account": 1, "wanted": "[]"}
        values = [given[p.name] if isinstance(p, Given) else p for p in params]
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            plan = "\n".join(row[3] for row in cursor.fetchall())
        assert "account_id=?" not in plan.replace("account_id=? AND code_key=?", "")
        assert "SCAN customers_" not in plan
        assert "SCAN contacts_" not in plan
