"""Orders from JSON Lines: an object for each order, with its lines in ``lines``."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

from .raw import LINE_COLUMNS, MOST_LINES, ORDER_COLUMNS, RawLine, RawOrder


def read_jsonl(lines: Iterator[str]) -> Iterator[RawOrder]:
    """The orders of a file, one a line; empty lines are passed over. Numbers come as ``Decimal``."""
    for number, text in enumerate(lines, start=1):
        if text.strip():
            yield _order(number, text)


def _order(number: int, text: str) -> RawOrder:
    try:
        told = json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except (ValueError, ArithmeticError, RecursionError) as error:
        return _broken(number, f"Cannot be read as JSON: {str(error)[:200]}.")
    if not isinstance(told, dict):
        return _broken(number, "Must be an object.")
    items = told.pop("lines", [])
    order_number = told.get("order_number")
    shown = order_number.strip() if isinstance(order_number, str) else ""
    order = RawOrder(number, shown, _stripped(told))
    _refuse_unknown(order, "", told, ORDER_COLUMNS)
    if not isinstance(items, list):
        order.say("lines", "Must be a list.")
    else:
        _add_lines(order, items[: MOST_LINES + 1])
    return order


def _add_lines(order: RawOrder, items: list[Any]) -> None:
    for index, item in enumerate(items):
        path = f"lines[{index}]"
        if isinstance(item, dict):
            _refuse_unknown(order, f"{path}.", item, LINE_COLUMNS)
            order.lines.append(RawLine(order.line, _stripped(item), f"{path}."))
        else:
            order.say(path, "Must be an object.")


def _refuse_unknown(
    order: RawOrder, path: str, told: dict[str, object], known: tuple[str, ...]
) -> None:
    for name in told:
        if name not in known:
            order.say(path + name[:40], "Is not known.")


def _stripped(told: dict[str, object]) -> dict[str, object]:
    return {name: v.strip() if isinstance(v, str) else v for name, v in told.items()}


def _broken(line: int, message: str) -> RawOrder:
    order = RawOrder(line, "", {})
    order.say("", message)
    return order


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return told


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
