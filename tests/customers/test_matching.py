"""Finding the customer of an upsert: by e-mail, code or cell phone, and never by a guess."""

from typing import Any

import pytest

from crm.accounts.models import Account
from customers import services
from customers.changes import ContactChange, PhoneChange, Source
from customers.errors import Ambiguous, Invalid
from customers.models import Change, Customer
from customers.services import Key

from .upserts import CELL, row


@pytest.fixture
def bob(write: Any) -> int:
    (outcome,) = write(row(code="BOB", email="bob@example.com"))
    pk: int = outcome.customer_id
    return pk


@pytest.mark.parametrize(
    ("keys", "matched_by"),
    [
        ({"email": " ANN@Example.com"}, "email"),
        ({"code": "ann"}, "code"),
        ({"cell": "+1 312.555.0101"}, "cell phone"),
        ({"email": "new@example.com", "code": "new", "cell": "312 555 0101"}, "cell phone"),
        ({"email": "ann@example.com", "code": "ANN"}, "email"),
    ],
)
def test_it_finds_by_any_key_and_tells_the_first_that_hit(
    ann: int, write: Any, keys: dict[str, Any], matched_by: str
) -> None:
    (outcome,) = write(row(note="seen", **keys))

    assert (outcome.customer_id, outcome.created) == (ann, False)
    assert outcome.matched_by == matched_by
    assert outcome.change.matched_by == matched_by


def test_it_adds_when_nobody_has_a_key(ann: int, write: Any) -> None:
    (outcome,) = write(row(email="new@example.com", code="new", cell="312 555 0199"))

    assert outcome.created
    assert (outcome.matched_by, outcome.change.matched_by) == ("", "")


def test_it_looks_at_the_asked_keys_only(ann: int, write: Any) -> None:
    (outcome,) = write(row(code="OTHER", email="ann@example.com", by=(Key.CODE,)))

    assert outcome.created


def test_it_says_which_key_matched_when_nothing_changed(ann: int, write: Any) -> None:
    (outcome,) = write(row(email="ann@example.com"))

    assert (outcome.matched_by, outcome.change) == ("email", None)


def test_it_names_the_customers_that_two_keys_hit(ann: int, bob: int, write: Any) -> None:
    (outcome,) = write(row(email="bob@example.com", cell=CELL, note="whose?"))

    assert isinstance(outcome.error, Ambiguous)
    assert [(c.id, c.code, c.matched_by) for c in outcome.error.candidates] == [
        (bob, "BOB", "email"),
        (ann, "ANN", "cell phone"),
    ]
    assert not Customer.objects.filter(note="whose?").exists()


def test_it_names_the_customers_that_one_key_hits(ann: int, write: Any) -> None:
    write(row(code="TWIN", email="ann@example.com", by=(Key.CODE,)))

    (outcome,) = write(row(email="ann@example.com", note="whose?"))

    assert [c.code for c in outcome.error.candidates] == ["ANN", "TWIN"]
    assert "'ANN' by email, 'TWIN' by email" in str(outcome.error)


def test_it_names_ten_of_many_and_still_picks_none(write: Any) -> None:
    write(*(row(code=f"C{n}", email="all@example.com", by=(Key.CODE,)) for n in range(13)))
    moved = [row(code=f"C{n}", email=f"{n}@example.com", by=(Key.CODE,)) for n in range(11)]

    *_, outcome = write(row(email="all@example.com"))
    *_, after_most_moved = write(*moved, row(email="all@example.com"))

    assert len(outcome.error.candidates) == 10
    assert isinstance(after_most_moved.error, Ambiguous)


def test_it_adds_the_same_customer_of_one_batch_once(write: Any) -> None:
    added, updated = write(
        row(email="ann@example.com", note="one"), row(email="ANN@example.com", note="two")
    )

    assert (added.created, updated.created) == (True, False)
    assert added.customer_id == updated.customer_id
    assert Customer.objects.get().note == "two"
    assert [c.action for c in Change.objects.order_by("sequence")] == ["created", "updated"]


