"""What was read about access, kept by each process for some seconds.

Who changes what somebody may do touches a file (``touch``), and every process of the machine looks at
that file before it trusts what it keeps: there a change counts at once. Other machines, and changes
that pass by the models, count ``ACCESS_CACHE_SECONDS`` later at the latest.
"""

import logging
import os
from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeAlias, TypeVar

from django.conf import settings

logger = logging.getLogger(__name__)

K = TypeVar("K")
V = TypeVar("V")

#: When the file was last written to, how long it is, and how often this process touched it: the file
#: grows with every touch, but on a disk that is full or may only be read.
Stamp: TypeAlias = tuple[int, int, int]

_touches = 0


def touch() -> None:
    """Let every process of this machine read anew what it keeps."""
    global _touches  # noqa: PLW0603  one of each process
    _touches += 1
    try:
        with settings.ACCESS_STAMP.open("ab") as file:
            file.write(b".")
    except OSError:
        logger.exception("Other processes may trust revoked tokens for some seconds")


def _stamp() -> Stamp | None:
    """``None`` where no file can be seen that tells of changes, so that nothing may be kept."""
    try:
        found = os.stat(settings.ACCESS_STAMP)  # noqa: PTH116  in a microsecond
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, _touches


class Memory(Generic[K, V]):
    """Values by key, of no more than ``most`` keys. That there is no value is not kept."""

    def __init__(self, most: int = 10_000) -> None:
        self.most = most
        self._kept: dict[K, tuple[Stamp, float, V]] = {}

    def get(self, key: K, read: Callable[[K], V | None]) -> V | None:
        """The value of the key, read if it is not kept or if something changed since."""
        stamp, now = _stamp(), monotonic()  # before the reading: a change meanwhile counts
        kept = self._kept.get(key)
        if kept is not None and kept[0] == stamp and kept[1] > now:
            return kept[2]
        value = read(key)
        if value is not None and stamp is not None:
            self._keep(key, (stamp, now + settings.ACCESS_CACHE_SECONDS, value))
        return value

    def _keep(self, key: K, kept: tuple[Stamp, float, V]) -> None:
        if len(self._kept) >= self.most:
            self._kept.clear()
        self._kept[key] = kept
