"""That the benchmarks run and every path answers; never how fast."""

import os
import subprocess
import sys
from typing import Any

from django.db import connection

from .paths import paths
from .report import missed, report
from .run import FULL_LIST, Result, Results
from .servers import ROOT

TOKENS = dict.fromkeys(("staff", "inventorypro", "inventorum", "smartshelf", "rpm", "franpos"), "")


def test_every_path_is_measured_and_the_database_dropped(db: Any) -> None:
    environment = os.environ | {
        "SMOKE": "1",
        "DATABASES": connection.vendor,
        "SIZES": "120",
        "DJANGO_SETTINGS_MODULE": "crm.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench"],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    for name in [*(path.name for path in paths(120, TOKENS)), FULL_LIST, "franpos batch of 20"]:
        assert f"| {name}" in done.stdout
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'hub_bench_%%_120'")
            assert cursor.fetchall() == []


def test_it_names_the_goals_that_are_missed() -> None:
    slow = Result(rate=39, p50=1, p95=1, p99=1, limit=100)
    quick = Result(rate=40, p50=1, p95=1, p99=1, limit=100)
    measured = {"inventorypro list, first pages": slow, "inventorum list, first pages": quick}
    (line,) = missed(report([Results("sqlite", 100, measured)], "make bench"))
    assert "inventorypro list" in line


def test_goals_of_lists_are_those_of_the_large_size() -> None:
    quick = Result(rate=90, p50=1, p95=1, p99=1, limit=100)
    slow = Result(rate=10, p50=1, p95=1, p99=1, limit=100)
    small, large = (
        Results("sqlite", size, {"inventorypro list, first pages": of, "rpm get one": of})
        for size, of in ((100, slow), (1_000, quick))
    )
    (line,) = missed(report([small, large], "make bench"))
    assert "sqlite 100: rpm get one" in line
    grown = [small, Results("sqlite", 1_000, {"rpm get one": slow})]
    assert len(missed(report(grown, "make bench"))) == 2
