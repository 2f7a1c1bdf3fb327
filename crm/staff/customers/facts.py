"""The customer's own fields as its page shows them: in sections, a line each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format

from crm.staff.record.lists import AccountLists, Choices
from crm.staff.record.paths import FieldPath, parse_path
from crm.staff.templatetags.hub import money

SECTIONS = {
    "Reach": "email phone fax website",
    "Business": "company code tax_number payment_terms currency credit_limit current_balance"
    " discount_rate preferred_shipping customer_since",
    "Group and flags": "group_id home_store_id lead_source_id channel is_b2b is_vip is_favourite"
    " is_confirmed email_marketing_agreed",
    "Notes": "note customer_note",
    "Points and links": "store_balance reward_points nop_external_id image phone_calling_code",
}
LINKS = {"email": "mailto:", "phone": "tel:", "number": "tel:"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One field: its path, what it is called, what it holds in words."""

    path: str
    label: str
    text: str

    @property
    def link(self) -> str:
        """Where pressing the value leads; empty for nowhere."""
        if not self.text or "custom_fields." in self.path:
            return ""
        if self.path == "website":
            return self.text if self.text.startswith(("http://", "https://")) else ""
        start = LINKS.get(self.path.rpartition(".")[2], "")
        return f"{start}{self.text}" if start else ""


@dataclass(frozen=True, slots=True)
class Section:
    """Some facts, those that hold something apart from the empty ones."""

    title: str
    filled: list[Fact]
    empty: list[Fact]


def sections(values: Mapping[str, Any], lists: AccountLists) -> list[Section]:
    """Every field of the customer itself, the account's own fields as a section of their own."""
    names = {title: columns.split() for title, columns in SECTIONS.items()}
    own = [f"custom_fields.{field.name}" for field in lists.custom_fields("customer")]
    if own:
        names["Custom fields"] = own
    return [
        _section(title, [fact(path, values.get(path), lists) for path in paths])
        for title, paths in names.items()
    ]


def fact(path: str, value: Any, lists: AccountLists) -> Fact:
    """A field in words.

    Raises:
        ValueError: there is no such field.
    """
    taken = parse_path(path)
    return Fact(path, taken.label, in_words(taken, value, lists))


def in_words(path: FieldPath, value: Any, lists: AccountLists) -> str:
    """A value as somebody reads it; empty for nothing."""
    match value:
        case None | False | "":
            return ""
        case True:
            return "yes"
        case Decimal():
            return money(value) if value else ""
        case datetime():
            return date_format(value.astimezone(lists.account.zone), "j M Y")
        case int() if path.is_reference:
            choices: Choices = getattr(lists, path.column)
            return dict(choices).get(str(value), str(value))
    return str(value)


def _section(title: str, facts: Iterable[Fact]) -> Section:
    facts = list(facts)
    return Section(title, [f for f in facts if f.text], [f for f in facts if not f.text])
