"""Rows for tests of upserts that match by more than the code."""

from typing import Any

from customers.changes import ContactChange, CustomerChange
from customers.services import Key, Mode, Write

ALL = (Key.EMAIL, Key.CODE, Key.CELL_PHONE)
CELL = "(312) 555-0101"


def row(*, cell: str | None = None, by: tuple[Key, ...] = ALL, **values: Any) -> Write:
    """An upsert with so many of the columns, and perhaps the person's cell phone."""
    options = {k: values.pop(k) for k in ("within", "defaults", "refuse_new") if k in values}
    if cell is not None:
        values["primary"] = ContactChange(typed_phones={"cell": cell})
    return Write(mode=Mode.UPSERT, by=by, change=CustomerChange(**values), **options)