def test_a_chain_of_keys_is_one_customer(write: Any) -> None:
    outcomes = write(
        row(email="ann@example.com"), row(email="ann@example.com", cell=CELL), row(cell=CELL)
    )

    assert [outcome.created for outcome in outcomes] == [True, False, False]
    assert [outcome.matched_by for outcome in outcomes] == ["", "email", "cell phone"]
    assert Customer.objects.count() == 1


def test_what_a_row_changed_away_finds_nobody(ann: int, write: Any) -> None:
    moved, other = write(
        row(code="ANN", email="new@example.com", cell="312 555 0102"),
        row(email="ann@example.com", cell=CELL),
    )

    assert (moved.customer_id, moved.created, other.created) == (ann, False, True)


def test_a_refused_row_gives_no_key_to_the_next(ann: int, write: Any) -> None:
    refused, other = write(
        row(code="ANN", email="new@example.com", currency="wrong"), row(email="new@example.com")
    )

    assert isinstance(refused.error, Invalid)
    assert other.created


def test_two_that_one_batch_adds_are_candidates_without_id(write: Any) -> None:
    *_, outcome = write(
        row(email="ann@example.com"), row(cell=CELL), row(email="ann@example.com", cell=CELL)
    )

    assert [(c.id, c.code) for c in outcome.error.candidates] == [(0, "1"), (0, "2")]


@pytest.mark.parametrize("number", ["555-0101", "n/a", "0" * 300])
def test_a_number_that_is_no_number_finds_nobody(write: Any, number: str) -> None:
    first, second = write(row(cell=number[:90]), row(cell=number[:90]))

    assert (first.created, second.created) == (True, True)


def test_only_cell_phones_of_the_primary_contact_are_keys(write: Any) -> None:
    phone = PhoneChange(type="cell", number=CELL)
    work = PhoneChange(type="business", number=CELL)
    write(
        row(
            code="A",
            phone=CELL,
            primary=ContactChange(first_name="A", phones=(work,)),
            contacts=(ContactChange(first_name="B", phones=(phone,)),),
        )
    )

    (outcome,) = write(row(cell=CELL))

    assert outcome.created


def test_it_refuses_a_row_without_any_key(write: Any) -> None:
    (outcome,) = write(row(email=" ", note="who?"))

    assert isinstance(outcome.error, Invalid)
    assert set(outcome.error.fields) == {"email", "code", "primary.phones"}


def test_it_stays_in_the_account(ann: int, other_account: Account, source: Source) -> None:
    (outcome,) = services.write(
        other_account, [row(code="ANN", email="ann@example.com", cell=CELL)], source=source
    )

    assert outcome.created


@pytest.mark.parametrize("text", ["\0", "\ud800", "x" * 10_000])
def test_a_key_that_cannot_be_stored_is_an_error_of_its_row(write: Any, text: str) -> None:
    email, code, cell = write(row(email=text), row(code=text), row(cell=text))

    assert all(isinstance(outcome.error, Invalid) for outcome in (email, code, cell))


def test_a_discontinued_one_is_found_and_stays_so(
    ann: int, account: Account, source: Source, write: Any
) -> None:
    services.discontinue(account, customer_id=ann, source=source)

    (outcome,) = write(row(email="ann@example.com", note="x"))

    assert outcome.customer_id == ann
    assert not Customer.objects.get().is_active


def test_a_discontinued_one_is_revived_by_a_row_that_says_so(
    ann: int, account: Account, source: Source, write: Any
) -> None:
    services.discontinue(account, customer_id=ann, source=source)

    found, added = write(
        row(email="ann@example.com", is_active=True), row(email="new@example.com", is_active=True)
    )

    assert (found.change.action, added.change.action) == ("revived", "created")
    assert Customer.objects.filter(is_active=True).count() == 2
