"""The list of customers."""

from typing import Any

import pytest
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from crm.accounts.models import Account, Store
from customers import queries
from customers.changes import AddressChange, CustomerChange, Source
from customers.models import Customer, CustomerGroup, CustomField
from customers.services import Mode, Write, discontinue, write

NAMES = ["Ada", "Bert", "Ada", "Cleo", "Dora"]


@pytest.fixture
def cast(account: Account, source: Source) -> list[int]:
    """Five customers, two of the same name; Dora is a VIP in Germany."""
    places = {"Dora": (AddressChange(kind="billing", city="Bonn", country="DE"),)}
    rows = [
        CustomerChange(company=name, is_vip=name == "Dora", addresses=places.get(name, ()))
        for name in NAMES
    ]
    outcomes = write(account, [Write(mode=Mode.CREATE, change=r) for r in rows], source=source)
    return [outcome.customer_id for outcome in outcomes]


def names(response: Any) -> list[str]:
    assert response.status_code == 200
    return [customer.name for customer in response.context["listing"].page.customers]


def test_it_lists_active_customers_by_name(
    browser: Browser, account: Account, source: Source, cast: list[int]
) -> None:
    discontinue(account, customer_id=cast[1], source=source)

    assert names(browser.get("/customers/")) == ["Ada", "Ada", "Cleo", "Dora"]
    assert names(browser.get("/customers/?state=discontinued")) == ["Bert"]
    assert len(names(browser.get("/customers/?state=all"))) == 5


