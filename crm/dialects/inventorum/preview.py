"""A customer as this dialect's clients get it."""

from collections.abc import Iterator
from dataclasses import replace

from crm.accounts.models import Account
from crm.dialects.preview import BEARER, PLACE, Carried, Loss, Preview, all_phones, as_id
from customers import queries
from customers.errors import NotFound
from customers.models import Address
from customers.queries import StaffRecord

from .render import WIRE_TYPES, render_item
from .versions import HEADER, NEWEST, OLDEST, has_phone_list

VERSIONS = tuple(str(number) for number in range(NEWEST, OLDEST - 1, -1))
CARRIED = Carried(
    columns=frozenset(
        [
            "company",
            "email",
            "phone",
            "tax_number",
            "note",
            "customer_note",
            "group_id",
            "channel",
            "is_b2b",
            "is_vip",
            "is_favourite",
            "is_confirmed",
            "email_marketing_agreed",
        ]
    ),
    person=frozenset({"salutation", "first_name", "middle_name", "last_name", "birthday"}),
    address=PLACE | {"company", "salutation", "first_name", "last_name"},
    shipping=None,
)
WITH_PHONE_LIST = replace(
    CARRIED,
    columns=CARRIED.columns | {"phone_calling_code"},
    phones=all_phones,
    phone=frozenset({"number", "type", "calling_code"}),
)


def carried(version: str) -> Carried:
    return WITH_PHONE_LIST if has_phone_list(int(version)) else CARRIED


def folds(record: StaffRecord, version: str) -> Iterator[Loss]:
    """What is shown as something else than the record holds."""
    yield from as_id(record, "group_id", "The group is its number")
    for place in record.addresses:
        address = place.address
        is_shown = address.kind != Address.Kind.OTHER
        if is_shown and address.country_code and address.country_code != address.country:
            path = f"addresses.{address.pk}.country"
            yield Loss("The country is its code", (path,), address.country_code)
    if not has_phone_list(int(version)):
        return
    for person in record.contacts[:1]:
        prefix = f"contacts.{person.contact.pk}.phones."
        if record.customer.phone and person.phones:
            paths = tuple(f"{prefix}{phone.pk}.number" for phone in person.phones)
            words = "The customer's phone and its contact's are one list"
            yield Loss(words, ("phone", *paths), "phone_numbers")
        for phone in person.phones:
            if WIRE_TYPES[phone.type] != phone.type:
                path = f"{prefix}{phone.pk}.type"
                yield Loss(f"The type of {phone.number}", (path,), WIRE_TYPES[phone.type])


def preview(account: Account, record: StaffRecord, version: str) -> Preview:
    """The answer to ``GET customers/{id}``; a discontinued one is not found."""
    customer_id = record.customer.pk
    try:
        customer = queries.active_by_id(account, customer_id)
    except NotFound:
        answer = None
    else:
        answer = render_item(customer, account.zone, int(version))
    headers = (*BEARER, f"{HEADER}: {version}")
    return Preview(path=f"customers/{customer_id}/", headers=headers, answer=answer)
