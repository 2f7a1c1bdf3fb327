"""The list of customers in a real browser: sorted, narrowed, selected, kept as views."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from crm.accounts.models import Account
from crm.staff.models import SavedView
from customers.changes import CustomerChange, Source
from customers.models import Customer
from customers.services import create

from .conftest import Visit

NAMES = "Zebra Ltd", "Acme Ltd", "Miller Ltd"


@pytest.fixture
def cast(account: Account, customer: Customer, source: Source) -> None:
    for name in NAMES:
        create(account, CustomerChange(company=name, is_vip=name == "Acme Ltd"), source=source)


@pytest.fixture
def names(alices: Visit) -> Callable[[list[str]], None]:
    """Waits until the list shows these."""

    def expected(shown: list[str]) -> None:
        expect(alices.page.locator("[data-open]")).to_have_text(shown)

    return expected


def sorted_by(visit: Visit) -> list[str]:
    heads = visit.page.locator("thead th[aria-sort]").all()
    return [f"{head.inner_text().strip()} {head.get_attribute('aria-sort')}" for head in heads]


def test_heads_sort_by_keyboard_both_ways(
    alices: Visit, cast: None, names: Callable[[list[str]], None]
) -> None:
    alices.open("/customers/")
    names(["Acme Ltd", "Furnished acme", "Miller Ltd", "Zebra Ltd"])
    assert sorted_by(alices) == ["Name ascending"]
    alices.page.locator("#head-name").focus()
    alices.page.keyboard.press("Enter")
    names(["Zebra Ltd", "Miller Ltd", "Furnished acme", "Acme Ltd"])

    assert sorted_by(alices) == ["Name descending"]
    expect(alices.page.locator("#head-name")).to_be_focused()
    expect(alices.page.locator("#sort")).to_have_value("-name")
    alices.page.keyboard.press("Enter")
    names(["Acme Ltd", "Furnished acme", "Miller Ltd", "Zebra Ltd"])


def test_a_filter_is_a_chip_that_goes_by_a_press(
    alices: Visit, cast: None, names: Callable[[list[str]], None]
) -> None:
    alices.open("/customers/")
    alices.page.keyboard.press("f")
    alices.page.get_by_label("VIP", exact=True).select_option("yes")
    names(["Acme Ltd"])
    alices.page.wait_for_url("**/customers/?vip=yes")
    alices.page.keyboard.press("Escape")
    alices.page.get_by_role("link", name="VIP: Yes").click()
    expect(alices.page.locator("[data-row]")).to_have_count(4)

    expect(alices.page.get_by_label("VIP", exact=True)).to_have_value("")
    assert alices.barriers() == []


def test_a_typing_error_is_forgiven_and_told(
    alices: Visit, cast: None, names: Callable[[list[str]], None]
) -> None:
    alices.open("/customers/")
    alices.page.keyboard.press("/")
    alices.page.keyboard.type("Mliler")
    names(["Miller Ltd"])

    expect(alices.page.locator("#results [role=status]").first).to_contain_text(
        "Nobody has “Mliler”. Did you mean this customer?"
    )


def test_columns_change_at_once_and_stay(alices: Visit, cast: None) -> None:
    alices.open("/customers/")
    alices.page.keyboard.press("c")
    alices.page.get_by_label("Country", exact=True).last.click()
    expect(alices.page.locator("thead")).to_contain_text("Country")
    alices.open("/customers/")

    expect(alices.page.locator("thead")).to_contain_text("Country")


def test_a_view_keeps_columns_and_is_begun_with_removed_and_taken_back(
    alices: Visit, cast: None, names: Callable[[list[str]], None]
) -> None:
    alices.open("/customers/?vip=yes&columns=number")
    alices.page.keyboard.press("v")
    alices.page.locator("#view-name").fill("VIPs")
    alices.page.keyboard.press("Enter")
    alices.page.wait_for_url("**view=**")
    alices.page.keyboard.press("v")
    assert alices.barriers() == []
    alices.page.get_by_label("Begin with VIPs").click()
    expect(alices.page.locator(".toast")).to_contain_text("The list opens with “VIPs”.")
    alices.open("/customers/")
    names(["Acme Ltd"])
    assert alices.page.locator("thead th").all_inner_texts()[-1].strip() == "Number"
    alices.page.keyboard.press("v")
    alices.page.get_by_label("Remove the view VIPs").click()
    alices.page.get_by_role("button", name="Undo").click()
    expect(alices.page.locator(".toast")).to_contain_text("The view “VIPs” is back.")

    assert SavedView.objects.get().query == "vip=yes&columns=number"


def test_the_heads_box_selects_the_page(alices: Visit, cast: None) -> None:
    alices.open("/customers/")
    alices.page.get_by_label("Select all of this page").click()
    expect(alices.page.locator("[data-selected]")).to_have_text("4 selected")
    alices.page.get_by_label("Select Acme Ltd").click()
    expect(alices.page.locator("[data-selected]")).to_have_text("3 selected")
    assert alices.barriers() == []


def test_escape_leaves_the_search_as_it_is(alices: Visit, cast: None) -> None:
    alices.open("/customers/?q=acme")
    alices.page.keyboard.press("/")
    alices.page.keyboard.press("Escape")

    expect(alices.page.locator("#q")).to_have_value("acme")
    expect(alices.page.locator("#q")).not_to_be_focused()


def test_a_long_action_says_that_it_is_at_work_and_goes_once(alices: Visit, cast: None) -> None:
    alices.open("/customers/")
    alices.page.get_by_label("Select all of this page").click()
    alices.page.locator("#bulk-action").select_option("set-is_vip")
    alices.page.get_by_role("button", name="Go on").click()
    stay = "window.addEventListener('submit', (event) => event.preventDefault())"
    alices.page.evaluate(stay)  # nothing can be asked of a page that is being left
    alices.page.get_by_role("button", name="Mark as VIP").click()

    expect(alices.page.locator("[data-working]")).to_have_text(
        "At work on 3 customers; all of them are changed, or none."
    )
    expect(alices.page.get_by_role("button", name="Mark as VIP")).to_be_disabled()
    expect(alices.page.locator("#progress.htmx-request")).to_have_count(1)
