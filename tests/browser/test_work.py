"""What people do all day, in a real browser."""

from django.contrib.auth.models import Group
from playwright.sync_api import expect

from crm.access.codes import CODES
from crm.accounts.models import Account, User
from customers.changes import CustomerChange, Source
from customers.models import Change, Customer
from customers.services import create, update

from .conftest import Visit


def test_search_finds_while_one_types(
    alices: Visit, account: Account, customer: Customer, source: Source
) -> None:
    create(account, CustomerChange(company="Zebra Ltd"), source=source)
    alices.open("/customers/")
    expect(alices.page.locator("[data-row]")).to_have_count(2)
    alices.page.keyboard.press("/")
    alices.page.keyboard.type("zebr")

    expect(alices.page.locator("[data-row]")).to_have_count(1)
    expect(alices.page.locator("[data-open]")).to_have_text("Zebra Ltd")
    assert "q=zebr" in alices.page.url


def test_the_keyboard_alone_finds_opens_edits_and_saves(
    alices: Visit, account: Account, customer: Customer, source: Source
) -> None:
    create(account, CustomerChange(company="Zebra Ltd"), source=source)
    alices.open("/customers/")
    keys = alices.page.keyboard
    for key in ("j", "j", "k", "j", "Enter"):
        keys.press(key)
    alices.page.wait_for_url("**/customers/*/")
    expect(alices.page.locator("h1")).to_have_text("Zebra Ltd")
    keys.press("e")
    alices.page.wait_for_url("**/edit/")
    alices.page.get_by_label("Website").focus()
    keys.type("zebra.example")
    keys.press("Enter")
    alices.page.wait_for_url(lambda url: not url.endswith("/edit/"))

    assert Customer.objects.get(company="Zebra Ltd").website == "zebra.example"


def test_the_keyboards_list_opens_and_closes(alices: Visit, customer: Customer) -> None:
    alices.open("/customers/")
    alices.page.keyboard.press("?")
    expect(alices.page.locator("#keys")).to_be_visible()
    alices.page.keyboard.press("Escape")
    expect(alices.page.locator("#keys")).to_be_hidden()


def test_a_field_is_edited_on_the_spot_and_undone_from_the_toast(
    alices: Visit, customer: Customer
) -> None:
    alices.open(f"/customers/{customer.pk}/")
    alices.page.get_by_label("Edit Company", exact=True).focus()
    alices.page.keyboard.press("Enter")
    field = alices.page.get_by_role("textbox", name="Company")
    expect(field).to_be_focused()
    field.fill("Renamed")
    alices.page.keyboard.press("Enter")
    expect(alices.page.locator(".toast")).to_contain_text("Company is saved.")
    expect(alices.page.locator(".fact", has_text="Renamed")).to_be_visible()
    alices.page.get_by_role("button", name="Undo").click()
    expect(alices.page.locator(".toast")).to_contain_text("Undone.")

    expect(alices.page).to_have_url(f"{alices.base}/customers/{customer.pk}/")
    assert Customer.objects.get(pk=customer.pk).company == "Furnished acme"


def test_what_was_just_saved_is_undone_by_a_key(alices: Visit, customer: Customer) -> None:
    alices.open(f"/customers/{customer.pk}/")
    for company in ("Once", "Twice"):
        alices.page.get_by_label("Edit Company", exact=True).focus()
        alices.page.keyboard.press("Enter")
        alices.page.get_by_role("textbox", name="Company").fill(company)
        alices.page.keyboard.press("Enter")
        expect(alices.page.locator(".fact", has_text=company)).to_be_visible()
    alices.page.keyboard.press("Escape")
    alices.page.keyboard.press("u")
    expect(alices.page.locator(".toast")).to_contain_text("Undone.")

    assert Customer.objects.get(pk=customer.pk).company == "Once"


def test_escape_leaves_a_field_as_it_was(alices: Visit, customer: Customer) -> None:
    alices.open(f"/customers/{customer.pk}/")
    alices.page.get_by_label("Edit Company", exact=True).focus()
    alices.page.keyboard.press("Enter")
    alices.page.get_by_role("textbox", name="Company").fill("Renamed")
    alices.page.keyboard.press("Escape")

    expect(alices.page.locator(".fact.editing")).to_have_count(0)
    assert Change.objects.count() == 1


def test_two_people_at_the_same_field_see_both_values(
    alices: Visit, account: Account, customer: Customer, source: Source
) -> None:
    alices.open(f"/customers/{customer.pk}/edit/")
    update(account, customer.pk, CustomerChange(company="Theirs"), source=source)
    alices.page.get_by_label("Company").first.fill("Mine")
    alices.page.get_by_role("button", name="Save").click()
    notice = alices.page.locator(".notice.warn")
    expect(notice).to_contain_text("Changed meanwhile")
    expect(notice).to_contain_text("Theirs")
    expect(notice).to_contain_text("Mine")
    alices.page.get_by_role("button", name="Save").click()
    alices.page.wait_for_url(lambda url: not url.endswith("/edit/"))

    assert Customer.objects.get(pk=customer.pk).company == "Mine"


