"""The pages of one customer in a real browser: its lists, orders, history, systems, and on paper."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from crm.accounts.models import Account, User
from customers.changes import CustomerChange, NoteEntryChange, Source
from customers.models import Customer, NoteEntry, Order, SupplierAccount
from customers.services import update

from .conftest import Visit


def test_a_note_is_added_corrected_and_taken_back_by_keyboard(
    alices: Visit, customer: Customer
) -> None:
    page, keys = alices.page, alices.page.keyboard
    alices.open(f"/customers/{customer.pk}/")
    page.get_by_label("Add dated note").focus()
    keys.press("Enter")
    expect(page.get_by_role("textbox", name="Text")).to_be_focused()
    keys.type("Wants a discount.")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.locator(".toast")).to_contain_text("Saved.")
    expect(page.locator("#items-note_entries")).to_contain_text("Wants a discount.")
    expect(page.get_by_label("Add dated note")).to_be_focused()
    assert alices.barriers() == []
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".toast")).to_contain_text("Undone.")

    expect(page.locator("#items-note_entries")).not_to_contain_text("Wants a discount.")
    assert not NoteEntry.objects.filter(text="Wants a discount.").exists()


def test_an_account_at_a_supplier_is_removed_and_brought_back(
    alices: Visit, customer: Customer
) -> None:
    page = alices.page
    alices.open(f"/customers/{customer.pk}/")
    page.get_by_label("Remove account at a supplier Bolts Inc: A-1").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Removed.")
    expect(page.locator("#items-supplier_accounts .item")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#items-supplier_accounts .item")).to_have_count(2)

    assert SupplierAccount.objects.filter(customer=customer, name="A-1").exists()


def test_both_values_are_shown_and_theirs_can_be_taken(
    alices: Visit, account: Account, customer: Customer, source: Source
) -> None:
    page = alices.page
    note = NoteEntry.objects.get(customer=customer, text="Called.")
    alices.open(f"/customers/{customer.pk}/")
    page.locator(".item", has_text="Called.").last.get_by_label("Edit dated note").focus()
    page.keyboard.press("Enter")
    text = page.get_by_role("textbox", name="Text")
    text.fill("Mine")
    theirs = CustomerChange(note_entries=(NoteEntryChange(id=note.pk, text="Theirs"),))
    update(account, customer.pk, theirs, source=source)
    page.get_by_role("button", name="Save", exact=True).click()
    notice = page.locator(".notice.warn")
    expect(notice).to_be_focused()
    expect(notice).to_contain_text("Theirs")
    expect(notice).to_contain_text("Mine")
    assert alices.barriers() == []
    page.get_by_role("button", name="Take theirs").click()
    expect(text).to_have_value("Theirs")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".item-form")).to_have_count(0)

    assert NoteEntry.objects.get(pk=note.pk).text == "Theirs"


def test_a_field_on_the_spot_outlives_the_session(
    alices: Visit, alice: User, customer: Customer
) -> None:
    page = alices.page
    alices.open(f"/customers/{customer.pk}/")
    page.get_by_label("Edit Code").focus()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Code").fill("KEPT-1")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Enter")
    page.fill("[name=username]", alice.username)
    page.fill("[name=password]", alice.username)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take it up again").click()
    expect(page.get_by_role("textbox", name="Code")).to_have_value("KEPT-1")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("Code is saved.")
    alices.open(f"/customers/{customer.pk}/")

    expect(page.get_by_role("button", name="Take it up again")).to_have_count(0)
    assert Customer.objects.get(pk=customer.pk).code == "KEPT-1"


def test_what_looks_odd_is_said_on_the_spot(alices: Visit, customer: Customer) -> None:
    page = alices.page
    alices.open(f"/customers/{customer.pk}/edit/")
    page.get_by_label("E-mail").first.fill("nobody")
    page.keyboard.press("Tab")

    expect(page.locator(".hint")).to_contain_text("does not look like an e-mail address")


def test_j_and_k_walk_through_the_fields(alices: Visit, customer: Customer) -> None:
    alices.open(f"/customers/{customer.pk}/")
    keys = alices.page.keyboard
    keys.press("j")
    expect(alices.page.get_by_label("Edit Company", exact=True)).to_be_focused()
    for key in ("j", "k", "h"):
        keys.press(key)

    alices.page.wait_for_url("**/history/?field=company")


def test_orders_are_found_while_one_types_and_opened(alices: Visit, customer: Customer) -> None:
    page, now = alices.page, timezone.now()
    Order.objects.bulk_create(
        Order(
            account=customer.account,
            customer=customer,
            order_number=f"N-{number:02}",
            order_date=now - timedelta(days=number),
        )
        for number in range(40)
    )
    alices.open(f"/customers/{customer.pk}/")
    page.keyboard.press("o")
    page.wait_for_url("**/orders/")
    expect(page.locator("#orders [data-row]")).to_have_count(25)
    page.get_by_role("link", name="Older").click()
    expect(page.locator("#orders [data-row]")).to_have_count(17)
    page.keyboard.press("/")
    page.keyboard.type("n-39")
    expect(page.locator("#orders [data-row]")).to_have_count(1)
    assert alices.barriers() == []
    page.get_by_role("link", name="N-39").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Order N-39")).to_be_visible()
    assert alices.barriers() == []


def test_the_history_is_narrowed_and_undone_by_keyboard(
    alices: Visit, account: Account, customer: Customer, source: Source
) -> None:
    page = alices.page
    update(account, customer.pk, CustomerChange(fax="555-1"), source=source)
    alices.open(f"/customers/{customer.pk}/history/")
    expect(page.locator(".timeline > li")).to_have_count(2)
    page.locator("#field").select_option("fax")
    expect(page.locator(".timeline > li")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("u")
    expect(page.locator(".toast")).to_contain_text("Undone.")

    expect(page.locator(".timeline > li")).to_have_count(2)
    assert Customer.objects.get(pk=customer.pk).fax == ""


def test_a_system_names_its_losses_in_every_version(alices: Visit, customer: Customer) -> None:
    page = alices.page
    alices.open(f"/customers/{customer.pk}/")
    page.keyboard.press("s")
    page.wait_for_url("**/systems/inventorypro/")
    losses = page.locator("section", has_text="What InventoryPro cannot see")
    expect(losses).to_contain_text("2 shipping addresses")
    expect(losses).to_contain_text("Dock 3")
    page.get_by_role("link", name="Inventorum").click()
    page.get_by_label("Version").select_option("9")
    page.wait_for_url("**version=9")

    expect(page.locator("#curl")).to_contain_text("X-Api-Version: 9")
    expect(page.locator("#answer")).to_contain_text("phone_numbers")
    assert alices.barriers() == []


def test_on_paper_the_customer_is_there_without_what_one_presses(
    alices: Visit, customer: Customer
) -> None:
    alices.open(f"/customers/{customer.pk}/")
    alices.page.emulate_media(media="print")

    for hidden in (
        ".sidebar",
        ".tabs",
        ".fact .tools",
        ".item-head .tools",
        ".empties",
        ".actions",
    ):
        expect(alices.page.locator(hidden).first).to_be_hidden()
    for shown in ("Furnished acme", "Ana Schmidt", "Called again.", "Dock 3"):
        text = alices.page.locator("main").get_by_text(shown).locator("visible=true")
        expect(text.first).to_be_visible()
    assert alices.page.pdf(format="A4")[:4] == b"%PDF"


def test_who_wants_no_motion_gets_none(alices: Visit, customer: Customer) -> None:
    alices.page.emulate_media(reduced_motion="reduce")
    alices.open(f"/customers/{customer.pk}/")
    moving = alices.page.evaluate(
        """[...document.querySelectorAll("*")].filter((element) => {
            const style = getComputedStyle(element);
            const times = [style.animationDuration, style.transitionDuration];
            return times.some((time) => parseFloat(time) > 0);
        }).length"""
    )

    assert moving == 0
