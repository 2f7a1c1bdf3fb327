"""One item of a customer's list: shown, added, edited and removed where it stands."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from crm.staff.record.items import ITEM_LISTS, held_items
from crm.staff.record.ledger import values_before
from crm.staff.ui.door import StaffRequest, staff_page
from customers import services

from .edit_views import save
from .editing import CustomerForm
from .items import item_card
from .page import CustomerPage, open_page
from .views import posted_sequence, undo_url

NOTHING = "Nothing was written yet."


@require_safe
@staff_page(130)
def show_items(request: StaffRequest, customer_id: int, name: str) -> HttpResponse:
    """``GET /customers/7/items/contacts/``: the list, as before one of it was edited."""
    return _card(request, open_page(request, customer_id), name)


@require_http_methods(["GET", "POST"])
@staff_page(131)
def edit_item(
    request: StaffRequest, customer_id: int, name: str, item: int | None = None
) -> HttpResponse:
    """``GET`` and ``POST /customers/7/items/contacts/9/edit/``, ``.../items/contacts/add/``: the list
    with the form of one item in it. ``contacts.9.remove`` in what is posted takes it away."""
    prefix = f"{name}.{item or 'new1'}."
    if request.method == "GET":
        page = open_page(request, customer_id)
        if name not in ITEM_LISTS or (item and prefix not in held_items(page.whole, name)):
            raise Http404
        edited = CustomerForm(page.whole, page.texts, page.lists, only=prefix)
        return _card(request, page, name, edited=edited, prefix=prefix)
    with services.locked(request.account):
        page = open_page(request, customer_id)
        if name not in ITEM_LISTS:
            raise Http404
        edited = CustomerForm(page.whole, page.texts, page.lists, request.POST, only=prefix)
        before = values_before(request.account, customer_id, posted_sequence(request))
        ours = {path: value for path, value in before.items() if path.startswith(prefix)}
        conflicts = edited.conflicts(ours) if edited.form.is_valid() else []
        outcome = None if conflicts else save(request, edited, page, before)
    asked = {"edited": edited, "prefix": prefix, "conflicts": conflicts}
    if outcome is None:
        return _card(request, page, name, **asked)
    if outcome.change is None and item is None:
        edited.form.add_error(None, NOTHING)
        return _card(request, page, name, **asked)
    undo = undo_url(customer_id, outcome)
    saved = open_page(request, customer_id)
    return _card(request, saved, name, saved=bool(undo), undo=undo, removed=bool(edited.removed))


def _card(request: StaffRequest, page: CustomerPage, name: str, **told: Any) -> HttpResponse:
    if name not in ITEM_LISTS:
        raise Http404
    edited, prefix = told.get("edited"), told.get("prefix", "")
    card = item_card(page, name)
    context = {
        "page": page,
        "card": card,
        "block": edited.block(name, prefix) if edited else None,
        "is_apart": prefix not in {item.prefix for item in card.items},
        "focus": True,
        **told,
    }
    return render(request, "staff/customers/items.html", context)
