"""A customer as this dialect's clients get it."""

from collections.abc import Iterator, Sequence

from contacts.models import PhoneNumber
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

from .ids import CUSTOMER
from .render import render_detail, render_time


def one_phone(phones: Sequence[PhoneNumber]) -> list[PhoneNumber]:
    """The oldest business number, else the oldest of all."""
    return sorted(phones, key=lambda phone: (phone.type != "business", phone.pk))[:1]


VERSIONS = ("1",)
PERSON = frozenset({"first_name", "middle_name", "last_name", "job_title", "email"})
CARRIED = Carried(
    columns=frozenset(
        [
            "company",
            "email",
            "phone",
            "fax",
            "website",
            "tax_number",
            "payment_terms",
            "currency",
            "credit_limit",
            "current_balance",
            "discount_rate",
            "preferred_shipping",
            "customer_since",
            "note",
        ]
    ),
    person=PERSON,
    others=PERSON,
    phones=one_phone,
    address=PLACE,
    shipping=1,
    orders=True,
)


def carried(version: str) -> Carried:
    return CARRIED


def folds(record: StaffRecord, version: str) -> Iterator[Loss]:
    """What is shown as something else than the record holds."""
    yield from person_as_customer(record)
    yield from joined_names(record, every=True)
    for person in record.contacts:
        for phone in one_phone(person.phones):
            path = f"contacts.{person.contact.pk}.phones.{phone.pk}.type"
            yield Loss(f"The type of {phone.number} is not told", (path,))
    if record.customer.customer_since is None:
        shown = render_time(record.customer.created) or ""
        yield Loss("Since when it is a customer", ("customer_since",), shown)


def preview(account: Account, record: StaffRecord, version: str) -> Preview:
    """The answer to ``GET customers/{id}``."""
    customer_id = record.customer.pk
    customer, sales = queries.trade_record(account, customer_id)
    answer = {"data": render_detail(customer, sales)}
    return Preview(path=f"customers/{CUSTOMER}{customer_id}", headers=BEARER, answer=answer)
