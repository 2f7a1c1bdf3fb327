"""What a system does not show of a customer, with the values that it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator

from crm.dialects.preview import Loss
from crm.staff.customers.facts import in_words
from crm.staff.customers.page import CustomerPage
from crm.staff.record.paths import parse_path
from crm.staff.telling import field_in_words

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Value:
    """What the record holds there; ``path`` leads to the changes that made it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class ToldLoss:
    words: str
    values: list[Value]
    shown: str


def tell_losses(losses: Iterable[Loss], page: CustomerPage) -> list[ToldLoss]:
    """The losses with the customer's own values."""
    return [
        ToldLoss(loss.words, [Value(path, _text(path, page)) for path in loss.paths], loss.shown)
        for loss in losses
    ]


def _text(path: str, page: CustomerPage) -> str:
    if path.endswith("."):
        text = page.called.get(path) or field_in_words(path)
        kind = page.values.get(f"{path}type") if ".phones." in path else None
        return f"{text}, {kind}" if kind else text
    taken = parse_path(path)
    text = in_words(taken, page.values.get(path), page.lists) or "empty"
    if taken.is_custom:
        text = f"{taken.column}: {text}"
    return Truncator(text).chars(LONGEST)
