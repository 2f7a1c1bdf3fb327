"""Connections out of the pool that are alive, or a quick no."""

from select import POLLIN, poll
from threading import Lock
from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import OperationalError
from psycopg import Connection

#: Of the whole process, whose threads share the pool.
_trying = Lock()
_is_away = False


class DatabaseWrapper(base.DatabaseWrapper):
    """While the server is away one request at a time looks for it and the others are refused at once:
    waiting in all threads would keep those out that need no database, and the queue would grow."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """
        Raises:
            OperationalError: the server is away, or all connections are taken.
        """
        if self.pool is None:
            return super().get_new_connection(conn_params)
        if not _is_away:
            return self._living(conn_params)
        if not _trying.acquire(blocking=False):
            raise OperationalError("the server was away a moment ago, another request looks for it")
        try:
            return self._living(conn_params)
        finally:
            _trying.release()

    def _living(self, conn_params: dict[str, Any]) -> Any:
        global _is_away  # noqa: PLW0603
        try:
            connection = super().get_new_connection(conn_params)
            while is_dropped(connection):
                connection.close()
                self.pool.putconn(connection)
                connection = self.pool.getconn()
        except self.Database.OperationalError:
            _is_away = True
            raise
        _is_away = False
        return connection


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
