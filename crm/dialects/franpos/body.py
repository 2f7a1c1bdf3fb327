"""The body: JSON whatever the content type says, but for a form."""

import json
import re
from typing import Any, NoReturn

import orjson
from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from crm.dialects.transport import read_body

from .form import read_form

FORM = "application/x-www-form-urlencoded"
#: How JSON begins. ``curl -d`` calls it a form, and no form begins so.
JSON_BEGINS = re.compile(rb"\s*(\{|\[\s*[{\]])")


class UploadParser(BaseParser):
    media_type = "*/*"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """
        Raises:
            ParseError: the body is no JSON.
            RequestDataTooBig: it is longer than ``FRANPOS_MAX_BYTES``.
            Refused: it is a form without customers.
        """
        body = read_body(stream, settings.FRANPOS_MAX_BYTES)
        is_form = (media_type or "").partition(";")[0].strip().lower() == FORM
        if is_form and not JSON_BEGINS.match(body):
            return read_form(body)
        return _read_json(body)


def _read_json(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        # Half a character is no JSON for orjson; here it is the matter of its row alone.
        try:
            return json.loads(body.decode(), parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise ParseError("The body is not valid JSON.") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
