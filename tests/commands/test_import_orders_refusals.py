"""What is wrong with a row is told by line, order and field; the rest of the file goes in."""

import json
from typing import Any

import pytest

from crm.accounts.models import Account
from customers.changes import CustomerChange, Source
from customers.importing import raw
from customers.models import Customer, Order, OrderLine
from customers.services import create

from .conftest import Import

pytestmark = pytest.mark.usefixtures("buyer")

GOOD: dict[str, str] = {
    "order_number": "SO-2",
    "customer_code": "ACME",
    "order_date": "2024-01-15",
    "product_id": "P-1",
    "unit_price": "1.00",
}


def file_with(**row: str) -> str:
    """Three orders of one line each; the second one says what is given."""
    columns = [*(GOOD | row)]
    rows = [GOOD | {"order_number": "SO-1"}, GOOD | row, GOOD | {"order_number": "SO-3"}]
    lines = [",".join(values.get(column, "") for column in columns) for values in rows]
    return "\n".join([",".join(columns), *lines, ""])


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("customer_code", "nobody", "The account has no such customer."),
        ("customer_code", "", "An order needs customer_id or customer_code."),
        ("customer_code", "x" * 101, "May have at most 100 characters."),
        ("customer_id", "x", "Not an id."),
        ("customer_id", "-1", "Not an id."),
        ("customer_id", "0", "Not an id."),
        ("customer_id", "9" * 30, "Not an id."),
        ("customer_id", "0" * 18 + "12345", "Not an id."),
        ("customer_id", "9223372036854775807", "The account has no such customer."),
        ("order_number", "x" * 101, "May have at most 100 characters."),
        ("order_number", "a\0b", "May not contain a NUL or half a character."),
        ("status", "lost", "Must be one of draft, confirmed, shipped, delivered, cancelled."),
        ("order_date", "", "May not be empty."),
        ("order_date", "15.01.2024", "Must be a day, 2024-01-15, or an ISO 8601 time."),
        ("order_date", "2024-02-30", "Must be a day, 2024-01-15, or an ISO 8601 time."),
        ("order_date", "0001-01-01", "The year must be from 1000 to 9998."),
        ("paid_date", "9999-12-31", "The year must be from 1000 to 9998."),
        ("ship_date", "soon", "Must be a day, 2024-01-15, or an ISO 8601 time."),
        ("currency", "dollars", "May have at most 3 characters."),
        ("currency", "usd", "Three capital letters, as in ISO 4217: EUR."),
        ("total_amount", "-1", "May not be negative."),
        ("total_amount", "1000000000000", "Is too large."),
        ("total_amount", "NaN", "Must be a number: 1234.50."),
        ("total_amount", "1e3", "Must be a number: 1234.50."),
        ("total_amount", "٣", "Must be a number: 1234.50."),
        ("total_amount", "9" * 1000, "Is too large."),
        ("unit_price", "", "Must be a number: 1234.50."),
        ("unit_price", "1.005", "Has too many decimals."),
        ("unit_price", "-0.01", "May not be negative."),
        ("quantity", "-1", "May not be negative."),
        ("quantity", "0.0001", "Has too many decimals."),
        ("quantity", "100000000000", "Is too large."),
        ("line_total", "-5", "May not be negative."),
        ("product_id", "", "This field cannot be blank."),
        ("product_id", "x" * 101, "May have at most 100 characters."),
        ("product_name", "a\0", "May not contain a NUL or half a character."),
        ("ship_line1", "x" * 301, "May have at most 300 characters."),
    ],
)
def test_it_rejects_a_bad_value(
    import_orders: Import, field: str, value: str, message: str
) -> None:
    done = import_orders(file_with(**{field: value}))

    assert done.summary == "3 orders: 2 added, 0 updated, 0 unchanged, 1 bad."
    assert done.error == "Left out: 1."
    assert sorted(Order.objects.values_list("order_number", flat=True)) == ["SO-1", "SO-3"]
    (told,) = done.told
    assert told.startswith("line 3, order ")
    column = "customer_id" if "needs" in message else field
    assert told.endswith(f", {column}: {message}")


