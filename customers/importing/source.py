"""The file: opened, told apart, read line by line as often as needed."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Literal

from .csv_orders import read_csv
from .jsonl_orders import read_jsonl
from .raw import RawOrder, Unreadable

Format = Literal["csv", "jsonl"]
FORMATS: tuple[Format, ...] = ("csv", "jsonl")
READERS = {"csv": read_csv, "jsonl": read_jsonl}
STANDARD_INPUT = "-"

#: Characters. A longer line is cut there, which no order survives: memory stays bounded.
LONGEST_LINE = 4_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read from its beginning more than once."""

    file: BinaryIO
    format: Format

    def orders(self) -> Iterator[RawOrder]:
        """Every order in the file, good or bad.

        Raises:
            Unreadable: it has no header, or one that does not do.
        """
        self.file.seek(0)
        # A byte that is no UTF-8 becomes half a character, which the check of its field finds.
        text = TextIOWrapper(self.file, "utf-8-sig", errors="surrogateescape", newline="")
        try:
            yield from READERS[self.format](_lines(text))
        finally:
            text.detach()


@contextmanager
def open_source(name: str, format: Format | None) -> Iterator[Source]:  # noqa: A002
    """The file of that name; ``-`` is standard input, kept aside to be read twice.

    Args:
        format: told by the end of the name where it is left out.

    Raises:
        Unreadable: there is no such file, or nobody says what its format is.
    """
    chosen = format or _format_of(name)
    if "\0" in name:
        raise Unreadable("The name of a file has no NUL.")
    try:
        with _open(name) as file:
            if file.seekable():
                yield Source(file, chosen)
                return
            with TemporaryFile() as kept:
                shutil.copyfileobj(file, kept)
                yield Source(kept, chosen)
    except OSError as error:
        raise Unreadable(f"{name}: {error.strerror or error}.") from error


def _format_of(name: str) -> Format:
    for known in FORMATS:
        if name.lower().endswith(f".{known}"):
            return known
    raise Unreadable(f"Is {name} csv or jsonl? Say so with --format.")


@contextmanager
def _open(name: str) -> Iterator[BinaryIO]:
    if name == STANDARD_INPUT:
        yield sys.stdin.buffer
    else:
        with Path(name).open("rb") as file:
            yield file


def _lines(text: TextIOWrapper) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        yield line
        while len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            line = text.readline(LONGEST_LINE)
