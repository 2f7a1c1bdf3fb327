"""The results as tables, and whether the goals are met."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from .paths import paths
from .run import FULL_LIST, Result, Results

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- make bench writes {} from here -->", "<!-- to here -->"
NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
HEAD = (
    "| path | of the limit | times the usual way | {sizes} | p50 ms | p99 ms | statements"
    " | CPU ms | peak MiB |"
)
BATCH_GOAL = 0.20
MEBI = 2**20


def report(of_database: Sequence[Results], command: str) -> str:
    """A table of each size, the largest first, then the goals.

    Args:
        of_database: of one database, the smallest first.
    """
    small, large = of_database[0], of_database[-1]
    lines = [line for results in reversed(of_database) for line in _table(small, results)]
    lines += [f"Made by `{command}`.", ""]
    lines += ["| goal | wanted | measured | met |", "|---|--:|--:|---|"]
    for results in of_database:
        lines += _goals(results, small, large)
    return "\n".join(lines)


def write(text: str, vendor: str) -> None:
    """Put the report between the marks of its database in the page."""
    begin = BEGIN.format(NAMES[vendor])
    before, _, rest = PAGE.read_text().partition(begin)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{begin}\n\n{text}\n\n{END}{after}")


def missed(text: str) -> list[str]:
    """The goals of a report that are not met."""
    return [line for line in text.splitlines() if line.endswith("| **no** |")]


def _table(small: Results, results: Results) -> Iterator[str]:
    yield f"### {NAMES[results.vendor]}, {results.size:,} customers"
    yield ""
    yield HEAD.format(sizes=f"cost at {results.size:,} / at {small.size:,}")
    yield "|---|" + "--:|" * 8
    for path, result in results.paths.items():
        at_small = small.paths.get(path)
        cells = [
            path,
            _number(result.rate / result.limit if result.limit else None),
            _number(result.rate / result.usual if result.usual else None),
            _number(at_small.rate / result.rate if at_small else None),
            _number(result.p50 * 1000),
            _number(result.p99 * 1000),
            "" if result.statements is None else str(result.statements),
            _number(result.cpu * 1000 if result.cpu else None),
            _number(result.peak / MEBI if result.peak is not None else None),
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}" if abs(value) < 100 else f"{value:,.0f}"


def _goals(results: Results, small: Results, large: Results) -> Iterator[str]:
    """Those of lists and of searches are meant for an account with many customers."""
    where = f"{results.vendor} {results.size:,}: "
    known = {path.name: path for path in paths(results.size, _NOBODY)}
    for name, result in results.paths.items():
        if results is not large and ("list" in name or "search" in name):
            continue
        path = known.get(name)
        if path and path.goal and result.limit:
            yield _line(
                f"{where}{name}, of the limit", result.rate / result.limit, at_least=path.goal
            )
        if path and path.against and path.against[0] in results.paths:
            other, times = path.against
            plain = results.paths[other]
            # A busy machine stretches the tails of both.
            ratio = result.p95 / plain.p95 if "search" in name else result.p50 / plain.p50
            yield _line(f"{where}{name}, times a plain first page", ratio, at_most=times)
        if "batch of 10,000, half" in name and result.limit:
            yield _line(
                f"{where}{name}, of the limit", result.rate / result.limit, at_least=BATCH_GOAL
            )
        if results is not small and name in small.paths:
            allowed = _growth(name)
            if allowed:
                growth = small.paths[name].rate / result.rate
                yield _line(f"{where}{name}, to {small.size:,}", growth, at_most=allowed)
        if name == FULL_LIST:
            yield from _full_list(where, result)


_NOBODY = dict.fromkeys(("staff", "inventorypro", "inventorum", "smartshelf", "rpm", "franpos"), "")


def _growth(name: str) -> float | None:
    """How many times the cost at the small size is allowed at the large one."""
    if name.endswith(("first pages", "get one")):
        return 1.2
    return 2 if name.startswith("staff") else None


def _full_list(where: str, result: Result) -> Iterator[str]:
    name = f"{where}{FULL_LIST}"
    if result.first_byte is not None:
        yield _line(
            f"{name}, first byte of the whole", result.first_byte / result.p50, at_most=0.02
        )
    if result.usual:
        yield _line(f"{name}, times a values() stream", result.usual * result.p50, at_most=2)
    if result.peak is not None:
        yield _line(f"{name}, MiB above idle", result.peak / MEBI, at_most=16)


def _line(
    goal: str, value: float, *, at_least: float | None = None, at_most: float | None = None
) -> str:
    met = value >= at_least if at_least is not None else value <= (at_most or 0)
    wanted = f"≥ {at_least:g}" if at_least is not None else f"≤ {at_most:g}"
    return f"| {goal} | {wanted} | {_number(value)} | {'yes' if met else '**no**'} |"
