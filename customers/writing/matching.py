"""By which keys an upsert finds its customer. Keys that hit more than one are an error, never a guess."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from contacts.canonical import fold, fold_email
from contacts.models import PhoneNumber
from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.changes import UNSET, CustomerChange
from customers.errors import Ambiguous, Candidate, Invalid
from customers.models import Customer
from customers.queries.once import Asked, Given, Once
from customers.stores import Stores, at_home_in

from .parts import PHONE, phone_e164
from .record import Record

MOST_CANDIDATES = 10


class Key(StrEnum):
    """What a customer can be found by; the value is what the ledger calls it.

    A cell phone is a number of type cell of a primary contact, as E.164. Work numbers and those of
    other contacts are shared by people who are not the customer. A number that cannot be read as
    E.164 finds nobody: it would meet its namesakes of other towns.
    """

    EMAIL = "email"
    CODE = "code"
    CELL_PHONE = "cell phone"


#: The field that an upsert without any key is told to fill.
FIELDS = {Key.EMAIL: "email", Key.CODE: "code", Key.CELL_PHONE: "primary.phones"}

Sought: TypeAlias = tuple[Key, str]


def sought_by(account: Account, change: CustomerChange, keys: Iterable[Key]) -> list[Sought]:
    """The keys by which the change's customer is found, canonical and in order."""
    found = (
        (key, _canonical(key, text, calling_code, account))
        for key in keys
        for text, calling_code in _texts(key, change)
    )
    # What cannot be stored is refused later; PostgreSQL would refuse the query.
    return [(key, value) for key, value in found if value and is_storable(value)]


def refuse_keyless(change: CustomerChange, keys: Iterable[Key]) -> None:
    """Refuse an upsert that has no text for any of its keys. One that can mean no key is no error.

    Raises:
        Invalid: with the fields that could be filled.
    """
    if not any(text.strip() for key in keys for text, _ in _texts(key, change)):
        raise Invalid({FIELDS[key]: ["May not be empty."] for key in keys})


def _texts(key: Key, change: CustomerChange) -> Iterator[tuple[str, str]]:
    """What is written for a key, with the calling code where that is written apart."""
    if key is not Key.CELL_PHONE:
        texts = [(change.email if key is Key.EMAIL else change.code, "")]
    elif change.primary is UNSET:
        texts = []
    else:
        person = change.primary
        listed = () if person.all_phones is UNSET else person.all_phones
        texts = [(person.typed_phones.get("cell"), "")]
        texts += [
            (phone.number, phone.calling_code if isinstance(phone.calling_code, str) else "")
            for phone in (*person.phones, *listed)
            if phone.type == PhoneNumber.Type.CELL and not phone.remove
        ]
    yield from ((text, calling_code) for text, calling_code in texts if isinstance(text, str))


def _canonical(key: Key, text: str, calling_code: str, account: Account) -> str:
    match key:
        case Key.EMAIL:
            return fold_email(text)
        case Key.CODE:
            return fold(text)
        case Key.CELL_PHONE:
            return phone_e164(text, calling_code, account)


def keys_of(record: Record, keys: Collection[Key]) -> set[Sought]:
    """Those keys by which a record can be found now."""
    values = record.customer.values
    found = {(Key.EMAIL, values["email_key"]), (Key.CODE, values["code_key"])}
    if Key.CELL_PHONE in keys and (contact := record.primary_contact):
        found |= {
            (Key.CELL_PHONE, phone.values["e164"])
            for phone in record.of(PHONE, contact)
            if phone.values["type"] == PhoneNumber.Type.CELL
        }
    return {(key, value) for key, value in found if value and key in keys}


#: What is asked about keys of a kind.
Asking: TypeAlias = list[tuple[Key, Asked]]


