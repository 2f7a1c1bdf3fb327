"""The file, read piece by piece and believed only once it is seen to be whole."""

import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import IO, Any

import orjson

from .errors import Refused
from .tables import Migrations
from .values import Checksum

FORMAT_KEY, FORMAT = "customer hub backup", 1
STDIN = "-"
DAMAGED = "The file is damaged: {}."
LONGEST = 200_000_000  # bytes of a line; no row is near it


@dataclass(slots=True)
class Table:
    """One of the file's tables.

    Attributes:
        rows: may be run through once.
        checksum, last_id: what the file says, known after that.
    """

    name: str
    columns: list[str]
    rows: Iterator[list[Any]]
    checksum: str = ""
    count: int = 0
    last_id: int = 0


class Backup:
    """An open backup.

    Raises, wherever it is read:
        Refused: the file is none of ours, of a later format, or damaged.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._lines = _lines(file)
        head = self._next()
        if FORMAT_KEY not in head:
            raise Refused("The file is no backup of Customer Hub.")
        if head[FORMAT_KEY] != FORMAT:
            raise Refused("The backup was made by a newer version of the program.")
        self.made: str = head["made"]
        self.migrations: Migrations = head["migrations"]

    def tables(self) -> Iterator[Table]:
        """Each table; its rows are to be run through before the next is asked for."""
        tables = rows = 0
        while "table" in (told := self._next()):
            table = Table(told["table"], told["columns"], iter(()))
            table.rows = self._rows(table)
            yield table
            tables, rows = tables + 1, rows + table.count
        if told != {"tables": tables, "rows": rows}:
            raise Refused(DAMAGED.format("tables are missing"))
        if next(self._lines, None) is not None:  # reading on compares gzip's own checksum too
            raise Refused(DAMAGED.format("something stands behind its end"))

    def _rows(self, table: Table) -> Iterator[list[Any]]:
        checksum = Checksum()
        for line in self._lines:
            if line.startswith(b"["):
                checksum.add(line)
                yield _parsed(line)
                continue
            told = _parsed(line)
            if (told.get("end"), told.get("rows"), told.get("checksum")) != (
                table.name,
                checksum.rows,
                checksum.told,
            ):
                break
            table.checksum, table.count, table.last_id = (
                checksum.told,
                checksum.rows,
                told["last id"],
            )
            return
        raise Refused(DAMAGED.format(f"the rows of {table.name} are not those that were saved"))

    def _next(self) -> dict[str, Any]:
        told = _parsed(next(self._lines, b"null"))
        if not isinstance(told, dict):
            raise Refused(DAMAGED.format("it breaks off"))
        return told


@contextmanager
def opened(source: str) -> Iterator[Backup]:
    """
    Args:
        source: the file; ``-`` is stdin.

    Raises:
        Refused: see ``Backup``.
        OSError: the file cannot be read.
    """
    if source == STDIN:
        yield Backup(sys.stdin.buffer)
        return
    with Path(source).open("rb") as file:
        yield Backup(file)


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    try:
        with GzipFile(fileobj=file, mode="rb") as unpacked:
            while line := unpacked.readline(LONGEST):
                yield line.removesuffix(b"\n")
    except (BadGzipFile, EOFError, zlib.error) as error:
        raise Refused(DAMAGED.format(error)) from error


def _parsed(line: bytes) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Refused(DAMAGED.format(error)) from error
