"""The physical limit: the database builds the JSON, a bare WSGI application hands it out.

``GET /smartshelf-one?17`` runs the statement of that name with the parameters of its query.
``POST /upsert`` inserts or updates what InventoryPro's upsert would, as plainly as can be.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import psycopg

from .limit_sql import statement

URL = os.environ.get("BENCH_DATABASE", "")
VENDOR = "postgresql" if URL.startswith("postgres") else "sqlite"
_own = threading.local()

# What a plain program would do for a customer that it knows to be there.
NEXT = (
    "UPDATE customers_accountcounters SET last_sequence = last_sequence + 1 WHERE account_id = 1"
    " RETURNING last_sequence"
)
CUSTOMER = (
    "UPDATE customers_customer SET company = %s, name = %s, phone = %s, modified = CURRENT_TIMESTAMP"
    " WHERE account_id = 1 AND code_key = %s RETURNING id"
)
ADDRESS = (
    "UPDATE customers_address SET line1 = %s, city = %s, modified = CURRENT_TIMESTAMP"
    " WHERE customer_id = %s AND kind = 'billing'"
)
TEXTS = "UPDATE customers_searchtext SET names = %s, details = %s WHERE customer_id = %s"
CHANGE = (
    "INSERT INTO customers_change (account_id, sequence, at, customer_id, action, fields, client_name,"
    " dialect, version, request_id, matched_by)"
    " VALUES (1, %s, CURRENT_TIMESTAMP, %s, 'updated', %s, 'Bench', 'bench', '', '', 'code')"
)


def _connection() -> Any:
    if not hasattr(_own, "connection"):
        if VENDOR == "postgresql":
            _own.connection = psycopg.connect(URL, autocommit=True, prepare_threshold=0)
        else:
            path = URL.removeprefix("sqlite:///")
            _own.connection = sqlite3.connect(path, isolation_level=None, timeout=20)
            _own.connection.execute("PRAGMA synchronous=NORMAL")
    return _own.connection


@cache
def _sql(name: str) -> str:
    return statement(name, VENDOR)


def _read(name: str, query: str) -> bytes:
    parameters: list[Any] = [int(p) if p.isdigit() else p for p in query.split("&")]
    (found,) = _connection().execute(_sql(name), parameters).fetchone()
    return found.encode() if isinstance(found, str) else json.dumps(found).encode()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The WSGI application."""
    name = environ["PATH_INFO"].strip("/")
    if name == "healthz":
        body = b"{}"
    elif name == "upsert":
        length = int(environ["CONTENT_LENGTH"])
        body = _upsert(json.loads(environ["wsgi.input"].read(length)))
    else:
        body = _read(name, environ["QUERY_STRING"])
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


def _upsert(said: dict[str, str]) -> bytes:
    """Write the rows that the hub writes of one known customer, in one transaction: its own, those of
    its billing address and its search texts, and the ledger's."""
    name, phone, line1, city = (said[key] for key in ("name", "phone", "address1", "city"))
    _run("BEGIN IMMEDIATE" if VENDOR == "sqlite" else "BEGIN")
    try:
        ((sequence,),) = _run(NEXT)
        ((customer,),) = _run(CUSTOMER, name, name, phone, said["shortID"].lower())
        _run(ADDRESS, line1, city, customer)
        _run(TEXTS, name.lower(), f"{line1} {city} {phone}".lower(), customer)
        _run(CHANGE, sequence, customer, json.dumps({"phone": ["", phone]}))
    except BaseException:
        _run("ROLLBACK")
        raise
    _run("COMMIT")
    return b"{}"


def _run(sql: str, *parameters: object) -> list[Any]:
    sql = sql if VENDOR == "postgresql" else sql.replace("%s", "?")
    cursor = _connection().execute(sql, parameters)
    return cursor.fetchall() if "RETURNING" in sql else []
