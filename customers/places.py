"""Countries and their states, by code or by name in any language that the libraries know.

Names of countries are babel's (CLDR), names of states pycountry's (ISO 3166-2 and its translations).
"""

import gettext
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pycountry
from babel import Locale, localedata

from contacts.canonical import fold

AMBIGUOUS = ""


def country_code(text: str) -> str:
    """The ISO 3166-1 code of a country written as a code or a name, ``""`` if it is not known.

    A name that means different countries in different languages is not known either, unless one of
    them is its English name.
    """
    word = fold(text)
    if not word:
        return ""
    return _country_codes().get(word) or _country_names().get(word, "")


def state_code(text: str, country: str) -> str:
    """The ISO 3166-2 code (``US-IL``) of a state of ``country``, ``""`` if that country has none such.

    Args:
        text: ``IL``, ``US-IL`` or a name in any language.
        country: ISO 3166-1 code. Without it no state is known: ``FL`` is Florida only in the US.
    """
    word = fold(text)
    if not word or not country:
        return ""
    return _states(country).get(word, "")


def load() -> None:
    """Read all that is known of countries and all languages' names of states: two seconds that a write
    would wait for, and others with it."""
    country_code("no country's name")
    _translations()


@cache
def _country_codes() -> MappingProxyType[str, str]:
    codes: dict[str, str] = {}
    for country in pycountry.countries:
        for code in (country.alpha_2, country.alpha_3, country.numeric):
            codes[fold(code)] = country.alpha_2
    return MappingProxyType(codes)


@cache
def _country_names() -> MappingProxyType[str, str]:
    """Every name to its code. Reads all of CLDR's locales: about two seconds, once per process."""
    real = {country.alpha_2 for country in pycountry.countries}
    names: dict[str, str] = {}
    for locale in sorted(localedata.locale_identifiers()):
        for code, name in Locale.parse(locale).territories.items():
            if code in real:
                _add(names, name, code)
    english = Locale("en").territories
    names |= {fold(name): code for code, name in english.items() if code in real}
    for country in pycountry.countries:
        for kind in ("name", "official_name", "common_name"):
            names[fold(getattr(country, kind, "") or country.name)] = country.alpha_2
    return MappingProxyType(names)


@cache
def _states(country: str) -> MappingProxyType[str, str]:
    subdivisions = pycountry.subdivisions.get(country_code=country) or []  # type: ignore[no-untyped-call]
    states: dict[str, str] = {}
    for translation in _translations():
        for state in subdivisions:
            _add(states, translation.gettext(state.name), state.code)
    # The country's own name for a state, and its code, win over what another language calls so.
    own: dict[str, str] = {}
    for state in subdivisions:
        _add(own, state.name, state.code)
    states |= own
    for state in subdivisions:
        states[fold(state.code)] = state.code
        states[fold(state.code.partition("-")[2])] = state.code
    return MappingProxyType(states)


@cache
def _translations() -> tuple[gettext.NullTranslations, ...]:
    folder = Path(pycountry.LOCALES_DIR)
    languages = sorted(
        path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/iso3166-2.mo")
    )
    return tuple(
        gettext.translation("iso3166-2", folder, languages=[language]) for language in languages
    )


def _add(names: dict[str, str], name: str, code: str) -> None:
    word = fold(name)
    names[word] = code if names.get(word, code) == code else AMBIGUOUS
