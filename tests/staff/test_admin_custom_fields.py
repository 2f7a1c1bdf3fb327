"""Custom fields in the admin: defined, edited with the widget of their type, filtered by."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from crm.accounts.models import User
from customers import services
from customers.changes import CustomerChange, Source
from customers.models import Customer, CustomField

from .conftest import browser_with
from .pages import form_of

LIST = reverse("admin:customers_customer_changelist")
ADD_FIELD = reverse("admin:customers_customfield_add")


def page(customer: Customer) -> str:
    return reverse("admin:customers_customer_change", args=[customer.pk])


@pytest.fixture
def field(furnished: Customer) -> dict[str, CustomField]:
    """The account's fields of customers, by name. The furnished customer has a value in all of them
    but Motto."""
    found = CustomField.objects.filter(account=furnished.account, target="customer")
    return {definition.name: definition for definition in found}


@pytest.fixture
def second(furnished: Customer, source: Source) -> Customer:
    """Another one with other values."""
    values = {
        "Region": "South",
        "Newsletter": "no",
        "Size": "20",
        "Since": "2025-01-01",
        "Motto": "Slow is smooth",
    }
    change = CustomerChange(company="Second", custom_fields=values)
    made = services.create(furnished.account, change, source=source)
    return Customer.objects.get(pk=made.customer_id)


def listed(browser: Browser, query: dict[str, str]) -> set[int]:
    response = browser.get(LIST, query)
    assert response.status_code == 200, response.headers
    return {customer.pk for customer in response.context["cl"].result_list}


@pytest.mark.parametrize(
    ("name", "kind", "choices", "is_made"),
    [
        ("Tier", "choice", "Gold\r\nTin", True),
        ("Founded", "date", "", True),
        ("Tier", "choice", "", False),
        ("Tier", "text", "Gold", False),
        ("REGION", "text", "", False),
    ],
)
def test_a_field_is_defined(
    browser: Browser,
    furnished: Customer,
    name: str,
    kind: str,
    choices: str,
    is_made: bool,  # noqa: FBT001
) -> None:
    posted = {"target": "customer", "name": name, "type": kind, "choices": choices, "position": "0"}

    response = browser.post(ADD_FIELD, posted)

    assert response.status_code == (302 if is_made else 200)
    account = furnished.account
    assert CustomField.objects.filter(account=account, name=name).exists() is is_made


@pytest.mark.parametrize(
    ("name", "widget"),
    [
        ("Region", "<select"),
        ("Newsletter", "<select"),
        ("Since", "vDateField"),
        ("Size", 'inputmode="decimal"'),
        ("Motto", 'type="text"'),
    ],
)
def test_a_field_has_the_widget_of_its_type(
    browser: Browser,
    furnished: Customer,
    field: dict[str, CustomField],
    name: str,
    widget: str,
) -> None:
    form = browser.get(page(furnished)).context["adminform"].form

    assert widget in str(form[f"custom_{field[name].pk}"])


def test_a_field_of_an_address_is_edited(browser: Browser, furnished: Customer) -> None:
    gate = CustomField.objects.get(account=furnished.account, name="Gate")
    posted = form_of(browser, page(furnished), "customer_form")

    browser.post(page(furnished), posted | {f"addresses-1-custom_{gate.pk}": "12"})

    values = gate.values.order_by("address_id").values_list("value", flat=True)
    assert list(values) == ["7", "12"]


FIRST, SECOND = {"first"}, {"second"}


@pytest.mark.parametrize(
    ("name", "asked", "found"),
    [
        ("Region", {"": "North"}, FIRST),
        ("Region", {"": "South"}, SECOND),
        ("Region", {"": "unheard of"}, set()),
        ("Newsletter", {"": "yes"}, FIRST),
        ("Newsletter", {"": "no"}, SECOND),
        ("Newsletter", {"": "perhaps"}, set()),
        ("Motto", {"": "SMOOTH"}, SECOND),
        ("Motto", {"": " "}, FIRST | SECOND),
        ("Size", {"_from": "1.5"}, FIRST | SECOND),
        ("Size", {"_from": "1.51"}, SECOND),
        ("Size", {"_to": "19"}, FIRST),
        ("Size", {"_from": "2", "_to": "3"}, set()),
        ("Since", {"_from": "2024-06-01"}, SECOND),
        ("Since", {"_from": "2024-05-31", "_to": "2024-05-31"}, FIRST),
        ("Since", {"_from": "", "_to": ""}, FIRST | SECOND),
    ],
)
def test_the_list_is_filtered_by_it(
    browser: Browser,
    furnished: Customer,
    second: Customer,
    field: dict[str, CustomField],
    name: str,
    asked: dict[str, str],
    found: set[str],
) -> None:
    query = {f"custom_{field[name].pk}{end}": value for end, value in asked.items()}

    pks = {"first": furnished.pk, "second": second.pk}
    assert listed(browser, query) == {pks[which] for which in found}


def test_filters_narrow_each_other(
    browser: Browser, furnished: Customer, second: Customer, field: dict[str, CustomField]
) -> None:
    query = {f"custom_{field['Region'].pk}": "South", f"custom_{field['Newsletter'].pk}": "yes"}

    assert listed(browser, query) == set()


@pytest.mark.parametrize(
    ("name", "asked"),
    [("Size", {"_from": "many"}), ("Since", {"_to": "31.5.2024"}), ("Size", {"_to": "NaN"})],
)
def test_nonsense_is_sent_back_to_the_list(
    browser: Browser, field: dict[str, CustomField], name: str, asked: dict[str, str]
) -> None:
    query = {f"custom_{field[name].pk}{end}": value for end, value in asked.items()}

    assert browser.get(LIST, query)["Location"].endswith("?e=1")


def test_a_field_of_another_account_is_no_filter(
    browser: Browser, furnished: Customer, foreign: Customer
) -> None:
    theirs = CustomField.objects.get(account=foreign.account, name="Region")

    assert browser.get(LIST, {f"custom_{theirs.pk}": "North"}).status_code == 400


def test_an_operator_filters_within_one_account(
    operators_browser: Browser, operator: User, furnished: Customer, foreign: Customer
) -> None:
    theirs = CustomField.objects.get(account=foreign.account, name="Region")
    account = {"account__id__exact": str(foreign.account_id)}

    assert listed(operators_browser, {**account, f"custom_{theirs.pk}": "North"}) == {foreign.pk}
    assert listed(operators_browser, account) == {foreign.pk}
    assert listed(operators_browser, {}) == {furnished.pk, foreign.pk}


def test_code_130_is_enough_to_filter(
    furnished: Customer, second: Customer, field: dict[str, CustomField]
) -> None:
    bob: Any = browser_with(furnished.account, 130)

    assert listed(bob, {f"custom_{field['Region'].pk}": "South"}) == {second.pk}