def ask_holders(account: Account, sought: Iterable[Sought], stores: Stores) -> Asking:
    """Ask who has the e-mail addresses and cell phones: a query per kind of key."""
    if stores is not None and not stores:
        return []
    emails = {value for key, value in sought if key is Key.EMAIL}
    phones = {value for key, value in sought if key is Key.CELL_PHONE}
    return [
        (key, query(stores).ask(account=account.pk, wanted=values))
        for key, query, values in (
            (Key.EMAIL, _with_email, emails),
            (Key.CELL_PHONE, _with_cell_phone, phones),
        )
        if values
    ]


def read_holders(asking: Asking) -> tuple[set[int], set[Sought]]:
    """The customers that have the keys, and the keys that too many have.

    Of a key that more than ``MOST_CANDIDATES`` have, only so many customers and one come back:
    whatever the batch does to those, the key still hits several.
    """
    holders: dict[Sought, dict[int, None]] = {}
    for key, asked in asking:
        for pk, value in sorted(asked.rows()):
            holders.setdefault((key, value), {})[pk] = None
    found = {pk for pks in holders.values() for pk in islice(pks, MOST_CANDIDATES + 1)}
    return found, {key for key, pks in holders.items() if len(pks) > MOST_CANDIDATES}


def ask_ids(account: Account, codes: Collection[str]) -> Asked:
    """Ask which customers have the folded codes: rows of code and id."""
    return _WITH_CODE.ask(account=account.pk, wanted=codes)


# None of these asks for an order: SQLite would go through the whole account to keep it.


_WITH_CODE = Once(
    lambda: (
        Customer.objects.filter(account=Given("account"), code_key__among=Given("wanted"))
        .order_by()
        .values_list("code_key", "pk")
    )
)


@lru_cache(maxsize=1_000)
def _with_email(stores: Stores) -> Once:
    rows = Customer.objects.filter(
        at_home_in(stores), account=Given("account"), email_key__among=Given("wanted")
    )
    return Once(lambda: rows.order_by().values_list("pk", "email_key"))


@lru_cache(maxsize=1_000)
def _with_cell_phone(stores: Stores) -> Once:
    customer = "contact__link__customer"
    rows = PhoneNumber.objects.filter(
        at_home_in(stores, f"{customer}__"),
        account=Given("account"),
        e164__among=Given("wanted"),
        type=PhoneNumber.Type.CELL,
        contact__link__is_primary=True,
    )
    return Once(lambda: rows.order_by().values_list(customer, "e164"))


@dataclass(slots=True)
class Index:
    """Who can be found by which key, as far as the batch can see.

    Attributes:
        keys: those that rows of the batch are found by.
        crowded: keys that more customers of the stores have than are worth loading.
    """

    keys: frozenset[Key] = frozenset()
    crowded: set[tuple[Stores, Sought]] = field(default_factory=set)
    records: dict[Sought, list[Record]] = field(default_factory=dict)
    known: dict[Record, set[Sought]] = field(default_factory=dict)

    def take(self, record: Record) -> None:
        """From now on the record is found by the keys that it has now."""
        before, now = self.known.get(record, set()), keys_of(record, self.keys)
        for key in before - now:
            self.records[key].remove(record)
        for key in now - before:
            self.records.setdefault(key, []).append(record)
        self.known[record] = now

    def find(self, sought: Iterable[Sought], stores: Stores) -> tuple[Record | None, str]:
        """The one record that the keys hit, ``None`` if none, and the first key that hit.

        Raises:
            Ambiguous: they hit more than one.
        """
        found: dict[Record, Key] = {}
        crowded = False
        for key, value in sought:
            crowded = crowded or (stores, (key, value)) in self.crowded
            for record in self.records.get((key, value), ()):
                if stores is None or record.customer.values["home_store_id"] in stores:
                    found.setdefault(record, key)
        if len(found) > 1 or crowded:
            raise Ambiguous(
                [_candidate(record, key) for record, key in found.items()][:MOST_CANDIDATES]
            )
        return next(((record, key.value) for record, key in found.items()), (None, ""))


def _candidate(record: Record, key: Key) -> Candidate:
    values = record.customer.values
    return Candidate(
        id=record.customer.id or 0,
        code=values["code"],
        name=values["name"],
        matched_by=key.value,
    )
