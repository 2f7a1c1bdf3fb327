"""``make conformance``: runs the tests that the statements name and writes what came of it.

The report is ``var/conformance.json``; the staff's page ``/conformance/`` shows it.
"""

import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from django.conf import settings

from crm.dialects import DIALECTS
from crm.dialects.statements import MARKS, Statement, problems, statements, title

from .known import ROOT, known_tests

REPORT = "conformance.json"


class Outcomes:
    """A plugin of pytest that remembers how each test went."""

    def __init__(self) -> None:
        self._seen: dict[str, set[str]] = defaultdict(set)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            # Without its parameters, and the group that the parallel runner appends.
            self._seen[report.nodeid.partition("[")[0].partition("@")[0]].add(report.outcome)

    def of(self, test: str) -> str:
        """``passed`` only if it did so with all its parameters."""
        seen = self._seen.get(test, {"not run"})
        return next(word for word in ("failed", "skipped", "not run", "passed") if word in seen)


def main(arguments: list[str]) -> int:
    """Runs pytest with these arguments; 0 if every statement is proven."""
    faults = [
        f"{name}: {told}"
        for name in DIALECTS
        for told in problems(name, statements(name), known_tests())
    ]
    if faults:
        say(*faults)
        return 1
    outcomes = Outcomes()
    tests = sorted({test for name in DIALECTS for item in statements(name) for test in item.tests})
    pytest.main(
        ["--quiet", "--no-header", "-p", "no:cacheprovider", *arguments, *tests], plugins=[outcomes]
    )
    report = report_of(outcomes)
    settings.VAR_DIR.mkdir(exist_ok=True)
    (settings.VAR_DIR / REPORT).write_bytes(orjson.dumps(report, option=orjson.OPT_INDENT_2))
    tell(report)
    return 0 if report["proven"] == report["statements"] else 1


def report_of(outcomes: Outcomes) -> dict[str, Any]:
    """What was stated, what was proven, of which state of the code."""
    dialects = [_dialect(name, outcomes) for name in DIALECTS]
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"],
        "commit": commit(),
        "database": settings.DATABASES["default"]["ENGINE"].rpartition(".")[2],
        "statements": sum(dialect["statements"] for dialect in dialects),
        "proven": sum(dialect["proven"] for dialect in dialects),
        "dialects": dialects,
    }


def _dialect(name: str, outcomes: Outcomes) -> dict[str, Any]:
    items = [_item(item, outcomes) for item in statements(name)]
    return {
        "dialect": name,
        "title": title(name),
        "statements": len(items),
        "proven": sum(item["proven"] for item in items),
        "marks": {mark: sum(item["mark"] == mark for item in items) for mark in MARKS},
        "items": items,
    }


def _item(item: Statement, outcomes: Outcomes) -> dict[str, Any]:
    tests = {test: outcomes.of(test) for test in item.tests}
    proven = set(tests.values()) == {"passed"}
    return {**asdict(item), "tests": tests, "proven": proven}


def commit() -> str:
    """The commit that was tested, with a plus if files differed from it; empty outside of git."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return ""
    asked = [git, "describe", "--always", "--abbrev=12", "--exclude=*", "--dirty=+"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    return told.stdout.strip()


def tell(report: dict[str, Any]) -> None:
    for dialect in report["dialects"]:
        marks = ", ".join(f"{count} {mark}" for mark, count in dialect["marks"].items())
        say(f"{dialect['title']}: {dialect['statements']} ({marks}), {dialect['proven']} proven")
        for item in dialect["items"]:
            if not item["proven"]:
                say(f"  {item['id']} is not proven: {item['tests']}")
    say(f"{report['statements']} statements, {report['proven']} proven. var/{REPORT} has them all.")


def say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
