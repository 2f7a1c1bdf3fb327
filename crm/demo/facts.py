"""What the record knows of a customer besides its people and places."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from customers.changes import AliasChange, NoteEntryChange, SupplierAccountChange

from .dice import Dice
from .lists import Lists
from .people import Setting
from .texts import ENTRIES, NOTES, SHIPPING, TERMS, region_of


def facts(setting: Setting, created: datetime, lists: Lists) -> dict[str, Any]:
    """The customer's own columns, but for its names."""
    dice = setting.dice
    fields: dict[str, Any] = {
        "is_b2b": setting.is_company,
        "currency": setting.country.currency,
        "is_confirmed": dice.chance(0.8),
        "email_marketing_agreed": dice.chance(0.4),
        "is_vip": dice.chance(0.06),
        "is_favourite": dice.chance(0.05),
        "customer_since": created - timedelta(days=dice.number(0, 400)),
    }
    maybe: list[tuple[float, float, str, Any]] = [  # share of companies, of persons
        (0.95, 0.7, "phone", dice.digits(setting.city.phone)),
        (0.25, 0.0, "fax", dice.digits(setting.city.phone)),
        (0.55, 0.0, "website", f"https://www.{setting.domain}"),
        (0.6, 0.0, "tax_number", dice.digits(setting.country.tax_number)),
        (0.15, 0.08, "note", dice.one(NOTES)),
        (0.04, 0.04, "customer_note", "Please ring before delivery."),
        (0.75, 0.4, "group_id", dice.one(lists.groups)),
        (0.6, 0.5, "lead_source_id", dice.one(lists.lead_sources)),
        (0.5, 0.6, "home_store_id", dice.one(lists.stores)),
        (0.15, 0.3, "channel", 2),
        (0.85, 0.0, "payment_terms", dice.one(TERMS)),
        (0.6, 0.0, "credit_limit", Decimal(dice.one((1, 2, 5, 10, 25, 50)) * 1000)),
        (0.2, 0.05, "discount_rate", Decimal(dice.one(("2.5", "5", "7.5", "10", "15")))),
        (0.4, 0.2, "preferred_shipping", dice.one(SHIPPING)),
        (0.05, 0.1, "store_balance", Decimal(dice.number(5, 250))),
        (0.0, 0.4, "reward_points", Decimal(dice.number(10, 2_500))),
        (0.06, 0.01, "aliases", (AliasChange(name=f"{setting.city.name} #{dice.number(2, 99)}"),)),
        (0.1, 0.0, "supplier_accounts", _at_supplier(dice, lists)),
        (0.25, 0.1, "note_entries", _entries(dice, lists)),
    ]
    return fields | {
        column: value
        for of_companies, of_persons, column, value in maybe
        if dice.chance(of_companies if setting.is_company else of_persons)
    }


def custom_values(setting: Setting, created: datetime) -> dict[str, str | None]:
    dice = setting.dice
    fields: dict[str, str | None] = {}
    if dice.chance(0.7):
        fields["Region"] = region_of(setting.country.code, setting.city.state)
    if dice.chance(0.3):
        fields["Newsletter"] = dice.one(("yes", "no"))
    if setting.is_company and dice.chance(0.3):
        signed = created + timedelta(days=dice.number(3, 40))
        fields["Contract signed"] = signed.date().isoformat()
    if setting.is_company and dice.chance(0.35):
        fields["Employees"] = str(dice.one((3, 8, 12, 25, 40, 75, 120, 260, 900)))
    return fields


def _at_supplier(dice: Dice, lists: Lists) -> tuple[SupplierAccountChange, ...]:
    name = dice.digits("C-1####")
    return (SupplierAccountChange(supplier_id=dice.one(lists.suppliers), name=name),)


def _entries(dice: Dice, lists: Lists) -> tuple[NoteEntryChange, ...]:
    kind = dice.number(0, len(lists.note_types) - 1)
    text = dice.one(ENTRIES[kind])
    return (NoteEntryChange(text=text, type_id=lists.note_types[kind], for_staff=dice.chance(0.5)),)
