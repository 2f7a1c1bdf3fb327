"""One run: every path, the sides and the sizes in turn, round by round."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
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


@dataclass(frozen=True, slots=True)
class Sides:
    """What is asked of one database: the servers, and the paths by name."""

    database: Seeded
    hub: Server
    limit: Server
    usual: Server
    paths: dict[str, Path]

    def of(self, name: str) -> list[tuple[Server, Sequence[Request]]]:
        path = self.paths[name]
        sides = ((self.hub, path.hub), (self.limit, path.limit), (self.usual, path.usual))
        return [(server, requests) for server, requests in sides if requests]


def run(databases: Sequence[Seeded], options: Options, say: Callable[[str], None]) -> list[Results]:
    """Measure all that is wanted on the databases of one vendor.

    Their sizes take turns within each round: minutes apart they would be measured on a machine that is
    quicker or slower by then, and nothing could be said of what a size costs.
    """
    with ExitStack() as stack:
        sizes = [_sides(stack, database, options) for database in databases]
        found = [Results(of.database.vendor, of.database.size) for of in sizes]
        counted = [_statements(of) for of in sizes]
        for name in sizes[0].paths:
            say(f"{databases[0].vendor}: {name}")
            for results, result, statements in zip(
                found, _measure(name, sizes, options), counted, strict=True
            ):
                result.statements = statements[name]
                results.paths[name] = result
        for results, of in zip(found, sizes, strict=True):
            _once_each(results, of, options, say)
    return found


def _sides(stack: ExitStack, database: Seeded, options: Options) -> Sides:
    its_own = {"DJANGO_SETTINGS_MODULE": "tests.bench.usual_settings"}
    return Sides(
        database,
        stack.enter_context(serve("crm.wsgi", database.url)),
        stack.enter_context(serve("tests.bench.limits:application", database.url)),
        stack.enter_context(serve("tests.bench.usual_wsgi:application", database.url, **its_own)),
        {p.name: p for p in paths(database.size, database.tokens) if options.wants(p.name)},
    )


def _measure(name: str, sizes: Sequence[Sides], options: Options) -> list[Result]:
    """The figures of a path, of each size."""
    measured: dict[int, list[Measured]] = defaultdict(list)
    for of in sizes:
        for server, requests in of.of(name):
            load(server, requests, options.seconds / 2)  # warm
    for _ in range(options.rounds):
        for of in sizes:
            for server, requests in of.of(name):
                measured[server.pid].append(load(server, requests, options.seconds))
    return [
        _result(*(measured[server.pid] for server in (of.hub, of.limit, of.usual))) for of in sizes
    ]


def _result(ours: list[Measured], limit: list[Measured], usual: list[Measured]) -> Result:
    return Result(
        rate=_median(m.rate for m in ours),
        p50=_median(m.percentile(50) for m in ours),
        p95=_median(m.percentile(95) for m in ours),
        p99=_median(m.percentile(99) for m in ours),
        cpu=_median(m.cpu for m in ours),
        limit=_rate(limit),
        usual=_rate(usual),
    )


def _once_each(results: Results, of: Sides, options: Options, say: Callable[[str], None]) -> None:
    """What takes as long as all the others together: of one size after the other."""
    where = f"{results.vendor} {results.size:,}"
    if options.wants(FULL_LIST):
        say(f"{where}: {FULL_LIST}")
        results.paths[FULL_LIST] = _full_list(of, options)
    for rows in options.batches:
        if options.wants(f"franpos batch of {rows:,}"):
            say(f"{where}: franpos batch of {rows:,}")
            _batch(results, of, rows, options)


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


def _rate(measured: list[Measured]) -> float | None:
    return _median(m.rate for m in measured) if measured else None


def _statements(of: Sides) -> dict[str, int]:
    """How many statements an answer takes, on a server that is not timed."""
    found = {}
    with serve("tests.bench.counted:application", of.database.url, WORKERS="1") as server:
        for path in of.paths.values():
            for request in path.hub[:3]:  # what is read once a while is read by now
                answer = ask(server.port, request)
            if answer.status != 200:
                raise RuntimeError(f"{path.name}: {answer.status} {answer.body[:500]!r}")
            found[path.name] = int(answer.headers["x-statements"])
    return found


def _full_list(of: Sides, options: Options) -> Result:
    key = {"RpmApiKey": of.database.tokens["rpm"], "Content-Type": "application/json"}
    wanted = Request("POST", "/rpm/Api2.svc/Customers", key, b"{}")
    ours, theirs = [], []
    for _ in range(min(options.rounds, 3)):
        ours.append(_stream(of.hub, wanted))
        theirs.append(_stream(of.usual, Request("GET", "/stream")))
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


def _batch(results: Results, of: Sides, rows: int, options: Options) -> None:
    of.hub.forget_peak()
    idle = of.hub.memory("VmRSS")
    for kind, (seconds, floor) in batch_times(of.hub, of.database, rows, options.rounds).items():
        results.paths[f"franpos batch of {rows:,}, {kind}"] = Result(
            rate=rows / seconds,
            p50=seconds,
            p95=seconds,
            p99=seconds,
            limit=rows / floor,
            peak=of.hub.memory("VmHWM") - idle,
        )
