"""The codes of an account's customers: who has them, and what a customer without one gets."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from contacts.canonical import fold
from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.errors import CodeTaken
from customers.queries.once import Asked

from .matching import ask_ids
from .record import Record


@dataclass(slots=True)
class Codes:
    """Who has which code, as far as a batch can see.

    Attributes:
        holders: folded code to the record that has it, or the id of a customer that the batch does
            not touch.
        known: codes that were looked up: one of these that nobody has is free.
    """

    account: Account
    holders: dict[str, Record | int] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    _asked: Asked | None = None

    def ask(self, codes: Collection[str]) -> None:
        """Ask who has these folded codes."""
        # A code that cannot be stored is refused later; PostgreSQL would refuse the query.
        storable = {code for code in codes if is_storable(code)}
        self.known |= storable
        self._asked = ask_ids(self.account, storable) if storable else None

    def read(self) -> dict[str, int]:
        """Who has the codes that were asked for."""
        found: dict[str, int] = dict(self._asked.rows()) if self._asked else {}
        self._asked = None
        return found

    def know(self, records: Mapping[int, Record], ids: Mapping[str, int]) -> None:
        """Take over what was read: the records, and who has other codes."""
        self.holders |= {record.customer.values["code_key"]: record for record in records.values()}
        self.holders |= {code: records.get(pk, pk) for code, pk in ids.items()}

    def look_up_numbers(self, numbers: Collection[str]) -> dict[str, int]:
        """Who has the codes that new customers may get by their numbers.

        Where clients have numbers as codes, those with a suffix are looked up too, each time as many
        as before: a few queries, whatever the rows.
        """
        found = self._look_up(numbers)
        taken, first = {number for number in numbers if number in found}, 2
        while taken:
            suffixes = range(first, 2 * first)
            found |= self._look_up(
                {f"{number}-{suffix}" for number in taken for suffix in suffixes}
            )
            taken = {n for n in taken if all(f"{n}-{suffix}" in found for suffix in suffixes)}
            first *= 2
        return found

    def _look_up(self, codes: Collection[str]) -> dict[str, int]:
        self.ask(codes)
        return self.read()

    def settle(self, record: Record, number: int, before: str) -> None:
        """Write the code that the record is to have: the one that was written, else its number."""
        values = record.customer.values
        # The code is how the others know a customer: the spelling stays when only the case differs.
        code = values["code"].strip()
        same = fold(code) == values["code_key"]
        values["code"] = (before if same else code) or self._free(number)

    def _free(self, number: int) -> str:
        """The number as a code; with a suffix where a client has taken that."""
        code, suffix = str(number), 1
        while self._is_taken(code):
            suffix += 1
            code = f"{number}-{suffix}"
        return code

    def _is_taken(self, code: str) -> bool:
        if code in self.holders or code in self.known:
            return code in self.holders
        return bool(self._look_up([code]))

    def take(self, record: Record, old: str) -> None:
        """Give the record its code, and free the one that it had.

        Raises:
            CodeTaken: another customer has it.
        """
        code = record.customer.values["code_key"]
        if self.holders.get(code, record) is not record:
            raise CodeTaken(record.customer.values["code"])
        if old != code:
            self.holders.pop(old, None)
            self.known.add(old)
        self.holders[code] = record
