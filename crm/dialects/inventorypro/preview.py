"""A customer as this dialect's clients get it."""

from collections.abc import Iterator
from urllib.parse import quote

from crm.accounts.models import Account
from crm.dialects.preview import (
    BEARER,
    PLACE,
    Carried,
    Loss,
    Preview,
    joined_names,
    person_as_customer,
)
from customers import queries
from customers.queries import StaffRecord

from .render import render_customer

VERSIONS = ("1",)
CARRIED = Carried(
    columns=frozenset({"company", "phone", "fax", "email", "code"}),
    person=frozenset({"first_name", "middle_name", "last_name"}),
    address=PLACE,
)


def carried(version: str) -> Carried:
    return CARRIED


def folds(record: StaffRecord, version: str) -> Iterator[Loss]:
    """What is shown as something else than the record holds."""
    yield from person_as_customer(record)
    yield from joined_names(record, every=False)


def preview(account: Account, record: StaffRecord, version: str) -> Preview:
    """The answer to ``GET Customer/{id}``."""
    code = record.customer.code
    answer = render_customer(queries.flat_by_code(account, code), account.zone)
    return Preview(path=f"Customer/{quote(code, safe='')}", headers=BEARER, answer=answer)
