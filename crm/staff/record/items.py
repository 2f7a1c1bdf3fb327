"""The lists of a customer as forms show them: what each is called, its fields, its items' paths."""

from collections.abc import Iterator
from dataclasses import dataclass

from customers.queries import StaffRecord

from .lists import AccountLists


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list that a customer has.

    Attributes:
        name: as paths begin: ``contacts``.
        one: what one of it is called.
        columns: of an item, in the order of the form; a form always posts the first one.
    """

    name: str
    title: str
    one: str
    columns: tuple[str, ...]


def _list(name: str, title: str, one: str, columns: str) -> ItemList:
    return ItemList(name, title, one, tuple(columns.split()))


ITEM_LISTS = {
    listed.name: listed
    for listed in (
        _list(
            "contacts",
            "Contacts",
            "contact",
            "salutation first_name middle_name last_name job_title email birthday gender is_primary",
        ),
        _list(
            "addresses",
            "Addresses",
            "address",
            "kind label company salutation first_name last_name line1 line2 postal_code city state"
            " country is_primary is_main",
        ),
        _list("note_entries", "Dated notes", "dated note", "text type_id for_staff"),
        _list("aliases", "Aliases", "alias", "name"),
        _list(
            "supplier_accounts",
            "Accounts at suppliers",
            "account at a supplier",
            "supplier_id name",
        ),
    )
}
PHONE_COLUMNS = ("type", "number", "calling_code")


def held_items(whole: StaffRecord | None, name: str) -> list[str]:
    """The prefixes of a list's items: ``["contacts.7."]``."""
    if whole is None:
        return []
    ids = {
        "contacts": [person.contact.pk for person in whole.contacts],
        "addresses": [place.address.pk for place in whole.addresses],
        "note_entries": [note.pk for note in whole.note_entries],
        "aliases": [alias.pk for alias in whole.aliases],
        "supplier_accounts": [held.pk for held in whole.supplier_accounts],
    }
    return [f"{name}.{pk}." for pk in ids[name]]


def phone_items(whole: StaffRecord | None, contact: str) -> list[str]:
    """The prefixes of a contact's numbers, and of one more that can be written."""
    held = []
    for person in whole.contacts if whole else ():
        if contact == f"contacts.{person.contact.pk}.":
            held = [f"{contact}phones.{phone.pk}." for phone in person.phones]
    return [*held, f"{contact}phones.new1."]


def own_columns(name: str, lists: AccountLists) -> list[str]:
    """The columns of an item, the account's own fields of it behind them."""
    own = lists.custom_fields("address") if name == "addresses" else []
    return [*ITEM_LISTS[name].columns, *(f"custom_fields.{field.name}" for field in own)]


def item_paths(
    name: str, prefix: str, whole: StaffRecord | None, lists: AccountLists
) -> Iterator[str]:
    """The paths of all that a form asks of one item."""
    yield from (prefix + column for column in own_columns(name, lists))
    if name == "contacts":
        for phone in phone_items(whole, prefix):
            yield from (phone + column for column in PHONE_COLUMNS)
