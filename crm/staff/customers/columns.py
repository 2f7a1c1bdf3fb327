"""The columns of the list, and what it can be sorted by."""

from collections.abc import Sequence
from dataclasses import dataclass

#: What a row can show beside the name -> its heading.
COLUMNS = {
    "code": "Code",
    "contact": "Contact",
    "email": "E-mail",
    "phone": "Phone",
    "city": "City",
    "country": "Country",
    "group": "Group",
    "store": "Store",
    "number": "Number",
    "created": "Created",
    "modified": "Modified",
}
SHOWN_AT_FIRST = ("code", "contact", "email", "phone", "city", "modified")

FIRST_SORT = "name"
SORTS = {
    "name": "Name, A to Z",
    "-name": "Name, Z to A",
    "-modified": "Last modified first",
    "modified": "Longest unchanged first",
    "-created": "Newest first",
    "created": "Oldest first",
    "code": "Code, A to Z",
    "-code": "Code, Z to A",
    "number": "Number, from 1",
    "-number": "Number, last first",
    "email": "E-mail, A to Z",
    "-email": "E-mail, Z to A",
}
#: Columns whose end one wants to see first.
NEWEST_FIRST = ("created", "modified")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column.

    Attributes:
        address: of the list sorted by it; empty where there is no such order.
        sorted: ``ascending`` or ``descending``, as the list is now; empty if by another column.
    """

    column: str
    title: str
    address: str
    sorted: str


def chosen(texts: Sequence[str]) -> list[str]:
    """The columns that an address names, one by one or with commas between them."""
    named = {name for text in texts for name in text.split(",")}
    return [name for name in COLUMNS if name in named]


def next_sort(column: str, sort: str) -> str:
    """What pressing the head of a column sorts by: the other way round if it does already; empty if
    there is no such order."""
    if column not in SORTS:
        return ""
    if sort.removeprefix("-") == column:
        return column if sort.startswith("-") else f"-{column}"
    return f"-{column}" if column in NEWEST_FIRST else column
