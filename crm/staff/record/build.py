"""From values by path to the ``CustomerChange`` that writes them."""

from collections.abc import Mapping
from typing import Any

from customers.changes import (
    AddressChange,
    AliasChange,
    ContactChange,
    CustomerChange,
    ItemChange,
    NoteEntryChange,
    PhoneChange,
    SupplierAccountChange,
)

from .paths import FieldPath

KINDS: dict[str, type[ItemChange]] = {
    "contacts": ContactChange,
    "phones": PhoneChange,
    "addresses": AddressChange,
    "aliases": AliasChange,
    "supplier_accounts": SupplierAccountChange,
    "note_entries": NoteEntryChange,
}

#: Item of a list as a path names it: ``(("contacts", "7"), ("phones", "9"))``.
Item = tuple[tuple[str, str], ...]


def customer_change(
    values: Mapping[FieldPath, Any], removed: frozenset[Item] = frozenset()
) -> CustomerChange:
    """The change that writes these values and takes these items away."""
    made: dict[Item, dict[str, Any]] = {(): {}}
    for path, value in values.items():
        if not any(path.items[: len(item)] == item for item in removed):
            _place(made, path.items)
            target = made[path.items]
            if path.is_custom:
                target.setdefault("custom_fields", {})[path.column] = value
            else:
                target[path.column] = value
    for item in removed:
        _place(made, item[:-1])
        made[item] = {"remove": True}
    # The innermost items first, so that each finds what hangs on it.
    for item in sorted(made, key=len, reverse=True):
        if item:
            name, key = item[-1]
            pk = None if key.startswith("new") else int(key)
            change = KINDS[name](id=pk, **made[item])
            made[item[:-1]].setdefault(name, []).append(change)
    lists = {name: tuple(value) for name, value in made[()].items() if name in KINDS}
    return CustomerChange(**{**made[()], **lists})


def _place(made: dict[Item, dict[str, Any]], item: Item) -> None:
    for length in range(1, len(item) + 1):
        made.setdefault(item[:length], {})
