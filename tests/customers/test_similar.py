"""Typing errors forgiven."""

from importlib import import_module

import pytest
from django.db import connection

from crm.accounts.models import Account
from customers import queries, services
from customers.changes import AddressChange, ContactChange, CustomerChange, Source


@pytest.fixture
def smith(account: Account, source: Source) -> int:
    for name in ("Jones", "Brown", "Schneider", "Acme Bolts"):
        services.create(account, CustomerChange(name=name), source=source)
    bonn = AddressChange(kind="billing", city="Bonn")
    change = CustomerChange(
        name="Smith & Ferguson",
        code="SMITH-FERG",
        email="office@wolfhound.example",
        contacts=(ContactChange(first_name="Chiara", last_name="Colombo"),),
        addresses=(bonn,),
    )
    return services.create(account, change, source=source).customer_id


@pytest.mark.parametrize(
    "text",
    [
        "smiht",
        "smithh",
        "Fergusson",
        "fergueson",
        "Fergsuon",
        "wolfhund",
        "SMIHT wolfhund",
        "smiht of",
        "Bnon",
        "Colmobo",
        "Chaira Colombo",
        "SMITH-FREG",
        "SMIHT-FERG",
    ],
)
def test_it_forgives_typing_errors(account: Account, smith: int, text: str) -> None:
    assert [customer.pk for customer in queries.similar(account, text)] == [smith]


@pytest.mark.parametrize(
    "text",
    ["", "ab", "xyzzy", "smiht xyzzy", "\0smiht", "\ud800smiht", "x" * 100_000, '"*%_\\', "(" * 99],
)
def test_what_is_like_nothing_finds_nobody(account: Account, smith: int, text: str) -> None:
    assert not queries.similar(account, text).exists()


def test_nobody_of_another_account_is_similar(other_account: Account, smith: int) -> None:
    assert not queries.similar(other_account, "smiht").exists()
    assert [customer.pk for customer in queries.similar(None, "smiht")] == [smith]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite ranks what it finds at once")
def test_what_takes_too_long_is_not_tried_more_widely(
    account: Account, smith: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def late(account: Account, words: list[str], part: float) -> None:
        asked.append(part)

    module = import_module("customers.queries.similar")  # whose name is its function's too
    monkeypatch.setattr(module, "_alike", late)

    assert not queries.similar(account, "smiht").exists()
    assert asked == [module.SIMILAR]
