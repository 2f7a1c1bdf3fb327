"""The contacts of a record, and their phones."""

from dataclasses import replace
from datetime import date, datetime, time

from django.core.exceptions import ValidationError

from contacts.canonical import with_calling_code
from contacts.models import join_name
from customers.changes import UNSET, ContactChange, PhoneChange

from .clean import clean
from .naming import write_full_name
from .parts import CONTACT, PHONE, phone_e164
from .record import Node
from .replace import match_phones
from .rows import Rows


class People(Rows):
    """Writes contacts. The primary one is made when it is written and there is none."""

    def _primary(self, change: ContactChange) -> None:
        node = self.record.primary_contact
        if node is None:
            node = self.record.add(CONTACT)
            self._contact(node, change, "primary.")
            if node.is_blank() and not self.record.of(PHONE, node):
                self.record.items[CONTACT].remove(node)
            else:
                node.values["is_primary"] = True
        else:
            self._contact(node, change, "primary.")

    def _contact(self, node: Node, change: ContactChange, prefix: str) -> None:
        if change.full_name is not UNSET:
            self._full_name(node, change.full_name or "", prefix)
        self._write(node, self._without_loss(node, change), prefix)
        for phone in change.phones:
            self._phone(node, phone, prefix)
        for type_, number in change.typed_phones.items():
            self._typed_phone(node, type_, number, prefix)
        if change.all_phones is not UNSET:
            self._all_phones(node, change.all_phones, prefix)

    def _without_loss(self, node: Node, change: ContactChange) -> ContactChange:
        """The change as it is meant for a person of whom more is known than its dialect can say."""
        if not change.gender and node.values["gender"] in change.unsaid_genders:
            change = replace(change, gender=UNSET)
        day, birthday = change.birthday, node.values["birthday"]
        if isinstance(day, date) and not isinstance(day, datetime):
            zone = self.account.zone
            is_kept = birthday is not None and birthday.astimezone(zone).date() == day
            start = datetime.combine(day, time(), zone)
            change = replace(change, birthday=birthday if is_kept else start)
        return change

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
        self._write_phone(contact, node, change, f"{prefix}phones.{change.id or 'new'}.")

    def _typed_phone(self, contact: Node, type_: str, number: str | None, prefix: str) -> None:
        rows = [row for row in self.record.of(PHONE, contact) if row.values["type"] == type_]
        if any(_in_one(row) == number for row in rows):
            return
        same = (row for row in rows if self._is_same_number(row, number))
        node = next(same, rows[0] if rows else None)
        if node is not None and node.values["number"] == number:
            return
        change = PhoneChange(type=type_, number=number)
        self._write_phone(contact, node, change, f"{prefix}phones.{type_}.")

    def _is_same_number(self, row: Node, number: str | None) -> bool:
        if row.values["number"] == number:
            return True
        canonical = phone_e164(number, "", self.account) if isinstance(number, str) else ""
        return bool(canonical) and row.values["e164"] == canonical

    def _write_phone(
        self, contact: Node, node: Node | None, change: PhoneChange, prefix: str
    ) -> None:
        number = change.number if change.number is not UNSET or node else ""
        if change.remove or number is None or (isinstance(number, str) and not number.strip()):
            if node:
                self.record.remove(node)
            return
        node = node or self.record.add(PHONE, contact)
        before = node.values["number"]
        self._write(node, change, prefix)
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


def _in_one(row: Node) -> str:
    return with_calling_code(row.values["number"], row.values["calling_code"])
