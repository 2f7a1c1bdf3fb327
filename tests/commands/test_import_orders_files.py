"""Files of every kind, size and oddity: what is refused whole, and what it costs."""

import gc
import io
import json
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customers.importing import run as engine
from customers.importing import source
from customers.models import Order, OrderLine

from .conftest import Import, Run

pytestmark = pytest.mark.usefixtures("buyer")

HEADER = "order_number,customer_code,order_date,product_id,unit_price"
ROW = "SO-1,ACME,2024-01-15,P-1,1.50"
ORDER = {
    "order_number": "SO-1",
    "customer_code": "ACME",
    "order_date": "2024-01-15",
    "lines": [{"product_id": "P-1", "unit_price": 1}],
}


def orders(count: int, lines: int = 1) -> str:
    rows = (
        f"SO-{number},ACME,2024-01-15,P-{line},1.50"
        for number in range(count)
        for line in range(lines)
    )
    return "\n".join([HEADER, *rows, ""])


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\n{ROW}".encode(),
        f"{HEADER}\r\n{ROW}\r\n".encode(),
        f"{HEADER}\r{ROW}\r".encode(),
        f"\ufeff{HEADER}\n{ROW}\n".encode(),
        f"{HEADER}\n{ROW}\n".replace(",", ";").encode(),
        f"{HEADER}\n{ROW}\n".replace(",", "\t").encode(),
        f" {HEADER.replace(',', ' , ')}\n\n,,,,\n {ROW.replace(',', ' , ')}\n".encode(),
        f'{HEADER}\n"SO-1","ACME","2024-01-15","P-1","1.50"\n'.encode(),
    ],
    ids=["no end", "CRLF", "CR", "BOM", "semicolons", "tabs", "spaces", "quotes"],
)
def test_it_reads_what_spreadsheets_write(import_orders: Import, content: bytes) -> None:
    assert import_orders(content).told == []

    assert Order.objects.get().order_number == "SO-1"
    assert OrderLine.objects.get().product_id == "P-1"


def test_a_line_is_counted_as_an_editor_counts(import_orders: Import) -> None:
    named = f"{HEADER},product_name"

    done = import_orders(f'{named}\n{ROW},"two\nlines"\n\nSO-2,ACME,2024-01-15,P-1,x,\n')

    assert done.told == ["line 5, order SO-2, unit_price: Must be a number: 1234.50."]
    assert OrderLine.objects.get().product_name == "two\nlines"


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "The file has no header"),
        ("\n", "The file has no header"),
        (f"{HEADER},colour", "Unknown columns: 'colour'"),
        (f"{HEADER},", "Unknown columns: ''"),
        (HEADER.upper(), "Unknown columns: 'ORDER_NUMBER'"),
        (f"{HEADER},unit_price", "stand twice: 'unit_price'"),
        ("order_number,order_date", "Missing columns: product_id, unit_price, customer_id or"),
        (f'"{HEADER}', "Unknown columns"),
    ],
)
def test_it_rejects_a_header_that_does_not_do(
    import_orders: Import, header: str, message: str
) -> None:
    done = import_orders(f"{header}\n{ROW}\n" if header else "")

    assert message in done.error
    assert not Order.objects.exists()


