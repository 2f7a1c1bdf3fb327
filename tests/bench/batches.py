"""Franpos batches against ``COPY`` (on SQLite: one prepared ``INSERT``) of the rows that they made."""

import json
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count

import psycopg

from .databases import Seeded
from .measure import Request, ask
from .servers import Server

#: Table, and which of its rows belong to the customers behind an id; parents first.
TABLES = {
    "customers_customer": "id > {}",
    "contacts_contact": "id IN (SELECT contact_id FROM customers_customercontact WHERE customer_id > {})",
    "customers_customercontact": "customer_id > {}",
    "contacts_phonenumber": (
        "contact_id IN (SELECT contact_id FROM customers_customercontact WHERE customer_id > {})"
    ),
    "customers_address": "customer_id > {}",
    "customers_searchtext": "customer_id > {}",
    "customers_change": "customer_id > {}",
}
KINDS: dict[str, Callable[[int], bool]] = {
    "added": lambda place: True,
    "updated": lambda place: False,
    "half new, half known": lambda place: place % 2 == 0,
}
_fresh = count(1)


def batch_times(
    server: Server, database: Seeded, rows: int, rounds: int
) -> dict[str, tuple[float, float]]:
    """Kind of batch to the seconds of the hub and of the limit, medians of so many rounds."""
    hub: dict[str, list[float]] = {kind: [] for kind in KINDS}
    limit: list[float] = []
    for _ in range(rounds):
        for kind, is_new in KINDS.items():
            last = _last_id(database)
            hub[kind].append(_send(server, database, rows, is_new))
            if kind == "added":
                limit.append(_copy_again(database, last))
    floor = statistics.median(limit)
    return {kind: (statistics.median(times), floor) for kind, times in hub.items()}


def _send(server: Server, database: Seeded, rows: int, is_new: Callable[[int], bool]) -> float:
    customers = [_customer(database, place, is_new(place)) for place in range(rows)]
    answer = ask(
        server.port,
        Request(
            "POST",
            f"/franpos/api/customers?Token={database.tokens['franpos']}",
            {"Content-Type": "application/json"},
            json.dumps({"Customers": customers}).encode(),
        ),
    )
    refused = answer.status != 200 or [
        row for row in json.loads(answer.body) if row["Status"] not in ("Added", "Updated")
    ]
    if refused:
        raise RuntimeError(f"{answer.status}: {str(refused)[:500]} {answer.body[:300]!r}")
    return answer.whole


def _customer(database: Seeded, place: int, is_new: bool) -> dict[str, object]:  # noqa: FBT001
    once = next(_fresh)
    known = place % database.size + 1
    return {
        "FirstName": "Ann",
        "LastName": f"Lee {once}",
        "Email": f"ann.lee.{once}@example.org" if is_new else "",
        "CustomerCode": f"NEW-{once}" if is_new else f"C-{known:07}",
        "CellPhone": f"+1 9{once:09}" if is_new else "",
        "Address": f"{once} Main Street",
        "City": "Chicago",
        "State": "IL",
        "Zip": "60601",
        "Country": "US",
        "RewardPoints": once % 500,
    }


def _last_id(database: Seeded) -> int:
    sql = "SELECT max(id) FROM customers_customer"
    if database.vendor == "postgresql":
        with psycopg.connect(database.url) as connection:
            return int((connection.execute(sql).fetchone() or [0])[0])
    with closing(sqlite3.connect(database.url.removeprefix("sqlite:///"))) as lite:
        return int(lite.execute(sql).fetchone()[0])


def _copy_again(database: Seeded, last: int) -> float:
    """Take the rows of the customers behind that id out, and put them back: the seconds of that."""
    return (_copy_postgresql if database.vendor == "postgresql" else _copy_sqlite)(database, last)


def _copy_postgresql(database: Seeded, last: int) -> float:
    with psycopg.connect(database.url) as connection:
        kept = {}
        for table, of_those in TABLES.items():
            query = f"SELECT * FROM {table} WHERE {of_those.format(last)}"
            with connection.cursor().copy(f"COPY ({query}) TO STDOUT (FORMAT binary)") as out:
                kept[table] = b"".join(out)
        connection.execute("SET session_replication_role = replica")  # no look for orphans
        _delete(connection.execute, last)
        connection.execute("SET session_replication_role = origin")
        connection.commit()
        began = time.perf_counter()
        for table, data in kept.items():
            with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as into:
                into.write(data)
        connection.commit()
        return time.perf_counter() - began


def _copy_sqlite(database: Seeded, last: int) -> float:
    path = database.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None, timeout=20)) as connection:
        kept = {
            table: connection.execute(
                f"SELECT * FROM {table} WHERE {of_those.format(last)}"
            ).fetchall()
            for table, of_those in TABLES.items()
        }
        connection.execute("BEGIN IMMEDIATE")
        _delete(connection.execute, last)
        connection.execute("COMMIT")
        connection.execute("PRAGMA synchronous=NORMAL")
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for table, rows in kept.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        connection.execute("COMMIT")
        return time.perf_counter() - began


def _delete(execute: Callable[[str], object], last: int) -> None:
    """Children first; the links, by which contacts are found, after what hangs on these."""
    links = "customers_customercontact"
    order = [table for table in reversed(TABLES) if table not in (links, "contacts_contact")]
    execute(f"CREATE TEMP TABLE gone AS SELECT contact_id FROM {links} WHERE customer_id > {last}")
    for table in order[:-1]:
        execute(f"DELETE FROM {table} WHERE {TABLES[table].format(last)}")
    execute(f"DELETE FROM {links} WHERE customer_id > {last}")
    execute("DELETE FROM contacts_contact WHERE id IN (SELECT contact_id FROM gone)")
    execute(f"DELETE FROM customers_customer WHERE id > {last}")
    execute("DROP TABLE gone")
