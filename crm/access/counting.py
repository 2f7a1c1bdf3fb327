"""Requests of clients, counted in memory and stored every few seconds.

A request pays for one entry of a dictionary. Each process adds its counts to the row of the client's
hour from a thread of its own, so no request waits for that or fails by it. A process that is killed
loses its last seconds.
"""

import atexit
import logging
import os
import threading
import time

from django.conf import settings
from django.db import connection

from .use_store import Count, Counts, prune, store

logger = logging.getLogger(__name__)

HOUR = 3600  # seconds
NOTHING = Count(0, 0, 0.0)


class Counter:
    """The counts of this process that are not stored yet."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """With nothing counted and no thread, as in a process that was just forked."""
        self._counting = threading.Lock()
        self._storing = threading.Lock()
        self._counts: Counts = {}
        self._has_thread = False
        self._pruned_hour = 0

    @property
    def is_empty(self) -> bool:
        return not self._counts

    def record(self, client_id: int, *, is_error: bool) -> None:
        """Count a request of the client, now."""
        now = time.time()
        with self._counting:
            self._add((client_id, int(now // HOUR)), Count(1, int(is_error), now))
            if not self._has_thread and settings.USAGE_SECONDS:
                self._has_thread = True
                threading.Thread(target=self._keep_storing, name="usage", daemon=True).start()

    def flush(self) -> None:
        """Store what was counted; what cannot be stored now is kept for the next time."""
        with self._storing:
            with self._counting:
                counts, self._counts = self._counts, {}
            try:
                store(counts)
            except Exception as error:  # noqa: BLE001  whatever it is, the thread goes on
                logger.warning("The use of the clients is not stored yet: %s", error)
                with self._counting:
                    for key, count in counts.items():
                        self._add(key, count)
                return
            self._prune_once_an_hour()

    def _add(self, key: tuple[int, int], more: Count) -> None:
        known = self._counts.get(key, NOTHING)
        self._counts[key] = Count(
            known.requests + more.requests, known.errors + more.errors, max(known.last, more.last)
        )

    def _prune_once_an_hour(self) -> None:
        hour = int(time.time() // HOUR)
        if hour == self._pruned_hour:
            return
        self._pruned_hour = hour
        try:
            prune()
        except Exception as error:  # noqa: BLE001
            logger.warning("Old use of the clients is not forgotten yet: %s", error)

    def _keep_storing(self) -> None:
        while seconds := settings.USAGE_SECONDS:
            time.sleep(seconds)
            if not self.is_empty:
                self.flush()
                connection.close()  # back to the pool until the next time
        self._has_thread = False


counter = Counter()
os.register_at_fork(after_in_child=counter.begin)


@atexit.register
def _store_the_rest() -> None:
    if settings.USAGE_SECONDS and not counter.is_empty:
        counter.flush()
