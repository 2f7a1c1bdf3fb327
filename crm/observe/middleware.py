"""Sees every request with its answer, the API's and the browser's."""

from collections.abc import Callable, Iterable, Iterator
from time import perf_counter

from django.conf import settings
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from crm.access.authentication import client_of
from crm.access.counting import counter

from . import metrics
from .request_log import write_line
from .requests import Answered

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ObserveMiddleware:
    """Counts the request and writes its line. Stands outside of all that may answer by
    itself, and costs no query."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = perf_counter()
        response = self.get_response(request)
        answered = Answered(request, response, client_of(request))
        if answered.client is not None:
            counter.record(answered.client.pk, is_error=answered.is_error)
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            pieces: Iterable[bytes] = response.streaming_content  # type: ignore[assignment]
            response.streaming_content = _followed(pieces, answered, began)
        else:
            _tell(answered, began, _size_of(response))
        return response


def _followed(pieces: Iterable[bytes], answered: Answered, began: float) -> Iterator[bytes]:
    """The pieces of an answer, told of once the last is sent or the client has gone."""
    size = 0
    try:
        for piece in pieces:
            yield piece
            size += len(piece)
    finally:
        _tell(answered, began, size)


def _size_of(response: HttpResponseBase) -> int:
    if isinstance(response, FileResponse):
        return int(response.headers.get("Content-Length", 0))
    content: bytes = getattr(response, "content", b"")
    return len(content)


def _tell(answered: Answered, began: float, size: int) -> None:
    answered.size = size
    answered.seconds = perf_counter() - began
    write_line(answered)
    if settings.METRICS_TOKEN:
        metrics.count(answered)
