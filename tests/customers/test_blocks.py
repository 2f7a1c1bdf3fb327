"""The blocks of ids in which a search's index gathers."""

import pytest
from django.db import connection

from crm.accounts.models import Account
from customers import services
from customers.changes import CustomerChange, Source
from customers.models import Customer
from customers.queries import looked, terms
from customers.queries.looked import Look, Seen

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


def test_of_what_only_the_newest_have_they_reach_farther_and_farther() -> None:
    newest = Look(Seen.COMMON, 0, 1_000_000, 70_000, 72_000, 125, 1_000_000)

    assert list(newest.reaches(251)) == [[-2], [-2, -3], [-2, -3, -4, -5], [*range(-2, -10, -1)]]


def test_of_what_is_rare_they_reach_nowhere() -> None:
    rare = Look(Seen.RARE, 0, 1_000_000, 70_000, 72_000, 0, 1_000_000)

    assert list(rare.reaches(251)) == []


def test_the_newest_are_looked_at_as_well(
    account: Account, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ["Other"] * 10 + ["Acme"] * 3:
        services.create(account, CustomerChange(name=name), source=source)
    monkeypatch.setitem(looked.SAMPLE, "postgresql", 10)
    terms._first.cache_clear()

    try:
        look = terms.look(account, [terms.Term("acme")], everywhere=False)
    finally:
        terms._first.cache_clear()

    ids = list(Customer.objects.filter(account=account).order_by("pk").values_list("pk", flat=True))
    assert (look.hits, look.newest) == (0, 3)
    assert (look.first, look.last, look.end) == (ids[0], ids[9], ids[-1])