def test_a_file_of_json_lines_may_be_empty(import_orders: Import) -> None:
    done = import_orders("\n", name="o.jsonl")

    assert done.summary == "0 orders: 0 added, 0 updated, 0 unchanged, 0 bad."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody", "x.csv"], "no account 'nobody'"),
        (["acme", "x.csv"], "No such file"),
        (["acme", "x.xlsx"], "csv or jsonl"),
        (["acme", "-"], "csv or jsonl"),
        (["acme", ".", "--format", "csv"], "Is a directory"),
        (["acme", "a\0.csv"], "NUL"),
        (["acme", "x.csv", "--format", "xml"], "xml"),
    ],
)
def test_it_rejects_a_bad_argument(run: Run, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run("import_orders", *arguments)


def test_the_format_may_be_said(import_orders: Import) -> None:
    import_orders(f"{json.dumps(ORDER)}\n", "--format", "jsonl", name="export.txt")

    assert Order.objects.count() == 1


@pytest.mark.parametrize("seekable", [True, False])
def test_it_reads_standard_input(
    run: Run, monkeypatch: pytest.MonkeyPatch, *, seekable: bool
) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return seekable

    piped = Pipe(f"{HEADER}\n{ROW}\n".encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(piped))

    assert "1 added" in run("import_orders", "acme", "-", "--format", "csv")


def test_bytes_that_are_no_text_are_told(import_orders: Import) -> None:
    done = import_orders(f"{HEADER}\n{ROW}\n".encode() + b"SO-\xff,ACME,2024-01-15,P-1,1\n")

    assert done.told == [
        "line 3, order 'SO-\\udcff', order_number: May not contain a NUL or half a character."
    ]
    assert Order.objects.count() == 1


def test_nothing_of_a_file_steers_the_terminal(import_orders: Import) -> None:
    done = import_orders(f"{HEADER}\n\x1b[2J{'x' * 200},ACME,2024-01-15,P-1,1\n")

    assert done.told[0].startswith(r"line 2, order '\x1b[2Jxxx")
    assert len(done.told[0]) < 200


@pytest.mark.parametrize("name", ["o.csv", "o.jsonl"])
def test_an_endless_line_is_cut(
    import_orders: Import, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(source, "LONGEST_LINE", 1_000)
    good = json.dumps(ORDER) if name == "o.jsonl" else ROW
    header = "" if name == "o.jsonl" else f"{HEADER}\n"

    done = import_orders(f"{header}{'x' * 10_500}\n\n{good}\n", name=name)

    assert done.summary.startswith("2 orders")
    assert len([line for line in done.told if "Cannot be read" in line or "Has 1" in line]) == 1


FRAGMENTS = st.sampled_from(
    [
        b"SO-1",
        b"ACME",
        b"2024-01-15",
        b"P-1",
        b"1.50",
        b",",
        b'"',
        b"\n",
        b"\r",
        b"\0",
        b"\xff",
        b";",
    ]
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=st.one_of(st.binary(max_size=300), st.lists(FRAGMENTS, max_size=60).map(b"".join)))
@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_no_file_is_too_odd(import_orders: Import, format: str, content: bytes) -> None:  # noqa: A002
    for start in (b"", f"{HEADER}\n".encode()):
        done = import_orders(start + content, name=f"odd.{format}")

        assert done.error or done.summary.endswith(" 0 bad.")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda children: st.lists(children, max_size=3),
    max_leaves=5,
)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    order=st.dictionaries(
        st.sampled_from(["order_number", "customer_id", "status", "paid_date", "total_amount"]),
        JSON,
    ),
    line=st.dictionaries(st.sampled_from(["product_id", "quantity", "unit_price"]), JSON),
)
def test_no_value_is_too_odd(
    import_orders: Import, order: dict[str, Any], line: dict[str, Any]
) -> None:
    told = ORDER | order | {"lines": [ORDER["lines"][0] | line]}  # type: ignore[operator]

    done = import_orders(json.dumps(told), name="odd.jsonl")

    assert done.error or done.summary.endswith(" 0 bad.")


@pytest.mark.parametrize("again", [False, True], ids=["new", "changed"])
def test_longer_orders_ask_no_more_statements(import_orders: Import, *, again: bool) -> None:
    counts: list[int] = []

    def count(execute: Any, *args: Any) -> Any:
        """The log of queries would not do: the import empties it after each batch."""
        counts[-1] += 1
        return execute(*args)

    for size in (1, 20):
        content = orders(size, lines=2)
        if again:
            import_orders(content)
            content = content.replace("1.50", "2.50")
        counts.append(0)
        with connection.execute_wrapper(count):
            assert import_orders(content).told == []
        Order.objects.all().delete()

    assert 0 < counts[0] == counts[1] <= 14


def test_an_unchanged_batch_writes_nothing(import_orders: Import) -> None:
    import_orders(orders(30))

    asked: list[str] = []

    def note(execute: Any, sql: str, *args: Any) -> Any:
        asked.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(note):
        import_orders(orders(30))

    assert asked
    assert [sql for sql in asked if sql.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_memory_does_not_grow_with_the_file(
    import_orders: Import, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engine, "ORDERS_PER_BATCH", 100)
    peaks = []
    # From here on the connection keeps the last hundred statements whatever their number.
    for count in (10_000, 40_000):
        content = orders(count, lines=2)
        (tmp_path / "big.csv").write_text(content)
        del content
        gc.collect()
        tracemalloc.start()
        call_command(
            "import_orders",
            "acme",
            str(tmp_path / "big.csv"),
            "--dry-run",
            stdout=io.StringIO(),
            stderr=io.StringIO(),
        )
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 1.25 * peaks[0]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_shows_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("customers.management.commands.import_orders.ON_A_TERMINAL", 0)
    file = tmp_path / "o.csv"
    file.write_text(orders(1_200))
    terminal, log = Terminal(), io.StringIO()

    for stderr in (terminal, log):
        call_command("import_orders", "acme", str(file), stdout=io.StringIO(), stderr=stderr)

    assert "\r\x1b[K1,000 of 1,200 orders, 0 bad" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    assert log.getvalue() == "Reading ...\n"
