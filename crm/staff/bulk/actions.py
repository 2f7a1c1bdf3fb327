"""What can be done to many customers at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm.accounts.models import Account
from crm.staff.record.values import plain, same
from customers.changes import CustomerChange, Source
from customers.models import Change, Customer
from customers.services import Mode, Outcome, Write, locked, write
from customers.writing.parts import CUSTOMER

ROWS_PER_WRITE = 1_000
FLAGS = {"is_b2b": "Business", "is_vip": "VIP", "is_favourite": "Favourite"}


@dataclass(frozen=True, slots=True)
class Action:
    """One column set to one value, and what that is called."""

    words: str
    column: str
    value: Any

    @property
    def change(self) -> CustomerChange:
        return CustomerChange(**{self.column: self.value})


#: Those that need no choice; setting the group comes with one, see ``action_of``.
PLAIN = {
    "discontinue": Action("Discontinue", "is_active", False),  # noqa: FBT003
    "revive": Action("Revive", "is_active", True),  # noqa: FBT003
    **{
        f"{verb}-{column}": Action(f"{word} {name}", column, verb == "set")
        for column, name in FLAGS.items()
        for verb, word in (("set", "Mark as"), ("clear", "Mark as not"))
    },
    "no-group": Action("Take out of the group", "group_id", None),
}


def action_of(name: str, groups: dict[int, str]) -> Action | None:
    """``vip``, ``group-7`` ...; ``None`` for what is no action.

    Args:
        groups: of the account, by id.
    """
    kind, _, pk = name.partition("group-")
    if kind == "" and pk.isascii() and pk.isdigit() and int(pk[:18]) in groups:
        return Action(f"Put into the group {groups[int(pk)]}", "group_id", int(pk))
    return PLAIN.get(name)


def run(account: Account, ids: Sequence[int], action: Action, *, source: Source) -> list[Outcome]:
    """All or nothing; customers that are so already are left alone.

    Raises:
        CustomerError: the first that the record refused; nothing is written.
    """
    with locked(account):
        outcomes = _write(account, [(pk, action.change) for pk in ids], source)
        for outcome in outcomes:
            if outcome.error:
                raise outcome.error
    return outcomes


def take_back(
    account: Account, first: int, last: int, request_id: str, *, source: Source
) -> tuple[int, int]:
    """Take back the changes that one request made, in one go.

    Args:
        first, last: their places in the ledger.

    Returns:
        how many customers are as they were, and how many stay because they changed again since, or
        because what was before cannot be any more.
    """
    with locked(account):
        changes = [
            change
            for change in Change.objects.filter(
                account=account,
                sequence__gte=first,
                sequence__lte=last,
                request_id=request_id,
                dialect="staff",
            ).exclude(action=Change.Action.CREATED)
            if CUSTOMER.columns.issuperset(change.fields)
        ]
        columns = sorted({path for change in changes for path in change.fields})
        rows = {
            row["pk"]: row
            for start in range(0, len(changes), ROWS_PER_WRITE)
            for row in Customer.objects.filter(
                account=account,
                pk__in=[c.customer_id for c in changes[start : start + ROWS_PER_WRITE]],
            ).values("pk", *columns)
        }
        wanted = [
            (change.customer_id, CustomerChange(**{p: before for p, (before, _) in fields.items()}))
            for change in changes
            if (fields := change.fields)
            and all(same(plain(rows[change.customer_id].get(p)), v[1]) for p, v in fields.items())
        ]
        done = sum(outcome.error is None for outcome in _write(account, wanted, source))
    return done, len(changes) - done


def _write(
    account: Account, changes: Sequence[tuple[int, CustomerChange]], source: Source
) -> list[Outcome]:
    writes = [Write(mode=Mode.UPDATE, customer_id=pk, change=change) for pk, change in changes]
    done: list[Outcome] = []
    with locked(account):
        for start in range(0, len(writes), ROWS_PER_WRITE):
            done += write(account, writes[start : start + ROWS_PER_WRITE], source=source)
    return done
