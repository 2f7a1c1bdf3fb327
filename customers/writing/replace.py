"""A whole list written over the one that is there: which written item stands for which row."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from contacts.canonical import fold
from customers import places
from customers.changes import AddressChange, PhoneChange, written

from .parts import ADDRESS, PHONE
from .record import Node

#: Whether a row is the one that a change means.
Meant: TypeAlias = Callable[[Node], bool]


def match_addresses(rows: Sequence[Node], changes: Sequence[AddressChange]) -> dict[int, Node]:
    """The rows that the changes stand for, by the index of the change. No row stands twice.

    By id; else the row that holds all the change says; else the one at the same place.
    """
    found: dict[int, Node] = {}
    left = list(rows)
    for is_meant_by in (_has_id, _says_the_same, _is_the_same_place):
        for index, change in enumerate(changes):
            if index in found or (change.id is not None and is_meant_by is not _has_id):
                continue
            row = next(filter(is_meant_by(change), left), None)
            if row is not None:
                found[index] = row
                left.remove(row)
    return found


def match_phones(rows: Sequence[Node], changes: Sequence[PhoneChange]) -> list[Node | None]:
    """The row of each change: the one that holds the same, where that keeps the order; else the
    one at the same position."""
    left = list(rows)
    found: list[Node | None] = []
    for change in changes:
        row = next(filter(_holds(change, PHONE.columns), left), None)
        found.append(row)
        if row is not None:
            left.remove(row)
    if _keeps_order(rows, found):
        return found
    return [*rows[: len(changes)], *(None for _ in changes[len(rows) :])]


def _keeps_order(rows: Sequence[Node], found: Iterable[Node | None]) -> bool:
    """Whether old rows come in their order and new ones after them, as they will be read back."""
    places = [len(rows) if row is None else rows.index(row) for row in found]
    return places == sorted(places)


def says_the_same(row: Node, change: AddressChange) -> bool:
    """Whether the address holds all that is said of it; a country in any of its names."""
    return _says_the_same(change)(row)


def _has_id(change: AddressChange) -> Meant:
    return lambda row: change.id is not None and row.id == change.id


def _says_the_same(change: AddressChange) -> Meant:
    return _holds(change, ADDRESS.columns - {"kind", "is_primary", "is_main"})


def _is_the_same_place(change: AddressChange) -> Meant:
    columns = ("line1", "postal_code", "city")
    said = written(change, frozenset(columns))
    place = [fold(said.get(column) or "") for column in columns]
    return lambda row: any(place) and place == [fold(row.values[column]) for column in columns]


def _holds(change: object, columns: frozenset[str]) -> Meant:
    said = [(column, value or "") for column, value in written(change, columns).items()]

    def holds(row: Node) -> bool:
        for column, value in said:
            held = row.values[column]
            if held != value and not (column == "country" and _is_the_same_country(held, value)):
                return False
        return True

    return holds


def _is_the_same_country(one: str, other: str) -> bool:
    code = places.country_code(other)
    return bool(code) and places.country_code(one) == code
