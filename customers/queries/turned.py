"""Deep pages, read from the nearer end of the list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

#: From here on it pays to ask how long the list is.
DEEP = 2_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is read: so many rows from the beginning, or in the opposite order from the end."""

    back: bool
    offset: int
    limit: int

    def forth(self, rows: Sequence[T]) -> Sequence[T]:
        """What was read, in the order of the list."""
        return rows[::-1] if self.back else rows


def is_deep(offset: int) -> bool:
    """Whether a page is far from the beginning of its list."""
    return offset >= DEEP


def turned(offset: int, limit: int, total: Callable[[], int]) -> Turn:
    """The way to a page that skips fewer rows: the last page costs what the first does.

    Args:
        total: how long the list is; asked for deep pages only, and once.
    """
    if not is_deep(offset):
        return Turn(back=False, offset=offset, limit=limit)
    length = total()
    rows = max(min(limit, length - offset), 0)
    behind = length - offset - rows
    if 0 <= behind < offset:
        return Turn(back=True, offset=behind, limit=rows)
    return Turn(back=False, offset=offset, limit=rows)
