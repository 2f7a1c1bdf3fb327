"""From InventoryPro's JSON to a ``CustomerChange``."""

from typing import Any

from customers.changes import AddressChange, ContactChange, CustomerChange

from .errors import ValidationFailed
from .fields import FIELDS, Field

RESERVED = "all"  # /Customer/All is the list, so no customer could be read under this shortID


def parse_customer(body: object) -> CustomerChange:
    """The body of ``POST Customer``. Members that the page does not list are ignored.

    Raises:
        ValidationFailed: with every field that is wrong.
    """
    if not isinstance(body, dict):
        raise ValidationFailed({"": ["The body must be a JSON object."]})
    problems: dict[str, list[str]] = {}
    written: dict[str, dict[str, Any]] = {"": {}, "billing": {}, "primary": {}}
    for field in FIELDS:
        if field.name not in body:
            continue
        problem = _problem(field, body[field.name])
        if problem:
            problems[field.name] = [problem]
            continue
        part, _, column = field.path.rpartition(".")
        written[part][column] = body[field.name] or ""
    short_id = body.get("shortID")
    if short_id is None or (isinstance(short_id, str) and not short_id.strip()):
        problems["shortID"] = ["The shortID field is required."]
    elif isinstance(short_id, str) and short_id.strip().lower() == RESERVED:
        problems["shortID"] = ["The shortID All is reserved: Customer/All is the list."]
    if problems:
        raise ValidationFailed(problems)
    parts: dict[str, Any] = {}
    if written["billing"]:
        parts["billing"] = AddressChange(kind="billing", **written["billing"])
    if written["primary"]:
        parts["primary"] = ContactChange(**written["primary"])
    return CustomerChange(**written[""], **parts)


def _problem(field: Field, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return f"The field {field.name} must be a string."
    if "\0" in value:
        return f"The field {field.name} must not contain a NUL character."
    if len(value) > field.max_length:
        return (
            f"The field {field.name} must be a string with a maximum length of {field.max_length}."
        )
    return ""
