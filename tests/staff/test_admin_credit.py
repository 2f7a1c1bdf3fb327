"""Rules for segments, made by the account; credit checks, to read."""

from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse

from crm.accounts.models import Account
from customers import credit
from customers.changes import Source
from customers.models import CreditCheck, Customer, SegmentRule

from .conftest import browser_with

ADD = reverse("admin:customers_segmentrule_add")


def test_an_account_makes_its_own_rules(browser: Browser, account: Account) -> None:
    posted = {"position": "1", "segment": "big_fish", "min_lifetime_value": "100000"}

    assert browser.post(ADD, posted).status_code == 302

    rule = SegmentRule.objects.get()
    assert (rule.account, rule.segment, rule.min_lifetime_value) == (
        account,
        "big_fish",
        Decimal(100_000),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"segment": "High Value"},
        {"segment": "größte"},
        {"segment": ""},
        {"segment": "x" * 51},
        {"segment": "a\0"},
        {"position": "-1"},
        {"position": str(10**30)},
        {"min_orders": "-1"},
        {"min_orders": str(2**63)},
        {"max_orders": "many"},
        {"min_lifetime_value": "-0.01"},
        {"min_lifetime_value": "NaN"},
        {"max_days_since_last_order": "1.5"},
    ],
)
def test_it_refuses_a_rule_that_makes_no_sense(
    browser: Browser, account: Account, wrong: dict[str, str]
) -> None:
    assert browser.post(ADD, {"position": "1", "segment": "vip"} | wrong).status_code == 200
    assert not SegmentRule.objects.exists()


def test_no_two_rules_of_an_account_have_one_position(browser: Browser, account: Account) -> None:
    SegmentRule.objects.create(account=account, position=1, segment="vip")

    assert browser.post(ADD, {"position": "1", "segment": "new"}).status_code == 200
    assert SegmentRule.objects.count() == 1


def test_the_customers_page_leads_to_its_checks(
    browser: Browser, furnished: Customer, source: Source
) -> None:
    made = credit.check(furnished.account, furnished.pk, source=source)
    page = browser.get(reverse("admin:customers_customer_change", args=[furnished.pk]))
    listed = f"{reverse('admin:customers_creditcheck_changelist')}?customer__id__exact="

    assert f"{listed}{furnished.pk}" in page.content.decode()
    checks = browser.get(f"{listed}{furnished.pk}").context["cl"].result_list
    assert made in checks


def test_a_check_is_shown_with_its_facts_and_never_edited(
    furnished: Customer, source: Source
) -> None:
    made = credit.check(furnished.account, furnished.pk, source=source)
    address = reverse("admin:customers_creditcheck_change", args=[made.pk])
    bob = browser_with(furnished.account, 130)

    page = bob.get(address).content.decode()

    assert "terms_days" in page
    assert "punctuality" in page
    assert bob.post(address, {"score": "850"}).status_code == 403
    assert CreditCheck.objects.get(pk=made.pk).score == made.score