def test_what_is_wrong_is_said_when_a_field_is_left(alices: Visit, customer: Customer) -> None:
    alices.open(f"/customers/{customer.pk}/edit/")
    alices.page.get_by_label("Currency").fill("eur")
    alices.page.keyboard.press("Tab")

    expect(alices.page.locator(".check-answer .problem")).to_contain_text("Three capital letters")


def test_what_was_written_outlives_the_session(
    alices: Visit, alice: User, customer: Customer
) -> None:
    alices.open(f"/customers/{customer.pk}/edit/")
    alices.page.get_by_label("Website").fill("kept.example")
    alices.page.context.clear_cookies(name="sessionid")
    alices.page.get_by_role("button", name="Save").click()
    alices.page.fill("[name=username]", alice.username)
    alices.page.fill("[name=password]", alice.username)
    alices.page.keyboard.press("Enter")
    alices.page.wait_for_url("**/edit/")
    alices.page.get_by_role("button", name="Take it back in").click()

    expect(alices.page.get_by_label("Website")).to_have_value("kept.example")
    alices.page.get_by_role("button", name="Save").click()
    expect(alices.page.locator(".toast")).to_contain_text("Saved.")
    alices.open(f"/customers/{customer.pk}/edit/")
    expect(alices.page.get_by_role("button", name="Take it back in")).to_have_count(0)


def test_history_leads_from_a_value_to_the_change_that_set_it(
    alices: Visit, account: Account, customer: Customer, source: Source
) -> None:
    update(account, customer.pk, CustomerChange(fax="555-1"), source=source)
    update(account, customer.pk, CustomerChange(website="w.example"), source=source)
    alices.open(f"/customers/{customer.pk}/")
    alices.page.get_by_label("Who set Fax").click()
    alices.page.wait_for_url("**/history/?field=fax")

    expect(alices.page.locator(".timeline > li")).to_have_count(1)
    expect(alices.page.locator("tr.wanted")).to_contain_text("555-1")


def test_a_list_is_saved_as_a_view(alices: Visit, customer: Customer) -> None:
    alices.open("/customers/")
    alices.page.locator("#q").fill("furn")
    alices.page.wait_for_url("**q=furn**")
    alices.page.get_by_role("button", name="Views").click()
    alices.page.locator("#view-name").fill("Furnished")
    alices.page.keyboard.press("Enter")
    alices.page.get_by_role("link", name="Furnished", exact=True).click()

    expect(alices.page.locator("#q")).to_have_value("furn")


def test_selected_customers_change_together(alices: Visit, customer: Customer) -> None:
    alices.open("/customers/")
    for key in ("j", "x"):
        alices.page.keyboard.press(key)
    alices.page.locator("#bulk-action").select_option("set-is_vip")
    alices.page.get_by_role("button", name="Go on").click()
    expect(alices.page.locator("h1")).to_have_text("Mark as VIP: 1 customer?")
    alices.page.get_by_role("button", name="Mark as VIP").click()
    expect(alices.page.locator(".toast")).to_contain_text("Mark as VIP: 1 customer.")
    alices.page.get_by_role("button", name="Undo").click()
    expect(alices.page.locator(".toast")).to_contain_text("Undone for 1 customer.")

    assert not Customer.objects.get(pk=customer.pk).is_vip


def test_a_client_is_made_and_its_secret_shown(alices: Visit, customer: Customer) -> None:
    alices.open("/clients/")
    alices.page.keyboard.press("n")
    alices.page.wait_for_url("**/clients/new/")
    alices.page.get_by_label("Name").fill("Till 9")
    alices.page.get_by_role("button", name="Make client").click()

    expect(alices.page.locator("h1")).to_have_text("Credentials of Till 9")
    expect(alices.page.locator("#try")).to_contain_text("curl")
    assert alices.barriers() == []


def test_who_may_only_read_sees_no_buttons_and_is_refused(
    visit: Visit, account: Account, customer: Customer
) -> None:
    bob = User.objects.create_user("bob", password="bob", account=account)
    bob.groups.add(Group.objects.get(name=CODES[130].group_name))
    visit.sign_in(bob)
    visit.open(f"/customers/{customer.pk}/")
    expect(visit.page.locator('[href*="/edit/"], [hx-get*="/edit/"]')).to_have_count(0)
    expect(visit.page.get_by_role("button", name="Discontinue")).to_have_count(0)
    visit.open(f"/customers/{customer.pk}/edit/")

    expect(visit.page.locator("main")).to_contain_text("131 Create/Modify Customer")
    visit.problems.clear()  # the browser reports the 403
