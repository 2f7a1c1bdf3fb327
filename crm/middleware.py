"""What happens to every request before its view."""

import re
from collections.abc import Callable
from typing import cast
from uuid import uuid4

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse

from crm import logs
from crm.dialects import DIALECTS

from .faults import Unavailable, told, unavailable_page

GetResponse = Callable[[HttpRequest], HttpResponse]

#: An answer of an API is data: should a browser show it as a page after all, nothing in it may run.
API_HEADERS = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
REFERENCE = "docs/"  # of each dialect, under its name: a page for people

USABLE_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")


class RequestIdMiddleware:
    """Gives each request an id, or takes the caller's ``X-Request-ID``, and sends it back with the
    answer. The ledger keeps it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if USABLE_ID.fullmatch(given) else uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        logs.request_id.set(request_id)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


class DialectHostMiddleware:
    """Lets a dialect answer at the root of a host of its own (``DIALECT_HOSTS``), for clients that can
    change the host but not the path."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.META.get("HTTP_HOST", "").partition(":")[0].lower()
        dialect = settings.DIALECT_HOSTS.get(host)
        if dialect is not None:
            request.urlconf = f"crm.dialects.{dialect}.urls"
        return self.get_response(request)


class ApiMiddleware:
    """Leads requests to the dialects straight to their views. All middleware behind this one is for
    people with a browser: sessions, forms, messages; so the dialects' reference goes on to it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.get_api_response = ApiHandler().answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_api(request):
            return self.get_response(request)
        response = self.get_api_response(request)
        for header, value in API_HEADERS.items():
            response.headers.setdefault(header, value)
        return response


class ApiHandler(BaseHandler):
    """From a request to its view, without any middleware."""

    _view_middleware = ()
    _template_response_middleware = ()
    _exception_middleware = ()

    def __init__(self) -> None:
        get_response: GetResponse = self._get_response  # type: ignore[attr-defined]
        self.answer = cast("GetResponse", convert_exception_to_response(get_response))


def _is_api(request: HttpRequest) -> bool:
    """Whether the path is of a dialect, under its name or on its host, and not its reference."""
    path = request.path_info.removeprefix("/")
    if not hasattr(request, "urlconf"):  # not on a dialect's own host
        dialect, slash, path = path.partition("/")
        if not slash or dialect not in DIALECTS:
            return False
    return path != REFERENCE


class UnavailableMiddleware:
    """Says 503 for a page that cannot be made while the database is away, locked or full."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable_page() if isinstance(told(exception), Unavailable) else None
