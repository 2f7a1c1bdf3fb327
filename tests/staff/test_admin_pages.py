"""Every page of every model opens, for an operator and inside an account."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client as Browser
from django.urls import reverse

from customers.models import Customer

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def url(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def rows_of(browser: Browser, model: type[models.Model]) -> Any:
    return browser.get(url(model, "changelist")).context["cl"].result_list


@pytest.fixture(params=["alice", "operator"])
def somebody(request: Any, furnished: Customer, foreign: Customer) -> Browser:
    browser = Browser()
    browser.force_login(request.getfixturevalue(request.param))
    return browser


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_list_opens(somebody: Browser, model: type[models.Model]) -> None:
    assert somebody.get(url(model, "changelist")).status_code == 200
    assert somebody.get(url(model, "changelist"), {"q": "a b"}).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_add_page_opens_or_is_refused(somebody: Browser, model: type[models.Model]) -> None:
    page = somebody.get(url(model, "add"))

    request = page.wsgi_request
    may_add = admin.site._registry[model].has_add_permission(request)
    assert page.status_code == (200 if may_add else 403)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_change_page_opens(somebody: Browser, model: type[models.Model]) -> None:
    rows = list(rows_of(somebody, model))

    assert rows, "nothing to look at"
    for row in rows[:2]:
        assert somebody.get(url(model, "change", row.pk)).status_code == 200
        assert somebody.get(url(model, "history", row.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_it_shows_no_row_of_another_account(
    browser: Browser, furnished: Customer, foreign: Customer, model: type[models.Model]
) -> None:
    model_admin = admin.site._registry[model]
    path = model_admin.account_path  # type: ignore[attr-defined]
    strangers = model._default_manager.filter(**{path: foreign.account_id}) if path else []

    listed = set(rows_of(browser, model).values_list("pk", flat=True))
    for stranger in strangers:
        assert stranger.pk not in listed
        for page in ("change", "history", "delete"):
            status = browser.get(url(model, page, stranger.pk)).status_code
            assert status in (403, 404), (page, status)
    assert browser.get(url(model, "change", 10**30)).status_code == 404
    assert browser.get(url(model, "change", "x")).status_code == 404


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
@pytest.mark.parametrize(
    "query",
    [
        {"q": "\0"},
        {"q": "x" * 100_000},
        {"p": "x"},
        {"p": "0"},
        {"p": str(10**30)},
        {"o": "x.y"},
        {"all": "x"},
        {"account__id__exact": "x"},
        {"account__id__exact": str(10**30)},
        {"customer__id__exact": str(10**30)},
        {"created__gte": "0001-01-01 00:00:00+14:00"},
        {"at__gte": "yesterday"},
        {"is_active__exact": "\0"},
        {"_to_field": "password"},
    ],
    ids=lambda query: next(iter(query)),
)
def test_it_survives_odd_questions(
    browser: Browser, model: type[models.Model], query: dict[str, str]
) -> None:
    assert browser.get(url(model, "changelist"), query, follow=True).status_code in (200, 400)


@pytest.mark.parametrize("lookup", ["code_key__contains", "group__customers__account", "id__in"])
def test_it_refuses_lookups_that_no_filter_asks(browser: Browser, lookup: str) -> None:
    assert browser.get(url(Customer, "changelist"), {lookup: "1"}).status_code == 400


@pytest.mark.parametrize("pk", ["x", str(10**30), "\0", "-1"])
def test_it_refuses_odd_ids_in_an_action(browser: Browser, pk: str) -> None:
    posted = {"action": "discontinue_selected", "_selected_action": pk}

    assert browser.post(url(Customer, "changelist"), posted).status_code == 400
