"""One row per customer of all that its rows will say: a table that lives as long as the seeding."""

from django.db import connection

from contacts.canonical import fold, searchable

from .parallel import SESSION
from .vendors import vendor
from .words import CITIES, LISTS, place

#: When the first customer was created and the last one, in seconds.
FIRST, LAST = 1_546_300_800, 1_735_689_600

WORDS = """
CREATE TABLE seed_words (
    kind text, place bigint, word text, folded text, plain text, handle text, PRIMARY KEY (kind, place)
)
"""
CITY = "CREATE TABLE seed_cities (place bigint PRIMARY KEY, city text, state text, zip text)"

# Ten digits, others for each n: the factor and the prime have nothing in common.
DIGITS = "CAST({first} + n * {factor} % 5999999903 AS text)"


def make_facts(count: int) -> None:
    """Fill ``seed_facts``, n = 1 to ``count``."""
    drop_facts()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(SESSION)
        for statement in (WORDS, CITY):
            cursor.execute(statement)
        cursor.executemany(
            "INSERT INTO seed_words VALUES (%s, %s, %s, %s, %s, %s)",
            [
                (kind, i, word, fold(word), searchable(word), _handle(word))
                for kind, words in LISTS.items()
                for i, word in enumerate(words)
            ],
        )
        cursor.executemany(
            "INSERT INTO seed_cities VALUES (%s, %s, %s, %s)",
            [(i, *city) for i, city in enumerate(CITIES)],
        )
        cursor.execute("ANALYZE seed_words")
        cursor.execute("ANALYZE seed_cities")
        cursor.execute(_facts(count))
        cursor.execute("ANALYZE seed_facts")


def drop_facts() -> None:
    with connection.cursor() as cursor:
        for table in ("seed_facts", "seed_words", "seed_cities"):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")


def _handle(word: str) -> str:
    return "".join(letter for letter in searchable(word) if letter.isalnum())


def _facts(count: int) -> str:
    born = f"{FIRST} + n * {LAST - FIRST} / {count}"
    birthday = "n * 7919 % 15000 * 86400 - 631152000"
    private = "CASE WHEN n % 3 = 0 THEN {} ELSE {} END"
    office = "'info' || n || '@' || word.handle || trade.handle || '.example.com'"
    own = "first.handle || '.' || last.handle || n || '@example.org'"
    return f"""
    CREATE TABLE seed_facts AS
    SELECT
        n,
        n % 3 <> 0 AS is_company,
        {_names("word")},
        {_names("folded", "_folded")},
        {_names("plain", "_plain")},
        {private.format(own, office)} AS email,
        first.handle || '.' || last.handle || '@' || word.handle || '.example.com' AS person_email,
        second.handle || '.' || last2.handle || '@' || word.handle || '.example.net' AS second_email,
        word.handle || trade.handle || '.example.com' AS website,
        {DIGITS.format(first=2_120_000_000, factor=2654435761)} AS phone,
        {DIGITS.format(first=2_130_000_000, factor=1640531527)} AS cell,
        {DIGITS.format(first=2_140_000_000, factor=1500450271)} AS work,
        {DIGITS.format(first=2_150_000_000, factor=2860486313)} AS fax,
        street.word AS street, street2.word AS street2,
        city.city, city.state, city.zip || substr(CAST(100 + n % 89 AS text), 2) AS postal_code,
        city2.city AS city2, city2.state AS state2,
        city2.zip || substr(CAST(100 + n % 83 AS text), 2) AS postal_code2,
        {born} AS born,
        {vendor().iso(born)} AS born_iso,
        {birthday} AS birthday,
        {vendor().iso(birthday)} AS birthday_iso
    FROM {vendor().numbers(count)}
    {_join("first", "first")} {_join("first", "second", 2, 3)}
    {_join("last", "last")} {_join("last", "last2", 1, 1)}
    {_join("word", "word", 3)} {_join("trade", "trade", 5)} {_join("form", "form")}
    {_join("street", "street", 7)} {_join("street", "street2", 7, 1)}
    {vendor().then} seed_cities city ON city.place = {place("city")}
    {vendor().then} seed_cities city2 ON city2.place = {place("city", plus=7)}
    """


def _join(kind: str, alias: str, salt: int = 1, plus: int = 0) -> str:
    where = f"{alias}.kind = '{kind}' AND {alias}.place = {place(kind, salt, plus)}"
    return f"{vendor().then} seed_words {alias} ON {where}"


def _names(spelling: str, suffix: str = "") -> str:
    """The columns that are names, in one of their spellings."""
    first, last, second, last2, word, trade, form = (
        f"{alias}.{spelling}"
        for alias in ("first", "last", "second", "last2", "word", "trade", "form")
    )
    known_as = f"CASE WHEN n % 4 = 0 THEN {last} ELSE {word} END"
    company = f"{known_as} || ' ' || {trade} || ' ' || {form}"
    person = f"{first} || ' ' || {last}"
    return f"""
        CASE WHEN n % 3 <> 0 THEN {company} ELSE '' END AS company{suffix},
        CASE WHEN n % 3 <> 0 THEN {company} ELSE {person} END AS name{suffix},
        {first} AS first{suffix}, {last} AS last{suffix}, {person} AS person{suffix},
        {second} AS second{suffix}, {last2} AS last2{suffix},
        {second} || ' ' || {last2} AS second_person{suffix}"""
