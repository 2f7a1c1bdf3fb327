"""Sees every request with its answer, the API's and the browser's."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase

from crm.access.authentication import client_of
from crm.access.counting import counter

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ObserveMiddleware:
    """Counts the request for its client. Stands outside of all that may answer by itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        client = client_of(request)
        if client is not None:
            counter.record(client.pk, is_error=is_error(response))
        return response


def is_error(response: HttpResponseBase) -> bool:
    """Whether the client was told that something is wrong, by the status or, where a dialect tells it
    with status 200, by an answer that an exception led to."""
    return response.status_code >= HTTPStatus.BAD_REQUEST or getattr(response, "exception", False)
