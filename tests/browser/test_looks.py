"""Every page in light and dark, wide and narrow: no barrier, nothing beside the screen."""

import pytest
from playwright.sync_api import expect

from crm.access.models import Client
from customers.models import Customer

from .conftest import Visit

PAGES = [
    "/",
    "/customers/",
    "/customers/?q=nobody-at-all",
    "/customers/new/",
    "/customers/{}/",
    "/customers/{}/edit/",
    "/customers/{}/orders/",
    "/customers/{}/history/",
    "/customers/{}/systems/inventorypro/",
    "/customers/{}/systems/inventorum/?version=9",
    "/customers/{}/systems/rpm/",
    "/customers/{}/orders/?q=nothing",
    "/customers/{}/history/?field=fax",
    "/customers/?vip=no&created_from=2020-01-01",
    "/customers/?q=Furnihsed",
    "/clients/",
    "/clients/{client}/",
    "/clients/new/",
    "/me/",
    "/conformance/",
    "/conformance/inventorypro/",
    "/password/",
]
WIDE = {"viewport": {"width": 1440, "height": 900}}
MIDDLE = {"viewport": {"width": 1024, "height": 768}}
NARROW = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.mark.parametrize(
    "visit",
    [
        pytest.param(WIDE | {"color_scheme": "light"}, id="wide-light"),
        pytest.param(MIDDLE | {"color_scheme": "dark"}, id="middle-dark"),
        pytest.param(NARROW | {"color_scheme": "light"}, id="narrow-light"),
        pytest.param(NARROW | {"color_scheme": "dark"}, id="narrow-dark"),
    ],
    indirect=True,
)
def test_no_page_keeps_anybody_out(alices: Visit, customer: Customer) -> None:
    client = Client.objects.filter(account=customer.account).first()
    assert client is not None
    for page in PAGES:
        alices.open(page.format(customer.pk, client=client.pk))
        beside = alices.page.evaluate("document.documentElement.scrollWidth - innerWidth")

        assert (page, alices.barriers()) == (page, [])
        assert (page, beside <= 0) == (page, True)
        assert (page, "aria-" in alices.page.locator("body").inner_text()) == (page, False)


@pytest.mark.parametrize("visit", [NARROW], indirect=True)
def test_the_open_tab_is_in_sight_on_a_phone(alices: Visit, customer: Customer) -> None:
    alices.open(f"/customers/{customer.pk}/systems/rpm/")

    expect(alices.page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=1)


def test_the_theme_follows_the_machine_until_one_is_chosen(alices: Visit) -> None:
    def background() -> str:
        style = "getComputedStyle(document.documentElement).backgroundColor"
        colour: str = alices.page.evaluate(style)
        return colour

    alices.page.emulate_media(color_scheme="dark")
    dark = background()
    alices.page.emulate_media(color_scheme="light")
    light = background()
    assert dark != light

    alices.page.locator("details.menu.up > summary").click()
    toggle = alices.page.locator("[data-theme-toggle]")
    toggle.click()
    expect(toggle).to_contain_text("light")
    toggle.click()
    expect(toggle).to_contain_text("dark")
    assert background() == dark
    alices.open("/customers/")
    assert background() == dark


def test_the_numbers_of_a_chart_are_in_a_table_behind_it(alices: Visit, customer: Customer) -> None:
    alices.open("/")
    growth = alices.page.locator("[aria-labelledby=growth-title]")
    growth.get_by_text("The numbers").click()

    expect(growth.locator("table tbody tr").last).to_contain_text("1")


def test_the_skip_link_leads_past_the_navigation(alices: Visit, customer: Customer) -> None:
    alices.open("/customers/")
    alices.page.keyboard.press("Tab")
    expect(alices.page.locator(".skip")).to_be_focused()
    alices.page.keyboard.press("Enter")

    expect(alices.page.locator("#main")).to_be_focused()
