"""From Franpos' JSON to rows of the write path."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from contacts.canonical import fold
from crm.accounts.models import Account
from customers import places
from customers.changes import CustomerChange
from customers.errors import Invalid, NotFound
from customers.services import Key, Mode, Write

from .errors import NoSuchLocation, Refused, RowRefused, TooMany
from .fields import CUSTOMERS, DEMANDS, FLAGS, IGNORE_SHARED, KEYS, MEMBERS
from .parse_customer import change_of, in_our_spelling, read_members
from .stores import Reach
from .values import Problem, read_flag, read_id

BY = (Key.EMAIL, Key.CODE, Key.CELL_PHONE)
NAMES = ("FirstName", "LastName")


@dataclass(frozen=True, slots=True)
class Upload:
    """The body of ``POST customers``.

    Attributes:
        flags: those that are true.
        customers: as they were sent.
    """

    flags: frozenset[str]
    customers: list[Any]


@dataclass(frozen=True, slots=True)
class Terms:
    """What every customer of a call is read by.

    Attributes:
        note_types: folded name -> id, of the account.
    """

    account: Account
    reach: Reach
    flags: frozenset[str]
    note_types: Mapping[str, int]


def parse_location(text: str) -> int:
    """The parameter ``locationId``, 0 for none.

    Raises:
        Refused: it is no id.
    """
    try:
        return read_id(text.strip())
    except Problem as problem:
        raise Refused(f"locationId: {problem}") from None


def parse_customer_id(text: str) -> int:
    """The id of a path.

    Raises:
        NotFound: no id that a customer could have.
    """
    try:
        return read_id(text)
    except Problem:
        raise NotFound from None


def parse_upload(body: object) -> Upload:
    """The object of the page, or a bare list of customers. Unknown members are ignored.

    Raises:
        Refused: it is neither, or a flag cannot be read.
        TooMany: more customers than ``FRANPOS_MAX_ROWS``.
    """
    members = in_our_spelling(body) if isinstance(body, dict) else {CUSTOMERS: body}
    customers = members.get(CUSTOMERS)
    if not isinstance(customers, list):
        raise Refused(f"{CUSTOMERS} must be a list of customers.")
    if len(customers) > settings.FRANPOS_MAX_ROWS:
        raise TooMany(
            f"{CUSTOMERS}: {len(customers)} are too many for one request;"
            f" {settings.FRANPOS_MAX_ROWS} are allowed."
        )
    return Upload(frozenset(flag for flag in FLAGS if _is_set(members, flag)), customers)


def _is_set(members: Mapping[str, Any], flag: str) -> bool:
    try:
        return read_flag(members.get(flag))
    except Problem as problem:
        raise Refused(f"{flag}: {problem}") from None


def parse_customer(sent: object, terms: Terms) -> Write:
    """One customer of the list.

    Raises:
        RowRefused: with what is wrong.
    """
    if not isinstance(sent, dict):
        raise RowRefused("A customer must be an object.")
    values = read_members(sent)
    try:
        store = terms.reach.check(values.get("LocationId") or terms.reach.default)
    except NoSuchLocation as error:
        raise RowRefused(f"LocationId: {error}") from None
    has_key = any(values.get(member, "").strip() for member in KEYS.values())
    if not has_key and not any(values.get(member, "").strip() for member in NAMES):
        raise RowRefused(f"One of these is required: {', '.join((*KEYS.values(), *NAMES))}.")
    note_type = terms.note_types.get(fold(values.get("NoteType", "")))
    lacking = _lacking(values, note_type, terms)
    return Write(
        mode=Mode.UPSERT if has_key else Mode.CREATE,
        by=BY,
        within=frozenset({store}) if IGNORE_SHARED in terms.flags else terms.reach.stores,
        change=change_of(values, note_type),
        defaults=CustomerChange(home_store_id=store) if store else None,
        refuse_new=Invalid(lacking) if lacking else None,
    )


def _lacking(
    values: Mapping[str, Any], note_type: int | None, terms: Terms
) -> dict[str, list[str]]:
    """What the call demands of a customer that is added, and this one lacks: column -> message."""
    if not terms.flags.intersection(DEMANDS):
        return {}
    country = values.get("Country", "").strip()
    code = places.country_code(country)
    # A state without a country is read as one of the account's.
    state = places.state_code(values.get("State", ""), code if country else terms.account.country)
    good = {
        "Country": code,
        "State": state,
        "Dob": values.get("Dob"),
        "NoteType": note_type,
        "Gender": values.get("Gender"),
    }
    return {
        MEMBERS[member]: ["Is required to add a customer, and is missing or not known."]
        for flag, member in DEMANDS.items()
        if flag in terms.flags and not good[member]
    }