@pytest.mark.parametrize("sort", ["name", "-name", "-created", "number", "email"])
def test_paging_by_key_shows_everybody_once_and_leads_back(
    browser: Browser, cast: list[int], monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    monkeypatch.setattr("crm.staff.customers.listing.ROWS", 2)
    pages: list[list[int]] = []
    after = ""
    while True:
        found = browser.get(f"/customers/?sort={sort}{after}").context["listing"].page
        pages.append([customer.id for customer in found.customers])
        if found.after is None:
            break
        after = f"&after={found.after}"
    back = browser.get(f"/customers/?sort={sort}&before={found.before}").context["listing"].page

    assert sorted(pk for page in pages for pk in page) == sorted(cast)
    assert [customer.id for customer in back.customers] == pages[1]


def test_it_finds_by_a_part_of_the_name(browser: Browser, cast: list[int]) -> None:
    assert names(browser.get("/customers/?q=dor")) == ["Dora"]


def test_a_typing_error_is_forgiven_and_told(browser: Browser, cast: list[int]) -> None:
    page = browser.get("/customers/?q=Bnon")

    assert [customer.name for customer in page.context["listing"].similar] == ["Dora"]
    assert "Nobody has “Bnon”. Did you mean this customer?" in " ".join(
        page.content.decode().split()
    )
    assert b'name="all"' not in page.content


def test_filters_hold_for_whom_a_typing_error_meant(browser: Browser, cast: list[int]) -> None:
    assert not browser.get("/customers/?q=Bnon&vip=no").context["listing"].similar


def test_filters_narrow_together(browser: Browser, cast: list[int]) -> None:
    assert names(browser.get("/customers/?vip=yes&country=DE")) == ["Dora"]
    assert names(browser.get("/customers/?vip=no&country=DE")) == []
    assert names(browser.get("/customers/?created_from=2099-01-01")) == []


def test_the_country_that_was_chosen_stays_chosen(browser: Browser, account: Account) -> None:
    page = browser.get("/customers/?country=DE").content.decode()

    assert '<option value="DE" selected>Germany</option>' in page
    assert "Country: Germany" in page


def test_a_group_and_a_store_are_filters(
    browser: Browser, account: Account, other_account: Account, cast: list[int]
) -> None:
    group = CustomerGroup.objects.create(account=account, name="Regulars")
    foreign = CustomerGroup.objects.create(account=other_account, name="Theirs")
    store = Store.objects.create(account=account, name="Dock")
    Customer.objects.filter(pk=cast[3]).update(group=group)
    Customer.objects.filter(pk=cast[4]).update(home_store=store)
    page = browser.get(f"/customers/?group={group.pk}")

    assert names(page) == ["Cleo"]
    assert [chip.words for chip in page.context["listing"].chips] == ["Group: Regulars"]
    assert f'<option value="{group.pk}" selected>Regulars</option>' in page.content.decode()
    assert f'<option value="group-{group.pk}">Put into the group' in page.content.decode()
    assert names(browser.get(f"/customers/?store={store.pk}")) == ["Dora"]
    assert "Theirs" not in page.content.decode()
    assert len(names(browser.get(f"/customers/?group={foreign.pk}"))) == 5


def test_an_own_field_is_a_filter(
    browser: Browser, account: Account, customer: Customer, cast: list[int]
) -> None:
    field = CustomField.objects.get(account=account, name="Region")
    size = CustomField.objects.get(account=account, name="Size")

    assert names(browser.get(f"/customers/?custom_{field.pk}=North")) == [customer.name]
    assert names(browser.get(f"/customers/?custom_{size.pk}_from=1.4")) == [customer.name]
    assert names(browser.get(f"/customers/?custom_{size.pk}_from=1.6")) == []


@pytest.mark.parametrize("most_gathered", [0, 10_000])
def test_filters_by_many_rows_and_by_few_find_the_same(
    browser: Browser,
    account: Account,
    customer: Customer,
    foreign: Customer,
    cast: list[int],
    monkeypatch: pytest.MonkeyPatch,
    most_gathered: int,
) -> None:
    monkeypatch.setattr("customers.queries.held.MOST_GATHERED", most_gathered)
    region, size = (
        CustomField.objects.get(account=account, name=name).pk for name in ("Region", "Size")
    )
    own = f"custom_{region}=nor&custom_{size}_from=1&custom_{size}_to=2"

    assert names(browser.get(f"/customers/?{own}")) == [customer.name]
    assert names(browser.get(f"/customers/?{own}&country=US")) == [customer.name]
    assert names(browser.get(f"/customers/?custom_{size}_from=1&custom_{size}_to=1.1")) == []
    assert names(browser.get("/customers/?country=FR")) == []


@pytest.mark.parametrize(("counted", "words"), [(3, "3"), (2, "more than 2")])
@pytest.mark.parametrize("sort", ["name", "-created", "code"])
def test_few_and_many_that_are_left_are_paged_alike(
    browser: Browser,
    account: Account,
    source: Source,
    monkeypatch: pytest.MonkeyPatch,
    sort: str,
    counted: int,
    words: str,
) -> None:
    monkeypatch.setattr("crm.staff.customers.listing.ROWS", 2)
    monkeypatch.setattr("crm.staff.customers.listing.COUNTED_TO", counted)
    changes = [CustomerChange(company=f"Same {n % 2}", is_vip=n < 3) for n in range(30)]
    made = [
        outcome.customer_id
        for outcome in write(
            account, [Write(mode=Mode.CREATE, change=change) for change in changes], source=source
        )
    ]
    expected = {"name": [made[0], made[2], made[1]], "-created": made[2::-1], "code": made[:3]}

    first = browser.get(f"/customers/?vip=yes&sort={sort}")
    page = first.context["listing"].page
    rest = (
        browser.get(f"/customers/?vip=yes&sort={sort}&after={page.after}").context["listing"].page
    )
    back = browser.get(f"/customers/?vip=yes&sort={sort}&before={rest.before}").context["listing"]

    assert [row.id for row in [*page.customers, *rest.customers]] == expected[sort]
    assert back.page.customers == page.customers
    assert " ".join(first.content.decode().split()).count(f"{words} customers") == 1


@pytest.mark.parametrize(
    "query",
    [
        "q=\0",
        "q=" + "x" * 5_000,
        "state=\0&vip=maybe&country=XX&group=99999999999999999999&store=x",
        "created_from=0001-01-01&created_to=9999-12-31",
        "created_from=31.12.2024",
        "after=99999999999999999999&before=-1&sort=nothing&columns=nothing",
        "after=0",
        "custom_1=x&custom_1_from=NaN",
    ],
)
def test_nonsense_narrows_nothing_and_breaks_nothing(
    browser: Browser, cast: list[int], query: str
) -> None:
    assert browser.get(f"/customers/?{query}").status_code == 200


def test_nobody_of_another_account_is_listed(browser: Browser, foreign: Customer) -> None:
    for query in ("", "?state=all", "?q=furnished", f"?after={foreign.pk}"):
        assert names(browser.get(f"/customers/{query}")) == []


def test_htmx_gets_the_results_alone(browser: Browser, cast: list[int]) -> None:
    piece = browser.get("/customers/?q=dor", headers={"HX-Request": "true"})
    restored = browser.get(
        "/customers/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )

    assert b"Dora" in piece.content
    assert b"<html" not in piece.content
    assert b"<html" in restored.content


def test_columns_are_chosen_and_kept(browser: Browser, cast: list[int]) -> None:
    browser.get("/customers/?columns=&columns=city&columns=country")
    page = browser.get("/customers/")

    assert page.context["listing"].columns == ["city", "country"]
    assert b"Bonn" in page.content


def test_the_name_alone_may_be_shown(browser: Browser, cast: list[int]) -> None:
    browser.get("/customers/?columns=")

    assert browser.get("/customers/").context["listing"].columns == []


def test_a_choice_of_columns_that_there_are_not_hides_none(
    browser: Browser, cast: list[int]
) -> None:
    browser.get("/customers/?columns=code,city")
    browser.get("/customers/?columns=nothing")

    assert browser.get("/customers/").context["listing"].columns == ["code", "city"]


def heads(browser: Browser, address: str) -> dict[str, tuple[str, str]]:
    listing = browser.get(f"/customers/?{address}").context["listing"]
    return {head.column: (head.address, head.sorted) for head in listing.heads}


def test_a_head_sorts_by_its_column_and_back(browser: Browser, cast: list[int]) -> None:
    first = heads(browser, "vip=no&state=all")
    assert first["name"] == ("vip=no&state=all&sort=-name", "ascending")
    assert first["code"] == ("vip=no&state=all&sort=code", "")
    assert first["modified"] == ("vip=no&state=all&sort=-modified", "")
    assert first["city"] == ("", "")

    assert heads(browser, first["code"][0])["code"][1] == "ascending"
    again = heads(browser, heads(browser, first["code"][0])["code"][0])
    assert again["code"] == ("vip=no&state=all&sort=code", "descending")


def test_a_chip_leads_to_the_list_without_its_filter(browser: Browser, cast: list[int]) -> None:
    chips = browser.get("/customers/?vip=yes&country=DE&sort=code").context["listing"].chips

    assert [(chip.words, chip.address) for chip in chips] == [
        ("VIP: Yes", "country=DE&sort=code"),
        ("Country: Germany", "vip=yes&sort=code"),
    ]


def test_htmx_shows_an_address_without_what_goes_without_saying(
    browser: Browser, cast: list[int]
) -> None:
    address = "/customers/?q=&sort=name&state=active&vip=&country=DE&columns=&columns=code"
    piece = browser.get(address, headers={"HX-Request": "true"})

    assert piece["HX-Push-Url"] == "/customers/?country=DE"


def test_going_back_does_not_lead_through_every_letter(browser: Browser, cast: list[int]) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/customers/?q=do"}

    assert (
        browser.get("/customers/?q=dor", headers=headers)["HX-Replace-Url"] == "/customers/?q=dor"
    )


def test_an_empty_list_says_what_to_do(browser: Browser) -> None:
    assert b"There are no customers yet." in browser.get("/customers/").content
    assert b"Nobody found" in browser.get("/customers/?q=zzz").content


def test_the_number_of_queries_does_not_grow_with_the_rows(
    browser: Browser,
    account: Account,
    source: Source,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for rows in (3, 30):
        change = CustomerChange(company="Same", is_vip=True)
        write(account, [Write(mode=Mode.CREATE, change=change)] * rows, source=source)
        with django_assert_num_queries(10):
            browser.get("/customers/")
        with django_assert_num_queries(11):
            browser.get("/customers/?vip=yes")


def test_a_view_of_the_longest_search_is_refused_in_words(
    browser: Browser, account: Account
) -> None:
    query = f"vip=yes&q={'é' * 4_000}"
    response = browser.post("/customers/views/", {"name": "Long", "query": query}, follow=True)

    assert b"too long to be kept" in response.content


@pytest.mark.parametrize(
    ("place", "found", "counts"),
    [("", 3, 0), ("&vip=yes", 0, 0), ("&after={last}", 3, 1), ("&before={first}", 3, 1)],
)
def test_one_page_that_shows_all_is_not_counted_again(
    browser: Browser,
    account: Account,
    source: Source,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    found: int,
    counts: int,
) -> None:
    change = Write(mode=Mode.CREATE, change=CustomerChange(company="Same"))
    made = [outcome.customer_id for outcome in write(account, [change] * 3, source=source)]
    counted, asked = queries.counted, []

    def count(*given: Any) -> tuple[int, bool]:
        asked.append(given)
        return counted(*given)

    monkeypatch.setattr(queries, "counted", count)

    page = browser.get("/customers/?q=same" + place.format(first=made[0], last=made[-1]))

    assert (page.context["listing"].count, len(asked)) == ((found, True), counts)
