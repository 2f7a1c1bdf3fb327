"""The loader."""

from typing import Any

from django.db import connection, models
from django.db.models import Max

from contacts.models import Contact, PhoneNumber
from crm.accounts.models import Account
from customers.models import AccountCounters, Address, Customer, Order, SearchText
from customers.search_index import make_index

from . import ledger
from .facts import drop_facts, make_facts
from .indexes import without_indexes
from .parallel import run_side_by_side
from .rows import ORDERS, RECORD, Rows
from .vendors import prepare, vendor

ORDERS_OF_ONE = 40


def seed(account: Account, count: int) -> None:
    """Give an account that has no customers yet so many of them, and the database's planner its figures.

    Each has two addresses, one or two phones and two contacts, every tenth has orders.
    """
    connection.ensure_connection()
    prepare(connection.connection)
    last_ids = {
        str(model._meta.model_name): model._default_manager.aggregate(last=Max("pk"))["last"] or 0
        for model in (Customer, Contact, PhoneNumber, Address, Order)
    }
    rows = [*ledger.entries(0, count), *RECORD, *ORDERS]
    make_facts(count)
    tables = {part.model._meta.db_table for part in rows}
    with without_indexes(tables):
        run_side_by_side([_insert(account, part, last_ids) for part in rows])
    AccountCounters.objects.create(
        account=account,
        last_number=count,
        last_sequence=ledger.entry_count(count),
        customers=count,
        active_customers=count - count // 100,
    )
    drop_facts()
    make_index(connection)
    _settle({part.model for part in rows})


def _insert(account: Account, rows: Rows, last_ids: dict[str, int]) -> str:
    said = {"account_id": str(account.pk), **rows.columns}
    columns = {
        field.attname: said.get(field.attname) or _default(field)
        for field in rows.model._meta.concrete_fields
        if field.attname in said or not field.primary_key
    }
    times = vendor().numbers(ORDERS_OF_ONE, "times")
    statement = (
        f"INSERT INTO {rows.model._meta.db_table} ({', '.join(map(_quoted, columns))})"
        f" SELECT {', '.join(columns.values())} FROM seed_facts f{rows.more} WHERE {rows.where}"
    )
    return statement.format(**last_ids, line="'\n'", times=times)


def _default(field: Any) -> str:
    """What a row has in a column that nothing was said of, in SQL."""
    value = None if field.null else field.get_default()
    match value:
        case None:
            return "NULL"
        case bool():
            return str(value).upper()
        case str():
            return f"'{value}'"
        case _:
            return str(value)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _settle(models_written: set[type[models.Model]]) -> None:
    """Let new ids start behind these, and gather what the planner wants to know."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
            return
        for model in models_written - {SearchText}:
            table, key = model._meta.db_table, model._meta.pk.column
            if model._meta.pk.get_internal_type() != "OneToOneField":
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), MAX({key}))"
                    f" FROM {table}"
                )
        cursor.execute("VACUUM ANALYZE")
