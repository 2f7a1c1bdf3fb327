"""One run: every path of one database, the sides in turn, round by round."""

import statistics
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field

from .batches import batch_times
from .databases import Seeded
from .measure import Measured, Request, ask, load
from .paths import Path, paths
from .servers import Server, serve

FULL_LIST = "rpm full list"
BATCHES = (1, 100, 10_000)


@dataclass(frozen=True, slots=True)
class Options:
    """How much is measured.

    Attributes:
        seconds: of each measurement of each round.
        only: a part of the names of the paths wanted; all when empty.
    """

    rounds: int = 3
    seconds: float = 0.5
    only: str = ""
    batches: tuple[int, ...] = BATCHES

    def wants(self, name: str) -> bool:
        return self.only in name


@dataclass(slots=True)
class Result:
    """A path's figures: rates in answers a second, times in seconds, memory in bytes."""

    rate: float
    p50: float
    p99: float
    p95: float
    cpu: float = 0.0
    statements: int | None = None
    limit: float | None = None
    usual: float | None = None
    peak: int | None = None
    usual_peak: int | None = None
    first_byte: float | None = None


@dataclass(slots=True)
class Results:
    """Of one database: path's name to figures."""

    vendor: str
    size: int
    paths: dict[str, Result] = field(default_factory=dict)


def run(database: Seeded, options: Options, say: Callable[[str], None]) -> Results:
    """Measure all that is wanted on one database."""
    results = Results(database.vendor, database.size)
    wanted = [p for p in paths(database.size, database.tokens) if options.wants(p.name)]
    with ExitStack() as stack:
        hub = stack.enter_context(serve("crm.wsgi", database.url))
        limit = stack.enter_context(serve("tests.bench.limits:application", database.url))
        its_own = {"DJANGO_SETTINGS_MODULE": "tests.bench.usual_settings"}
        usual = stack.enter_context(
            serve("tests.bench.usual_wsgi:application", database.url, **its_own)
        )
        counted = _statements(database, wanted)
        for path in wanted:
            say(f"{database.vendor} {database.size:,}: {path.name}")
            result = _measure(path, hub, limit, usual, options)
            result.statements = counted[path.name]
            results.paths[path.name] = result
        if options.wants(FULL_LIST):
            say(f"{database.vendor} {database.size:,}: {FULL_LIST}")
            results.paths[FULL_LIST] = _full_list(database, hub, usual, options)
        for rows in options.batches:
            if options.wants(f"franpos batch of {rows:,}"):
                say(f"{database.vendor} {database.size:,}: franpos batch of {rows:,}")
                _batch(results, database, hub, rows, options)
    return results


def _measure(path: Path, hub: Server, limit: Server, usual: Server, options: Options) -> Result:
    sides = [
        (server, requests)
        for server, requests in ((hub, path.hub), (limit, path.limit), (usual, path.usual))
        if requests
    ]
    measured: dict[int, list[Measured]] = {server.pid: [] for server, _ in sides}
    for server, requests in sides:
        load(server, requests, options.seconds / 2)  # warm
    for _ in range(options.rounds):
        for server, requests in sides:
            measured[server.pid].append(load(server, requests, options.seconds))
    ours = measured[hub.pid]
    return Result(
        rate=_median(m.rate for m in ours),
        p50=_median(m.percentile(50) for m in ours),
        p95=_median(m.percentile(95) for m in ours),
        p99=_median(m.percentile(99) for m in ours),
        cpu=_median(m.cpu for m in ours),
        limit=_rate(measured.get(limit.pid)),
        usual=_rate(measured.get(usual.pid)),
    )


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


def _rate(measured: list[Measured] | None) -> float | None:
    return _median(m.rate for m in measured) if measured else None


def _statements(database: Seeded, wanted: list[Path]) -> dict[str, int]:
    """How many statements an answer takes, on a server that is not timed."""
    found = {}
    with serve("tests.bench.counted:application", database.url, WORKERS="1") as server:
        for path in wanted:
            for request in path.hub[:3]:  # what is read once a while is read by now
                answer = ask(server.port, request)
            if answer.status != 200:
                raise RuntimeError(f"{path.name}: {answer.status} {answer.body[:500]!r}")
            found[path.name] = int(answer.headers["x-statements"])
    return found


def _full_list(database: Seeded, hub: Server, usual: Server, options: Options) -> Result:
    key = {"RpmApiKey": database.tokens["rpm"], "Content-Type": "application/json"}
    wanted = Request("POST", "/rpm/Api2.svc/Customers", key, b"{}")
    ours, theirs = [], []
    for _ in range(min(options.rounds, 3)):
        ours.append(_stream(hub, wanted))
        theirs.append(_stream(usual, Request("GET", "/stream")))
    whole = _median(whole for _, whole, _ in ours)
    return Result(
        rate=1 / whole,
        p50=whole,
        p95=whole,
        p99=max(whole for _, whole, _ in ours),
        usual=1 / _median(whole for _, whole, _ in theirs),
        first_byte=_median(first for first, _, _ in ours),
        peak=max(peak for _, _, peak in ours),
        usual_peak=max(peak for _, _, peak in theirs),
    )


def _stream(server: Server, request: Request) -> tuple[float, float, int]:
    """Seconds to the first byte and to the last, and the peak of memory above what was held before."""
    server.forget_peak()
    idle = server.memory("VmRSS")
    answer = ask(server.port, request, keep_body=False)
    return answer.first_byte, answer.whole, server.memory("VmHWM") - idle


def _batch(results: Results, database: Seeded, hub: Server, rows: int, options: Options) -> None:
    hub.forget_peak()
    idle = hub.memory("VmRSS")
    for kind, (seconds, floor) in batch_times(hub, database, rows, options.rounds).items():
        results.paths[f"franpos batch of {rows:,}, {kind}"] = Result(
            rate=rows / seconds,
            p50=seconds,
            p95=seconds,
            p99=seconds,
            limit=rows / floor,
            peak=hub.memory("VmHWM") - idle,
        )
