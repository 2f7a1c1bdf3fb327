"""What a search looks at, kept in step with the records."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from django.db.models import F, IntegerField, QuerySet, TextField, Value

from contacts.canonical import bare_digits, searchable
from customers.models import CustomerContact, SearchText
from customers.queries.once import Given, Once

from .parts import ADDRESS, ALIAS, CONTACT, CUSTOMER, PHONE, Part
from .record import Record
from .tables import tables


class Kind(Enum):
    """How columns become text."""

    NAMES = auto()  # each a line of its own, among the names
    LINE = auto()  # all of them one line
    PHONE = auto()  # a number as written, and as E.164


@dataclass(frozen=True, slots=True)
class Searched:
    """Columns of a part that are searched, at most three."""

    part: Part
    kind: Kind
    columns: tuple[str, ...]


SOURCES = (
    Searched(CUSTOMER, Kind.NAMES, ("name", "email")),
    Searched(CUSTOMER, Kind.LINE, ("code", "tax_number")),
    Searched(CUSTOMER, Kind.PHONE, ("phone", "phone_e164")),
    Searched(CUSTOMER, Kind.PHONE, ("fax", "fax_e164")),
    Searched(CONTACT, Kind.LINE, ("first_name", "middle_name", "last_name")),
    Searched(CONTACT, Kind.LINE, ("email",)),
    Searched(PHONE, Kind.PHONE, ("number", "e164")),
    Searched(ADDRESS, Kind.LINE, ("postal_code", "city")),
    Searched(ALIAS, Kind.LINE, ("name",)),
)
COLUMNS: dict[Part, set[str]] = {
    source.part: {c for other in SOURCES if other.part is source.part for c in other.columns}
    for source in SOURCES
}
#: Instead of a place in ``SOURCES``: the texts as they are stored.
STORED = len(SOURCES)

#: A place in ``SOURCES``, the id of a row, and what stands in its columns.
Piece = tuple[int, int, Sequence[str]]
Texts = tuple[str, str]


def keep_search_texts(account_id: int, records: Iterable[Record]) -> None:
    """Write the texts of stored records in which something searched has changed.

    Nothing is asked or written if nothing has. What is in memory is not read: one query, whatever
    the records, for the parts that the batch does not touch.
    """
    changed = [record for record in records if _is_changed(record)]
    new = [record for record in changed if record.customer.stored is None]
    known = {r.customer.stored_id: list(_pieces(r)) for r in changed if r.customer.stored}
    unread = frozenset(COLUMNS).difference(*(r.parts for r in changed if r.customer.stored))
    missing, outdated = _to_write(account_id, known, unread)
    missing |= {record.customer.stored_id: _texts(_pieces(record)) for record in new}
    _write(account_id, missing, outdated)


def rebuild_search_texts(account_id: int, customers: Collection[int]) -> int:
    """Write the texts of these customers of the account anew, where they are not right already.

    Returns:
        how many were written.
    """
    nothing: dict[int, list[Piece]] = {pk: [] for pk in customers}
    missing, outdated = _to_write(account_id, nothing, frozenset(COLUMNS))
    _write(account_id, missing, outdated)
    return len(missing) + len(outdated)


def _is_changed(record: Record) -> bool:
    return record.customer.stored is None or any(
        node.stored is None or node.removed or node.changed_columns() & COLUMNS[node.part]
        for node in record.nodes()
        if node.part in COLUMNS
    )


def _texts(pieces: Iterable[Piece]) -> Texts:
    """``names`` and ``details`` of a customer."""
    names: dict[str, None] = {}
    details: dict[str, None] = {}
    for place, _, columns in pieces:
        match SOURCES[place].kind:
            case Kind.NAMES:
                names |= dict.fromkeys(map(searchable, columns))
            case Kind.LINE:
                details[searchable(" ".join(columns))] = None
            case Kind.PHONE:
                details |= dict.fromkeys(_numbers(*columns[:2]))
    lines = (line for line in details if line and line not in names)
    return "\n".join(filter(None, names)), "\n".join(lines)


def _numbers(written: str, e164: str) -> Iterator[str]:
    """A phone number in all that its parts may be looked for: bare digits, and letters it has."""
    international, digits = bare_digits(e164), bare_digits(written)
    yield international
    if digits not in international:
        yield digits
    if any(character.isalpha() for character in written):
        yield searchable(written)


def _pieces(record: Record) -> Iterator[Piece]:
    """What is in memory of a stored record."""
    for place, source in enumerate(SOURCES):
        nodes = [record.customer] if source.part is CUSTOMER else record.items.get(source.part, [])
        for node in nodes:
            if not node.removed:
                yield place, node.stored_id, [node.values[column] for column in source.columns]


def _to_write(
    account_id: int, known: dict[int, list[Piece]], unread: frozenset[Part]
) -> tuple[dict[int, Texts], dict[int, Texts]]:
    """The texts of those of the customers that have none stored, and of those that have others.

    Args:
        known: of each of the customers, what is not of the ``unread`` parts.
    """
    stored: dict[int, Texts] = {}
    rows = _read(unread).rows(account=account_id, wanted=known) if known else ()
    for customer, place, pk, *columns in rows:
        if place == STORED:
            stored[customer] = (columns[0], columns[1])
        else:
            known[customer].append((place, pk, columns))
    missing: dict[int, Texts] = {}
    outdated: dict[int, Texts] = {}
    for customer, pieces in known.items():
        texts = _texts(sorted(pieces))
        if customer not in stored:
            missing[customer] = texts
        elif texts != stored[customer]:
            outdated[customer] = texts
    return missing, outdated


@cache
def _read(parts: frozenset[Part]) -> Once:
    """Rows of customer, place in ``SOURCES``, id and three columns, and the texts that are stored."""
    account, wanted = Given("account"), Given("wanted")
    texts = SearchText.objects.filter(account__checked=account, pk__among=wanted)
    queries = [_columns(texts, "pk", STORED, ["names", "details"])]
    for place, source in enumerate(SOURCES):
        if source.part not in parts:
            continue
        owner, columns = "customer", list(source.columns)
        rows = source.part.model._default_manager.all()
        if source.part is CUSTOMER:
            owner = "pk"
        elif source.part is CONTACT:
            rows = CustomerContact.objects.all()
            columns = [f"contact__{column}" for column in columns]
        elif source.part is PHONE:
            owner = "contact__link__customer"
        rows = rows.filter(account__checked=account, **{f"{owner}__among": wanted})
        queries.append(_columns(rows, owner, place, columns))
    found = queries[0].union(*queries[1:], all=True) if parts else queries[0]
    return Once(lambda: found)


def _columns(rows: QuerySet[Any], owner: str, place: int, columns: list[str]) -> QuerySet[Any, Any]:
    texts: list[Any] = [F(column) for column in columns]
    texts += [Value("", output_field=TextField())] * (3 - len(columns))
    return rows.order_by().values_list(
        F(owner), Value(place, output_field=IntegerField()), F("pk"), *texts
    )


def _write(account_id: int, missing: dict[int, Texts], outdated: dict[int, Texts]) -> None:
    if missing:
        rows = [
            {"customer_id": pk, "account_id": account_id, "names": names, "details": details}
            for pk, (names, details) in missing.items()
        ]
        tables().insert(SearchText, rows)
    if outdated:
        columns = ("names", "details")
        tables().update(
            SearchText,
            columns,
            {pk: dict(zip(columns, texts, strict=True)) for pk, texts in outdated.items()},
        )
