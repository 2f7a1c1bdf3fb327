"""What happens to every request before its view."""

import re
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

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
