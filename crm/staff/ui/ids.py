"""Ids in addresses, none that a database cannot hold."""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter

from crm.middleware import USABLE_ID


class IdConverter(IntConverter):
    regex = "[0-9]{1,18}"


class RequestIdConverter(StringConverter):
    regex = USABLE_ID.pattern


register_converter(IdConverter, "id")
register_converter(RequestIdConverter, "request_id")
