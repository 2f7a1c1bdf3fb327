"""Bodies that are sent in pieces, without saying how long they are."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def with_length(application: Application) -> Application:
    """An application that is told the length of every body.

    Django reads no body without ``Content-Length``, and a client of .NET often sends none: its orders
    would be taken for empty ones. No more is read than the longest body that any door takes.
    """

    def told(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        is_chunked = environ.get("HTTP_TRANSFER_ENCODING", "").strip().lower() == "chunked"
        # The server says so where it stops at the end of the body by itself.
        if is_chunked and environ.get("wsgi.input_terminated"):
            longest = max(settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.FRANPOS_MAX_BYTES)
            body = environ["wsgi.input"].read(longest + 1)
            environ["wsgi.input"] = BytesIO(body)
            environ["CONTENT_LENGTH"] = str(len(body))
        return application(environ, start_response)

    return told
