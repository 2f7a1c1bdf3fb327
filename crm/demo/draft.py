"""A plausible customer: a company or a private person, with all that the record can hold of one."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from customers.changes import AddressChange, ContactChange, CustomerChange

from .dice import Dice, plain
from .facts import custom_values, facts
from .lists import Lists
from .names import NAMES
from .people import Setting, local_part, other_people, person, place, shipping_places
from .places import COUNTRIES, City, Country


@dataclass(frozen=True, slots=True)
class Draft:
    """A customer to be, and what its orders and later edits need to know of it."""

    setting: Setting
    change: CustomerChange
    ships_to: AddressChange


def draft(index: int, created: datetime, lists: Lists, zone: ZoneInfo, taken: set[str]) -> Draft:
    """The customer of that index, entered at that time.

    Args:
        zone: the account's, in which birthdays begin.
        taken: the codes given out so far; its own is added.
    """
    dice = Dice(f"customer {index}")
    country = dice.one(COUNTRIES, [country.weight for country in COUNTRIES])
    city = dice.one(country.cities)
    is_company = dice.chance(0.68)
    company = _company_name(dice, country, city) if is_company else ""
    domain = "-".join(plain(company).lower().replace("-", " ").split())
    setting = Setting(
        dice=dice,
        zone=zone,
        country=country,
        city=city,
        is_company=is_company,
        domain=f"{domain}.example" if is_company else "",
    )
    primary = person(setting, is_primary=True)
    fields = facts(setting, created, lists)
    fields |= {"company": company, "email": _email(setting, primary), "primary": primary}
    if not dice.chance(0.15):  # others are called by their number
        label = company or f"{primary.last_name} {primary.first_name}"
        fields["code"] = _code(label, taken)
    billing = place(setting)
    shipping = shipping_places(setting)
    change = CustomerChange(
        **fields,
        billing=billing,
        addresses=shipping,
        contacts=other_people(setting),
        custom_fields=custom_values(setting, created),
    )
    return Draft(setting, change, next(iter(shipping), billing))


def _company_name(dice: Dice, country: Country, city: City) -> str:
    names = NAMES[country.language]
    last, other = dice.some(names.last, 2)
    name = dice.one(names.companies).format(
        last=last,
        other=other,
        word=dice.one(names.words),
        city=city.name,
        trade=dice.one(names.trades),
    )
    return f"{name} {dice.one(country.forms)}".strip()


def _code(label: str, taken: set[str]) -> str:
    """A short id of the kind that people make up: the first words, and a number if it is taken."""
    words = [word for word in plain(label).upper().replace("-", " ").split() if len(word) > 1]
    stem = "-".join([words[0][:10], *(word[:4] for word in words[1:2])])
    code, count = stem, 1
    while code in taken:
        count += 1
        code = f"{stem}-{count}"
    taken.add(code)
    return code


def _email(setting: Setting, primary: ContactChange) -> str:
    if setting.dice.chance(0.1):
        return ""
    if setting.is_company:
        box = setting.dice.one(("info", "orders", "office", "purchasing", "accounts"))
        return f"{box}@{setting.domain}"
    host = setting.dice.one(("example.com", "example.org", "example.net"))
    return f"{local_part(str(primary.first_name), str(primary.last_name))}@{host}"
