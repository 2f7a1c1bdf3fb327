"""The record's addresses as this dialect sees them: locations, each with a name, one of them primary."""

from collections.abc import Sequence

from contacts.canonical import fold
from customers.queries import WholeAddress

from .fields import KIND_NAMES


def primary_location(addresses: Sequence[WholeAddress]) -> WholeAddress | None:
    """The main one; else the billing address, else the primary shipping address, else the oldest."""
    choices = (
        lambda a: a.is_main,
        lambda a: a.kind == "billing",
        lambda a: a.kind == "shipping" and a.is_primary,
        lambda a: True,
    )
    return next((a for is_it in choices for a in addresses if is_it(a)), None)


def location_names(addresses: Sequence[WholeAddress]) -> dict[int, str]:
    """What each is called, by id. Those without a label are called by their kind: ``Shipping``,
    ``Shipping 2`` ..."""
    taken = {fold(address.label) for address in addresses}
    names: dict[int, str] = {}
    for address in addresses:
        name, count = address.label, 1
        while not name.strip():
            kind = KIND_NAMES[address.kind]
            candidate = kind if count == 1 else f"{kind} {count}"
            name = "" if fold(candidate) in taken else candidate
            count += 1
        names[address.id] = name
        taken.add(fold(name))
    return names
