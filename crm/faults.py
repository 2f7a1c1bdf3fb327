"""What is nobody's mistake and goes by: the database is away, locked or has no room."""

import logging
import sqlite3
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

logger = logging.getLogger(__name__)

#: Seconds that a client is asked to wait. The pool finds the database again within about three.
RETRY_AFTER = 5

#: SQLite's reasons that are not the statement's own.
FAULTS_OF_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
#: PostgreSQL's: connection, deadlock, resources (a full disk), locks, shutdown, the system. Class 54,
#: a limit of the program, is not among them: the same request would meet it again.
FAULTS_OF_POSTGRESQL = ("08", "40", "53", "55", "57", "58")
#: A server that only reads, as one that has not taken over yet.
ONLY_READS = "25006"
#: Of a statement that was prepared before a migration changed its columns, beside much else.
NOT_SUPPORTED = "0A000"
OUTDATED = "cached plan must not change result type"


class Unavailable(Exception):
    """The database cannot serve now; the same request may succeed later."""


def is_unavailable(exception: BaseException) -> bool:
    """Whether the database failed for a reason that goes by, and not because of what it was asked."""
    cause = exception.__cause__
    if isinstance(cause, sqlite3.Error):
        # The low byte is the reason, what is above says where it arose.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in FAULTS_OF_SQLITE
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        goes_by = state == ONLY_READS or state.startswith(FAULTS_OF_POSTGRESQL)
        return bool(goes_by or (cause is not None and is_outdated(cause)))
    return isinstance(exception, InterfaceError | OperationalError)


def is_outdated(error: BaseException) -> bool:
    """Whether PostgreSQL's driver was told that a prepared statement is from before a migration."""
    return getattr(error, "sqlstate", None) == NOT_SUPPORTED and OUTDATED in str(error)


def told(exception: Exception) -> Exception:
    """``Unavailable`` in place of a fault of the database, which is logged; else the exception itself."""
    if not is_unavailable(exception):
        return exception
    logger.error("The database is unavailable: %s", " ".join(str(exception).split()))
    return Unavailable()


def unavailable_page() -> HttpResponse:
    """The page for people. It asks the database nothing."""
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)


def failed(request: HttpRequest) -> HttpResponse:
    """What is answered where no view could: the session could not be saved, for example."""
    exception = sys.exc_info()[1]
    if exception is not None and is_unavailable(exception):
        return unavailable_page()
    return server_error(request)
