"""Locations: the stores of the account, and which of them a call reaches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from crm.access.memory import Memory
from crm.access.models import Client
from crm.accounts.models import Store
from customers.stores import Stores

from .errors import NoSuchLocation, Refused
from .values import Problem, read_id

Parents: TypeAlias = dict[int, int | None]

#: By client: the account's stores with their parents, and its own of them.
_stores: Memory[int, tuple[Parents, Sequence[int]]] = Memory()


@dataclass(frozen=True, slots=True)
class Reach:
    """What a call may read and write.

    Attributes:
        ids: the locations reached.
        default: where a customer is added that names no location, 0 for nowhere.
        stores: the home stores of the customers reached; those without one are everybody's.
        has_stores: whether the account has any. In one that has none, locations mean nothing.
    """

    ids: frozenset[int] = field(default_factory=frozenset)
    default: int = 0
    stores: Stores = None
    has_stores: bool = False

    def check(self, location: int) -> int | None:
        """The store of a location, ``None`` for location 0 and where locations mean nothing.

        Raises:
            NoSuchLocation: the call does not reach it.
        """
        if not location or not self.has_stores:
            return None
        if location not in self.ids:
            raise NoSuchLocation(f"Location {location} is not among those of the token.")
        return location


def find_reach(client: Client, restrict: str) -> Reach:
    """What a call of the client reaches: its stores with all their children, all of the account's if
    it has none of its own.

    Args:
        restrict: ``restrictByLocations``, which narrows it: ids with commas between.

    Raises:
        Refused: it names what is no id, or is not reached.
    """
    parents, own = _stores.get(client.pk, partial(_read_stores, client)) or ({}, ())
    ids = _with_children(own, parents) if own else frozenset(parents)
    asked = _parse_restriction(restrict, ids)
    if asked:
        ids = frozenset(asked)
    chosen = asked or own
    return Reach(
        ids=ids,
        default=chosen[0] if chosen else 0,
        stores=ids | {None} if chosen else None,
        has_stores=bool(parents),
    )


def _read_stores(client: Client, _: int) -> tuple[Parents, Sequence[int]]:
    parents: Parents = dict(
        Store.objects.filter(account=client.account).values_list("pk", "parent_id")
    )
    return parents, sorted(client.stores.values_list("pk", flat=True))


def _with_children(own: Iterable[int], parents: Mapping[int, int | None]) -> frozenset[int]:
    children: dict[int | None, list[int]] = {}
    for store, parent in parents.items():
        children.setdefault(parent, []).append(store)
    reached: set[int] = set()
    ahead = list(own)
    while ahead:
        store = ahead.pop()
        if store not in reached:
            reached.add(store)
            ahead += children.get(store, ())
    return frozenset(reached)


def _parse_restriction(text: str, ids: frozenset[int]) -> list[int]:
    asked: list[int] = []
    for word in filter(None, (word.strip() for word in text.split(","))):
        try:
            location = read_id(word)
        except Problem:
            raise Refused("restrictByLocations must be ids of locations, like 1,2.") from None
        if location not in ids:
            raise Refused(
                f"restrictByLocations: location {location} is not among those of the token."
            )
        asked.append(location)
    return asked
