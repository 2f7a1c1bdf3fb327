"""The form over a whole customer: its own fields and all its lists. Or over one item of a list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import BoundField

from contacts.models import PhoneNumber
from crm.staff.record.build import Item
from crm.staff.record.form import Conflict, RecordForm
from crm.staff.record.items import (
    ITEM_LISTS,
    PHONE_COLUMNS,
    ItemList,
    held_items,
    item_paths,
    own_columns,
    phone_items,
)
from crm.staff.record.lists import AccountLists
from crm.staff.record.paths import FieldPath, parse_path
from crm.staff.record.values import as_text
from customers.models import Address
from customers.queries import StaffRecord

from .facts import SECTIONS

NEW_ITEMS = 20  # of a list, at most, in one save
NOTES = 20  # dated ones that the form asks for


@dataclass(frozen=True, slots=True)
class Block:
    """One item of a list in the form.

    Attributes:
        prefix: ``contacts.7.``; what its fields begin with.
        one: what an item of its list is called.
        phones: the fields of each of a contact's numbers.
    """

    prefix: str
    one: str
    fields: list[BoundField]
    phones: list[list[BoundField]]
    is_removed: bool
    is_new: bool


class CustomerForm:
    """The fields of a customer that is there, or of a new one, as the browser has them.

    A customer's lists grow in the browser: ``new`` in the posted data names how many of each.

    Attributes:
        only: the prefix of the one item that the form is of; empty for the whole customer.
    """

    def __init__(
        self,
        whole: StaffRecord | None,
        texts: Mapping[str, str],
        lists: AccountLists,
        data: Mapping[str, Any] | None = None,
        *,
        only: str = "",
    ) -> None:
        self.whole, self.lists, self.data, self.only = whole, lists, data, only
        texts = dict(texts)
        if whole is None or not whole.contacts:
            texts |= {"contacts.new1.is_primary": "yes"}
        paths = list(self._paths())
        for path in paths:
            if path.endswith(".phones.new1.type"):
                texts[path] = PhoneNumber.Type.BUSINESS.value
        for item in self._items("addresses"):
            if _is_new_item(item):
                texts[f"{item}kind"] = _first_kind(whole, item)
        self.form = RecordForm([parse_path(path) for path in paths], texts, lists, data)

    # -- what there is

    def _paths(self) -> Iterator[str]:
        if not self.only:
            for columns in SECTIONS.values():
                yield from columns.split()
            for field in self.lists.custom_fields("customer"):
                yield f"custom_fields.{field.name}"
        for name in ITEM_LISTS:
            for prefix in self._items(name):
                yield from item_paths(name, prefix, self.whole, self.lists)

    def _items(self, name: str) -> list[str]:
        if self.only:
            return [self.only] if self.only.startswith(f"{name}.") else []
        return [*self._held(name), *self._new(name)]

    def _held(self, name: str) -> list[str]:
        """Those that are there; of the notes, which pile up over the years, only the newest, and what
        was posted."""
        held = held_items(self.whole, name)
        if name != "note_entries":
            return held
        posted, newest = self.data or {}, held[-NOTES:]
        return [p for p in held if p in newest or f"{p}text" in posted]

    @property
    def notes_left_out(self) -> int:
        """How many older notes the form does not ask for."""
        return len(held_items(self.whole, "note_entries")) - len(self._held("note_entries"))

    def _new(self, name: str) -> list[str]:
        if self.data is None:
            at_first = 1 if self.whole is None and name in ("contacts", "addresses") else 0
            return [f"{name}.new{place}." for place in range(1, at_first + 1)]
        return [
            f"{name}.new{place}."
            for place in range(1, NEW_ITEMS + 1)
            if f"{name}.new{place}.{ITEM_LISTS[name].columns[0]}" in self.data
        ]

    # -- what is shown

    @property
    def sections(self) -> dict[str, list[BoundField]]:
        shown = {title: self._bound("", names.split()) for title, names in SECTIONS.items()}
        own = [f"custom_fields.{field.name}" for field in self.lists.custom_fields("customer")]
        return shown | ({"Custom fields": self._bound("", own)} if own else {})

    @property
    def lists_of_blocks(self) -> list[tuple[ItemList, list[Block]]]:
        return [
            (listed, [self.block(name, prefix) for prefix in self._items(name)])
            for name, listed in ITEM_LISTS.items()
        ]

    def block(self, name: str, prefix: str) -> Block:
        """One item's part of the form."""
        phones = phone_items(self.whole, prefix) if name == "contacts" else []
        return Block(
            prefix=prefix,
            one=ITEM_LISTS[name].one,
            fields=self._bound(prefix, own_columns(name, self.lists)),
            phones=[self._bound(phone, PHONE_COLUMNS) for phone in phones],
            is_removed=prefix in self._removed_prefixes,
            is_new=_is_new_item(prefix),
        )

    def _bound(self, prefix: str, names: Iterable[str]) -> list[BoundField]:
        return [self.form[prefix + name] for name in names]

    # -- what is written

    @cached_property
    def _removed_prefixes(self) -> set[str]:
        data = self.data or {}
        return {
            prefix
            for name in ITEM_LISTS
            for prefix in self._items(name)
            if data.get(f"{prefix}remove")
        }

    @property
    def removed(self) -> frozenset[Item]:
        """Items that are there and shall go."""
        prefixes = {p for p in self._removed_prefixes if not _is_new_item(p)}
        return frozenset(parse_path(_any_field(prefix)).items for prefix in prefixes)

    def wanted(self, before: Mapping[str, Any]) -> list[str]:
        """The fields to write: what was changed, and all that a new item says, if it says anything."""
        changed = [n for n in self.form.changed(before) if not self._is_removed(n)]
        said = {
            _item(self.form.paths[name])
            for name in changed
            if ".new" in name and name.rpartition(".")[2] not in ("kind", "type", "is_primary")
        }
        return [
            name
            for name, path in self.form.paths.items()
            if (name in changed and not _is_new(path)) or (_is_new(path) and _item(path) in said)
        ]

    def conflicts(self, before: Mapping[str, Any]) -> list[Conflict]:
        """Where somebody else changed the same: a field, an item that shall go, or one that is gone.

        Args:
            before: what those held when the form was made that have changed since.
        """
        written = [c for c in self.form.conflicts(before) if not self._is_removed(c.path)]
        return [*written, *self._changed_removed(before), *self._gone(before)]

    def _changed_removed(self, before: Mapping[str, Any]) -> Iterator[Conflict]:
        zone = self.lists.account.zone
        for path, old in before.items():
            now = self.form.texts.get(path, "")
            taken = _path_or_none(path)
            if taken and self._is_removed(path) and now != as_text(old, zone):
                yield Conflict(path, taken.label, "removed", now)

    def _gone(self, before: Mapping[str, Any]) -> Iterator[Conflict]:
        """What was written into items that are not there any more."""
        zone = self.lists.account.zone
        held = {path.items for path in self.form.paths.values()}
        for name, text in (self.data or {}).items():
            path = _path_or_none(name)
            if path is None or not path.items or path.items in held or _is_unsaid(path):
                continue
            mine = "yes" if text == "on" else text.replace("\r\n", "\n")
            first = f"{path.items[0][0]}.{path.items[0][1]}."
            if mine != as_text(before.get(name), zone) and not (self.data or {}).get(
                f"{first}remove"
            ):
                yield Conflict(name, path.label, mine, "removed")

    def _is_removed(self, name: str) -> bool:
        return any(name.startswith(prefix) for prefix in self._removed_prefixes)


def _item(path: FieldPath) -> Item:
    return path.items


def _path_or_none(text: str) -> FieldPath | None:
    try:
        return parse_path(text)
    except ValueError:
        return None


def _is_unsaid(path: FieldPath) -> bool:
    """Whether it is of a new item, or the type of a number that nobody need have written."""
    return path.items[0][1].startswith("new") or (_is_new(path) and path.column == "type")


def _is_new(path: FieldPath) -> bool:
    return bool(path.items) and path.items[-1][1].startswith("new")


def _any_field(prefix: str) -> str:
    return prefix + ITEM_LISTS[prefix.partition(".")[0]].columns[0]


def _is_new_item(prefix: str) -> bool:
    return prefix.partition(".")[2].startswith("new")


def _first_kind(whole: StaffRecord | None, prefix: str) -> str:
    """A customer without billing address gets that first."""
    has_billing = whole is not None and any(
        place.address.kind == Address.Kind.BILLING for place in whole.addresses
    )
    return Address.Kind.SHIPPING if has_billing or not prefix.endswith(".new1.") else "billing"
