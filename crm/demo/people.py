"""The people and places of a customer."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from customers.changes import AddressChange, ContactChange, PhoneChange

from .dice import Dice, plain
from .names import NAMES, Names
from .places import City, Country
from .texts import JOBS, SITES


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """Where and as what a customer lives: what its parts have in common."""

    dice: Dice
    zone: ZoneInfo
    country: Country
    city: City
    is_company: bool
    domain: str

    @property
    def names(self) -> Names:
        return NAMES[self.country.language]


def person(setting: Setting, *, is_primary: bool) -> ContactChange:
    """Someone new at the customer."""
    dice, names = setting.dice, setting.names
    is_woman = dice.chance(0.5)
    first = dice.one(names.women if is_woman else names.men)
    last = dice.one(names.last)
    fields: dict[str, Any] = {"first_name": first, "last_name": last}
    if dice.chance(0.45):
        fields["salutation"] = names.salutations[0 if is_woman else 1]
    if dice.chance(0.3):
        fields["gender"] = "female" if is_woman else "male"
    if setting.country.language == "en" and dice.chance(0.12):
        fields["middle_name"] = f"{dice.one('ABCDEGHJKLMPRST')}."
    if setting.is_company:
        fields["job_title"] = dice.one(JOBS)
        if dice.chance(0.6):
            fields["email"] = f"{local_part(first, last)}@{setting.domain}"
    elif dice.chance(0.5):
        fields["birthday"] = datetime(
            dice.number(1948, 2002), dice.number(1, 12), dice.number(1, 28), tzinfo=setting.zone
        )
    phones = []
    if dice.chance(0.4):
        number = dice.digits(setting.country.mobile)
        phones.append(PhoneChange(type="cell", number=number))
    if setting.is_company and dice.chance(0.25):
        phones.append(PhoneChange(type="business", number=dice.digits(setting.city.phone)))
    return ContactChange(**fields, is_primary=is_primary, phones=tuple(phones))


def place(setting: Setting, *, elsewhere: bool = False) -> AddressChange:
    """An address in the customer's town, or in another one of its country."""
    dice = setting.dice
    city = dice.one(setting.country.cities) if elsewhere else setting.city
    number = dice.number(1, 120) if setting.country.code != "US" else dice.number(10, 4800)
    street = dice.one(setting.names.streets)
    return AddressChange(
        line1=setting.names.street.format(street=street, number=number),
        line2=f"Suite {dice.number(1, 40) * 10}"
        if setting.country.code in {"US", "CA"} and dice.chance(0.2)
        else "",
        city=city.name,
        state=city.state,
        postal_code=city.postal_code,
        country=setting.country.code,
    )


def shipping_places(setting: Setting) -> tuple[AddressChange, ...]:
    """None for most; else up to three, the first of them primary."""
    dice = setting.dice
    if not dice.chance(0.4 if setting.is_company else 0.12):
        return ()
    places = []
    for number in range(dice.one((1, 2, 3), (7, 2, 1))):
        label = dice.one(SITES) if setting.is_company else "Holiday home"
        docks = {"Dock": dice.digits("Gate #")} if setting.is_company and dice.chance(0.5) else {}
        places.append(
            replace(
                place(setting, elsewhere=number > 0),
                kind="shipping",
                is_primary=number == 0,
                label=label,
                custom_fields=docks,
            )
        )
    return tuple(places)


def other_people(setting: Setting) -> tuple[ContactChange, ...]:
    if not (setting.is_company and setting.dice.chance(0.3)):
        return ()
    return (person(setting, is_primary=False),)


def local_part(first: str, last: str) -> str:
    return f"{plain(first)}.{plain(last)}".lower().replace(" ", "")
