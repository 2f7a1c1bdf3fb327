"""Everything that comes in is UTF-8, as all the pages say, whatever a content type says beside it."""

import re
from collections.abc import Iterable
from typing import Any

from .chunked import Application

CHARSET = re.compile(r";\s*charset\*?\s*=\s*(\"[^\"]*\"|[^;]*)", re.IGNORECASE)


def in_utf8(application: Application) -> Application:
    """An application that hears of no other charset.

    Django would read even the query in it, and Python has codecs that are no charsets: ``base64``.
    """

    def told(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if content_type := environ.get("CONTENT_TYPE"):
            environ["CONTENT_TYPE"] = CHARSET.sub("", content_type)
        return application(environ, start_response)

    return told
