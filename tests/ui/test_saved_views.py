"""Lists kept by name."""

import pytest
from django.test import Client as Browser

from crm.accounts.models import Account
from crm.staff.models import SavedView


def names(browser: Browser) -> list[str]:
    return [view.name for view in browser.get("/customers/").context["views"]]


def test_a_view_keeps_search_filters_and_order(browser: Browser, account: Account) -> None:
    query = "q=berlin&vip=yes&sort=-modified"
    response = browser.post("/customers/views/", {"name": "Berlin VIPs", "query": query})

    assert response["Location"] == f"/customers/?{query}"
    assert b'href="?q=berlin&amp;vip=yes&amp;sort=-modified"' in browser.get("/customers/").content


def test_the_same_name_replaces_it(browser: Browser, account: Account) -> None:
    for query in ("q=a", "q=b"):
        browser.post("/customers/views/", {"name": "Mine", "query": query})

    assert SavedView.objects.get().query == "q=b"


def test_the_same_name_replaces_it_among_the_most_that_may_be(
    browser: Browser, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.staff.customers.saved_views.MOST", 1)
    for name, query in (("Mine", "q=a"), ("Mine", "q=b"), ("Other", "q=c")):
        browser.post("/customers/views/", {"name": name, "query": query})

    assert SavedView.objects.get().query == "q=b"


def test_a_private_view_is_its_owners_and_a_shared_one_everybodys(
    browser: Browser, reader: Browser
) -> None:
    browser.post("/customers/views/", {"name": "Private", "query": ""})
    browser.post("/customers/views/", {"name": "Shared", "query": "", "shared": "on"})

    assert names(browser) == ["Private", "Shared"]
    assert names(reader) == ["Shared"]


def test_only_its_owner_removes_it(browser: Browser, reader: Browser) -> None:
    browser.post("/customers/views/", {"name": "Shared", "query": "", "shared": "on"})
    view = SavedView.objects.get()

    assert reader.post(f"/customers/views/{view.pk}/remove/").status_code == 404
    assert browser.post(f"/customers/views/{view.pk}/remove/").status_code == 302
    assert names(browser) == []


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\0b"])
def test_it_rejects_a_name_that_is_none(browser: Browser, account: Account, name: str) -> None:
    browser.post("/customers/views/", {"name": name, "query": ""})

    assert not SavedView.objects.exists()
