"""The statements of a dialect's ``page.md``: what the page says, whether we do it, what proves it.

They are a list, read by people and by this module::

    ### Get a customer

    - **G2** documented: "Returns 404 if the customer does not exist."
      Tests: `test_get.py::test_it_answers_404`, `::test_unless_it_does`
    - **G3** documented: sample `get.response.json`
      Tests: `test_get.py::test_it_answers_as_the_page_prints`
    - **G4** interpreted: "standard pagination parameters" (pagination page)
      **What we read into it.** And why.
      Tests: ...
    - **G5** interpreted, the page is silent:
      **What we do.** And why.
      Tests: ...

A mark is ``documented`` (we do exactly this), ``interpreted`` (the page is silent or contradicts itself)
or ``deviates`` (we do otherwise); the last two give their reason. A test is a file of
``tests/<dialect>/`` and a function in it, or, with a slash, a file of ``tests/``; ``::name`` stays in
the file named before.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent

#: What a statement can be, with what it means.
MARKS = {
    "documented": "We do exactly this.",
    "interpreted": "The page is silent or contradicts itself: this is our reading.",
    "deviates": "We do otherwise, on purpose.",
}

_ITEM = re.compile(
    r"""
    \*\*(?P<id>\w+)\*\*\ (?P<mark>\w+)(?P<silent>,\ the\ page\ is\ silent)?:
    (?:\s+"(?P<quote>.+?)"(?:\ \((?P<source>[^()\n]+)\))?$
      |\ sample\ `(?P<sample>[\w.]+)`$)?
    (?P<reading>.*?)
    (?:^Tests:(?P<tests>.*))?
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_TEST = re.compile(r"`([^`]+)`")


class UnreadableError(Exception):
    """A list item among the statements that is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that the page says, or is silent about.

    Attributes:
        id: unique within the dialect, an anchor of the report.
        section: the part of the page that it stands in.
        mark: one of ``MARKS``; anything else is one of the ``problems``.
        quote: the page's words; empty for a sample and where the page is silent.
        source: the vendor's other page that the words are from; empty: the page itself.
        sample: a file of ``examples/``, or empty.
        reading: what we do and why, with ``**bold**`` and `` `code` ``; may be empty if documented.
        tests: what proves it, as pytest names them: ``tests/rpm/test_search.py::test_it_finds``.
    """

    id: str
    section: str
    mark: str
    quote: str
    source: str
    sample: str
    reading: str
    tests: tuple[str, ...]

    @property
    def is_silent(self) -> bool:
        """Whether the page says nothing of it."""
        return not (self.quote or self.sample)


@cache
def statements(dialect: str) -> tuple[Statement, ...]:
    """All of a dialect's, in the order of its ``page.md``.

    Raises:
        UnreadableError: names the item that cannot be read.
    """
    return tuple(parse(dialect, (HERE / dialect / "page.md").read_text()))


def title(dialect: str) -> str:
    """What the system is called."""
    return str(import_module(f"crm.dialects.{dialect}").TITLE)


def sample_text(dialect: str, name: str) -> str:
    """A sample as it is printed."""
    return (HERE / dialect / "examples" / name).read_text()


def parse(dialect: str, page: str) -> Iterator[Statement]:
    """The statements in the text of a ``page.md``."""
    _, _, listed = page.partition("\n## Statements\n")
    listed = re.split(r"^## ", listed, flags=re.MULTILINE)[0]
    section = ""
    for block in re.split(r"^(?=### |- )", listed, flags=re.MULTILINE):
        if block.startswith("### "):
            section = block.partition("\n")[0].removeprefix("### ").strip()
        elif block.startswith("- "):
            yield _statement(dialect, section, block.removeprefix("- "))


def problems(dialect: str, found: tuple[Statement, ...], tests: frozenset[str]) -> list[str]:
    """What is wrong with a dialect's statements, in words.

    Args:
        tests: every test that there is, as ``Statement.tests`` names them.
    """
    told = [f"{item.id} {fault}" for item in found for fault in _faults(dialect, item, tests)]
    ids = Counter(item.id for item in found)
    told += [f"{id_} is there {count} times" for id_, count in ids.items() if count > 1]
    named = {item.sample for item in found}
    printed = sorted(path.name for path in (HERE / dialect / "examples").iterdir())
    return told + [f"no statement names examples/{name}" for name in printed if name not in named]


def _statement(dialect: str, section: str, block: str) -> Statement:
    lines = "\n".join(line.strip() for line in block.strip().splitlines())
    match = _ITEM.fullmatch(lines)
    if match is None:
        raise UnreadableError(f"{dialect}/page.md, {section}: {block.strip()}")
    text = {name: _joined(value) for name, value in match.groupdict(default="").items()}
    return Statement(
        id=text["id"],
        section=section,
        mark=text["mark"],
        quote=text["quote"],
        source=text["source"],
        sample=text["sample"],
        reading=text["reading"],
        tests=tuple(_tests(dialect, _TEST.findall(text["tests"]))),
    )


def _joined(text: str) -> str:
    return " ".join(text.split())


def _tests(dialect: str, names: list[str]) -> Iterator[str]:
    file = ""
    for name in names:
        path, _, test = name.partition("::")
        file = path or file
        folder = "tests" if "/" in file else f"tests/{dialect}"
        yield f"{folder}/{file.removeprefix('/')}::{test}"


def _faults(dialect: str, item: Statement, tests: frozenset[str]) -> Iterator[str]:
    if item.mark not in MARKS:
        yield f"has the unknown mark {item.mark!r}"
    elif item.mark != "documented" and not item.reading:
        yield "gives no reason"
    elif item.mark != "interpreted" and item.is_silent:
        yield "says nothing of the page"
    if item.sample and not (HERE / dialect / "examples" / item.sample).is_file():
        yield f"names examples/{item.sample}, which is not there"
    if not item.tests:
        yield "names no test"
    for test in item.tests:
        if test not in tests:
            yield f"names {test}, which is not there"
