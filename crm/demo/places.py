"""The countries where the demo's customers are."""

from dataclasses import dataclass

from .towns import TOWNS


@dataclass(frozen=True, slots=True)
class City:
    """A town. ``phone`` is the pattern of its numbers, ``#`` for a digit."""

    name: str
    state: str
    postal_code: str
    phone: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the demo.

    Attributes:
        weight: how many of the customers live there, in relation to the others.
        language: whose names of people, companies and streets it uses.
        forms: what a company's name ends with.
        mobile, tax_number: patterns, as ``City.phone``.
    """

    code: str
    weight: int
    language: str
    currency: str
    forms: tuple[str, ...]
    mobile: str
    tax_number: str

    @property
    def cities(self) -> tuple[City, ...]:
        return CITIES[self.code]


CITIES = {
    code: tuple(City(*line.split("|")) for line in table.strip().splitlines())
    for code, table in TOWNS.items()
}

COUNTRIES = (
    Country(
        "US", 52, "en", "USD", ("Inc.", "LLC", "Co.", "Corp.", ""), "(872) 555-01##", "##-#######"
    ),
    Country("CA", 9, "en", "CAD", ("Inc.", "Ltd.", ""), "(437) 555-01##", "#########RT0001"),
    Country("GB", 7, "en", "GBP", ("Ltd", "plc", "LLP"), "+44 7700 900###", "GB#########"),
    Country("IE", 2, "en", "EUR", ("Ltd", "DAC"), "+353 20 915 ####", "IE#######T"),
    Country("AU", 3, "en", "AUD", ("Pty Ltd", "Ltd"), "+61 491 570 156", "## ### ### ###"),
    Country(
        "DE",
        10,
        "de",
        "EUR",
        ("GmbH", "GmbH & Co. KG", "AG", "KG", "e.K."),
        "+49 171 39200##",
        "DE#########",
    ),
    Country("AT", 2, "de", "EUR", ("GmbH", "KG", "OG"), "+43 664 000 01##", "ATU########"),
    Country("CH", 3, "de", "CHF", ("AG", "GmbH"), "+41 79 000 01 ##", "CHE-###.###.### MWST"),
    Country("FR", 4, "fr", "EUR", ("SARL", "SAS", "SA", ""), "+33 6 39 98 ## ##", "FR###########"),
    Country("NL", 3, "nl", "EUR", ("B.V.", "N.V.", "V.O.F."), "+31 6 0000 01##", "NL#########B01"),
    Country("ES", 2, "es", "EUR", ("S.L.", "S.A.", "S.L.U."), "+34 600 000 1##", "ESB########"),
    Country(
        "IT", 2, "it", "EUR", ("S.r.l.", "S.p.A.", "S.n.c."), "+39 300 000 01##", "IT###########"
    ),
    Country(
        "PL", 1, "pl", "PLN", ("sp. z o.o.", "S.A.", "sp.j."), "+48 500 000 1##", "PL##########"
    ),
)
