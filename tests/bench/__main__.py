"""``make bench``. Variables of the environment are the options: ``DATABASES``, ``SIZES``, ``ROUNDS``,
``SECONDS_EACH`` (of a measurement), ``ONLY`` (a part of the paths' names), ``SMOKE=1`` (tiny, only to see
that it runs), ``WRITE=1`` (into ``docs/performance.md`` and ``docs/plans.md``)."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack

from . import plans
from .databases import Seeded, seeded
from .report import missed, report, write
from .run import Options, run
from .servers import ROOT

SIZES = {"postgresql": "10000 1000000", "sqlite": "10000 100000"}
NAMES = ("DATABASES", "SIZES", "ROUNDS", "SECONDS_EACH", "ONLY", "SMOKE")


def main() -> int:
    asked = {name: os.environ[name] for name in NAMES if os.environ.get(name)}
    is_smoke, is_written = bool(asked.get("SMOKE")), bool(os.environ.get("WRITE"))
    options = Options(
        rounds=int(asked.get("ROUNDS", "1" if is_smoke else "3")),
        seconds=float(asked.get("SECONDS_EACH", "0.02" if is_smoke else "0.5")),
        only=asked.get("ONLY", ""),
        batches=(1, 20) if is_smoke else Options().batches,
    )
    _collect_static_files()
    command = " ".join(["make bench", *(f"{name}='{value}'" for name, value in asked.items())])
    began = time.monotonic()
    unmet: list[str] = []
    for vendor in asked.get("DATABASES", "postgresql sqlite").split():
        sizes = asked.get("SIZES", "200 300" if is_smoke else SIZES[vendor]).split()
        with ExitStack() as stack:
            databases = [_seeded(stack, vendor, size) for size in sorted(map(int, sizes))]
            text = report(run(databases, options, _say), command)
            plan = plans.page_of(databases[-1]) if vendor == "postgresql" else None
        print(text)
        unmet += missed(text)
        if is_written:
            write(text, vendor)
            if plan:
                plans.PAGE.write_text(plan)
    _say(f"{time.monotonic() - began:.0f} s. Goals missed: {len(unmet)}")
    print(*unmet, sep="\n", file=sys.stderr)
    return 0


def _seeded(stack: ExitStack, vendor: str, size: int) -> Seeded:
    _say(f"{vendor}: seeding {size:,} customers")
    return stack.enter_context(seeded(vendor, size))


def _collect_static_files() -> None:
    """Without them the pages of the staff are errors."""
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"DEBUG": "false"}, check=True)  # noqa: S603


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
