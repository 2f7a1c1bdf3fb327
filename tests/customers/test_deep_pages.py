"""Pages far from the beginning of a list, and what its filters leave."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.accounts.models import Account
from customers import queries, services
from customers.changes import CustomerChange, Source
from customers.models import Change, Customer
from customers.queries import page_ends, pages, turned

START = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def many(account: Account, source: Source) -> list[int]:
    """Forty customers, every fifth discontinued, changed an hour apart; their ids."""
    writes = [
        services.Write(
            mode=services.Mode.CREATE,
            change=CustomerChange(code=f"C{(number * 7) % 40:02}", is_active=number % 5 != 0),
        )
        for number in range(40)
    ]
    ids = [outcome.customer_id for outcome in services.write(account, writes, source=source)]
    for number, pk in enumerate(ids):
        Customer.objects.filter(pk=pk).update(modified=START + timedelta(hours=number))
    return ids


@pytest.fixture(autouse=True)
def _near(monkeypatch: Any) -> None:
    """So that forty customers are a long list."""
    monkeypatch.setattr(turned, "DEEP", 8)
    monkeypatch.setattr(pages, "COUNTED", 5)


@pytest.mark.parametrize("limit", [1, 7, 13])
@pytest.mark.parametrize("is_active", [None, True, False])
def test_pages_follow_each_other_to_the_end(
    account: Account, many: list[int], limit: int, *, is_active: bool | None
) -> None:
    wanted = [pk for n, pk in enumerate(many) if is_active is None or is_active is (n % 5 != 0)]

    found: list[int] = []
    for offset in range(0, len(wanted) + 2 * limit, limit):
        total, rows = queries.trade_page(account, offset=offset, limit=limit, is_active=is_active)
        assert total == len(wanted)
        found += [row.id for row in rows]

    assert found == wanted


def test_a_deep_page_costs_one_query_more(
    account: Account, many: list[int], django_assert_num_queries: Any
) -> None:
    for offset, asked in ((0, 1), (30, 2)):
        with django_assert_num_queries(asked):
            queries.trade_page(account, offset=offset, limit=5)


@pytest.mark.parametrize("order", queries.ORDERS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_can_be_read_from_its_end(
    account: Account, many: list[int], order: str, *, descending: bool
) -> None:
    def codes(offset: int, limit: int) -> list[str]:
        page = queries.flat_page(
            account, order=order, descending=descending, offset=offset, limit=limit
        )
        assert page.total == 40
        return [customer.code for customer in page.customers]

    whole = codes(0, 40)

    assert [code for offset in range(0, 40, 6) for code in codes(offset, 6)] == whole
    assert codes(40, 6) == codes(1_000_000, 6) == []


def _goes_on(read: Callable[[int], list[Any]], offset: int) -> tuple[list[Any], bool]:
    """The page, and whether it was read behind the one before, without counting up to it."""
    with CaptureQueriesContext(connection) as asked:
        rows = read(offset)
    return rows, "OFFSET 0" in asked[-1]["sql"]


Changed: TypeAlias = Callable[[Account, list[int], Source], object]


def _create(code: str) -> Changed:
    return lambda account, many, source: services.create(
        account, CustomerChange(code=code, name="New"), source=source
    )


def _update(place: int, change: CustomerChange) -> Changed:
    return lambda account, many, source: services.update(
        account, many[place], change, source=source
    )


def _discontinue(place: int) -> Changed:
    return lambda account, many, source: services.discontinue(
        account, customer_id=many[place], source=source
    )


def _by_id(account: Account, *, is_active: bool | None) -> Callable[[int], list[Any]]:
    return lambda offset: [
        row.id
        for row in queries.trade_page(account, offset=offset, limit=5, is_active=is_active)[1]
    ]


def _by_code(account: Account, *, descending: bool) -> Callable[[int], list[Any]]:
    return lambda offset: [
        row.code
        for row in queries.flat_page(
            account, order="code", descending=descending, offset=offset, limit=5
        ).customers
    ]


@pytest.mark.parametrize(
    "changed",
    [
        lambda *_: None,
        _create("A"),
        _discontinue(3),
        _update(3, CustomerChange(name="Z", code="Z")),
    ],
)
def test_the_next_page_goes_on_behind_the_last(
    account: Account, many: list[int], source: Source, changed: Changed
) -> None:
    page = _by_id(account, is_active=None)
    assert _goes_on(page, 10) == (many[10:15], False)

    changed(account, many, source)

    assert _goes_on(page, 15) == (many[15:20], True)


@pytest.mark.parametrize(
    ("changed", "goes_on"),
    [
        (_create("A"), True),
        (_update(3, CustomerChange(name="Z", code="Z")), True),
        (_discontinue(3), False),
        (_discontinue(30), True),
    ],
)
def test_the_next_page_of_active_ones_goes_on_unless_one_before_came_or_went(
    account: Account, many: list[int], source: Source, changed: Changed, *, goes_on: bool
) -> None:
    page = _by_id(account, is_active=True)
    page(10)

    changed(account, many, source)

    left = Customer.objects.filter(account=account, is_active=True).order_by("pk")
    expected = list(left.values_list("pk", flat=True)[15:20])
    assert _goes_on(page, 15) == (expected, goes_on)


@pytest.mark.parametrize(
    ("changed", "descending", "goes_on"),
    [
        (_create("A"), False, False),
        (_create("Z"), False, True),
        (_create("A"), True, True),
        (_create("Z"), True, False),
        (_update(3, CustomerChange(code="Z")), False, False),
        (_update(3, CustomerChange(name="A")), False, True),
        (_discontinue(3), False, True),
    ],
)
def test_the_next_page_by_code_goes_on_unless_one_came_before(
    account: Account,
    many: list[int],
    source: Source,
    changed: Changed,
    *,
    descending: bool,
    goes_on: bool,
) -> None:
    page = _by_code(account, descending=descending)
    page(10)

    changed(account, many, source)

    codes = Customer.objects.filter(account=account).values_list("code", flat=True)
    expected = sorted(codes, reverse=descending)[15:20]
    assert _goes_on(page, 15) == (expected, goes_on)


def test_after_many_changes_or_pruned_ones_a_page_is_counted_up_to(
    account: Account, many: list[int], source: Source, monkeypatch: Any
) -> None:
    page = _by_id(account, is_active=True)
    page(10)
    _create("N1")(account, many, source)
    _create("N2")(account, many, source)
    monkeypatch.setattr(page_ends, "MOST", 1)
    assert not _goes_on(page, 15)[1]

    page(20)
    _create("N3")(account, many, source)
    Change.objects.filter(account=account).delete()
    assert not _goes_on(page, 25)[1]


@pytest.mark.parametrize("order", queries.ORDERS)
def test_a_change_between_two_pages_is_seen(
    account: Account, many: list[int], source: Source, order: str
) -> None:
    def codes(offset: int, limit: int) -> list[str]:
        page = queries.flat_page(account, order=order, descending=False, offset=offset, limit=limit)
        return [customer.code for customer in page.customers]

    codes(10, 5)
    services.create(account, CustomerChange(code="A", name="A", email="a@a.example"), source=source)
    services.update(account, many[0], CustomerChange(code="Z", name="Z"), source=source)

    assert codes(15, 5) == codes(0, 41)[15:20]


def test_favourites_and_active_ones_too(account: Account, many: list[int]) -> None:
    Customer.objects.filter(pk__in=many[:30]).update(is_favourite=True)

    for offset, count in ((0, 5), (20, 4), (23, 1), (24, 0)):
        total, page = queries.active_page(account, offset=offset, limit=5, favourites=True)
        assert (total, len(page)) == (24, count)


@pytest.mark.parametrize("hours", [0, 2, 20, 37, 40])
def test_the_total_of_what_was_changed_is_exact(
    account: Account, many: list[int], hours: int
) -> None:
    page = queries.flat_page(
        account,
        order="modified",
        descending=False,
        offset=0,
        limit=50,
        modified_since=START + timedelta(hours=hours),
    )

    assert page.total == len(page.customers) == 40 - hours


def test_a_list_of_nobody_has_no_pages(account: Account) -> None:
    assert queries.trade_page(account, offset=100, limit=5) == (0, [])
    assert queries.active_page(account, offset=0, limit=5, favourites=True) == (0, [])
