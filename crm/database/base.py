"""Connections out of the pool that are alive, or a quick no; statements that the server prepares."""

from select import POLLIN, poll
from threading import Lock
from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.utils import OperationalError
from psycopg import Connection, Cursor
from psycopg.errors import FeatureNotSupported
from psycopg.postgres import types
from psycopg.pq import TransactionStatus
from psycopg.sql import quote
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.numeric import Int8

from crm.faults import is_outdated

IDLE = TransactionStatus.IDLE
INSTANT = types["timestamptz"].oid

#: Of the whole process, whose threads share the pools: the databases that were away when last asked.
_away: set[str] = set()
_looking = Lock()


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> Any:
        """The text for the log: of what was prepared here with its values, elsewhere without."""
        if isinstance(cursor, PreparedCursor):
            return self.compose_sql(sql, params)
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    """While the server is away one request at a time looks for it and the others are refused at once:
    waiting in all threads would keep those out that need no database, and the queue would grow."""

    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """
        Raises:
            OperationalError: the server is away, or all connections are taken.
        """
        if self.pool is None:
            return super().get_new_connection(conn_params)
        if self.alias in _away:
            self._look_alone(conn_params)
        connection = self._noting_failure(super().get_new_connection, conn_params)
        while is_dropped(connection):
            connection.close()
            self.pool.putconn(connection)
            self._look(conn_params)
            connection = self._noting_failure(self.pool.getconn)
        return connection

    def prepared_cursor(self) -> Any:
        """A cursor whose statements the server parses and plans once for each connection, where
        ``prepare_threshold`` lets it; Django's own sends them with their values in the text."""
        self.ensure_connection()
        with self.wrap_database_errors:
            cursor = PreparedCursor(self.connection)
        return self._prepare_cursor(cursor)  # type: ignore[attr-defined]

    def planned_cursor(self) -> Any:
        """Django's cursor, whose statements the server plans for the values of each time; it reads
        instants as ``PreparedCursor`` does."""
        cursor = self.cursor()
        cursor.cursor.adapters.register_loader(INSTANT, TimestamptzLoader)
        return cursor

    def literal(self, text: str) -> str:
        """A text as it is written in a statement."""
        self.ensure_connection()
        return quote(text, self.connection)

    def _look_alone(self, conn_params: dict[str, Any]) -> None:
        if not _looking.acquire(blocking=False):
            raise OperationalError("the server was away a moment ago, another request looks for it")
        try:
            self._look(conn_params)
        finally:
            _looking.release()

    def _look(self, conn_params: dict[str, Any]) -> None:
        """Connect past the pool, which would try again and again where the answer is no."""
        self._noting_failure(self.Database.connect, **conn_params).close()

    def _noting_failure(self, connect: Any, *args: Any, **options: Any) -> Any:
        try:
            connection = connect(*args, **options)
        except self.Database.OperationalError:
            _away.add(self.alias)
            raise
        _away.discard(self.alias)
        return connection


class PreparedCursor(Cursor[Any]):
    """Sends every whole number as 64 bits: a statement is prepared for each combination of types.

    Reads instants with the driver's own loader, in C. Django's, in Python, gives each the connection's
    zone, which it has: a third of the reading of a page.
    """

    def __init__(self, connection: Connection[Any]) -> None:
        super().__init__(connection)
        self.adapters.register_loader(INSTANT, TimestamptzLoader)

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        values = params and [_wide(value) for value in params]
        try:
            return super().execute(query, values, **options)
        except FeatureNotSupported as error:
            # A migration has changed a column since. What is in a transaction cannot be tried again;
            # its end throws away what was prepared.
            if not is_outdated(error) or self.connection.info.transaction_status != IDLE:
                raise
            self.connection.execute("DEALLOCATE ALL")
            return super().execute(query, values, **options)


def _wide(value: Any) -> Any:
    if type(value) is int:
        return Int8(value)
    return [_wide(one) for one in value] if isinstance(value, list) else value


def is_dropped(connection: Connection[Any]) -> bool:
    """Whether the server has ended the connection while it lay in the pool.

    The server says nothing on an idle connection but its farewell, so there is nothing to read on a
    living one. That costs microseconds, where a query to find out costs every request a round trip.
    """
    if connection.closed:
        return True
    poller = poll()
    poller.register(connection.fileno(), POLLIN)
    return bool(poller.poll(0))
