"""A batch at work: finds each row's customer, applies the row, remembers what to store and to tell."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from contacts.canonical import fold
from crm.accounts.models import Account
from customers.changes import CustomerChange, Source
from customers.errors import CustomerError, NotFound
from customers.ledger import Entry, action_of
from customers.models import AccountCounters, Change
from customers.stores import Stores

from .apply import Applying
from .codes import Codes
from .load import By, Loading, ask_records, parts_touched
from .matching import (
    Asking,
    Index,
    Key,
    Sought,
    ask_holders,
    read_holders,
    refuse_keyless,
    sought_by,
)
from .parts import PHONE
from .record import Checkpoint, Difference, Record, creation
from .references import References, load_references
from .write import Mode, Write


@dataclass(kw_only=True, slots=True)
class Applied:
    """What became of one row, before it is stored.

    Attributes:
        matched_by: the key by which an upsert found its customer.
        entry: what the ledger will say, ``None`` if the row changed nothing.
    """

    record: Record | None = None
    created: bool = False
    matched_by: str = ""
    entry: Entry | None = None
    error: CustomerError | None = None


@dataclass(slots=True)
class Batch:
    """The records a batch touches, and the keys that are taken as far as the batch can see.

    Attributes:
        counters: the account's, to be set once they are locked.
    """

    account: Account
    source: Source
    writes: Sequence[Write]
    counters: AccountCounters = field(init=False)
    references: References = field(default_factory=References)
    by_id: dict[int, Record] = field(default_factory=dict)
    index: Index = field(default_factory=Index)
    codes: Codes = field(init=False)
    _sought: list[list[Sought]] = field(init=False)
    _wanted_codes: set[str] = field(init=False)
    _loading: Loading | None = None
    _holders: dict[Stores, Asking] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.codes = Codes(self.account)
        self._sought = [self._sought_by(write) for write in self.writes]
        keys = set(chain.from_iterable(self._sought))
        self._wanted_codes = {value for key, value in keys if key is Key.CODE}
        self.index.keys = frozenset(key for key, _ in keys)

    def ask(self) -> None:
        """Ask what no answer is needed for. The number of queries does not grow with the rows."""
        ids = self._ids()
        codes = self._written_codes()
        if self.index.keys <= {Key.CODE} and not (ids and self._wanted_codes):
            self._ask_records(*((By.ID, ids) if ids else (By.CODE, self._wanted_codes)))
            self.codes.known |= self._wanted_codes
        else:
            codes |= self._wanted_codes
        self.codes.ask(codes - self.codes.known)
        for stores, looked_up in _by_stores(self.writes, self._sought).items():
            self._holders[stores] = ask_holders(self.account, looked_up, stores)

    def run(self) -> list[Applied]:
        """Apply the rows in memory, in their order."""
        self.references = load_references(self.account, self._changes())
        self._load()
        return [
            self._apply(write, keys) for write, keys in zip(self.writes, self._sought, strict=True)
        ]

    def _sought_by(self, write: Write) -> list[Sought]:
        match write.mode:
            case Mode.UPSERT:
                return sought_by(self.account, write.change, write.by)
            case Mode.UPDATE if write.code is not None:
                return sought_by(self.account, CustomerChange(code=write.code), [Key.CODE])
            case _:
                return []

    def _changes(self) -> list[CustomerChange]:
        return [change for write in self.writes for change in write.changes()]

    def _ids(self) -> set[int]:
        return {w.customer_id for w in self.writes if w.customer_id and w.customer_id < 2**63}

    def _written_codes(self) -> set[str]:
        texts = (change.code for change in self._changes())
        return {fold(text) for text in texts if isinstance(text, str)} - {""}

    def _ask_records(self, by: By, wanted: Collection[Any]) -> None:
        if not wanted:
            return
        changes = self._changes()
        parts = parts_touched(changes) | ({PHONE} if Key.CELL_PHONE in self.index.keys else set())
        self._loading = ask_records(self.account, by, wanted, parts)

    def _load(self) -> None:
        """Read what was asked, and ask what follows from it."""
        ids = self.codes.read()
        if self._loading is None:
            wanted = self._ids() | {pk for code, pk in ids.items() if code in self._wanted_codes}
            for stores, asking in self._holders.items():
                found, crowded = read_holders(asking)
                wanted |= found
                self.index.crowded |= {(stores, key) for key in crowded}
            self._ask_records(By.ID, wanted)
        numbers = self._numbers_as_codes()
        if numbers:
            ids |= self.codes.look_up_numbers(numbers)
        if self._loading is not None:
            self.by_id = self._loading.read()
        self.codes.know(self.by_id, ids)
        for record in self.by_id.values():
            self.index.take(record)

    def _numbers_as_codes(self) -> set[str]:
        """The codes that new customers may get by their numbers."""
        may_be_born, needs_number = 0, False
        for write in self.writes:
            if write.mode is not Mode.UPDATE:
                may_be_born += 1
                needs_number |= not any(
                    isinstance(change.code, str) and fold(change.code) for change in write.changes()
                )
        first = self.counters.last_number + 1
        return {str(number) for number in range(first, first + may_be_born * needs_number)}

    def _apply(self, write: Write, sought: Sequence[Sought]) -> Applied:
        """One row, in memory. A row that is refused leaves its record as it was."""
        try:
            record, matched_by = self._find(write, sought)
        except CustomerError as error:
            return Applied(error=error)
        is_new = record is None
        if is_new and write.refuse_new is not None:
            return Applied(error=write.refuse_new)
        record = record or Record.new()
        before = Checkpoint(record)
        try:
            differences = self._change(record, write, before, is_new=is_new)
        except CustomerError as error:
            before.restore()
            return Applied(error=error)
        self.index.take(record)
        entry = None
        if differences:
            action = action_of(record, differences, is_new=is_new)
            self._count(action, record)
            entry = Entry(record, action, differences, matched_by)
        return Applied(record=record, created=is_new, matched_by=matched_by, entry=entry)

    def _find(self, write: Write, sought: Sequence[Sought]) -> tuple[Record | None, str]:
        match write.mode:
            case Mode.CREATE:
                return None, ""
            case Mode.UPSERT:
                if not sought:
                    refuse_keyless(write.change, write.by)
                return self.index.find(sought, write.within)
            case Mode.UPDATE:
                record, _ = self.index.find(sought, None)
                if write.customer_id is not None:
                    record = self.by_id.get(write.customer_id)
                if record is None:
                    raise NotFound
                return record, ""

    def _change(
        self, record: Record, write: Write, before: Checkpoint, *, is_new: bool
    ) -> list[Difference]:
        applying = Applying(self.account, self.source, self.references, record)
        old_code, old_key = (record.customer.values[c] for c in ("code", "code_key"))
        for change in write.changes() if is_new else (write.change,):
            applying.run(change)
        number = record.customer.values["number"] or self.counters.last_number + 1
        self.codes.settle(record, number, old_code)
        applying.derive()
        self.codes.take(record, old_key)
        if is_new:
            record.customer.values["number"] = self.counters.last_number = number
        return creation(record) if is_new else before.differences()

    def _count(self, action: Change.Action, record: Record) -> None:
        match action:
            case Change.Action.CREATED:
                self.counters.customers += 1
                self.counters.active_customers += record.customer.values["is_active"]
            case Change.Action.DISCONTINUED:
                self.counters.active_customers -= 1
            case Change.Action.REVIVED:
                self.counters.active_customers += 1


def _by_stores(
    writes: Sequence[Write], sought: Sequence[Sequence[Sought]]
) -> dict[Stores, set[Sought]]:
    """The keys of the upserts, by the stores to whose customers they keep; a batch has few of these."""
    keys: dict[Stores, set[Sought]] = {}
    for write, looked_up in zip(writes, sought, strict=True):
        if write.mode is Mode.UPSERT:
            keys.setdefault(write.within, set()).update(looked_up)
    return keys
