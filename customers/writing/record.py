"""One customer in memory, while a batch works on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from contacts.models import join_name

from .parts import ADDRESS, CONTACT, CUSTOM_FIELD, CUSTOMER, ITEMS, PHONE, Part, Values


@dataclass(slots=True, eq=False)
class Node:
    """One row of a record.

    Attributes:
        id: ``None`` until it is about to be stored for the first time.
        stored: the values as they are in the database, ``None`` if the row is new.
        parent: the contact of a phone, the address of an address' custom field.
    """

    part: Part
    values: Values
    id: int | None = None
    stored: Values | None = None
    parent: "Node | None" = None
    removed: bool = False
    label: str = ""

    @property
    def stored_id(self) -> int:
        """The id of a row that is in the database."""
        assert self.id is not None
        return self.id

    def changed_columns(self) -> set[str]:
        """What differs from the database."""
        stored = self.stored or {}
        if stored == self.values:
            return set()
        return {name for name, value in self.values.items() if stored.get(name) != value}

    def has_changed(self, column: str) -> bool:
        """Whether a row that is in the database differs from it there."""
        return self.stored is not None and self.stored[column] != self.values[column]

    def is_blank(self) -> bool:
        """Whether nothing has been said of the row but which one it is to be."""
        defaults = self.part.defaults()
        columns = self.part.columns - {"is_primary"}
        return all(self.values[column] == defaults[column] for column in columns)


#: ``(row, column, before, after)``; before is ``None`` for a row that came, after for one that went.
Difference = tuple[Node, str, object, object]


@dataclass(slots=True, eq=False)
class Record:
    """A customer with those of its parts that the batch touches.

    Attributes:
        parts: of which all rows are in memory.
        texts: the search texts that are stored, ``None`` without any.
        created, modified: as they are stored.
    """

    customer: Node
    items: dict[Part, list[Node]] = field(default_factory=dict)
    parts: frozenset[Part] = frozenset((CUSTOMER, *ITEMS))
    texts: tuple[str, ...] | None = None
    created: datetime = field(init=False)
    modified: datetime = field(init=False)

    @classmethod
    def new(cls) -> "Record":
        return cls(Node(CUSTOMER, CUSTOMER.defaults()))

    def nodes(self) -> Iterator[Node]:
        yield self.customer
        for nodes in self.items.values():
            yield from nodes

    def of(self, part: Part, parent: Node | None = None) -> list[Node]:
        """The rows of a part that are there, oldest first."""
        nodes = self.items.get(part, ())
        return [node for node in nodes if not node.removed and node.parent is parent]

    def add(self, part: Part, parent: Node | None = None) -> Node:
        node = Node(part, part.defaults(), parent=parent)
        self.items.setdefault(part, []).append(node)
        return node

    def remove(self, node: Node) -> None:
        """Take a row out, and what hangs on it."""
        node.removed = True
        for part in {CONTACT: (PHONE,), ADDRESS: (CUSTOM_FIELD,)}.get(node.part, ()):
            for child in self.of(part, node):
                child.removed = True

    @property
    def primary_contact(self) -> Node | None:
        return next((n for n in self.of(CONTACT) if n.values["is_primary"]), None)

    @property
    def billing_address(self) -> Node | None:
        return next((n for n in self.of(ADDRESS) if n.values["kind"] == "billing"), None)

    @property
    def person(self) -> str:
        """The primary contact's full name."""
        contact = self.primary_contact
        if contact is None:
            return ""
        values = contact.values
        return join_name(values["first_name"], values["middle_name"], values["last_name"])


class Checkpoint:
    """A record as it was, to go back to or to compare with."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._nodes = [(node, dict(node.values), node.removed) for node in record.nodes()]

    def restore(self) -> None:
        """Undo everything since."""
        kept = {node for node, _, _ in self._nodes}
        for part, nodes in self._record.items.items():
            self._record.items[part] = [node for node in nodes if node in kept]
        for node, values, removed in self._nodes:
            node.values, node.removed = values, removed

    def differences(self) -> list[Difference]:
        """Every written column that is now another than it was, in a steady order."""
        before = {node: (values, removed) for node, values, removed in self._nodes}
        found: list[Difference] = []
        for node in self._record.nodes():
            values, was_removed = before.get(node, (None, False))
            if values is None and node is not self._record.customer and not node.removed:
                found += _born(node)
            elif values is not None and node.removed and not was_removed:
                found += [(n, c, b, None) for n, c, _, b in _born(node, values)]
            elif values is not None and not node.removed and values != node.values:
                found += [
                    (node, column, values[column], node.values[column])
                    for column in node.part.told
                    if values[column] != node.values[column]
                ]
        return found


def _born(node: Node, values: Values | None = None) -> list[Difference]:
    values = node.values if values is None else values
    defaults = node.part.defaults()
    always = {"kind", "type"}
    return [
        (node, column, None, values[column])
        for column in node.part.told
        if column in always or values[column] != defaults[column]
    ]


def creation(record: Record) -> list[Difference]:
    """All that a new record holds, as differences from nothing."""
    return [
        difference
        for node in record.nodes()
        if not node.removed
        for difference in _born(node)
        if difference[3] is not None
    ]
