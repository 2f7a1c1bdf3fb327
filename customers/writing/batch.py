"""A batch at work: finds each row's customer, applies the row, remembers what to store and to tell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from contacts.canonical import fold
from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.changes import CustomerChange, Source
from customers.errors import CodeTaken, CustomerError, Invalid, NotFound
from customers.ledger import Entry, action_of
from customers.models import AccountCounters, Change, Customer

from .apply import Applying
from .load import load_records, parts_touched
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
        customer_id, code: which customer an update means: one of the two. An upsert means the one
            that has the change's code.
    """

    mode: Mode
    change: CustomerChange
    customer_id: int | None = None
    code: str | None = None

    @property
    def wanted_code(self) -> str:
        """The code of the customer that is meant, folded; empty if none is named so."""
        code = self.change.code if self.mode is Mode.UPSERT else self.code
        return fold(code) if isinstance(code, str) else ""


@dataclass(kw_only=True, slots=True)
class Applied:
    """What became of one row, before it is stored.

    Attributes:
        entry: what the ledger will say, ``None`` if the row changed nothing.
    """

    record: Record | None = None
    created: bool = False
    entry: Entry | None = None
    error: CustomerError | None = None


@dataclass(slots=True)
class Batch:
    """The records a batch touches, and the codes that are taken as far as the batch can see."""

    account: Account
    source: Source
    counters: AccountCounters
    references: References = field(default_factory=References)
    by_id: dict[int, Record] = field(default_factory=dict)
    #: Folded code -> the record that has it, or the id of a customer that the batch does not touch.
    by_code: dict[str, Record | int] = field(default_factory=dict)

    def load(self, writes: Sequence[Write]) -> None:
        """Read what the rows need, in a number of queries that does not grow with them."""
        changes = [write.change for write in writes]
        self.references = load_references(self.account, changes)
        codes = {write.wanted_code for write in writes}
        codes |= {fold(change.code) for change in changes if isinstance(change.code, str)}
        if any(write.mode is Mode.CREATE and not write.change.code for write in writes):
            first = self.counters.last_number + 1
            codes |= {str(number) for number in range(first, first + len(writes))}
        # A code that cannot be stored is refused later; PostgreSQL would refuse the query.
        codes = {code for code in codes if code and is_storable(code)}
        ids = dict(
            Customer.objects.filter(account=self.account, code_key__in=codes).values_list(
                "code_key", "pk"
            )
            if codes
            else ()
        )
        wanted = {ids[w.wanted_code] for w in writes if w.wanted_code in ids}
        wanted |= {w.customer_id for w in writes if w.customer_id and w.customer_id < 2**63}
        if wanted:
            self.by_id = load_records(self.account, wanted, parts_touched(changes))
        self.by_code = {code: self.by_id.get(pk, pk) for code, pk in ids.items()}

    def apply(self, write: Write) -> Applied:
        """One row, in memory. A row that is refused leaves its record as it was."""
        try:
            record, matched_by = self._find(write)
        except CustomerError as error:
            return Applied(error=error)
        is_new = record is None
        record = record or Record.new()
        before = Checkpoint(record)
        try:
            differences = self._change(record, write.change, before, is_new=is_new)
        except CustomerError as error:
            before.restore()
            return Applied(error=error)
        entry = None
        if differences:
            action = action_of(record, differences, is_new=is_new)
            self._count(action, record)
            entry = Entry(record, action, differences, matched_by)
        return Applied(record=record, created=is_new, entry=entry)

    def _find(self, write: Write) -> tuple[Record | None, str]:
        if write.mode is Mode.CREATE:
            return None, ""
        if write.mode is Mode.UPSERT and not write.wanted_code:
            raise Invalid({"code": ["May not be empty."]})
        if write.customer_id is not None:
            record, matched_by = self.by_id.get(write.customer_id), ""
        else:
            found = self.by_code.get(write.wanted_code)
            record, matched_by = found if isinstance(found, Record) else None, "code"
        if record is None and write.mode is Mode.UPDATE:
            raise NotFound
        return record, matched_by if record and write.mode is Mode.UPSERT else ""

    def _change(
        self, record: Record, change: CustomerChange, before: Checkpoint, *, is_new: bool
    ) -> list[Difference]:
        applying = Applying(self.account, self.source, self.references, record)
        old_code = record.customer.values["code_key"]
        applying.run(change)
        number = record.customer.values["number"] or self.counters.last_number + 1
        self._settle_code(record, number)
        applying.derive()
        self._take_code(record, old_code)
        if is_new:
            record.customer.values["number"] = self.counters.last_number = number
        return creation(record) if is_new else before.differences()

    def _settle_code(self, record: Record, number: int) -> None:
        values = record.customer.values
        # The code is how the others know a customer: the spelling stays when only the case differs.
        code = values["code"].strip()
        same = fold(code) == values["code_key"]
        stored = (record.customer.stored or {}).get("code", code)
        values["code"] = (stored if same else code) or self._free_code(number)

    def _free_code(self, number: int) -> str:
        """The number as a code; with a suffix where a client has taken that."""
        code, suffix = str(number), 1
        while self._is_taken(code):
            suffix += 1
            code = f"{number}-{suffix}"
        return code

    def _is_taken(self, code: str) -> bool:
        in_batch = code in self.by_code
        return in_batch or Customer.objects.filter(account=self.account, code_key=code).exists()

    def _take_code(self, record: Record, old: str) -> None:
        code = record.customer.values["code_key"]
        if self.by_code.get(code, record) is not record:
            raise CodeTaken(record.customer.values["code"])
        if old != code:
            self.by_code.pop(old, None)
        self.by_code[code] = record

    def _count(self, action: Change.Action, record: Record) -> None:
        match action:
            case Change.Action.CREATED:
                self.counters.customers += 1
                self.counters.active_customers += record.customer.values["is_active"]
            case Change.Action.DISCONTINUED:
                self.counters.active_customers -= 1
            case Change.Action.REVIVED:
                self.counters.active_customers += 1
