"""How the hub connects to a database, whatever its address says beside."""

from collections.abc import Mapping
from typing import Any

from environs import Env

SQLITE = {
    # A write takes its lock at BEGIN: two writers wait for each other and never fail half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
POSTGRESQL = {
    # A server that does not answer is given up within seconds, whatever became of it or the net.
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}
#: A statement of a hot path that came so often on a connection is prepared on the server, with one plan
#: for all values: a page's would else be planned anew each time. That plan is for a page of unknown
#: length and looks so dear that the server would compile it. What is read through a cursor, exports
#: and backups, is read to its end: a plan that is quick with the first rows takes ten times as long.
PREPARED = {
    "prepare_threshold": 5,
    "options": "-c plan_cache_mode=force_generic_plan -c jit=off -c cursor_tuple_fraction=1",
}
UNPREPARED = {"prepare_threshold": None}


def configured(address: Mapping[str, Any], env: Env) -> dict[str, Any]:
    """An entry of ``DATABASES``. Options of the address itself win."""
    said = address.get("OPTIONS", {})
    if str(address["ENGINE"]).endswith("sqlite3"):
        return {
            **address,
            "ENGINE": "crm.database.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": SQLITE | said,
        }
    prepared = PREPARED if env.bool("DATABASE_PREPARE", True) else UNPREPARED
    pool = {
        "min_size": env.int("DATABASE_POOL_MIN", 1),
        "max_size": env.int("DATABASE_POOL_MAX", 10),
        "timeout": 3,  # seconds to wait for a free connection
        "reconnect_timeout": 3,  # then the next request looks for the server
    }
    return {
        **address,
        "ENGINE": "crm.database",
        "CONN_MAX_AGE": 0,  # the pool keeps connections open
        "OPTIONS": POSTGRESQL | prepared | said | {"pool": pool},
    }
