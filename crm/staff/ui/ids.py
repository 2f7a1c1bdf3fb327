"""Ids in addresses, none that a database cannot hold."""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter

from crm.middleware import USABLE_ID

ID_DIGITS = 18  # a longer one fits into no column


class IdConverter(IntConverter):
    regex = f"[0-9]{{1,{ID_DIGITS}}}"


class RequestIdConverter(StringConverter):
    regex = USABLE_ID.pattern


register_converter(IdConverter, "id")
register_converter(RequestIdConverter, "request_id")


def as_id(text: str) -> int:
    """A number that somebody sent as an id; 0 if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= ID_DIGITS else 0
