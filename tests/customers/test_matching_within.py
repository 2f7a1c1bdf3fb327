"""Upserts narrowed to some stores, and what is only for those that add."""

from typing import Any

import pytest

from crm.accounts.models import Account, Store
from customers.changes import CustomerChange
from customers.errors import Ambiguous, CodeTaken, Invalid
from customers.models import Customer
from customers.services import Key

from .upserts import CELL, row


class TestStores:
    """What is found, narrowed to the customers of some home stores."""

    @pytest.fixture
    def stores(self, account: Account) -> list[int]:
        return [Store.objects.create(account=account, name=name).pk for name in ("North", "South")]

    def test_it_finds_within_them_only(self, stores: list[int], write: Any) -> None:
        north, south = stores
        write(
            row(code="N", email="ann@example.com", home_store_id=north, by=(Key.CODE,)),
            row(code="S", email="ann@example.com", home_store_id=south, by=(Key.CODE,)),
            row(code="-", email="ann@example.com", by=(Key.CODE,)),
        )

        def found(*within: int | None) -> str:
            (outcome,) = write(row(email="ann@example.com", within=frozenset(within), note="x"))
            if isinstance(outcome.error, Ambiguous):
                return "".join(candidate.code for candidate in outcome.error.candidates)
            return Customer.objects.get(pk=outcome.customer_id).code

        assert [found(north), found(south), found(None)] == ["N", "S", "-"]
        assert [found(north, south), found(north, None)] == ["NS", "N-"]

    def test_a_crowd_elsewhere_is_no_matter(self, stores: list[int], write: Any) -> None:
        north, south = stores
        ann: dict[str, Any] = {"email": "ann@example.com", "by": (Key.CODE,)}
        write(*(row(code=f"N{n}", home_store_id=north, **ann) for n in range(11)))
        write(row(code="S", home_store_id=south, **ann))

        first, second = write(
            row(email="ann@example.com", within=frozenset({north}), note="x"),
            row(email="ann@example.com", within=frozenset({south}), note="x"),
        )

        assert isinstance(first.error, Ambiguous)
        assert second.error is None
        assert not second.created

    def test_it_finds_nobody_within_none(self, ann: int, write: Any) -> None:
        (outcome,) = write(row(email="ann@example.com", cell=CELL, within=frozenset()))

        assert outcome.created

    def test_a_cell_phone_is_narrowed_too(self, stores: list[int], write: Any) -> None:
        north, south = stores
        write(row(code="N", cell=CELL, home_store_id=north, by=(Key.CODE,)))

        (outcome,) = write(row(cell=CELL, within=frozenset({south}), home_store_id=south))

        assert outcome.created

    def test_a_code_outside_is_taken_all_the_same(self, stores: list[int], write: Any) -> None:
        north, south = stores
        write(row(code="N", home_store_id=north))

        (outcome,) = write(row(code="n", within=frozenset({south})))

        assert isinstance(outcome.error, CodeTaken)


def test_defaults_are_for_a_new_customer_only(ann: int, write: Any) -> None:
    defaults = CustomerChange(note="new here", website="https://example.com")

    found, added = write(
        row(email="ann@example.com", website="", defaults=defaults),
        row(email="new@example.com", website="", defaults=defaults),
    )

    assert found.change is None
    customer = Customer.objects.get(pk=added.customer_id)
    assert (customer.note, customer.website) == ("new here", "")


def test_a_refusal_of_new_ones_binds_adds_only(ann: int, write: Any) -> None:
    refusal = Invalid({"billing.country": ["Required."]})

    found, refused = write(
        row(email="ann@example.com", note="x", refuse_new=refusal),
        row(email="new@example.com", refuse_new=refusal),
    )

    assert (found.customer_id, found.error) == (ann, None)
    assert refused.error is refusal
    assert Customer.objects.count() == 1
