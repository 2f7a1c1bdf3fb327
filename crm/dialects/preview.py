"""One customer as a client of a dialect would get it, and what the dialect cannot show of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contacts.models import PhoneNumber
from customers.models import Address
from customers.queries import StaffAddress, StaffRecord
from customers.writing.parts import ADDRESS, CONTACT, CUSTOMER, NOTE_ENTRY, PHONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A call and its answer.

    Attributes:
        path: behind the dialect's base URL, ready to be sent.
        headers: those that a client adds, ``$TOKEN`` in the place of its secret.
        body: JSON without single quotes; empty for none.
        answer: the body, ready for ``orjson``; ``None`` if the dialect says there is no such customer.
    """

    method: str = "GET"
    path: str
    headers: tuple[str, ...] = ()
    body: str = ""
    answer: Mapping[str, Any] | None

    def curl(self, base_url: str) -> str:
        """The call as a line for a POSIX shell."""
        sent = [f'-H "{header}"' for header in self.headers]
        data = [f"-d '{self.body}'"] if self.body else []
        return " ".join(["curl -s", *sent, *data, f'"{base_url}{self.path}"'])


BEARER = ("Authorization: Bearer $TOKEN",)


@dataclass(frozen=True, slots=True)
class Loss:
    """What of a customer a dialect does not show, or shows as something else.

    Attributes:
        paths: what of the record it is; one that ends with a dot is a whole item.
        shown: what stands in its place; empty for nothing.
    """

    words: str
    paths: tuple[str, ...] = ()
    shown: str = ""


def no_phones(phones: Sequence[PhoneNumber]) -> list[PhoneNumber]:
    return []


