"""The statements beside what the last ``make conformance`` on this machine found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import orjson
from django.conf import settings

from crm.dialects.statements import MARKS, Statement, sample_text, statements, title

PROVEN, FAILED, NOT_RUN = "proven", "not proven", "not run"


@dataclass(frozen=True, slots=True)
class Run:
    """The last run.

    Attributes:
        outcomes: test -> ``passed``, ``failed``, ``skipped`` or ``not run``.
    """

    when: datetime
    version: str
    commit: str
    database: str
    outcomes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement with how its tests went; ``state`` is one of the three words above."""

    statement: Statement
    anchor: str
    sample: str
    outcomes: list[tuple[str, str]]
    state: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A system and its statements."""

    dialect: str
    title: str
    items: list[Shown]

    @property
    def docs(self) -> str:
        """The URL name of its interactive reference."""
        return f"{self.dialect}-docs"

    @property
    def marks(self) -> dict[str, int]:
        """Mark -> how many have it."""
        return {mark: sum(item.statement.mark == mark for item in self.items) for mark in MARKS}

    @property
    def proven(self) -> int:
        return sum(item.state == PROVEN for item in self.items)

    @property
    def failed(self) -> int:
        return sum(item.state == FAILED for item in self.items)

    def sections(self) -> Iterator[tuple[str, list[Shown]]]:
        """The items by the parts of the page."""
        for section, items in groupby(self.items, lambda item: item.statement.section):
            yield section, list(items)

    def narrowed(self, mark: str, state: str) -> "Spoken":
        """Those of that mark and that state; an empty one lets all pass."""
        items = [
            item
            for item in self.items
            if mark in ("", item.statement.mark) and state in ("", item.state)
        ]
        return Spoken(self.dialect, self.title, items)


def last_run() -> Run | None:
    """What ``make conformance`` wrote last; ``None`` where it never ran, as in production."""
    try:
        report = orjson.loads((settings.VAR_DIR / "conformance.json").read_bytes())
        return _run(report)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def spoken(dialect: str, run: Run | None) -> Spoken:
    """A dialect's statements, told by that run."""
    return Spoken(
        dialect, title(dialect), [_shown(dialect, item, run) for item in statements(dialect)]
    )


def _run(report: dict[str, Any]) -> Run:
    items = (item for dialect in report["dialects"] for item in dialect["items"])
    return Run(
        when=datetime.fromisoformat(report["when"]),
        version=report["version"],
        commit=report["commit"],
        database=report["database"],
        outcomes={test: how for item in items for test, how in item["tests"].items()},
    )


def _shown(dialect: str, item: Statement, run: Run | None) -> Shown:
    found = run.outcomes if run else {}
    outcomes = [(test, found.get(test, "not run")) for test in item.tests]
    ways = {how for _, how in outcomes}
    state = PROVEN if ways == {"passed"} else NOT_RUN if "not run" in ways else FAILED
    return Shown(
        statement=item,
        anchor=f"{dialect}-{item.id}",
        sample=sample_text(dialect, item.sample) if item.sample else "",
        outcomes=outcomes,
        state=FAILED if ways & {"failed", "skipped"} else state,
    )
