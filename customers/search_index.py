"""The trigram indexes over ``SearchText``: GIN on PostgreSQL, an FTS5 table on SQLite.

Django knows neither, so they are made here, by a migration and by ``manage.py rebuild_search``. A
migration that alters the table of ``SearchText`` makes them anew: SQLite loses the triggers then.
"""

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

TEXTS = "customers_searchtext"

#: On SQLite: the ids of the customers whose texts match a query in FTS5's language.
FTS_IDS = (
    "SELECT rowid FROM customers_searchtext_trigrams WHERE customers_searchtext_trigrams MATCH %s"
)

#: A text with letters that are not ASCII: rare where an account's language has Latin ones. Written so
#: that the planner expects it to be rare and uses the index.
FOREIGN = "sign(octet_length(names || details) - length(names || details)) = 1"

#: Where a customer's id lies: which 4,096 ids and which 65,536, the latter told by a negative number. The
#: indexes have it beside the trigrams, so that they find the hits among some ids without all others.
BLOCKS = (
    "ARRAY[customers_searchtext.customer_id >> 12, -1 - (customers_searchtext.customer_id >> 16)]"
)

# A writer's trigrams wait in a list that each search reads as well: kept short (kilobytes), it costs
# searches nothing and still makes batches three times as quick as writing straight into the index.
POSTGRESQL = {
    f"search_text_{column}": f"CREATE INDEX search_text_{column} ON customers_searchtext"
    f" USING gin ({column} gin_trgm_ops, ({BLOCKS})) WITH (gin_pending_list_limit = 512)"
    for column in ("names", "details")
} | {
    "search_text_foreign": "CREATE INDEX search_text_foreign ON customers_searchtext"
    f" (account_id, customer_id) WHERE {FOREIGN}"
}
GONE = """
INSERT INTO customers_searchtext_trigrams (customers_searchtext_trigrams, rowid, names, details)
VALUES ('delete', old.customer_id, old.names, old.details);
"""
NEW = """
INSERT INTO customers_searchtext_trigrams (rowid, names, details)
VALUES (new.customer_id, new.names, new.details);
"""
TRIGGERS = {"insert": NEW, "delete": GONE, "update": GONE + NEW}
# The texts are folded already, accents and all: FTS5 is not to fold them its own way.
TABLE = """
CREATE VIRTUAL TABLE IF NOT EXISTS customers_searchtext_trigrams USING fts5 (
    names, details, content='customers_searchtext', content_rowid='customer_id',
    tokenize='trigram case_sensitive 1'
)
"""
SQLITE = (
    TABLE,
    *(
        f"CREATE TRIGGER IF NOT EXISTS search_text_{event} AFTER {event} ON customers_searchtext"
        f" BEGIN {statements} END"
        for event, statements in TRIGGERS.items()
    ),
    "INSERT INTO customers_searchtext_trigrams (customers_searchtext_trigrams) VALUES ('rebuild')",
)


def make_index(connection: BaseDatabaseWrapper) -> bool:
    """Make what is missing of the indexes, and fill them.

    Returns:
        False if PostgreSQL has no ``pg_trgm`` or does not let us install it: searches then read every
        text of the account.
    """
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
                there = connection.introspection.get_constraints(cursor, TEXTS)
                statements = [sql for name, sql in POSTGRESQL.items() if name not in there]
            else:
                statements = list(SQLITE)
            for statement in statements:
                cursor.execute(statement)
    except DatabaseError:
        if connection.vendor != "postgresql" or has_trigrams(connection):
            raise
        return False
    return True


def has_trigrams(connection: BaseDatabaseWrapper) -> bool:
    """Whether PostgreSQL's ``pg_trgm`` is installed in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
        (found,) = cursor.fetchone()
    return bool(found)


def drop_index(connection: BaseDatabaseWrapper) -> None:
    """Take the indexes away; the extension stays."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name in POSTGRESQL:
                cursor.execute(f"DROP INDEX IF EXISTS {name}")
        else:
            for event in TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS search_text_{event}")
            cursor.execute("DROP TABLE IF EXISTS customers_searchtext_trigrams")
