"""Hot statements find their rows by an index, on PostgreSQL."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from crm.accounts.models import Account
from customers import services
from customers.changes import AddressChange, ContactChange, CustomerChange, Source
from customers.models import Customer
from customers.queries import flat, found, full, listed, retail, sales, terms, trade, whole
from customers.queries.listing import Listing
from customers.queries.once import Given, Once, first
from customers.queries.pages import query_of
from customers.queries.staff_list import in_order
from tests.bench.plans import explain

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no such plans"
)

LISTS = {
    f"{listing.by[0]}, active {listing.is_active}, {'back' if back else 'forth'}": query_of(
        listing, flat._flat, back=back
    )
    for listing in (
        Listing(),
        Listing(is_active=True),
        Listing(is_active=False),
        *(Listing(by=by) for by in flat.ORDERS.values()),
    )
    for back in (False, True)
}
ROWS = {
    "favourites": query_of(Listing(is_active=True, favourites=True), full._columns, back=False),
    "modified since": query_of(Listing(by=("code_key",), changed=True), flat._flat, back=False),
    **{
        f"after, by {by[0]}": query_of(Listing(by=by), flat._flat, back=False, goes_on=True)
        for by in flat.ORDERS.values()
    },
    "flat by code": flat._FLAT_BY_CODE,
    "full by id": full._BY_ID,
    "trade": trade._BY_IDS,
    "trade by id": trade._BY_ID,
    "trade record": trade._RECORD,
    "retail record": retail._RECORD,
    "sales": sales._SALES,
    "whole": whole._WHOLE,
}
GIVEN: dict[str, Any] = {
    "id": 1,
    "before": 1,
    "ids": list(range(1, 26)),
    "code": "c1",
    "limit": 25,
    "offset": 0,
    "most": 51,
    "last": 0,
    "text": "acme",
    terms._name(0, 0): "acme",
    "since": "2024-01-01T00:00:00Z",
}
#: The tables that grow with the customers, and have rows in this test.
BIG = {
    "customers_customer",
    "customers_searchtext",
    "customers_customercontact",
    "customers_address",
    "contacts_contact",
    "contacts_phonenumber",
}


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from nodes(child)


def of_page(plan: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The nodes that find out which customers a page has."""
    (limit,) = (node for node in plan if node["Node Type"] == "Limit")
    return list(nodes(limit))


@pytest.fixture
def plan_of(account: Account, source: Source) -> Callable[[Once], list[dict[str, Any]]]:
    """The nodes of the server's plan for a query, with some thousand customers that it has looked at."""
    change = CustomerChange(
        name="Acme",
        primary=ContactChange(first_name="Ann", typed_phones={"cell": "1"}),
        billing=AddressChange(city="One"),
        shipping=(AddressChange(city="Two"),),
    )
    write = services.Write(mode=services.Mode.CREATE, change=change)
    outcomes = services.write(account, [write] * 2_000, source=source)
    some = [o.customer_id for o in outcomes[:25]]
    given = GIVEN | {"account": account.pk, "ids": some, "people": some}
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(sorted(BIG))}")
        for way in ("seqscan", "hashjoin", "mergejoin"):  # as with a million of them
            cursor.execute(f"SET LOCAL enable_{way} = off")

    def plan(query: Once, **other: Any) -> list[dict[str, Any]]:
        sql, params, _ = query._made
        asked = given | other
        values = [asked[p.name] if isinstance(p, Given) else p for p in params]
        ((whole,),) = explain(
            sql, values, is_prepared=not query._is_planned_anew, options="FORMAT JSON"
        )
        return list(nodes(whole["Plan"]))

    return plan


