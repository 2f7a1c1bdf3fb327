"""``CustomerSearch``."""

from typing import Any

import pytest

from crm.accounts.models import Account
from customers.models import Supplier
from customers.queries import listed, looked, terms

from .conftest import Api


@pytest.fixture(params=["walked", "indexed"])
def names(
    request: Any, api: Api, account: Account, fields: Any, monkeypatch: pytest.MonkeyPatch
) -> dict[str, int]:
    """Names of customers and their ids; found on each of the two ways to them."""
    if request.param == "indexed":  # as of a rare text in an account that is longer than the sample
        monkeypatch.setattr(terms, "look", lambda *_, **__: looked.Look(looked.Seen.RARE, 0, 0))
    rows: list[tuple[str, dict[str, Any]]] = [
        ("Acme, Inc.", {"AliasAdd": "Roadrunner"}),
        ("Bright Manufacturing", {"Fields": [{"Field": "A text", "Value": "acme once"}]}),
        ("Third", {}),
    ]
    made = {name: api.add(name, **members)["CustomerID"] for name, members in rows}
    Supplier.objects.create(account=account, name="Qwest")
    held = {"Name": "A 77-X", "CustomerID": made["Third"], "SupplierName": "Qwest"}
    api("AccountAdd", Account=held)
    return made


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"Search": "acme"}, ["Acme, Inc."]),
        ({"Search": "manufact"}, ["Bright Manufacturing"]),
        ({"Search": "ROADRUNNER"}, ["Acme, Inc."]),
        ({"Search": "r"}, ["Acme, Inc.", "Bright Manufacturing", "Third"]),
        ({"Search": "acme", "Field": "a text"}, ["Bright Manufacturing"]),
        ({"Search": "unner"}, ["Acme, Inc."]),
        ({"Search": "me, i"}, ["Acme, Inc."]),
        ({"Search": "inc. acme"}, []),
        ({"Search": "77-x"}, ["Third"]),
        ({"Search": "nobody"}, []),
        ({"Search": "%"}, []),
        ({"Search": "a\0"}, []),
        ({"Search": "x" * 100_000}, []),
    ],
)
def test_it_finds_by_part_of_a_text(
    api: Api, names: dict[str, int], body: dict[str, Any], found: list[str]
) -> None:
    listed = api("CustomerSearch", body)["Customers"]

    assert [customer["Customer"] for customer in listed] == found
    assert [customer["CustomerID"] for customer in listed] == [names[name] for name in found]


@pytest.mark.usefixtures("names")
def test_it_finds_all_of_many_pieces(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "ROWS_AT_ONCE", 1)
    for name in ("Acme 2", "Acme 3"):
        api.add(name)

    found = api("CustomerSearch", Search="acme")["Customers"]

    assert [customer["Customer"] for customer in found] == ["Acme, Inc.", "Acme 2", "Acme 3"]


@pytest.mark.usefixtures("names")
def test_nothing_of_another_account_is_found(other_api: Api) -> None:
    assert other_api("CustomerSearch", Search="acme") == {"Customers": []}


@pytest.mark.parametrize("body", [None, {}, {"Search": " "}, {"Search": None}, {"Search": 5}])
def test_it_rejects_nothing_to_look_for(api: Api, body: Any) -> None:
    assert "Search" in api.error("CustomerSearch", body)


def test_it_rejects_an_unknown_field(api: Api) -> None:
    said = api.error("CustomerSearch", Search="a", Field="Unheard of")

    assert said == "Field not found: Unheard of"
