"""Customers found although the text is mistyped."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import OperationalError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest

from contacts.canonical import searchable
from crm.accounts.models import Account
from crm.accounts.texts import is_storable
from customers.models import Customer, SearchText
from customers.search_index import FTS_IDS, has_trigrams

from .search import LONGEST_TEXT, quoted
from .terms import of_account

WORD = re.compile(r"\w+")
SHORTEST_WORD = 4  # letters: a shorter one is like too many
MOST_WORDS = 5
#: Letters that may stand in each other's place: two that do leave little of the trigrams of a word.
LONGEST_SWAPPED = 12
CANDIDATES = 200
MOST = 100  # customers
OUT_OF_TIME = "57014"  # PostgreSQL's code for a statement that was cancelled
#: What part of a word's trigrams must be found close together (``pg_trgm``): "smiht" finds "smith".
SIMILAR = 0.5
#: The same where that finds nobody: an error in the middle of "Colombo" spoils most of its trigrams.
#: So many words are as like as that, that they are compared letter by letter then.
LESS_SIMILAR = 0.35
#: With a limit before it the planner reads customer after customer, tens of thousands at 25 us each.
SETTINGS = {
    "enable_seqscan": "off",
    "enable_indexscan": "off",
    "statement_timeout": "300ms",  # a word like one that all customers have is like nothing
}
#: How close two words are that differ by a typing error, as ``difflib`` measures it.
CLOSE = 0.75


def similar(account: Account | None, text: str) -> QuerySet[Customer]:
    """At most ``MOST`` of the account's customers with words like those of the text anywhere.

    For a text that ``matching`` finds nowhere. Words are letters and digits: a code of two with a dash
    between is two. Those of up to three letters, and all after the fifth, do not count; without any
    left, nothing is similar. They are looked up at once, in a constant number of statements. The best
    are the best of ``CANDIDATES``, the first that the index yields.

    Args:
        account: ``None`` for an operator, who sees the customers of all accounts.
    """
    customers = Customer.objects.filter(**of_account(account))
    if len(text) > LONGEST_TEXT or not is_storable(text):
        return customers.none()
    words = [word for word in WORD.findall(searchable(text)) if len(word) >= SHORTEST_WORD]
    find = _by_trigrams if connection.vendor == "postgresql" else _by_words
    found = find(account, words[:MOST_WORDS]) if words else []
    return customers.filter(pk__in=found) if found else customers.none()


def _by_trigrams(account: Account | None, words: Sequence[str]) -> list[int]:
    if not has_trigrams(connection):
        return []
    alike = _alike(account, words, SIMILAR)
    if alike is None:  # what is less alike is more, and takes longer
        return []
    found = [pk for pk, _ in alike]
    if not found:
        less = _alike(account, words, LESS_SIMILAR) or []
        found = [pk for pk, there in less if _has_all(words, there)]
    return found[:MOST]


def _alike(
    account: Account | None, words: Sequence[str], part: float
) -> list[tuple[int, str]] | None:
    """Ids and texts of customers with that part of each word's trigrams, the best first; ``None`` if it
    takes too long."""
    texts = SearchText.objects.filter(**of_account(account))
    likeness = []
    for word in words:
        alike = Q(names__trigram_word_similar=word) | Q(details__trigram_word_similar=word)
        for swapped in _swapped(word):
            alike |= Q(names__contains=swapped) | Q(details__contains=swapped)
        texts = texts.filter(alike)
        likeness.append(
            Greatest(TrigramWordSimilarity(word, "names"), TrigramWordSimilarity(word, "details"))
        )
    # The index yields candidates in no order; ranking all that a frequent word is like takes a second.
    candidates = texts.values_list(sum(likeness[1:], start=likeness[0]), "pk", "names", "details")[
        :CANDIDATES
    ]
    settings = SETTINGS | {"pg_trgm.word_similarity_threshold": str(part)}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for setting, value in settings.items():
                cursor.execute("SELECT set_config(%s, %s, true)", [setting, value])
            ranked = sorted(candidates, key=lambda row: (-row[0], row[1]))
            transaction.set_rollback(True)  # the settings end here, whatever is around
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != OUT_OF_TIME:
            raise
        return None
    return [(pk, f"{names} {details}") for _, pk, names, details in ranked]


def _by_words(account: Account | None, words: Sequence[str]) -> list[int]:
    """FTS5 ranks what shares most of the trigrams; of those, what has a word close to each."""
    trigrams = {
        piece for word in words for spelt in (word, *_swapped(word)) for piece in _pieces(spelt)
    }
    query = " OR ".join(quoted(trigram) for trigram in sorted(trigrams))
    best = RawSQL(  # noqa: S611
        FTS_IDS + " ORDER BY rank LIMIT %s",
        [query, CANDIDATES],
    )
    texts = SearchText.objects.filter(pk__in=best, **of_account(account))
    rows = texts.order_by("pk").values_list("pk", F("names"), F("details"))
    found = [pk for pk, *columns in rows if _has_all(words, " ".join(columns))]
    return found[:MOST]


def _swapped(word: str) -> list[str]:
    """What the word is with two neighbours swapped."""
    places = range(min(len(word), LONGEST_SWAPPED) - 1)
    swaps = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in places)
    return [swap for swap in dict.fromkeys(swaps) if swap != word]


def _pieces(word: str) -> set[str]:
    """Trigrams, those with the blank or the end of the line on either side of a word among them."""
    spaced = {end + word[:2] for end in " \n"} | {word[-2:] + end for end in " \n"}
    return spaced | {word[start : start + 3] for start in range(len(word) - 2)}


def _has_all(words: Sequence[str], text: str) -> bool:
    there = set(WORD.findall(text))
    return all(get_close_matches(word, there, n=1, cutoff=CLOSE) for word in words)
