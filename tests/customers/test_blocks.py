"""The blocks of ids in which a search's index gathers."""

import pytest
from django.db import connection

from customers.queries.terms import Look, Seen

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's index")

LOOKED_AT = 2_000


def look(hits: int, first: int = 1) -> Look:
    return Look(Seen.COMMON, hits, 1_000_000, first, first + LOOKED_AT - 1)


@pytest.mark.parametrize("first", [1, 4_095, 4_096, 65_535, 65_536, 7_000_001, 2**40])
@pytest.mark.parametrize("hits", [3, 12, 40, 190])
@pytest.mark.parametrize("most", [26, 251])
def test_they_hold_all_ids_from_the_first_on(first: int, hits: int, most: int) -> None:
    blocks = look(hits, first).blocks(most)

    beyond = first + most * LOOKED_AT // hits
    edges = [
        edge for bits in (12, 16) for edge in range(first | (1 << bits) - 1, beyond, 1 << bits)
    ]
    assert blocks
    for customer_id in (first, *edges, *(edge + 1 for edge in edges), beyond):
        assert {customer_id >> 12, -1 - (customer_id >> 16)} & {*blocks}


def test_they_are_few_whatever_is_wanted() -> None:
    for most in range(1, 20_000, 37):
        assert len(look(12).blocks(most)) <= 8


def test_there_are_none_where_hits_are_rare_or_everywhere() -> None:
    assert look(2).blocks(251) == []
    assert Look(Seen.EVERYWHERE, 200, 1_000_000, 1, LOOKED_AT).blocks(251) == []


def test_there_are_none_where_all_hits_are_hardly_more_than_are_wanted() -> None:
    assert Look(Seen.COMMON, 12, 150_000, 1, LOOKED_AT).blocks(251) == []
    assert Look(Seen.COMMON, 12, 200_000, 1, LOOKED_AT).blocks(251)


def test_there_are_none_where_the_ids_of_an_account_lie_far_apart() -> None:
    assert Look(Seen.COMMON, 12, 1_000_000, 1, 1_000_000).blocks(251) == []