def test_no_hot_statement_reads_a_whole_table(
    plan_of: Callable[[Once], list[dict[str, Any]]],
) -> None:
    found = [
        (name, node["Node Type"], node["Relation Name"], "Index Cond" in node)
        for name, query in (LISTS | ROWS).items()
        for node in plan_of(query)
        if node.get("Relation Name") in BIG and node["Node Type"] != "Bitmap Heap Scan"
    ]

    assert [one for one in found if one[1] == "Seq Scan"] == []
    # A list may walk through an index from its beginning, until it has a page.
    assert [one for one in found if one[0] in ROWS and not one[3]] == []


def test_a_page_is_read_in_order_and_not_sorted(
    plan_of: Callable[[Once], list[dict[str, Any]]],
) -> None:
    kinds = {
        name: {node["Node Type"] for node in of_page(plan_of(query))}
        for name, query in LISTS.items()
    }

    assert {name for name, found in kinds.items() if "Sort" in found} == set()


@pytest.mark.parametrize("column", ["name", "created", "modified", "email_key"])
def test_active_customers_are_listed_from_indexes_alone(
    plan_of: Callable[[Once], list[dict[str, Any]]], column: str
) -> None:
    query = query_of(Listing(by=(column, "pk"), is_active=True), trade._columns, back=False)

    assert scans_of_page(plan_of, query) == ["Index Only Scan"]


def test_pages_by_code_are_found_in_its_index_alone(
    plan_of: Callable[[Once], list[dict[str, Any]]],
) -> None:
    query = query_of(Listing(by=("code_key",)), flat._flat, back=False)

    assert scans_of_page(plan_of, query) == ["Index Only Scan"]


@pytest.mark.parametrize("order", ["name", "created", "modified", "email"])
def test_customers_with_flags_are_listed_from_indexes_alone(
    plan_of: Callable[[Once], list[dict[str, Any]]], order: str
) -> None:
    def narrowed() -> QuerySet[Any, Any]:
        flags = {"is_active": True, "is_b2b": False, "is_vip": True, "is_favourite": False}
        customers = Customer.objects.filter(account=Given("account"), **flags)
        return first(in_order(customers, order, descending=True).values_list("pk"))

    assert scans_of_page(plan_of, Once(narrowed)) == ["Index Only Scan"]


@pytest.mark.parametrize("flag", ["is_vip", "is_favourite"])
def test_customers_with_a_rare_flag_are_counted_in_its_index(
    plan_of: Callable[[Once], list[dict[str, Any]]], flag: str
) -> None:
    some = {"account": Given("account"), flag: True, "is_active": True}
    plan = plan_of(
        Once(lambda: first(Customer.objects.order_by().filter(**some).values_list("pk")))
    )

    (scan,) = [node for node in plan if node.get("Relation Name") == "customers_customer"]
    assert scan["Index Name"] == f"customer_{flag.removeprefix('is_')}"


WALKS = {
    "look": terms._first((1,), everywhere=False, of_all=False),
    "walk": found._hits(found.Way.WALK, is_active=None),
    "full list": listed._PIECE,
}


@pytest.mark.parametrize("name", WALKS)
def test_a_small_account_does_not_walk_through_a_large_one(
    plan_of: Callable[..., list[dict[str, Any]]], other_account: Account, name: str
) -> None:
    plan = plan_of(WALKS[name], account=other_account.pk)

    tables = ("customers_customer", "customers_searchtext")
    scans = [node for node in plan if node.get("Relation Name") in tables]
    assert scans
    assert [n for n in scans if "account_id" not in n.get("Index Cond", "")] == []


def scans_of_page(plan_of: Callable[[Once], list[dict[str, Any]]], query: Once) -> list[str]:
    """How the customers of a page are found where the server knows that all see every row."""
    ways = ("indexscan", "bitmapscan", "sort")
    with connection.cursor() as cursor:
        for way in ways:
            cursor.execute(f"SET LOCAL enable_{way} = off")
        plan = plan_of(query)
        for way in ways:
            cursor.execute(f"SET LOCAL enable_{way} = on")
    found = [node for node in of_page(plan) if node.get("Relation Name") == "customers_customer"]
    return [node["Node Type"] for node in found]
