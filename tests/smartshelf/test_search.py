"""GET customers?search="""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from crm.accounts.models import Account
from customers import services
from customers.changes import ContactChange, CustomerChange, Source
from customers.models import Customer
from customers.queries import found, looked, terms

from .conftest import Api, Many, assert_invalid

Make = Callable[..., str]


@pytest.fixture
def find(api: Api) -> Callable[..., list[str]]:
    """The names of the customers that are found."""

    def names(text: str, **parameters: Any) -> list[str]:
        more = "".join(f"&{name}={value}" for name, value in parameters.items())
        answer = api.get(f"customers?search={quote(text)}{more}")
        assert answer.status_code == 200, answer.content
        assert answer.json()["meta"]["total"] >= len(answer.json()["data"])
        return [customer["name"] for customer in answer.json()["data"]]

    return names


Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    "text",
    ["Customer XYZ", "customer xyz", "CUSTOMER", "xyz", "mer X", "Z", "xy", "cUsToMeR xYz"],
)
def test_it_finds_by_any_part_of_the_name_in_any_case(
    find: Find, make: Make, xyz: str, text: str
) -> None:
    make(company="Bright Manufacturing", email="info@bright.example.com")

    assert find(text) == ["Customer XYZ"]


@pytest.mark.parametrize(
    "text", ["orders@customerxyz.com", "ORDERS@", "customerxyz.co", "s@c", "@Customer"]
)
def test_it_finds_by_any_part_of_the_e_mail_in_any_case(
    find: Find, make: Make, xyz: str, text: str
) -> None:
    make(company="Bright Manufacturing", email="info@bright.example.com")

    assert find(text) == ["Customer XYZ"]


@pytest.mark.parametrize(
    "name", ["Café Müller", "CAFÉ MÜLLER", "Cafe Muller", "cafe\u0301 mu\u0308ller"]
)
@pytest.mark.parametrize("text", ["café", "cafe", "CAFÉ", "cafe\u0301", "müll", "mull", "é m", "e"])
def test_it_finds_with_and_without_accents(find: Find, make: Make, name: str, text: str) -> None:
    make(company=name)
    make(company="Zoo")

    assert find(text) == [name]


@pytest.mark.parametrize("name", ["ООО Ромашка", "Ελληνική", "株式会社", "شركة", "😀 Toys"])
def test_it_finds_in_any_script(find: Find, make: Make, name: str) -> None:
    make(company=name)
    make(company="Zoo")

    for text in (name, name.lower(), name[:2]):
        assert find(text) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("%", ["100% Cotton"]),
        ("_", ["under_score"]),
        ("0% C", ["100% Cotton"]),
        ("r_s", ["under_score"]),
        ("*", []),
        ("?", []),
        ("\\", ["back\\slash"]),
        ("k\\s", ["back\\slash"]),
        ("'", ["O'Neill"]),
        ("O'N", ["O'Neill"]),
        ('"', ['The "Shop"']),
        ('e "Shop"', ['The "Shop"']),
        (".*", []),
        ("[a-z]", []),
        ("cotton OR slash", []),
        ("cotton NOT slash", []),
        ("name:cotton", []),
        ("cott* ", []),
        ("^100", []),
        ("-", ["A-B (C)"]),
        ("A-B", ["A-B (C)"]),
        ("(C)", ["A-B (C)"]),
        ("NEAR(a b)", []),
    ],
)
def test_the_text_is_text_and_no_pattern(
    find: Find, make: Make, text: str, names: list[str]
) -> None:
    made = ("100% Cotton", "under_score", "back\\slash", "O'Neill", 'The "Shop"', "A-B (C)")
    for name in made:
        make(company=name)

    assert find(text) == names


def test_words_are_found_as_they_stand_together(find: Find, make: Make) -> None:
    make(company="Bright Manufacturing")
    make(company="Manufacturing Bright")

    assert find("bright man") == ["Bright Manufacturing"]


def test_a_private_person_is_found_by_name(find: Find, make: Make) -> None:
    make(company="", primary=ContactChange(first_name="Ana", last_name="Schmidt"))

    assert find("ana sch") == ["Ana Schmidt"]


def test_neither_phone_nor_address_nor_contact_is_searched(find: Find, xyz: str) -> None:
    for text in ("555-0456", "5550456", "Customer Blvd", "Alice", "98-7654321", "net_15", "10001"):
        assert find(text) == []


