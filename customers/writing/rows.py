"""Single rows of a record written into, whatever they are of. Says all that is wrong, not the first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from crm.accounts.models import Account
from customers.changes import ItemChange, NoteEntryChange, Source, written
from customers.errors import NotFound
from customers.models import CustomField

from .clean import clean
from .custom_values import read_custom_value
from .parts import ALIAS, CUSTOM_FIELD, NOTE_ENTRY, SUPPLIER_ACCOUNT, Part
from .record import Node, Record
from .references import TABLES, References


@dataclass
class Rows:
    """The rows of one record, on their way to be what a change says.

    Attributes:
        problems: field path to what is wrong with it.
    """

    account: Account
    source: Source
    references: References
    record: Record
    problems: dict[str, list[str]] = field(default_factory=dict)

    def _say(self, field: str, error: ValidationError) -> None:
        self.problems.setdefault(field, []).extend(error.messages)

    def _write(self, node: Node, change: object, prefix: str) -> None:
        for column, value in written(change, node.part.columns).items():
            try:
                cleaned = clean(node.part, column, value)
                if column in TABLES:
                    self.references.check(column, cleaned)
                node.values[column] = cleaned
            except ValidationError as error:
                self._say(prefix + column, error)

    def _each(self, part: Part, changes: Iterable[Any], write: Any) -> None:
        for change in changes:
            prefix = f"{part.name}.{change.id or 'new'}."
            if change.id is None:
                node = self.record.add(part)
            else:
                node = self._find(self.record.of(part), change)
            if change.remove:
                self.record.remove(node)
            else:
                write(node, change, prefix)

    def _find(self, nodes: Iterable[Node], change: ItemChange) -> Node:
        found = next((node for node in nodes if node.id == change.id), None)
        if found is None:
            raise NotFound
        return found

    def _plain(self, node: Node, change: object, prefix: str) -> None:
        self._write(node, change, prefix)
        if node.part.derive:
            node.part.derive(node.values, self.account)
        for column in ("name", "text"):
            if column in node.values and not node.values[column].strip():
                self._say(prefix + column, ValidationError("May not be empty."))
        key = _key(node)
        if key and sum(_key(other) == key for other in self.record.of(node.part)) > 1:
            self._say(prefix + "name", ValidationError("The customer has this one already."))
        if "supplier_id" in node.values and node.values["supplier_id"] is None:
            self._say(prefix + "supplier_id", ValidationError("May not be empty."))

    def _note_entry(self, node: Node, change: NoteEntryChange, prefix: str) -> None:
        if node.id is None and self.source.user is not None:
            node.values["author_id"] = self.source.user.pk
        self._plain(node, change, prefix)
        if change.once and any(
            entry is not node and _says(entry) == _says(node)
            for entry in self.record.of(NOTE_ENTRY)
        ):
            self.record.items[NOTE_ENTRY].remove(node)

    def _custom_fields(
        self, target: str, texts: Mapping[str, str | None], parent: Node | None, prefix: str
    ) -> None:
        for name, text in texts.items():
            try:
                definition = self.references.custom_field(target, name)
                value = clean(CUSTOM_FIELD, "value", text) if text else ""
                self._custom_field(definition, value, parent)
            except ValidationError as error:
                self._say(f"{prefix}custom_fields.{name}", error)

    def _custom_field(self, definition: CustomField, text: str, parent: Node | None) -> None:
        nodes = self.record.of(CUSTOM_FIELD, parent)
        node = next((n for n in nodes if n.values["field_id"] == definition.pk), None)
        if text:
            canonical = read_custom_value(definition, text)
            node = node or self.record.add(CUSTOM_FIELD, parent)
            node.label = definition.name
            node.values |= {"field_id": definition.pk, "value": text, **canonical}
        elif node:
            self.record.remove(node)

    def _one_primary(self, nodes: list[Node]) -> None:
        """Of items that are there one is primary: the last to claim it, else the oldest.

        One that was just told not to be primary is passed over while there is another.
        """
        if not nodes:
            return
        claimed = [node for node in nodes if node.values["is_primary"]]
        fresh = [node for node in claimed if not _was_primary(node)]
        others = [node for node in nodes if not _was_primary(node)]
        chosen = (fresh[-1:] or claimed or others or nodes)[0]
        for node in nodes:
            node.values["is_primary"] = node is chosen


def _was_primary(node: Node) -> bool:
    return bool(node.stored and node.stored["is_primary"])


def _says(entry: Node) -> tuple[str, int | None]:
    return entry.values["text"], entry.values["type_id"]


def _key(node: Node) -> tuple[object, ...]:
    """What may stand once in a customer's list; nothing for a list that may repeat itself."""
    values = node.values
    if node.part is ALIAS:
        return (values["name_key"],)
    return (values["supplier_id"], values["name"]) if node.part is SUPPLIER_ACCOUNT else ()
