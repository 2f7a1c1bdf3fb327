"""What a database knows of its tables, and of the statements that it is asked again and again."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from customers.planner import look_after_migrating
from customers.queries import flat, full, retail, trade
from customers.queries.listing import Listing
from customers.queries.pages import query_of

NAMES = "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'"
COUNTED = "SELECT count(*) FROM sqlite_stat1 WHERE idx = 'customer_id'"


def ask(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


@pytest.mark.parametrize(
    "query",
    [
        *(query_of(Listing(), columns, back=False) for columns in (flat._flat, trade._columns)),
        query_of(Listing(is_active=True), full._columns, back=False),
        *(flat._FLAT_BY_CODE, full._BY_ID, trade._RECORD, retail._RECORD),
    ],
)
def test_constant_texts_stand_in_the_statement(db: Any, query: Any) -> None:
    sql, values, _ = query._made

    assert "'billing'" in sql
    assert [value for value in values if isinstance(value, str)] == []


@pytest.mark.parametrize("text", ["", "Ann", "O'Neill", "100 %s", '"?"', "\\'"])
def test_a_text_in_a_statement_is_that_text(db: Any, text: str) -> None:
    literal = connection.literal(text).replace("%", "%%")  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {literal} WHERE 1 = %s", [1])
        assert cursor.fetchone() == (text,)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks by itself")
class TestAfterMigrating:
    def test_sqlite_counts_anew_what_it_has_counted(self, account: Any, source: Any) -> None:
        ask("ANALYZE")
        ask("DELETE FROM sqlite_stat1")
        look_after_migrating(using="default", plan=[object()])

        assert ask("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'accounts_account'")

    @pytest.mark.django_db
    def test_it_is_not_made_to_count_without_need(self) -> None:
        call_command("migrate", verbosity=0)

        assert ask(NAMES) == 0