def test_a_new_name_is_found_and_the_old_one_no_more(find: Find, api: Api, xyz: str) -> None:
    api.put(xyz, {"name": "Umbrella", "email": "a@umbrella.example.com"})

    assert find("customer") == []
    assert find("umbrella") == ["Umbrella"]
    assert find("@umbr") == ["Umbrella"]


def test_a_renamed_person_is_found(find: Find, make: Make, api: Api) -> None:
    customer_id = make(company="", primary=ContactChange(first_name="Ana", last_name="Schmidt"))
    contact = api.shown(customer_id)["contacts"][0]

    api("PUT", f"customers/{customer_id}/contacts/{contact['id']}", {"name": "Ana Kowalski"})

    assert find("schmidt") == []
    assert find("kowal") == ["Ana Kowalski"]


def test_discontinued_customers_are_found_unless_active_ones_are_asked_for(
    find: Find, api: Api, xyz: str
) -> None:
    api.put(xyz, {"is_active": False})

    assert find("xyz") == ["Customer XYZ"]
    assert find("xyz", is_active="false") == ["Customer XYZ"]
    assert find("xyz", is_active="true") == []


def test_what_is_found_is_counted_and_paged(find: Find, api: Api, many: Many, xyz: str) -> None:
    many(5)

    answer = api.get("customers?search=company&limit=2&page=2")

    assert [customer["name"] for customer in answer.json()["data"]] == ["Company 2", "Company 3"]
    assert answer.json()["meta"] == {"total": 5, "page": 2, "limit": 2, "hasMore": True}


@pytest.mark.parametrize(
    ("place", "total", "asked"),
    [
        ("limit=4", 4, 3),
        ("limit=3", 4, 3),
        ("limit=3&page=2", 4, 3),
        ("limit=4&page=3", 4, 2),
        ("limit=4&is_active=false", 0, 2),
    ],
)
def test_a_page_and_how_many_there_are_is_one_question(
    api: Api,
    many: Many,
    django_assert_num_queries: Any,
    place: str,
    total: int,
    asked: int,
) -> None:
    many(4)
    api.get()  # the caller is known from now on

    with django_assert_num_queries(asked):
        answer = api.get(f"customers?search=company&{place}")

    assert answer.json()["meta"]["total"] == total


def test_many_active_ones_are_counted_without_the_others(
    api: Api, many: Many, account: Account, source: Source
) -> None:
    gone = many(4)[1]
    services.discontinue(account, customer_id=int(gone.removeprefix("cust_")), source=source)

    meta = api.get("customers?search=company&is_active=true&limit=2").json()["meta"]

    assert meta == {"total": 3, "page": 1, "limit": 2, "hasMore": True}


@pytest.fixture
def metas(api: Api, many: Many) -> Callable[..., list[tuple[int, bool]]]:
    """Of six customers that are found, on pages of two: how many are told, and whether more come."""
    many(6)

    def metas(*pages: int) -> list[tuple[int, bool]]:
        told = [
            api.get(f"customers?search=company&limit=2&page={page}").json()["meta"]
            for page in pages
        ]
        return [(meta["total"], meta["hasMore"]) for meta in told]

    return metas


Metas = Callable[..., list[tuple[int, bool]]]


def test_in_a_large_account_counting_ends_where_paging_goes_on(
    metas: Metas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "COUNTED", 5)
    monkeypatch.setattr(found, "COUNTED_OF_MORE", 3)

    assert metas(1, 2, 3, 4) == [(3, True), (5, True), (6, False), (6, False)]


