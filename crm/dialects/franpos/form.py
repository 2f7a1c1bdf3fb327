"""The body as a form, which the page lists without a sample: ``Customers[0].FirstName=Ann``,
``Customers[0][FirstName]=Ann``, ``RequireDob=true``, as ASP.NET's model binding and jQuery write it."""

import re
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import RequestDataTooBig

from .errors import Refused
from .fields import CUSTOMERS

MEMBER = re.compile(
    rf"(?:{CUSTOMERS})?\[(\d{{1,9}})\](?:\.(\w{{1,50}})|\[(\w{{1,50}})\])", re.ASCII | re.IGNORECASE
)
MOST_MEMBERS = 30  # of a customer


def read_form(body: bytes) -> dict[str, Any]:
    """The same object as the JSON body: flags and ``Customers``, in the order of their numbers.

    A character that is no UTF-8 becomes half a character, which its row is refused for.

    Raises:
        Refused: no customer is in it.
        RequestDataTooBig: it has more members than the customers that one request may bring.
    """
    read: dict[str, Any] = {}
    customers: dict[int, dict[str, str]] = {}
    try:
        pairs = parse_qsl(
            body.decode(errors="surrogateescape"),
            keep_blank_values=True,
            errors="surrogateescape",
            max_num_fields=settings.FRANPOS_MAX_ROWS * MOST_MEMBERS,
        )
    except ValueError:
        raise RequestDataTooBig from None
    for name, value in pairs:
        found = MEMBER.fullmatch(name)
        if found is None:
            read[name] = value
        else:
            customers.setdefault(int(found[1]), {})[found[2] or found[3]] = value
    if not customers:
        raise Refused(f"The form has no {CUSTOMERS}[0].FirstName or the like.")
    return read | {CUSTOMERS: [customers[number] for number in sorted(customers)]}
