"""Lists kept by name."""

import pytest
from django.test import Client as Browser
from django.utils.html import escape

from crm.accounts.models import Account
from crm.staff.customers.columns import SHOWN_AT_FIRST
from crm.staff.models import SavedView


def names(browser: Browser) -> list[str]:
    return [view.name for view in browser.get("/customers/").context["views"]]


def test_a_view_keeps_search_filters_and_order(browser: Browser, account: Account) -> None:
    query = "q=berlin&vip=yes&sort=-modified"
    browser.post("/customers/views/", {"name": "Berlin VIPs", "query": f"{query}&after=7"})
    view = SavedView.objects.get()

    assert view.query == f"{query}&columns={','.join(SHOWN_AT_FIRST)}"
    assert f'href="?{escape(view.address)}"' in browser.get("/customers/").content.decode()


def test_a_view_keeps_its_columns(browser: Browser, account: Account) -> None:
    browser.get("/customers/?columns=city&columns=country")
    browser.post("/customers/views/", {"name": "Places", "query": "vip=yes"})
    browser.get("/customers/?columns=code")
    view = SavedView.objects.get()
    opened = browser.get(f"/customers/?{view.address}").context

    assert opened["listing"].columns == ["city", "country"]
    assert opened["view"] == view
    assert not opened["is_changed"]
    assert browser.get("/customers/").context["listing"].columns == ["code"]


def test_columns_chosen_in_a_view_change_the_view_alone(browser: Browser, account: Account) -> None:
    browser.post("/customers/views/", {"name": "Mine", "query": ""})
    view = SavedView.objects.get()
    changed = browser.get(f"/customers/?columns=city&view={view.pk}").context

    assert changed["is_changed"]
    assert browser.get("/customers/").context["listing"].columns == list(SHOWN_AT_FIRST)


def test_the_list_begins_with_a_view_of_ones_choice(
    browser: Browser, reader: Browser, account: Account
) -> None:
    browser.post("/customers/views/", {"name": "VIPs", "query": "vip=yes", "shared": "on"})
    view = SavedView.objects.get()
    first = f"/customers/views/{view.pk}/first/"
    reader.post(first)

    assert reader.get("/customers/").context["view"] == view
    assert [chip.words for chip in reader.get("/customers/").context["listing"].chips] == [
        "VIP: Yes"
    ]
    assert reader.get("/customers/?state=active").context["view"] is None
    assert browser.get("/customers/").context["view"] is None
    reader.post(first)
    assert reader.get("/customers/").context["view"] is None


def test_nobody_begins_with_a_view_that_is_shared_no_more(
    browser: Browser, reader: Browser, account: Account
) -> None:
    browser.post("/customers/views/", {"name": "VIPs", "query": "vip=yes", "shared": "on"})
    view = SavedView.objects.get()
    reader.post(f"/customers/views/{view.pk}/first/")
    browser.post(f"/customers/views/{view.pk}/", {"name": "VIPs"})

    assert reader.get("/customers/").context["view"] is None
    assert reader.post(f"/customers/views/{view.pk}/first/").status_code == 404


def test_it_is_renamed_by_its_owner(browser: Browser, reader: Browser, account: Account) -> None:
    for name in ("Old", "Other"):
        browser.post("/customers/views/", {"name": name, "query": "", "shared": "on"})
    url = f"/customers/views/{SavedView.objects.get(name='Old').pk}/"

    assert reader.post(url, {"name": "Theirs"}).status_code == 404
    browser.post(url, {"name": "New", "shared": "on"})
    assert names(reader) == ["New", "Other"]
    browser.post(url, {"name": "Other", "shared": "on"})
    assert names(reader) == ["New", "Other"]


def test_a_removed_view_is_taken_back(browser: Browser, reader: Browser, account: Account) -> None:
    browser.post("/customers/views/", {"name": "Mine", "query": "q=b", "shared": "on"})
    kept = SavedView.objects.values("name", "query", "is_shared", "user").get()
    url = f"/customers/views/{SavedView.objects.get().pk}/remove/"
    (message,) = list(browser.post(url, follow=True).context["messages"])[-1:]
    reader.post(message.extra_tags)
    assert not SavedView.objects.exists()
    browser.post(message.extra_tags)

    assert SavedView.objects.values("name", "query", "is_shared", "user").get() == kept


def test_the_same_name_replaces_it(browser: Browser, account: Account) -> None:
    for query in ("q=a", "q=b"):
        browser.post("/customers/views/", {"name": "Mine", "query": query})

    assert SavedView.objects.get().query.startswith("q=b&")


def test_the_same_name_replaces_it_among_the_most_that_may_be(
    browser: Browser, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.staff.customers.saved_views.MOST", 1)
    for name, query in (("Mine", "q=a"), ("Mine", "q=b"), ("Other", "q=c")):
        browser.post("/customers/views/", {"name": name, "query": query})

    assert SavedView.objects.get().query.startswith("q=b&")


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
