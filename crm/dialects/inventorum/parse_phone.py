"""Phones of the body: up to version 9 a list, whose first is the customer's own number."""

import re
from typing import Any

from contacts.models import PhoneNumber
from customers.changes import PhoneChange
from customers.models import Customer

from .fields import PHONE_TYPES
from .values import Problem, read_text

MOST_PHONES = 50
CALLING_CODE = re.compile(r"\+?([0-9]{1,4})")


def parse_calling_code(value: object) -> str:
    """A country's calling code, with or without a plus sign, as the record keeps it: ``49``."""
    if value is None or value == "":
        return ""
    found = CALLING_CODE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Problem(["A calling code of one to four digits is required."])
    return found[1]


def parse_phone_numbers(value: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of the customer and of the primary contact that the list writes.

    Raises:
        Problem: a list like the one sent, with an empty object for each item that is right.
    """
    if value is None:
        value = []
    if not isinstance(value, list):
        raise Problem(["Expected a list of items."])
    if len(value) > MOST_PHONES:
        raise Problem([f"Ensure this field has no more than {MOST_PHONES} elements."])
    phones: list[PhoneChange] = []
    problems: list[Any] = []
    for index, item in enumerate(value):
        try:
            phones.append(_phone(item, is_own=index == 0))
            problems.append({})
        except Problem as problem:
            problems.append(problem.said)
    if any(problems):
        raise Problem(problems)
    own = phones[0] if phones else PhoneChange(number="", calling_code="")
    customer = {"phone": own.number, "phone_calling_code": own.calling_code}
    return customer, {"all_phones": tuple(phones[1:])}


def _phone(item: object, *, is_own: bool) -> PhoneChange:
    """One of the list. The customer's own has no type in the record, so what is sent is passed over."""
    if not isinstance(item, dict):
        raise Problem({"non_field_errors": ["Expected a phone number object."]})
    model, column = (Customer, "phone") if is_own else (PhoneNumber, "number")
    # county_code is what the page calls it; the vendor's own data has country_code.
    has_typo = "county_code" in item and item.get("country_code") in (None, "")
    code_member = "county_code" if has_typo else "country_code"
    problems: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    for name, member, read in (
        ("number", "national_number", read_text(model, column)),
        ("calling_code", code_member, parse_calling_code),
        ("type", "type", _read_type if not is_own else _pass_over_type),
    ):
        try:
            values[name] = read(item.get(member))
        except Problem as problem:
            problems[member] = problem.said
    if not is_own and not problems and not values["number"].strip():
        problems["national_number"] = ["May not be empty."]
    if problems:
        raise Problem(problems)
    return PhoneChange(**values)


def _read_type(value: object) -> str:
    if value is None:
        return PHONE_TYPES["normal"]
    if isinstance(value, str) and value in PHONE_TYPES:
        return PHONE_TYPES[value]
    raise Problem([f"Must be one of: {', '.join(PHONE_TYPES)}."])


def _pass_over_type(value: object) -> str:
    if value is not None and not isinstance(value, str):
        raise Problem(["Not a valid string."])
    return PHONE_TYPES["normal"]