def test_a_product_too_large_to_hold_is_refused(import_orders: Import) -> None:
    done = import_orders(file_with(unit_price="999999999999.99", quantity="2"))

    assert done.told == ["line 3, order SO-2, line_total: Is too large."]


def test_a_sum_too_large_to_hold_is_refused(import_orders: Import) -> None:
    row = "SO-1,ACME,2024-01-15,P-1,999999999999.99\n"

    done = import_orders(f"{','.join(GOOD)}\n{row}{row}")

    assert done.told == ["line 2, order SO-1, total_amount: Is too large."]
    assert not Order.objects.exists()


def test_a_bad_line_takes_its_whole_order(import_orders: Import) -> None:
    done = import_orders(
        f"{','.join(GOOD)}\n"
        "SO-1,ACME,2024-01-15,P-1,1\n"
        "SO-1,ACME,2024-01-15,P-2,x\n"
        "SO-1,ACME,2024-01-15,,y\n"
        "SO-2,ACME,2024-01-15,P-1,1\n"
    )

    assert done.told == [
        "line 3, order SO-1, unit_price: Must be a number: 1234.50.",
        "line 4, order SO-1, product_id: This field cannot be blank.",
        "line 4, order SO-1, unit_price: Must be a number: 1234.50.",
    ]
    assert [order.order_number for order in Order.objects.all()] == ["SO-2"]


def test_a_bad_update_leaves_the_order_as_it_was(import_orders: Import) -> None:
    import_orders(file_with())

    import_orders(file_with(product_id="P-2", unit_price="-1"))

    assert OrderLine.objects.get(order__order_number="SO-2").product_id == "P-1"


def test_columns_of_an_order_say_the_same_on_each_line(import_orders: Import) -> None:
    done = import_orders(
        f"{','.join(GOOD)}\nSO-1,ACME,2024-01-15,P-1,1\nSO-1,ACME,2024-01-16,P-2,1\n"
    )

    assert done.told == ["line 3, order SO-1, order_date: Differs from line 2."]


@pytest.mark.parametrize("apart", [1, 700])
def test_lines_of_an_order_follow_each_other(import_orders: Import, apart: int) -> None:
    between = "".join(f"B-{n},ACME,2024-01-15,P-1,1\n" for n in range(apart))
    first, second = "SO-1,ACME,2024-01-15,P-1,1\n", "SO-1,ACME,2024-01-15,P-2,2\n"

    done = import_orders(f"{','.join(GOOD)}\n{first}{between}{second}")

    message = f"order SO-1, order_number: Stands in two places, at lines 2 and {apart + 3}."
    assert done.told == [f"line 2, {message}", f"line {apart + 3}, {message}"]
    assert Order.objects.count() == apart


@pytest.mark.parametrize("broken", ["SO-9,ACME", ",ACME,2024-01-15,P-2,2", 'SO-9,"AC"ME,,,'])
def test_an_unreadable_line_takes_the_orders_beside_it(import_orders: Import, broken: str) -> None:
    rows = [f"SO-{n},ACME,2024-01-15,P-1,1" for n in (1, 2, 3, 4)]

    done = import_orders("\n".join([",".join(GOOD), *rows[:2], broken, *rows[2:]]))

    assert [order.order_number for order in Order.objects.order_by("pk")] == ["SO-1", "SO-4"]
    assert done.told[0] == "line 3, order SO-2: Line 4 may be of this order."
    assert done.told[1].startswith("line 4")
    assert done.told[2] == "line 5, order SO-3: Line 4 may be of this order."


