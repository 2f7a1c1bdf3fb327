"""Writers of one process take turns.

SQLite lets one that comes second look again and again, and sleep up to a tenth of a second in between
while the database has long been free. Threads wake each other; only processes compete in that way.
"""

from threading import Lock

from django.db import OperationalError
from django.db.backends.sqlite3 import base

_turns: dict[str, Lock] = {}  # of each database


class TakesTurns(base.DatabaseWrapper):
    """A connection that begins to write when no other of its process does."""

    _turn: "Lock | None" = None

    def _start_transaction_under_autocommit(self) -> None:
        """
        Raises:
            OperationalError: others write all the time that is to be waited.
        """
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _take_turn(self) -> None:
        if self._turn is None:
            turn = _turns.setdefault(str(self.settings_dict["NAME"]), Lock())
            if not turn.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 5)):
                raise OperationalError("database is locked")
            self._turn = turn

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()
