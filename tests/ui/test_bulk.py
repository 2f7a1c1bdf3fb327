"""Many customers at once, and back."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from crm.accounts.models import Account, User
from crm.staff.bulk.actions import PLAIN, run
from customers.changes import ContactChange, CustomerChange, Source
from customers.errors import NotFound
from customers.models import Change, Customer, CustomerGroup
from customers.services import Mode, Write, create, update, write
from tests.staff.pages import fields_of


@pytest.fixture
def cast(account: Account, source: Source) -> list[int]:
    rows = [CustomerChange(company=name, is_vip=name == "Cleo") for name in ("Ada", "Bert", "Cleo")]
    outcomes = write(account, [Write(mode=Mode.CREATE, change=r) for r in rows], source=source)
    return [outcome.customer_id for outcome in outcomes]


def do(browser: Browser, action: str, **more: Any) -> Any:
    return browser.post("/customers/bulk/", {"action": action, "confirmed": "yes", **more})


def vips() -> list[str]:
    return list(
        Customer.objects.filter(is_vip=True).order_by("name").values_list("name", flat=True)
    )


def test_it_says_first_how_many_would_change(browser: Browser, cast: list[int]) -> None:
    asked = browser.post("/customers/bulk/", {"action": "set-is_vip", "all": "yes"})

    assert "Mark as VIP: 3 customers?" in asked.content.decode()
    assert asked.context["changed"] == 2
    assert vips() == ["Cleo"]


def test_it_changes_the_selected_ones_and_takes_them_back_together(
    browser: Browser, cast: list[int]
) -> None:
    page = browser.post(
        "/customers/bulk/",
        {"action": "set-is_vip", "confirmed": "yes", "id": cast},
        follow=True,
    )
    (message,) = page.context["messages"]
    assert str(message) == "Mark as VIP: 2 customers."
    assert vips() == ["Ada", "Bert", "Cleo"]

    browser.post(message.extra_tags)
    assert vips() == ["Cleo"]


def test_what_it_asks_for_most_customers_can_be_answered(
    browser: Browser, cast: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_NUMBER_FIELDS", 5)
    asked = browser.post("/customers/bulk/", {"action": "discontinue", "all": "yes"})
    done = browser.post("/customers/bulk/", dict(fields_of(asked, "bulk-form")))

    assert done.status_code == 302
    assert not Customer.objects.filter(is_active=True).exists()


def test_all_of_the_list_are_those_that_it_shows(browser: Browser, cast: list[int]) -> None:
    do(browser, "discontinue", all="yes", query="vip=yes")

    ended = Customer.objects.filter(is_active=False)
    assert [customer.name for customer in ended] == ["Cleo"]


def test_a_group_is_set_and_taken_away(browser: Browser, account: Account, cast: list[int]) -> None:
    group = CustomerGroup.objects.create(account=account, name="Regulars")
    do(browser, f"group-{group.pk}", id=cast[:2])
    assert group.customers.count() == 2

    do(browser, "no-group", id=cast[:1])
    assert group.customers.count() == 1


def test_undo_leaves_what_changed_again(
    browser: Browser, account: Account, source: Source, cast: list[int]
) -> None:
    page = browser.post(
        "/customers/bulk/",
        {"action": "set-is_favourite", "confirmed": "yes", "id": cast},
        follow=True,
    )
    (message,) = page.context["messages"]
    update(account, cast[0], CustomerChange(is_favourite=False), source=source)
    update(account, cast[0], CustomerChange(is_vip=True), source=source)
    undone = browser.post(message.extra_tags, follow=True)

    assert b"Undone for 2 customers. 1 stay" in undone.content


def test_undo_leads_back_to_the_list_that_was_shown(browser: Browser, cast: list[int]) -> None:
    page = browser.post(
        "/customers/bulk/",
        {"action": "set-is_vip", "confirmed": "yes", "id": cast[:1]},
        follow=True,
    )
    (message,) = page.context["messages"]
    shown = "/customers/?q=dora&sort=-name"
    undone = browser.post(message.extra_tags, headers={"Referer": f"http://testserver{shown}"})

    assert undone["Location"] == shown


def test_undo_says_what_cannot_be_as_it_was(
    browser: Browser, account: Account, cast: list[int]
) -> None:
    group = CustomerGroup.objects.create(account=account, name="Regulars")
    do(browser, f"group-{group.pk}", id=cast[:2])
    page = browser.post(
        "/customers/bulk/", {"action": "no-group", "confirmed": "yes", "id": cast[:2]}, follow=True
    )
    *_, message = page.context["messages"]
    group.delete()
    undone = browser.post(message.extra_tags, follow=True)

    assert b"Nothing is undone. 2 stay" in undone.content


def test_one_that_is_refused_keeps_all_as_they_were(
    account: Account, source: Source, cast: list[int], foreign: Customer
) -> None:
    with pytest.raises(NotFound):
        run(account, [cast[0], foreign.pk], PLAIN["set-is_vip"], source=source)

    assert vips() == ["Cleo"]


def test_undo_of_many_touches_no_other_kind_of_change(
    browser: Browser, account: Account, alice: User, cast: list[int]
) -> None:
    made = Source(user=alice, dialect="staff", request_id="r-9")
    person = CustomerChange(contacts=(ContactChange(first_name="Zoe"),))
    done = update(account, cast[0], person, source=made).change
    new = create(account, CustomerChange(company="New"), source=made).change
    assert done is not None
    assert new is not None
    browser.post(f"/customers/bulk/{done.sequence}-{new.sequence}/r-9/undo/")

    assert Change.objects.latest("sequence").sequence == new.sequence


@pytest.mark.parametrize("request_id", ["%00", "x" * 101, "%ED%A0%80"])
def test_undo_takes_no_id_that_no_request_has(
    browser: Browser, cast: list[int], request_id: str
) -> None:
    assert browser.post(f"/customers/bulk/1-2/{request_id}/undo/").status_code == 404


def test_no_action_without_code_131(reader: Browser, cast: list[int]) -> None:
    last = Change.objects.latest("sequence").sequence

    assert do(reader, "discontinue", all="yes").status_code == 403
    assert reader.post(f"/customers/bulk/1-{last}/x/undo/").status_code == 403
    assert Customer.objects.filter(is_active=True).count() == 3


def test_nobody_of_another_account_is_touched(browser: Browser, foreign: Customer) -> None:
    do(browser, "discontinue", id=[foreign.pk])
    do(browser, "discontinue", all="yes", query="state=all")
    foreign.refresh_from_db()

    assert foreign.is_active


def test_another_accounts_group_is_no_action(
    browser: Browser, foreign: Customer, cast: list[int]
) -> None:
    assert do(browser, f"group-{foreign.group_id}", id=cast).status_code == 400


@pytest.mark.parametrize("action", ["", "x", "group-", "group-x", "group-99999999999999999999"])
def test_there_is_no_such_action(browser: Browser, cast: list[int], action: str) -> None:
    assert do(browser, action, id=cast).status_code == 400


@pytest.mark.parametrize("ids", [["x"], ["9" * 30], ["-1"], []])
def test_ids_that_are_none_select_nobody(browser: Browser, cast: list[int], ids: list[str]) -> None:
    assert do(browser, "discontinue", id=ids).status_code == 302
    assert Customer.objects.filter(is_active=True).count() == 3


def test_statements_do_not_grow_with_the_customers(
    browser: Browser, account: Account, source: Source
) -> None:
    counts = []
    for rows in (5, 50):
        change = Write(mode=Mode.CREATE, change=CustomerChange(company="Same"))
        outcomes = write(account, [change] * rows, source=source)
        with CaptureQueriesContext(connection) as queries:
            do(browser, "set-is_vip", id=[outcome.customer_id for outcome in outcomes])
        counts.append(len(queries))

    assert counts[0] == counts[1]
