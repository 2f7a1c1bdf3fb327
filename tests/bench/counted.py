"""The hub, saying in the header ``X-Statements`` how many statements each answer took."""

from collections.abc import Callable, Iterable
from threading import local
from typing import Any

from django.db import connection

from crm.wsgi import application as hub

_of_thread = local()


def _count(execute: Callable[..., Any], *args: Any) -> Any:
    _of_thread.statements += 1
    return execute(*args)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The WSGI application."""
    _of_thread.statements = 0

    def started(status: str, headers: list[tuple[str, str]], *args: Any) -> Any:
        headers = [*headers, ("X-Statements", str(_of_thread.statements))]
        return start_response(status, headers, *args)

    with connection.execute_wrapper(_count):
        answer: Iterable[bytes] = hub(environ, started)
    return answer