def all_phones(phones: Sequence[PhoneNumber]) -> list[PhoneNumber]:
    return [*phones]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What of the record a dialect carries; the rest it can neither show nor change.

    Attributes:
        columns: of the customer.
        person, others: of the primary contact, of the other contacts; none of them: not shown.
        phones: which numbers of a contact it shows; ``phone`` the columns of those.
        address: columns of the addresses that it shows.
        shipping: how many shipping addresses it shows, the primary one first; ``None``: all.
        notes: how many dated notes it shows, the newest first; ``None``: all.
        note: columns of those.
        own_fields: whether it has the account's own fields.
        lists: ``aliases``, ``supplier_accounts``, if it has them.
    """

    columns: frozenset[str]
    person: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    phones: Callable[[Sequence[PhoneNumber]], Sequence[PhoneNumber]] = no_phones
    phone: frozenset[str] = frozenset({"number", "type"})
    address: frozenset[str] = frozenset()
    shipping: int | None = 0
    other_addresses: bool = False
    notes: int | None = 0
    note: frozenset[str] = frozenset()
    own_fields: bool = False
    lists: frozenset[str] = field(default_factory=frozenset)
    orders: bool = False


#: Lists that a dialect has or has not -> one and many of them, in words.
LISTS = {
    "aliases": ("alias", "aliases"),
    "supplier_accounts": ("account at a supplier", "accounts at suppliers"),
}
WORDS = {
    "group_id": "group",
    "home_store_id": "home store",
    "lead_source_id": "lead source",
    "phone_calling_code": "calling code",
    "type_id": "subject",
    "for_staff": "that it is for staff only",
    "line1": "street",
    "line2": "second line of the street",
}
#: Columns that say which row is meant, or how it stands to others.
STANDING = frozenset({"is_primary", "is_main", "is_active", "kind", "type", "code"})
PLACE = frozenset({"line1", "line2", "city", "state", "postal_code", "country"})
#: Of whose name a dialect may make one.
NAMES = ("first_name", "middle_name", "last_name")


def losses(record: StaffRecord, carried: Carried, *, orders: int = 0) -> list[Loss]:
    """What this customer holds and the dialect does not carry, and nothing it does not hold.

    Args:
        orders: how many the customer has.
    """
    found = [
        *_of_customer(record, carried),
        *_of_people(record, carried),
        *_of_places(record, carried),
        *_of_notes(record, carried),
        *_of_lists(record, carried),
    ]
    if orders and not carried.orders:
        found.append(Loss(_many(orders, "order", "orders")))
    return [Loss(loss.words[:1].upper() + loss.words[1:], loss.paths) for loss in found]


def _of_customer(record: StaffRecord, carried: Carried) -> Iterator[Loss]:
    customer = record.customer
    if "code" not in carried.columns and customer.code != str(customer.number):
        yield Loss("code", ("code",))
    yield from _held(customer, "", CUSTOMER.columns - carried.columns)


def _of_people(record: StaffRecord, carried: Carried) -> Iterator[Loss]:
    hidden, numbers = [], []
    for place, person in enumerate(record.contacts):
        columns = carried.others if place else carried.person
        prefix = f"contacts.{person.contact.pk}."
        if not columns and place:
            hidden.append(prefix)
            continue
        of = f" of {person.contact.full_name or 'the contact'}"
        yield from _held(person.contact, prefix, CONTACT.columns - columns, of)
        shown = [phone.pk for phone in carried.phones(person.phones)]
        for phone in person.phones:
            path = f"{prefix}phones.{phone.pk}."
            if phone.pk not in shown:
                numbers.append(path)
            else:
                yield from _held(phone, path, PHONE.columns - carried.phone, f" of {phone.number}")
    yield from _counted(hidden, "more contact", "more contacts")
    yield from _counted(numbers, "phone of the contacts", "phones of the contacts")


def _of_places(record: StaffRecord, carried: Carried) -> Iterator[Loss]:
    kinds = Address.Kind
    sent = [p for p in record.addresses if p.address.kind == kinds.SHIPPING]
    sent.sort(key=lambda place: not place.address.is_primary)
    most = len(sent) if carried.shipping is None else carried.shipping
    others = [p for p in record.addresses if p.address.kind == kinds.OTHER]
    more = "more " if most else ""
    hidden = [_path(place) for place in sent[most:]]
    yield from _counted(hidden, f"{more}shipping address", f"{more}shipping addresses")
    if not carried.other_addresses:
        yield from _counted(map(_path, others), "other address", "other addresses")
    shown = [p for p in record.addresses if p.address.kind == kinds.BILLING] + sent[:most]
    own: list[str] = []
    for place in [*shown, *(others if carried.other_addresses else ())]:
        of = f" of the {place.address.kind} address"
        yield from _held(place.address, _path(place), ADDRESS.columns - carried.address, of)
        own += [f"{_path(place)}custom_fields.{v.field.name}" for v in place.custom_values]
    if not carried.own_fields:
        yield from _counted(own, "custom field of the addresses", "custom fields of the addresses")


def _of_notes(record: StaffRecord, carried: Carried) -> Iterator[Loss]:
    notes = sorted(record.note_entries, key=lambda note: (note.created, note.pk), reverse=True)
    most = len(notes) if carried.notes is None else carried.notes
    older = "older " if most else ""
    hidden = [f"note_entries.{note.pk}." for note in notes[most:]]
    yield from _counted(hidden, f"{older}dated note", f"{older}dated notes")
    for note in notes[:most]:
        of = f" of the note of {note.created:%-d %b %Y}"
        columns = NOTE_ENTRY.columns - carried.note
        yield from _held(note, f"note_entries.{note.pk}.", columns, of)


def _of_lists(record: StaffRecord, carried: Carried) -> Iterator[Loss]:
    if not carried.own_fields:
        own = [f"custom_fields.{value.field.name}" for value in record.custom_values]
        yield from _counted(own, "custom field", "custom fields")
    for name, (one, many) in LISTS.items():
        if name not in carried.lists:
            rows = getattr(record, name)
            yield from _counted([f"{name}.{row.pk}." for row in rows], one, many)


def _held(row: Any, prefix: str, columns: Iterable[str], of: str = "") -> Iterator[Loss]:
    """The columns that say something, by name."""
    for column in sorted(set(columns) - STANDING):
        meta = row._meta.get_field(column)
        value = getattr(row, column)
        if value not in (None, "", False) and value != meta.get_default():
            word = WORDS.get(column, str(meta.verbose_name))
            yield Loss(f"{word}{of}", (f"{prefix}{column}",))


def _counted(paths: Iterable[str], one: str, many: str) -> Iterator[Loss]:
    found = tuple(paths)
    if found:
        yield Loss(_many(len(found), one, many), found)


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _path(place: StaffAddress) -> str:
    return f"addresses.{place.address.pk}."


# -- What several dialects show as something else


def joined_names(record: StaffRecord, *, every: bool) -> Iterator[Loss]:
    """Names that are written in one: the primary contact's, or everybody's."""
    for person in record.contacts if every else record.contacts[:1]:
        prefix = f"contacts.{person.contact.pk}."
        paths = tuple(prefix + name for name in NAMES if getattr(person.contact, name))
        if len(paths) > 1:
            yield Loss("The parts of a name are one", paths, person.contact.full_name)


def person_as_customer(record: StaffRecord) -> Iterator[Loss]:
    """The name of a customer without a company: its person's."""
    if record.contacts and not record.customer.company and record.customer.name:
        contact = record.contacts[0].contact
        paths = tuple(f"contacts.{contact.pk}.{name}" for name in NAMES if getattr(contact, name))
        yield Loss("The person's name is the customer's", paths, record.customer.name)


def as_id(record: StaffRecord, column: str, words: str) -> Iterator[Loss]:
    """A row of one of the account's lists that is only told by its id."""
    value = getattr(record.customer, column)
    if value:
        yield Loss(words, (column,), str(value))
