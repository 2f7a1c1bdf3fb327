"""A customer as this dialect's clients get it."""

from collections.abc import Iterator

from crm.accounts.models import Account
from crm.dialects.preview import Carried, Loss, Preview, all_phones, person_as_customer
from customers import queries
from customers.errors import NotFound
from customers.queries import StaffRecord

from .fields import KIND_NAMES, UNSET_STATE, WIRE_TYPES
from .render import render_customer

VERSIONS = ("2",)
PERSON = frozenset({"salutation", "first_name", "last_name", "job_title", "email"})
CARRIED = Carried(
    columns=frozenset({"company", "website"}),
    person=PERSON,
    others=PERSON,
    phones=all_phones,
    address=frozenset({"label", "line1", "city", "state", "postal_code", "country"}),
    shipping=None,
    other_addresses=True,
    notes=None,
    note=frozenset({"text", "for_staff"}),
    own_fields=True,
    lists=frozenset({"aliases", "supplier_accounts"}),
)


def carried(version: str) -> Carried:
    return CARRIED


def folds(record: StaffRecord, version: str) -> Iterator[Loss]:
    """What is shown as something else than the record holds."""
    yield from person_as_customer(record)
    for person in record.contacts:
        for phone in person.phones:
            if phone.type == "cell":
                path = f"contacts.{person.contact.pk}.phones.{phone.pk}.type"
                yield Loss(f"The type of {phone.number}", (path,), f"{WIRE_TYPES['cell']}, other")
    for place in record.addresses:
        address = place.address
        prefix = f"addresses.{address.pk}."
        if address.label:
            kind = KIND_NAMES[address.kind].lower()
            words = f"That {address.label} is for {kind}" if kind != "other" else ""
        else:
            words = "The kind of an address is its name"
        if words:
            shown = "" if address.label else KIND_NAMES[address.kind]
            yield Loss(words, (f"{prefix}kind",), shown)
        if not address.state:
            yield Loss("No state", (f"{prefix}state",), UNSET_STATE)


def preview(account: Account, record: StaffRecord, version: str) -> Preview:
    """The answer to ``POST Customer``, which shows active ones only."""
    customer_id = record.customer.pk
    answer = None
    try:
        customer = queries.whole_by_id(account, customer_id)
    except NotFound:
        pass
    else:
        answer = {"Result": render_customer(customer, account.zone, with_locations=True)}
    return Preview(
        method="POST",
        path="Api2.svc/Customer",
        headers=("RpmApiKey: $TOKEN",),
        body=f'{{"CustomerID": {customer_id}}}',
        answer=answer,
    )
