"""What a search looks at, kept in step with the records."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.db.models import F, IntegerField, QuerySet, TextField, Value

from contacts.canonical import bare_digits, searchable
from customers.changes import UNSET, CustomerChange
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
#: The parts beside the customer's own row that must be in memory to tell the texts.
SEARCHED = frozenset(COLUMNS) - {CUSTOMER}
#: The columns of a change that end up in the texts, but for those of its items.
SAID = ("code", "name", "company", "email", "phone", "phone_calling_code", "fax", "tax_number")
#: Instead of a place in ``SOURCES``: the texts as they are stored.
STORED = len(SOURCES)

#: A place in ``SOURCES``, the id of a row, and what stands in its columns.
Piece = tuple[int, int, Sequence[str]]
Texts = tuple[str, str]


def writes_searched(change: CustomerChange) -> bool:
    """Whether the texts may change with it."""
    return bool(
        any(getattr(change, column) is not UNSET for column in SAID)
        or change.people()
        or change.places()
        or change.shipping is not UNSET
        or change.aliases
    )


def keep_search_texts(account_id: int, records: Iterable[Record]) -> None:
    """Write the texts of stored records in which something searched has changed.

    Nothing is asked if the records have all that is searched in memory, and nothing written if
    nothing has changed.
    """
    missing: dict[int, Texts] = {}
    outdated: dict[int, Texts] = {}
    unread = []
    for record in records:
        if not _is_changed(record):
            continue
        pk = record.customer.stored_id
        if not record.parts.issuperset(SEARCHED):
            unread.append(pk)
            continue
        texts = _texts(sorted(_pieces(record)))
        if record.texts is None:
            missing[pk] = texts
        elif texts != record.texts:
            outdated[pk] = texts
    _write(account_id, missing, outdated)
    if unread:
        rebuild_search_texts(account_id, unread)


def rebuild_search_texts(account_id: int, customers: Collection[int]) -> int:
    """Write the texts of these customers of the account anew, where they are not right already.

    Returns:
        how many were written.
    """
    pieces: dict[int, list[Piece]] = {pk: [] for pk in customers}
    stored: dict[int, Texts] = {}
    for customer, place, pk, *columns in _READ.rows(account=account_id, wanted=customers):
        if place == STORED:
            stored[customer] = (columns[0], columns[1])
        else:
            pieces[customer].append((place, pk, columns))
    texts = {customer: _texts(sorted(found)) for customer, found in pieces.items()}
    missing = {pk: right for pk, right in texts.items() if pk not in stored}
    outdated = {pk: right for pk, right in texts.items() if right != stored.get(pk, right)}
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


def _read() -> "QuerySet[Any, Any]":
    """Rows of customer, place in ``SOURCES``, id and three columns, and the texts that are stored."""
    account, wanted = Given("account"), Given("wanted")
    texts = SearchText.objects.filter(account__checked=account, pk__among=wanted)
    queries = [_columns(texts, "pk", STORED, ["names", "details"])]
    for place, source in enumerate(SOURCES):
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
    return queries[0].union(*queries[1:], all=True)


_READ = Once(_read)


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