def test_it_rejects_an_order_without_end(
    import_orders: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("check", "csv_orders", "jsonl_orders"):
        monkeypatch.setattr(f"customers.importing.{module}.MOST_LINES", 3)
    assert raw.MOST_LINES == 10_000

    done = import_orders(f"{','.join(GOOD)}\n" + "SO-1,ACME,2024-01-15,P-1,1\n" * 5)

    assert done.told == ["line 2, order SO-1, lines: An order has at most 3 lines."]


def test_it_never_finds_a_customer_of_another_account(
    import_orders: Import, other_account: Account
) -> None:
    made = create(other_account, CustomerChange(code="THEIRS", company="X"), source=Source())

    by_code = import_orders(file_with(customer_code="THEIRS"))
    by_id = import_orders(file_with(customer_code="", customer_id=str(made.customer_id)))

    assert by_code.told == ["line 3, order SO-2, customer_code: The account has no such customer."]
    assert by_id.told[-1] == "line 3, order SO-2, customer_id: The account has no such customer."
    assert not Order.objects.filter(order_number="SO-2").exists()


def test_id_and_code_are_of_the_same_customer(import_orders: Import, buyer: Customer) -> None:
    create(buyer.account, CustomerChange(code="B", company="B"), source=Source())

    done = import_orders(file_with(customer_id=str(buyer.pk), customer_code="B"))

    assert "customer_code: Is not the code of the customer of that id." in done.told[-1]
    assert import_orders(file_with(customer_id=str(buyer.pk))).told == []


ORDER: dict[str, Any] = {
    "order_number": "SO-1",
    "customer_code": "ACME",
    "order_date": "2024-01-15",
    "lines": [{"product_id": "P-1", "unit_price": 1}],
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colour": "red"}, ", order SO-1, colour: Is not known."),
        ({"lines": []}, ", order SO-1, lines: An order has at least one line."),
        ({"lines": {}}, ", order SO-1, lines: Must be a list."),
        ({"lines": [5]}, ", order SO-1, lines[0]: Must be an object."),
        (
            {"lines": [ORDER["lines"][0], {"product_id": "P", "unit_price": None}]},
            ", order SO-1, lines[1].unit_price: Must be a number: 1234.50.",
        ),
        (
            {"lines": [{"product_id": 5, "unit_price": 1}]},
            ", order SO-1, lines[0].product_id: Must be a text.",
        ),
        (
            {"lines": [{"product_id": "P", "unit_price": 1, "sku": 2}]},
            ", order SO-1, lines[0].sku: Is not known.",
        ),
        ({"order_number": None}, ", order_number: This field cannot be blank."),
        ({"order_number": 17}, ", order_number: Must be a text."),
        ({"order_date": 20240115}, ", order SO-1, order_date: Must be a text: 2024-01-15."),
        ({"status": []}, ", order SO-1, status: Must be one of draft, confirmed,"),
        ({"customer_id": True}, ", order SO-1, customer_id: Not an id."),
        ({"total_amount": True}, ", order SO-1, total_amount: Must be a number: 1234.50."),
        ({"total_amount": {"a": 1}}, ", order SO-1, total_amount: Must be a number: 1234.50."),
        ({"total_amount": 1e300}, ", order SO-1, total_amount: Is too large."),
        ({"total_amount": 1e-300}, ", order SO-1, total_amount: Has too many decimals."),
        ({"ship_city": "\ud800"}, ", order SO-1, ship_city: May not contain a NUL"),
    ],
)
def test_it_rejects_a_bad_member_of_a_json_order(
    import_orders: Import, change: dict[str, Any], told: str
) -> None:
    good = ORDER | {"order_number": "SO-2"}

    done = import_orders(f"{json.dumps(ORDER | change)}\n{json.dumps(good)}\n", name="o.jsonl")

    assert done.told[0].startswith(f"line 1{told}")
    assert done.summary == "2 orders: 1 added, 0 updated, 0 unchanged, 1 bad."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "Must be an object."),
        ("null", "Must be an object."),
        ("{", "Cannot be read as JSON"),
        ('{"total_amount": NaN}', "Cannot be read as JSON: NaN is no number of JSON."),
        ('{"total_amount": 1e99999999999999999999}', "Cannot be read as JSON"),
        ('{"total_amount": ' + "9" * 5000 + "}", "Cannot be read as JSON"),
        ('{"status": "draft", "status": "shipped"}', "Cannot be read as JSON: a name stands twice"),
        ("[" * 100_000, "Cannot be read as JSON"),
    ],
)
def test_it_rejects_a_line_that_is_no_order(import_orders: Import, text: str, message: str) -> None:
    done = import_orders(f"{text}\n{json.dumps(ORDER)}\n", name="o.jsonl")

    assert done.told[0].startswith(f"line 1: {message}")
    assert Order.objects.count() == 1
