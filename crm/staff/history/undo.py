"""Taking one change back, as a new change."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from crm.accounts.models import Account
from crm.staff.record.build import Item, customer_change
from crm.staff.record.paths import FieldPath, parse_path
from crm.staff.record.values import plain, same, values_of
from customers import queries, services
from customers.changes import Source
from customers.models import Change
from customers.pruning import is_pruned
from customers.services import Outcome

CHANGED_SINCE = "Somebody changed this again since."
LIVED_ON = (
    "A customer that was made cannot be unmade, and it was changed since. Discontinue it instead."
)
ENDED = "A customer that was made cannot be unmade. It is discontinued already."

PRUNED = (
    "Earlier history was pruned, so nobody can tell whether this change added something or filled in"
    " what was there."
)
NO_SUCH_FIELD = "It changed a field that is no more."


class CannotUndo(Exception):
    """Why a change stays.

    Attributes:
        fields: paths that hold something else by now.
    """

    def __init__(self, reason: str, fields: Iterable[str] = ()) -> None:
        self.fields = list(fields)
        super().__init__(reason)


def undo(account: Account, change: Change, *, source: Source) -> Outcome:
    """Set the fields of a change to what they were before, if they still are what it made of them.
    A customer that the change made is discontinued, if that is all that ever happened to it.

    Raises:
        CannotUndo: they are not, or there was more.
        NotFound: the customer is gone.
        Invalid, CodeTaken: what was before cannot be any more.
    """
    with services.locked(account):
        if change.action == Change.Action.CREATED:
            return _end(account, change, source)
        plan = _plan(account, change)
        wanted = customer_change(plan.values, frozenset(plan.removed))
        return services.update(account, change.customer_id, wanted, source=source)


def _end(account: Account, creation: Change, source: Source) -> Outcome:
    later = Change.objects.filter(
        account=account, customer=creation.customer_id, sequence__gt=creation.sequence
    )
    if later.exists():
        raise CannotUndo(LIVED_ON)
    outcome = services.discontinue(account, customer_id=creation.customer_id, source=source)
    if outcome.change is None:
        raise CannotUndo(ENDED)
    return outcome


@dataclass(frozen=True, slots=True)
class _Plan:
    values: dict[FieldPath, Any]
    removed: set[Item]


def _plan(account: Account, change: Change) -> _Plan:
    whole = queries.staff_record(account, change.customer_id)
    present = {path: plain(value) for path, value in values_of(whole).items()}
    there = {parse_path(path).items for path in present}
    try:
        paths = {parse_path(text): values for text, values in change.fields.items()}
    except ValueError as error:
        raise CannotUndo(f"{NO_SUCH_FIELD} {error}") from None
    came = _came(change, paths)
    moved, values = [], {}
    for path, (before, after) in paths.items():
        if not same(present.get(path.text), after):
            moved.append(path.text)
        elif path.items not in came:
            known = not path.items or path.items in there
            values[path if known else _as_new(path)] = before
    if moved:
        raise CannotUndo(CHANGED_SINCE, moved)
    return _Plan(values, came)


def _came(change: Change, paths: dict[FieldPath, Any]) -> set[Item]:
    """The items that the change added: all that it says of them was nothing before, and nothing was
    said of them before."""
    befores: dict[Item, list[Any]] = {}
    for path, (before, _) in paths.items():
        if path.items:
            befores.setdefault(path.items, []).append(before)
    fresh = {item for item, values in befores.items() if all(v is None for v in values)}
    if not fresh:
        return fresh
    if is_pruned(change.account, change):
        raise CannotUndo(PRUNED)
    earlier = Change.objects.filter(customer=change.customer_id, sequence__lt=change.sequence)
    known: set[Item] = set()
    for fields in earlier.values_list("fields", flat=True):
        for path in fields:
            with suppress(ValueError):  # a field that is no more
                known.add(parse_path(path).items)
    return fresh - known


def _as_new(path: FieldPath) -> FieldPath:
    """The same field of an item that was taken away and comes back as a new one."""
    steps = [(name, f"new{item.removeprefix('new')}") for name, item in path.items]
    prefix = "".join(f"{name}.{item}." for name, item in steps)
    return parse_path(prefix + path.text.removeprefix(path.prefix))
