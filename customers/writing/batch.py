"""A batch at work: finds each row's customer, applies the row, remembers what to store and to tell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain

from contacts.canonical import fold
from crm.accounts.models import Account
from customers.changes import CustomerChange, Source
from customers.errors import CustomerError, NotFound
from customers.ledger import Entry, action_of
from customers.models import AccountCounters, Change
from customers.stores import Stores

from .apply import Applying
from .codes import Codes
from .load import load_records, parts_touched
from .matching import Index, Key, Sought, look_up, refuse_keyless, sought_by
from .parts import PHONE
from .record import Checkpoint, Difference, Record, creation
from .references import References, load_references


class Mode(Enum):
    """What a write does when its customer is there, or is not."""

    CREATE = "create"
    UPDATE = "update"
    UPSERT = "upsert"


@dataclass(frozen=True, kw_only=True, slots=True)
class Write:
    """One row of a batch.

    Attributes:
        customer_id, code: which customer an update means: one of the two.
        by: by which keys of its change an upsert finds its customer, in order.
        within: the home stores to whose customers an upsert keeps, ``None`` among them for customers
            without; every customer when left out.
        defaults: what a customer starts with that the row creates; ``change`` is written over it.
        refuse_new: the error of an upsert that finds nobody, instead of creating.
    """

    mode: Mode
    change: CustomerChange
    customer_id: int | None = None
    code: str | None = None
    by: tuple[Key, ...] = (Key.CODE,)
    within: Stores = None
    defaults: CustomerChange | None = None
    refuse_new: CustomerError | None = None

    def changes(self) -> tuple[CustomerChange, ...]:
        """What is written to a customer that the row creates, in order."""
        return (self.change,) if self.defaults is None else (self.defaults, self.change)


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
    """The records a batch touches, and the keys that are taken as far as the batch can see."""

    account: Account
    source: Source
    counters: AccountCounters
    references: References = field(default_factory=References)
    by_id: dict[int, Record] = field(default_factory=dict)
    index: Index = field(default_factory=Index)
    codes: Codes = field(init=False)

    def __post_init__(self) -> None:
        self.codes = Codes(self.account)

    def run(self, writes: Sequence[Write]) -> list[Applied]:
        """Apply the rows in memory, in their order."""
        sought = [self._sought(write) for write in writes]
        self._load(writes, sought)
        return [self._apply(write, keys) for write, keys in zip(writes, sought, strict=True)]

    def _sought(self, write: Write) -> list[Sought]:
        match write.mode:
            case Mode.UPSERT:
                return sought_by(self.account, write.change, write.by)
            case Mode.UPDATE if write.code is not None:
                return sought_by(self.account, CustomerChange(code=write.code), [Key.CODE])
            case _:
                return []

    def _load(self, writes: Sequence[Write], sought: Sequence[Sequence[Sought]]) -> None:
        """Read what the rows need, in a number of queries that does not grow with them."""
        changes = [change for write in writes for change in write.changes()]
        keys = set(chain.from_iterable(sought))
        self.references = load_references(self.account, changes)
        self.index.keys = frozenset(key for key, _ in keys)
        wanted_codes = {value for key, value in keys if key is Key.CODE}
        written, numbers = self._codes_to_take(writes)
        ids = self.codes.look_up(wanted_codes | written, numbers)
        wanted = {pk for code, pk in ids.items() if code in wanted_codes}
        for stores, looked_up in _by_stores(writes, sought).items():
            found, crowded = look_up(self.account, looked_up, stores)
            wanted |= found
            self.index.crowded |= {(stores, key) for key in crowded}
        wanted |= {w.customer_id for w in writes if w.customer_id and w.customer_id < 2**63}
        if wanted:
            parts = parts_touched(changes) | (
                {PHONE} if Key.CELL_PHONE in self.index.keys else set()
            )
            self.by_id = load_records(self.account, wanted, parts)
        self.codes.holders = {code: self.by_id.get(pk, pk) for code, pk in ids.items()}
        for record in self.by_id.values():
            self.index.take(record)

    def _codes_to_take(self, writes: Sequence[Write]) -> tuple[set[str], set[str]]:
        """The codes that the rows write, and those that new customers may get by their numbers."""
        codes: set[str] = set()
        may_be_born, needs_number = 0, False
        for write in writes:
            written = {fold(c.code) for c in write.changes() if isinstance(c.code, str)} - {""}
            codes |= written
            may_be_born += write.mode is not Mode.UPDATE
            needs_number |= not written and write.mode is not Mode.UPDATE
        first = self.counters.last_number + 1
        numbers = range(first, first + may_be_born) if needs_number else ()
        return codes, {str(number) for number in numbers}

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
