"""Customers found by a part of what is known of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from crm.accounts.models import Account
from customers import queries, services
from customers.changes import (
    AddressChange,
    AliasChange,
    ContactChange,
    CustomerChange,
    PhoneChange,
    Source,
)
from customers.queries import found, looked, terms
from customers.queries.once import Given

Make = Callable[..., int]
Find = Callable[..., list[int]]


@pytest.fixture
def make(account: Account, source: Source) -> Make:
    """A new customer of the account."""

    def make(**columns: Any) -> int:
        change = CustomerChange(**columns)
        return services.create(account, change, source=source).customer_id

    return make


@pytest.fixture(params=["walked", "indexed"])
def find(request: Any, account: Account, monkeypatch: pytest.MonkeyPatch) -> Find:
    """The ids of who matches, on each of the two ways to them."""
    if request.param == "indexed":  # as of a rare text in an account that is longer than the sample
        monkeypatch.setattr(terms, "look", lambda *_, **__: looked.Look(looked.Seen.RARE, 0, 0))

    def find(text: str, *, everywhere: bool = False) -> list[int]:
        found = queries.matching(account, text, everywhere=everywhere).order_by("pk")
        return list(found.values_list("pk", flat=True))

    return find


def anywhere(find: Find, text: str) -> list[int]:
    return find(text, everywhere=True)


@pytest.mark.parametrize(
    "text",
    ["muller", "MÜLLER", "Müller", "Mu\u0308ller", "ULL", "  müller   gmbh "],
)
def test_neither_case_nor_accents_nor_spaces_count(find: Find, make: Make, text: str) -> None:
    made = make(name="Müller  GmbH")
    make(name="Miller GmbH")

    assert find(text) == [made]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Straße", "STRASSE"),
        ("Strasse", "straße"),
        ("Łódź Øl", "lodz ol"),
        ("Ærø", "aero"),
        ("ＡＣＭＥ", "acme"),
        ("İstanbul", "istanbul"),
        ("山田商店", "田商店"),
        ("Ёлка", "елк"),
    ],
)
def test_letters_are_found_as_people_type_them(
    find: Find, make: Make, name: str, text: str
) -> None:
    made = make(name=name)

    assert find(text) == [made]


@pytest.mark.parametrize(
    "text", ["100%", "%", "_", 'a"b', "x*y", "\\", "o'b", "a_c", "(NEAR", "^-:"]
)
def test_the_text_is_text_and_no_pattern(find: Find, make: Make, text: str) -> None:
    made = make(name=f"Zoe {text} Zoe")
    make(name="Zoe abc 100 x-y ob near Zoe")

    assert find(text) == [made]
    assert anywhere(find, text) == [made]


@pytest.mark.parametrize(
    "text", ["\0", "a\0b", "\ud800", "x" * 100_000, "x y " * 25_000, "ﷺ" * 1_000, '"' * 999]
)
def test_what_no_name_can_hold_is_found_nowhere(find: Find, make: Make, text: str) -> None:
    make(name="x y")

    assert (find(text), anywhere(find, text)) == ([], [])


def test_very_many_words_may_be_asked_for(find: Find, make: Make) -> None:
    make(name="Acme")

    assert anywhere(find, " ".join(f"a{number:x}" for number in range(240))) == []


@pytest.mark.parametrize("text", ["", "  ", "\t\n"])
def test_nothing_is_in_every_name(find: Find, make: Make, text: str) -> None:
    made = make(name="Acme")

    assert (find(text), anywhere(find, text)) == ([made], [made])


def test_a_part_of_the_e_mail_is_enough(find: Find, make: Make) -> None:
    made = make(name="Acme", email="Orders@Example.COM")

    for text in ("orders@", "S@E", "example.com"):
        assert find(text) == [made]


def test_no_match_spans_name_and_e_mail(find: Find, make: Make) -> None:
    make(name="Acme", email="orders@example.com")

    assert find("acme orders") == find("meor") == []


@pytest.mark.parametrize("text", ["cme", "cm", "c", "Z"])
def test_short_terms_are_found_too(find: Find, make: Make, text: str) -> None:
    made = make(name="Acmez")
    make(name="Bolts")

    assert find(text) == [made]


@pytest.mark.parametrize(
    "name",
    [
        "zq",
        "A zq-b",
        "azqb",
        "Azq",
        "1zq9",
        "zqё",
        "Łzqя",
        "Ёzq",
        "zq 山",
        "(zq)",
        "xzq_",
        "zq\x01",
    ],
)
def test_a_pair_of_letters_is_found_whatever_follows(find: Find, make: Make, name: str) -> None:
    make(name="z q")
    by_name, by_town = make(name=name), make(name="B", billing=AddressChange(city=name))
    make(name="Zя q")

    assert find("zq") == [by_name]
    assert anywhere(find, "zq") == [by_name, by_town]
    assert by_town in anywhere(find, "zq b")


@pytest.mark.parametrize("text", ["zé", "zя", "山", "zя q", "q山 zq"])
def test_short_terms_of_other_letters_are_found_too(find: Find, make: Make, text: str) -> None:
    made = make(name="azя zé zq山 q山")
    make(name="abc")

    assert anywhere(find, text) == [made]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's index is of three letters")
@pytest.mark.parametrize("everywhere", [False, True])
def test_a_rare_pair_of_letters_is_looked_up_in_indexes(
    make: Make, account: Account, monkeypatch: pytest.MonkeyPatch, *, everywhere: bool
) -> None:
    make(name="Azqb")
    monkeypatch.setattr(terms, "look", lambda *_, **__: looked.Look(looked.Seen.RARE, 0, 0))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("DROP INDEX search_text_customer")  # which finds the one customer there is

    plan = queries.matching(account, "zq", everywhere=everywhere).order_by("pk").explain()

    assert "Seq Scan" not in plan
    assert "search_text_names" in plan
    assert "search_text_foreign" in plan


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such plans")
@pytest.mark.parametrize("active", [None, True])
@pytest.mark.parametrize("way", [found.Way.LETTERS, found.Way.PAIR])
def test_a_page_of_what_is_rare_is_gathered_from_indexes(
    account: Account, way: found.Way, *, active: bool | None
) -> None:
    sql, params, _ = found._hits(way, is_active=active)._made
    given = {"account": account.pk, "limit": 25, "offset": 0, **found._spellings("zq")}
    values: list[Any] = [given[p.name] if isinstance(p, Given) else p for p in params]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("DROP INDEX search_text_customer")  # which finds the few there are
        cursor.execute(f"EXPLAIN {sql}", values)
        plan = str(cursor.fetchall())

    assert "Seq Scan" not in plan
    assert "search_text_names" in plan


def test_discontinued_customers_are_found_and_can_be_left_out(
    account: Account, source: Source, make: Make
) -> None:
    ended, active = make(name="Acme 1"), make(name="Acme 2")
    services.discontinue(account, customer_id=ended, source=source)

    found = queries.matching(account, "acme")

    assert [c.pk for c in found.order_by("name")] == [ended, active]
    assert [c.pk for c in found.filter(is_active=True)[:1]] == [active]


def test_the_other_tenants_customers_are_never_found(
    find: Find, other_account: Account, source: Source
) -> None:
    change = CustomerChange(code="X1", name="Acme", phone="+49 171 1234567")
    made = services.create(other_account, change, source=source).customer_id

    assert find("acme") == anywhere(find, "x1") == anywhere(find, "1234567") == []
    assert [c.pk for c in queries.matching(other_account, "acme")] == [made]
    assert [c.pk for c in queries.matching(None, "acme", everywhere=True)] == [made]


@pytest.mark.parametrize("text", ["ac-77", "us123", "smith", "jane@", "hq", "rockford", "61101"])
def test_everywhere_is_code_contacts_aliases_and_towns(find: Find, make: Make, text: str) -> None:
    made = make(
        code="AC-77",
        company="Acme",
        tax_number="US123",
        primary=ContactChange(first_name="Jane", last_name="Smith", email="jane@example.org"),
        addresses=(AddressChange(kind="shipping", city="Rockford", postal_code="61101"),),
        aliases=(AliasChange(name="Acme HQ"),),
    )
    make(company="Acme")

    assert anywhere(find, text) == anywhere(find, f"{text} acme") == [made]
    assert find(text) == []


def test_all_words_must_occur_in_any_order(find: Find, make: Make) -> None:
    made = make(name="Acme Bolts", billing=AddressChange(city="Chicago"))

    assert anywhere(find, "chi bolts acm") == [made]
    assert anywhere(find, "chicago nuts") == find("bolts acme") == []


@pytest.mark.parametrize(
    "text",
    [
        "0555 123",
        "(555) 123",
        "+1-555-123",
        "+1 (555) 123-4567",
        "555 123 4567",
        "5551234567",
        "001 555 123 4567",
        "555.123.4567",
        "555–123–4567",
        "23456",
        "acme 555-123",
    ],
)
@pytest.mark.parametrize("written", ["+15551234567", "(555) 123-4567", "555 1234567"])
def test_a_phone_number_is_found_in_any_format(
    find: Find, make: Make, written: str, text: str
) -> None:
    by_phone = make(name="Acme 1", phone=written)
    by_contact = make(
        name="Acme 2", primary=ContactChange(first_name="A", phones=(PhoneChange(number=written),))
    )
    make(name="Acme 3", phone="+1 555 765 4321", fax="+1 999 456 0000")

    assert anywhere(find, text) == [by_phone, by_contact]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("+49 (0) 171 1234567", "0171 123"),
        ("555-0100", "555 0100"),
        ("1-800-FLOWERS", "flowers"),
        ("+39 06 1234567", "06 1234"),
        ("312 555 0100 ext. 77", "ext. 77"),
    ],
)
def test_odd_numbers_are_found_as_well(find: Find, make: Make, written: str, text: str) -> None:
    made = make(name="Acme", fax=written)

    assert anywhere(find, text) == [made]


@pytest.mark.parametrize(("count", "cap", "expected"), [(3, 4, (3, True)), (3, 3, (3, True))])
def test_it_counts(
    account: Account, make: Make, count: int, cap: int, expected: tuple[int, bool]
) -> None:
    for number in range(count):
        make(name=f"Acme {number}")

    found = queries.matching(account, "acme").order_by("name")

    assert queries.counted(found, cap) == expected
    assert queries.counted(found, 2) == (2, False)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite counts all of its hits")
def test_what_is_common_is_counted_where_it_is_near(
    account: Account, make: Make, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    made = [make(name=f"Acme {number}") for number in range(3)]
    common = looked.Look(looked.Seen.COMMON, 3, 10_000_000, made[0], made[-1])
    monkeypatch.setattr(terms, "look", lambda *_, **__: common)

    found = queries.matching(account, "acme", everywhere=True).order_by("name")

    with django_assert_num_queries(1):
        assert queries.counted(found, 2) == (2, False)
    with django_assert_num_queries(2):  # there may be more that are farther away
        assert queries.counted(found, 3) == (3, True)
    with django_assert_num_queries(1):
        assert queries.counted(found, 10_000) == (3, True)
