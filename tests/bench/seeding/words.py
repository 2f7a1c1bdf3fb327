"""What the seeded customers are called. The lists have prime lengths, so that together they come to
every combination."""

from itertools import product
from math import gcd


def _words(text: str, length: int) -> list[str]:
    words = [word.replace("_", " ") for word in text.split()]
    assert len(words) >= length
    return words[:length]


FIRST = _words(
    "Emma Olivia Grace Hannah Alice Rachel Megan Laura Nicole Diane Carol Judith Priya Mei Aisha Rosa"
    " Naomi Teresa Joanna Kelly Fiona Heather Vanessa Martha Ruth Denise James Robert Daniel Marcus"
    " Kevin Brian Thomas Patrick Andrew Samuel Victor Carlos Omar Wei Raj Dmitri Gary Walter Frank"
    " Leonard Simon Craig Duncan Jürgen Jörg Zoë José Łukasz Søren François Renée Björn Hugh Neil Ian",
    61,
)
#: Beginnings and ends of family names.
LAST = [
    beginning + end
    for beginning, end in product(
        _words(
            "Ander Barn Beck Berg Blom Brand Brock Carl Clay Dahl Dorn Eck Fair Falk Fern Fisch Frost"
            " Gold Grün Hall Hart Hem Hoff Holm Jan Kell Kirch König Lang Lind Lund Mar Mey Mül Nord"
            " Øst Peter Quin Rein Rich Rosen Sand Schnei Schrö Stein Storm Strand Swan Thorn Vander"
            " Wald Wein West Wind Wolf Young Zell Zim",
            58,
        ),
        _words(
            "berg man sen son feld stein ler der ton wood ley ner mann ström hurst well worth bach"
            " burg dal gaard hoff low mark quist sby shaw smith stad thal view ward wick field gren"
            " heim land lund more ridge rup",
            41,
        ),
    )
][:2371]
WORDS = _words(
    "Northwind Lakeshore Prairie Summit Cedar Ironwood Harbor Redstone Bluebird Granite Evergreen"
    " Keystone Pinnacle Riverside Sterling Copper Maple Union Liberty Eagle Cornerstone Heartland"
    " Beacon Crescent Frontier Orchard Stonebridge Oakridge Westgate Atlas Juniper Falcon Meadow"
    " Polaris Quarry Saffron Tundra",
    37,
)
TRADES = _words(
    "Supply Hardware Logistics Tools Foods Outfitters Plumbing Electric Fabrication Lumber Packaging"
    " Bakery Catering Sports Furniture Lighting Textiles Instruments Interiors Distribution Machinery"
    " Hospitality Cycles Marine Optics Ceramics Printing Roofing Dairy Brewing Florists Glassworks"
    " Upholstery Joinery Stationery Pharmacy Nurseries Robotics Tailors Chemicals Masonry",
    41,
)
FORMS = _words("Inc. LLC Ltd. GmbH & Sons Corp. Group", 7)
STREETS = _words(
    "Main_Street Oak_Avenue Maple_Drive Commerce_Way Industrial_Parkway River_Road Park_Avenue"
    " Mill_Lane Station_Road Market_Street Highland_Avenue Lake_Street Church_Street Factory_Road"
    " Washington_Street Depot_Street Elm_Street Harbor_Drive Cedar_Court",
    19,
)
#: City, state, the beginning of its postal codes.
CITIES = [
    city.split("/")
    for city in _words(
        "Chicago/IL/606 Springfield/IL/627 Peoria/IL/616 Rockford/IL/611 Naperville/IL/605 Aurora/IL/604"
        " Milwaukee/WI/532 Madison/WI/537 Green_Bay/WI/543 Detroit/MI/482 Lansing/MI/489 Flint/MI/485"
        " Columbus/OH/432 Cleveland/OH/441 Toledo/OH/436 Dayton/OH/454 Boston/MA/021 Worcester/MA/016"
        " Albany/NY/122 Buffalo/NY/142 Syracuse/NY/132 Brooklyn/NY/112 Newark/NJ/071 Trenton/NJ/086"
        " Philadelphia/PA/191 Pittsburgh/PA/152 Erie/PA/165 Baltimore/MD/212 Richmond/VA/232"
        " Norfolk/VA/235 Raleigh/NC/276 Durham/NC/277 Atlanta/GA/303 Savannah/GA/314 Miami/FL/331"
        " Tampa/FL/336 Orlando/FL/328 Nashville/TN/372 Memphis/TN/381 Dallas/TX/752 Houston/TX/770"
        " Austin/TX/787 El_Paso/TX/799 Denver/CO/802 Boulder/CO/803 Phoenix/AZ/850 Tucson/AZ/857"
        " Seattle/WA/981 Spokane/WA/992 Portland/OR/972 Salem/OR/973 Oakland/CA/946 Fresno/CA/937",
        53,
    )
]
#: The lists by the names that the SQL knows them by.
LISTS = {
    "first": FIRST,
    "last": LAST,
    "word": WORDS,
    "trade": TRADES,
    "form": FORMS,
    "street": STREETS,
}


def place(kind: str, salt: int = 1, plus: int = 0) -> str:
    """Which word of a list the n-th customer has, in SQL: another for each salt."""
    length = len(LISTS.get(kind, CITIES))
    step = next(step for step in range(29 * salt, 10**6) if gcd(step, length) == 1)
    return f"(n * {step} + {plus}) % {length}"
