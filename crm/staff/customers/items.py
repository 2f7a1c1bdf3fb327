"""The items of a customer's lists as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from crm.staff.record.items import ITEM_LISTS, ItemList, held_items, own_columns, phone_items
from crm.staff.templatetags.hub import exact
from customers.models import NoteEntry
from customers.queries import StaffRecord

from .facts import Fact
from .page import CustomerPage

OPEN_AT_MOST = 4  # of a list; longer ones show their first item in full
#: Fields that an item's head says.
SAID = frozenset({"kind", "type", "is_primary", "is_main", "label"})


@dataclass(frozen=True, slots=True)
class Item:
    """One item.

    Attributes:
        prefix: ``contacts.7.``
        chips: what it is among its like.
        digest: the item in a line.
        text: a note's.
        filled, more: its fields that hold something, and the others with those that its head says.
    """

    prefix: str
    pk: int
    title: str
    chips: list[str]
    digest: str = ""
    text: str = ""
    filled: tuple[Fact, ...] = ()
    more: tuple[Fact, ...] = ()
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class ItemCard:
    """A list of the customer."""

    listed: ItemList
    items: list[Item]


def item_card(page: CustomerPage, name: str) -> ItemCard:
    """The items of a list: the most important one first."""
    prefixes = held_items(page.whole, name)
    if name == "note_entries":
        prefixes.reverse()
    is_short = len(prefixes) <= OPEN_AT_MOST
    titles = _titles(page.whole)
    items = [
        _item(page, name, prefix, titles.get(prefix, ""), is_open=is_short or place == 0)
        for place, prefix in enumerate(prefixes)
    ]
    return ItemCard(ITEM_LISTS[name], items)


def _item(page: CustomerPage, name: str, prefix: str, title: str, *, is_open: bool) -> Item:
    pk = int(prefix.split(".")[1])
    chips = _chips(page, prefix)
    if name not in ("contacts", "addresses"):
        text = page.texts[f"{prefix}text"] if name == "note_entries" else ""
        return Item(prefix, pk, title, chips, text=text)
    facts = list(_facts(page, name, prefix))
    said = [fact for fact in facts if fact.path.rpartition(".")[2] in SAID]
    filled = tuple(fact for fact in facts if fact.text and fact not in said)
    more = (*(fact for fact in facts if not fact.text and fact not in said), *said)
    digest = ", ".join(fact.text for fact in filled[:4])
    return Item(prefix, pk, title, chips, digest, "", filled, more, is_open)


def _facts(page: CustomerPage, name: str, prefix: str) -> Iterable[Fact]:
    for column in own_columns(name, page.lists):
        yield page.fact(prefix + column)
    for phone in phone_items(page.whole, prefix)[:-1] if name == "contacts" else ():
        number, kind = page.fact(f"{phone}number"), page.texts[f"{phone}type"]
        yield Fact(number.path, f"{kind.capitalize()} phone", number.text)
        kind_of = page.fact(f"{phone}type")
        yield Fact(kind_of.path, f"Type of {number.text}", kind_of.text)
        code = page.fact(f"{phone}calling_code")
        if code.text:
            yield Fact(code.path, f"Calling code of {number.text}", code.text)


def _chips(page: CustomerPage, prefix: str) -> list[str]:
    values = page.values
    is_billing = values.get(f"{prefix}kind") == "billing"
    named = (
        ("is_primary", "Primary"),
        ("is_main", "Main"),
        ("for_staff", "For staff"),
    )
    chips = [word for column, word in named if values.get(prefix + column)]
    return [chip for chip in chips if not (is_billing and chip == "Primary")]


def _titles(whole: StaffRecord) -> dict[str, str]:
    places = [place.address for place in whole.addresses]
    return {
        **{f"contacts.{p.contact.pk}.": str(p.contact) for p in whole.contacts},
        **{
            f"addresses.{a.pk}.": ": ".join(filter(None, (a.kind.capitalize(), a.label)))
            for a in places
        },
        **{f"note_entries.{note.pk}.": _note_title(note) for note in whole.note_entries},
        **{f"aliases.{alias.pk}.": alias.name for alias in whole.aliases},
        **{
            f"supplier_accounts.{held.pk}.": f"{held.supplier}: {held.name}"
            for held in whole.supplier_accounts
        },
    }


def _note_title(note: NoteEntry) -> str:
    said = (exact(note.created), note.author, note.type)
    return ", ".join(str(word) for word in said if word)