def test_a_client_that_pages_by_the_total_meets_all(
    api: Api, many: Many, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "COUNTED", 5)
    monkeypatch.setattr(found, "COUNTED_OF_MORE", 3)
    made, met, page, pages = many(7), list[str](), 0, 1

    while page < pages:
        page += 1
        answer = api.get(f"customers?search=company&limit=2&page={page}").json()
        met += [customer["id"] for customer in answer["data"]]
        pages = -(-answer["meta"]["total"] // 2)

    assert met == made


def test_in_a_smaller_account_all_are_counted(
    metas: Metas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found, "COUNTED", 6)
    monkeypatch.setattr(found, "COUNTED_OF_MORE", 3)

    assert metas(1, 2, 3, 4) == [(6, True), (6, True), (6, False), (6, False)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's index is quick with these")
def test_of_what_is_common_in_a_large_account_only_what_is_near_is_gathered(
    metas: Metas, account: Account, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    ids = Customer.objects.filter(account=account).order_by("pk").values_list("pk", flat=True)
    near = looked.Look(looked.Seen.COMMON, 6, 1_000_000, ids[0], ids[5])
    monkeypatch.setattr(terms, "look", lambda *_, **__: near)
    monkeypatch.setattr(found, "COUNTED_OF_MORE", 3)

    assert metas(1, 2, 3, 4) == [(3, True), (5, True), (6, False), (6, False)]
    with django_assert_num_queries(2):  # the page with its count, the rows
        metas(1)
    with django_assert_num_queries(3):  # the same where more may be farther away
        metas(3)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's index is quick with these")
def test_what_only_the_newest_have_is_looked_for_farther_and_farther(
    metas: Metas, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    behind = looked.Look(looked.Seen.COMMON, 0, 1_000_000, 1, 2_000, 125, 2**32)
    monkeypatch.setattr(terms, "look", lambda *_, **__: behind)
    monkeypatch.setattr(found, "COUNTED_OF_MORE", 3)

    assert metas(1, 2, 3, 4) == [(3, True), (5, True), (6, False), (6, False)]
    with django_assert_num_queries(2):  # the page with its count, the rows
        metas(1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's index is quick with these")
def test_what_is_common_at_first_and_rare_behind_is_counted_whole(
    metas: Metas, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    common = looked.Look(looked.Seen.COMMON, 12, 1_000_000)
    monkeypatch.setattr(terms, "look", lambda *_, **__: common)

    assert metas(1, 2, 3, 4) == [(6, True), (6, True), (6, False), (6, False)]
    with django_assert_num_queries(3):  # the page, the count, the rows
        metas(1)


@pytest.mark.parametrize(
    ("seen", "hits", "text"),
    [
        ("EVERYWHERE", 2_000, "company"),
        ("RARE", 0, "company"),
        ("RARE", 0, "co"),
        ("COMMON", 12, "company"),
        ("COMMON", 12, "co"),
    ],
)
def test_active_and_discontinued_ones_are_told_apart_on_every_way(
    seen: str,
    hits: int,
    text: str,
    find: Find,
    many: Many,
    account: Account,
    source: Source,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = many(3)[1]
    services.discontinue(account, customer_id=int(gone.removeprefix("cust_")), source=source)
    look = looked.Look(looked.Seen[seen], hits, 1_000_000)
    monkeypatch.setattr(terms, "look", lambda *_, **__: look)

    assert find(text, is_active="true") == ["Company 0", "Company 2"]
    assert find(text, is_active="false") == ["Company 1"]
    assert find(text, is_active="false", limit=1, page=2) == []
    assert find(text, limit=1, page=3) == ["Company 2"]


@pytest.mark.parametrize("text", ["", "%20", "%20%20", "%0A", "%CC%81"])
def test_a_search_without_a_letter_is_none(api: Api, many: Many, text: str) -> None:
    many(2)

    assert api.get(f"customers?search={text}").json() == api.get().json()


@pytest.mark.parametrize("text", ["%00", "xyz%00", "%00xyz", "x" * 301, "x" * 100_000])
def test_it_rejects_what_cannot_be_searched_for(api: Api, xyz: str, text: str) -> None:
    assert_invalid(api.get(f"customers?search={text}"), "search")


@pytest.mark.parametrize(
    "text",
    ["x" * 300, "%FF", "%ED%A0%80", "%E2%80%AE", "a%CC%81" * 100, "%F0%9F%98%80"],
)
def test_an_odd_search_finds_nothing(api: Api, xyz: str, text: str) -> None:
    answer = api.get(f"customers?search={text}")

    assert answer.status_code == 200
    assert answer.json()["data"] == []


def test_nothing_of_another_account_is_found(
    api: Api, other_api: Api, other_account: Account, xyz: str
) -> None:
    services.create(other_account, CustomerChange(company="Other XYZ"), source=Source())

    (theirs,) = other_api.get("customers?search=xyz").json()["data"]
    (ours,) = api.get("customers?search=xyz").json()["data"]

    assert (theirs["name"], ours["name"]) == ("Other XYZ", "Customer XYZ")
