"""Old changes go from the ledger when the operator says so, and only then.

What stays of each customer, however old: its creation, which says where it came from, and its last
change, by which clients and pages see whether it changed since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet
from django.utils import timezone

from crm.accounts.models import Account

from .models import Change, LedgerPruning

PIECE = 5000  # changes of one transaction: writers wait for no more


@dataclass(frozen=True, slots=True)
class Old:
    """What would go.

    Attributes:
        first, last: when the oldest and the newest of them were; ``None`` without any.
    """

    changes: int
    first: datetime | None
    last: datetime | None


def old_changes(account: Account, before: datetime) -> Old:
    """What ``prune`` would delete."""
    counted = _prunable(account, before).aggregate(
        changes=Count("pk"), first=Min("at"), last=Max("at")
    )
    return Old(**counted)


def prune(account: Account, before: datetime) -> int:
    """Delete the changes that are older, in pieces, and write down that it was done.

    Stopped half-way it has deleted the older part; the next run goes on.

    Returns:
        how many went.
    """
    prunable = _prunable(account, before)
    pruning: LedgerPruning | None = None
    for last in _pieces(prunable):
        with transaction.atomic():
            if pruning is None:
                pruning = LedgerPruning(account=account, at=timezone.now(), before=before)
            gone, _ = prunable.filter(sequence__lte=last).delete()
            pruning.changes += gone
            pruning.save()
    return pruning.changes if pruning else 0


def last_pruning(account: Account) -> LedgerPruning | None:
    """The one that reached furthest."""
    return LedgerPruning.objects.filter(account=account).order_by("-before").first()


def is_pruned(account: Account, change: Change) -> bool:
    """Whether changes of the customer before this one may be gone."""
    pruning = last_pruning(account)
    return pruning is not None and change.customer.created < pruning.before


def _prunable(account: Account, before: datetime) -> QuerySet[Change]:
    later = Change.objects.filter(
        customer=OuterRef("customer"), sequence__gt=OuterRef("sequence")
    ).order_by()
    old = Change.objects.filter(account=account, at__lt=before).order_by("sequence")
    return old.exclude(action=Change.Action.CREATED).filter(Exists(later))


def _pieces(prunable: QuerySet[Change]) -> Iterator[int]:
    """The last sequence of each piece; the piece before it is gone by then."""
    while piece := list(prunable.values_list("sequence", flat=True)[:PIECE]):
        yield piece[-1]
