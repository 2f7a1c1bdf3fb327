"""What the ledger tells of the seeded customers, in SQL: how each came, and for some what followed."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from customers.models import Change
from customers.writing import parts
from customers.writing.parts import Part

from .rows import BILLING, CELL, CUSTOMER, LATER, PRIMARY, SECOND, SHIPPING, WORK, Rows
from .vendors import vendor

_PHONES = "'contacts.' || ({contact_id}) || '.phones.' || ({id}) || '.'"
#: Path in the ledger, part, its rows.
TOLD = (
    ("''", parts.CUSTOMER, CUSTOMER),
    (f"'contacts.' || ({PRIMARY.columns['id']}) || '.'", parts.CONTACT, PRIMARY),
    (f"'contacts.' || ({SECOND.columns['id']}) || '.'", parts.CONTACT, SECOND),
    *((_PHONES.format(**phone.columns), parts.PHONE, phone) for phone in (CELL, WORK)),
    (f"'addresses.' || ({BILLING.columns['id']}) || '.'", parts.ADDRESS, BILLING),
    (f"'addresses.' || ({SHIPPING.columns['id']}) || '.'", parts.ADDRESS, SHIPPING),
)
#: Instants, as the facts have them for the ledger.
INSTANTS = {
    "customer_since": "f.born_iso",
    "birthday": "CASE WHEN f.is_company THEN '' ELSE f.birthday_iso END",
}
#: Columns that are told otherwise than their part's table holds them.
ELSEWHERE: dict[str, models.Field[Any, Any]] = {
    "is_primary": models.BooleanField(),  # of a contact, that is its link's
    **dict.fromkeys(INSTANTS, models.CharField()),
}
#: Of how many customers there is a ledger, the newest ones: it would cost more than all else.
TOLD_OF = 100_000
#: Written later, by an entry of its own.
NOT_AT_FIRST = {"note", "is_active"}


def entries(last: int, count: int) -> Iterator[Rows]:
    """The creations, then those customers' changes of note, then those that were discontinued.

    Args:
        last: the highest sequence number before these.
    """
    told = f"f.n > {count - TOLD_OF}"
    yield _entries("created", _creation(), f"{last} + f.n", "to_timestamp(f.born)", told)
    last += count
    noted = """'{{"note": ["", "Rings before noon"]}}'"""
    yield _entries("updated", noted, f"{last} + (f.n + 7) / 10", LATER, f"{told} AND f.n % 10 = 3")
    last += (count + 7) // 10
    ended = """'{{"is_active": [true, false]}}'"""
    yield _entries("discontinued", ended, f"{last} + f.n / 100", LATER, f"{told} AND f.n % 100 = 0")


def entry_count(count: int) -> int:
    return count + (count + 7) // 10 + count // 100


def _entries(action: str, fields: str, sequence: str, at: str, where: str) -> Rows:
    columns = {
        "sequence": sequence,
        "at": at,
        "customer_id": "{customer} + f.n",
        "action": f"'{action}'",
        "fields": vendor().json(fields),
        "dialect": "'seed'",
    }
    return Rows(Change, columns, where)


def _creation() -> str:
    """The document of a creation, as the text that the SQL puts together."""
    pieces = []
    for path, part, rows in TOLD:
        told = {column: rows.columns[column] for column in part.told if column in rows.columns}
        if rows is PRIMARY:
            told["is_primary"] = "TRUE"  # of the link
        pieces += [
            _piece(path, part, column, sql, rows.where)
            for column, sql in told.items()
            if column not in NOT_AT_FIRST
        ]
    return f"'{{{{' || substr({' || '.join(pieces)}, 3) || '}}}}'"


def _piece(path: str, part: Part, column: str, sql: str, where: str) -> str:
    """``, "path": [null, "value"]``, or nothing where there is nothing to tell."""
    field = ELSEWHERE.get(column) or part.model._meta.get_field(column)
    sql = f"({INSTANTS.get(column, sql)})"
    match field:
        case models.BooleanField():
            there, value = sql, "'true'"
        case models.DecimalField():
            there, value = f"{sql} <> 0", f"""'"' || {sql} || '.00"'"""
        case _:
            there, value = f"{sql} <> ''", f"""'"' || {sql} || '"'"""
    told = f"""', "' || {path} || '{column}": [null, ' || {value} || ']'"""
    return f"CASE WHEN {where} AND {there} THEN {told} ELSE '' END"
