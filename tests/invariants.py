"""What holds of an account's customers whatever was written to them, in whatever order."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from contacts.canonical import fold
from contacts.models import PhoneNumber
from crm.accounts.models import Account
from customers.models import AccountCounters, Change, Customer, CustomerContact, SearchText
from customers.writing.parts import ADDRESS, CONTACT, CUSTOM_FIELD, CUSTOMER, ITEMS, PHONE, Part
from customers.writing.search_texts import rebuild_search_texts

#: Path of a column as the ledger writes it -> its value; a column that holds its default is not there.
State = dict[str, Any]

PARTS = {part.name: part for part in (CUSTOMER, *ITEMS)}
ALWAYS = ("kind", "type")  # told of a row that came or went even where they hold the default


def assert_sound(account: Account) -> None:
    """Codes, numbers and counters, the ledger against the records, the texts that searches look at."""
    customers = list(Customer.objects.filter(account=account).order_by("number"))
    counters = AccountCounters.objects.filter(account=account).first() or AccountCounters()
    changes = list(Change.objects.filter(account=account).order_by("sequence"))

    codes = [fold(customer.code) for customer in customers]
    assert len(set(codes)) == len(codes), "a code twice"
    assert [c.number for c in customers] == list(range(1, len(customers) + 1)), "numbers"
    assert [c.sequence for c in changes] == list(range(1, len(changes) + 1)), "sequence"
    assert (counters.last_number, counters.last_sequence) == (len(customers), len(changes))
    active = sum(customer.is_active for customer in customers)
    assert (counters.customers, counters.active_customers) == (len(customers), active)

    for customer in customers:
        told = [change for change in changes if change.customer_id == customer.pk]
        assert replay(told) == recorded(customer), f"the ledger of {customer.code}"
        _assert_one_primary(customer)
    assert SearchText.objects.filter(account=account).count() == len(customers)
    assert _texts_out_of_step(account, [customer.pk for customer in customers]) == 0


def replay(changes: list[Change]) -> State:
    """What the ledger says that a customer holds. Each change begins where the last one ended."""
    state: State = {}
    for change in changes:
        assert change.fields, f"{change} changed nothing"
        for path, (before, after) in change.fields.items():
            held, was = state.get(path), _meant(path, before)
            assert held == was, f"{change}: {path} was {held!r}, the ledger says {was!r}"
            meant = _meant(path, after)
            state.pop(path, None)
            if meant is not None:
                state[path] = meant
    return state


def recorded(customer: Customer) -> State:
    """What a customer holds."""
    told = dict(_row(CUSTOMER, "", customer))
    for link in CustomerContact.objects.filter(customer=customer).select_related("contact"):
        prefix = f"contacts.{link.contact_id}."
        told |= dict(_row(CONTACT, prefix, link.contact, is_primary=link.is_primary))
        for phone in PhoneNumber.objects.filter(contact=link.contact):
            told |= dict(_row(PHONE, f"{prefix}phones.{phone.pk}.", phone))
    for part in ITEMS:
        if part in (CONTACT, PHONE, CUSTOM_FIELD):
            continue
        for row in part.model._default_manager.filter(customer=customer):
            told |= dict(_row(part, f"{part.name}.{row.pk}.", row))
    for value in customer.custom_field_values.select_related("field"):
        prefix = f"{ADDRESS.name}.{value.address_id}." if value.address_id else ""
        told[f"{prefix}custom_fields.{value.field.name}"] = value.value
    return {
        path: meant for path, value in told.items() if (meant := _meant(path, value)) is not None
    }


def path_parts(path: str) -> tuple[str, str]:
    """The name of the part that a path of the ledger leads to, and the column."""
    if "custom_fields." in path:
        return CUSTOM_FIELD.name, "value"
    *place, column = path.split(".")
    return (place[-2] if place else CUSTOMER.name), column


def _row(part: Part, prefix: str, row: models.Model, **more: Any) -> Iterator[tuple[str, Any]]:
    for column in part.columns:
        yield prefix + column, more[column] if column in more else getattr(row, column)


def _meant(path: str, value: Any) -> Any:
    """A value as something to compare; ``None`` for the default, which nobody needs to tell."""
    name, column = path_parts(path)
    part = PARTS[name]
    if part is CUSTOM_FIELD or value is None:
        return value
    if value == part.defaults()[column] and column not in ALWAYS:
        return None
    if column == "is_primary":
        return value
    field = part.model._meta.get_field(column)
    if isinstance(field, models.DecimalField):
        return Decimal(value) or None
    if isinstance(field, models.DateTimeField) and isinstance(value, str):
        return datetime.fromisoformat(value)
    return value


def _assert_one_primary(customer: Customer) -> None:
    contacts = CustomerContact.objects.filter(customer=customer)
    assert contacts.filter(is_primary=True).count() == min(1, contacts.count()), "primary contact"
    for kind in ("billing", "shipping"):
        addresses = customer.addresses.filter(kind=kind)
        primary = addresses.filter(is_primary=True).count()
        assert primary <= 1, f"primary {kind} address"
        assert kind != "shipping" or primary == min(1, addresses.count()), "no primary address"


def _texts_out_of_step(account: Account, customers: list[int]) -> int:
    """How many search texts are not what they should be; they stay as they are."""
    with transaction.atomic():
        wrong = rebuild_search_texts(account.pk, customers)
        transaction.set_rollback(True)
    return wrong
