"""One change applied to one record in memory. Says all that is wrong with it at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from contacts.models import join_name
from crm.accounts.models import Account
from customers.changes import (
    UNSET,
    AddressChange,
    ContactChange,
    CustomerChange,
    ItemChange,
    PhoneChange,
    Source,
    written,
)
from customers.errors import Invalid, NotFound
from customers.models import CustomField

from .custom_values import read_custom_value
from .naming import write_full_name, write_name
from .parts import (
    ADDRESS,
    ALIAS,
    CONTACT,
    CUSTOM_FIELD,
    NOTE_ENTRY,
    PHONE,
    SUPPLIER_ACCOUNT,
    Part,
    clean,
)
from .record import Node, Record
from .references import TABLES, References
from .replace import match_addresses, match_phones, says_the_same


@dataclass(slots=True)
class Applying:
    """One change on its way into one record."""

    account: Account
    source: Source
    references: References
    record: Record
    problems: dict[str, list[str]] = field(default_factory=dict)

    def run(self, change: CustomerChange) -> None:
        """Write the change into the record.

        Raises:
            Invalid: with every field that is wrong.
            NotFound: the change edits an item that the customer does not have.
        """
        person_before = self.record.person
        self._customer(change)
        if change.primary is not UNSET:
            self._primary(change.primary)
        self._each(CONTACT, change.contacts, self._contact)
        if change.billing is not UNSET:
            self._billing(change.billing)
        if change.shipping is not UNSET:
            self._shipping(change.shipping)
        self._each(ADDRESS, change.addresses, self._address)
        self._one_billing_address()
        self._each(ALIAS, change.aliases, self._plain)
        self._each(SUPPLIER_ACCOUNT, change.supplier_accounts, self._plain)
        self._each(NOTE_ENTRY, change.note_entries, self._note_entry)
        self._custom_fields("customer", change.custom_fields, None, "")
        self._one_primary(self.record.of(CONTACT))
        for kind in ("billing", "shipping", "other"):
            places = [n for n in self.record.of(ADDRESS) if n.values["kind"] == kind]
            self._one_primary(places)
        self._name(change, person_before)
        if self.problems:
            raise Invalid(self.problems)

    def _customer(self, change: CustomerChange) -> None:
        values = self.record.customer.values
        phone = values["phone"]
        self._write(self.record.customer, change, "")
        if values["phone"] != phone and change.phone_calling_code is UNSET:
            values["phone_calling_code"] = ""  # it was the old number's

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

    def _note_entry(self, node: Node, change: object, prefix: str) -> None:
        if node.id is None and self.source.user is not None:
            node.values["author_id"] = self.source.user.pk
        self._plain(node, change, prefix)

    def _primary(self, change: ContactChange) -> None:
        node = self.record.primary_contact
        if node is None:
            node = self.record.add(CONTACT)
            self._contact(node, change, "primary.")
            if _is_blank(node) and not self.record.of(PHONE, node):
                self.record.items[CONTACT].remove(node)
            else:
                node.values["is_primary"] = True
        else:
            self._contact(node, change, "primary.")

    def _contact(self, node: Node, change: ContactChange, prefix: str) -> None:
        if change.full_name is not UNSET:
            self._full_name(node, change.full_name or "", prefix)
        self._write(node, change, prefix)
        for phone in change.phones:
            self._phone(node, phone, prefix)
        if change.all_phones is not UNSET:
            self._all_phones(node, change.all_phones, prefix)

    def _full_name(self, node: Node, full_name: str, prefix: str) -> None:
        values = node.values
        shown = join_name(values["first_name"], values["middle_name"], values["last_name"])
        write_full_name(values, shown, full_name)
        try:
            for column in ("first_name", "last_name"):
                values[column] = clean(CONTACT, column, values[column])
        except ValidationError as error:
            self._say(prefix + "full_name", error)

    def _phone(self, contact: Node, change: PhoneChange, prefix: str) -> None:
        node = None
        if change.id is not None:
            node = self._find(self.record.of(PHONE, contact), change)
        number = change.number if change.number is not UNSET or node else ""
        if change.remove or number is None or (isinstance(number, str) and not number.strip()):
            if node:
                self.record.remove(node)
            return
        node = node or self.record.add(PHONE, contact)
        before = node.values["number"]
        self._write(node, change, f"{prefix}phones.{change.id or 'new'}.")
        if node.values["number"] != before and change.calling_code is UNSET:
            node.values["calling_code"] = ""  # it was the old number's

    def _all_phones(self, contact: Node, changes: tuple[PhoneChange, ...], prefix: str) -> None:
        rows = self.record.of(PHONE, contact)
        matched = match_phones(rows, changes)
        for row in rows:
            if row not in matched:
                self.record.remove(row)
        for index, (change, match) in enumerate(zip(changes, matched, strict=True)):
            node = match or self.record.add(PHONE, contact)
            self._write(node, change, f"{prefix}all_phones.{index}.")

    def _billing(self, change: AddressChange) -> None:
        node = self.record.billing_address
        if node is None:
            node = self.record.add(ADDRESS)
            self._address(node, change, "billing.")
            if _is_blank(node):
                self.record.items[ADDRESS].remove(node)
        else:
            self._address(node, change, "billing.")

    def _shipping(self, changes: tuple[AddressChange, ...]) -> None:
        rows = [n for n in self.record.of(ADDRESS) if n.values["kind"] == "shipping"]
        matched = match_addresses(rows, changes)
        for row in rows:
            if row not in matched.values():
                self.record.remove(row)
        for index, change in enumerate(changes):
            prefix = f"shipping.{index}."
            if change.id is not None and index not in matched:
                self._say(prefix + "id", ValidationError("Not an address of this customer."))
                continue
            node = matched.get(index)
            if node is None or change.id is not None or not says_the_same(node, change):
                node = node or self.record.add(ADDRESS)
                node.values["kind"] = "shipping"
                self._address(node, change, prefix)

    def _address(self, node: Node, change: AddressChange, prefix: str) -> None:
        self._write(node, change, prefix)
        self._custom_fields("address", change.custom_fields, node, prefix)

    def _one_billing_address(self) -> None:
        billing = [n for n in self.record.of(ADDRESS) if n.values["kind"] == "billing"]
        if len(billing) > 1:
            message = "A customer has one billing address."
            self._say(f"addresses.{billing[-1].id or 'new'}.kind", ValidationError(message))

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

    def _name(self, change: CustomerChange, person_before: str) -> None:
        customer = self.record.customer.values
        if change.name is not UNSET:
            try:
                write_name(
                    self.record,
                    change.name or "",
                    person_is_written=change.primary is not UNSET
                    and change.primary.names_the_person(),
                    person_before=person_before,
                )
                customer["company"] = clean(
                    self.record.customer.part, "company", customer["company"]
                )
                contact = self.record.primary_contact
                for column in ("first_name", "last_name") if contact else ():
                    assert contact is not None
                    contact.values[column] = clean(CONTACT, column, contact.values[column])
            except ValidationError as error:
                self._say("name", error)
        customer["name"] = customer["company"] or self.record.person

    def derive(self) -> None:
        """Fill the canonical columns of what was written."""
        for node in self.record.nodes():
            is_written = node.stored is None or node.changed_columns() & node.part.columns
            if node.part.derive and is_written and not node.removed:
                node.part.derive(node.values, self.account)


def _is_blank(node: Node) -> bool:
    defaults = node.part.defaults()
    return all(
        node.values[column] == defaults[column] for column in node.part.columns - {"is_primary"}
    )


def _was_primary(node: Node) -> bool:
    return bool(node.stored and node.stored["is_primary"])


def _key(node: Node) -> tuple[object, ...]:
    """What may stand once in a customer's list; nothing for a list that may repeat itself."""
    values = node.values
    if node.part is ALIAS:
        return (values["name_key"],)
    return (values["supplier_id"], values["name"]) if node.part is SUPPLIER_ACCOUNT else ()
