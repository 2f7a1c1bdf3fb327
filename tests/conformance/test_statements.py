"""No statement of a page without its mark, its reason, its tests; no sample that nobody names."""

import pytest

from crm.dialects import DIALECTS
from crm.dialects.statements import Statement, UnreadableError, parse, problems, statements

from .known import known_tests

ITEM = """
# A page

## Statements

### Getting

- **G1** {}
"""


def read(item: str) -> Statement:
    (statement,) = parse("inventorypro", ITEM.format(item))
    return statement


def faults(*items: str) -> list[str]:
    """What is wrong with these, but for the samples that they do not name."""
    told = problems("inventorypro", tuple(read(item) for item in items), known_tests())
    return [fault for fault in told if not fault.startswith("no statement names")]


GOOD = 'documented: "It answers."\n  Tests: `test_get.py::test_it_answers_as_the_page_prints`'


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_statement_is_marked_and_names_its_tests(dialect: str) -> None:
    assert problems(dialect, statements(dialect), known_tests()) == []


def test_it_reads_a_quote_its_source_the_reading_and_the_tests() -> None:
    statement = read(
        'interpreted: "Says\n  "this" and that." (errors page)\n  **We do**\n  so.\n'
        "  Tests: `test_a.py::test_b`, `::test_c`,\n  `races/test_d.py::test_e`\n"
    )

    assert statement == Statement(
        id="G1",
        section="Getting",
        mark="interpreted",
        quote='Says "this" and that.',
        source="errors page",
        sample="",
        reading="**We do** so.",
        tests=(
            "tests/inventorypro/test_a.py::test_b",
            "tests/inventorypro/test_a.py::test_c",
            "tests/races/test_d.py::test_e",
        ),
    )


def test_it_reads_a_sample_and_a_silence() -> None:
    assert read("documented: sample `get.response.json`\n").sample == "get.response.json"
    assert read("interpreted, the page is silent:\n  **So.** Because.").is_silent


def test_what_is_no_statement_is_named() -> None:
    with pytest.raises(UnreadableError, match=r"inventorypro/page\.md, Getting"):
        read("documented without a colon")


def test_a_good_one_has_no_fault() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        ('documented: "It answers."', "names no test"),
        (f"{GOOD}, `::test_gone`", "test_gone, which is not there"),
        (GOOD.replace("documented", "perhaps"), "unknown mark 'perhaps'"),
        (GOOD.replace("documented", "interpreted"), "gives no reason"),
        (GOOD.replace("documented", "deviates"), "gives no reason"),
        (GOOD.replace(' "It answers."', ""), "says nothing of the page"),
        (GOOD.replace('"It answers."', "sample `gone.json`"), "gone.json, which is not there"),
    ],
)
def test_it_tells_what_is_wrong_with_a_statement(item: str, fault: str) -> None:
    (told,) = faults(item)

    assert fault in told


def test_it_tells_an_id_that_is_there_twice() -> None:
    assert faults(GOOD, GOOD) == ["G1 is there 2 times"]


def test_it_tells_a_sample_that_nobody_names() -> None:
    told = problems("inventorypro", (read(GOOD),), known_tests())

    assert "no statement names examples/list.response.json" in told
